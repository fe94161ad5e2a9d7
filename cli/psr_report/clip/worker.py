"""The child process that alone knows trafilatura and mammoth: bytes in, what they say out as JSON.

Started as ``python -m psr_report.clip.worker SECONDS KIND URL CHARSET``, the seconds of processor time.
"""

from __future__ import annotations

import json
import resource
import sys

from psr_report.clip.reading import Text, UnreadableError

_MEMORY = 1 << 30  # bytes; a page of 5 MiB takes a quarter


def main() -> int:
    """Read one text and return the exit code: 1 when it is not what it is said to be."""
    seconds, kind, url, charset = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        print(_read(kind, sys.stdin.buffer.read(), url, charset).as_json())
    except UnreadableError as error:
        print(json.dumps({"message": str(error), "hint": error.hint}))
        return 1
    return 0


def _read(kind: str, data: bytes, url: str, charset: str) -> Text:
    if kind == "page":
        from psr_report.clip import page

        return page.read(data, url, charset)
    if kind == "word":
        from psr_report.clip import word

        return word.read(data)
    from psr_report.clip import markdown

    return markdown.read(data, charset, is_plain=kind == "plain")


if __name__ == "__main__":
    raise SystemExit(main())
