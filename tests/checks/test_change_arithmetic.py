from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.telling import ask, ask_plan

RULE = "change-arithmetic"


def test_a_wrong_percentage_is_an_error_at_its_words_that_gives_the_change(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "Cells went from US$148 (€127) to US$63 (€54) per kWh, a fall of 75%.")
    assert told.words == ["75%"]
    assert told.severities == ["error"]
    assert told.messages == ["from US$148 to US$63 is −57.4%, not 75%"]
    assert told.hints == ["write 57%, or give the two numbers as they are in the source"]
    assert told.problems[0].fix is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Prices fell 75% from US$148 to US$63.", "from US$148 to US$63 is −57.4%, not 75%"),
        ("Prices fell by 75% to US$63, from US$148.", "from US$148 to US$63 is −57.4%, not 75%"),
        ("Sales were 1.2 million, up 25% from 1 million.", "from 1 million to 1.2 million is +20%, not 25%"),
        ("Sales rose from 1,000 to 1,500, up 60%.", "from 1,000 to 1,500 is +50%, not 60%"),
        ("It grew from 900 kWh to 1.8 MWh, or 80%.", "from 900 kWh to 1.8 MWh is +100%, not 80%"),
        ("From 50 to 60 kWh, 25% more.", "from 50 to 60 kWh is +20%, not 25%"),
        ("It fell from 100 to 57 units (−57%).", "from 100 to 57 units is −43%, not −57%"),
        (
            "It rose from 9.2% in the first half of 2024 to 22% in that of 2025, up 14 percentage points.",
            "from 9.2% to 22% is +12.8 percentage points, not 14 percentage points",
        ),
        (
            "The share rose from 9.2% to 22%, up 25%.",
            "from 9.2% to 22% is +139.1% (+12.8 percentage points), not 25%",
        ),
        ("It rose from US$148 to US$63, a rise of 57%.", "from US$148 to US$63 is −57.4%, not a rise of 57%"),
        ("It fell from US$148 to US$63, by over 60%.", "from US$148 to US$63 is −57.4%, not over 60%"),
        ("A fall of nearly 50%, from US$148 to US$63.", "from US$148 to US$63 is −57.4%, not nearly 50%"),
        ("Down about 50% from US$148 to US$63.", "from US$148 to US$63 is −57.4%, not about 50%"),
    ],
)  # fmt: skip
def test_changes_are_read_in_the_forms_that_analysts_write(text: str, message: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).messages == [message]


@pytest.mark.parametrize(
    ("text", "word", "hint"),
    [
        ("Sales doubled from 9.2% to 22%.", "doubled", "write more than doubled"),
        ("Prices halved from US$148 to US$63.", "halved", "write more than halved"),
        ("It more than doubled from 1 million to 1.9 million.", "more than doubled", "write nearly doubled"),
        (
            "It grew fivefold from 10 GWh to 30 GWh.",
            "fivefold",
            "write what it comes to, or give the two numbers as they are in the source",
        ),
    ],
)  # fmt: skip
def test_multiples_in_words_are_worked_out_too(text: str, word: str, hint: str, tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, text)
    assert (told.words, told.hints) == ([word], [hint])


@pytest.mark.parametrize(
    "text",
    [
        "Cells went from US$148 (€127) to US$63 (€54) per kWh, a fall of 57%.",
        "Cells went from US$148 to US$63 per kWh, a fall of 57.5%.",
        "Prices fell from US$148 to US$63, by over 57% or nearly 60%.",
        "Prices fell about 60% from US$148 to US$63.",
        "The share rose from 9.2% to 22%, up 139%.",
        "The share rose 12.8 percentage points to 22%, from 9.2% a year earlier.",
        "Sales more than doubled from 9.2% to 22%, and doubled from 1 million to 2 million.",
        "The price more than halved, from US$148 to US$63.",
        "It went from 10 GWh to 30 GWh, three times as much.",
    ],
)
def test_what_holds_within_its_digits_and_its_qualifier_is_right(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Sales rose 10% as the price dropped from US$148 to US$63.",
        "Sales fell 8.5%, prices went from US$148 to US$63.",
        "The market grew 20% a year from 5 GWh to 12 GWh.",
        "Compound annual growth of 20% takes it from 5 GWh to 12 GWh.",
        "Prices range from US$20,000 to US$40,000, 15% less than at rivals.",
        "Sales rose from 1.0 million in May to 1.2 million in June, up 38% on June 2024.",
        "They fell from US$148 to US$63 and from US$164 to US$68, or 57% and 59%.",
        "From 2022 to 2025 prices fell 57%.",
        "It moved from 2 to 5 June, up 10%.",
        "From 61 stations to 70, of which 15% are new.",
        "Prices from US$20,000 to US$40,000 include a tax of 19%.",
        "It went from over 1 million to nearly 2 million, up 120%.",
        "Temperatures went from 20 °C to 30 °C, up 5%.",
        "It charges from 10% to 80% in 18 minutes, 30% faster than others.",
        "It fell from US$148 to US$63. A fall of 75% was expected.",
        "It fell from US$148 to US$63.\n\nA fall of 75% is said elsewhere.",
        "The range doubled in two years, with prices from US$20,000 to US$25,000.",
        "From 0 to 100 units, up 20%.",
        "Sales grew 12% in Europe, and the share went from 9.2% to 22%.",
    ],
)
def test_what_is_said_of_something_else_is_left_alone(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()


def test_markup_and_wrapped_lines_do_not_hide_a_change(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "It fell **from US$148**\nto **US$63**, a fall\nof *75%* in all.")
    assert (told.words, told.problems[0].place.line) == (["75%"], 6)


def test_words_in_quotation_marks_are_their_speakers(tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, '"It fell from US$148 to US$63, a fall of 75%," they say.').problems == ()


def test_a_gap_between_shares_is_left_to_percent_points(tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, "The share rose from 9.2% to 22%, up 12.8%.").problems == ()


def test_headlines_takeaways_and_the_letter_are_read_too(tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, headline="Sales up 60% from 1,000 to 1,500").words == ["60%"]
    plan = (
        "letter: It fell 75% from US$148 to US$63.\n"
        'takeaways: [{text: "Up 60% from 1,000 to 1,500", article: a}]\n'
    )
    assert ask_plan(RULE, tmp_path, plan).words == ["75%", "60%"]
