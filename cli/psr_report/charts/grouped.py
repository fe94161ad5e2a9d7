"""Bars side by side, a group to each row; where a figure is not known its place stays open and says so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from psr_report.charts import bar
from psr_report.charts.marks import Drawing, Text
from psr_report.charts.model import Chart, Frame, Point, Row

NOT_KNOWN = "no figure"


def lay_out(chart: Chart, frame: Frame) -> Drawing:
    """Return the groups laid out, with the same series in the same place of each."""
    rows = tuple(replace(row, points=_filled(row, chart.series)) for row in chart.rows)
    drawing = bar.lay_out(replace(chart, rows=rows), frame)
    return replace(drawing, texts=tuple(map(_muted, drawing.texts)))


def _filled(row: Row, series: tuple[str, ...]) -> tuple[Point, ...]:
    known = {point.series: point for point in row.points}
    return tuple(known.get(name) or Point(Decimal(0), NOT_KNOWN, "actual", name) for name in series)


def _muted(text: Text) -> Text:
    """Return a text; where it stands for a figure that is not known, without the weight of one."""
    return replace(text, weight=400, role="muted") if text.text == NOT_KNOWN else text
