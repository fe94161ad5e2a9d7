from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report import checks
from tests.checks.asking import asked, spots
from tests.desk import MONTH, room, yaml

PLAN = "sections: [{name: All, articles: [a]}]\n"


def told(folder: Path, plan: str, more: str = "") -> list[tuple[str, str, str | None]]:
    files = {f"{MONTH}/a.yaml": yaml("A"), f"{MONTH}/b.yaml": yaml("B", more), f"{MONTH}/issue.yaml": plan}
    found = checks.run(room(folder, files), MONTH)
    return [(Path(one.place.file).name, str(one.severity), one.hint) for one in found if one.rule == "unused"]


def test_a_story_that_no_section_lists_is_a_warning_at_its_file(tmp_path: Path) -> None:
    assert told(tmp_path, PLAN) == [("b.yaml", "warning", "add b to a section's articles")]


def test_without_sections_every_story_is_used(tmp_path: Path) -> None:
    assert told(tmp_path, "number: 3\n") == []


def test_a_story_may_say_why_it_is_not_listed(tmp_path: Path) -> None:
    assert told(tmp_path, PLAN, "ignore: {unused: kept for spring}") == [
        ("b.yaml", "info", "set aside: kept for spring")
    ]


SOURCES = (
    "sources:\n  desk: {publisher: Desk, title: notes, url: unknown, published: unknown}\n"
    "  other: {publisher: Other, title: notes, url: unknown, published: unknown}\n"
)


def figure(name: str, value: str, more: str = "") -> str:
    return f"  {name}: {{label: a label, value: {value}, kind: actual, as_of: 2025-09, source: desk{more}}}\n"


def in_story(
    folder: Path, *more: str, summary: str = "It is so.", files: Mapping[str, str] | None = None
) -> list[str]:
    story = yaml("A", *more, summary=summary)
    found = asked(folder, "unused", {f"{MONTH}/a.yaml": story, **(files or {})})
    assert {str(one.severity) for one in found} <= {"warning"}
    return [one.message.split('"')[1] for one in found]


def test_a_source_that_nothing_refers_to_beside_one_that_something_does_is_a_warning_at_its_name(
    tmp_path: Path,
) -> None:
    quote = "quotes: [{text: so it is, source: desk}]"
    found = asked(tmp_path, "unused", {f"{MONTH}/a.yaml": yaml("A", SOURCES, quote)})
    assert spots(found) == ["7:3+5"]
    assert found[0].message == 'nothing refers to the source "other"'


def test_where_nothing_refers_to_any_source_all_stand_for_the_text(tmp_path: Path) -> None:
    assert in_story(tmp_path, SOURCES) == []


@pytest.mark.parametrize(
    "more",
    [
        f"figures:\n{figure('a', '81 kWh').replace('desk', 'other')}",
        "chart: {kind: bar, title: T, measure: M, rows: [{a: b, c: 5%}], source: other}",
        "charts: [{kind: bar, title: T, measure: M, rows: [{a: b, c: 5%}], source: other}]",
        "forecasts: [{statement: s, due: 2030, source: other}]",
        "quotes: [{text: so it was, source: other}, {text: so it is, source: desk}]",
        "analysis: {by: [ada], text: 'So it is.[^other]'}",
    ],
)
def test_figures_charts_forecasts_quotes_and_footnote_marks_refer_to_a_source(
    tmp_path: Path, more: str
) -> None:
    used = "" if "quotes:" in more else "quotes: [{text: so it is, source: desk}]"
    assert in_story(tmp_path, SOURCES, used, more, summary="It has 81 kWh.") == []


def test_a_figure_that_nothing_uses_is_a_warning_at_its_name(tmp_path: Path) -> None:
    more = f"figures:\n{figure('pack', '81 kWh')}{figure('range', '460 km')}"
    found = asked(tmp_path, "unused", {f"{MONTH}/a.yaml": yaml("A", more, summary="It has 81 kWh.")})
    assert spots(found) == ["7:3+5"]
    assert found[0].message == 'the figure "range" is in no text and no chart of this issue'


