from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report import quantities
from psr_report.checks import quotations
from psr_report.clip import words
from psr_report.clip.facts import MOST_FACTS, MOST_FIGURES, Facts, facts

PRICES = (
    "Carmakers pay about US$63 (€54) per kWh for LFP cells and US$68 (€58) for NMC cells in September 2025, "
    "while three years earlier they had to pay US$148 (€127) and US$164 (€140), when lithium was short."
)
RANGE = "The advances could give a 100 kg pack a range of over 1,000 km (620 miles)."


def of(*paragraphs: str, each: int = 25, together: int = 50, separators: bool = True) -> Facts:
    return facts(paragraphs, each=each, together=together, separators=separators)


def test_sentences_that_give_a_number_are_quoted_and_no_others() -> None:
    found = of("GM stops developing fuel cells. The US has about 60 stations for hydrogen.", RANGE)
    assert found.quoted == ("The US has about 60 stations for hydrogen.", RANGE)


@pytest.mark.parametrize(
    "sentence",
    [
        "GM has explored hydrogen vehicles since 1966.",
        "It was announced on 13 October 2025.",
        "The Kia EV3 is made of NMC811.",
        "This is the 11th, made by C-130 and A4/B5.",
    ],
)
def test_years_days_and_names_are_no_numbers(sentence: str) -> None:
    assert of(sentence).quoted == ()


def test_numbers_with_a_unit_come_before_others_when_room_is_short() -> None:
    plain = "The US has about 60 stations for hydrogen against more than 250,000 points for charging."
    assert of(plain, RANGE, each=25, together=17).quoted == (RANGE,)


def test_a_long_sentence_is_cut_where_a_clause_ends_or_the_words_are_used_up() -> None:
    [quoted] = of(PRICES, together=25).quoted
    assert quoted == (
        "Carmakers pay about US$63 (€54) per kWh for LFP cells and US$68 (€58) for NMC cells "
        "in September 2025 …"
    )
    assert quotations.count(quoted) == 19


def test_a_long_way_to_the_first_number_is_left_out_in_front() -> None:
    [quoted] = of("Well " * 40 + "the pack stores 81 kWh of energy when it is new.").quoted
    assert quoted.startswith("… Well")
    assert "81 kWh of energy when" in quoted


def test_no_number_is_cut_in_two() -> None:
    [quoted] = of("It rose by 5% " + "and so on " * 6 + "to between 20 and 25% in all.", each=25).quoted
    assert quoted.endswith("so on to …")


def test_a_sentence_that_stands_twice_counts_once() -> None:
    assert of(RANGE, RANGE).quoted == (RANGE,)


def test_there_are_few_facts_and_a_dozen_figures_at_most() -> None:
    found = of(*(f"Cell number {number} costs US${number}/kWh." for number in range(10, 40)))
    assert len(found.quoted) == MOST_FACTS
    assert len(found.figures) == MOST_FIGURES
    assert found.left_aside == 30 - MOST_FIGURES


def test_figures_are_given_as_printed_with_what_stands_beside_them() -> None:
    found = of(PRICES, RANGE)
    assert [(figure.value, figure.also, figure.paragraph) for figure in found.figures] == [
        ("about US$63/kWh", "€54/kWh", 1),  # the "per kWh" stands further on
        ("US$68/kWh", "€58/kWh", 1),
        ("US$148", "€127", 1),
        ("US$164", "€140", 1),
        ("100 kg", None, 2),
        ("over 1,000 km", "620 miles", 2),
    ]


def test_a_figure_knows_the_words_that_are_quoted_around_it() -> None:
    found = of(PRICES)
    assert [figure.fact == found.quoted[0] for figure in found.figures] == [True, True, False, False]


def test_what_stands_in_brackets_and_says_something_else_is_a_figure_of_its_own() -> None:
    found = of("Sales rose by 38% (2 million units) in the first half of 2025, the desk says.")
    assert [(figure.value, figure.also) for figure in found.figures] == [
        ("38%", None),
        ("2 million units", None),
    ]


def test_numbers_that_may_mean_something_else_are_not_offered() -> None:
    found = of("Die Reichweite liegt bei 1.000 km, der Akku speichert 81 kWh.", separators=False)
    assert [figure.value for figure in found.figures] == ["81 kWh"]


def test_sentences_without_blanks_are_quoted_short_too() -> None:
    short = "2025年上半年，电动重卡占新车销量的22%，2024年同期为9.2%。"
    long = "电" * 60 + "续航12公里" + "动" * 60 + "。"
    whole, cut = of(short + long).quoted
    assert whole == short
    assert "电续航12公里动" in cut
    assert cut.startswith("… 电")
    assert cut.endswith("动 …")
    assert words.count(cut) <= 25


def test_a_letter_keeps_its_signs_where_thai_is_cut() -> None:
    [quoted] = of("โรงงาน 500 คันต่อปี" + "ที่จังหวัดชลบุรี" * 8).quoted
    for first, second in pairwise(quoted.removesuffix(" …")):
        assert not (first == " " and second in "ัิีึืุู่้๊๋์")


@given(
    st.lists(
        st.text(alphabet="ab 5%.,;:()[]\u4e2d\u0e01\u0e31kmUS$63/Wh…", min_size=1, max_size=400), max_size=4
    ),
    st.integers(1, 30),
    st.integers(1, 60),
)
def test_no_text_makes_it_quote_more_than_it_may(paragraphs: list[str], each: int, together: int) -> None:
    found = facts(paragraphs, each=each, together=together)
    assert all(quotations.count(quoted) <= each for quoted in found.quoted)
    assert sum(quotations.count(quoted) for quoted in found.quoted) <= together
    assert all(len(quoted) <= 300 for quoted in found.quoted)
    for figure in found.figures:
        assert quotations.count(str(quantities.quantity(figure.value))) > 0
