"""All that a person sees. The only module that knows rich; text from the content passes through `visible`.

Results go to standard output, everything else to standard error, which may be gone: that stops nothing.
"""

from __future__ import annotations

import os
import re
import sys
import textwrap
import time
from pathlib import Path

from psr_report.errors import Severity

TYPE_CHECKING = False  # what type checkers look for; a build with nothing to do prints its files from here
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType
    from typing import Literal, Self, TextIO

    from psr_report.checks.rule import Rule
    from psr_report.doctor import Finding
    from psr_report.errors import Problem, ReportError
    from psr_report.figures import Found
    from psr_report.forecasts import Score
    from psr_report.listing import Listed
    from psr_report.request import Built

_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
# The other C0 and C1 controls, and everything that reorders or hides text.
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
RESULTS = "standard output"  # the name under which an error speaks of it
_FALSE = ("", "0", "false")
_UNFOLDED = 4000  # columns: a line for each row where no person looks


def visible(text: str) -> str:
    """Return the text on one line, unable to steer a terminal: what hides or reorders is spelled out."""
    return INVISIBLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", _BREAKS.sub(" ", text))


def problems(found: Sequence[Problem], *, written: bool = False) -> None:
    """Print every problem with its place and its hint, and what they come to."""
    for problem in found:
        _tell(_said(problem))
    counts = {each.value: sum(problem.severity is each for problem in found) for each in Severity}
    words = " and ".join(counted(counts[name], name) for name in ("error", "warning") if counts[name])
    if words:
        _tell(words if written else f"{words}; nothing was written")


def _said(problem: Problem) -> str:
    if is_set("GITHUB_ACTIONS"):
        from psr_report.formats.github import annotation

        return annotation(problem)
    return "\n".join(described(problem, sys.stderr))


def described(problem: Problem, stream: TextIO) -> list[str]:
    """Return what is told of a problem on a stream: what and where, and how to mend it. One line each.

    At a terminal they are several where one would be too long, so that no word is cut at its edge.
    """
    message, hint = visible(problem.message), visible(problem.hint or "")
    what = [
        (f"{visible(str(problem.place))}:", "1"),
        (f"{problem.severity.value}:", COLOURS[problem.severity]),
        *((word, "") for word in message.split(" ")),
        (f"[{problem.rule}]", "2"),
    ]
    how = [("  hint:", ""), *((word, "") for word in hint.split(" "))] if hint else []
    return [filled(words, indent, stream) for words, indent in ((what, 4), (how, 8)) if words]


def filled(words: Sequence[tuple[str, str]], indent: int, stream: TextIO) -> str:
    """Return words, each with its colour, as lines of a terminal's width; elsewhere as one line."""
    if not is_rich(stream):
        return " ".join(word for word, _ in words)
    room = columns()
    lines: list[list[str]] = []
    used = room
    for word, code in words:
        width = cells(word)
        if used + 1 + width > room:
            lines.append([" " * (indent - 1)] if lines else [])
            used = indent - 1 if len(lines) > 1 else -1
        lines[-1].append(painted(word, code, stream) if code else word)
        used += 1 + width
    return "\n".join(" ".join(line) for line in lines)


def failure(error: ReportError) -> None:
    """Print what stopped the program and what to do about it."""
    if is_set("GITHUB_ACTIONS"):
        from psr_report.formats.github import command

        _tell(command("error", str(error), error.hint))
        return
    _tell(f"{painted('error', '31', sys.stderr)}: {visible(str(error))}")
    if error.hint:
        _tell(f"  hint: {visible(error.hint)}")


def notice(text: str) -> None:
    """Print something worth knowing that is nobody's fault."""
    if is_set("GITHUB_ACTIONS"):
        from psr_report.formats.github import command

        _tell(command("notice", text))
    else:
        _tell(f"notice: {visible(text)}")


def say(text: str | None) -> None:
    """Print what a person should know of the command itself, if there is anything."""
    if text:
        _tell(visible(text))


class Progress:
    """A line per finished stage on a terminal, nothing elsewhere; at the end the files."""

    def __init__(self, choice: str | None) -> None:
        self._choice = choice
        self._start = self._last = time.perf_counter()
        self._speaks = sys.stderr.isatty() and not is_set("CI")
        self._erases = is_rich(sys.stderr)
        self._is_pending = False  # the name of the stage at work stands on a line that is not finished

    def __enter__(self) -> Self:
        say(self._choice)
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
            _tell(painted(f"  {name:<9} {visible(what):<40} {now - self._last:5.1f} s", "2", sys.stderr))
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
            warned = f", with {counted(built.warnings, 'warning')}" if built.warnings else ""
            _tell(f"nothing has changed; the issue is up to date{warned}")
        if built.paths and sys.stdout.isatty():
            _table(built, time.perf_counter() - self._start)
        else:
            paths(built.paths)


