"""A figure of the ledger with all that leads back to it, and its value in a unit shared with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from psr_report import ledger, quantities
from psr_report.model import Figure, Source
from psr_report.quantities import Quantity, QuantityError, Unit
from psr_report.read.newsroom import Story


@dataclass(frozen=True, slots=True)
class Common:
    """A value in the unit that its neighbours share; None, and why, where it cannot be brought there.

    ``is_calculated`` says that this tool converted it; otherwise the source printed it so.
    """

    value: Quantity | None
    is_calculated: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure where an issue printed it; ``number`` is its source's number in that issue."""

    story: Story
    id: str
    number: int | None
    common: Common

    @property
    def figure(self) -> Figure:
        """The figure as the analyst typed it."""
        return self.story.article.figures[self.id]

    @property
    def source(self) -> Source | None:
        """Where the figure comes from."""
        return self.story.article.sources.get(self.figure.source or "")

    @property
    def article(self) -> str:
        """The article as other articles name it: 2025-09/cell-prices."""
        return f"{self.story.month}/{self.story.slug}"

    @property
    def entry(self) -> ledger.Entry:
        """The figure as the ledger compares it."""
        return ledger.Entry(self.story.month, self.story.slug, self.id, self.figure)

    @property
    def until(self) -> date:
        """The last day that the figure speaks of, else on which it was stated."""
        period = self.figure.period or self.figure.as_of
        return period.last if period else date.min

    @property
    def order(self) -> tuple[bool, tuple[str, str], date, str, str]:
        """Where the row stands among others: by entity and measure, then by time; those without come last."""
        key = self.entry.key
        return key is None, key or ("", ""), self.until, self.story.month, self.story.slug


def rows(stories: Iterable[Story], numbers: Mapping[str, Mapping[str, int]]) -> Iterator[Row]:
    """Yield the figures of one issue's stories as rows, in the order printed; see ``numbering.Numbers``."""
    for story in stories:
        for name, figure in story.article.figures.items():
            number = numbers[story.slug].get(figure.source or "")
            yield Row(story, name, number, Common(figure.value))


def in_one_unit(found: Sequence[Row], unit: Unit | None = None) -> list[Row]:
    """Return the rows with their values in ``unit``, else in the unit of the newest row of their key."""
    newest: dict[tuple[str, str], Row] = {}
    for row in found:
        key = row.entry.key
        if key is not None and (key not in newest or _age(newest[key]) <= _age(row)):
            newest[key] = row
    made = []
    for row in found:
        key = row.entry.key
        target = unit or (newest[key].figure.value.unit if key is not None else row.figure.value.unit)
        made.append(replace(row, common=_in(row.figure, target)))
    return made


def _age(row: Row) -> tuple[date, str]:
    return row.until, row.story.month


def _in(figure: Figure, target: Unit | None) -> Common:
    printed = [value for value in (figure.value, figure.also) if value is not None]
    for value in printed:
        if value.unit == target:
            return Common(value)
    if target is None:
        return Common(None, why_not="the others have no unit")
    reasons = []
    for value in printed:
        try:
            converted = quantities.convert(value, target)
        except QuantityError as error:
            reasons.append(error.message)
            continue
        return Common(converted, (converted.low, converted.high) != (value.low, value.high))
    return Common(None, why_not=reasons[0])
