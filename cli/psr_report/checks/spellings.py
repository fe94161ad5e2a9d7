"""How the house writes a unit: its symbol, or the word for it written out."""

from __future__ import annotations

import re
from functools import cache

from psr_report.quantities.units import Base

# Short forms that are no slips: of the SI, and those that say more than the symbol does.
_AS_GOOD = frozenset({"h", "min", "t", "l", "L", "ha", "mL", "yen", "bhp", "PS", "N·m"})
_WORD = re.compile(r"[a-z]*[aeiouy][a-z]*")
_LONG = 4  # letters from which on an entry is a word and not a short form
_ALIKE = frozenset({"count", "multiple", "cycles"})  # nothing to put right: "units", "x", "fold"


def right_form(typed: str, base: Base, *, one: bool = False) -> str | None:
    """Return how the house writes a unit that is ``typed`` otherwise; None where nothing is wrong.

    ``one`` says that exactly one is counted, so that a word takes the singular.
    """
    tidy = re.sub(r"\s+", " ", typed.strip())
    if base.kind in _ALIKE or tidy in _allowed(base) or tidy.casefold() in _words(base):
        return None
    return base.singular if one else base.symbol


def is_another_prefix(typed: str, right: str) -> bool:
    """Return whether letters differ that tell "milli" from "mega": only the author knows which is meant."""
    return typed[:1] in ("m", "M") and typed[:1] != right[:1] and right not in ("mph", "miles", "mile")


@cache
def _allowed(base: Base) -> frozenset[str]:
    return frozenset(
        {base.symbol, base.singular, *(each for each in base.spellings if each in _AS_GOOD), *_words(base)}
    )


@cache
def _words(base: Base) -> frozenset[str]:
    """Return the spellings that are written out: "kilometres", "per cent", "US gallons", but not "kms"."""
    named = (base.symbol, base.singular, *base.spellings)
    return frozenset(each.casefold() for each in named if _is_written_out(each) or _is_of_two(each, named))


def _is_written_out(spelling: str) -> bool:
    parts = re.split(r"[\s-]", spelling.casefold())
    return "%" not in spelling and any(len(part) >= _LONG and _WORD.fullmatch(part) for part in parts)


def _is_of_two(spelling: str, named: tuple[str, ...]) -> bool:
    """Return whether this is the singular of two words such as "US tons"."""
    return " " in spelling and f"{spelling}s" in named
