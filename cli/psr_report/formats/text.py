"""Problems for a person: two lines each, at a terminal with the words in question in between."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from psr_report import terminal
from psr_report.columns import columns
from psr_report.counted import counted
from psr_report.errors import Problem, Severity
from psr_report.inspection import Inspection
from psr_report.read.months import spoken
from psr_report.read.text import BREAK

_GUTTER = 8  # columns: "   14 | "
_NARROWEST = 20  # columns: fewer would show no words


def report(inspection: Inspection) -> str:
    """Return every problem with its place and its hint, and what they come to."""
    shows_lines = terminal.is_rich(sys.stdout)
    files: dict[str, list[str]] = {}
    told: list[str] = []
    for problem in inspection.problems:
        what, *hint = terminal.described(problem, sys.stdout)
        file = problem.place.file
        if shows_lines and file not in files:
            files[file] = BREAK.split(inspection.texts.get(file, ""))
        told += [what, *(excerpt(problem, files[file], sys.stdout) if shows_lines else ()), *hint]
    closing = terminal.filled([(word, "") for word in summary(inspection).split(" ")], 2, sys.stdout)
    return "".join(f"{line}\n" for line in (*told, closing))


def summary(inspection: Inspection) -> str:
    """Return in a line what was checked and what came of it."""
    what = counted(len(inspection.stories), "story", plural="stories", none="no")
    rules = counted(len(inspection.rules), "rule")
    found = {name: inspection.count(severity) for name, severity in _COUNTED.items()}
    said = [counted(count, name) for name, count in found.items() if count]
    if not found["error"] and not found["warning"]:
        said.insert(0, "nothing to mend")
    if aside := sum(problem.aside is not None for problem in inspection.problems):
        said.append(f"{aside} set aside")
    line = f"checked {what} of {spoken(inspection.month)} with {rules}: {', '.join(said)}"
    fixes = sum(problem.fix is not None for problem in inspection.problems)
    return f"{line}; {fixes} can be mended with --fix" if fixes else line


_COUNTED = {"error": Severity.ERROR, "warning": Severity.WARNING, "note": Severity.INFO}


def excerpt(problem: Problem, lines: Sequence[str], stream: TextIO) -> Iterator[str]:
    """Yield the line that a problem stands in and, below it, carets under the words in question."""
    place = problem.place
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if not line.strip():
        return
    start = place.column - 1
    parts = (line[:start], line[start : start + problem.width], line[start + problem.width :])
    room = max(terminal.breadth() - _GUTTER - 1, _NARROWEST)
    dots = terminal.printable("…", stream)
    before, words, after = _clipped(
        [terminal.printable(part, stream) for part in parts], room, dots if len(dots) == 1 else "..."
    )
    number = terminal.painted(f"{place.line:>5} |", "2", stream)
    yield f"{number} {before}{words}{after}".rstrip()
    carets = "^" * max(columns(words), 1)
    gutter = terminal.painted("      |", "2", stream)
    colour = terminal.COLOURS[problem.severity]
    yield f"{gutter} {' ' * columns(before)}{terminal.painted(carets, colour, stream)}"


def _clipped(parts: Sequence[str], room: int, dots: str) -> tuple[str, str, str]:
    """Return a line in three parts, cut around the middle one where it is wider than the room."""
    before, words, after = parts
    if sum(map(columns, parts)) <= room:
        return before, words, after
    words = _beginning(words, room, dots)
    spare = room - columns(words)
    before = _end(before, max(spare // 2, spare - columns(after)), dots)
    return before, words, _beginning(after, spare - columns(before), dots)


def _beginning(text: str, room: int, dots: str) -> str:
    if columns(text) <= room:
        return text
    return _within(text, room - len(dots)) + dots if room >= len(dots) else ""


def _end(text: str, room: int, dots: str) -> str:
    if columns(text) <= room:
        return text
    return dots + _within(text[::-1], room - len(dots))[::-1] if room >= len(dots) else ""


def _within(text: str, room: int) -> str:
    """Return as many of the first letters of a text as the room has columns for."""
    for at, letter in enumerate(text):
        room -= columns(letter)
        if room < 0:
            return text[:at]
    return text
