"""Numbers as analysts write them: read, find in prose, compare, convert and print.

``parse`` reads a whole field, ``find`` reads prose; both give a ``Quantity``, whose arithmetic is exact.
"""

from __future__ import annotations

from .compare import agree, change, comparable, contains
from .convert import convert, line_between, pair, partner, unit
from .find import Found, find
from .parse import parse, quantity
from .ratios import Ratio, ratios
from .units import Base, Unit
from .value import Quantity, QuantityError, ends
from .wording import Part, house, parts, spoken

__all__ = [
    "Base",
    "Found",
    "Part",
    "Quantity",
    "QuantityError",
    "Ratio",
    "Unit",
    "agree",
    "change",
    "comparable",
    "contains",
    "convert",
    "ends",
    "find",
    "house",
    "line_between",
    "pair",
    "parse",
    "partner",
    "parts",
    "quantity",
    "ratios",
    "spoken",
    "unit",
]
