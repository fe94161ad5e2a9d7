from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.telling import ask, ask_plan

RULE = "unit-unspecified"


@pytest.mark.parametrize(
    ("text", "word", "choices"),
    [
        ("It saves up to 200,000 gallons.", "up to 200,000 gallons", "US gallons or imperial gallons"),
        ("It saves 2,900 tons of carbon dioxide.", "2,900 tons", "tonnes, short tons or long tons"),
        ("A 40-ton truck.", "40-ton", "tonnes, short tons or long tons"),
        ("It costs US$5 per gallon.", "US$5 per gallon", "US gallons or imperial gallons"),
        ("It saves thousands of tons.", "tons", "tonnes, short tons or long tons"),
        ("It saves 200,000\ngallons.", "200,000", "US gallons or imperial gallons"),
    ],
)
def test_a_bare_gallon_or_ton_is_a_warning_that_names_the_choices(
    text: str, word: str, choices: str, tmp_path: Path
) -> None:
    told = ask(RULE, tmp_path, text)
    assert (told.words, told.severities) == ([word], ["warning"])
    assert told.hints == [f"write {choices}; if the source leaves it open, say so and set this aside"]


def test_the_message_quotes_the_number(tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, "It saves 200,000 gallons.").messages == [
        '"200,000 gallons" does not say which gallon is meant'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It saves 2,900 tonnes, 5 short tons, 6 long tons, 7 metric tons.",
        "It saves 8 US gallons and 9 imperial gallons.",
        "It saves 200,000 gallons (US) and 200,000 US\ngallons.",
        '"It saves 200,000 gallons," they say.',
        "A ton of work and tons of data for Ton van Dijk, who sells cartons and buttons.",
    ],
)
def test_named_units_quotations_and_turns_of_phrase_are_right(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()


def test_a_word_without_a_number_is_not_reported_again(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "It saves 200,000 gallons. Which gallon is meant is open. It saves 5 gallons.")
    assert told.words == ["200,000 gallons", "5 gallons"]


def test_figures_are_read_too(tmp_path: Path) -> None:
    figures = "figures: {d: {label: saved, value: 2900 tons of CO₂, also: 5 gallons}}"
    assert ask(RULE, tmp_path, "It is so.", figures).words == ["2900 tons of CO₂", "5 gallons"]


def test_takeaways_are_read_and_may_be_set_aside_in_issue_yaml(tmp_path: Path) -> None:
    plan = "takeaways: [{text: It saves 5 tons, article: a}]\n"
    assert ask_plan(RULE, tmp_path, plan).severities == ["warning"]
    told = ask_plan(RULE, tmp_path, plan + "ignore: {unit-unspecified: the source leaves it open}\n")
    assert (told.severities, told.hints) == (["info"], ["set aside: the source leaves it open"])
