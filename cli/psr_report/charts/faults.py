"""What keeps a chart from being drawn, each with the way out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from psr_report.charts.model import Chart, ChartError

MOST_ROWS = 20
MOST_SERIES = 4
MOST_COLUMNS = 6  # of a table, whose columns need not be told apart by colour
GREATEST = Decimal(10) ** 15
LEAST = Decimal(10) ** -9


def check(chart: Chart) -> list[ChartError]:
    """Return everything that is wrong with the chart, each with its hint; an empty list when it can be drawn.

    Whether half-year and full-year figures share a series is for the caller to know.
    """
    if chart.kind == "vega":
        from psr_report.charts import vega

        return vega.faults(chart)
    if not chart.rows:
        return [ChartError("the chart has no rows", "give it figures or rows, or leave the chart out")]
    faults = [*_rows(chart), *_numbers(chart), *_series(chart)]
    if chart.kind == "dumbbell":
        faults += _pairs(chart)
    if chart.kind == "line":
        faults += _times(chart)
    return faults


def _rows(chart: Chart) -> Iterator[ChartError]:
    labels = [row.label for row in chart.rows]
    if len(labels) > MOST_ROWS:
        yield ChartError(
            f"the chart has {len(labels)} rows, more than {MOST_ROWS}", "show the ones that make the point"
        )
    for row in chart.rows:
        if not row.points and chart.kind != "line":  # a line is left open there
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
    most = MOST_COLUMNS if chart.kind == "table" else MOST_SERIES
    if len(chart.series) > most:
        yield ChartError(
            f"the chart has {len(chart.series)} series, more than {most}",
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


def _times(chart: Chart) -> Iterator[ChartError]:
    moments = [row.at for row in chart.rows if row.at is not None]
    for row in chart.rows:
        if row.at is None:
            yield ChartError(
                f"a line joins points in time, and {row.label!r} is none", "draw bars, or name periods: 2025"
            )
    if len(set(moments)) < len(moments):
        yield ChartError("two rows of the line stand at the same time", "keep one row for each period")
    elif moments != sorted(moments):
        yield ChartError("the rows of the line are not in the order of time", "put the earliest first")
    if sum(bool(row.points) for row in chart.rows) < 2:
        yield ChartError("a line needs values at two points in time", "draw bars or dots")
