"""A chart's figures as a well-set table: columns that fit the frame, each figure's kind in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psr_report.charts.faults import check
from psr_report.charts.measure import halved, width, wrap
from psr_report.charts.model import Chart, Frame, Kind, Point, Row, Spec
from psr_report.charts.series import foretold
from psr_report.charts.templates import fill
from psr_report.charts.words import MISSING

if TYPE_CHECKING:
    from markupsafe import Markup

# In em of the frame's text: as the style sheets set `.chart-table`.
LEADING, PADDING = 1.35, 0.9
GUTTER = 1.4
MARK = 1.3  # what the mark of a kind takes before its word
LEAST_NAMES = 0.24  # of the frame, for the column of names
MOST_FIGURES = 0.36  # of the frame, for a column of figures
_FIGURES = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell or head: words, and below them the kind of figure, if it must be said."""

    text: str
    kind: Kind | None = None
    said: str = ""
    is_figure: bool = True

    @property
    def set(self) -> str:
        """The words with all figures as wide as a zero, which is a little wider than a figure of a table."""
        return _FIGURES.sub("0", self.text)

    def width(self, frame: Frame) -> float:
        """Return the width of the cell with its words on one line."""
        said = width(self.said, frame.small) + MARK * frame.text if self.said else 0.0
        return max(width(self.set, frame.text, 600), said)

    def lines(self, limit: float, frame: Frame) -> int:
        """Return how many lines the cell takes in a column as wide as ``limit``."""
        return len(wrap(self.set, limit + 0.001, frame.text, 600)) + bool(self.said)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its name, its note and its cells."""

    name: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table laid out: ``shares`` are the columns' parts of the width in percent, ``height`` is an estimate.

    A stacked one gives each row's name a line of its own and each figure a line below it.
    """

    names: str
    heads: tuple[Cell, ...]
    lines: tuple[Line, ...]
    shares: tuple[float, ...]
    is_stacked: bool
    height: float


def draw(chart: Chart, frame: Frame) -> Markup:
    """Return the figures of the chart as an HTML table, safe to put into a page.

    Raises ChartError when the chart cannot be drawn.
    """
    from markupsafe import Markup

    faults = check(chart)
    if faults:
        raise faults[0]
    return Markup(fill("table.html.j2", {"frame": frame, "sheet": lay_out(chart, frame)}))


def lay_out(chart: Chart, frame: Frame) -> Sheet:
    """Return the table laid out: side by side where the columns fit, else stacked."""
    heads, lines = _of_spec(chart.spec) if chart.spec else _of_rows(chart)
    widths = _columns(heads, lines, frame)
    first = frame.width - sum(widths)
    names = chart.spec.head[0] if chart.spec else chart.rows_name
    if first < LEAST_NAMES * frame.width:
        return _stacked(names, heads, lines, frame)
    shares = _shared(first, widths, lines, frame)
    tall = [_head_lines(heads, names, shares, frame)]
    tall += [_line_count(line, shares, frame) for line in lines]
    return Sheet(names, heads, tuple(lines), _percent(shares), False, _height(tall, frame))


def _of_spec(spec: Spec) -> tuple[tuple[Cell, ...], list[Line]]:
    def cells(row: Sequence[str]) -> tuple[Cell, ...]:
        return tuple(Cell(text, is_figure=n in spec.numeric) for n, text in enumerate(row[1:], 1))

    return cells(spec.head), [Line(row[0], "", cells(row)) for row in spec.rows]


def _of_rows(chart: Chart) -> tuple[tuple[Cell, ...], list[Line]]:
    heads = _heads(chart)
    by_column = {head.text: bool(head.said) for head in heads}
    return heads, [_line(chart, row, heads, by_column) for row in chart.rows]


