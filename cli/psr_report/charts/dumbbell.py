"""Two points in time for each entity, joined; series named once on top, the change computed at the right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from psr_report.charts.dots import dot, dot_radius, tick_words
from psr_report.charts.labels import LEADING, MOST_LINES, Label, column, labels
from psr_report.charts.marks import Drawing, Line, Shape, Text, baseline, block
from psr_report.charts.measure import width, wrap
from psr_report.charts.model import Chart, Frame, Point, Row
from psr_report.charts.rows import Scale, gap, inset, ticked_scale
from psr_report.charts.scale import Reach
from psr_report.charts.series import colours, foretold, named_forecasts, series_name, text_role
from psr_report.charts.words import change

MANY = 6  # rows from which the rows stand closer


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to share the width; it will do if the dots get ``share`` of the frame."""

    stacked: bool
    wrapped: bool
    share: float


ATTEMPTS = (Attempt(False, False, 0.36), Attempt(True, False, 0.3), Attempt(True, True, 0))


@dataclass(frozen=True, slots=True)
class Plan:
    """How the width is shared, and the words of each row."""

    stacked: bool
    left: float
    right: float
    scale: Scale
    ticks: tuple[tuple[Decimal, str], ...]
    values: list[tuple[tuple[str, ...], ...]]
    labels: list[Label]
    changes: list[str]


def lay_out(chart: Chart, frame: Frame) -> Drawing:
    """Return the dumbbells laid out above a scale of round numbers."""
    plan = _plan(chart, frame)
    header, top = _header(chart, frame, plan.scale)
    lines: list[Line] = []
    shapes: list[Shape] = []
    texts = list(header)
    spans: list[tuple[float, float]] = []
    at = top
    for n, (row, numbers) in enumerate(zip(chart.rows, colours(chart), strict=True)):
        label = plan.labels[n]
        middle, height = _heights(frame, plan.values[n], label, len(chart.rows), stacked=plan.stacked)
        y = at + middle
        pairs = zip(row.points, numbers, strict=True)
        dots = [dot(point, number, plan.scale, y, frame) for point, number in pairs]
        lines.append(_bar(dots, y, frame))
        shapes += dots
        texts += label.placed(at + label.height / 2 if plan.stacked else y)
        texts += _above(row, numbers, plan.values[n], plan, y, frame)
        if plan.changes[n]:
            place = baseline(y, frame.text)
            texts.append(Text(frame.width, place, plan.changes[n], frame.text, 600, anchor="end"))
        spans.append((at + label.height + 0.2 * frame.text if plan.stacked else at, at + height))
        at += height
    floor = at + 0.3 * frame.text
    spans[-1] = (spans[-1][0], floor)
    texts += tick_words(plan.ticks, plan.scale, floor, frame)
    x = plan.scale.zero
    zero = tuple(Line(x, start, x, end, "axis", 0.1 * frame.text) for start, end in _zero_spans(spans))
    return Drawing(
        frame.width,
        math.ceil(round((floor + 1.8 * frame.small) / frame.step, 6)) * frame.step,
        lines=(*_floor(plan.scale, [tick for tick, _ in plan.ticks], floor, frame), *lines),
        shapes=tuple(shapes),
        axes=zero,
        texts=tuple(texts),
    )


def _plan(chart: Chart, frame: Frame) -> Plan:
    """Return the first attempt at sharing the width that leaves the dots enough room."""
    notes = [_notes(chart, row) for row in chart.rows]
    changes = [change(row, chart.unit) for row in chart.rows]
    reserved = max(width(text, frame.text, 600) for text in changes)
    right = frame.width - (reserved + 1.2 * frame.text if reserved else 0)
    greatest = max(abs(float(end)) for point in chart.points for end in (point.bottom, point.top))
    # Two values stand beside each other on each side of zero that has any, with half an em around each.
    narrow = 0.4 if len({_leftward(point) for point in chart.points}) == 1 else 0.18
    for attempt in ATTEMPTS:
        names = 0.0 if attempt.stacked else column(chart.rows, notes, frame, 600)
        left = inset(frame, ticked=True) if attempt.stacked else names + 1.1 * frame.text
        limit = (right - left) * narrow if attempt.wrapped else math.inf
        values = [
            tuple(wrap(point.text, limit, frame.text, 600) for point in row.points) for row in chart.rows
        ]
        scale, ticks = _fit(chart, frame, values, right - left)
        blocks = labels(chart.rows, notes, names or frame.width, frame, 600)
        legible = attempt.stacked or all(label.count <= MOST_LINES for label in blocks)
        if legible and 0 < scale.per_unit * greatest >= attempt.share * frame.width:
            break
    scale = replace(scale, zero=left + scale.zero)
    return Plan(attempt.stacked, left, right, scale, ticks, values, blocks, changes)


