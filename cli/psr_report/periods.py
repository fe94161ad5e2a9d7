"""Stretches of time as analysts write them: ``2025``, ``Q3 2025``, ``H1 2025``, ``2025-01/2025-07``.

ISO order only: a date that two readers could read in two ways is refused, never guessed. Month names are
English constants, so the machine's locale changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

Form = Literal["day", "month", "quarter", "half", "year", "span"]

FIRST_YEAR, LAST_YEAR = 1900, 2200
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_ORDINALS = ("first", "second", "third", "fourth")
_FORMS: dict[int, Form] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_ACCEPTED = "write 2025, H1 2025, Q3 2025, 2025-09, 2025-09-03 or an interval such as 2025-01/2025-07"
_LONGEST = 60  # characters: no period is longer, and a message must not repeat a whole paragraph

_YEAR = re.compile(r"[0-9]{4}")
_PART = re.compile(r"([HhQq])([0-9]) ([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_LOOSE_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")
_OTHER_ORDER = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_PART_BEHIND = re.compile(r"([0-9]{4})[- ]?([HhQq])([0-9])")
_PART_TIGHT = re.compile(r"([HhQq])([0-9])[-/ ]*([0-9]{4})")
_SPAN_BY_DASH = re.compile(r"([0-9]{4})\s?[–—]\s?([0-9]{2}|[0-9]{4})")
_NAMED = re.compile(r"(?:([0-9]{1,2}) )?([A-Za-z]{3,9})\.?(?: ([0-9]{1,2}),?)? ([0-9]{4})")
_RELATIVE = re.compile(
    r"(?:this|last|next|current|previous|coming) (?:year|month|quarter|half|week)"
    r"|today|now|yesterday|tomorrow|currently|recently|soon|.+ ago",
    re.IGNORECASE,
)


class PeriodError(ValueError):
    """A text that names no period; ``message`` says why, ``hint`` how to mend it."""

    def __init__(self, message: str, hint: str = _ACCEPTED) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """All days from ``first`` to ``last``, both included.

    Two periods are equal when they cover the same days, however they were typed: ``2025-01/2025-06`` is
    ``H1 2025``.
    """

    first: date
    last: date
    form: Form = field(compare=False)
    text: str = field(compare=False)

    def __str__(self) -> str:
        return short(self)


def parse(text: str) -> Period:
    """Return the period that ``text`` names.

    Raises PeriodError for anything else, with a hint that spells out the period wherever it can be known.
    """
    typed = text.strip()
    if not typed:
        raise PeriodError("no period is given")
    if len(typed) > _LONGEST:
        raise PeriodError("this is too long to be a period")
    if typed.count("/") == 1 and not _PART_TIGHT.fullmatch(typed):
        start, end = typed.split("/")
        if _YEAR.match(start):
            return _interval(typed, start, end)
    first, last = _bounds(typed)
    return Period(first, last, _form(first, last), typed)


def parse_month(text: str) -> Period:
    """Return the month that ``text`` names as ``2025-11``; raises PeriodError for every other period."""
    period = parse(text)
    if period.form != "month":
        raise PeriodError(f'"{period.text}" is not a month', "write the year and the month: 2025-11")
    return period


def month_name(number: int) -> str:
    """Return the English name of month 1 to 12; raises PeriodError for other numbers."""
    if not 1 <= number <= 12:
        raise PeriodError(f"there is no month {number}", "months run from 01 to 12")
    return MONTHS[number - 1]


def same_length(one: Period, other: Period) -> bool:
    """Return whether two periods may stand on one line: a half year and a full year may not.

    Spans match when they count the same months, or the same days where they do not keep to whole months.
    """
    if one.form != other.form:
        return False
    return one.form != "span" or _length(one) == _length(other)


def spoken(period: Period) -> str:
    """Return the period as a sentence says it: "first half of 2025", "January–July 2025"."""
    year = period.first.year
    if period.form == "quarter":
        return f"{_ORDINALS[period.first.month // 3]} quarter of {year}"
    if period.form == "half":
        return f"{_ORDINALS[period.first.month // 6]} half of {year}"
    return short(period)


def short(period: Period) -> str:
    """Return the period as a label says it: "H1 2025", "Q3 2025", "September 2025", "2025–27"."""
    first, last = period.first, period.last
    match period.form:
        case "year":
            return str(first.year)
        case "half":
            return f"H{first.month // 6 + 1} {first.year}"
        case "quarter":
            return f"Q{first.month // 3 + 1} {first.year}"
        case "month":
            return _month(first)
        case "day":
            return _day(first)
        case "span":
            return _span(first, last)


def _interval(typed: str, start: str, end: str) -> Period:
    first, _ = _bounds(start)
    if re.fullmatch(r"[0-9]{1,3}|[0-9]{1,2}-[0-9]{1,2}", end):
        raise PeriodError(f'the end of "{typed}" has no year', f"write it out: {start}/{first.year + 2}")
    _, last = _bounds(end)
    if last < first:
        raise PeriodError(f'"{typed}" ends before it begins', f"write {end}/{start}")
    return Period(first, last, _form(first, last), typed)


def _bounds(typed: str) -> tuple[date, date]:
    """Return the first and last day of one period that is not an interval."""
    if _YEAR.fullmatch(typed):
        year = _year(typed)
        return date(year, 1, 1), date(year, 12, 31)
    if part := _PART.fullmatch(typed):
        return _part(part[1].upper(), int(part[2]), _year(part[3]))
    if iso := _ISO.fullmatch(typed):
        return _calendar(_year(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None)
    raise _nonsense(typed)


def _year(typed: str) -> int:
    year = int(typed)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(f"the year {typed} is out of reach", f"years run from {FIRST_YEAR} to {LAST_YEAR}")
    return year


def _part(letter: str, number: int, year: int) -> tuple[date, date]:
    months, name, count = (6, "half", 2) if letter == "H" else (3, "quarter", 4)
    if not 1 <= number <= count:
        raise PeriodError(f"there is no {name} {number}", f"a year has {letter}1 to {letter}{count}")
    last = number * months
    return date(year, last - months + 1, 1), date(year, last, _days(year, last))


def _calendar(year: int, month: int, day: int | None) -> tuple[date, date]:
    if not 1 <= month <= 12:
        raise PeriodError(f"there is no month {month}", "dates are year-month-day: 2025-09-03")
    days = _days(year, month)
    if day is None:
        return date(year, month, 1), date(year, month, days)
    if not 1 <= day <= days:
        raise PeriodError(f"{MONTHS[month - 1]} {year} has {days} days, not {day}", "look the date up again")
    return date(year, month, day), date(year, month, day)


def _days(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def _nonsense(typed: str) -> PeriodError:
    """Return the error for a text that is no period, with the nearest one where there is only one."""
    if other := _OTHER_ORDER.fullmatch(typed):
        return _ambiguous(typed, int(other[1]), int(other[2]), other[3])
    if _RELATIVE.fullmatch(typed):
        return PeriodError(
            f'"{typed}" means something else every month', "write the year: 2025, 2025-09 or H1 2025"
        )
    meant = _meant(typed)
    return PeriodError(f'"{typed}" is not a period', f"write {meant}" if meant else _ACCEPTED)


def _ambiguous(typed: str, one: int, two: int, year: str) -> PeriodError:
    readings = [
        (f"{day} {MONTHS[month - 1]}", f"{year}-{month:02}-{day:02}")
        for day, month in dict.fromkeys(((one, two), (two, one)))
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    if not readings:
        return PeriodError(f'"{typed}" is not a date', "dates are year-month-day: 2025-09-03")
    said = " or ".join(spoken for spoken, _ in readings)
    message = f'"{typed}" could be {said}' if len(readings) > 1 else f'"{typed}" is not an ISO date ({said})'
    return PeriodError(message, "write " + " or ".join(iso for _, iso in readings))


def _meant(typed: str) -> str | None:
    if match := _PART_BEHIND.fullmatch(typed):
        return f"{match[2].upper()}{match[3]} {match[1]}"
    if match := _PART_TIGHT.fullmatch(typed):
        return f"{match[1].upper()}{match[2]} {match[3]}"
    if match := _LOOSE_ISO.fullmatch(typed):
        return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])
    if match := _SPAN_BY_DASH.fullmatch(typed):
        return f"{match[1]}/{match[1][: 4 - len(match[2])]}{match[2]}"
    if match := _NAMED.fullmatch(typed):
        months = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(match[2].lower())]
        day = match[1] or match[3]
        if len(months) == 1 and not (match[1] and match[3]):
            return f"{match[4]}-{months[0]:02}" + (f"-{int(day):02}" if day else "")
    return None


def _form(first: date, last: date) -> Form:
    if first == last:
        return "day"
    if not _whole_months(first, last):
        return "span"
    months = _months(first, last)
    starts_one = months in _FORMS and (first.month - 1) % months == 0
    return _FORMS[months] if starts_one else "span"


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and last.day == _days(last.year, last.month)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _length(period: Period) -> tuple[str, int]:
    if _whole_months(period.first, period.last):
        return "months", _months(period.first, period.last)
    return "days", (period.last - period.first).days + 1


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _span(first: date, last: date) -> str:
    one_year = first.year == last.year
    if not _whole_months(first, last):
        if one_year and first.month == last.month:
            return f"{first.day}–{_day(last)}"
        start = f"{first.day} {MONTHS[first.month - 1]}" if one_year else _day(first)
        return f"{start} – {_day(last)}"
    if first.month == 1 and last.month == 12:
        same_century = first.year // 100 == last.year // 100
        return f"{first.year}–{last.year % 100:02}" if same_century else f"{first.year}–{last.year}"
    if one_year:
        return f"{MONTHS[first.month - 1]}–{_month(last)}"
    return f"{_month(first)} – {_month(last)}"
