"""What keeps a chart from being drawn, each with the way out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from psr_report.charts.model import Chart, ChartError

MOST_ROWS = 20
MOST_SERIES = 4
GREATEST = Decimal(10) ** 15
LEAST = Decimal(10) ** -9


def check(chart: Chart) -> list[ChartError]:
    """Return everything that is wrong with the chart, each with its hint; an empty list when it can be drawn.

    Whether half-year and full-year figures share a series is for the caller to know.
    """
    if not chart.rows:
        return [ChartError("the chart has no rows", "give it figures or rows, or leave the chart out")]
    faults = [*_rows(chart), *_numbers(chart), *_series(chart)]
    if chart.kind == "dumbbell":
        faults += _pairs(chart)
    return faults


def _rows(chart: Chart) -> Iterator[ChartError]:
    labels = [row.label for row in chart.rows]
    if len(labels) > MOST_ROWS:
        yield ChartError(
            f"the chart has {len(labels)} rows, more than {MOST_ROWS}", "show the ones that make the point"
        )
    for row in chart.rows:
        if not row.points:
            yield ChartError(f"row {row.label!r} has no value", "give it one, or leave the row out")
        if not row.label.strip():
            yield ChartError("a row has no name", "name each row")
    if chart.highlight is not None and chart.highlight not in labels:
        yield ChartError(f"no row is called {chart.highlight!r}", f"highlight one of: {', '.join(labels)}")


def _numbers(chart: Chart) -> Iterator[ChartError]:
    for row in chart.rows:
        for point in row.points:
            ends = [end for end in (point.value, point.low, point.high) if end is not None]
            if not all(end.is_finite() for end in ends):
                yield ChartError(f"{row.label!r} is not a number", "leave the row out, and say so in a note")
            elif any(abs(end) > GREATEST or 0 < abs(end) < LEAST for end in ends):
                yield ChartError(f"{row.label!r} is out of all proportion: {point.text}", "change the unit")
            elif not point.bottom <= point.value <= point.top:
                yield ChartError(
                    f"the range of {row.label!r} does not hold its value {point.text}", "mend the range"
                )
            if not point.text.strip():
                yield ChartError(
                    f"the value of {row.label!r} has no words", "give the value as it should be printed"
                )
    if chart.points and all(not point.bottom and not point.top for point in chart.points):
        yield ChartError("all values are zero", "say it in the text instead")


def _series(chart: Chart) -> Iterator[ChartError]:
    if len(chart.series) > MOST_SERIES:
        yield ChartError(
            f"the chart has {len(chart.series)} series, more than {MOST_SERIES}",
            "draw two charts, or leave some out",
        )
    for row in chart.rows:
        names = [point.series for point in row.points]
        if len(names) > 1 and (len(set(names)) < len(names) or not all(names)):
            yield ChartError(
                f"the values of {row.label!r} cannot be told apart", "give each its own series name"
            )


def _pairs(chart: Chart) -> Iterator[ChartError]:
    orders = set()
    for row in chart.rows:
        if len(row.points) != 2:
            yield ChartError(
                f"a dumbbell joins two points, {row.label!r} has {len(row.points)}",
                "give it two, or draw bars or dots",
            )
        else:
            orders.add(tuple(point.series for point in row.points))
    if len(orders) > 1:
        yield ChartError(
            "the rows of the dumbbell compare different series", "use the same two, in the same order"
        )
