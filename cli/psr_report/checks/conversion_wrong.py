"""A quantity in two units must be the same quantity.

"1,000 km (600 miles)" gives two distances, and nobody knows which of them is meant. Both are held against
each other within the digits typed, so that 1,000 km (620 miles) is right; what is more than 1% apart
beyond that is an error. In running text the rule reads what stands alone in brackets, and what "or" joins
of the house pairs; of a figure, `value:` and `also:`.

Money has no fixed rate. Within one story, though, all amounts in two currencies should follow from about
the same rate: one that lies over 3% off the middle of at least three is a warning. Prices of different
years may well do so.

Fails:

    summary: |
      The pack could go 1,000 km (600 miles) on the WLTP cycle, the desk reports.
    figures:
      range: {label: range of the pack, value: "1,000 km", kind: claim, as_of: 2025-10, cycle: WLTP,
        source: desk}

Passes:

    summary: |
      The pack could go 1,000 km (620 miles) on the WLTP cycle, the desk reports.
    figures:
      range: {label: range of the pack, value: "1,000 km", kind: claim, as_of: 2025-10, cycle: WLTP,
        source: desk}

Silence it where the source itself prints both, and say so in the text:

    ignore: {conversion-wrong: the source prints 600 miles beside 1,000 km}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from statistics import median
from typing import Protocol

from psr_report import quantities
from psr_report.checks.pairs import pairs
from psr_report.checks.passages import Passage
from psr_report.checks.recomputed import shown
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.quantities import Quantity, Unit
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"report.yaml"}

_APART = Decimal("0.01")  # of the quantity, beyond rounding
_RATE_APART = Decimal("0.03")
_ROUND = 10
_ENOUGH = 3  # pairs of amounts, before one of them can be the odd one out
_NOT_MEASURED = frozenset({"count", "share", "points", "multiple"})


class _Report(Protocol):
    def __call__(self, severity: Severity, message: str, hint: str) -> Problem: ...


@dataclass(frozen=True, slots=True)
class _Both:
    """A quantity, what is given for the same in another unit, and how a problem with the second is made."""

    first: Quantity
    second: Quantity
    report: _Report


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each pair of a story that does not agree, then for the odd rates of exchange."""
    given = [both for passage in desk.texts(story) for both in _in_text(passage, desk)]
    given += _in_figures(story)
    yield from _apart(given)
    yield from _odd_rates(given)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each pair in the texts of issue.yaml that does not agree."""
    yield from _apart([both for passage in desk.plan for both in _in_text(passage, desk)])


def _in_text(passage: Passage, desk: Desk) -> Iterator[_Both]:
    for pair in pairs(passage):
        first, second = pair.first.quantity, pair.second.quantity
        if first.unit is None or second.unit is None or not pair.is_alone:
            continue
        partner = quantities.partner(first.unit, desk.room.report.house_pairs)
        if pair.in_brackets or (partner is not None and partner.base == second.unit.base):
            span = (pair.second.start, pair.second.end)
            yield _Both(first, second, partial(_of_text, passage, span))


def _of_text(passage: Passage, span: tuple[int, int], severity: Severity, message: str, hint: str) -> Problem:
    return passage.problem("conversion-wrong", severity, span, message, hint)


def _in_figures(story: Story) -> Iterator[_Both]:
    for name, figure in story.article.figures.items():
        if figure.also is not None:
            yield _Both(figure.value, figure.also, partial(_of_figure, story, name, len(figure.also.text)))


def _of_figure(story: Story, name: str, width: int, severity: Severity, message: str, hint: str) -> Problem:
    place = story.place("figures", name, "also")
    return Problem("conversion-wrong", severity, place, message, hint, width)


def _apart(given: Sequence[_Both]) -> Iterator[Problem]:
    for both in given:
        first, second = both.first, both.second
        if first.unit is None or second.unit is None or not _is_conversion(first.unit, second.unit):
            continue
        if _agree(first, second) or not _is_far(first, second):
            continue
        converted = quantities.convert(first, second.unit)
        if _is_same(converted, second) or _is_same(quantities.convert(second, first.unit), first):
            continue
        right = _spaced(converted)
        message = f"{_spaced(first)} is {right}, not {_spaced(second)}"
        yield both.report(SEVERITY, message, f"write {right}, or put the first number right")


def _agree(first: Quantity, second: Quantity) -> bool:
    """Return whether two quantities agree; an end of "27 to 50 hp (20 to 37 kW)" may agree with a range."""
    if first.is_range == second.is_range:
        return quantities.agree(first, second)
    return any(
        quantities.agree(one, other) for one in quantities.ends(first) for other in quantities.ends(second)
    )


def _is_conversion(one: Unit, other: Unit) -> bool:
    if (one.base, one.per) == (other.base, other.per) or one.base.kind in _NOT_MEASURED:
        return False
    return quantities.line_between(one, other) is not None


def _is_far(first: Quantity, second: Quantity) -> bool:
    """Return whether two quantities in units of one kind are more than 1% apart."""
    if first.unit is None or second.unit is None:
        return False
    line = quantities.line_between(first.unit, second.unit)
    if line is None:
        return False
    low, high = line(first.low), line(first.high)
    if line.intercept:
        # degrees: one degree, and 2 °C (3.6 °F) may be a difference of temperatures
        is_difference = abs(first.low * line.slope - second.low) <= max(second.step, _APART)
        return not is_difference and max(abs(low - second.low), abs(high - second.high)) > 1
    if first.is_range == second.is_range:
        return any(_parts(mine, theirs) for mine, theirs in ((low, second.low), (high, second.high)))
    if first.is_range:
        return not low * (1 - _APART) <= second.low <= high * (1 + _APART)
    return not second.low * (1 - _APART) <= low <= second.high * (1 + _APART)


def _is_same(one: Quantity, other: Quantity) -> bool:
    if one.is_range == other.is_range:
        return (one.low, one.high) == (other.low, other.high)
    return bool({one.low, one.high} & {other.low, other.high})


def _parts(mine: Decimal, theirs: Decimal) -> bool:
    return abs(mine - theirs) > _APART * max(abs(mine), abs(theirs))


def _spaced(quantity: Quantity) -> str:
    return " ".join(quantity.text.split())


@dataclass(frozen=True, slots=True)
class _Rate:
    """How much of one currency the story gives for one of another, and how far rounding moves it."""

    least: Decimal
    rate: Decimal
    most: Decimal
    both: _Both


def _odd_rates(given: Sequence[_Both]) -> Iterator[Problem]:
    """Yield a warning for each amount whose rate lies off that of the others in the story."""
    by_currencies: dict[tuple[str, str], list[_Rate]] = {}
    for both in given:
        names = _currencies(both)
        if names is not None:
            by_currencies.setdefault(names, []).append(_rate(both, turned=names[0] != _symbol(both.first)))
    for (one, other), rates in by_currencies.items():
        different = {(rate.least, rate.rate, rate.most): rate.rate for rate in rates}
        if len(different) < _ENOUGH:
            continue
        middle = median(different.values())
        for rate in rates:
            if rate.most < middle * (1 - _RATE_APART) or rate.least > middle * (1 + _RATE_APART):
                amounts = f'"{_spaced(rate.both.first)}" and "{_spaced(rate.both.second)}"'
                own, others = (f"{other}{shown(each, 3)}" for each in (rate.rate, middle))
                message = f"{amounts} make {own} for {one}1, the other amounts of this story {others}"
                hint = "look up both amounts in the source; set this aside if it used another day's rate"
                yield rate.both.report(Severity.WARNING, message, hint)


def _currencies(both: _Both) -> tuple[str, str] | None:
    """Return the two currencies in the order of their signs, or None where these are not two amounts."""
    first, second = both.first.unit, both.second.unit
    if first is None or second is None or not first.is_currency or not second.is_currency:
        return None
    if first.base == second.base or first.per != second.per or not both.first.low or not both.second.low:
        return None
    if both.first.is_range or both.second.is_range:
        return None
    one, other = sorted((first.base.symbol, second.base.symbol), reverse=True)
    return one, other


def _symbol(quantity: Quantity) -> str:
    return quantity.unit.base.symbol if quantity.unit else ""


def _rate(both: _Both, *, turned: bool) -> _Rate:
    one, other = (both.second, both.first) if turned else (both.first, both.second)
    paid, got = abs(one.low), abs(other.low)

    def half(quantity: Quantity) -> Decimal:
        # the zeros of a round amount count up to its second digit, as they do in conversions
        is_round = quantity.step >= _ROUND and quantity.significant == 1
        return quantity.step / (20 if is_round else 2)

    return _Rate(
        (got - half(other)) / (paid + half(one)),
        got / paid,
        (got + half(other)) / (paid - half(one)),
        both,
    )
