from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from tests.desk import MONTH, room, yaml

FIGURES = """\
figures:
  range: {label: range, value: "over 1,000 km", also: 620 miles}
  share: {label: share, value: 22%}
  before: {label: share before, value: 9.2%}
"""


def told(folder: Path, files: dict[str, str]) -> list[tuple[str, str, str, str]]:
    found = [one for one in checks.run(room(folder, files), MONTH) if one.rule == "figure-unbacked"]
    return [
        (
            f"{Path(one.place.file).stem}:{one.place.line}:{one.place.column}+{one.width}",
            str(one.severity),
            one.message,
            one.hint or "",
        )
        for one in found
    ]


def of_text(folder: Path, summary: str, *more: str) -> list[str]:
    return [
        message for *_, message, _ in told(folder, {f"{MONTH}/a.yaml": yaml("A", *more, summary=summary)})
    ]


def test_a_number_that_no_figure_gives_is_an_error_at_the_number(tmp_path: Path) -> None:
    text = yaml("A", FIGURES, summary="So far it goes.\nThe share is 23% in all.")
    [(place, severity, message, hint)] = told(tmp_path, {f"{MONTH}/a.yaml": text})
    assert (place, severity) == ("a:5:16+3", "error")
    assert message == "no figure of this story says 23%"
    assert hint == "the nearest figure is share: 22%; correct one of them, or add a figure"


def test_the_nearest_figure_is_given_in_the_unit_of_the_text(tmp_path: Path) -> None:
    figures = "figures:\n  range: {label: range, value: 758 km}\n"
    text = yaml("A", figures, summary="It goes 477 miles.")
    [(*_, hint)] = told(tmp_path, {f"{MONTH}/a.yaml": text})
    assert "the nearest figure is range: 758 km, which is 471 miles;" in hint


def test_where_no_figure_is_near_one_is_to_be_added(tmp_path: Path) -> None:
    [(*_, hint)] = told(tmp_path, {f"{MONTH}/a.yaml": yaml("A", FIGURES, summary="It costs US$5.")})
    assert hint == "add a figure for US$5 with its source, or correct the number"


@pytest.mark.parametrize(
    "summary",
    [
        "It goes over 1,000 km.",
        "It goes 1000 km (620 miles).",
        "It goes **1,000** km, says [the maker](https://example.org/758-km).",
        "The share rose from 9.2% to 22%.",
        "The share is between 9.2% and 22%.",
        "More than a fifth are electric; the share more than doubled.",
        "The EV3 of 2025 has two motors, 61 buttons and NMC811 cells.",
        "In the first half of 2025 a third maker came, in H2 2025 another.",
        "Call +66 2 123 4567 at 09:30.",
    ],
)
def test_what_a_figure_says_or_what_is_no_figure_passes(tmp_path: Path, summary: str) -> None:
    assert of_text(tmp_path, summary, FIGURES) == []


def test_a_number_on_two_lines_is_found_and_named_on_one(tmp_path: Path) -> None:
    found = told(tmp_path, {f"{MONTH}/a.yaml": yaml("A", FIGURES, summary="It goes 1,500\nkm far.")})
    assert [(place, message) for place, _, message, _ in found] == [
        ("a:4:11+5", "no figure of this story says 1,500 km")
    ]


def test_a_draft_is_only_warned(tmp_path: Path) -> None:
    text = yaml("A", "status: draft", summary="The share is 23%.")
    assert [severity for _, severity, *_ in told(tmp_path, {f"{MONTH}/a.yaml": text})] == ["warning"]


def test_headline_why_and_chart_title_are_looked_at_but_not_the_analysis(tmp_path: Path) -> None:
    more = (
        "why_it_matters: It costs US$1.",
        "chart: {kind: bar, title: It costs US$2, measure: US$, rows: [{a: A, b: US$3}]}",
        "analysis: {by: [ada], text: It costs US$4.}",
    )
    found = told(tmp_path, {f"{MONTH}/a.yaml": yaml("It costs US$5", *more)})
    assert [message.split()[-1] for *_, message, _ in found] == ["US$5", "US$1", "US$2"]


def test_the_rows_of_a_chart_are_figures_too(tmp_path: Path) -> None:
    chart = "chart: {kind: bar, title: It costs US$3, measure: US$, rows: [{a: A, b: US$3}]}"
    assert of_text(tmp_path, "It costs US$3.", chart) == []


def test_a_takeaway_stands_on_the_figures_of_its_own_story(tmp_path: Path) -> None:
    plan = (
        "takeaways:\n  - {text: Of them 22% are electric., article: a}\n  - {text: It is 22%., article: b}\n"
    )
    files = {
        f"{MONTH}/a.yaml": yaml("A", FIGURES, summary="It is 22%."),
        f"{MONTH}/b.yaml": yaml("B"),
        f"{MONTH}/issue.yaml": plan,
    }
    assert [place for place, *_ in told(tmp_path, files)] == ["issue:3:18+3"]


def test_the_letter_stands_on_the_figures_of_all_stories_and_says_so_otherwise(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a.yaml": yaml("A", FIGURES, summary="It is 22%."),
        f"{MONTH}/b.yaml": yaml("B", "figures: {pack: {label: pack, value: 81 kWh}}"),
        f"{MONTH}/issue.yaml": "letter: |\n  Of 22% and of 81 kWh, not of 82 kWh.\n",
    }
    assert [message for *_, message, _ in told(tmp_path, files)] == ["no figure of this issue says 82 kWh"]


def test_a_date_to_watch_may_speak_of_an_earlier_issue(tmp_path: Path) -> None:
    files = {
        "2025-10/old.yaml": yaml("Old", "figures: {pack: {label: pack, value: 81 kWh}}"),
        f"{MONTH}/a.yaml": yaml("A"),
        f"{MONTH}/issue.yaml": "watch:\n  - {date: 2030, text: The pack of 81 kWh.}\n",
    }
    assert told(tmp_path, files) == []
