"""Widths and breaks of text in charts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report.charts.measure import halved, width, wrap


def test_a_text_is_as_wide_as_its_letters() -> None:
    assert width("Volkswagen", 12) == pytest.approx(sum(width(letter, 12) for letter in "Volkswagen"))


def test_semibold_is_wider_than_regular() -> None:
    assert width("Volkswagen", 12, 600) > width("Volkswagen", 12)


def test_a_letter_no_font_of_ours_has_counts_as_one_em() -> None:
    assert width("中", 12) == 12


def test_combining_marks_take_no_room() -> None:
    assert width("ที่", 12) == 12


@pytest.mark.parametrize("text", ["CO₂", "≈ 5 → Δ", "₹1,000", "Škoda", "ΑΒΓ", "Россия", "Việt Nam", "−57%"])
def test_the_words_of_the_trade_are_measured_not_guessed(text: str) -> None:
    assert width(text, 100) != round(width(text, 100) / 100) * 100


def test_a_name_breaks_after_its_hyphen() -> None:
    assert wrap("Mercedes-Benz", width("Mercedes-", 10), 10) == ("Mercedes-", "Benz")


def test_a_range_of_years_never_breaks() -> None:
    assert wrap("in 2025–27", width("2025–27", 10) + 1, 10) == ("in", "2025–27")


def test_a_no_break_space_holds() -> None:
    assert wrap("81\u00a0kWh pack", width("81\u00a0kWh", 10), 10) == ("81\u00a0kWh", "pack")


def test_a_word_wider_than_the_line_is_broken_and_the_next_stays_apart() -> None:
    lines = wrap("Donaudampfschiff fahrt", 40, 10)
    assert "".join(lines).replace(" ", "") == "Donaudampfschifffahrt"
    assert all("fffahrt" not in line for line in lines)


@given(st.text(max_size=60), st.floats(min_value=20, max_value=300))
def test_no_line_is_wider_than_asked_for_and_nothing_is_lost(text: str, limit: float) -> None:
    lines = wrap(text, limit, 10)
    assert all(width(line, 10) <= limit + 1e-9 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(alphabet="abc -", max_size=40))
def test_half_the_text_fits_on_two_lines(text: str) -> None:
    assert len(wrap(text, halved(text, 10) + 0.001, 10)) <= 2
