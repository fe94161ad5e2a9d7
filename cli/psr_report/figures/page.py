"""The rows for a person: one line a figure where they fit, else a few short ones under their measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from psr_report import periods
from psr_report.columns import columns, padded
from psr_report.figures.rows import Row
from psr_report.figures.sheet import printed
from psr_report.visible import visible

_HEAD = ("of", "metric", "period", "value", "in one unit", "kind", "as of", "source", "address", "article")
_GAP = 2
_LEAST = 12  # cells: a column of words is never narrower


class Line(NamedTuple):
    """A line as it is printed: headings stand out, what leads to the source steps back."""

    text: str
    weight: Literal["head", "plain", "faint"] = "plain"


def page(rows: Sequence[Row], width: int | None) -> list[Line]:
    """Return the rows as lines of at most ``width`` cells; None sets no limit, as for a file or a pipe."""
    if not rows:
        return []
    table = _table(rows)
    if width is None or max(columns(line.text) for line in table) <= width:
        return table
    return list(_groups(rows, width))


def wrapped(text: str, width: int, indent: str = "") -> Iterator[str]:
    """Yield the text in lines of at most ``width`` cells, later ones behind ``indent``; words may break."""
    line, before = "", ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if columns(before + joined) <= width:
            line = joined
            continue
        if line:
            yield before + line
            before, line = indent, word
        else:
            line = word
        while columns(before + line) > width:
            room = max(1, _fitting(line, width - columns(before)))
            yield before + line[:room]
            before, line = indent, line[room:]
    yield before + line


def says_period(row: Row) -> str:
    """Return the time that a figure speaks of, else when it was stated."""
    if row.figure.period:
        return periods.short(row.figure.period)
    return f"as of {periods.short(row.figure.as_of)}" if row.figure.as_of else "no period"


def says_measure(row: Row) -> str:
    """Return what a figure measures: entity and measure, else its label."""
    figure = row.figure
    named = " · ".join(visible(part) for part in (figure.of, figure.metric) if part)
    return named if row.entry.key else " · ".join(part for part in (named, visible(figure.label)) if part)


def _table(rows: Sequence[Row]) -> list[Line]:
    found = [_cells(row) for row in rows]
    shown = [at for at in range(len(_HEAD)) if any(cells[at] for cells in found)]
    heads = tuple(name.upper() for name in _HEAD)
    widths = {at: max(columns(cells[at]) for cells in (heads, *found)) for at in shown}
    head, *body = (
        (" " * _GAP).join(padded(cells[at], widths[at]) for at in shown).rstrip() for cells in (heads, *found)
    )
    return [Line(head, "head"), *map(Line, body)]


def _cells(row: Row) -> tuple[str, ...]:
    figure = row.figure
    told = (
        figure.of or "",
        figure.metric or figure.label,
        periods.short(figure.period) if figure.period else "",
        printed(figure.value),
        _converted(row),
        _kind(row),
        periods.short(figure.as_of) if figure.as_of else "",
        _source(row),
        _address(row),
        _place(row),
    )
    return tuple(map(visible, told))


def _groups(rows: Sequence[Row], width: int) -> Iterator[Line]:
    """Yield the rows under what they measure: period, value and kind; below them what leads to the source."""
    found = [(says_period(row), _value(row), _kind(row)) for row in rows]
    widths = [max(columns(cells[at]) for cells in found) for at in range(3)]
    indent = "  " if width >= _LEAST * 2 else ""
    fits = len(indent) + sum(widths) + 2 * _GAP <= width
    for number, (_, group) in enumerate(groupby(rows, says_measure)):
        together = list(group)
        if number:
            yield Line("")
        yield from (Line(line, "head") for line in wrapped(says_measure(together[0]), width, indent))
        for row in together:
            told = (says_period(row), _value(row), _kind(row))
            if fits:
                filled = (padded(visible(cell), wide) for cell, wide in zip(told, widths, strict=True))
                yield Line(indent + (" " * _GAP).join(filled).rstrip())
            else:
                text = ", ".join(visible(cell) for cell in told if cell)
                yield from (Line(indent + line) for line in wrapped(text, width - len(indent), indent))
            yield from (Line(line, "faint") for line in _origin(row, width, indent * 2))


def _origin(row: Row, width: int, indent: str) -> Iterator[str]:
    """Yield what leads back to the figure: on as few lines as it fits on without breaking one."""
    figure = row.figure
    as_of = f", as of {periods.short(figure.as_of)}" if figure.as_of and figure.period else ""
    place, source, address = map(visible, (_place(row), f"{_source(row)}{as_of}", _address(row)))
    room = width - len(indent)
    ways = ([f"{place} · {source} · {address}"], [place, f"{source} · {address}"], [place, source, address])
    fitting = (way for way in ways if max(map(columns, way)) <= room)
    for text in next(fitting, ways[-1]):
        yield from (indent + line for line in wrapped(text, room, indent[:2]))


def _value(row: Row) -> str:
    converted = _converted(row)
    return printed(row.figure.value) + (f" ({converted})" if converted else "")


def _converted(row: Row) -> str:
    """Return the value in the common unit where that is not what was printed first, or that it has none."""
    common = row.common.value
    if common is None:
        return f"not converted: {row.common.why_not}"
    if common == row.figure.value:
        return ""
    return f"{printed(common)}, calculated" if row.common.is_calculated else f"{printed(common)}, as printed"


def _kind(row: Row) -> str:
    figure = row.figure
    cycle = "cycle not stated" if figure.cycle == "not stated" else figure.cycle
    draft = "draft" if row.story.article.status == "draft" else ""
    return ", ".join(part for part in (figure.kind, figure.level, cycle, draft) if part)


def _source(row: Row) -> str:
    source = row.source
    if source is None:
        return "no source"
    return f"{source.publisher}, via {source.via}" if source.via else source.publisher


def _address(row: Row) -> str:
    return (row.source.url if row.source else None) or "no address"


def _place(row: Row) -> str:
    place = row.story.place("figures", row.id, key=True)
    return f"{place.file}:{place.line}"


def _fitting(text: str, cells: int) -> int:
    """Return how many characters of a text fit into so many cells."""
    used: Iterable[int] = (columns(text[: at + 1]) for at in range(len(text)))
    return sum(1 for total in used if total <= cells)
