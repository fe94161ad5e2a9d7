from __future__ import annotations

import pytest

from psr_report.columns import columns, cut, padded


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("CO₂", 3),
        ("宁德", 4),
        ("เก่ง", 3),
        ("e\u0301", 1),
        ("각", 2),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", 2),  # a family, joined to one sign
        ("\U0001f44d\U0001f3fd", 2),  # a thumb with the tone of its skin
        ("\u26a1\ufe0f", 2),
        ("a\u00adb", 2),
    ],
)
def test_a_text_takes_as_many_columns_as_a_terminal_draws(text: str, taken: int) -> None:
    assert columns(text) == taken


@pytest.mark.parametrize(("width", "kept"), [(4, "宁德"), (3, "宁…"), (2, "…"), (1, "…")])
def test_a_text_that_is_cut_never_takes_more_than_it_may(width: int, kept: str) -> None:
    assert cut("宁德", width) == kept


def test_the_sign_for_what_is_missing_may_be_another() -> None:
    assert cut("batteries", 5, ".") == "batt."


def test_blanks_stand_behind_a_text_or_before_it() -> None:
    assert padded("宁德", 6) == "宁德  "
    assert padded("63", 4, right=True) == "  63"
