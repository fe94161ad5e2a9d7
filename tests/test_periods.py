from __future__ import annotations

import locale
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report.periods import (
    MONTHS,
    PeriodError,
    month_name,
    parse,
    parse_month,
    same_length,
    short,
    spoken,
)


@pytest.mark.parametrize(
    ("text", "first", "last", "form"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("H1 2025", date(2025, 1, 1), date(2025, 6, 30), "half"),
        ("H2 2025", date(2025, 7, 1), date(2025, 12, 31), "half"),
        ("h1 2025", date(2025, 1, 1), date(2025, 6, 30), "half"),
        ("Q1 2025", date(2025, 1, 1), date(2025, 3, 31), "quarter"),
        ("Q3 2025", date(2025, 7, 1), date(2025, 9, 30), "quarter"),
        ("Q4 2025", date(2025, 10, 1), date(2025, 12, 31), "quarter"),
        ("2025-09", date(2025, 9, 1), date(2025, 9, 30), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2025-09-03", date(2025, 9, 3), date(2025, 9, 3), "day"),
        ("2025-01/2025-07", date(2025, 1, 1), date(2025, 7, 31), "span"),
        ("2025/2027", date(2025, 1, 1), date(2027, 12, 31), "span"),
        ("2025-02/2025-07", date(2025, 2, 1), date(2025, 7, 31), "span"),
        (" 2025 ", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("1900", date(1900, 1, 1), date(1900, 12, 31), "year"),
        ("2200", date(2200, 1, 1), date(2200, 12, 31), "year"),
    ],
)
def test_a_period_covers_the_days_it_names(text: str, first: date, last: date, form: str) -> None:
    period = parse(text)
    assert (period.first, period.last, period.form, period.text) == (first, last, form, text.strip())


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2026-13-45", "there is no month 13", "2025-09-03"),
        ("2026-00", "there is no month 0", "2025-09-03"),
        ("2025-02-30", "February 2025 has 28 days, not 30", "look"),
        ("2025-09-00", "September 2025 has 30 days, not 0", "look"),
        ("03.11.2026", '"03.11.2026" could be 3 November or 11 March', "2026-11-03 or 2026-03-11"),
        ("11/03/2026", '"11/03/2026" could be 11 March or 3 November', "2026-03-11 or 2026-11-03"),
        ("27.11.2025", '"27.11.2025" is not an ISO date (27 November)', "write 2025-11-27"),
        ("40.40.2025", '"40.40.2025" is not a date', "year-month-day"),
        ("this year", '"this year" means something else every month', "write the year"),
        ("three years ago", '"three years ago" means something else every month', "write the year"),
        ("", "no period is given", "H1 2025"),
        ("   ", "no period is given", "H1 2025"),
        ("Q5 2025", "there is no quarter 5", "Q1 to Q4"),
        ("H3 2025", "there is no half 3", "H1 to H2"),
        ("1850", "the year 1850 is out of reach", "1900 to 2200"),
        ("2201-01", "the year 2201 is out of reach", "1900 to 2200"),
        ("2025-Q3", '"2025-Q3" is not a period', "write Q3 2025"),
        ("H1/2025", '"H1/2025" is not a period', "write H1 2025"),
        ("2025-9", '"2025-9" is not a period', "write 2025-09"),
        ("2025.9.3", '"2025.9.3" is not a period', "write 2025-09-03"),
        ("September 2025", '"September 2025" is not a period', "write 2025-09"),
        ("3 Sept 2025", '"3 Sept 2025" is not a period', "write 2025-09-03"),
        ("Ju 2025", '"Ju 2025" is not a period', "write 2025, H1 2025"),
        ("2025–27", '"2025–27" is not a period', "write 2025/2027"),
        ("2027/2025", '"2027/2025" ends before it begins', "write 2025/2027"),
        ("2025/27", 'the end of "2025/27" has no year', "2025/2027"),
        ("2025-01/07", 'the end of "2025-01/07" has no year', "write it out"),
        ("２０２５", '"２０２５" is not a period', "write 2025"),
        ("2025-09-03T10:00", '"2025-09-03T10:00" is not a period', "write 2025"),
        ("x" * 100, "this is too long to be a period", "write 2025"),
    ],
)
def test_nonsense_is_refused_with_a_way_out(text: str, message: str, hint: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse(text)
    assert caught.value.message == message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "in_a_sentence", "on_a_label"),
    [
        ("2025", "2025", "2025"),
        ("Q1 2025", "first quarter of 2025", "Q1 2025"),
        ("Q3 2025", "third quarter of 2025", "Q3 2025"),
        ("Q4 2025", "fourth quarter of 2025", "Q4 2025"),
        ("H1 2025", "first half of 2025", "H1 2025"),
        ("H2 2025", "second half of 2025", "H2 2025"),
        ("2025-09", "September 2025", "September 2025"),
        ("2025-09-03", "3 September 2025", "3 September 2025"),
        ("2025-01/2025-07", "January–July 2025", "January–July 2025"),
        ("2025/2027", "2025–27", "2025–27"),
        ("1999/2001", "1999–2001", "1999–2001"),
        ("2025-11/2026-01", "November 2025 – January 2026", "November 2025 – January 2026"),
        ("2025-09-03/2025-09-09", "3–9 September 2025", "3–9 September 2025"),
        ("2025-09-28/2025-10-03", "28 September – 3 October 2025", "28 September – 3 October 2025"),
        ("2025-12-28/2026-01-03", "28 December 2025 – 3 January 2026", "28 December 2025 – 3 January 2026"),
    ],
)
def test_a_period_is_said_in_english(text: str, in_a_sentence: str, on_a_label: str) -> None:
    assert (spoken(parse(text)), short(parse(text))) == (in_a_sentence, on_a_label)