def paths(found: Sequence[Path]) -> None:
    """Print paths to standard output, one a line, in the very bytes that they have on the disk."""
    sys.stdout.flush()
    sys.stdout.buffer.write(b"".join(os.fsencode(path) + b"\n" for path in found))


def document(data: bytes) -> None:
    """Print a file to standard output in its very bytes, whatever the terminal's alphabet."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:  # what was not written does not wait in the stream: say now whose fault it is
        raise OSError(error.errno, error.strerror, RESULTS) from None


def result(text: str) -> None:
    """Print a text for a person to standard output, with escapes for what the alphabet lacks."""
    document(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))


def choices(found: Mapping[str, str]) -> None:
    """Print what may be asked for, one a line, with what it is."""
    width = max(map(len, found))
    for name, about in found.items():
        print(f"{visible(name):<{width}}  {visible(about)}")


def differences(found: Sequence[str]) -> None:
    """Print unified diffs to standard output: what goes in red, what comes in green."""
    for line in "".join(found).splitlines():
        code = "1" if line[:4] in ("--- ", "+++ ") else {"-": "31", "+": "32", "@": "36"}.get(line[:1], "")
        shown = printable(line, sys.stdout)
        print(painted(shown, code, sys.stdout) if code else shown)


def mended(fixes: int, files: Sequence[str]) -> None:
    """Print how much was mended, and where."""
    if not fixes:
        _tell("nothing can be mended by the program")
        return
    _tell(f"{counted(fixes, 'place')} mended in {', '.join(map(visible, files))}")


def findings(found: Sequence[Finding]) -> None:
    """Print what the machine has and lacks, and below each lack the command that mends it."""
    for finding in found:
        lack = ("MISSING", "31") if finding.needed else ("advised", "33")
        mark, code = ("ok", "32") if finding.ok else lack
        print(f"{painted(f'{mark:<8}', code, sys.stdout)} {visible(finding.name)}: {visible(finding.found)}")
        if finding.remedy and not finding.ok:
            print(f"{'':<8} {visible(finding.remedy)}")


def figures(found: Found) -> None:
    """Print rows of the ledger as a page, for one measure with its history as a chart."""
    from psr_report.figures import history, page

    weights = {"head": "1", "plain": "", "faint": "2"}
    is_person = sys.stdout.isatty()
    for line in page.page(found.rows, columns() if is_person else None):
        print(painted(line.text, weights[line.weight], sys.stdout) if line.text else "")
    marks = history.MARKS if _can_print("".join(history.MARKS.values())) else history.PLAIN
    chart = history.chart(found.rows, columns() if is_person else 100, marks) if found.is_history else []
    for text in ["", *chart] if chart else []:
        print(text)


def _can_print(signs: str) -> bool:
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def forecasts(rows: Sequence[Listed]) -> None:
    """Print the forecasts as a table: of several lines each on a terminal, of one line each elsewhere."""
    if not rows:
        notice("there is no such forecast")
        return
    heads = ("status", "forecast", "value", "due", "last known")
    if sys.stdout.isatty():
        _columned(heads, [(_standing(row), _described(row), row.value, row.due, _last(row)) for row in rows])
        return
    cells = [(_standing(row), row.id, row.value, row.due, _last(row), row.by, row.statement) for row in rows]
    _columned((*heads, "by", "statement"), cells)


def scores(found: Sequence[Score]) -> None:
    """Print how the forecasts of each forecaster have fared."""
    heads = ("forecaster", "open", "due", "hit", "partial", "miss", "rate")
    _columned(
        heads,
        [
            (score.by, *map(str, (score.open, score.due, score.hit, score.partial, score.miss)), score.rate)
            for score in found
        ],
        numbers=range(1, 6),
    )


def difference(diff: str) -> None:
    """Print a unified diff to standard error: what goes is red, what comes is green."""
    for line in diff.splitlines():
        code = {"-": "31", "+": "32", "@": "36"}.get(line[:1], "0")
        _tell(painted(visible(line), code, sys.stderr))


def _standing(row: Listed) -> str:
    return f"{row.status}: {row.actual}" if row.actual else row.status


def _described(row: Listed) -> str:
    said = f"{row.id}\n{visible(row.statement)}"
    said += f"\n{visible(row.by)}" if row.by else ""
    return said + (
        f"\noutcome: {visible(row.outcome_source)}, {row.outcome_date}" if row.outcome_date else ""
    )


def _last(row: Listed) -> str:
    return ", ".join(filter(None, (row.last_known, row.last_known_period)))


def _columned(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> None:
    """Print rows under heads; a line of a cell may end in a break that the program itself has put there."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    is_terminal = sys.stdout.isatty()
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 1 if is_terminal else 0, 0))
    right = set(numbers)
    for at, head in enumerate(heads):
        table.add_column(head, justify="right" if at in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("\n".join(map(visible, cell.split("\n")))) for cell in row))
    colours: Literal["auto"] | None = "auto" if is_rich(sys.stdout) else None
    width = None if is_terminal else _UNFOLDED
    console = Console(highlight=False, markup=False, emoji=False, color_system=colours, width=width)
    with console.capture() as printed:
        console.print(table)
    lines = [line.rstrip() for line in printed.get().splitlines()]
    print("\n".join(lines).rstrip())


