from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from psr_report import checks, fonts
from tests.desk import MONTH, room, yaml


@pytest.fixture(autouse=True)
def _no_font_but_the_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine have no font for Chinese, Thai and private signs."""

    def missing(texts: Iterable[str], settings: str | None = None) -> set[str]:
        return {letter for text in texts for letter in text if letter >= "\u0e00" and letter not in "’–₂"}

    monkeypatch.setattr(fonts, "missing", missing)


def told(folder: Path, files: dict[str, str]) -> list[tuple[str, str, str, str]]:
    found = [one for one in checks.run(room(folder, files), MONTH) if one.rule == "glyph-missing"]
    assert {str(one.severity) for one in found} <= {"error"}
    return [
        (Path(one.place.file).name, f"{one.place.line}:{one.place.column}", one.message, one.hint or "")
        for one in found
    ]


def test_a_missing_character_is_an_error_at_the_character_with_the_package_to_install(tmp_path: Path) -> None:
    [(file, place, message, hint)] = told(
        tmp_path, {f"{MONTH}/a.yaml": yaml("A", summary="It is so.\nCells (电) too.")}
    )
    assert (file, place) == ("a.yaml", "5:10")
    assert message == 'no font here can print "电" (U+7535)'
    assert "fonts-noto-cjk" in hint


def test_a_value_is_reported_once_for_each_remedy_and_a_character_once_in_a_file(tmp_path: Path) -> None:
    text = yaml("电池电池 กข", summary="电池 again, and 车.")
    found = told(tmp_path, {f"{MONTH}/a.yaml": text})
    assert [(place, message) for _, place, message, _ in found] == [
        ("1:11", 'no font here can print "电池" (U+7535, …)'),
        ("1:17", 'no font here can print "กข" (U+0E01, …)'),
        ("4:17", 'no font here can print "车" (U+8F66)'),
    ]
    assert ["fonts-noto-cjk" in hint for *_, hint in found] == [True, False, True]


def test_many_characters_are_not_all_spelled_out(tmp_path: Path) -> None:
    [(_, _, message, _)] = told(tmp_path, {f"{MONTH}/a.yaml": yaml("一二三四五六七八九十")})
    assert message == 'no font here can print "一二三四五六…" (U+4E00, …)'


def test_companies_that_nobody_names_and_spellings_nobody_prints_need_no_font(tmp_path: Path) -> None:
    lists = {
        "companies.yaml": "CATL: {name: CATL, native_name: 宁德时代}\nKia: {name: Kia, aliases: [기아]}\n"
    }
    assert told(tmp_path / "a", {**lists, f"{MONTH}/a.yaml": yaml("A", summary="The Kia.")}) == []
    assert told(tmp_path / "b", {**lists, f"{MONTH}/a.yaml": yaml("A", "ignore: {x: 电}")}) == []
    listed = told(tmp_path / "c", {**lists, f"{MONTH}/a.yaml": yaml("A", "companies: [CATL]")})
    named = told(tmp_path / "d", {**lists, f"{MONTH}/a.yaml": yaml("A", summary="It is CATL.")})
    assert listed == named
    assert [(file, place) for file, place, *_ in listed] == [("companies.yaml", "1:33")]


def test_a_box_on_paper_cannot_be_set_aside(tmp_path: Path) -> None:
    assert len(told(tmp_path, {f"{MONTH}/a.yaml": yaml("电", "ignore: {glyph-missing: I like boxes}")})) == 1


def test_latin_text_asks_for_nothing(tmp_path: Path) -> None:
    assert (
        told(tmp_path, {f"{MONTH}/a.yaml": yaml("It’s CO₂"), "companies.yaml": "CATL: {name: CATL}\n"}) == []
    )


def test_what_a_vega_lite_file_prints_is_held_to_it_too(tmp_path: Path) -> None:
    spec = '{"data": {"values": [{"a": "电", "b": 1}]}, "mark": "bar"}'
    story = yaml("A", "chart: {vega: charts/x.json, title: t, measure: m}")
    [(file, place, message, hint)] = told(tmp_path, {f"{MONTH}/a.yaml": story, "charts/x.json": spec})
    assert (file, place) == ("a.yaml", "5:15")
    assert message == 'no font here can print "电" (U+7535) in charts/x.json'
    assert "fonts-noto-cjk" in hint
