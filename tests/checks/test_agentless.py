from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Problem
from tests.checks.asking import asked, said
from tests.desk import MONTH, yaml

SOURCES = "sources: {desk: {publisher: Wire News (WN), title: notes, url: unknown, published: unknown}}"


def told(folder: Path, summary: str, *more: str) -> list[Problem]:
    return asked(folder, "agentless", {f"{MONTH}/a.yaml": yaml("A", SOURCES, *more, summary=summary)})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sales are expected to grow.", "are expected"),
        ("It is expected that sales grow by 2030.", "is expected"),
        ("Sales are expected to grow by 10% by the end of 2030.", "are expected"),
        ("It is believed to be safe.", "is believed"),
        ("It is thought that it is safe.", "is thought"),
        ("Cells are widely seen as cheap.", "are widely seen as"),
        ("The price is forecast to fall by over a third.", "is forecast"),
        ("The price was estimated at a dollar.", "was estimated"),
        ("The plant is said to open.", "is said"),
        ("The plant has been predicted to fail.", "has been predicted"),
        ("CATL is expected to open a plant.", "is expected"),
        ("Sales are still not expected to grow by far.", "are still not expected"),
        ("It is hoped that it runs by May.", "is hoped"),
    ],
)
def test_an_expectation_of_nobody_is_an_information_at_its_words(
    tmp_path: Path, text: str, words: str
) -> None:
    found = told(tmp_path, text)
    assert [str(one.severity) for one in found] == ["info"]
    assert said(found, (tmp_path / MONTH / "a.yaml").read_text("utf-8")) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Sales are expected by BMI to grow.",
        "Sales are expected by Boeing to grow.",
        "Sales are expected to grow, says the maker.",
        "Sales are expected to grow, the association forecasts.",
        "According to the agency, sales are expected to grow.",
        "By BMI’s count sales are expected to grow.",
        "Wire News has it that sales are expected to grow.",
        "WN: sales are expected to grow.",
        "Sales are expected to grow; the source does not say by whom.",
        "Sales grew more than expected, as expected.",
        "It is considered.",
        "The pack is reported in the text; the truck is said.",
        "What is expected of a truck is little.",
        "The maker says: “It is expected to grow”.",
        "The plant is set to open in 2026.",
    ],
)
def test_somebody_named_a_gap_told_and_other_words_pass(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


def test_the_forecaster_of_the_story_is_offered(tmp_path: Path) -> None:
    more = "forecasts: [{statement: s, by: BMI, due: 2030, source: desk}]"
    [found] = told(tmp_path, "Sales are expected to grow.", more)
    assert found.message == '"are expected" does not say by whom'
    assert found.hint == 'name who does, such as "expected by BMI"'


def test_the_plan_is_looked_at_and_labels_are_not(tmp_path: Path) -> None:
    bad = "It is expected to grow."
    plan = f"letter: {bad}\ntakeaways: [{{text: {bad}, article: a}}]\n"
    story = yaml("A", f"figures: {{a: {{label: {bad}, value: 5%, source: desk}}}}")
    found = asked(tmp_path, "agentless", {f"{MONTH}/a.yaml": story, f"{MONTH}/issue.yaml": plan})
    assert [Path(one.place.file).name for one in found] == ["issue.yaml", "issue.yaml"]
