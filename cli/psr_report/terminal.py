"""All that a person sees. The only module that knows rich; text from the content passes through `visible`.

Results go to standard output, everything else to standard error, which may be gone: that stops nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
import time
from pathlib import Path

from psr_report.errors import Severity, UsageError

TYPE_CHECKING = False  # what type checkers look for; a build with nothing to do prints its files from here
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Literal, Self, TextIO

    from psr_report.checks.rule import Rule
    from psr_report.doctor import Finding
    from psr_report.errors import Place, Problem, ReportError
    from psr_report.figures import Found
    from psr_report.request import Built

_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
# The other C0 and C1 controls, and everything that reorders or hides text.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_FALSE = ("", "0", "false")


def visible(text: str) -> str:
    """Return the text on one line, unable to steer a terminal: what hides or reorders is spelled out."""
    return _INVISIBLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", _BREAKS.sub(" ", text))


def problems(found: Sequence[Problem], *, written: bool = False) -> None:
    """Print every problem with its place and its hint, and what they come to."""
    for problem in found:
        _problem(problem)
    counts = {each.value: sum(problem.severity is each for problem in found) for each in Severity}
    words = " and ".join(_counted(counts[name], name) for name in ("error", "warning") if counts[name])
    if words:
        _tell(words if written else f"{words}; nothing was written")


def failure(error: ReportError) -> None:
    """Print what stopped the program and what to do about it."""
    if _is_set("GITHUB_ACTIONS"):
        _tell(f"::error::{_data(_with_hint(visible(str(error)), error.hint))}")
        return
    _tell(f"{_painted('error', '31', sys.stderr)}: {visible(str(error))}")
    if error.hint:
        _tell(f"  hint: {visible(error.hint)}")


def notice(text: str) -> None:
    """Print something worth knowing that is nobody's fault."""
    _tell(f"::notice::{_data(visible(text))}" if _is_set("GITHUB_ACTIONS") else f"notice: {visible(text)}")


class Progress:
    """A line per finished stage on a terminal, nothing elsewhere; at the end the files."""

    def __init__(self, choice: str | None) -> None:
        self._choice = choice
        self._start = self._last = time.perf_counter()
        self._speaks = sys.stderr.isatty() and not _is_set("CI")
        self._erases = _is_rich(sys.stderr)
        self._is_pending = False  # the name of the stage at work stands on a line that is not finished

    def __enter__(self) -> Self:
        if self._choice:
            _tell(visible(self._choice))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._erase()

    def stage(self, name: str, what: str, following: str) -> None:
        """Say that a stage is done, and which one follows."""
        now = time.perf_counter()
        if self._speaks:
            self._erase()
            _tell(_painted(f"  {name:<9} {visible(what):<40} {now - self._last:5.1f} s", "2", sys.stderr))
            if self._erases and following:
                _tell(f"  {following} …", end="")
                self._is_pending = True
        self._last = now

    def _erase(self) -> None:
        if self._is_pending:
            _tell("\r\x1b[K", end="")
            self._is_pending = False

    def done(self, built: Built) -> None:
        """Print what was written: a table on a terminal, one path a line elsewhere."""
        self._erase()
        for text in built.notices:
            notice(text)
        problems(built.problems, written=True)
        if built.is_unchanged:
            warned = f", with {_counted(built.warnings, 'warning')}" if built.warnings else ""
            _tell(f"nothing has changed; the issue is up to date{warned}")
        if built.paths and sys.stdout.isatty():
            _table(built, time.perf_counter() - self._start)
        else:
            paths(built.paths)


def paths(found: Sequence[Path]) -> None:
    """Print paths to standard output, one a line, in the very bytes that they have on the disk."""
    sys.stdout.flush()
    sys.stdout.buffer.write(b"".join(os.fsencode(path) + b"\n" for path in found))


def findings(found: Sequence[Finding]) -> None:
    """Print what the machine has and lacks, and below each lack the command that mends it."""
    for finding in found:
        lack = ("MISSING", "31") if finding.needed else ("advised", "33")
        mark, code = ("ok", "32") if finding.ok else lack
        print(f"{_painted(f'{mark:<8}', code, sys.stdout)} {visible(finding.name)}: {visible(finding.found)}")
        if finding.remedy and not finding.ok:
            print(f"{'':<8} {visible(finding.remedy)}")


def text(whole: str) -> None:
    """Print a text that the program itself holds to standard output, as it is."""
    sys.stdout.write(whole)


def data(whole: bytes, *, is_text: bool = True) -> None:
    """Print a file's bytes to standard output; raise UsageError where they would only scare a person."""
    if not is_text and sys.stdout.isatty():
        raise UsageError("this is nothing to read on a terminal", "send it to a file: … > figures.parquet")
    sys.stdout.flush()
    sys.stdout.buffer.write(whole)