@pytest.mark.parametrize(
    "more",
    [
        "why_it_matters: It has 81 kWh.",
        "analysis: {by: [ada], text: It has 81 kWh.}",
        "chart: {kind: bar, title: T, measure: M, figures: [pack]}",
        "chart: {kind: bar, title: It has 81 kWh, measure: M, rows: [{a: b, c: 5%}]}",
        "quotes: [{text: it has 81 kWh, source: desk}]",
    ],
)
def test_every_printed_text_and_every_chart_uses_a_figure(tmp_path: Path, more: str) -> None:
    assert in_story(tmp_path, f"figures:\n{figure('pack', '81 kWh')}", more) == []


@pytest.mark.parametrize(
    "plan",
    [
        "letter: It has 81 kWh.\n",
        "takeaways: [{text: It has 81 kWh., article: a}]\n",
        "watch: [{date: 2026, text: It has 81 kWh., article: a}]\n",
        "cover: {figure: a/pack}\n",
        "cover: {figure: b/x, text: It has 81 kWh}\n",
    ],
)
def test_the_plan_uses_a_figure(tmp_path: Path, plan: str) -> None:
    files = {
        f"{MONTH}/issue.yaml": plan,
        f"{MONTH}/b.yaml": yaml("B", f"figures:\n{figure('x', '5%')}", summary="It is 5%."),
    }
    assert in_story(tmp_path, f"figures:\n{figure('pack', '81 kWh')}", files=files) == []


def test_a_takeaway_of_another_story_and_a_forecast_of_the_same_measure_use_nothing(tmp_path: Path) -> None:
    more = (
        f"figures:\n{figure('pack', '81 kWh', ', of: pack, metric: energy')}",
        "forecasts: [{statement: s, due: 2030, source: desk, of: pack, metric: energy}]",
    )
    files = {
        f"{MONTH}/issue.yaml": "takeaways: [{text: It has 81 kWh., article: b}]\n",
        f"{MONTH}/b.yaml": yaml("B"),
    }
    assert in_story(tmp_path, *more, files=files) == ["pack"]


def test_a_count_is_used_where_words_stand_before_its_noun(tmp_path: Path) -> None:
    more = f"figures:\n{figure('stations', '61 stations')}"
    assert in_story(tmp_path, more, summary="There are 61 hydrogen stations.") == []


def test_a_figure_that_corrects_an_earlier_one_is_used(tmp_path: Path) -> None:
    old = {"2025-10/old.yaml": yaml("O", f"figures:\n{figure('pack', '80 kWh')}")}
    more = f"figures:\n{figure('pack', '81 kWh', ', supersedes: 2025-10/old/pack')}"
    assert in_story(tmp_path, more, files=old) == []


def picture(folder: Path, name: str) -> None:
    (folder / "images").mkdir(parents=True, exist_ok=True)
    (folder / "images" / name).write_bytes(b"")


def shown(name: str) -> str:
    return f"image: {{file: {name}, alt: a, credit: c, licence: own}}"


def test_a_picture_that_no_month_shows_is_a_warning_at_the_file(tmp_path: Path) -> None:
    for name in ("now.jpg", "before.png", "after.webp", "cover.jpeg", "with space.JPG", "é.jpg", "idle.jpg"):
        picture(tmp_path, name)
    picture(tmp_path, "notes.txt")
    picture(tmp_path, ".hidden.jpg")
    files = {
        "2025-10/b.yaml": yaml("B", shown("images/before.png")),
        f"{MONTH}/a.yaml": yaml("A", shown("images/now.jpg")),
        f"{MONTH}/c.yaml": yaml("C", shown("'images/with space.JPG'")),
        f"{MONTH}/broken.yaml": f"headline: [\n{shown('images/é.jpg')}\n",
        "2025-12/d.yaml": yaml("D", shown("images/after.webp")),
        "2026-01/issue.yaml": f"cover: {{{shown('images/cover.jpeg')}}}\n",
    }
    found = asked(tmp_path, "unused", files)
    assert [(Path(one.place.file).name, one.place.line, one.message) for one in found] == [
        ("idle.jpg", 1, "no story shows this picture")
    ]


def test_of_names_that_begin_alike_only_the_one_that_stands_there_is_shown(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.jpg.png"):
        picture(tmp_path, name)
    found = asked(tmp_path, "unused", {f"{MONTH}/a.yaml": yaml("A", shown("images/a.jpg.png"))})
    assert [Path(one.place.file).name for one in found] == ["a.jpg"]
