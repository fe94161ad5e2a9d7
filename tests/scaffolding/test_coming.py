"""Which month a new issue and a new article are of."""

from __future__ import annotations

from datetime import date

import pytest

from psr_report.errors import UsageError
from psr_report.scaffolding import coming

THERE = ["2025-10", "2025-11"]
TODAY = date(2025, 12, 20)


@pytest.mark.parametrize(
    ("asked", "month"),
    [
        ("2025-12", "2025-12"),
        ("December 2025", "2025-12"),
        ("dec-2025", "2025-12"),
        ("2026/01", "2026-01"),
        ("december", "2025-12"),
        ("January", "2026-01"),
        ("nov", "2025-11"),
        ("june", "2026-06"),
        ("may", "2026-05"),
        ("current", "2025-12"),
        ("next", "2025-12"),
    ],
)
def test_a_month_is_typed_as_people_say_it(asked: str, month: str) -> None:
    assert coming.issue(asked, THERE, TODAY).month == month


def test_a_month_without_its_year_is_the_nearest_to_today_and_the_choice_is_told() -> None:
    assert coming.issue("december", THERE, date(2026, 1, 3)).month == "2025-12"
    chosen = coming.issue("december", THERE, date(2026, 11, 3))
    assert chosen.month == "2026-12"
    assert chosen.notice == "december is December 2026; with a year it is that one: 2025-12"
    assert coming.issue("2025-12", THERE, TODAY).notice is None


def test_next_is_the_month_after_the_newest_issue_and_this_one_where_there_is_none() -> None:
    assert coming.issue("next", ["2025-12"], TODAY).month == "2026-01"
    assert coming.issue("next", [], TODAY).month == "2025-12"


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ("decembre", '"decembre" is not a month', 'did you mean "december"? write 2025-12, december'),
        ("", '"" is not a month', "write 2025-12"),
        ("2025-13", '"2025-13" is not a month', "write 2025-12"),
        ("2025-1", '"2025-1" is not a month', "write 2025-12"),
        ("0001-01", "the year 0001 is out of reach", "years run from 1900 to 2200"),
        ("ma", '"ma" is not a month', 'did you mean "may"?'),
        ("../x", '"../x" is not a month', "write 2025-12"),
    ],
)
def test_what_is_no_month_is_wrong_usage(asked: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        coming.issue(asked, THERE, TODAY)
    assert str(raised.value) == message
    assert (raised.value.hint or "").startswith(hint)


@pytest.mark.parametrize(
    ("asked", "month"),
    [
        ("november", "2025-11"),
        ("latest", "2025-11"),
        ("2025-10", "2025-10"),
        ("december", "2025-12"),
        ("2026-02", "2026-02"),
        ("next", "2025-12"),
    ],
)
def test_an_article_goes_to_the_issue_that_there_is_and_else_begins_one(asked: str, month: str) -> None:
    assert coming.of_article(asked, THERE, TODAY).month == month


def test_an_article_for_a_month_in_words_goes_to_the_newest_such_issue_as_a_build_takes_it() -> None:
    assert coming.of_article("november", THERE, date(2026, 11, 3)).month == "2025-11"
    with pytest.raises(UsageError, match="is not a month"):
        coming.of_article("latest", [], TODAY)
