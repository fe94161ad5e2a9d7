from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.telling import ask, ask_plan

RULE = "double-negative"


@pytest.mark.parametrize(
    ("text", "word", "mended"),
    [
        ("Sales fell −8.5% in 2025.", "−8.5%", "Sales fell 8.5% in 2025."),
        ("Sales fell by -8.5%.", "-8.5%", "Sales fell by 8.5%."),
        ("A decline of −3% to 5 units.", "−3%", "A decline of 3% to 5 units."),
        ("Sales were down –5%.", "–5%", "Sales were down 5%."),
        ("It dropped by about −€5 million.", "−€5 million", "It dropped by about €5 million."),
        ("It fell by minus 8%.", "minus 8%", "It fell by 8%."),
        ("A loss of −1,200 units.", "−1,200 units", "A loss of 1,200 units."),
    ],
)
def test_the_minus_goes_and_nothing_else(text: str, word: str, mended: str, tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, text)
    assert (told.words, told.severities, told.changed) == ([word], ["warning"], [mended])


def test_the_message_quotes_both(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "Sales fell by −8.5%.")
    assert told.messages == ['"fell by −8.5%" says the fall twice: by a word and by a minus sign']
    assert told.hints == ["write fell by 8.5%"]


@pytest.mark.parametrize("text", ["A fall of −3% to −5%.", "It fell −3 to −5%."])
def test_two_numbers_are_left_to_the_author(text: str, tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, text)
    assert (len(told.problems), told.problems[0].fix) == (1, None)


@pytest.mark.parametrize(
    "text",
    [
        "Sales fell 8.5%.",
        "Temperatures fell to −20 °C.",
        "It works down to −20 °C, and below −30 °C.",
        "The change was −8.5%, a fall.",
        "Sales fell 3–5%.",
        "Sales fell (−8.5%).",
        "Growth was −8.5%; a lower −20 °C limit.",
        "Sales fell – 8 units – in May.",
        'They "fell −8.5%", and `fell −8.5%` is code.',
    ],
)
def test_levels_ranges_and_quotations_keep_their_signs(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()


def test_a_wrapped_line_keeps_its_break(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "Sales fell\n−8.5% in 2025.")
    assert told.changed == ["8.5% in 2025."]


def test_takeaways_are_read_too(tmp_path: Path) -> None:
    assert ask_plan(RULE, tmp_path, "takeaways: [{text: Sales fell −8%, article: a}]\n").words == ["−8%"]
