"""The memory across issues: every figure under its key, to be held against earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from psr_report import periods, quantities
from psr_report.model import Figure
from psr_report.quantities import Quantity
from psr_report.read.newsroom import Story

MOMENTS = frozenset({"day", "month", "year"})  # what a price is quoted for
# A change in percent of a share, of a temperature or of a multiple says nothing.
_NO_RATIO = frozenset({"share", "points", "temperature", "multiple"})
# A bound is not a value: from "over 1,000" to "over 1,200" nobody knows the change.
_BOUNDS = frozenset(
    {"over", "more than", "at least", "up to", "at most", "under", "less than", "fewer than", "below"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure where it was printed: month (YYYY-MM), story and name."""

    month: str
    slug: str
    id: str
    figure: Figure

    @property
    def key(self) -> tuple[str, str] | None:
        """Entity and measure, folded for comparison; None when the figure does not say both."""
        return key(self.figure.of, self.figure.metric)


@lru_cache(maxsize=8192)
def key(of: str | None, metric: str | None) -> tuple[str, str] | None:
    """Return what figures are compared by; None when entity or measure is not said."""
    return (of.casefold(), metric.casefold()) if of and metric else None


def entries(stories: Iterable[Story]) -> list[Entry]:
    """Return the figures of the stories in the order printed."""
    return [
        Entry(story.month, story.slug, name, figure)
        for story in stories
        for name, figure in story.article.figures.items()
    ]


def by_key(ledger: Iterable[Entry]) -> Mapping[tuple[str, str] | None, Sequence[Entry]]:
    """Return the entries by entity and measure, in their order."""
    found: dict[tuple[str, str] | None, list[Entry]] = {}
    for entry in ledger:
        found.setdefault(entry.key, []).append(entry)
    return found


def earlier(ledger: Sequence[Entry], entry: Entry) -> Entry | None:
    """Return the newest figure of the same key, unit, level and test cycle for an earlier period, or None.

    Only periods that compare count (see ``comparable``). Forecasts are not values that were.
    """
    after = entry.figure
    if entry.key is None or after.period is None or after.kind == "forecast":
        return None
    known: list[tuple[date, str, Entry]] = []
    for other in ledger:
        before = other.figure
        if (
            other.key != entry.key
            or other.month > entry.month
            or before.kind == "forecast"
            or before.period is None
        ):
            continue
        is_alike = (before.value.unit, before.level, before.cycle) == (
            after.value.unit,
            after.level,
            after.cycle,
        )
        if is_alike and before.period.last < after.period.first and comparable(before, after):
            known.append((before.period.last, other.month, other))
    return max(known, key=lambda found: found[:2])[2] if known else None


def comparable(one: Figure, other: Figure) -> bool:
    """Return whether the periods of two figures make them the same measure.

    Half-year and full-year figures never are. A price per unit is a level, not a sum over a period, so a
    month's price may be held against a year's.
    """
    if one.period is None or other.period is None:
        return False
    if periods.same_length(one.period, other.period):
        return True
    return {one.period.form, other.period.form} <= MOMENTS and is_price(one.value) and is_price(other.value)


def change(before: Figure, after: Figure) -> float | None:
    """Return the change between two values in whole percent, halves away from zero.

    None for ranges and bounds, from zero, and between shares: their gap is one of percentage points, never a
    percentage.
    """
    first, second = before.value, after.value
    if first.is_range or second.is_range or {first.qualifier, second.qualifier} & _BOUNDS:
        return None
    if first.unit is not None and first.unit.base.kind in _NO_RATIO:
        return None
    if first.low <= 0 or second.low < 0:
        return None
    return float(quantities.change(first.low, second.low, places=0))


def last_known(ledger: Sequence[Entry], of: str | None, metric: str | None, month: str) -> Entry | None:
    """Return the newest figure of a key, no forecast, printed up to ``month``; None without one."""
    wanted = key(of, metric)
    known = [
        entry
        for entry in ledger
        if wanted is not None
        and entry.key == wanted
        and entry.month <= month
        and entry.figure.kind != "forecast"
    ]
    return max(known, key=_age, default=None)


def _age(entry: Entry) -> tuple[date, str]:
    period = entry.figure.period or entry.figure.as_of
    return (period.last if period else date.min), entry.month


def is_price(value: Quantity) -> bool:
    """Return whether a value is so much money per unit: a level, not a sum over a period."""
    unit = value.unit
    return (
        unit is not None
        and unit.is_currency
        and unit.per is not None
        and unit.per.kind not in ("calendar", "time")
    )