def rules(groups: Mapping[str, Mapping[str, Rule]]) -> None:
    """Print the names of the rules with their weight and the first sentence of their pages, in groups."""
    from psr_report.checks import pages

    width = max(len(name) for group in groups.values() for name in group)
    room = max(30, columns() - width - 12)
    for heading, group in groups.items():
        print(painted(heading, "1", sys.stdout))
        for name, rule in group.items():
            severity = painted(f"{rule.severity.value:<7}", COLOURS[rule.severity], sys.stdout)
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
    room = min(80, columns())
    weight = painted(pages.weight(rule), COLOURS[rule.severity], sys.stdout)
    print(f"{painted(rule.name, '1', sys.stdout)}  {weight}\n")
    for line in textwrap.wrap(found.says, room):
        print(painted(line, "1", sys.stdout))
    for part in found.parts:
        print()
        if part.kind == "text":
            print("\n".join(_wrapped(part.text, room)))
        else:
            colour = "31" if part.kind == "fails" else "32"
            print(painted(part.heading, colour, sys.stdout))
            bar = painted("│", colour, sys.stdout)
            print("\n".join(f"  {bar} {line}".rstrip() for line in part.text.rstrip("\n").split("\n")))
    for paragraph in pages.silence(rule):
        print()
        print("\n".join(_wrapped(paragraph, room)))


def _wrapped(paragraph: str, room: int) -> list[str]:
    return paragraph.split("\n") if paragraph.startswith("    ") else textwrap.wrap(paragraph, room)


def _tell(text: str, end: str = "\n") -> None:
    try:
        print(text, file=sys.stderr, end=end, flush=True)
    except OSError:
        return  # nobody is listening


def is_set(name: str) -> bool:
    """Return whether a variable of the environment says yes."""
    return os.environ.get(name, "").casefold() not in _FALSE


def is_rich(stream: TextIO) -> bool:
    """Return whether a stream is a person's terminal that may be coloured."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") in (None, "", "dumb") or is_set("CI")
    return stream.isatty() and not is_plain


def painted(text: str, code: str, stream: TextIO) -> str:
    """Return a text in a colour where the stream shows colours; ``code`` is the number of ECMA-48."""
    return f"\x1b[{code}m{text}\x1b[0m" if code and is_rich(stream) else text


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for each Chinese letter, none for an accent."""
    from rich.cells import cell_len

    return cell_len(text)


def columns() -> int:
    """Return how many columns the terminal has."""
    import shutil

    return shutil.get_terminal_size().columns


def printable(text: str, stream: TextIO) -> str:
    """Return a text as the stream's alphabet shows it: with escapes for what it lacks."""
    alphabet = stream.encoding or "utf-8"
    return visible(text).encode(alphabet, "backslashreplace").decode(alphabet)


def counted(count: int, name: str) -> str:
    """Return "1 error" or "2 errors"."""
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


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
    colours: Literal["auto"] | None = "auto" if is_rich(sys.stdout) else None
    console = Console(highlight=False, markup=False, emoji=False, color_system=colours)
    console.print(table)
    console.print(f"{counted(built.warnings, 'warning')}, {seconds:.1f} seconds", style="dim")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size, 1000) / 1000:.0f} kB"
