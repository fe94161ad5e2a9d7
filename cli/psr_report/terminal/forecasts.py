"""Forecasts and their forecasters: a few short lines each for a person, one line each for a program."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from psr_report.columns import columns
from psr_report.terminal import breadth, notice, painted
from psr_report.visible import visible

if TYPE_CHECKING:
    from psr_report.forecasts import Score
    from psr_report.listing import Listed

_COLOURS = {"due": "33", "hit": "32", "partial": "36", "miss": "31"}
_STATUS = 9  # columns: the longest word and a gap
_HEADS = ("forecaster", "open", "due", "hit", "partial", "miss", "rate")


def forecasts(rows: Sequence[Listed]) -> None:
    """Print the forecasts: as blocks of the terminal's width, elsewhere as a table of one line each."""
    if not rows:
        notice("no forecast of any issue stands so")
    elif sys.stdout.isatty():
        print("\n\n".join("\n".join(_block(row, breadth())) for row in rows))
    else:
        heads = ("status", "forecast", "value", "due", "last known", "by", "statement")
        _columned(
            heads,
            [(_standing(row), row.id, row.value, row.due, _last(row), row.by, row.statement) for row in rows],
        )


def scores(found: Sequence[Score]) -> None:
    """Print how the forecasts of each forecaster have fared: as a table where there is room for it."""
    rows = [(score.by, *map(str, _counts(score)), score.rate) for score in found]
    room = breadth()
    widest = sum(max(columns(visible(row[at])) for row in (_HEADS, *rows)) + 2 for at in range(len(_HEADS)))
    if widest <= room or not sys.stdout.isatty():
        _columned(_HEADS, rows, numbers=range(1, 6))
        return
    for score in found:
        said = [f"{count} {name}" for name, count in zip(_HEADS[1:], _counts(score), strict=False) if count]
        for line in _wrapped(visible(score.by), room, ""):
            print(painted(line, "1", sys.stdout))
        for line in _wrapped(f"{', '.join(said)}; {score.rate}", room, "  "):
            print(line)


def _counts(score: Score) -> tuple[int, ...]:
    return score.open, score.due, score.hit, score.partial, score.miss


def _block(row: Listed, room: int) -> Iterator[str]:
    """Yield what is expected, the statement, what is known since, and the name to resolve it by."""
    indent = " " * _STATUS
    first, *others = _wrapped(_expected(row), room, indent)
    status = painted(f"{row.status:<{_STATUS}}", _COLOURS.get(row.status, ""), sys.stdout)
    yield status + painted(first.removeprefix(indent), "1", sys.stdout)
    yield from (painted(line, "1", sys.stdout) for line in others)
    told = [row.statement]
    if row.outcome_date:
        came = filter(None, (row.actual, row.outcome_source, row.outcome_date))
        told += [f"came about: {', '.join(came)}", row.outcome_note]
    elif row.last_known:
        told.append(f"last known: {_last(row)}")
    for text in filter(None, told):
        yield from _wrapped(visible(text), room, indent)
    narrow = indent if _STATUS + columns(row.id) <= room else ""  # a name is copied, so it is not broken
    yield painted(f"{narrow}{visible(row.id)}", "2", sys.stdout)


def _expected(row: Listed) -> str:
    said = f"{row.value}, due {row.due}" if row.value else f"due {row.due}"
    return visible(f"{said} · {row.by}" if row.by else said)


def _standing(row: Listed) -> str:
    return f"{row.status}: {row.actual}" if row.actual else row.status


def _last(row: Listed) -> str:
    return ", ".join(filter(None, (row.last_known, row.last_known_period)))


def _wrapped(text: str, room: int, indent: str) -> list[str]:
    from psr_report.figures.page import wrapped

    return [indent + line for line in wrapped(text, max(room - len(indent), 1))]


def _columned(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> None:
    """Print rows under heads, as wide as they are; ``numbers`` are the columns set to the right."""
    shown = [heads, *([visible(cell) for cell in row] for row in rows)]
    widths = [max(columns(row[at]) for row in shown) for at in range(len(heads))]
    for line, row in enumerate(shown):
        blanks = [" " * (width - columns(cell)) for width, cell in zip(widths, row, strict=True)]
        set_ = [
            blank + cell if at in numbers else cell + blank
            for at, (cell, blank) in enumerate(zip(row, blanks, strict=True))
        ]
        text = "  ".join(set_).rstrip()
        print(painted(text, "2", sys.stdout) if line == 0 else text)
