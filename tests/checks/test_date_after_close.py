from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Problem, Severity
from tests.checks.asking import asked, of_story, spots
from tests.desk import MONTH, yaml

RULE = "date-after-close"
CLOSES = "closes: 2025-11-15\n"


def of_text(folder: Path, summary: str) -> list[Problem]:
    """Return what is said of a summary in an issue that closes on 15 November 2025."""
    return asked(folder, RULE, {f"{MONTH}/a.yaml": yaml("A", summary=summary), f"{MONTH}/issue.yaml": CLOSES})


def test_dates_of_the_story_its_sources_and_figures_are_held_against_the_close(tmp_path: Path) -> None:
    text = (
        "date: 2025-11-27\nfigures:\n  a: {label: x, value: 5%, as_of: 2025-12}\n"
        "sources:\n  wire: {publisher: W, title: t, published: Q1 2026}\n"
    )
    files = {f"{MONTH}/a.yaml": yaml("A", text), f"{MONTH}/issue.yaml": CLOSES}
    found = asked(tmp_path, RULE, files)
    assert spots(found) == ["5:7+10", "7:35+7", "9:45+7"]
    assert {one.severity for one in found} == {Severity.ERROR}
    assert found[0].message == (
        "the story is dated 27 November 2025, after the close of the issue on 15 November 2025"
    )
    assert found[1].message.startswith('the figure "a" is dated December 2025')
    assert found[2].message.startswith('the source "wire" is dated Q1 2026')
    assert found[0].hint == "correct the date, or `closes:` in issue.yaml"


def test_a_source_may_be_later_where_it_says_what_became_of_a_forecast_and_nothing_else(
    tmp_path: Path,
) -> None:
    forecast = (
        "forecasts:\n  - {statement: Half of them, by: W, due: 2025, source: desk,\n"
        "     outcome: {result: hit, source: wire, date: 2026-01-12}}\n"
        "sources:\n  desk: {publisher: D, title: t, published: 2025-11}\n"
        "  wire: {publisher: W, title: t, published: 2026-01-10}\n"
    )
    figure = "figures:\n  a: {label: x, value: 5%, as_of: 2025-11, source: wire}\n"
    for text, found in ((forecast, 0), (forecast + figure, 1)):
        files = {f"{MONTH}/a.yaml": yaml("A", text), f"{MONTH}/issue.yaml": CLOSES}
        assert len(asked(tmp_path / str(found), RULE, files)) == found


@pytest.mark.parametrize("date", ["2025-11-15", "2025-11", "Q4 2025", "2025", "unknown"])
def test_a_period_that_has_begun_by_the_close_is_no_later_date(date: str, tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": yaml("A", f"date: {date}"), f"{MONTH}/issue.yaml": CLOSES}
    assert asked(tmp_path, RULE, files) == []


def test_without_a_close_the_issue_closes_with_its_month(tmp_path: Path) -> None:
    assert of_story(tmp_path / "a", RULE, "date: 2025-11-30") == []
    [found] = of_story(tmp_path / "b", RULE, "date: 2025-12-01")
    assert "on 30 November 2025" in found.message
    assert "without it, the issue closes with the last day of its month" in (found.hint or "")


def test_what_a_text_reports_as_past_is_an_error_at_the_date(tmp_path: Path) -> None:
    found = of_text(tmp_path, "Ground was **broken** in Thailand on\n27 November 2025 for a plant.")
    assert spots(found) == ["5:3+16"]
    assert found[0].message == (
        '"27 November 2025" is reported as past, but the issue closes on 15 November 2025'
    )
    assert found[0].hint == "correct the date, or say that it is planned or expected"


@pytest.mark.parametrize(
    "summary",
    [
        "Ground was broken on 27 November 2025 for a plant that will make packs.",
        "On 27 November 2025, ground was broken.",
        "GM announced on 27 November 2025 that it stops.",
        "On 27 November 2025 GM announced the end.",
        "The plant, which will make packs, opened on 27 November 2025.",
        "Sales rose in December 2025.",
        "Since December 2025 prices have fallen.",
        "In late December 2025 sales fell.",
        "The plant opened on November 27, 2025.",
        "It has opened on 2025-11-27.",
        "It opened on Thursday, 27 November 2025.",
        "It opened on 27th Nov. 2025.",
        "Heli sold 300 trucks in December 2025.",
    ],
)
def test_a_report_is_known_by_its_verb(summary: str, tmp_path: Path) -> None:
    assert len(of_text(tmp_path, summary)) == 1


@pytest.mark.parametrize(
    "summary",
    [
        "It opened on 14 November 2025, and in November 2025 it sold 300.",
        "The plant opens in March 2026.",
        "It will open on 27 November 2025.",
        "Production starts on 1 December 2025.",
        "The targets apply from January 2026.",
        "The deadline was moved to January 2026.",
        "The vote was put off until December 2025.",
        "GM announced a plant that opens in March 2026.",
        "GM announced the start of production in March 2026.",
        "The updated model goes on sale in January 2026.",
        "Porsche, which sold 300 cars in 2024, opens its plant in March 2026.",
        "The plant was built in 2024 and opens in March 2026.",
        "The maker won a contract to deliver trucks in March 2026.",
        "The maker signed a contract for trucks in March 2026.",
        "For trucks sold in January 2026 the rate rises to 5%.",
        "A plant opened in January 2026 gets aid.",
        "Trucks sold in January 2026 pay less.",
        "The trucks delivered in January 2026 pay less.",
        "The rules that were agreed in 2024 apply in December 2025.",
        "Sales were expected to rise in December 2025.",
        "The sale was to close in December 2025.",
        "The EU has set a deadline of January 2026.",
        "BMI puts the share at 46% for December 2025.",
        '"Ground was broken on 27 November 2025", the novel says.',
        "It was broken on 31 November 2025.",
        "The model of 2026 was shown.",
    ],
)
def test_plans_and_what_is_no_later_date_pass(summary: str, tmp_path: Path) -> None:
    assert of_text(tmp_path, summary) == []


def test_headline_letter_and_takeaways_are_read_and_the_note_and_dates_to_watch_are_not(
    tmp_path: Path,
) -> None:
    said = "Ground was broken on 27 November 2025"
    story = yaml(
        said, f"why_it_matters: {said}.", "analysis: {by: [ada], text: " + said + ".}", summary="It is so."
    )
    plan = (
        CLOSES + f"letter: {said}.\ntakeaways: [{{text: {said}., article: a}}]\n"
        f"watch: [{{date: 2025-11-27, text: {said}.}}]\n"
    )
    found = asked(tmp_path, RULE, {f"{MONTH}/a.yaml": story, f"{MONTH}/issue.yaml": plan})
    assert spots(found) == ["1:33+16", "5:38+16", "2:30+16", "3:41+16"]
