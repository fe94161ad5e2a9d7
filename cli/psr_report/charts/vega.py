"""What our own kinds cannot draw: a Vega-Lite chart in the house's colours and fonts, made safe for a page.

Vega-Lite runs in a process of its own, with limits; the optional package vl-convert-python brings it along.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from psr_report.charts.model import FRAMES, WEB_WIDE, Chart, ChartError, Frame
from psr_report.charts.palette import LIGHT
from psr_report.charts.vega_spec import misleading
from psr_report.charts.vega_svg import clean
from psr_report.charts.words import summary

if TYPE_CHECKING:
    from markupsafe import Markup

SECONDS = 60  # of waiting for all drawings of a chart; one takes a few
_SINGLE = ("mark", "layer")  # views that can be told how wide they are


def faults(chart: Chart) -> list[ChartError]:
    """Return everything that keeps the chart from being drawn, each with its hint."""
    if chart.spec is None:
        return [ChartError("the chart has no drawing", "name its file: `vega: charts/x.vl.json`")]
    found = misleading(chart.spec)
    if found:
        return found
    try:
        _drawings(chart.spec.text, FRAMES)
    except ChartError as error:
        return [error]
    return []


def draw(chart: Chart, frame: Frame, colours: Mapping[str, str] = LIGHT) -> Markup:
    """Return the chart as inline SVG, sized, named and coloured like ours; raise ChartError if it cannot."""
    from markupsafe import Markup

    if chart.spec is None:
        raise faults(chart)[0]
    frames = FRAMES if frame in FRAMES else (frame,)
    svg = _drawings(chart.spec.text, frames)[frames.index(frame)]
    return Markup(clean(svg, chart, frame, colours, summary(chart)))


@lru_cache(maxsize=64)
def _drawings(text: str, frames: tuple[Frame, ...]) -> tuple[str, ...]:
    """Return what Vega-Lite draws for each frame; raise ChartError when it cannot."""
    if find_spec("vl_convert") is None:
        raise ChartError(
            "this chart needs Vega-Lite, which is not installed", "install it: pip install 'psr-report[vega]'"
        )
    from psr_report.resources import templates_dir

    spec = json.loads(text)
    job = {"specs": [_fitted(spec, frame) for frame in frames], "fonts": str(templates_dir() / "fonts")}
    command = [sys.executable, "-P", "-m", "psr_report.charts.vega_worker", str(SECONDS)]
    try:
        done = subprocess.run(
            command, input=json.dumps(job).encode(), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise ChartError("Vega-Lite does not come to an end with this chart", "simplify it") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or "it stopped without a word"
        raise ChartError(f"Vega-Lite cannot draw this: {said[:300]}", "try the file in the Vega editor")
    return tuple(json.loads(done.stdout))


def scale(frame: Frame) -> float:
    """Return the lengths of the frame in one pixel of Vega's: its letters come out as large as ours."""
    return frame.text / WEB_WIDE.text


def _fitted(spec: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    """Return the chart as wide as the frame, in the house's style where it asks for no other."""
    fitted = {**spec, "background": None, "padding": 1, "config": _merged(_CONFIG, spec.get("config"))}
    if any(key in spec for key in _SINGLE):
        fitted["width"] = round(frame.width / scale(frame)) - 2
        fitted["autosize"] = {"type": "fit-x", "contains": "padding"}
    return fitted


def _merged(ours: Mapping[str, Any], theirs: Any) -> dict[str, Any]:
    merged = dict(ours)
    for key, value in theirs.items() if isinstance(theirs, dict) else ():
        own = merged.get(key)
        merged[key] = _merged(own, value) if isinstance(own, dict) and isinstance(value, dict) else value
    return merged


_SIZE, _SMALL = WEB_WIDE.text, WEB_WIDE.small
_WORDS = {
    "labelFontSize": _SMALL, "titleFontSize": _SMALL, "titleFontWeight": 400,
    "labelColor": LIGHT["muted"], "titleColor": LIGHT["muted"],
}  # fmt: skip
_CONFIG: dict[str, Any] = {
    "font": "Inter",
    "view": {"stroke": None},
    "axis": {
        **_WORDS, "domainColor": LIGHT["axis"], "tickColor": LIGHT["rule"], "gridColor": LIGHT["rule"],
        "gridWidth": 0.8, "labelLimit": 220,
    },
    "axisQuantitative": {"tickCount": 5},
    "legend": {**_WORDS, "symbolType": "circle"},
    "header": _WORDS,
    "mark": {"color": LIGHT["s1"]},
    "point": {"filled": True, "opacity": 1},
    "text": {"color": LIGHT["ink"], "fontSize": _SIZE},
    "rule": {"color": LIGHT["axis"]},
    "range": {"category": [LIGHT["s1"], LIGHT["s3"], LIGHT["s4"], LIGHT["s0"]]},
}  # fmt: skip