def figures(found: Found) -> None:
    """Print rows of the ledger as a page, for one measure with its history as a chart."""
    from psr_report.figures import history, page

    weights = {"head": "1", "plain": "", "faint": "2"}
    is_person = sys.stdout.isatty()
    for line in page.page(found.rows, _columns() if is_person else None):
        print(_painted(line.text, weights[line.weight], sys.stdout) if line.text else "")
    marks = history.MARKS if _can_print("".join(history.MARKS.values())) else history.PLAIN
    chart = history.chart(found.rows, _columns(), marks) if found.is_history else []
    for text in ["", *chart] if chart else []:
        print(text)


def _can_print(signs: str) -> bool:
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def rules(groups: Mapping[str, Mapping[str, Rule]]) -> None:
    """Print the names of the rules with their weight and the first sentence of their pages, in groups."""
    from psr_report.checks import pages

    width = max(len(name) for group in groups.values() for name in group)
    room = max(30, _columns() - width - 12)
    for heading, group in groups.items():
        print(_painted(heading, "1", sys.stdout))
        for name, rule in group.items():
            severity = _painted(f"{rule.severity.value:<7}", _COLOURS[rule.severity], sys.stdout)
            first, *others = textwrap.wrap(pages.page(rule.page).says, room)
            print(f"  {name:<{width}} {severity} {first}")
            for line in others:
                print(f"  {'':<{width}} {'':<7} {line}")
        print()
    print("psr-report explain RULE shows a rule's page.")


def page(rule: Rule) -> None:
    """Print a rule's page: what it says, why, examples that fail and pass, how to set it aside."""
    from psr_report.checks import pages

    found = pages.page(rule.page)
    room = min(80, _columns())
    weight = _painted(pages.weight(rule), _COLOURS[rule.severity], sys.stdout)
    print(f"{_painted(rule.name, '1', sys.stdout)}  {weight}\n")
    for line in textwrap.wrap(found.says, room):
        print(_painted(line, "1", sys.stdout))
    for part in found.parts:
        print()
        if part.kind == "text":
            print("\n".join(_wrapped(part.text, room)))
        else:
            colour = "31" if part.kind == "fails" else "32"
            print(_painted(part.heading, colour, sys.stdout))
            bar = _painted("│", colour, sys.stdout)
            print("\n".join(f"  {bar} {line}".rstrip() for line in part.text.rstrip("\n").split("\n")))
    for paragraph in pages.silence(rule):
        print()
        print("\n".join(_wrapped(paragraph, room)))


def _wrapped(paragraph: str, room: int) -> list[str]:
    return paragraph.split("\n") if paragraph.startswith("    ") else textwrap.wrap(paragraph, room)


def _columns() -> int:
    return shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 100


def _tell(text: str, end: str = "\n") -> None:
    try:
        print(text, file=sys.stderr, end=end, flush=True)
    except OSError:
        return  # nobody is listening


def _is_set(name: str) -> bool:
    return os.environ.get(name, "").casefold() not in _FALSE


def _is_rich(stream: TextIO) -> bool:
    """Return whether a stream is a person's terminal that may be coloured."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") in (None, "", "dumb") or _is_set("CI")
    return stream.isatty() and not is_plain


def _painted(text: str, code: str, stream: TextIO) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if code and _is_rich(stream) else text


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _problem(problem: Problem) -> None:
    place, message = visible(str(problem.place)), f"{visible(problem.message)} [{problem.rule}]"
    if _is_set("GITHUB_ACTIONS"):
        _tell(_annotation(problem, _with_hint(f"{place}: {message}", problem.hint)))
        return
    severity = _painted(problem.severity.value, _COLOURS[problem.severity], sys.stderr)
    _tell(f"{_painted(place, '1', sys.stderr)}: {severity}: {message}")
    if problem.hint:
        _tell(f"  hint: {visible(problem.hint)}")


def _annotation(problem: Problem, text: str) -> str:
    """Return a problem as GitHub shows it beside the line of YAML."""
    place = problem.place
    file, title = _property(_in_workspace(place)), _property(problem.rule)
    where = f"file={file},line={place.line},col={place.column},title={title}"
    return f"::{_LEVELS[problem.severity]} {where}::{_data(text)}"


def _in_workspace(place: Place) -> str:
    """Return the place's file as GitHub knows it: relative to the checkout, wherever the program runs."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if not workspace:
        return place.file
    shown = os.path.relpath(os.path.realpath(place.file), os.path.realpath(workspace))
    return place.file if shown.startswith("..") else shown


def _with_hint(text: str, hint: str | None) -> str:
    return f"{text}\nhint: {visible(hint)}" if hint else text


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _table(built: Built, seconds: float) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(f"{visible(str(built.paths[0].parent))}{os.sep}", overflow="fold")
    table.add_column("pages" if built.pages else "", justify="right")
    table.add_column("size", justify="right")
    for path in built.paths:
        pages = str(built.pages.get(path.name, ""))
        table.add_row(Text(visible(path.name)), pages, _size(path.stat().st_size))
    colours: Literal["auto"] | None = "auto" if _is_rich(sys.stdout) else None
    console = Console(highlight=False, markup=False, emoji=False, color_system=colours)
    console.print(table)
    console.print(f"{_counted(built.warnings, 'warning')}, {seconds:.1f} seconds", style="dim")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size, 1000) / 1000:.0f} kB"
