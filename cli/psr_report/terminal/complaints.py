"""What `check` says, beside the story that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from psr_report.columns import columns
from psr_report.counted import counted
from psr_report.errors import Problem, Severity
from psr_report.terminal.setting import WHOLE_WORDS, Line, Piece, Setting, fill

_ROLES = {Severity.ERROR: "alert", Severity.WARNING: "warning", Severity.INFO: "info"}
NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def complaints(
    setting: Setting, found: Sequence[Problem], room: int, file: str = "", about: str = ""
) -> list[Line]:
    """Return problems, each with its place and its hint, along a bar; ``about`` stands at their head.

    Of those in ``file`` the folder is left out where the line would be too long.
    """
    if not found and not about:
        return []
    worst = min((one.severity for one in found), key=lambda one: one.rank, default=Severity.INFO)
    bar = Piece(f"{setting.signs.bar} ", _ROLES[worst])
    lines = fill([setting.text(said(found), f"bold {_ROLES[worst]}")], room - 2) if found else []
    lines += fill([setting.text(about, _ROLES[worst])], room - 2) if about else []
    for problem in found:
        lines += _complaint(setting, problem, room - 2, file)
    return [(bar, *line) for line in lines]


def _complaint(setting: Setting, problem: Problem, room: int, file: str) -> list[Line]:
    place = str(problem.place)
    if columns(place) > room and problem.place.file == file:
        place = f"{PurePath(file).name}:{problem.place.line}:{problem.place.column}"
    what = [
        setting.text(problem.severity.value, f"bold {_ROLES[problem.severity]}"),
        setting.text(f" {problem.message} "),
        setting.text(f"[{problem.rule}]", "muted"),
    ]
    lines = [*fill([setting.text(place, "muted")], room), *fill(what, room, breaks=WHOLE_WORDS)]
    if problem.hint:
        lines += fill([setting.text(f"hint: {problem.hint}")], room, (Piece("  "),), breaks=WHOLE_WORDS)
    return lines


def said(found: Sequence[Problem]) -> str:
    """Return how many problems there are: "1 error, 2 warnings"."""
    counts = {each: sum(problem.severity is each for problem in found) for each in Severity}
    return ", ".join(counted(number, NAMES[each]) for each, number in counts.items() if number)
