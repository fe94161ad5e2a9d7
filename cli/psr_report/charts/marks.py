"""The marks a drawing consists of, and how the four kinds of figures look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from psr_report.charts.measure import width
from psr_report.charts.model import Frame, Kind

# Of Inter, in em: capitals are .727 high; a box also holds accents and descenders.
CAP = 0.727
ASCENT, DESCENT = 0.77, 0.24

Anchor = Literal["start", "middle", "end"]


class Box(NamedTuple):
    """The rectangle that a mark takes up."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``x`` is its anchor, ``y`` its baseline, ``role`` the class of its colour."""

    x: float
    y: float
    text: str
    size: float
    weight: int = 400
    role: str = "ink"
    anchor: Anchor = "start"

    @property
    def box(self) -> Box:
        """What the line takes up."""
        wide = width(self.text, self.size, self.weight)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left, self.y - ASCENT * self.size, left + wide, self.y + DESCENT * self.size)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``role`` is the class of its colour, ``dash`` a dash array."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str
    stroke: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar, or with round ends a dot or a capsule, in the look of its kind; ``box`` is its outer edge."""

    box: Box
    kind: Kind | Literal["open", "wash"]
    series: int
    stroke: float
    round: bool = False

    @property
    def filled(self) -> bool:
        """Whether it has no outline: an actual, or a sliver too thin to have one."""
        return self.kind == "actual" or min(self.width, self.height) <= 2 * self.stroke

    @property
    def width(self) -> float:
        """The width over all."""
        return self.box.right - self.box.left

    @property
    def height(self) -> float:
        """The height over all."""
        return self.box.bottom - self.box.top

    @property
    def dash(self) -> tuple[float, ...]:
        """The dashes of a forecast; on a ring they close without a seam."""
        if self.kind != "forecast" or self.filled:
            return ()
        if self.round and abs(self.width - self.height) < 0.01:
            eighth = 3.14159265 * (self.width - self.stroke) / 8
            return (0.62 * eighth, 0.38 * eighth)
        return (2.2 * self.stroke, 1.5 * self.stroke)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart laid out: marks in the order in which they are painted.

    ``unlabelled`` counts the points whose value stands nowhere in the drawing.
    """

    width: float
    height: float
    bands: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    shapes: tuple[Shape, ...] = ()
    axes: tuple[Line, ...] = ()
    texts: tuple[Text, ...] = ()
    unlabelled: int = 0


class Paint(NamedTuple):
    """Presentation attributes of a shape."""

    classes: str
    fill: str
    stroke: str
    stroke_width: float


def paint(shape: Shape, colours: Mapping[str, str], hatch: str) -> Paint:
    """Return how a shape is painted; ``hatch`` is the start of the ids of the hatchings.

    Actual solid, estimate outlined with a wash, claim hatched, forecast dashed; the open end of a range is
    outlined and empty, a wash alone has no outline.
    """
    line = f"l{shape.series}"
    if shape.filled:
        fill = f"s{shape.series}"
        return Paint(fill, colours[fill], "", 0)
    wash = f"w{shape.series}" if shape.series else "tint"
    if shape.kind == "wash":
        return Paint(wash, colours[wash], "", 0)
    if shape.kind == "claim":
        return Paint(line, f"url(#{hatch}{shape.series})", colours[line], shape.stroke)
    fill = wash if shape.kind == "estimate" else "paper"
    return Paint(f"{fill} {line}", colours[fill], colours[line], shape.stroke)


def stroke(frame: Frame) -> float:
    """Return the width of outlines."""
    return round(0.15 * frame.text, 3)


def baseline(middle: float, size: float) -> float:
    """Return the baseline on which capitals of ``size`` are centred on ``middle``."""
    return middle + CAP * size / 2


def block(lines: tuple[Text, ...], leading: tuple[float, ...], middle: float) -> tuple[Text, ...]:
    """Return lines of text, each with its own leading, as one block centred on ``middle``."""
    top = middle - sum(leading) / 2
    placed = []
    for line, lead in zip(lines, leading, strict=True):
        placed.append(replace(line, y=baseline(top + lead / 2, line.size)))
        top += lead
    return tuple(placed)
