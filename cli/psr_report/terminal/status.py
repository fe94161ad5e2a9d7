"""How issues stand, for a person: a table for each that is not finished, a line for each in the overview."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from psr_report.columns import columns
from psr_report.counted import counted
from psr_report.terminal import breadth, is_rich, painted, printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from psr_report.status import Month, Note, Row

_UNFOLDED = 4000  # columns: a line for each row where no person looks
_WIDE = 110  # columns from which on every fact has a column of its own
_TABLE = 76  # columns from which on there is a table at all
_HEADLINE = 34  # columns of a headline: enough to know the story by
_NAMES = ((160, 34), (_WIDE, 20), (_TABLE, 15))  # columns of a story's name in a terminal of so many
_RED, _YELLOW, _DIM, _BOLD = "red", "yellow", "dim", "bold"
_UNKNOWN = ("?", _RED)

Head = tuple[str, bool]  # its word, and whether numbers stand below it
Cell = Sequence[tuple[str, str]]  # lines with their styles


def month(found: Month) -> None:
    """Print an issue as a table, and in its last line what blocks it."""
    print(painted(found.title, "1", sys.stdout))
    room = breadth() if sys.stdout.isatty() else _UNFOLDED
    if room < _TABLE:
        _print(_stacked(_columns(found.rows)), room)
    elif room < _WIDE:
        _print(_table(_merged(_columns(found.rows))), room)
    else:
        _print(_table(_columns(found.rows, is_pipe=room == _UNFOLDED)), room)
    for file, (errors, warnings) in found.files.items():
        print(printable(f"{file}: {', '.join(text for text, _ in _counts(errors, warnings))}", sys.stdout))
    print(painted(_wrapped(_end(found), room), "31" if found.blocks else "32", sys.stdout))


def overview(found: Sequence[Month]) -> None:
    """Print a line for each issue, then the tables of those that something blocks or that lack a note."""
    room = breadth() if sys.stdout.isatty() else _UNFOLDED
    facts: list[tuple[Head, list[Cell]]] = [
        (("month", False), [[(each.title, _BOLD)] for each in found]),
        (("stories", False), [_standing(each) for each in found]),
        (("words", True), [[(str(sum(row.words or 0 for row in each.rows)), "")] for each in found]),
        (("notes owed", True), [_owed(each) for each in found]),
        (("problems", False), [_counts(each.errors, each.warnings) for each in found]),
        (
            ("blocked by", False),
            [[(", ".join(one.what for one in each.blocks) or "nothing", "")] for each in found],
        ),
    ]
    _print(_stacked(facts) if room < _TABLE else _table(facts), room)
    for each in found:
        if each.blocks or each.owed:
            print()
            month(each)


def _columns(rows: Sequence[Row], *, is_pipe: bool = False) -> list[tuple[Head, list[Cell]]]:
    """Return each fact's head with its cells; where no person looks the headline has a column of its own."""
    names: list[tuple[Head, list[Cell]]]
    if is_pipe:
        names = [
            (("story", False), [[(row.slug, "")] for row in rows]),
            (("headline", False), [[(row.headline or _lack(row), "")] for row in rows]),
        ]
    else:
        names = [
            (
                ("story", False),
                [[*_named(row.slug), (_cut(row.headline or _lack(row)), _DIM)] for row in rows],
            )
        ]
    return [
        *names,
        (("section", False), [[_section(row)] for row in rows]),
        (("words", True), [[_number(row.words)] for row in rows]),
        (("figures", True), [[_number(row.figures)] for row in rows]),
        (("sources", True), [[_number(row.sources)] for row in rows]),
        (("analysis", False), [[_note(row.analysis)] for row in rows]),
        (("problems", False), [_counts(row.errors, row.warnings) for row in rows]),
        (("approval", False), [[_approval(row)] for row in rows]),
        (("embargo", False), [[_embargo(row)] for row in rows]),
    ]


def _named(slug: str) -> Cell:
    """Return a story's name, in a table on lines that end where its words do."""
    room = breadth()
    if room < _TABLE:
        return [(slug, _BOLD)]
    width = next((width for least, width in _NAMES if room >= least), _HEADLINE)
    return [(line, _BOLD) for line in textwrap.wrap(slug, width)]


def _merged(facts: list[tuple[Head, list[Cell]]]) -> list[tuple[Head, list[Cell]]]:
    """Return the columns of a narrower table: the section below the story's name, the embargo below ready."""
    by_name = {head: column for (head, _), column in facts}
    stories = zip(by_name["story"], by_name["section"], strict=True)
    approvals = zip(by_name["approval"], by_name["embargo"], strict=True)
    kept = [each for each in facts if each[0][0] not in ("story", "section", "approval", "embargo")]
    return [
        (
            ("story", False),
            [[*story[:-1], (section[0][0], section[0][1] or _DIM)] for story, section in stories],
        ),
        *kept,
        (("approval", False), [[*approval, *_unless_none(embargo)] for approval, embargo in approvals]),
    ]


