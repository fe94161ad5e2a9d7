"""A chart in words: a sentence for those who do not see it, its data as a table, the key to its marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from psr_report.charts.model import Chart, Kind, Point, Row
from psr_report.charts.scale import grouped

MINUS = "\u2212"
# What may differ between "about US$63" and "US$1.2 million" without making them different units.
HEDGES = re.compile(
    r"[\d.,\u2212\u00a0\s~≈<>-]|\b(?:about|around|roughly|nearly|almost|over|under|more than|less than|up to|"
    r"at least|some|thousand|million|billion|trillion|bn|mn)\b"
)
MISSING = "–"  # in a table, where a figure is not known
SENSELESS = 10_000  # a change by more than this factor, or this many points, compares nothing
_BAR = ("bar", {"estimate": "outlined", "claim": "hatched"})
_DOT = ("dot", {"estimate": "ringed", "claim": "hatched"})
NOUNS = {"bar": _BAR, "grouped": _BAR, "dots": _DOT, "dumbbell": _DOT, "line": _DOT}
ARTICLES = {"actual": "an actual", "estimate": "an estimate", "claim": "a claim", "forecast": "a forecast"}


@dataclass(frozen=True, slots=True)
class Table:
    """A chart's data: column heads, rows of cells, and which columns hold numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...]


def change(row: Row, unit: str) -> str:
    """Return the change from the row's first point to its second: "−57%", or "+12.8 pts" between two shares.

    A tenfold rise and more is said as "×12". Nothing when a value is not above zero, a range, in another unit
    than the other, or so far from it that the ratio says nothing.
    """
    if len(row.points) != 2:
        return ""
    before, after = row.points
    if not before.value or abs(after.value / before.value) >= SENSELESS:
        return ""
    if before.is_range or after.is_range or before.value <= 0 or after.value <= 0:
        return ""
    if HEDGES.sub("", before.text) != HEDGES.sub("", after.text):
        return ""
    if unit == "%" or "%" in before.text:
        if abs(after.value - before.value) >= SENSELESS:
            return ""
        points = (after.value - before.value).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
        word = "pt" if abs(points) == 1 else "pts"
        return f"{_signed(points, 0 if points == points.to_integral_value() else 1)}\u00a0{word}"
    if after.value >= 10 * before.value:
        return f"×{grouped((after.value / before.value).quantize(Decimal(1), ROUND_HALF_UP))}"
    percent = (after.value / before.value - 1) * 100
    places = 1 if 0 < abs(percent) < 1 else 0
    rounded = percent.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{_signed(rounded, places if rounded else 0)}%"


def _signed(value: Decimal, places: int) -> str:
    return ("+" if value > 0 else "") + grouped(value if value else Decimal(0), places)


def summary(chart: Chart) -> str:
    """Return the data of the chart as one sentence, as a screen reader should say it.

    Of a Vega-Lite chart it names what there is, and leaves the rows to the table beside it.
    """
    if chart.spec is not None:
        rows = f"{len(chart.spec.rows)} row{'s' if len(chart.spec.rows) != 1 else ''}"
        return f"{(chart.measure or chart.title).rstrip('.')}: {rows} of {', '.join(chart.spec.head)}."
    kinds = {(point.kind, point.forecaster) for point in chart.points}
    alike = len(kinds) == 1
    parts = []
    for row in chart.rows:
        named = [_spoken(point, len(chart.series) > 1, alike) for point in row.points]
        moved = change(row, chart.unit) if chart.kind == "dumbbell" else ""
        said = ", ".join(named) + (f" ({moved})" if moved else "")
        note = f" ({row.note})" if row.note else ""
        parts.append(f"{row.label}{note} {said}")
    kind, forecaster = next(iter(kinds))
    tail = (
        ""
        if not alike or kind == "actual"
        else f"; all {kind}s" + (f" by {forecaster}" if forecaster else "")
    )
    mark = "; " if len(chart.series) > 1 or any("," in part for part in parts) else ", "
    sentence = f"{(chart.measure or chart.title).rstrip('.')}: {mark.join(parts)}{tail}."
    sentence = re.sub(r"\u00a0pt(s?)\b", r" percentage point\1", sentence)
    return re.sub(MINUS + r"(?=[^\d]{0,4}\d)", "minus ", sentence)


