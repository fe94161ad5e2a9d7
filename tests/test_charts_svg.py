"""The SVG: safe, self-contained, described, the same every time."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from psr_report.charts import (
    DARK,
    FRAMES,
    LIGHT,
    PRINT_TEXT,
    WEB_NARROW,
    WEB_WIDE,
    Chart,
    Frame,
    Kind,
    Point,
    Row,
    draw,
    style_sheet,
    summary,
)

SVG = "{http://www.w3.org/2000/svg}"
KINDS: tuple[Kind, ...] = ("actual", "estimate", "claim", "forecast")
CHART = Chart(
    "range",
    "bar",
    "What makers <claim> & measure",
    "Range, km",
    tuple(
        Row(f"{kind} row", (Point(Decimal(500 + 100 * n), f"{500 + 100 * n} km", kind),))
        for n, kind in enumerate(KINDS)
    ),
    "Source: makers.",
)


@pytest.mark.parametrize("kind", ["bar", "dots"])
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_every_drawing_is_an_image_with_title_and_description(frame: Frame, kind: str) -> None:
    svg = ElementTree.fromstring(draw(replace(CHART, kind=kind), frame))  # type: ignore[arg-type]
    title, description = svg[0], svg[1]
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.tag, title.text) == (f"{SVG}title", CHART.title)
    assert (description.tag, description.text) == (f"{SVG}desc", summary(CHART))
    assert svg.get("width") == f"{frame.width:g}{frame.unit}"


def test_two_drawings_of_one_chart_share_no_id() -> None:
    wide, narrow = (set(re.findall(r' id="([^"]+)"', draw(CHART, frame))) for frame in (WEB_WIDE, WEB_NARROW))
    assert len(wide) == len(narrow) == 3
    assert not wide & narrow


def test_markup_in_content_is_shown_not_run() -> None:
    evil = replace(
        CHART, id='x" onload="alert(1)', title="<script>", rows=(replace(CHART.rows[0], label="</text><a>"),)
    )
    svg = draw(evil, PRINT_TEXT)
    assert "<script>" not in svg
    root = ElementTree.fromstring(svg)
    assert "onload" not in root.attrib
    assert {element.tag for element in root.iter()} <= {
        f"{SVG}{n}" for n in ("svg", "title", "desc", "text", "rect", "line")
    }


def test_every_class_has_its_colour_as_an_attribute_too() -> None:
    for element in ElementTree.fromstring(draw(CHART, PRINT_TEXT)).iter():
        for name in (element.get("class") or "").split():
            if element.tag != f"{SVG}svg":
                assert LIGHT[name] in (element.get("fill"), element.get("stroke"))


def test_nothing_is_left_to_the_page() -> None:
    svg = draw(CHART, PRINT_TEXT)
    assert not re.search(r"<style|var\(|currentColor|nan|inf\b|http://(?!www\.w3\.org/2000/svg)", svg)
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {"Inter, Helvetica, Arial, sans-serif"}


def test_the_four_kinds_look_different() -> None:
    root = ElementTree.fromstring(draw(CHART, PRINT_TEXT))
    bars = [e for e in root.iter(f"{SVG}rect") if e.get("class") != "tint"]
    looks = [
        (bar.get("fill"), bar.get("stroke") is not None, bar.get("stroke-dasharray") is not None)
        for bar in bars
    ]
    assert looks == [
        (LIGHT["s1"], False, False),
        (LIGHT["w1"], True, False),
        ("url(#range-pt-h1)", True, False),
        (LIGHT["paper"], True, True),
    ]


@pytest.mark.parametrize("frame", [WEB_WIDE, WEB_NARROW], ids=lambda frame: frame.name)
def test_no_text_on_the_web_is_under_eleven_pixels(frame: Frame) -> None:
    sizes = [float(size) for size in re.findall(r'font-size="([^"]+)"', draw(CHART, frame))]
    assert min(sizes) >= 11


def test_lengths_have_at_most_two_decimals() -> None:
    assert not re.search(r"\d\.\d{3}|-0[\" ]", draw(CHART, WEB_WIDE))


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert draw(CHART, WEB_WIDE) == draw(replace(CHART), WEB_WIDE)


def test_the_dark_sheet_recolours_every_class() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert ".chart .l1 { stroke: #6FB1E8 }" in style_sheet(DARK)
    assert ".chart .s1 { fill: #6FB1E8 }" in style_sheet(DARK)


def test_other_colours_are_taken_from_the_caller() -> None:
    assert DARK["s1"] in draw(CHART, WEB_WIDE, DARK)
    assert LIGHT["s1"] not in draw(CHART, WEB_WIDE, DARK)