def _heads(chart: Chart) -> tuple[Cell, ...]:
    """Return the heads of the columns of figures; one says what all of its figures are, if others are not."""
    kinds = {(point.kind, point.forecaster) for point in chart.points}
    heads = []
    for name in chart.series:
        points = [point for point in chart.points if point.series == name]
        own = {(point.kind, point.forecaster) for point in points}
        is_telling = len(kinds) > 1 and len(own) == 1 and len(chart.series) > 1
        heads.append(_said(name or "Value", points[0]) if is_telling else Cell(name or "Value"))
    return tuple(heads)


def _said(text: str, point: Point) -> Cell:
    """Return a cell that says its kind; what is actual need not say so."""
    return Cell(text) if point.kind == "actual" else Cell(text, point.kind, foretold(point) or point.kind)


def _line(chart: Chart, row: Row, heads: Sequence[Cell], by_column: dict[str, bool]) -> Line:
    known = {point.series or "Value": point for point in row.points}
    alike = len({(point.kind, point.forecaster) for point in chart.points}) == 1
    cells = []
    for head in heads:
        point = known.get(head.text)
        if point is None:
            cells.append(Cell(MISSING))
        else:
            cells.append(Cell(point.text) if alike or by_column[head.text] else _said(point.text, point))
    return Line(row.label, row.note, tuple(cells))


def _columns(heads: Sequence[Cell], lines: Sequence[Line], frame: Frame) -> list[float]:
    """Return the widths of the columns of figures: no figure breaks, heads may take two lines."""
    gutter = GUTTER * frame.text
    found = []
    for n, head in enumerate(heads):
        figures = max(line.cells[n].width(frame) for line in lines)
        figures = min(figures, MOST_FIGURES * frame.width)
        short = max(halved(head.set, frame.text, 600), Cell("", head.kind, head.said).width(frame))
        found.append(max(figures, short) + gutter)
    return found


def _shared(first: float, widths: Sequence[float], lines: Sequence[Line], frame: Frame) -> list[float]:
    """Return the widths of all columns; what the names do not need is shared, so that figures stay near."""
    names = max(max(width(line.name, frame.text), width(line.note, frame.small)) for line in lines)
    spare = max(0.0, first - names - GUTTER * frame.text) / (len(widths) + 1)
    return [first - spare * len(widths), *(wide + spare for wide in widths)]


def _stacked(names: str, heads: tuple[Cell, ...], lines: Sequence[Line], frame: Frame) -> Sheet:
    gutter = GUTTER * frame.text
    most = 0.55 * frame.width
    wide = min(most, max(cell.width(frame) for line in lines for cell in line.cells) + gutter)
    shares = (frame.width - wide, wide)
    tall = []
    for line in lines:
        tall.append(_name_lines(line, frame.width, frame))
        for head, cell in zip(heads, line.cells, strict=True):
            tall.append(max(head.lines(shares[0], frame), cell.lines(wide - gutter, frame)))
    return Sheet(names, heads, tuple(lines), _percent(shares), True, _height(tall, frame))


def _head_lines(heads: Sequence[Cell], names: str, shares: Sequence[float], frame: Frame) -> int:
    gutter = GUTTER * frame.text
    counts = [head.lines(share - gutter, frame) for head, share in zip(heads, shares[1:], strict=True)]
    return max(Cell(names).lines(shares[0], frame), *counts)


def _line_count(line: Line, shares: Sequence[float], frame: Frame) -> int:
    gutter = GUTTER * frame.text
    counts = [cell.lines(share - gutter, frame) for cell, share in zip(line.cells, shares[1:], strict=True)]
    return max(_name_lines(line, shares[0], frame), *counts)


def _name_lines(line: Line, limit: float, frame: Frame) -> int:
    note = len(wrap(line.note, limit, frame.small)) if line.note else 0
    return len(wrap(line.name, limit, frame.text)) + note


def _percent(shares: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(100 * share / sum(shares), 2) for share in shares)


def _height(tall: Sequence[int], frame: Frame) -> float:
    return sum(count * LEADING + PADDING for count in tall) * frame.text
