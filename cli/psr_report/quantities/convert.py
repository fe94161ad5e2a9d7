"""From one unit to another, and no more exactly than the number is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from . import units
from .grammar import amount
from .units import Base, Unit
from .value import Quantity, QuantityError, digits, exactly, rounded
from .wording import house

_FREE_RATES = ("count", "calendar")  # "per vehicle", "a year": often understood, and nothing converts by them


@dataclass(frozen=True, slots=True)
class Line:
    """How one unit turns into another: ``slope`` times the value, plus ``intercept``."""

    slope: Decimal
    intercept: Decimal = Decimal(0)

    @exactly
    def __call__(self, value: Decimal) -> Decimal:
        """Return ``value`` in the other unit, unrounded."""
        return self.slope * value + self.intercept


def unit(text: str) -> Unit:
    """Return the unit that is spelled so: "km", "miles", "US$/kWh"; raises QuantityError for others."""
    written = f"1 {text.strip()}"
    read = amount(written, 0, len(written), prose=False) if len(text) <= 60 else None
    if read is None or read.end != len(written) or read.unit is None or read.scale:
        raise QuantityError(f'"{text[:40]}" is not a unit', "write for example km, miles, kWh or US$/kWh")
    return read.unit


@exactly
def convert(quantity: Quantity, to: Unit | str) -> Quantity:
    """Return the quantity in another unit, rounded to what the typed number warrants.

    The rule. The result is rounded to the power of ten nearest to the step of the typed number, counted
    in the new unit, but keeps at least two digits: 758 km is 471 miles, 184,000 km is 114,000, 150,000 km
    is 93,000. The zeros of a round number count up to its second digit: 1,000 km is 620 miles. One more
    digit stays where two would turn the result into a bare 10, 100 or 1,000 that is 0.5% off: 65 miles is
    105 km. Degrees are rounded to the decimal place typed. Both ends of a range share the coarser step.
    Qualifier and sign stay, halves are rounded away from zero, and a scale word stays while the number
    fills it.

    Raises QuantityError where no fixed factor exists: currencies, unspecified gallons and tons, unlike units.
    """
    target = unit(to) if isinstance(to, str) else to
    if quantity.unit is None:
        raise QuantityError(f'"{quantity.text}" has no unit', "write the unit behind the number")
    line = line_between(quantity.unit, target)
    if line is None:
        raise _refusal(quantity.unit, target)
    target = replace(target, of=target.of or quantity.unit.of)
    if line == Line(Decimal(1)):
        return replace(quantity, unit=target)
    step = max(_step_after(quantity, end, line) for end in {quantity.low, quantity.high})
    result = quantity.with_values(lambda value: rounded(line(value), step), target, step)
    if max(abs(result.low), abs(result.high)) < result.multiplier:
        result = replace(result, scale=None)
    return replace(result, text=house(result))


def pair(quantity: Quantity, pairs: Iterable[str]) -> Quantity | None:
    """Return the partner of a quantity under house pairs such as "km/miles", or None.

    None too where the partner is money: no rate is known here. ``partner`` still names its unit.
    """
    other = partner(quantity.unit, pairs) if quantity.unit else None
    return None if other is None or other.is_currency else convert(quantity, other)


def partner(one: Unit, pairs: Iterable[str]) -> Unit | None:
    """Return the unit that house pairs put beside ``one``, or None; a price keeps its "per"."""
    if one.per is not None and not one.is_currency:
        return None
    for name in pairs:
        left, right = _sides(name)
        if one.base in (left, right):
            return replace(one, base=right if one.base == left else left)
    return None


@exactly
def line_between(one: Unit, other: Unit, *, lenient: bool = False) -> Line | None:
    """Return how ``one`` turns into ``other``, or None when it cannot.

    ``lenient`` is for comparing: a rate that only one side names passes where it just counts or says "a
    year".
    """
    if one.of and other.of and one.of != other.of:
        return None
    if not _same_kind(one.base, other.base):
        return None
    slope = one.base.factor / other.base.factor
    if one.per is None and other.per is None:
        return Line(slope, slope * one.base.offset - other.base.offset)
    if one.per is None or other.per is None:
        alone = one.per or other.per
        return Line(slope) if lenient and alone is not None and alone.kind in _FREE_RATES else None
    if not _same_kind(one.per, other.per):
        return None
    return Line(slope * other.per.factor / one.per.factor)


def _same_kind(one: Base, other: Base) -> bool:
    if one.kind != other.kind:
        return {one.symbol, other.symbol} == {"$", "US$"}  # a bare dollar is the publisher's own
    if one.kind != "count":
        return True
    nouns = {base.symbol.casefold().removesuffix("s") for base in (one, other)}
    return len(nouns) == 1 or bool(nouns & {"unit", ""})


def _step_after(quantity: Quantity, end: Decimal, line: Line) -> Decimal:
    """Return the step that one end of a quantity is rounded to in the new unit."""
    result = line(end)
    if line.intercept:
        return _nearest_power(min(quantity.step, Decimal(1)) * line.slope)
    step = _nearest_power(_known_step(quantity) * line.slope)
    if not result or step.adjusted() <= result.adjusted() - 1:
        return _unless_it_collapses(result, step)
    second_digit = Decimal(1).scaleb(result.adjusted() - 1)
    kept = rounded(result, second_digit)
    if second_digit < 1 <= step and kept == kept.to_integral_value():
        return Decimal(1)  # 8 km is 5 miles, not 5.0
    return _unless_it_collapses(result, second_digit)


def _unless_it_collapses(value: Decimal, step: Decimal) -> Decimal:
    kept = abs(rounded(value, step))
    bare = bool(kept) and kept == Decimal(1).scaleb(kept.adjusted()) and digits(kept, step) > 1
    return step / 10 if bare and abs(abs(value) - kept) * 200 > kept else step


def _known_step(quantity: Quantity) -> Decimal:
    """Return the step with the zeros of a round number counted up to its second digit: 100 for 1,000."""
    if quantity.step >= 10 and quantity.significant == 1:
        return quantity.step / 10
    return quantity.step


def _nearest_power(step: Decimal) -> Decimal:
    exponent = step.log10().to_integral_value()
    return Decimal(1).scaleb(int(exponent))


def _refusal(one: Unit, other: Unit) -> QuantityError:
    for side in (one, other):
        if side.base.choices:
            hint = "write " + " or ".join(side.base.choices)
            return QuantityError(f"which {side.base.singular} is meant is not specified", hint)
    if one.is_currency and other.is_currency:
        return QuantityError(
            f"{one.base.symbol} does not convert to {other.base.symbol}: a rate holds for one day only",
            "give the second amount as its source printed it",
        )
    return QuantityError(f"{one} does not convert to {other}", "choose a unit that measures the same thing")


@cache
def _sides(name: str) -> tuple[Base, Base]:
    """Return both units of a house pair; "km/h/mph" is cut where both sides are units."""
    for at in (index for index, letter in enumerate(name) if letter == "/"):
        left, right = units.base(name[:at]), units.base(name[at + 1 :])
        if left is not None and right is not None:
            return left, right
    raise QuantityError(f'"{name[:40]}" is not a pair of units', "write for example km/miles")
