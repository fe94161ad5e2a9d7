"""A quantity as a value: a number or a range, how exactly it is known, and what it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

from .units import Unit

_Taken = ParamSpec("_Taken")
_Given = TypeVar("_Given")

EXACT = Context(prec=50)  # digits: twenty more than the longest number that is read

MULTIPLIERS = {
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}


class QuantityError(ValueError):
    """A text that is no quantity, or a sum that cannot be done.

    ``message`` says what is wrong, ``hint`` how to mend it, ``offset`` at which character of the text
    (from 0).
    """

    def __init__(self, message: str, hint: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.offset = offset


def exactly(function: Callable[_Taken, _Given]) -> Callable[_Taken, _Given]:
    """Return the function with all its sums done in ``EXACT``: a caller's Decimal settings change nothing."""

    @wraps(function)
    def in_context(*args: _Taken.args, **kwargs: _Taken.kwargs) -> _Given:
        with localcontext(EXACT):
            return function(*args, **kwargs)

    return in_context


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: "over 1,000 km", "US$63/kWh", "20–25%".

    ``low`` and ``high`` are the full values ("2 million" is 2000000) and equal unless this is a range.
    ``scale`` is the word that stood behind the number, ``plus`` whether a plus sign stood before it.

    ``step`` is the value of the last digit that is known to count. A digit behind the decimal point
    counts, zeros at the end of a whole number do not: 758 has the step 1, 1,000 has 1000, 1,500 has 100,
    1.50 has 0.01, 1.2 million has 100000, and 0 has 1. A range has the finer step of its two ends: 10–15
    has 1.
    """

    text: str
    low: Decimal
    high: Decimal
    unit: Unit | None
    qualifier: str | None = None
    scale: str | None = None
    step: Decimal = Decimal(1)
    plus: bool = False

    @property
    def is_range(self) -> bool:
        """Whether two different ends are given."""
        return self.low != self.high

    @property
    def significant(self) -> int:
        """How many digits of the larger end count: 3 for 758, 2 for 150,000, 1 for 1,000; never under 1."""
        return digits(max(self.low.copy_abs(), self.high.copy_abs()), self.step)

    @property
    def multiplier(self) -> Decimal:
        """What the scale word stands for: 1000000 for "million", 1 without one."""
        return MULTIPLIERS[self.scale] if self.scale else Decimal(1)

    def with_values(self, change: Callable[[Decimal], Decimal], unit: Unit | None, step: Decimal) -> Quantity:
        """Return this quantity with both ends put through ``change``; the smaller result is the low end."""
        low, high = sorted((change(self.low), change(self.high)))
        return replace(self, low=low, high=high, unit=unit, step=step)

    def __str__(self) -> str:
        return self.text


def digits(value: Decimal, step: Decimal) -> int:
    """Return how many digits ``value`` has down to ``step``; 1 when it is smaller than that."""
    return max(1, value.adjusted() - step.adjusted() + 1) if value else 1


@exactly
def step_of(written: str) -> Decimal:
    """Return the value of the last digit that counts in plain digits such as "1000", "758" or "1.50"."""
    whole, point, decimals = written.partition(".")
    if point:
        return Decimal(1).scaleb(-len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return Decimal(1).scaleb(zeros) if zeros < len(whole) else Decimal(1)


@exactly
def rounded(value: Decimal, step: Decimal) -> Decimal:
    """Return ``value`` rounded to a multiple of ``step``, a power of ten; halves go away from zero."""
    grid = Decimal(1).scaleb(step.adjusted())
    result = (value / grid).to_integral_value(rounding=ROUND_HALF_UP) * grid
    return result if result else Decimal(0)


def ends(quantity: Quantity) -> tuple[Quantity, Quantity]:
    """Return the two ends of a range as quantities of their own; the same one twice when it is no range."""
    return (
        replace(quantity, high=quantity.low),
        replace(quantity, low=quantity.high),
    )
