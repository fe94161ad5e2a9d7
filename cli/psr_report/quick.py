"""A build with nothing to do, told before the command line's library is loaded: that would take the longest.

Only what `psr_report.main` reads in the same way is read here, and whatever is unusual is left to it.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_SWITCHES = {"--strict": "strict", "--drafts": "drafts", "--release": "release"}
_VALUES = {"-t": "to", "--to": "to", "-o": "output", "--output": "output", "--newsroom": "newsroom"}


def build(arguments: Sequence[str]) -> bool:
    """Return whether this was a command to build what is up to date; the files are printed then."""
    asked = plainly(arguments)
    if asked is None or "_PSR_REPORT_COMPLETE" in os.environ:
        return False
    from psr_report.errors import ReportError
    from psr_report.request import requested, up_to_date
    from psr_report.unchanged import MANIFEST

    try:
        request, notice = requested(**asked)
        is_there = (request.folder / MANIFEST).is_file()
        built = up_to_date(request, request.inputs()) if is_there else None
    except (ReportError, OSError):
        return False  # whoever builds finds it too, and says it
    if built is None:
        return False
    from psr_report.terminal.progress import Progress

    with Progress(notice) as progress:
        progress.done(built)
    return True


def plainly(arguments: Sequence[str]) -> dict[str, Any] | None:
    """Return what ``build …`` asks for, as `psr_report.request.requested` takes it; None unless it is plain.

    Plain is: options spelled out, values in words of their own, none twice but ``--to``, at most one issue.
    """
    if not arguments or arguments[0] != "build":
        return None
    asked: dict[str, Any] = {}
    words = iter(arguments[1:])
    for word in words:
        name = _SWITCHES.get(word) or _VALUES.get(word) or ("" if word.startswith("-") else "issue")
        value: Any = True if word in _SWITCHES else next(words, "") if word in _VALUES else word
        if not name or not value or (value is not True and value.startswith("-")):
            return None
        if name == "to":
            asked.setdefault("to", []).append(value)
        elif name in asked:
            return None
        else:
            asked[name] = value
    if "output" in asked:
        from pathlib import Path

        asked["output"] = Path(asked["output"])
    return asked
