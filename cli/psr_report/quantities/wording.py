"""Quantities in the house's own form, for print, for speech and in parts for big display numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from . import units
from .parse import FRACTIONS, fraction_value
from .value import Quantity, exactly

Role = Literal["qualifier", "currency", "number", "percent", "scale", "unit"]

NO_BREAK = "\u00a0"
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a quantity with the role it plays: the number is set big, the rest beside it small."""

    role: Role
    text: str


def house(quantity: Quantity) -> str:
    """Return the quantity as the house prints it: "over 1,000 km", "US$63/kWh", "20–25%", "10 gCO₂/km".

    No-break spaces (U+00A0) hold qualifier, number, scale and unit together; ranges have an en dash, or "to"
    beside a negative number; minus is U+2212. What is printed parses to the same quantity again.
    """
    return _joined(parts(quantity))


def spoken(quantity: Quantity) -> str:
    """Return the quantity as a sentence says it: like ``house``, but "US$63 per kWh"."""
    return _joined(_parts(quantity, spoken=True))


def parts(quantity: Quantity) -> tuple[Part, ...]:
    """Return the house form in parts, in the order they are read; the percent sign is a part of its own."""
    return _parts(quantity, spoken=False)


@exactly
def _parts(quantity: Quantity, *, spoken: bool) -> tuple[Part, ...]:
    unit = quantity.unit
    found: list[tuple[Role, str]] = [("qualifier", quantity.qualifier or "")]
    if unit is not None and unit.base == units.FRACTION:
        found.append(("number", _fraction(quantity.low)))
    elif unit is not None and unit.is_currency:
        sign, number = _sign_and_number(quantity)
        found += [("currency", sign + unit.base.symbol), ("number", number)]
        found += [("scale", quantity.scale or ""), ("unit", unit.rate(spoken=spoken))]
    else:
        number = "".join(_sign_and_number(quantity))
        found += [("number", number), ("scale", quantity.scale or "")]
        if unit is not None and unit.is_percent:
            found += [("percent", unit.base.symbol), ("unit", unit.rate(spoken=spoken))]
        elif unit is not None:
            name = unit.base.singular if _is_one(quantity) else unit.base.symbol
            found.append(("unit", unit.named(name, spoken=spoken)))
    return tuple(Part(role, text.strip()) for role, text in found if text)


def _joined(pieces: tuple[Part, ...]) -> str:
    text, before = "", None
    for part in pieces:
        tight = before in (None, "currency") or part.role == "percent" or part.text.startswith("/")
        text += part.text if tight else NO_BREAK + part.text
        before = part.role
    return text


def _is_one(quantity: Quantity) -> bool:
    number = _plain(abs(quantity.low), quantity)
    return not quantity.is_range and quantity.scale is None and number == "1"


def _sign_and_number(quantity: Quantity) -> tuple[str, str]:
    """Return the sign of the whole, then the number or range; a negative range keeps its signs inside."""
    low, high = quantity.low, quantity.high
    if not quantity.is_range:
        return _sign(low, plus=quantity.plus), _plain(abs(low), quantity)
    if low < 0:
        ends = (_sign(end) + _plain(abs(end), quantity) for end in (low, high))
        return "", f"{NO_BREAK}to{NO_BREAK}".join(ends)
    return _sign(low, plus=quantity.plus), f"{_plain(low, quantity)}–{_plain(high, quantity)}"


def _sign(value: Decimal, *, plus: bool = False) -> str:
    return MINUS if value < 0 else "+" if plus else ""


def _plain(value: Decimal, quantity: Quantity) -> str:
    """Return a number without sign, in the scale of the quantity, with the decimals it was given."""
    return f"{value.scaleb(-quantity.multiplier.adjusted()):,f}"


def _fraction(value: Decimal) -> str:
    return min(FRACTIONS, key=lambda name: abs(fraction_value(name) - value))
