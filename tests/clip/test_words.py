from __future__ import annotations

import pytest

from psr_report.clip.words import count, line
from psr_report.read.text import hidden_in


@pytest.mark.parametrize(
    "sign",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\u200b",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\xad",
        "\ue000",
        "\ud800",
    ],
)
def test_what_a_reader_cannot_see_is_left_out(sign: str) -> None:
    made = line(f"a{sign}b", 100)
    assert made in ("ab", "a b")
    assert hidden_in(made) is None


def test_breaks_and_blanks_become_one_blank_and_accents_are_joined() -> None:
    assert line("  a\n\tb\u2028c\xa0d e\u0301 ", 100) == "a b c d é"


def test_a_letter_that_was_lost_shows() -> None:
    assert line("Zell\ufffd", 100) == "Zell?"


def test_a_long_text_ends_at_a_blank() -> None:
    assert line("one two three four", 10) == "one two…"
    assert line("x" * 400, 300) == "x" * 299 + "…"


def test_scripts_without_blanks_have_words_too() -> None:
    assert (count("a pack – of 81 kWh"), count("全固态电池"), count("电动 22%")) == (5, 2, 2)
