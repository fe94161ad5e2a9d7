from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report.errors import Problem
from tests.checks.asking import asked, said
from tests.desk import MONTH, yaml


def told(
    folder: Path, summary: str = "It is so.", *more: str, headline: str = "A",
    files: Mapping[str, str] | None = None,
) -> list[Problem]:  # fmt: skip
    story = yaml(headline, *more, summary=summary)
    return asked(folder, "opinion-in-summary", {f"{MONTH}/a.yaml": story, **(files or {})})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is great to see that sales grow.", "great to see"),
        ("Finally the pack is there.", "Finally"),
        ("Prices are plummeting.", "plummeting"),
        ("Prices plummeted in 2025.", "plummeted"),
        ("An impressive range.", "impressive"),
        ("An exciting plan.", "exciting"),
        ("A remarkable pack.", "remarkable"),
        ("Remarkably, it runs.", "Remarkably"),
        ("Unfortunately it is heavy.", "Unfortunately"),
        ("Sadly, it is gone.", "Sadly"),
        ("Hopefully it lasts.", "Hopefully"),
        ("It is clearly better.", "clearly"),
        ("Obviously it is.", "Obviously"),
        ("A stunning range.", "stunning"),
        ("A game-changer for vans.", "game-changer"),
        ("A game changing cell.", "game changing"),
        ("A revolutionary cell.", "revolutionary"),
        ("Demand skyrocketed.", "skyrocketed"),
        ("It is good\nnews for fleets.", "good"),
        ("At last it runs.", "At last"),
        ("It is no surprise.", "no surprise"),
        ("Thankfully it runs.", "Thankfully"),
        ("Prices fell dramatically.", "dramatically"),
        ("A dramatic fall.", "dramatic"),
        ("We believe it.", "We believe"),
        ("Surprisingly it runs.", "Surprisingly"),
        ("A **fantastic** pack.", "fantastic"),
        ("Of course it runs.", "Of course"),
    ],
)
def test_a_word_of_opinion_is_a_warning_at_the_word_that_names_it(
    tmp_path: Path, text: str, words: str
) -> None:
    found = told(tmp_path, text)
    assert [str(one.severity) for one in found] == ["warning"]
    assert found[0].hint == "move it to the analysis, or say the fact"
    assert found[0].message.startswith(f'"{words}')
    assert said(found, (tmp_path / MONTH / "a.yaml").read_text("utf-8")) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "At last count there were 61 stations.",
        "The ground-breaking ceremony was in May. Groundbreaking was in May.",
        "The prices fell by 57%, and the course of the year was dry.",
        "The maker says: “It is finally a remarkable pack”.",
        'The maker says: "great to see".',
        "Remarkable Motors sells it; Impressive Desk reports.",
        "The plant is unclear, the range finite, the final figure open.",
        "Semi-dramatic is a word with a hyphen.",
        "See [it](https://example.org/impressive).",
        "It is the news of the month, and good for fleets.",
    ],
)
def test_facts_quotations_names_and_parts_of_words_pass(tmp_path: Path, text: str) -> None:
    companies = {"companies.yaml": "Remarkable Motors: {name: Remarkable Motors}\n"}
    sources = "sources: {desk: {publisher: Impressive Desk, title: notes, url: unknown, published: unknown}}"
    assert told(tmp_path, text, sources, files=companies) == []


def test_headline_why_summary_and_takeaways_are_looked_at_and_nothing_else(tmp_path: Path) -> None:
    more = (
        "why_it_matters: Sadly so.",
        "figures: {a: {label: sadly so, value: 5%, source: desk}}",
        "analysis: {by: [ada], text: Sadly so.}",
    )
    bad = "text: Sadly so."
    plan = f"letter: Sadly so.\ntakeaways: [{{{bad}, article: a}}]\nwatch: [{{date: 2026, {bad}}}]"
    found = told(tmp_path, "Sadly so.", *more, headline="Sadly so", files={f"{MONTH}/issue.yaml": plan})
    places = [f"{Path(one.place.file).name}:{one.place.line}" for one in found]
    assert places == ["a.yaml:1", "a.yaml:4", "a.yaml:5", "issue.yaml:2"]


def test_report_yaml_adds_words_and_lets_words_pass(tmp_path: Path) -> None:
    report = (
        "name: R\npublisher: P\n"
        "rules: {opinion_in_summary_words: [hot air, C++], opinion_in_summary_allowed: [dramatic]}\n"
    )
    text = "A Dramatic fall, dramatically hot\nair in C++ here."
    found = told(tmp_path, text, files={"report.yaml": report})
    assert [one.message.split('"')[1] for one in found] == ["dramatically", "hot air", "C++"]


def test_it_may_be_set_aside(tmp_path: Path) -> None:
    [found] = told(tmp_path, "Finally so.", "ignore: {opinion-in-summary: so it is called}")
    assert str(found.severity) == "info"
