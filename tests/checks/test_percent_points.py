from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.telling import ask

RULE = "percent-points"


@pytest.mark.parametrize(
    ("text", "word", "hint"),
    [
        ("It rose from 9.2% to 22%, up 12.8%.", "12.8%", "write 12.8 percentage points"),
        ("A gain of 12.8%, from 9.2% to 22%.", "12.8%", "write 12.8 percentage points"),
        ("It rose by 13% from 9.2% to 22%.", "13%", "write 13 percentage points"),
        ("It rose 12.8% to 22% from 9.2%.", "12.8%", "write 12.8 percentage points"),
        ("It was 22%, up 12.8% from 9.2%.", "12.8%", "write 12.8 percentage points"),
        ("It fell from 22% to 21%, down 1%.", "1%", "write 1 percentage point"),
        ("It rose from 9.2%\nin H1 2024 to 22%\n(up 12.8%).", "12.8%", "write 12.8 percentage points"),
    ],
)  # fmt: skip
def test_the_gap_between_two_shares_called_a_percentage_is_an_error_at_its_words(
    text: str, word: str, hint: str, tmp_path: Path
) -> None:
    told = ask(RULE, tmp_path, text)
    assert (told.words, told.hints, told.severities) == ([word], [hint], ["error"])


def test_the_message_gives_the_change_in_percent(tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, "It rose from 9.2% to 22%, up 12.8%.").messages == [
        '"12.8%" is the gap between two shares: from 9.2% to 22% the change in percent is 139.1%'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It rose from 9.2% to 22%, up 12.8 percentage points.",
        "It rose from 9.2% to 22%, up 139%.",
        "It fell from 100% to 80%, down 20%.",
        "It rose from 50% to 100%, up 100%.",
        "It rose from 100 to 112.8 km, up 12.8%.",
        "It rose from 9.2% to 22%, while prices fell 12.8%.",
        "It rose from 9.2% to 22%, up 12.8% on the plan.",
        '"It rose from 9.2% to 22%, up 12.8%," they say.',
        "In 2025 it was 22%, in 2024 9.2%.",
    ],
)
def test_points_changes_in_percent_and_other_numbers_are_right(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()
