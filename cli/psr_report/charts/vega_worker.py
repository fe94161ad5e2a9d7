"""The child process that alone knows Vega-Lite: specifications in, drawings out, both as JSON.

Started as ``python -m psr_report.charts.vega_worker SECONDS``, the most processor time it may take.
"""

from __future__ import annotations

import json
import resource
import sys


def main() -> int:
    """Draw one job and return the exit code."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job = json.load(sys.stdin)
    import vl_convert

    vl_convert.register_font_directory(job["fonts"])
    try:
        drawn = [vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]) for spec in job["specs"]]
    except ValueError as error:
        # "Vega-Lite to SVG conversion failed:", the reason, and where in its own scripts it came up.
        reasons = [line for line in str(error).splitlines()[1:] if not line.startswith("    at ")]
        print(" ".join(reasons) or str(error), file=sys.stderr)
        return 1
    json.dump(drawn, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
