"""How bars and dots share a frame: names at the left, marks from zero, values at their ends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from psr_report.charts.labels import LEADING, MOST_LINES, Label, column, labels
from psr_report.charts.marks import Box, Line, Shape, Text, baseline, block, stroke
from psr_report.charts.measure import width, wrap
from psr_report.charts.model import Chart, Frame, Point
from psr_report.charts.scale import Reach, longest, nice_ticks, tick_labels
from psr_report.charts.series import colours, foretold, named_forecasts, series_name, text_role


@dataclass(frozen=True, slots=True)
class Cell:
    """One point, its colour and the words at its end: the value, and ``tail``, its series or forecaster."""

    point: Point
    colour: int
    lines: tuple[str, ...]
    tail: str
    tail_role: str
    width: float
    box: Box

    @property
    def middle(self) -> float:
        """The height of its axis."""
        return (self.box.top + self.box.bottom) / 2

    @property
    def leftward(self) -> bool:
        """Whether its words stand at the left of the mark."""
        return self.point.bottom < 0 and self.point.top <= 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to share the width; it will do if the marks get ``share`` of the frame."""

    tails: bool
    stacked: bool
    wrapped: bool
    share: float


# From the most direct labelling to the one that fits always.
ATTEMPTS = (
    Attempt(tails=True, stacked=False, wrapped=False, share=0.36),
    Attempt(tails=False, stacked=False, wrapped=False, share=0.28),
    Attempt(tails=False, stacked=True, wrapped=False, share=0.28),
    Attempt(tails=False, stacked=True, wrapped=True, share=0),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where values stand: zero, and the length of one unit."""

    zero: float
    per_unit: float

    def __call__(self, value: Decimal) -> float:
        """Return the place of ``value``."""
        return self.zero + float(value) * self.per_unit

    def middle(self, point: Point) -> float:
        """Return the place of a point, for a range that of its middle."""
        return (self(point.bottom) + self(point.top)) / 2


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a chart with every cell in its place."""

    frame: Frame
    height: float
    top: float
    bottom: float
    left: float
    scale: Scale
    ticks: tuple[tuple[Decimal, str], ...]
    cells: tuple[Cell, ...]
    texts: tuple[Text, ...]
    swatches: tuple[Shape, ...]
    spans: tuple[tuple[float, float], ...]
    stacked: bool

    @property
    def bands(self) -> tuple[Box, ...]:
        """The tinted ground of forecasts, a hair apart."""
        hair = 0.04 * self.frame.text
        return tuple(
            Box(self.left, cell.box.top + hair, self.frame.width, cell.box.bottom - hair)
            for cell in self.cells
            if cell.point.kind == "forecast"
        )

    @property
    def zero(self) -> tuple[Line, ...]:
        """The line all marks start from, in pieces where names stand between the rows."""
        x = self.scale.zero
        return tuple(Line(x, top, x, bottom, "axis", 0.1 * self.frame.text) for top, bottom in self.spans)


def gap(frame: Frame) -> float:
    """Return the space between a mark and its words."""
    return 0.5 * frame.text


def arrange(chart: Chart, frame: Frame, *, radius: float, ticked: bool) -> Rows:
    """Return the rows of ``chart`` laid out by the first attempt that leaves the marks enough room.

    ``radius`` is how far a mark reaches beyond its value, ``ticked`` whether the scale is written below.
    """
    for attempt in ATTEMPTS:
        cells = _cells(chart, frame, attempt)
        notes = _notes(chart, tails=attempt.tails)
        names = 0.0 if attempt.stacked else column(chart.rows, notes, frame, 400)
        left = inset(frame, ticked=ticked) if attempt.stacked else names + 0.9 * frame.text
        room = frame.width - left - (gap(frame) if _has_forecasts(chart) else 0.0)
        scale, ticks = _fit(chart, frame, cells, room, radius, ticked=ticked)
        blocks = labels(chart.rows, notes, names or frame.width, frame, 400)
        legible = attempt.stacked or all(label.count <= MOST_LINES for label in blocks)
        if legible and 0 < scale.per_unit * float(_span(chart)) >= attempt.share * frame.width:
            break
    scale = replace(scale, zero=left + scale.zero)
    swatches, key, top = ((), (), 0.0) if attempt.tails else key_of_series(chart, frame)
    placed, texts, ends = _stack(cells, blocks, frame, top, stacked=attempt.stacked)
    bottom = ends[-1]
    spans = tuple(_spans(placed)) if attempt.stacked else ((top, bottom),)
    height = bottom + (1.8 * frame.small if ticked else 0)
    whole = math.ceil(round(height / frame.step, 6)) * frame.step
    return Rows(
        frame, whole, top, bottom, left, scale, ticks, placed, texts + key, swatches, spans, attempt.stacked
    )


def _has_forecasts(chart: Chart) -> bool:
    return any(point.kind == "forecast" for point in chart.points)


def _span(chart: Chart) -> Decimal:
    """Return the distance from the least to the greatest value, zero among them."""
    zero = Decimal(0)
    return max(zero, *(point.top for point in chart.points)) - min(
        zero, *(point.bottom for point in chart.points)
    )


def inset(frame: Frame, *, ticked: bool) -> float:
    """Return how far zero stays from the edge where no names stand at its left."""
    return 0.5 * frame.text if ticked else 0.05 * frame.text  # half a dot or a figure, or half the line


def _spans(cells: Sequence[Cell]) -> list[tuple[float, float]]:
    """Return the heights that cells take up, those of one row as one."""
    spans: list[tuple[float, float]] = []
    for cell in cells:
        if spans and abs(spans[-1][1] - cell.box.top) < 0.01:
            spans[-1] = (spans[-1][0], cell.box.bottom)
        else:
            spans.append((cell.box.top, cell.box.bottom))
    return spans


def _notes(chart: Chart, *, tails: bool) -> list[tuple[str, ...]]:
    """Return the note of each row, and its forecaster where neither a tail nor the key names it."""
    once = named_forecasts(chart)
    notes = []
    for row in chart.rows:
        said = [] if tails else [foretold(point) for point in row.points if point.series not in once]
        notes.append(tuple(filter(None, dict.fromkeys((row.note, *said)))))
    return notes


def _cells(chart: Chart, frame: Frame, attempt: Attempt) -> list[list[Cell]]:
    """Return the points of each row with their words; a series is named where it first appears."""
    unnamed = set(chart.series) if len(chart.series) > 1 else set()
    once = named_forecasts(chart)
    limit = 0.3 * frame.width if attempt.wrapped else math.inf
    rows = []
    for row, numbers in zip(chart.rows, colours(chart), strict=True):
        cells = []
        for point, number in zip(row.points, numbers, strict=True):
            named = point.series in unnamed
            unnamed.discard(point.series)
            said = [series_name(chart, point.series)] if named else []
            said += [] if point.series in once else [foretold(point)]
            role = text_role(number) if named else "muted"
            tail = ", ".join(filter(None, said)) if attempt.tails else ""
            lines = wrap(point.text, limit, frame.text, 600)
            wide = max((width(line, frame.text, 600) for line in lines), default=0.0)
            wide += gap(frame) + width(tail, frame.small) if tail else 0
            cells.append(Cell(point, number, lines, tail, role, wide, Box(0, 0, 0, 0)))
        rows.append(cells)
    return rows


def _fit(
    chart: Chart, frame: Frame, cells: Sequence[Sequence[Cell]], room: float, radius: float, *, ticked: bool
) -> tuple[Scale, tuple[tuple[Decimal, str], ...]]:
    """Return the scale, zero measured from the left of the plot, and its ticks with their words."""
    space = radius + gap(frame)
    flat = [cell for row in cells for cell in row]
    left = [Reach(-float(cell.point.bottom), space + cell.width) for cell in flat if cell.leftward]
    left += [
        Reach(-float(cell.point.bottom), radius) for cell in flat if cell.point.bottom < 0 <= cell.point.top
    ]
    right = [Reach(float(cell.point.top), space + cell.width) for cell in flat if not cell.leftward]
    if not ticked:
        per_unit, zero = longest(left, right, room)
        return Scale(zero, per_unit), ()
    return ticked_scale(chart, frame, left, right, room)


def ticked_scale(
    chart: Chart, frame: Frame, left: Sequence[Reach], right: Sequence[Reach], room: float
) -> tuple[Scale, tuple[tuple[Decimal, str], ...]]:
    """Return the longest scale with room for ``left``, ``right`` and round ticks whose words stay apart."""
    low = min(point.bottom for point in chart.points)
    high = max(point.top for point in chart.points)
    for intervals in range(max(2, min(4, int(room / (6 * frame.text)))), 0, -1):
        ticks = nice_ticks(low, high, intervals)
        words = tick_labels(ticks, chart.unit)
        halves = [width(word, frame.small) / 2 for word in words]
        below = Reach(-float(ticks[0]), halves[0] if ticks[0] else 0)
        above = Reach(float(ticks[-1]), halves[-1] if ticks[-1] else 0)
        per_unit, zero = longest([*left, below], [*right, above, Reach(0, 0.5 * frame.text)], room)
        scale = Scale(zero, per_unit)
        if _apart(ticks, words, scale, frame):
            break
    else:
        return scale, _sparse(ticks, chart.unit, scale, frame)
    while high > 0:
        more = (*ticks, 2 * ticks[-1] - ticks[-2])
        names = tick_labels(more, chart.unit)
        if scale(more[-1]) + width(names[-1], frame.small) / 2 > room or not _apart(
            more, names, scale, frame
        ):
            break
        ticks, words = more, names
    return scale, tuple(zip(ticks, words, strict=True))


def _sparse(
    ticks: Sequence[Decimal], unit: str, scale: Scale, frame: Frame
) -> tuple[tuple[Decimal, str], ...]:
    """Return zero and those of the outermost ticks whose words have room beside it."""
    kept = [Decimal(0)]
    for tick in sorted((ticks[0], ticks[-1]), key=abs, reverse=True):
        more = sorted({*kept, tick})
        if _apart(more, tick_labels(more, unit), scale, frame):
            kept = more
    return tuple(zip(kept, tick_labels(kept, unit), strict=True)) if any(kept) else ((Decimal(0), "0"),)


def _apart(ticks: Sequence[Decimal], words: Sequence[str], scale: Scale, frame: Frame) -> bool:
    halves = [width(word, frame.small) / 2 for word in words]
    places = [scale(tick) for tick in ticks]
    return all(
        places[n] + halves[n] + 0.6 * frame.small <= places[n + 1] - halves[n + 1]
        for n in range(len(ticks) - 1)
    )


def _stack(
    cells: Sequence[Sequence[Cell]], blocks: Sequence[Label], frame: Frame, top: float, *, stacked: bool
) -> tuple[tuple[Cell, ...], tuple[Text, ...], list[float]]:
    """Return the cells and the names of rows in their places from ``top`` down, and where each row ends."""
    placed: list[Cell] = []
    texts: list[Text] = []
    ends: list[float] = []
    air = frame.pitch - frame.slot
    for row, label in zip(cells, blocks, strict=True):
        heights = [max(frame.slot, LEADING * frame.text * len(cell.lines)) for cell in row]
        above = label.height + 0.2 * frame.text if stacked else 0.0
        need = above + sum(heights) + air + (0.3 * frame.text if stacked else 0)
        if not stacked:
            need = max(need, label.height + 0.25 * frame.text)
        height = math.ceil(round(need / frame.quantum, 6)) * frame.quantum
        texts += label.placed(top + (label.height if stacked else height) / 2)
        spare = height - above - sum(heights)
        lone = len(row) == 1 and not stacked
        at = top + above + (0 if lone or stacked else spare / 2)
        for cell, tall in zip(row, heights, strict=True):
            end = at + (height - above if lone else tall)
            placed.append(replace(cell, box=Box(0, at, 0, end)))
            at = end
        top += height
        ends.append(top)
    return tuple(placed), tuple(texts), ends


def key_of_series(chart: Chart, frame: Frame) -> tuple[tuple[Shape, ...], tuple[Text, ...], float]:
    """Return swatches and names of the series in lines above the plot, and how high they stand."""
    if len(chart.series) < 2:
        return (), (), 0.0
    numbers = {
        point.series: number
        for row, row_numbers in zip(chart.rows, colours(chart), strict=True)
        for point, number in reversed(list(zip(row.points, row_numbers, strict=True)))
        if number != 2 or point.kind == "forecast"
    }
    lead = math.ceil(LEADING * frame.text / frame.quantum) * frame.quantum
    size, side = frame.small, 0.7 * frame.small
    indent = side + 0.45 * size
    shapes, texts, x, top = [], [], 0.0, 0.0
    for name in chart.series:
        for line, words in enumerate(wrap(series_name(chart, name), frame.width - indent, size)):
            wide = indent + width(words, size)
            if line or (x and x + wide > frame.width):
                x, top = 0.0, top + lead
            middle = top + lead / 2
            if not line:
                box = Box(x, middle - side / 2, x + side, middle + side / 2)
                kind = next(point.kind for point in chart.points if point.series == name)
                shapes.append(Shape(box, kind, numbers.get(name, 1), stroke(frame)))
            texts.append(Text(x + indent, baseline(middle, size), words, size, role="muted"))
            x += wide + 1.2 * size
    return tuple(shapes), tuple(texts), top + lead + frame.quantum


def words(cell: Cell, frame: Frame, near: float) -> tuple[Text, ...]:
    """Return the value and tail of a cell, starting, or at the left of zero ending, at ``near``."""
    leads = (LEADING * frame.text,) * len(cell.lines)
    if cell.leftward:
        tail = width(cell.tail, frame.small) + gap(frame) if cell.tail else 0.0
        value = tuple(Text(near - tail, 0, line, frame.text, 600, anchor="end") for line in cell.lines)
        start = near - tail + gap(frame)
    else:
        value = tuple(Text(near, 0, line, frame.text, 600) for line in cell.lines)
        start = near + max((line.box.right - line.box.left for line in value), default=0.0) + gap(frame)
    texts = block(value, leads, cell.middle)
    if cell.tail:
        y = baseline(cell.middle, frame.text)
        texts += (Text(start, y, cell.tail, frame.small, role=cell.tail_role),)
    return texts
