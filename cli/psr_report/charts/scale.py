"""From values to places: round ticks, and the longest scale that leaves room for every label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

# Steps a reader counts in without effort; the second number is what the less usual ones must make up for.
STEPS = ((Decimal(1), 0.0), (Decimal(2), 0.0), (Decimal("2.5"), 0.06), (Decimal(5), 0.0), (Decimal(6), 0.12))
CURRENCIES = frozenset({"€", "£", "¥", "₹", "₩", "฿", "EUR", "USD", "GBP", "CNY", "JPY", "INR", "THB"})
WORDS = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def nice_ticks(low: Decimal, high: Decimal, intervals: int) -> tuple[Decimal, ...]:
    """Return round numbers from at or below ``low`` to at or above ``high``, zero among them.

    Of all round steps the one is taken that wastes least of the axis with about ``intervals`` steps.
    """
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    span = high - low
    if not span:
        return (Decimal(0), Decimal(1))
    best: tuple[float, Decimal] | None = None
    start = (span / intervals).adjusted() - 1
    for exponent in range(start, start + 4):
        for factor, penalty in STEPS:
            step = factor.scaleb(exponent)
            count = _floor(high, step, up=True) - _floor(low, step)
            waste = float(count * step / span) - 1
            crowd = max(0, count - 2 * intervals)
            cost = waste + penalty + 0.15 * abs(count - intervals) + crowd
            if best is None or cost < best[0]:
                best = (cost, step)
    assert best is not None
    step = best[1]
    return tuple(step * n for n in range(_floor(low, step), _floor(high, step, up=True) + 1))


def _floor(value: Decimal, step: Decimal, *, up: bool = False) -> int:
    return int((value / step).to_integral_value(ROUND_CEILING if up else ROUND_FLOOR))


def is_currency(unit: str) -> bool:
    """Return whether ``unit`` is written before the number: "US$", "€", "CNY"."""
    return unit.endswith("$") or unit in CURRENCIES


def grouped(value: Decimal, places: int = 0) -> str:
    """Return ``value`` with commas, ``places`` decimals and a true minus sign."""
    return f"{value:,.{places}f}".replace("-", "\u2212")


def tick_labels(ticks: Sequence[Decimal], unit: str) -> tuple[str, ...]:
    """Return the words under the ticks: "0", "20%", "US$60", "0.5 million".

    Percent and currency stand at every tick but zero; any other unit only at the last.
    """
    greatest = max(abs(tick) for tick in ticks)
    divisor, word = next(((size, word) for size, word in WORDS if greatest >= size), (Decimal(1), ""))
    scaled = [(tick / divisor).normalize() for tick in ticks]
    places = max(0, *(-_exponent(value) for value in scaled))
    labels = []
    for place, value in enumerate(scaled):
        if not value:
            labels.append("0")
            continue
        number = grouped(abs(value), places)
        if is_currency(unit):
            number = f"{unit}\u00a0{number}" if unit.isalpha() else unit + number
        number += f"\u00a0{word}" if word else ""
        if unit == "%":
            number += "%"
        elif unit and not is_currency(unit) and place == len(scaled) - 1:
            number += f"\u00a0{unit}"
        labels.append(("\u2212" if value < 0 else "") + number)
    return tuple(labels)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Reach:
    """What must fit on one side of zero: ``value`` scale units and then ``extra`` lengths for its label."""

    value: float
    extra: float


def longest(left: Iterable[Reach], right: Iterable[Reach], room: float) -> tuple[float, float]:
    """Return the greatest length per unit with which both sides fit in ``room``, and the part left of zero.

    The length is 0 when not even the labels fit. Each side needs the greatest of its reaches, a convex
    function of the length per unit, so Newton's steps from above end at the exact answer in a few turns.
    """
    left, right = (*left, Reach(0, 0)), (*right, Reach(0, 0))
    span = max(reach.value for reach in left) + max(reach.value for reach in right)
    per_unit = room / span if span else 0.0
    for _ in range(50):
        one = max(left, key=lambda reach: reach.value * per_unit + reach.extra)
        other = max(right, key=lambda reach: reach.value * per_unit + reach.extra)
        slope, fixed = one.value + other.value, one.extra + other.extra
        if slope * per_unit + fixed <= room + 1e-9:
            return per_unit, one.value * per_unit + one.extra
        if fixed >= room or not slope:
            break
        per_unit = (room - fixed) / slope
    return 0.0, 0.0
