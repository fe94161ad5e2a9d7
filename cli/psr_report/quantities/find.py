"""The quantities in a text: numbers with a unit, a currency, a percent sign or a scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from ..periods import MONTHS
from . import units
from .grammar import Reading, number_pattern, qualifier_pattern, quantity_of, rate, reading
from .units import GAP, Base
from .value import Quantity

LOOK_BACK = 24  # characters before a number that decide what it is: "from", "in"

_SPLITS = re.compile(r"(?<!\w)from\s{1,3}\Z", re.IGNORECASE)
_RANGES = re.compile(r"rang(?:e|es|ed|ing) from\s{1,3}\Z", re.IGNORECASE)
_BEFORE_A_YEAR = re.compile(
    r"(?<!\w)(?:in|by|since|until|during|before|after|early|late|mid|[HQ][1-4]"
    rf"|(?:half|quarter|start|beginning|end) of|{'|'.join(MONTHS)})[\s-]{{1,3}}\Z",
    re.IGNORECASE,
)
_PROSE_UNITS = frozenset(
    {"minutes", "hours", "days", "weeks", "months", "years"}
)  # "three years" is prose, "3 years" is a figure
_OPENS = re.compile(r"[ \u00a0]{0,2}\(")
_JOINS = re.compile(rf"\)?(?:{GAP}(?:and|to|versus|against){GAP}|[–-])", re.IGNORECASE)
_PARALLEL = re.compile(
    rf"(?:{GAP}\([^()]{{1,30}}\))?{GAP}(for|in){GAP}[^.;:()0-9]{{1,40}}{GAP}(?:and|or|against|versus){GAP}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and where it stands: ``text[start:end]``, qualifier and unit included."""

    start: int
    end: int
    quantity: Quantity


def find(text: str) -> Iterator[Found]:
    """Yield the quantities in ``text``, in order and without overlap.

    A bare number is none, nor is a year, a date, a version, an ordinal or part of a name (EV3, NMC811).
    Number words count before a scale or a unit ("one million", "two to three times") but not for time
    that passes ("three years"). "From A to B" is two quantities, "A to B" and "between A and B" are a
    range. In "US$63 (€54) per kWh" and "US$63 and US$68 per kWh" each price is per kWh. The time taken
    grows with the text and no faster; a text asked about again is not read again.
    """
    yield from _found(text)


# Rules, assembly and editions ask about the same texts, and a preview about nearly all of them at each save.
@lru_cache(maxsize=8192)
def _found(text: str) -> tuple[Found, ...]:
    found = [Found(read.start, read.end, quantity_of(text, read)) for read in _readings(text)]
    return tuple(_with_rates(text, found))


@cache
def _starts() -> re.Pattern[str]:
    """Return where a quantity may begin: never inside a word, a number, an address or a name."""
    money = units.prefixes()
    return re.compile(
        r"(?<![\w/.#@=%])(?<![0-9][:–,])(?<!\w[-‑'’])"
        rf"(?:{qualifier_pattern().pattern}|between(?!\w)|minus(?!\w)|[+−–-](?=[0-9]|{money})"
        rf"|(?:{money})(?={GAP}?[0-9+−–-])|[0-9]+|(?:{number_pattern()})(?!\w))",
        re.IGNORECASE,
    )


def _readings(text: str) -> Iterator[Reading]:
    at = 0
    while match := _starts().search(text, at):
        at = match.end()
        read = reading(text, match.start(), prose=True)
        for part in _parts(text, read) if read else ():
            if _is_figure(text, part):
                at = max(at, part.end)
                yield part


def _parts(text: str, read: Reading) -> tuple[Reading, ...]:
    """Return the quantities that were read as one: both ends where "from A to B" or B < A is no range."""
    if not read.is_range:
        return (read,)
    before = text[max(0, read.start - LOOK_BACK) : read.start]
    first = Reading(read.start, read.low.end, read.qualifier, read.low, read.low)
    second = Reading(read.high.start, read.high.end, None, read.high, read.high)
    moves = _SPLITS.search(before) and not _RANGES.search(before)
    is_backward = read.low.value > read.high.value
    opens_with_a_year = read.low.year_like and not read.low.own_unit and not moves
    if opens_with_a_year and (is_backward or _BEFORE_A_YEAR.search(before)):
        return (second,)
    return (first, second) if moves or is_backward else (read,)


