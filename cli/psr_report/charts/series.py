"""Which colour a point is drawn in, and the words that say so beside it."""

from __future__ import annotations

from psr_report.charts.model import Chart, Point, Row

# By the number of series: grey context first, emphasis last. 2 is orange, kept for the one highlighted item.
ORDER = {1: (1,), 2: (0, 1), 3: (0, 3, 1), 4: (0, 3, 4, 1)}
ORANGE = 2
# Lines are equals: none of them is the context of another.
LINES = {1: (1,), 2: (1, 3), 3: (1, 3, 4), 4: (1, 3, 4, 0)}


def highlighted(chart: Chart) -> str | None:
    """Return the label of the row drawn in orange: that asked for, or the only negative one of bars."""
    if chart.highlight is not None:
        return chart.highlight
    if chart.kind != "bar" or len(chart.series) > 1 or _mixed_forecasts(chart):
        return None
    negative = [row.label for row in chart.rows if any(point.value < 0 for point in row.points)]
    return negative[0] if len(negative) == 1 < len(chart.rows) else None


def _mixed_forecasts(chart: Chart) -> bool:
    kinds = {point.kind for point in chart.points}
    return "forecast" in kinds and len(kinds) > 1


def colours(chart: Chart) -> list[tuple[int, ...]]:
    """Return the number of each point's colour, row by row.

    Orange is one thing in a chart: a highlighted point, or the forecasts among other figures.
    """
    if chart.kind == "line":
        numbers = dict(zip(chart.series, LINES[len(chart.series)], strict=True))
        return [tuple(numbers[point.series] for point in row.points) for row in chart.rows]
    orange = highlighted(chart)
    forecasts_are_orange = orange is None and _mixed_forecasts(chart)
    every = chart.series
    plain = tuple(dict.fromkeys(point.series for point in chart.points if point.kind != "forecast")) or every
    plain = every if chart.kind == "dumbbell" else plain  # its first series is context whatever the second is

    def number(row: Row, point: Point) -> int:
        if orange is not None and row.label == orange and point is row.points[-1]:
            return ORANGE
        if forecasts_are_orange and point.kind == "forecast":
            return ORANGE
        names = plain if point.series in plain else every
        return ORDER[len(names)][names.index(point.series)]

    return [tuple(number(row, point) for point in row.points) for row in chart.rows]


def foretold(point: Point) -> str:
    """Return who forecasts, as it stands beside the number: "BMI forecast"; nothing for other kinds."""
    if point.kind != "forecast":
        return ""
    return f"{point.forecaster} forecast" if point.forecaster else "forecast"


def named_forecasts(chart: Chart) -> frozenset[str]:
    """Return the series that are one forecaster's throughout: it is enough to say so once."""
    if len(chart.series) == 1:
        return frozenset()
    said = {
        name: {foretold(point) for point in chart.points if point.series == name} for name in chart.series
    }
    return frozenset(name for name, words in said.items() if len(words) == 1 and words != {""})


def series_name(chart: Chart, name: str) -> str:
    """Return the name of a series as it stands in the drawing, with its forecaster if it has just one."""
    if name not in named_forecasts(chart):
        return name
    return f"{name}, {next(foretold(point) for point in chart.points if point.series == name)}"


def text_role(number: int) -> str:
    """Return the class for text in a series' colour; context speaks in muted ink, its grey is too light."""
    return f"t{number}" if number else "muted"