def test_the_same_days_are_the_same_period_however_typed() -> None:
    assert parse("2025-01/2025-06") == parse("H1 2025")
    assert hash(parse("2025-07-01/2025-09-30")) == hash(parse("Q3 2025"))
    assert parse("2025-01/2025-12").form == "year"
    assert parse("2025-09-03/2025-09-03").form == "day"


def test_periods_sort_by_first_day_then_last() -> None:
    texts = ["2025", "2024", "H2 2025", "H1 2025", "2025-01", "2025-09-03"]
    assert [p.text for p in sorted(map(parse, texts))] == [
        "2024",
        "2025-01",
        "H1 2025",
        "2025",
        "H2 2025",
        "2025-09-03",
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("H1 2025", "H1 2024", True),
        ("H1 2025", "2025", False),
        ("H1 2025", "H2 2024", True),
        ("2025-02", "2024-02", True),
        ("Q3 2025", "2025-09", False),
        ("2025-01/2025-07", "2024-01/2024-07", True),
        ("2025-01/2025-07", "2025-01/2025-08", False),
        ("2025/2027", "2025-01/2025-07", False),
        ("2025-09-03/2025-09-09", "2025-10-03/2025-10-09", True),
        ("2025-09-03/2025-09-09", "2025-10-03/2025-10-10", False),
    ],
)
def test_a_half_year_is_never_as_long_as_a_full_year(one: str, other: str, expected: bool) -> None:
    assert same_length(parse(one), parse(other)) is expected


def test_a_month_is_read_as_a_month_and_nothing_else() -> None:
    assert parse_month("2025-11") == parse("2025-11")
    with pytest.raises(PeriodError, match='"2025" is not a month'):
        parse_month("2025")


def test_month_names_are_english_in_every_locale() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("de_DE.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert [month_name(n) for n in range(1, 13)] == list(MONTHS)
    finally:
        locale.setlocale(locale.LC_TIME, before)


@pytest.mark.parametrize("number", [0, 13, -1])
def test_a_month_that_does_not_exist_has_no_name(number: int) -> None:
    with pytest.raises(PeriodError, match=f"there is no month {number}"):
        month_name(number)


@given(st.text(max_size=80) | st.from_regex(r"[HQhq0-9./–-]{1,20}( [0-9]{4})?", fullmatch=True))
def test_no_text_brings_anything_but_a_period_or_its_error(text: str) -> None:
    assert understood(text) is not None


def understood(text: str) -> str | None:
    """What the analyst is told: the period in words, or the message; None when it says nothing."""
    try:
        return spoken(parse(text)) or None
    except PeriodError as error:
        return f"{error.message}: {error.hint}" if error.message and error.hint else None


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_interval_of_days_reads_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    period = parse(f"{first}/{last}")
    assert (period.first, period.last) == (first, last)
