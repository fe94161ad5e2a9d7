from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report.editions.pdf.widths import balanced, em, unorphaned

COLUMN = 487.6


def lines(text: str, size: float, width: float, factor: float) -> list[float]:
    rows, space = [0.0], em(" ", 0) * size * factor
    for word in text.split():
        wide = em(word, 0) * size * factor
        if rows[-1] and rows[-1] + space + wide > width:
            rows.append(wide)
        else:
            rows[-1] += (space if rows[-1] else 0) + wide
    return rows


def test_a_headline_on_one_line_keeps_its_column() -> None:
    assert balanced("GM ends fuel cells", 25, 0, COLUMN) == COLUMN


def test_a_last_word_does_not_stand_alone() -> None:
    text = "General Motors gives up on fuel cells for vehicles"
    at_full_width = lines(text, 25, COLUMN, 1.02)
    assert len(at_full_width) == 2
    assert at_full_width[-1] == em("vehicles", 0) * 25 * 1.02
    made = lines(text, 25, balanced(text, 25, 0, COLUMN), 1.02)
    assert len(made) == 2
    assert made[1] > 0.6 * made[0]


@given(st.lists(st.text("abcdefghijklmnop", min_size=1, max_size=12), min_size=1, max_size=30))
def test_balancing_never_adds_a_line_nor_widens_the_column(words: list[str]) -> None:
    text = " ".join(words)
    width = balanced(text, 25, 0, COLUMN)
    assert 0 < width <= COLUMN
    assert len(lines(text, 25, width, 1.02)) <= max(1, len(lines(text, 25, COLUMN, 1.02)))


@pytest.mark.parametrize(
    "text",
    [
        "Last of the three years to which the European Union’s targets for 2025–27 apply.",
        "The European Union’s next rules for carmakers, who want them weakened.",
    ],
)
def test_a_short_last_line_takes_words_from_the_line_above(text: str) -> None:
    full, made = lines(text, 11, 362.6, 1.07), lines(text, 11, unorphaned(text, 11, 362.6), 1.07)
    assert len(made) == len(full) == 2
    assert made[-1] > full[-1]


def test_letters_of_other_scripts_have_a_width_too() -> None:
    assert em("力", 0) == 1.0
    assert em("", 0) == 0
