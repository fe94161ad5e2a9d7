"""What a change comes to when it is worked out again, and whether what was said of it holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from psr_report import quantities
from psr_report.checks.changes import Change
from psr_report.quantities import Quantity

LEAST = Decimal("0.1")  # percent or points: nothing is held to more than that
_ABOVE = frozenset({"over", "more than", "at least"})
_BELOW = frozenset({"under", "less than", "fewer than", "below", "up to", "at most"})
_NEARLY = frozenset({"nearly", "almost"})
_ABOUT = frozenset({"about", "around"})
_BOUNDS = _ABOVE | _BELOW | _NEARLY
_NEAR = Decimal("0.1")  # "nearly 60%" may be a tenth of it lower


def aligned(change: Change) -> Decimal:
    """Return the second number in the unit of the first."""
    one, other = change.after.unit, change.before.unit
    line = quantities.line_between(one, other) if one is not None and other is not None else None
    return line(change.after.low) if line is not None else change.after.low


def percent(change: Change) -> Decimal:
    """Return the change in percent of the first number; a fall is negative."""
    return quantities.change(change.before.low, aligned(change))


def gap(change: Change) -> Decimal:
    """Return what the second number has more than the first, in the unit of the first."""
    return aligned(change) - change.before.low


def times(change: Change) -> Decimal:
    """Return how many times the first number goes into the second; for a fall, the second into the first."""
    before, after = change.before.low, aligned(change)
    return before / after if change.direction < 0 else after / before


def is_known(change: Change) -> bool:
    """Return whether both ends are given, not just a bound of one ("over 1,000")."""
    return not {change.before.qualifier, change.after.qualifier} & _BOUNDS


def loosened(change: Change) -> Change:
    """Return the change with "about" at what is said of it where one of its ends is just about known."""
    said = change.said.quantity
    if said.qualifier is None and {change.before.qualifier, change.after.qualifier} & _ABOUT:
        return replace(change, said=replace(change.said, quantity=replace(said, qualifier="about")))
    return change


def is_gap_of_shares(change: Change) -> bool:
    """Return whether two shares stand around a "percentage" that is the difference between them."""
    said = change.said.quantity
    if not change.is_of_shares or said.unit is None or said.unit.base.kind != "share":
        return False
    return holds(said, change.direction, gap(change)) and not holds(said, change.direction, percent(change))


def holds(said: Quantity, direction: int, real: Decimal, least: Decimal = LEAST) -> bool:
    """Return whether a number as typed says what was worked out.

    It may differ by half a step of the number as typed, but by ``least`` in any case; "about" allows a whole
    step. "Over" needs the number worked out to be above, "nearly" to be a little below.
    """
    if direction and real and (real > 0) != (direction > 0):
        return False
    low, high = sorted((abs(said.low), abs(said.high)))
    value = abs(real)
    if said.qualifier in _ABOVE:
        return value >= low - least
    if said.qualifier in _BELOW:
        return value <= high + least
    step = min(said.step, Decimal(1)) if said.multiplier == 1 else said.step
    if said.qualifier in _NEARLY:
        return low - max(step, low * _NEAR) <= value <= high + least
    allowed = max(step / 2, least)
    if said.qualifier in _ABOUT:
        allowed = max(step, least, min(said.step, Decimal(10)) / 2)
    return low - allowed <= value <= high + allowed


def shown(value: Decimal, places: int = 1) -> str:
    """Return a number for a message, rounded, without zeros behind the point: "57.4", "2"."""
    text = f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