def _zero_spans(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the spans with those that touch made one."""
    joined = [spans[0]]
    for top, bottom in spans[1:]:
        if abs(top - joined[-1][1]) < 0.01:
            joined[-1] = (joined[-1][0], bottom)
        else:
            joined.append((top, bottom))
    return joined


def _notes(chart: Chart, row: Row) -> tuple[str, ...]:
    """Return the note of a row, and its forecasters where the heading does not name them."""
    said = [foretold(point) for point in row.points if point.series not in named_forecasts(chart)]
    return tuple(filter(None, dict.fromkeys((row.note, *said))))


def _wide(lines: Sequence[str], frame: Frame) -> float:
    return max((width(line, frame.text, 600) for line in lines), default=0.0)


def _fit(
    chart: Chart, frame: Frame, values: Sequence[Sequence[Sequence[str]]], room: float
) -> tuple[Scale, tuple[tuple[Decimal, str], ...]]:
    """Return the scale on which each value can stand above its dot, clear of its neighbour and of zero."""
    left, right = [], []
    air = gap(frame)
    for row, pair in zip(chart.rows, values, strict=True):
        needs = {True: air, False: air}
        for point, lines in zip(row.points, pair, strict=True):
            half = max(dot_radius(frame), _wide(lines, frame) / 2)
            right.append(Reach(max(0.0, float(point.top)), half))
            left += [Reach(-float(point.bottom), half)] if point.bottom < 0 else []
            needs[_leftward(point)] += _wide(lines, frame) + air
        left += [Reach(0, needs[True])] if needs[True] > air else []
        right.append(Reach(0, needs[False]))
    return ticked_scale(chart, frame, left, right, room)


def _leftward(point: Point) -> bool:
    return point.bottom + point.top < 0


def _heights(
    frame: Frame, pair: Sequence[Sequence[str]], label: Label, rows: int, *, stacked: bool
) -> tuple[float, float]:
    """Return how far below the top of its row the dots stand, and the height of the row."""
    upper = LEADING * frame.text * max(map(len, pair)) + 0.15 * frame.text + dot_radius(frame)
    lower = dot_radius(frame) + (0.35 if rows > MANY else 0.8) * frame.text
    if stacked:
        upper += label.height + 0.2 * frame.text
    else:
        upper, lower = max(upper, label.height / 2), max(lower, label.height / 2)
    height = math.ceil(round((upper + lower) / frame.quantum, 6)) * frame.quantum
    return upper + (height - upper - lower) / 2, height


def _bar(dots: Sequence[Shape], y: float, frame: Frame) -> Line:
    """Return the line from the edge of one dot to that of the other."""
    one, other = sorted(dots, key=lambda shape: shape.box.left + shape.box.right)
    return Line(one.box.right, y, max(one.box.right, other.box.left), y, "l0", 0.2 * frame.text)


def apart(
    centres: Sequence[float], widths: Sequence[float], low: float, high: float, air: float
) -> list[float]:
    """Return the left ends of texts meant for ``centres``, moved just enough to stay apart and in bounds."""
    order = sorted(range(len(centres)), key=lambda n: (centres[n], n))
    lefts = [min(max(centres[n] - widths[n] / 2, low), high - widths[n]) for n in range(len(centres))]
    if len(order) == 2:
        first, second = order
        over = lefts[first] + widths[first] + air - lefts[second]
        if over > 0:
            start = lefts[first] - over / 2
            start = max(low, min(start, high - widths[first] - air - widths[second]))
            lefts[first], lefts[second] = start, start + widths[first] + air
    return lefts


def _above(
    row: Row,
    numbers: Sequence[int],
    pair: Sequence[Sequence[str]],
    plan: Plan,
    y: float,
    frame: Frame,
) -> list[Text]:
    """Return the values above their dots, the later one strong."""
    air, zero = gap(frame), plan.scale.zero
    texts: list[Text] = []
    for side in (True, False):
        chosen = [n for n, point in enumerate(row.points) if _leftward(point) is side]
        low, high = (plan.left, zero - air) if side else (zero + air, plan.right)
        centres = [plan.scale.middle(row.points[n]) for n in chosen]
        widths = [_wide(pair[n], frame) for n in chosen]
        for n, start, wide in zip(chosen, apart(centres, widths, low, high, air), widths, strict=True):
            lead = LEADING * frame.text
            middle = y - dot_radius(frame) - 0.15 * frame.text - lead * len(pair[n]) / 2
            weight, role = (600, "ink") if n == 1 or numbers[n] > 1 else (400, "muted")
            lines = tuple(
                Text(start + wide / 2, 0, line, frame.text, weight, role, "middle") for line in pair[n]
            )
            texts += block(lines, (lead,) * len(lines), middle)
    return texts


def _header(chart: Chart, frame: Frame, scale: Scale) -> tuple[list[Text], float]:
    """Return the names of the two series above the first row's dots, and where the rows begin."""
    row, numbers = chart.rows[0], colours(chart)[0]
    if chart.highlight == row.label:
        numbers = (numbers[0], 1)
    names = [series_name(chart, point.series) for point in row.points]
    air = gap(frame)
    wrapped = [wrap(name, (frame.width - 2 * air) / 2, frame.small, 600) for name in names]
    widths = [max((width(line, frame.small, 600) for line in lines), default=0.0) for lines in wrapped]
    centres = [scale.middle(point) for point in row.points]
    lead = LEADING * frame.small
    deepest = max(map(len, wrapped))
    texts: list[Text] = []
    starts = apart(centres, widths, 0, frame.width, 2 * air)
    for lines, start, wide, number in zip(wrapped, starts, widths, numbers, strict=True):
        placed = tuple(
            Text(start + wide / 2, 0, line, frame.small, 600 if number else 400, text_role(number), "middle")
            for line in lines
        )
        texts += block(placed, (lead,) * len(placed), lead * (deepest - len(placed) / 2))
    return texts, math.ceil(round((lead * deepest + 0.2 * frame.text) / frame.quantum, 6)) * frame.quantum


def _floor(scale: Scale, ticks: Sequence[Decimal], floor: float, frame: Frame) -> list[Line]:
    """Return the line below the rows and its tick marks."""
    hair, notch = 0.06 * frame.text, 0.35 * frame.text
    marks = [Line(scale(tick), floor - notch, scale(tick), floor, "axis", hair) for tick in ticks if tick]
    return [Line(scale(ticks[0]), floor, scale(ticks[-1]), floor, "rule", hair), *marks]
