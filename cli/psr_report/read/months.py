"""Which issue "november" is, among those a newsroom has.

Light: a build that has nothing to do imports no more than this.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from psr_report.errors import UsageError

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_FOLDER = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])\Z")
_LOOSE = re.compile(r"([0-9]{4})[-. ]([0-9]{1,2})\Z")
_SPOKEN = re.compile(r"(?:([0-9]{4})[- ]+)?([a-z]{3,9})\.?(?:[- ]+([0-9]{4}))?\Z")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The month of an issue as YYYY-MM, and what a person should be told about the choice."""

    month: str
    notice: str | None = None


def now() -> datetime:
    """Return the instant the build counts from: SOURCE_DATE_EPOCH where set, else the clock. In UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.fromtimestamp(int(time.time()), UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is not a number of seconds",
            "unset it, or set it to whole seconds since 1970",
        ) from None


def spoken(month: str) -> str:
    """Return "November 2025" for 2025-11."""
    return f"{MONTHS[int(month[5:]) - 1].capitalize()} {month[:4]}"


def available(newsroom: Path) -> list[str]:
    """Return the months that have an issue, oldest first: folders named YYYY-MM with at least one YAML file.

    Raises UsageError when a folder cannot be listed.
    """
    try:
        with os.scandir(newsroom) as entries:
            months = sorted(entry.name for entry in entries if _FOLDER.match(entry.name) and entry.is_dir())
        return [month for month in months if any(map(_is_content, (newsroom / month).iterdir()))]
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise UsageError(f"{error.filename} cannot be listed: {said}", "check its permissions") from None


def _is_content(path: Path) -> bool:
    return path.name.endswith(".yaml") and not path.name.startswith(".")


def choose(asked: str | None, months: Sequence[str]) -> Chosen:
    """Return the issue that ``asked`` means.

    It is november, nov, 2025-11, nov-2025, "november 2025", latest or current. A bare month is the newest
    issue of that month; nothing asked is the latest: the newest that is not of a month still to come, or the
    newest of all if there are no others. Raises UsageError with what there is and the nearest
    name.
    """
    if not months:
        hint = "make a folder such as 2025-11 with an article in it"
        raise UsageError("this newsroom has no issue yet", hint)
    text = plainly(asked or "latest")
    if text == "latest":
        return _latest(months, says_more=not asked or len(months) > 1)
    if text == "current":
        month = now().strftime("%Y-%m")
        return Chosen(_existing(month, months, f"there is no issue for this month, {spoken(month)}"))
    if _FOLDER.match(text):
        return Chosen(_existing(text, months, f"there is no issue for {spoken(text)}"))
    named = spelled(text)
    if named is None:
        raise _unknown(asked or "", text, months)
    year, number = named
    if year is not None:
        month = f"{year}-{number:02}"
        return Chosen(_existing(month, months, f"there is no issue for {spoken(month)}"))
    return _newest(number, months, asked or "")


def plainly(asked: str) -> str:
    """Return what was asked for in small letters, with single blanks and hyphens for slashes."""
    return " ".join(asked.casefold().replace("/", "-").split())


def spelled(text: str) -> tuple[str | None, int] | None:
    """Return year and number of a month in words, without a year where none is given; None if it is none."""
    match = _SPOKEN.match(text)
    number = _month_number(match[2]) if match and not (match[1] and match[3]) else None
    return (match[1] or match[3], number) if match and number is not None else None


def is_month(text: str) -> bool:
    """Return whether a text is a month as folders are named: YYYY-MM."""
    return _FOLDER.match(text) is not None


def _latest(months: Sequence[str], *, says_more: bool) -> Chosen:
    this = now().strftime("%Y-%m")
    month = max((month for month in months if month <= this), default=months[-1])
    return Chosen(month, f"latest is {spoken(month)}" if says_more else None)


def _newest(number: int, months: Sequence[str], asked: str) -> Chosen:
    same = [month for month in months if int(month[5:]) == number]
    if not same:
        raise UsageError(f"there is no issue for any {MONTHS[number - 1].capitalize()}", _list(months))
    notice = f"{asked} is {spoken(same[-1])}"
    if len(same) > 1:
        notice += f"; say {same[-2]} for the one before"
    return Chosen(same[-1], notice)


def _month_number(word: str) -> int | None:
    fits = [number for number, name in enumerate(MONTHS, 1) if name.startswith(word)]
    return fits[0] if len(fits) == 1 else None


def _existing(month: str, months: Sequence[str], sorry: str) -> str:
    if month in months:
        return month
    nearest = min(months, key=lambda one: abs(_count(one) - _count(month)))
    hint = f"{_list(months)}; the nearest is {nearest}" if len(months) > 1 else _list(months)
    raise UsageError(sorry, hint)


def _count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def _list(months: Sequence[str]) -> str:
    shown = ", ".join(months[-12:])
    return f"there is {shown}" if len(months) <= 12 else f"the last twelve are {shown}"


def _unknown(asked: str, text: str, months: Sequence[str]) -> UsageError:
    import difflib

    meant = None
    if loose := _LOOSE.match(text):
        meant = f"{loose[1]}-{loose[2]:>02}" if 1 <= int(loose[2]) <= 12 else None
    else:
        names = [*MONTHS, "latest", "current", *months, *(spoken(month).casefold() for month in months)]
        meant = next(iter(difflib.get_close_matches(text, names, n=1, cutoff=0.6)), None)
    hint = f'did you mean "{meant}"? ' if meant else ""
    return UsageError(f'"{asked[:60]}" is not an issue', hint + _list(months))
