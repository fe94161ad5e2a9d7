"""Which month a new issue is of, when it is typed as people say it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from psr_report.errors import UsageError
from psr_report.periods import FIRST_YEAR, LAST_YEAR
from psr_report.read.months import MONTHS, Chosen, choose, is_month, plainly, spelled, spoken

NEXT = "next"


def issue(asked: str, there: Sequence[str], today: date) -> Chosen:
    """Return the month that a new issue is of, and what to tell of the choice.

    It is 2025-12, december-2025, "december 2025", december, current (this month) or next: the month after the
    newest issue of those ``there``, or this month when there is none. A month without its year is the nearest
    one to today. Raises UsageError for anything else.
    """
    text = plainly(asked)
    if text == NEXT:
        month = _after(max(there)) if there else _of(today)
        return Chosen(month, f"next is {spoken(month)}")
    if text == "current":
        return Chosen(_of(today), f"current is {spoken(_of(today))}")
    if is_month(text):
        return Chosen(_possible(text))
    named = spelled(text)
    if named is None:
        raise UsageError(f'"{asked[:60]}" is not a month', _hint(text, today))
    year, number = named
    if year is not None:
        return Chosen(_possible(f"{year}-{number:02}"))
    years = (f"{today.year + by}-{number:02}" for by in (1, 0, -1))
    month, other, _ = sorted(years, key=lambda one: _distance(one, today))
    return Chosen(month, f"{text} is {spoken(month)}; with a year it is that one: {other}")


def of_article(asked: str, there: Sequence[str], today: date) -> Chosen:
    """Return the month that a new article goes to: an issue that there is, else one that is begun with it."""
    text = plainly(asked)
    if text in (*there, "latest") and there:
        return choose(text, there)
    named = spelled(text)
    if named is not None and named[0] is None and any(int(month[5:]) == named[1] for month in there):
        return choose(text, there)
    return issue(asked, there, today)


def _of(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def _after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02}"


def _distance(month: str, today: date) -> int:
    return abs((int(month[:4]) - today.year) * 12 + int(month[5:]) - today.month)


def _possible(month: str) -> str:
    if not FIRST_YEAR <= int(month[:4]) <= LAST_YEAR:
        raise UsageError(
            f"the year {month[:4]} is out of reach", f"years run from {FIRST_YEAR} to {LAST_YEAR}"
        )
    return month


def _hint(text: str, today: date) -> str:
    from psr_report.read.tree import nearest

    written = f'write {_of(today)}, {MONTHS[today.month - 1]} or "{spoken(_of(today)).lower()}"'
    return " ".join(filter(None, (nearest(text, [*MONTHS, NEXT, "current"]), written)))
