"""Vega-Lite charts: what is refused before they are drawn, and what becomes of the drawing."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any
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
    ChartError,
    check,
    draw,
    draw_table,
    is_labelled,
    summary,
    table,
)
from psr_report.charts import vega as drawing
from psr_report.charts.vega_spec import SpecError, misleading, parse
from psr_report.charts.vega_svg import clean

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    {"country": "Vietnam", "share": 42},
    {"country": "China", "share": 30},
    {"country": "Mexico", "share": -5},
]
X = {"field": "share", "type": "quantitative"}
Y = {"field": "country", "type": "nominal"}


def spec(**more: Any) -> str:
    return json.dumps({"data": {"values": ROWS}, "mark": "bar", "encoding": {"x": X, "y": Y}, **more})


def chart(text: str) -> Chart:
    return Chart("v", "vega", "Vietnam <leads>", "BEV share, percent", (), "Source: T&E.", spec=parse(text))


UNSAFE = {
    "this is not JSON": "{",
    "this is not a Vega-Lite chart": "[]",
    "NaN is not a number": '{"a": NaN}',
    '"mark" stands twice': '{"mark": "bar", "mark": "line"}',
    "more than 40 levels": '{"a":' * 60 + "1" + "}" * 60,
    "fetches nothing": spec(data={"url": "https://example.com/x.csv"}),
    "holds no links": spec(encoding={"x": X, "y": Y, "href": {"field": "country"}}),
    "come from a source": spec(data={"sequence": {"start": 0, "stop": 1e9}}),
    "holds no pictures": spec(mark={"type": "image"}),
    "holds no data": spec(data={"values": []}),
    "501 rows": spec(data={"values": [{"a": 1}] * 501}),
    "a set of keys": spec(data={"values": [1, 2]}),
    "more than one value": spec(data={"values": [{"a": [1]}]}),
    "the title stands in the story": spec(title="Vietnam leads"),
}


@pytest.mark.parametrize("message", UNSAFE)
def test_what_is_unsafe_or_empty_is_refused_with_a_hint(message: str) -> None:
    with pytest.raises(SpecError, match=message) as caught:
        parse(UNSAFE[message])
    assert caught.value.hint


def test_an_address_in_a_lookup_is_refused_as_well() -> None:
    lookup = {
        "lookup": "country",
        "from": {"data": {"url": "file:///etc/passwd"}, "key": "a", "fields": ["b"]},
    }
    with pytest.raises(SpecError, match="fetches nothing"):
        parse(spec(transform=[lookup]))


def test_a_column_of_the_data_may_be_called_as_it_likes() -> None:
    assert parse(spec(data={"values": [{"url": "a", "href": 1}]})).head == ("url", "href")


def test_a_mistake_in_the_json_is_told_with_its_place() -> None:
    with pytest.raises(SpecError) as caught:
        parse('{"mark": "bar",\n  "data" 1}')
    assert (caught.value.line, caught.value.column) == (2, 10)


MISLEADING = {
    "second axis": {
        "layer": [{"mark": "line"}, {"mark": "line"}],
        "resolve": {"scale": {"y": "independent"}},
    },
    "do not start at zero": {"encoding": {"x": {**X, "scale": {"zero": False}}, "y": Y}},
    "start at zero": {"encoding": {"x": {**X, "scale": {"domain": [20, 50]}}, "y": Y}},
    "not start at": {"encoding": {"x": {**X, "scale": {"type": "log"}}, "y": Y}},
    '"country" makes 5 series, more than 4': {
        "data": {"values": [{"country": name, "share": 1} for name in "abcde"]},
        "encoding": {"x": X, "color": Y},
    },
}


@pytest.mark.parametrize("message", MISLEADING)
def test_what_would_mislead_is_refused_with_the_reason(message: str) -> None:
    [fault] = misleading(parse(spec(**MISLEADING[message])))
    assert message in str(fault)
    assert fault.hint
    assert check(chart(spec(**MISLEADING[message])))[0].hint == fault.hint


def test_dots_may_leave_zero_out_and_bars_with_zero_are_fine() -> None:
    assert (
        misleading(parse(spec(mark="point", encoding={"x": {**X, "scale": {"zero": False}}, "y": Y}))) == []
    )
    assert misleading(parse(spec(encoding={"x": {**X, "scale": {"domain": [-10, 50]}}, "y": Y}))) == []


def test_a_bar_inside_a_layer_is_held_to_the_same() -> None:
    layered = spec(layer=[{"mark": "bar"}], encoding={"x": {**X, "scale": {"zero": False}}, "y": Y})
    assert len(misleading(parse(layered))) == 1


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_it_is_drawn_as_wide_as_ours_with_title_and_description(frame: Any) -> None:
    root = ElementTree.fromstring(draw(chart(spec()), frame))
    assert root.get("width") == f"{frame.width:g}{frame.unit}"
    assert str(root.get("height")).endswith(frame.unit)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    assert root[0].text == "Vietnam <leads>"
    assert root[1].text == summary(chart(spec())) == "BEV share, percent: 3 rows of country, share."


def test_its_letters_are_as_large_as_ours() -> None:
    root = ElementTree.fromstring(draw(chart(spec()), WEB_NARROW))
    scale = WEB_NARROW.width / float(root.attrib["viewBox"].split()[2])
    sizes = [float(text.attrib["font-size"]) * scale for text in root.iter(f"{SVG}text")]
    assert min(sizes) >= 11


def test_it_takes_the_colours_of_the_house_and_the_classes_that_recolour_them() -> None:
    svg = draw(chart(spec()), WEB_WIDE)
    assert f'fill="{LIGHT["s1"]}" class="s1"' in svg
    assert f'fill="{DARK["s1"]}" class="s1"' in draw(chart(spec()), WEB_WIDE, DARK)
    assert re.search(r'<text[^>]* class="muted"', svg)


def test_two_drawings_of_it_share_no_id() -> None:
    gradient = {
        "x1": 1,
        "gradient": "linear",
        "stops": [{"offset": 0, "color": "red"}, {"offset": 1, "color": "blue"}],
    }
    text = spec(mark={"type": "bar", "color": gradient, "clip": True})
    wide, narrow = (draw(chart(text), frame) for frame in (WEB_WIDE, WEB_NARROW))
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (wide, narrow)]
    assert len(ids[0]) > 3
    assert not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", wide)) <= ids[0]


def test_nothing_of_it_reaches_beyond_the_page() -> None:
    svg = draw(chart(spec(encoding={"x": X, "y": Y, "tooltip": {"field": "country"}})), PRINT_TEXT)
    assert not re.search(
        r"<script|href|style=|aria-label=|on\w+=|https?://(?!www\.w3\.org/2000/svg)|nan", svg.lower()
    )


def test_the_same_chart_gives_the_same_bytes() -> None:
    first = draw(chart(spec()), PRINT_TEXT)
    drawing._drawings.cache_clear()
    assert draw(chart(spec()), PRINT_TEXT) == first


def test_what_vega_lite_cannot_draw_is_said_with_its_reason() -> None:
    [fault] = check(chart(spec(mark="bar", encoding={"x": {"field": "share", "type": "nonsense"}}, layer=7)))
    assert "Vega-Lite cannot draw this: " in str(fault)
    assert "at ext:" not in str(fault)


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    drawing._drawings.cache_clear()
    [fault] = check(chart(spec()))
    assert str(fault) == "this chart needs Vega-Lite, which is not installed"
    assert fault.hint == "install it: pip install 'psr-report[vega]'"


def test_a_chart_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*command: object, **options: Any) -> None:
        raise subprocess.TimeoutExpired("vega", options["timeout"])

    monkeypatch.setattr(drawing.subprocess, "run", never)
    drawing._drawings.cache_clear()
    assert "does not come to an end" in str(check(chart(spec()))[0])


def test_what_has_no_place_in_a_page_is_refused_whoever_draws_it() -> None:
    for inner, message in (
        ("<script>1</script>", "no <script>"),
        ('<image href="x.png"/>', "no <image>"),
        ('<path fill="url(https://example.com)"/>', "no fill such as"),
        ('<path d="M0,0&quot;&gt;"/>', "no d such as"),
    ):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inner}</svg>'
        with pytest.raises(ChartError, match=re.escape(message)):
            clean(svg, chart(spec()), PRINT_TEXT, LIGHT, "d")


def test_its_data_are_a_table() -> None:
    found = table(chart(spec()))
    assert (found.head, found.numeric) == (("country", "share"), (1,))
    assert found.rows == (("Vietnam", "42"), ("China", "30"), ("Mexico", "−5"))
    assert "Vietnam" in draw_table(chart(spec()), PRINT_TEXT)
    assert not is_labelled(chart(spec()), PRINT_TEXT)


def test_a_row_that_lacks_a_column_has_a_dash_there() -> None:
    assert table(chart(spec(data={"values": [{"a": "x", "b": 1}, {"a": "y"}]}))).rows[1] == ("y", "–")