def _unless_none(embargo: Cell) -> Cell:
    return [(f"embargo: {text}", style) for text, style in embargo if text not in ("none", "?")]


def _section(row: Row) -> tuple[str, str]:
    return (row.section, "") if row.section is not None else ("not listed", _YELLOW)


def _number(count: int | None) -> tuple[str, str]:
    return _UNKNOWN if count is None else (str(count), "")


def _cut(headline: str) -> str:
    """Return the beginning of a headline, in whole words where it is cut."""
    if columns(headline) <= _HEADLINE:
        return headline
    dots = "…" if printable("…", sys.stdout) == "…" else "..."
    while columns(headline) > _HEADLINE - len(dots):
        headline = headline[:-1]
    return (headline.rsplit(" ", 1)[0] if " " in headline else headline) + dots


def _lack(row: Row) -> str:
    return "there is no such file" if row.read == "missing" else "this file cannot be read"


def _note(note: Note | None) -> tuple[str, str]:
    if note is None:
        return _UNKNOWN
    if note.state == "owed":
        return f"owed by {', '.join(note.by)}" if note.by else "owed, nobody named", _YELLOW
    return (
        (f"signed by {', '.join(note.by)}", "") if note.state == "signed" else (f"none: {note.reason}", _DIM)
    )


def _counts(errors: int, warnings: int) -> Cell:
    found = ((errors, "error", _RED), (warnings, "warning", _YELLOW))
    return [(counted(count, name), style) for count, name, style in found if count] or [("none", _DIM)]


def _approval(row: Row) -> tuple[str, str]:
    if row.approval is None:
        return ("no file", _RED) if row.read == "missing" else _UNKNOWN
    return row.approval, _YELLOW if row.approval == "draft" else ""


def _embargo(row: Row) -> tuple[str, str]:
    if row.approval is None:
        return _UNKNOWN
    if row.embargo is None:
        return "none", _DIM
    if not row.is_embargoed:
        return "over", _DIM
    return f"until {row.embargo.isoformat(' ', 'minutes')}", _YELLOW


def _standing(found: Month) -> Cell:
    counts = (
        (sum(row.approval == "ready" and not row.is_embargoed for row in found.rows), "ready", ""),
        (sum(row.approval == "draft" for row in found.rows), "draft", _YELLOW),
        (sum(row.is_embargoed and row.approval == "ready" for row in found.rows), "embargoed", _YELLOW),
        (sum(row.approval is None for row in found.rows), "unread", _RED),
    )
    return [(f"{count} {name}", style) for count, name, style in counts if count] or [("none", _DIM)]


def _owed(found: Month) -> Cell:
    return [(str(len(found.owed)), _YELLOW if found.owed else "")]


def _end(found: Month) -> str:
    if found.blocks:
        return f"blocked: {', '.join(map(str, found.blocks))}"
    warned = f"; with --strict, {counted(found.warnings, 'warning')} would" if found.warnings else ""
    return f"nothing blocks {found.title}{warned}"


def _table(facts: Iterable[tuple[Head, Sequence[Cell]]]) -> RenderableType:
    from rich.table import Table

    held = list(facts)
    table = Table(box=None, pad_edge=False, header_style=_DIM, padding=(0, 2, 0, 0))
    for (head, is_number), _ in held:
        wide = len(head.split(" ")[0]) if is_number else None
        table.add_column(head, justify="right" if is_number else "left", overflow="fold", min_width=wide)
    for row in zip(*(column for _, column in held), strict=True):
        table.add_row(*map(_text, row))
    return table


def _stacked(facts: Iterable[tuple[Head, Sequence[Cell]]]) -> RenderableType:
    """Return rows below each other: the first fact as it is, the others each after its head."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table

    (_, names), *others = facts
    blocks: list[RenderableType] = []
    for at, name in enumerate(names):
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style=_DIM)
        grid.add_column(overflow="fold")
        for (head, _), column in others:
            if column[at][0] != _UNKNOWN:
                grid.add_row(head, _text(column[at]))
        blocks += [_text(name), Padding(grid, (0, 0, 0, 2))]
    return Group(*blocks)


def _text(cell: Cell) -> Text:
    from rich.text import Text

    lines = [Text(printable(text, sys.stdout), style=style) for text, style in cell]
    return Text("\n" if sys.stdout.isatty() else ", ").join(lines)


def _print(what: RenderableType, room: int) -> None:
    from rich.console import Console

    colours: Literal["auto"] | None = "auto" if is_rich(sys.stdout) else None
    console = Console(highlight=False, markup=False, emoji=False, color_system=colours, width=room)
    with console.capture() as printed:
        console.print(what)
    print("\n".join(line.rstrip() for line in printed.get().splitlines()))


def _wrapped(text: str, room: int) -> str:
    """Return a line in lines of the terminal's width, each further one set in."""
    from rich.console import Console
    from rich.text import Text

    shown = Text(printable(text, sys.stdout))
    first = shown.wrap(Console(width=room), max(20, room - 2), overflow="fold")
    return "\n  ".join(line.plain.rstrip() for line in first)
