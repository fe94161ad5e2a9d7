"""Which issue "november" is, among those a newsroom has. Light: a build that has nothing to do imports no more than this."""

from __future__ import annotations

import difflib
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

_FOLDER = re.compile(r"(\d{4})-(0[1-9]|1[0-2])\Z")


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
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is not a number of seconds", "unset it, or set it to whole seconds since 1970"
        ) from None


def spoken(month: str) -> str:
    """Return "November 2025" for 2025-11."""
    return f"{MONTHS[int(month[5:]) - 1].capitalize()} {month[:4]}"


def available(newsroom: Path) -> list[str]:
    """Return the months that have an issue, oldest first: folders named YYYY-MM with at least one YAML file."""
    found = []
    for entry in os.scandir(newsroom):
        if _FOLDER.match(entry.name) and entry.is_dir() and any(name.endswith(".yaml") for name in os.listdir(entry.path)):
            found.append(entry.name)
    return sorted(found)


def choose(asked: str | None, months: Sequence[str]) -> Chosen:
    """Return the issue that ``asked`` means: november, nov, 2025-11, nov-2025, "november 2025", latest, current.

    A bare month is the newest issue of that month; nothing asked is the latest. Raises UsageError with the list of what
    there is and the nearest name.
    """
    if not months:
        raise UsageError("this newsroom has no issue yet", "make a folder such as 2025-11 with an article in it")
    text = " ".join((asked or "latest").strip().casefold().replace("/", "-").split())
    if text == "latest":
        return Chosen(months[-1], f"latest is {spoken(months[-1])}" if asked is None or len(months) > 1 else None)
    if text == "current":
        month = now().strftime("%Y-%m")
        return Chosen(_existing(month, months, f"there is no issue for this month, {spoken(month)}"))
    if _FOLDER.match(text):
        return Chosen(_existing(text, months, f"there is no issue for {spoken(text)}"))
    match = re.match(r"([a-z]{3,9})\.?(?:[ -]+(\d{4}))?\Z", text)
    number = _month_number(match[1]) if match else None
    if match is None or number is None:
        raise _unknown(asked or "", months)
    if match[2]:
        month = f"{match[2]}-{number:02}"
        return Chosen(_existing(month, months, f"there is no issue for {spoken(month)}"))
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
    raise UsageError(sorry, _list(months))


def _list(months: Sequence[str]) -> str:
    shown = ", ".join(months[-12:])
    return f"there is {shown}" if len(months) <= 12 else f"the last twelve are {shown}"


def _unknown(asked: str, months: Sequence[str]) -> UsageError:
    near = difflib.get_close_matches(asked.casefold(), [*MONTHS, "latest", "current", *months], n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}? " if near else ""
    return UsageError(f'"{asked}" is not an issue', hint + _list(months))
