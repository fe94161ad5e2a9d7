"""The memory across issues: every figure of every month under its key, so that a number can be held against earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from psr_report import quantities
from psr_report.model import Figure
from psr_report.read.newsroom import Story


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
        if self.figure.of is None or self.figure.metric is None:
            return None
        return self.figure.of.casefold(), self.figure.metric.casefold()


def entries(stories: Iterable[Story]) -> list[Entry]:
    """Return the figures of the stories in the order printed."""
    return [Entry(story.month, story.slug, name, figure) for story in stories for name, figure in story.article.figures.items()]


def earlier(ledger: Sequence[Entry], entry: Entry) -> Entry | None:
    """Return the newest figure of the same key, unit and level for an earlier period, or None.

    Half-year and full-year figures are different measures and never compared; a price per unit is a level, not a sum over a
    period, so a month's price may be held against a year's. Forecasts are not values that were.
    """
    figure = entry.figure
    if entry.key is None or figure.period is None or figure.kind == "forecast":
        return None
    before = [
        other
        for other in ledger
        if other.key == entry.key
        and other.month <= entry.month
        and other.figure.kind != "forecast"
        and other.figure.period is not None
        and other.figure.period.last < figure.period.first
        and other.figure.value.unit == figure.value.unit
        and other.figure.level == figure.level
        and (other.figure.period.form == figure.period.form or _is_price(figure))
    ]
    return max(before, key=lambda other: (other.figure.period.last, other.month), default=None)  # type: ignore[union-attr]


def change(before: Figure, after: Figure) -> float | None:
    """Return the change between two values in percent, rounded to what is printed.

    None for ranges, from zero, and between shares: their gap is one of percentage points, never a percentage.
    """
    first, second = before.value, after.value
    if first.unit is not None and first.unit.is_percent:
        return None
    if first.low != first.high or second.low != second.high or first.low <= 0 or second.low < 0:
        return None
    return float(round(quantities.change(first.low, second.low)))


def last_known(ledger: Sequence[Entry], of: str | None, metric: str | None, month: str) -> Entry | None:
    """Return the newest figure of a key that is not itself a forecast, printed up to ``month``; None when there is none."""
    if of is None or metric is None:
        return None
    key = of.casefold(), metric.casefold()
    known = [entry for entry in ledger if entry.key == key and entry.month <= month and entry.figure.kind != "forecast"]
    return max(known, key=lambda entry: (entry.figure.period.last.isoformat() if entry.figure.period else "", entry.month), default=None)


def _is_price(figure: Figure) -> bool:
    unit = figure.value.unit
    return unit is not None and "/" in unit.symbol and unit.symbol[0] in "US$€£¥₹CN"