def _is_figure(text: str, read: Reading) -> bool:
    """Return whether what was read is more than a bare number, a year or a turn of phrase."""
    low, unit = read.low, read.unit
    if unit is None:
        return read.high.factor != 1
    if low.in_words and read.high.factor == 1 and not read.is_range:
        return low.number != 1 and unit.base.symbol not in _PROSE_UNITS
    if low.in_words and unit.base.symbol in _PROSE_UNITS:
        return False
    if low.year_like and unit.base.word and not read.qualifier and low.factor == 1:
        return not _BEFORE_A_YEAR.search(text[max(0, read.start - LOOK_BACK) : read.start])
    return True


def _with_rates(text: str, found: list[Found]) -> list[Found]:
    """Return the prices with the "per" that is said once for several of them."""
    shared = _backwards(text, found)
    for index, (before, one) in enumerate(pairwise(shared), 1):
        per = before.quantity.unit and before.quantity.unit.per
        if per and _is_bare_price(one) and _runs_parallel(text, shared, index):
            shared[index] = _rated(one, per)
            if index + 1 < len(shared) and _opens(text, one, shared[index + 1]):
                shared[index + 1] = _rated(shared[index + 1], per)
    return shared


def _backwards(text: str, found: list[Found]) -> list[Found]:
    """Return the prices with a "per" that stands behind the last of them, or behind its brackets."""
    result: list[Found] = []
    later: Found | None = None
    outside = False  # whether the rate of ``later`` stands behind a bracket, so that it holds before it too
    for one in reversed(found):
        own = _behind_bracket(text, one)
        per = own
        if _is_bare_price(one) and later and (rate_of := later.quantity.unit and later.quantity.unit.per):
            between = text[one.end : later.start] if later.start - one.end <= LOOK_BACK else ""
            if _JOINS.fullmatch(between) or (outside and _OPENS.fullmatch(between)):
                per = per or rate_of
        outside = per is not None and text.startswith(")", one.end)
        later = _rated(one, per) if per and _is_bare_price(one) else one
        result.append(later)
    return result[::-1]


def _is_bare_price(found: Found) -> bool:
    unit = found.quantity.unit
    return unit is not None and unit.is_currency and unit.per is None


def _rated(found: Found, per: Base) -> Found:
    unit = found.quantity.unit
    if unit is None or unit.per is not None:
        return found
    return replace(found, quantity=replace(found.quantity, unit=replace(unit, per=per)))


def _behind_bracket(text: str, found: Found) -> Base | None:
    if not text.startswith(")", found.end):
        return None
    return rate(text, found.end + 1, min(len(text), found.end + LOOK_BACK), prose=True)[1]


def _opens(text: str, one: Found, bracketed: Found) -> bool:
    between = text[one.end : bracketed.start]
    return _is_bare_price(bracketed) and bool(_OPENS.fullmatch(between))


def _runs_parallel(text: str, found: list[Found], index: int) -> bool:
    """Return whether "A per kWh for x and B for y" says B per kWh as well."""
    before, one = found[index - 1], found[index]
    if before.quantity.unit is None or one.start - before.end > 100:
        return False
    start = before.end
    if text.startswith(")", start):
        _, start = 0, rate(text, start + 1, min(len(text), start + LOOK_BACK), prose=True)[0]
    match = _PARALLEL.fullmatch(text, start, one.start)
    if match is None:
        return False
    behind = re.compile(rf"(?:{GAP}?\([^()]{{1,30}}\))?{GAP}{match[1]}(?!\w)", re.IGNORECASE)
    return bool(behind.match(text, one.end))