def _spoken(point: Point, named: bool, alike: bool) -> str:
    words = f"{point.series} {point.text}" if named and point.series else point.text
    if alike or point.kind == "actual":
        return words
    return f"{words} ({point.kind}{f' by {point.forecaster}' if point.forecaster else ''})"


def key(chart: Chart) -> str:
    """Return what the marks mean: "Outlined bars are estimates."; "" when all figures are actual.

    Forecasts are named in the drawing and left out here.
    """
    if chart.spec is not None:
        return ""
    if chart.kind not in NOUNS:
        return _key_of_table(chart)
    noun, looks = NOUNS[chart.kind]
    counts: dict[Kind, int] = {}
    for point in chart.points:
        if point.kind in ("estimate", "claim"):
            counts[point.kind] = counts.get(point.kind, 0) + 1
    parts = [
        f"{looks[kind]} {noun}s are {kind}s" if count > 1 else f"the {looks[kind]} {noun} is {ARTICLES[kind]}"
        for kind, count in sorted(counts.items(), reverse=True)
    ]
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:] + "." if sentence else ""


def _key_of_table(chart: Chart) -> str:
    """Return what all figures are, where they are alike; else each says it for itself."""
    kinds = {(point.kind, point.forecaster) for point in chart.points}
    if len(kinds) != 1:
        return ""
    kind, forecaster = next(iter(kinds))
    if kind == "actual":
        return ""
    return f"All figures are {kind}s" + (f" by {forecaster}." if forecaster else ".")


def table(chart: Chart) -> Table:
    """Return the data of the chart as a table, kinds and forecasters as columns where they differ.

    Series stand side by side while one column can say what each figure is, else each figure has its own line.
    """
    if chart.spec is not None:
        return Table(chart.spec.head, chart.spec.rows, chart.spec.numeric)
    kinds = {point.kind for point in chart.points}
    forecasters = {point.forecaster for point in chart.points}
    names = chart.series
    if len(names) > 1 and len(kinds) == 1 and len(forecasters) == 1:
        return _wide(chart, names)
    noted = any(row.note for row in chart.rows)
    columns = [(chart.rows_name, True), ("Note", noted), ("Series", len(names) > 1), ("Value", True)]
    columns += [("Kind", len(kinds) > 1), ("Forecaster", len(forecasters) > 1)]
    shown = [place for place, (_, here) in enumerate(columns) if here]
    lines = [
        (row.label, row.note, point.series, point.text, point.kind.capitalize(), point.forecaster)
        for row in chart.rows
        for point in row.points
    ]
    return Table(
        tuple(columns[place][0] for place in shown),
        tuple(tuple(line[place] for place in shown) for line in lines),
        (shown.index(3),),
    )


def _wide(chart: Chart, names: tuple[str, ...]) -> Table:
    """Return a table with a column for each series, and for dumbbells the change."""
    noted = any(row.note for row in chart.rows)
    changes = [change(row, chart.unit) if chart.kind == "dumbbell" else "" for row in chart.rows]
    first = ["Note"] if noted else []
    last = ["Change"] if any(changes) else []
    rows = []
    for row, moved in zip(chart.rows, changes, strict=True):
        texts = {point.series: point.text for point in row.points}
        cells = [row.label, *(row.note for _ in first), *(texts.get(name, MISSING) for name in names)]
        rows.append((*cells, *(moved for _ in last)))
    head = (chart.rows_name, *first, *names, *last)
    return Table(head, tuple(rows), tuple(range(1 + len(first), len(head))))
