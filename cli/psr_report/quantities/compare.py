"""Whether two numbers say the same, and by how much they differ."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from .convert import Line, line_between
from .find import find
from .value import Quantity, digits, exactly

_MORE = frozenset({"over", "more than", "at least"})
_LESS = frozenset({"nearly", "almost", "up to", "at most", "under", "less than", "fewer than", "below"})
_WHOLE_STEPS = frozenset({"share", "points", "temperature"})  # 20% means 20, not 15 to 25


@exactly
def agree(one: Quantity, other: Quantity) -> bool:
    """Return whether both say the same within the coarser rounding of the two, units converted.

    Two numbers agree when they differ by at most half a step of the coarser one; of ranges, both ends
    must. Zeros at the end count as typed up to the second digit, and a bare 10, 100 or 1,000 is good to
    2.5%, so that 1,000 km agrees with 620 miles but not with 600. Shares and degrees are good to the
    whole number. Qualifiers may differ in strength, but not in direction ("over" and "under") when the
    unit is the same. A substance ("of CO₂"), "a year" or a noun that is only counted may be missing on
    one side.
    """
    line = _line(one, other)
    if line is None or one.is_range != other.is_range:
        return False
    if line == Line(Decimal(1)) and _opposed(one, other):
        return False
    return all(
        _meets(one, mine, other, theirs, line)
        for mine, theirs in ((one.low, other.low), (one.high, other.high))
    )


def comparable(one: Quantity, other: Quantity) -> bool:
    """Return whether one can be held against the other: their units are of one kind, with a fixed factor."""
    return _line(one, other) is not None


def contains(document: str | Iterable[Quantity], quantity: Quantity) -> bool:
    """Return whether a quantity in ``document`` (a text, or what was found in it) agrees with this one."""
    said = (found.quantity for found in find(document)) if isinstance(document, str) else document
    return any(agree(one, quantity) for one in said)


@exactly
def change(before: Decimal | int, after: Decimal | int, places: int | None = None) -> Decimal:
    """Return the change from ``before`` to ``after`` in percent of ``before``: 2.5 means 2.5%.

    A fall is negative, from a negative ``before`` too. With ``places`` the result is rounded, halves away
    from zero; without, it carries 50 digits. Raises ValueError when ``before`` is zero.
    """
    start, end = Decimal(before), Decimal(after)
    if not start:
        raise ValueError("a change from zero has no percentage")
    percent = (end - start) * 100 / abs(start)
    if places is None:
        return percent
    return percent.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _line(one: Quantity, other: Quantity) -> Line | None:
    """Return how the unit of ``one`` turns into that of ``other``; a counted noun may be missing."""
    if one.unit is not None and other.unit is not None:
        return line_between(one.unit, other.unit, lenient=True)
    named = one.unit or other.unit
    return Line(Decimal(1)) if named is None or named.is_count else None


def _opposed(one: Quantity, other: Quantity) -> bool:
    said = {one.qualifier, other.qualifier}
    return bool(said & _MORE) and bool(said & _LESS)


def _meets(one: Quantity, mine: Decimal, other: Quantity, theirs: Decimal, line: Line) -> bool:
    mine_there = line(mine)
    step = max(_grain(one, mine) * line.slope, _grain(other, theirs))
    return abs(mine_there - theirs) * 2 <= step


def _grain(quantity: Quantity, value: Decimal) -> Decimal:
    """Return how finely a number is meant, as the width of what rounds to it."""
    step = quantity.step
    if quantity.unit is not None and quantity.unit.base.kind in _WHOLE_STEPS:
        return min(step, Decimal(1))
    if step < 10 or digits(value, step) > 1:
        return step
    return step / 20 if abs(value) == step else step / 10
