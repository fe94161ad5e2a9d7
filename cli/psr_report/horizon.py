"""Up to which day an issue knows what happened: for outcomes, forecasts that are due, and corrections.

An issue speaks from the day it is published; without one from the day it closes, at the earliest the first of
its month; without either from the last day of its month. The newest issue there is has nobody after it who
could tell, so it knows everything that was recorded. The clock is never asked: built again, an issue knows
what it knew.
"""

from __future__ import annotations

from datetime import date

from psr_report import periods
from psr_report.read.newsroom import Folder, Newsroom


def day(folder: Folder) -> date:
    """Return the day that an issue speaks from."""
    month = periods.parse(folder.month)
    if folder.plan.publishes is not None:
        return folder.plan.publishes.last
    if folder.plan.closes is not None:
        return max(folder.plan.closes.last, month.first)
    return month.last


def knows(room: Newsroom, month: str, when: date) -> bool:
    """Return whether the issue of ``month`` knows of what was recorded on the day ``when``."""
    is_newest = month >= max(room.months, default=month)
    return is_newest or when <= day(room.folders[month])


def tells(room: Newsroom, month: str, when: date, since: str) -> bool:
    """Return whether the issue of ``month`` is the first after ``since`` to know what was recorded."""
    if month <= since or not knows(room, month, when):
        return False
    between = (folder for name, folder in room.folders.items() if since < name < month)
    return all(when > day(folder) for folder in between)
