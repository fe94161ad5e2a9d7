"""What a chart is made of: points in rows, the frame it is drawn in, and its error."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from psr_report.errors import ReportError

Kind = Literal["actual", "estimate", "claim", "forecast"]
Form = Literal["bar", "grouped", "dumbbell", "line", "dots", "table", "vega"]


class ChartError(ReportError):
    """A chart that cannot be drawn honestly; ``hint`` says what to change."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What Vega-Lite is to draw: JSON text, and the data in it as rows of words."""

    text: str = field(repr=False)
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart: its value, the words printed for it, and how firm it is.

    ``low`` and ``high`` are the ends of a range such as 20–25%; a range is drawn from end to end.
    """

    value: Decimal
    text: str
    kind: Kind
    series: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    forecaster: str = ""

    @property
    def bottom(self) -> Decimal:
        """The smallest number that this point stands for."""
        return self.value if self.low is None else self.low

    @property
    def top(self) -> Decimal:
        """The greatest number that this point stands for."""
        return self.value if self.high is None else self.high

    @property
    def is_range(self) -> bool:
        """Whether the point has two ends."""
        return self.bottom != self.top


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chart: a name, its points and, muted below the name, a note.

    ``at`` is where it stands in time, in years, which a line needs: 2025.5 is the middle of 2025.
    """

    label: str
    points: tuple[Point, ...]
    note: str = ""
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A finding and the figures that show it.

    ``unit`` is the unit of the axis: "%", "US$", "km" or nothing. ``highlight`` names the row drawn in
    orange; left out, it is the only negative row of a bar chart. ``source`` is the whole line below the
    chart. ``rows_name`` heads the first column of the table. ``order`` names
    the series, where the first rows lack one of them. ``spec`` is what Vega-Lite draws: a
    chart of the kind vega has it and no rows.
    """

    id: str
    kind: Form
    title: str
    measure: str
    rows: tuple[Row, ...]
    source: str
    unit: str = ""
    highlight: str | None = None
    note: str = ""
    rows_name: str = "Item"
    order: tuple[str, ...] = ()
    spec: Spec | None = field(default=None, repr=False)

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, row by row."""
        return tuple(point for row in self.rows for point in row.points)

    @property
    def series(self) -> tuple[str, ...]:
        """The names of the series: in ``order``, else in that in which they first appear."""
        return self.order or tuple(dict.fromkeys(point.series for point in self.points))


@dataclass(frozen=True, slots=True)
class Frame:
    """The space a chart is drawn for. All lengths are in ``unit``.

    ``pitch`` is the height of a plain row, ``slot`` that of one of several bars in a row; row heights are
    multiples of ``quantum``, that of the whole drawing of ``step``. ``ids`` ends the ids of the drawing.
    """

    name: str
    width: float
    text: float
    small: float
    unit: Literal["pt", "px"]
    ids: str
    pitch: float
    slot: float
    quantum: float
    step: float


# The baseline of the printed page is 13.5 pt: heights are multiples of half of it, rows of a quarter.
PRINT_FULL = Frame("print-full", 487.6, 7.5, 7, "pt", "-pf", 16.875, 13.5, 3.375, 6.75)
PRINT_TEXT = Frame("print-text", 320.3, 7.5, 7, "pt", "-pt", 13.5, 10.125, 3.375, 6.75)
PRINT_BRIEF = Frame("print-brief", 154.2, 7.5, 7, "pt", "-pb", 13.5, 10.125, 3.375, 6.75)
WEB_WIDE = Frame("web-wide", 656, 13.12, 12.25, "px", "-ww", 27, 20, 1, 1)
WEB_NARROW = Frame("web-narrow", 335, 12, 11.2, "px", "-wn", 25, 19, 1, 1)
FRAMES = (PRINT_FULL, PRINT_TEXT, PRINT_BRIEF, WEB_WIDE, WEB_NARROW)
