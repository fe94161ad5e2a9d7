"""Vega-Lite files: where they may lie, what they may hold, and where a fault is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.read.newsroom import newsroom
from psr_report.read.specs import MAX_BYTES
from tests.read.rooms import ARTICLE, MONTH, STORY, problems, write

SPEC = '{"data": {"values": [{"a": "x", "b": 1}]}, "mark": "bar", "encoding": {"x": {"field": "b"}}}'


def asks(name: str) -> str:
    return ARTICLE + f"chart: {{vega: {name}, title: T, measure: M}}\n"


def test_a_chart_of_the_month_is_read_under_its_name(tmp_path: Path) -> None:
    folder = write(tmp_path, {STORY: asks("charts/x.vl.json"), "charts/x.vl.json": SPEC})
    reading = newsroom(folder, MONTH)
    assert reading.problems == ()
    assert reading.newsroom is not None
    assert reading.newsroom.specs["charts/x.vl.json"].rows == (("x", "1"),)


def test_one_of_several_charts_is_read_too(tmp_path: Path) -> None:
    text = ARTICLE + "charts:\n  - {kind: bar, title: T, measure: M, figures: [range]}\n"
    text += "  - {vega: charts/none.vl.json, title: T, measure: M}\n"
    (found,) = problems(tmp_path, {STORY: text})
    assert (found.rule, found.place.line, found.place.column) == ("chart-file", 21, 12)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("charts/none.vl.json", "there is no file"),
        ("https://example.com/x.json", "not a web address"),
        ("/etc/passwd.json", "leads out of the newsroom"),
        ("../x.json", "leads out of the newsroom"),
        ("report.yaml", "is not a Vega-Lite file"),
        ("charts", "is not a Vega-Lite file"),
        ("charts/link.json", "leads out of the newsroom"),
    ],
)
def test_a_file_that_cannot_be_used_points_at_its_name(tmp_path: Path, name: str, message: str) -> None:
    folder = tmp_path / "room"
    (folder / "charts").mkdir(parents=True)
    (tmp_path / "outside.json").write_text(SPEC, "utf-8")
    (folder / "charts" / "link.json").symlink_to(tmp_path / "outside.json")
    (found,) = problems(folder, {STORY: asks(f'"{name}"')})
    assert (found.rule, found.place.line, found.place.column) == ("chart-file", 19, 15)
    assert message in found.message
    assert found.hint


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe", "is not UTF-8"),
        (b" " * (MAX_BYTES + 1), "more than 256 KiB"),
        (SPEC.replace('"x"', '"x\u202e"').encode(), "hides or reorders text"),
        (SPEC.replace('"x"', '"\\u0007"').encode(), "control character"),
        (b'{"data": {"url": "https://example.com"}}', "fetches nothing"),
    ],
)
def test_what_a_file_may_not_hold_is_reported_at_the_story(tmp_path: Path, data: bytes, message: str) -> None:
    (found,) = problems(tmp_path, {STORY: asks("charts/x.json"), "charts/x.json": data})
    assert message in found.message
    assert found.place.file.endswith("solid-state.yaml")


def test_a_mistake_in_the_json_is_reported_in_the_file_itself(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {STORY: asks("charts/x.json"), "charts/x.json": '{"mark": "bar",\n  1}'})
    assert found.place.file.endswith("charts/x.json")
    assert (found.place.line, found.place.column) == (2, 3)


@pytest.mark.parametrize(
    ("keys", "rule", "message"),
    [
        ("vega: x.json, kind: bar, title: T, measure: M", "chart-data", "brings its own data"),
        ("vega: x.json, figures: [range], title: T, measure: M", "chart-data", "brings its own data"),
        ("figures: [range], title: T, measure: M", "key-missing", '"kind" of "chart" is missing'),
    ],
)
def test_a_chart_is_a_kind_with_data_or_a_file(tmp_path: Path, keys: str, rule: str, message: str) -> None:
    found = problems(tmp_path, {STORY: ARTICLE + f"chart: {{{keys}}}\n", "x.json": SPEC})
    assert [(one.rule, message in one.message) for one in found] == [(rule, True)]
