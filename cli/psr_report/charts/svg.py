"""A laid-out chart as inline SVG, through its template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from psr_report.charts import bar, dots, dumbbell, grouped, line, sheets, vega
from psr_report.charts.faults import check
from psr_report.charts.marks import Drawing, paint
from psr_report.charts.model import Chart, Frame
from psr_report.charts.palette import LIGHT
from psr_report.charts.templates import fill
from psr_report.charts.words import summary

if TYPE_CHECKING:
    from markupsafe import Markup

LAYOUTS = {
    "bar": bar.lay_out,
    "dots": dots.lay_out,
    "dumbbell": dumbbell.lay_out,
    "grouped": grouped.lay_out,
    "line": line.lay_out,
}


def lay_out(chart: Chart, frame: Frame) -> Drawing:
    """Return the chart as marks in their places; raise ChartError when it cannot be drawn.

    Tables and the drawings of Vega-Lite have no marks of ours.
    """
    faults = check(chart)
    if faults:
        raise faults[0]
    return LAYOUTS[chart.kind](chart, frame)


def is_labelled(chart: Chart, frame: Frame) -> bool:
    """Return whether every value stands in the drawing in words; of a Vega-Lite chart nobody knows."""
    return chart.kind != "vega" and (chart.kind != "line" or not lay_out(chart, frame).unlabelled)


def draw(chart: Chart, frame: Frame, colours: Mapping[str, str] = LIGHT) -> Markup:
    """Return the chart as inline SVG of the frame's width, or as an HTML table, safe to put into a page.

    Colours are presentation attributes, which paper needs, beside classes, which let a page recolour them.
    Raises ChartError when the chart cannot be drawn.
    """
    from markupsafe import Markup

    if chart.kind == "table":
        return sheets.draw(chart, frame)
    if chart.kind == "vega":
        return vega.draw(chart, frame, colours)
    drawing = lay_out(chart, frame)
    name = f"{chart.id}{frame.ids}"
    hatch = f"{name}-h"
    painted = [(shape, paint(shape, colours, hatch)) for shape in drawing.shapes]
    hatched = sorted({shape.series for shape, how in painted if how.fill.startswith("url(")})
    values = {
        "chart": chart,
        "frame": frame,
        "drawing": drawing,
        "painted": painted,
        "hatched": hatched,
        "hatch": hatch,
        "name": name,
        "colours": colours,
        "summary": summary(chart),
    }
    return Markup(fill("chart.svg.j2", values))  # the template escapes everything it is given
