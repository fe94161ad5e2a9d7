"""The words of a line chart: names and values at the ends, values at the points, who forecasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from psr_report.charts.labels import LEADING
from psr_report.charts.marks import CAP, Anchor, Box, Line, Shape, Text, baseline, block
from psr_report.charts.measure import width, wrap
from psr_report.charts.model import Chart, Frame, Point
from psr_report.charts.placing import first_clear
from psr_report.charts.rows import gap, key_of_series
from psr_report.charts.series import colours, foretold, text_role

FEW = 12  # points up to which every value is written, if it has room
MOST_LINES = 3  # of a name at the end of its line; longer ones stand in a key


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a line in its place: ``top`` and ``bottom`` are the heights of the ends of its range."""

    row: int
    point: Point
    colour: int
    x: float
    top: float
    bottom: float

    @property
    def y(self) -> float:
        """The height at which the line meets it."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ending:
    """The words at the end of a line: the name, and the last value beside or below it."""

    name: tuple[str, ...]
    value: tuple[str, ...]
    role: str
    frame: Frame
    is_beside: bool

    @property
    def width(self) -> float:
        """How far the words reach."""
        name = _widest(self.name, self.frame, 600)
        value = _widest(self.value, self.frame, 400 if self.name else 600)
        return name + gap(self.frame) + value if self.is_beside else max(name, value)

    @property
    def height(self) -> float:
        """The height of the block."""
        return LEADING * self.frame.text * (1 if self.is_beside else len(self.name) + len(self.value))

    def placed(self, x: float, top: float) -> tuple[Text, ...]:
        """Return the words at the right of ``x``, from ``top`` down."""
        size, lead = self.frame.text, LEADING * self.frame.text
        name = tuple(Text(x, 0, line, size, 600, self.role) for line in self.name)
        value = tuple(Text(x, 0, line, size, 400 if name else 600, self.role) for line in self.value)
        if not self.is_beside:
            return block(name + value, (lead,) * len(name + value), top + self.height / 2)
        y = baseline(top + lead / 2, size)
        return replace(name[0], y=y), replace(value[0], x=name[0].box.right + gap(self.frame), y=y)


@dataclass(frozen=True, slots=True)
class Names:
    """The key above a plot whose series are not named at the ends of their lines, else nothing."""

    swatches: tuple[Shape, ...] = ()
    texts: tuple[Text, ...] = ()
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Foretold:
    """Who forecasts, above the tinted ground."""

    lines: tuple[str, ...]
    frame: Frame

    @property
    def height(self) -> float:
        """The height of the words, and the air below them."""
        return LEADING * self.frame.small * len(self.lines)

    def placed(self, left: float, top: float) -> tuple[Text, ...]:
        """Return the words, beginning at ``left``, or where they must to end inside the frame."""
        size = self.frame.small
        wide = max((width(line, size, 600) for line in self.lines), default=0.0)
        x = max(0.0, min(left + 0.5 * size, self.frame.width - wide))
        lines = tuple(Text(x, 0, line, size, 600, "muted") for line in self.lines)
        return block(lines, (LEADING * size,) * len(lines), top + self.height / 2)


def endings(chart: Chart, frame: Frame) -> tuple[list[Ending], Names]:
    """Return the words at the end of each series, and the key where names would take too much room there."""
    last: dict[str, tuple[Point, int]] = {}
    for row, numbers in zip(chart.rows, colours(chart), strict=True):
        last.update(
            (point.series, (point, number)) for point, number in zip(row.points, numbers, strict=True)
        )
    # Values are not broken while they leave more than half of the frame to the plot.
    widest = max(width(point.text, frame.text, 600) for point, _ in last.values())
    limit = max(0.3 * frame.width, min(widest, 0.45 * frame.width) + 0.001)
    found = [(name, *last[name]) for name in chart.series]
    beside = [
        Ending((name,) if name else (), (point.text,), text_role(number), frame, bool(name))
        for name, point, number in found
    ]
    if max(end.width for end in beside) <= limit:
        return beside, Names()
    below = [
        Ending(
            wrap(name, limit, frame.text, 600),
            wrap(point.text, limit, frame.text, 400 if name else 600),
            text_role(number),
            frame,
            False,
        )
        for name, point, number in found
    ]
    if all(len(end.name) <= MOST_LINES for end in below):
        return below, Names()
    values = [replace(end, name=(), value=wrap(point.text, limit, frame.text, 600))
              for end, (_, point, _) in zip(below, found, strict=True)]  # fmt: skip
    return values, Names(*key_of_series(chart, frame))


def forecasts(chart: Chart, frame: Frame) -> Foretold:
    """Return who forecasts: once where it is one for all, else series by series."""
    said: dict[str, dict[str, None]] = {}
    for point in chart.points:
        if point.kind == "forecast":
            said.setdefault(point.series, {})[foretold(point)] = None
    words = {", ".join(each) for each in said.values()}
    if len(words) == 1:
        text = words.pop()
        text = text[:1].upper() + text[1:]
    else:
        text = "; ".join(f"{name}: {', '.join(each)}" for name, each in said.items())
    return Foretold(wrap(text, frame.width, frame.small, 600) if text else (), frame)


def values(
    runs: Sequence[Sequence[Spot]],
    taken: Sequence[Box],
    lines: Sequence[Line],
    bounds: Box,
    radius: float,
    frame: Frame,
) -> tuple[Text, ...]:
    """Return the values at the points before the last, as many as have a place that is clear.

    Of many points only the first, the greatest and the least of each series are written.
    """
    inner = [spot for run in runs for spot in run[:-1]]
    size = frame.text if len(inner) <= FEW / 2 else frame.small
    boxes = list(taken)
    placed = []
    for spot in _wanted(runs, inner):
        level = [other.y for run in runs for other in run if other.row == spot.row and other is not spot]
        below = spot.y > max(level) if level else _is_dip(spot, runs)
        found = first_clear(_places(spot, radius, size, below=below), boxes, lines, bounds, 0.12 * frame.text)
        if found is not None:
            placed.append(found)
            boxes.append(found.box)
    return tuple(placed)


def _wanted(runs: Sequence[Sequence[Spot]], inner: Sequence[Spot]) -> list[Spot]:
    """Return the points to write at, those first that matter most."""
    first = []
    for run in runs:
        chosen = (run[0], min(run, key=lambda spot: spot.y), max(run, key=lambda spot: spot.y))
        first += [spot for spot in chosen if spot is not run[-1]]
    kept = {id(spot): spot for spot in first}
    if len(inner) <= FEW:
        kept |= {id(spot): spot for spot in inner}
    return list(kept.values())


def _is_dip(spot: Spot, runs: Sequence[Sequence[Spot]]) -> bool:
    """Return whether both neighbours of the point stand higher than it."""
    run = next(run for run in runs if any(other is spot for other in run))
    near = [other.y for other in run if abs(other.row - spot.row) == 1]
    return bool(near) and all(y < spot.y for y in near)


def _places(spot: Spot, radius: float, size: float, *, below: bool) -> Iterator[Text]:
    """Yield the places for a value around its point, the best first."""
    air = 0.3 * size
    heights = [spot.top - radius - air, spot.bottom + radius + air + CAP * size]
    for y in reversed(heights) if below else heights:
        yield _value(spot, spot.x, y, size, "middle")
        yield _value(spot, spot.x - radius, y, size, "start")
        yield _value(spot, spot.x + radius, y, size, "end")
    y = baseline(spot.y, size)
    yield _value(spot, spot.x + radius + air, y, size, "start")
    yield _value(spot, spot.x - radius - air, y, size, "end")


def _value(spot: Spot, x: float, y: float, size: float, anchor: Anchor) -> Text:
    return Text(x, y, spot.point.text, size, 600, text_role(spot.colour), anchor)


def _widest(lines: Sequence[str], frame: Frame, weight: int) -> float:
    return max((width(line, frame.text, weight) for line in lines), default=0.0)
