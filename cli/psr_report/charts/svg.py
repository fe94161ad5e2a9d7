"""A laid-out chart as inline SVG, through the shipped template."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from psr_report.charts import bar, dots, dumbbell
from psr_report.charts.faults import check
from psr_report.charts.marks import Drawing, paint
from psr_report.charts.model import Chart, Frame
from psr_report.charts.palette import LIGHT
from psr_report.charts.words import summary

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

LAYOUTS = {"bar": bar.lay_out, "dots": dots.lay_out, "dumbbell": dumbbell.lay_out}


def lay_out(chart: Chart, frame: Frame) -> Drawing:
    """Return the chart as marks in their places; raise ChartError when it cannot be drawn."""
    faults = check(chart)
    if faults:
        raise faults[0]
    return LAYOUTS[chart.kind](chart, frame)


def draw(chart: Chart, frame: Frame, colours: Mapping[str, str] = LIGHT) -> Markup:
    """Return the chart as an inline SVG element of the frame's width, safe to put into a page.

    Colours are presentation attributes, which paper needs, beside classes, which let a page recolour them.
    Raises ChartError when the chart cannot be drawn.
    """
    from markupsafe import Markup

    drawing = lay_out(chart, frame)
    name = f"{chart.id}{frame.ids}"
    hatch = f"{name}-h"
    painted = [(shape, paint(shape, colours, hatch)) for shape in drawing.shapes]
    hatched = sorted({shape.series for shape, how in painted if how.fill.startswith("url(")})
    svg = _template("chart.svg.j2").render(
        chart=chart, frame=frame, drawing=drawing, painted=painted, hatched=hatched, hatch=hatch, name=name,
        colours=colours, summary=summary(chart),
    )  # fmt: skip
    return Markup(svg)  # the template escapes everything it is given


def _number(value: float) -> str:
    """Return a length with at most two decimals, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@cache
def _template(name: str) -> Template:
    from psr_report.render import environment

    made = environment()
    made.filters["n"] = _number
    return made.get_template(f"charts/{name}")
