from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.telling import ask, ask_plan

RULE = "conversion-wrong"


@pytest.mark.parametrize(
    ("text", "word", "right"),
    [
        ("It goes 1,000 km (600 miles).", "600 miles", "620 miles"),
        ("It goes 500 km, or 250 miles.", "250 miles", "310 miles"),
        ("It weighs 100 kg (about 250 lb).", "about 250 lb", "220 lb"),
        ("It takes 100–200 km (60–150 miles).", "60–150 miles", "60–120 miles"),
        ("It stands at 20 °C (75 °F).", "75 °F", "68 °F"),
        ("It gives off 13 g/km (30 g/mile).", "30 g/mile", "21 g/mile"),
        ("It stores 81 kWh (350 MJ).", "350 MJ", "290 MJ"),
        ("It goes 1,000 km (600\nmiles).", "600", "620 miles"),
    ],
)
def test_a_wrong_conversion_is_an_error_at_the_second_number(
    text: str, word: str, right: str, tmp_path: Path
) -> None:
    told = ask(RULE, tmp_path, text)
    assert (told.words, told.severities) == ([word], ["error"])
    assert told.hints == [f"write {right}, or put the first number right"]


def test_the_message_gives_the_right_conversion(tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, "It goes 1,000 km (600 miles).").messages == [
        "1,000 km is 620 miles, not 600 miles"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It goes over 1,000 km (620 miles), 758 km (471 miles) or 150,000 km (93,000 miles).",
        "It goes 1,000 km (621 miles).",
        "It goes 100–200 km (60–120 miles), or from 100 to 200 km (62 to 124 miles).",
        "It goes 500 km (250 miles in winter).",
        "It goes 500 km (with the large pack 400 miles).",
        "A pack of 100 kg (250 lb, with its case).",
        "It takes 24 hours or 2 days; 90 minutes (1.5 hours).",
        "It rose by 2 °C (3.6 °F), to 20 °C (68 °F).",
        "It takes 61 stations (60 in 2024) and 20% (22%).",
        "It costs US$63 (€54), US$68 (€58) and US$148 (€127).",
        '"It goes 1,000 km (600 miles)," they say.',
        "It goes 1,000 km. (600 miles are said elsewhere.)",
    ],
)
def test_what_agrees_within_rounding_or_is_no_conversion_is_right(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()


def test_of_a_figure_value_and_also_are_compared_at_also(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "It is so.", "figures: {r: {label: range, value: 100 km, also: 70 miles}}")
    assert (told.words, told.messages) == (["70 miles"], ["100 km is 62 miles, not 70 miles"])


@pytest.mark.parametrize("both", ["value: 61 stations, also: about 60 stations", "value: 10%, also: 5 km"])
def test_another_count_or_another_measure_is_no_conversion(both: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, "It is so.", f"figures: {{r: {{label: r, {both}}}}}").problems == ()


def test_an_amount_far_from_the_rate_of_the_others_is_a_warning(tmp_path: Path) -> None:
    figures = "figures: {p: {label: p, value: US$148, also: €127}}"
    told = ask(RULE, tmp_path, "It costs US$63 (€54), US$68 (€58) or US$164 (€110).", figures)
    assert (told.words, told.severities) == (["€110"], ["warning"])
    assert told.messages == [
        '"US$164" and "€110" make US$1.491 for €1, the other amounts of this story US$1.17'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It costs US$63 (€54), US$63 (€54), US$63 (€54) or US$164 (€110).",
        "It costs US$63 (€54) or US$164 (€110).",
        "It costs US$60 (€50), US$68 (€58), US$148 (€127) or US$5 (€4).",
        "It costs US$63 (€54), US$68 (€58), US$148 (€127) or £164 (€180).",
        "It costs US$63 (€54), €58 (US$68), US$148 (€127) or €140 (US$164).",
    ],
)
def test_few_pairs_rounding_and_other_currencies_say_nothing_of_a_rate(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()


def test_labels_headlines_and_takeaways_are_read_too(tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, headline="It goes 1,000 km (600 miles)").words == ["600 miles"]
    plan = 'takeaways: [{text: "It goes 1,000 km (600 miles)", article: a}]\n'
    assert ask_plan(RULE, tmp_path, plan).words == ["600 miles"]
