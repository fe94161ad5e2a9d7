"""Lines through time, from zero: each named at its end, forecasts dashed on a tint, gaps left open."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from psr_report.charts.line_words import Ending, Spot, endings, forecasts, values
from psr_report.charts.marks import Box, Drawing, Line, Shape, Text, baseline, stroke
from psr_report.charts.measure import width
from psr_report.charts.model import Chart, Frame
from psr_report.charts.placing import rest, spread
from psr_report.charts.scale import nice_ticks, tick_labels
from psr_report.charts.series import colours
from psr_report.periods import MONTHS

MANY = 12  # points in time from which the dots are smaller
_LONG_MONTHS = re.compile("|".join(month for month in MONTHS if len(month) > 4))


@dataclass(frozen=True, slots=True)
class Plan:
    """Where time and values stand: the plot without the words around it."""

    left: float
    right: float
    top: float
    floor: float
    zero: float
    per_unit: float
    times: tuple[float, ...]
    ticks: tuple[tuple[Decimal, str], ...]
    radius: float

    def y(self, value: Decimal) -> float:
        """Return the height of a value."""
        return self.zero - float(value) * self.per_unit


def lay_out(chart: Chart, frame: Frame) -> Drawing:
    """Return the lines laid out above a scale of time, beside a scale of round numbers."""
    ends, names = endings(chart, frame)
    foretold = forecasts(chart, frame)
    header = names.height + foretold.height
    plan = _plan(chart, frame, ends, header)
    runs = _runs(chart, plan)
    last = [run[-1] for run in runs]
    column = _column(plan, frame)
    tops = spread(
        [spot.y for spot in last], [end.height for end in ends], header + 0.2 * frame.text, plan.floor
    )
    placed = [end.placed(column, top) for end, top in zip(ends, tops, strict=True)]
    leaders = _leaders(last, placed, plan, frame)
    dots = [_dot(spot, plan, frame) for run in runs for spot in run]
    lines = [line for run in runs for line in _segments(run, frame)]
    band = _band(chart, plan, names.height)
    said = foretold.placed(band.left if band else plan.left, names.height)
    words = (*(text for each in placed for text in each), *said, *names.texts, *_dates(chart, plan, frame))
    axis = Line(plan.left, plan.zero, plan.right, plan.zero, "axis", 0.1 * frame.text)
    bounds = Box(plan.left, 0, column, plan.floor)
    taken = [*(text.box for text in words), *(dot.box for dot in dots)]
    labelled = values(runs, taken, [*lines, *leaders, axis], bounds, plan.radius, frame)
    texts = (*words, *_scale_words(plan, frame), *labelled)
    return Drawing(
        frame.width,
        _whole(plan.floor + 1.8 * frame.small, frame),
        bands=(band,) if band else (),
        lines=(*_grid(plan, texts, frame), *_notches(plan, frame), *leaders, *lines),
        shapes=(*names.swatches, *dots),
        axes=(axis,),
        texts=texts,
        unlabelled=len(chart.points) - len(runs) - len(labelled),
    )


def _plan(chart: Chart, frame: Frame, ends: Sequence[Ending], header: float) -> Plan:
    radius = (0.36 if len(chart.rows) <= MANY else 0.26) * frame.text
    tall = max(min(0.3 * frame.width, 18 * frame.text), 11 * frame.text, sum(end.height for end in ends))
    top = header + (0.8 if header else 1.65) * frame.text  # values above the highest point need it
    floor = _whole(top + tall + 1.8 * frame.small, frame) - 1.8 * frame.small
    low, high = min(point.bottom for point in chart.points), max(point.top for point in chart.points)
    ticks = nice_ticks(low, high, 3 if tall < 13 * frame.text else 4)
    words = tick_labels(ticks, chart.unit)
    left = max(width(word, frame.small) for word in words) + 0.6 * frame.text
    right = frame.width - max(end.width for end in ends) - radius - 0.8 * frame.text
    per_unit = (floor - top) / float(ticks[-1] - ticks[0])
    moments = [row.at or 0.0 for row in chart.rows]
    first = left + radius + _margin(chart, frame)
    scale = (right - first) / (moments[-1] - moments[0])
    times = tuple(first + scale * (moment - moments[0]) for moment in moments)
    zero = floor + float(ticks[0]) * per_unit
    return Plan(left, right, top, floor, zero, per_unit, times, tuple(zip(ticks, words, strict=True)), radius)


def _margin(chart: Chart, frame: Frame) -> float:
    """Return how far the first point stays from the scale: the value has room there, beside several lines."""
    if len(chart.series) == 1:
        return 0.2 * frame.text
    widest = max((width(point.text, frame.text, 600) for point in chart.rows[0].points), default=0.0)
    most = max(2 * frame.text, 0.07 * frame.width)
    return min(max(widest - 0.5 * frame.text, 0.2 * frame.text), most)


def _column(plan: Plan, frame: Frame) -> float:
    """Return where the words at the ends of the lines begin."""
    return plan.right + plan.radius + 0.8 * frame.text


def _whole(height: float, frame: Frame) -> float:
    return math.ceil(round(height / frame.step, 6)) * frame.step


def _runs(chart: Chart, plan: Plan) -> list[list[Spot]]:
    """Return the points of each series in their places."""
    runs: dict[str, list[Spot]] = {name: [] for name in chart.series}
    for n, (row, numbers) in enumerate(zip(chart.rows, colours(chart), strict=True)):
        for point, number in zip(row.points, numbers, strict=True):
            top, bottom = plan.y(point.top), plan.y(point.bottom)
            runs[point.series].append(Spot(n, point, number, plan.times[n], top, bottom))
    return list(runs.values())


def _segments(run: Sequence[Spot], frame: Frame) -> list[Line]:
    """Return the line from each point to the next in time; where that one is not known it stays open."""
    dash = (0.42 * frame.text, 0.3 * frame.text)
    return [
        Line(
            one.x, one.y, other.x, other.y, f"l{one.colour}", 0.2 * frame.text,
            dash if "forecast" in (one.point.kind, other.point.kind) else (),
        )
        for one, other in pairwise(run)
        if other.row == one.row + 1
    ]  # fmt: skip


def _dot(spot: Spot, plan: Plan, frame: Frame) -> Shape:
    """Return a dot in the look of its kind; a range becomes a capsule from end to end."""
    radius = plan.radius
    box = Box(spot.x - radius, spot.top - radius, spot.x + radius, spot.bottom + radius)
    return Shape(box, spot.point.kind, spot.colour, 0.8 * stroke(frame), round=True)


def _leaders(last: Sequence[Spot], placed: Sequence[Sequence[Text]], plan: Plan, frame: Frame) -> list[Line]:
    """Return dotted lines from the ends of lines to words that do not stand right beside them."""
    dash, lines = 0.08 * frame.text, []
    for spot, words in zip(last, placed, strict=True):
        y = words[0].y - 0.36 * words[0].size
        start, end = spot.x + plan.radius + 0.1 * frame.text, _column(plan, frame) - 0.25 * frame.text
        if spot.x < plan.right - 0.01 or abs(y - spot.y) > 0.7 * frame.text:
            lines.append(Line(start, spot.y, end, y, f"l{spot.colour}", dash, (dash, 2 * dash)))
    return lines


def _band(chart: Chart, plan: Plan, top: float) -> Box | None:
    """Return the tinted ground from the last figure known to the last one forecast; None without any."""
    known = [n for n, row in enumerate(chart.rows) if any(point.kind != "forecast" for point in row.points)]
    start = known[-1] if known else -1
    if not any(row.points for row in chart.rows[start + 1 :]):
        return None
    return Box(plan.times[start] if known else plan.left, top, plan.right + 1.4 * plan.radius, plan.floor)


def _dates(chart: Chart, plan: Plan, frame: Frame) -> tuple[Text, ...]:
    """Return the words under the scale of time: as many as have room, the last and the first among them."""
    y = baseline(plan.floor + 1.15 * frame.small, frame.small)
    words = []
    for row, x in zip(chart.rows, plan.times, strict=True):
        label = _LONG_MONTHS.sub(lambda month: month[0][:3], row.label)
        half = width(label, frame.small) / 2
        at = min(max(x, half), frame.width - half)
        words.append(Text(at, y, label, frame.small, 400, "muted", "middle"))
    shown = [words[-1]]
    for word in (words[0], *reversed(words[1:-1])):
        if all(_is_clear(word, other, frame) for other in shown):
            shown.append(word)
    return tuple(sorted(shown, key=lambda text: text.x))


def _is_clear(one: Text, other: Text, frame: Frame) -> bool:
    air = 0.6 * frame.small
    return one.box.right + air <= other.box.left or other.box.right + air <= one.box.left


def _scale_words(plan: Plan, frame: Frame) -> tuple[Text, ...]:
    return tuple(
        Text(
            plan.left - 0.6 * frame.text, baseline(plan.y(tick), frame.small), word, frame.small, 400,
            "muted", "end",
        )
        for tick, word in plan.ticks
    )  # fmt: skip


def _grid(plan: Plan, texts: Sequence[Text], frame: Frame) -> list[Line]:
    """Return the grid, broken where a line would run through words."""
    hair, air = 0.06 * frame.text, 0.25 * frame.text
    lines = []
    for tick, _ in plan.ticks:
        y = plan.y(tick)
        boxes = [text.box for text in texts if text.box.top < y < text.box.bottom]
        taken = [(box.left - air, box.right + air) for box in boxes]
        lines += [(left, right, y) for left, right in rest(plan.left, plan.right, taken) if tick]
    return [Line(left, y, right, y, "rule", hair) for left, right, y in lines]


def _notches(plan: Plan, frame: Frame) -> list[Line]:
    """Return a mark below the plot for each point in time."""
    foot = plan.floor + 0.3 * frame.text
    return [Line(x, plan.floor, x, foot, "axis", 0.06 * frame.text) for x in plan.times]
