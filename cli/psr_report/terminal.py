"""All that a person sees. The only module that knows rich; every text from the content passes through ``visible``."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self, TextIO

from psr_report.errors import Problem, ReportError, Severity

if TYPE_CHECKING:
    from types import TracebackType

    from psr_report.doctor import Finding
    from psr_report.pipeline import Built

# C0 and C1 controls, and everything that reorders or hides text.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def visible(text: str) -> str:
    """Return text in which nothing can steer a terminal: control and reordering characters are spelled out."""
    return _INVISIBLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def _is_rich(stream: TextIO) -> bool:
    """Return whether a stream is a person's terminal that may be coloured."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb" and "CI" not in os.environ


def _painted(text: str, code: str, stream: TextIO) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if _is_rich(stream) else text


def problems(found: Sequence[Problem]) -> None:
    """Print every problem with its place and its hint to standard error, and what they come to."""
    for problem in found:
        _problem(problem)
    counts = [
        (sum(problem.severity is severity for problem in found), severity.value) for severity in (Severity.ERROR, Severity.WARNING)
    ]
    words = [f"{count} {name}{'s' if count != 1 else ''}" for count, name in counts if count]
    ended = "; nothing was written" if any(problem.severity is Severity.ERROR for problem in found) else ""
    if words:
        print(f"{' and '.join(words)}{ended}", file=sys.stderr)


def _problem(problem: Problem) -> None:
    message, hint = visible(problem.message), visible(problem.hint) if problem.hint else None
    if "GITHUB_ACTIONS" in os.environ:
        print(_annotation(problem, message, hint), file=sys.stderr)
        return
    severity = _painted(problem.severity.value, _COLOURS[problem.severity], sys.stderr)
    place = _painted(visible(str(problem.place)), "1", sys.stderr)
    print(f"{place}: {severity}: {message} [{problem.rule}]", file=sys.stderr)
    if hint:
        print(f"  hint: {hint}", file=sys.stderr)


def _annotation(problem: Problem, message: str, hint: str | None) -> str:
    """Return a problem as GitHub shows it beside the line of YAML."""
    level = {"error": "error", "warning": "warning"}.get(problem.severity.value, "notice")
    place = problem.place
    text = f"{message} [{problem.rule}]" + (f"\nhint: {hint}" if hint else "")
    return (
        f"::{level} file={_property(place.file)},line={place.line},col={place.column},"
        f"title={_property(problem.rule)}::{_data(text)}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def failure(error: ReportError) -> None:
    """Print what stopped the program and what to do about it, to standard error."""
    print(f"{_painted('error', '31', sys.stderr)}: {visible(str(error))}", file=sys.stderr)
    if error.hint:
        print(f"  hint: {visible(error.hint)}", file=sys.stderr)


class Progress:
    """A line per finished stage on a terminal, nothing elsewhere; at the end the files."""

    def __init__(self, notice: str | None) -> None:
        self._notice = notice
        self._start = self._last = time.perf_counter()
        self._speaks = sys.stderr.isatty() and "CI" not in os.environ

    def __enter__(self) -> Self:
        if self._notice:
            print(self._notice, file=sys.stderr)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None

    def stage(self, name: str, what: str) -> None:
        """Say that a stage is done."""
        now = time.perf_counter()
        if self._speaks:
            line = f"  {name:<9} {visible(what):<34} {now - self._last:5.1f} s"
            print(_painted(line, "2", sys.stderr), file=sys.stderr)
        self._last = now

    def done(self, built: Built) -> None:
        """Print what was written: a table on a terminal, one path a line elsewhere."""
        for notice in built.notices:
            print(f"notice: {visible(notice)}", file=sys.stderr)
        if built.problems:
            problems(built.problems)
        if built.is_unchanged:
            print("nothing has changed; the issue is up to date", file=sys.stderr)
        if not sys.stdout.isatty():
            for path in built.paths:
                print(path)
            return
        _table(built, time.perf_counter() - self._start)


def _table(built: Built, seconds: float) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("file", overflow="fold")
    table.add_column("pages", justify="right")
    table.add_column("size", justify="right")
    for path in built.paths:
        pages = built.pages.get(path.name)
        table.add_row(Text(visible(str(path))), str(pages) if pages else "", _size(path.stat().st_size))
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(table)
    warnings = sum(problem.severity is Severity.WARNING for problem in built.problems)
    console.print(f"{warnings} warning{'s' if warnings != 1 else ''}, {seconds:.1f} seconds", style="dim")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.0f} kB"


def findings(found: Sequence[Finding]) -> None:
    """Print what the machine has and lacks, a line each, and below each lack the command that mends it."""
    for finding in found:
        mark = "ok" if finding.ok else ("MISSING" if finding.needed else "advised")
        code = "32" if finding.ok else ("31" if finding.needed else "33")
        print(f"{_painted(f'{mark:<8}', code, sys.stdout)} {visible(finding.name)}: {visible(finding.found)}")
        if finding.remedy and not finding.ok:
            print(f"         {visible(finding.remedy)}")
