"""The SVG that Vega writes, made ours: known elements and attributes, own ids, classes for colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from psr_report.charts.model import Chart, ChartError, Frame
from psr_report.charts.palette import LIGHT, STROKED
from psr_report.charts.templates import number

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({
    "g", "path", "rect", "line", "circle", "text", "tspan", "defs", "clipPath", "linearGradient",
    "radialGradient", "stop",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "id", "d", "transform", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "fx", "fy", "fr",
    "rx", "ry", "width", "height", "offset", "fill", "stroke", "opacity", "stroke-width", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity",
    "fill-opacity", "stop-color", "stop-opacity", "gradientUnits", "clip-path", "text-anchor", "font-size",
    "font-weight", "font-style",
})  # fmt: skip
_OWN_REFERENCE = re.compile(r"url\(#([\w-]+)\)")
_PLAIN = re.compile(r"[\w\s.,#%()+-]*")
_DECIMALS = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
# What a colour of ours is called as a fill and as a stroke: pages recolour the class.
_FILLS = {
    LIGHT[name]: name
    for name in ("ink", "muted", "paper", "tint", "s0", "s1", "s2", "s3", "s4", "w1", "w2", "w3", "w4")
}
_STROKES = {LIGHT[name]: name for name in sorted(STROKED)}


def clean(svg: str, chart: Chart, frame: Frame, colours: Mapping[str, str], description: str) -> str:
    """Return Vega's drawing as an inline SVG of the frame's width, with title and description.

    Raises ChartError when it holds what has no place in a page.
    """
    root = ElementTree.fromstring(svg)
    _, _, wide, high = (float(side) for side in root.attrib["viewBox"].split())
    name = f"{chart.id}{frame.ids}"
    ratio = frame.width / wide
    head = (
        f'<svg class="chart vega {frame.name}" xmlns="http://www.w3.org/2000/svg" role="img" '
        f"aria-labelledby={quoteattr(f'{name}-t {name}-d')} "
        f'viewBox="0 0 {number(wide)} {number(high)}" '
        f'width="{number(frame.width)}{frame.unit}" height="{number(high * ratio)}{frame.unit}" '
        'font-family="Inter, Helvetica, Arial, sans-serif">\n'
        f"<title id={quoteattr(f'{name}-t')}>{escape(chart.title)}</title>\n"
        f"<desc id={quoteattr(f'{name}-d')}>{escape(description)}</desc>\n"
    )
    return head + "".join(_written(child, name, colours) for child in root) + "\n</svg>"


def _written(element: ElementTree.Element, name: str, colours: Mapping[str, str]) -> str:
    tag = element.tag.removeprefix(_SVG)
    if tag not in _ELEMENTS:
        raise ChartError(f"a drawing holds no <{tag}>", "leave pictures, links and scripts out of it")
    if element.get("display") == "none" or _is_empty(element):
        return ""
    inner = escape(element.text or "") if tag in ("text", "tspan") else ""
    for child in element:
        inner += _written(child, name, colours)
        inner += escape(child.tail or "") if tag in ("text", "tspan") else ""
    if tag == "g" and not inner:
        return ""
    attributes = _attributes(element, name, colours)
    return f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"


def _is_empty(element: ElementTree.Element) -> bool:
    """Return whether it is a ground that Vega lays under everything and paints with nothing."""
    paints = {element.get("fill", "none"), element.get("stroke", "none")} - {"none", "transparent"}
    return element.get("class") in ("background", "foreground") and not paints


def _attributes(element: ElementTree.Element, name: str, colours: Mapping[str, str]) -> str:
    kept, classes = [], []
    for key, value in element.attrib.items():
        if key not in _ATTRIBUTES:
            continue
        value = _DECIMALS.sub(lambda found: number(float(found[0])), value)
        if key == "id":
            value = f"{name}-{value}"
        elif found := _OWN_REFERENCE.fullmatch(value):
            value = f"url(#{name}-{found[1]})"
        elif "url" in value or not _PLAIN.fullmatch(value):
            raise ChartError(f"a drawing holds no {key} such as {value[:40]!r}", "leave it out")
        if key == "font-weight" and value == "bold":
            value = "600"  # the heaviest Inter that ships
        if key == "font-size":
            value = value.removesuffix("px")
        role = {"fill": _FILLS, "stroke": _STROKES}.get(key, {}).get(value.upper())
        if role:
            classes.append(role)
            value = colours[role]
        kept.append(f" {key}={quoteattr(value)}")
    return "".join(kept) + (f" class={quoteattr(' '.join(classes))}" if classes else "")
