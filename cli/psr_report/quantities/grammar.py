"""What a quantity looks like: one reader for whole fields and for prose.

Everything is read forward from one place and never looks further than ``REACH`` characters, so a text
costs as much as it is long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from . import units
from .units import BLANK, GAP, Base, Unit
from .value import MULTIPLIERS, Quantity, exactly, step_of

REACH = 240  # characters: the longest quantity that is read, wrapped lines included
LONGEST_NUMBER = 30  # digits

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: str(number) for number, word in enumerate((*WORDS, *_TEENS), 1)},
    **{word: f"{number}0" for number, word in enumerate(_TENS, 2)},
    **{
        f"{ten}-{word}": f"{tens}{one}"
        for tens, ten in enumerate(_TENS, 2)
        for one, word in enumerate(WORDS[:9], 1)
    },
}

# What an analyst may type, and the one word for it. A sign and a loose phrase become the plain word that
# says the same; "≥ 5" is "at least", because 5 itself is meant too.
QUALIFIERS = {
    "over": "over", "just over": "over", "well over": "over", "above": "over",
    "more than": "more than", ">": "more than", "in excess of": "more than",
    "at least": "at least", "≥": "at least", ">=": "at least", "no less than": "at least",
    "no fewer than": "at least", "a minimum of": "at least",
    "nearly": "nearly", "close to": "nearly",
    "almost": "almost",
    "about": "about", "approximately": "about", "approx.": "about", "approx": "about", "roughly": "about",
    "some": "about", "circa": "about", "ca.": "about", "~": "about", "∼": "about", "≈": "about",
    "c.": "about",
    "around": "around",
    "up to": "up to", "as much as": "up to", "as many as": "up to",
    "at most": "at most", "≤": "at most", "<=": "at most", "no more than": "at most",
    "not more than": "at most", "a maximum of": "at most",
    "under": "under", "just under": "under", "well under": "under",
    "less than": "less than", "<": "less than",
    "fewer than": "fewer than",
    "below": "below",
}  # fmt: skip

_SCALES = {"mn": "million", "bn": "billion", "tn": "trillion"} | {word: word for word in MULTIPLIERS}
_MONEY_SCALES = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "b": "billion",
    "B": "billion",
}
_INDIAN_SCALES = {"lakh": Decimal(10**5), "crore": Decimal(10**7)}  # written out in full: 5 lakh is 500,000

_THOUSANDS = r"[0-9]{1,3}(?P<comma>[,\u00a0\u2009\u202f])[0-9]{3}(?:(?P=comma)[0-9]{3})*(?![0-9])"
_DIGITS = rf"(?:{_THOUSANDS}|[0-9]+)(?:\.[0-9]+)?"
# What makes the digits before it no number: 1,00 1.2.3 12:30 10/11, but not "US$5/100 km".
_TAIL = re.compile(r"[.,:]?[0-9]|/(?!100[^0-9]?k)[0-9]|_")
_DASH = re.compile(r"[–—‑-]")
_TO = re.compile(rf"{GAP}to{GAP}")
_SPACED_DASH = re.compile(rf"{GAP}?[–—-]{GAP}?")
_AND = re.compile(rf"{GAP}and{GAP}")
_BETWEEN = re.compile(rf"between{GAP}", re.IGNORECASE)
_SCALE = re.compile(
    rf"(?:{GAP}|-)?(thousand|million|billion|trillion|lakh|crore|mn|bn|tn)s?(?!\w)", re.IGNORECASE
)
_MONEY_SCALE = re.compile(r"[ \u00a0]?([kKmMbB])(?![\w'’])")
_GLUE = re.compile(rf"{GAP}|[-‑]|")
_SUBSTANCE = re.compile(rf"(?:{GAP}?(?:of{GAP})?)(CO[2₂](?:-?eq?)?)(?!\w)", re.IGNORECASE)
_PER = re.compile(rf"{GAP}?/{GAP}?|{GAP}per{GAP}|{GAP}an?{GAP}", re.IGNORECASE)
_AGO = re.compile(rf"{GAP}(?:earlier|later|ago|before|after)(?!\w)", re.IGNORECASE)  # "22% a year ago"
_NOUN = re.compile(r"[^\W\d_]{2,}(?!\w)")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number as it stands in a text, with all that belongs to it."""

    start: int
    end: int
    number: Decimal  # before the scale word
    step: Decimal
    unit: Unit | None
    scale: str | None = None
    factor: Decimal = Decimal(1)
    plus: bool = False
    more: bool = False  # "1,000+"
    in_words: bool = False
    own_unit: bool = False  # written at this number, not taken over from the other end of a range
    year_like: bool = False  # four plain digits that may well be a year

    @property
    def value(self) -> Decimal:
        """The full value, scale included."""
        return self.number.scaleb(self.factor.adjusted())  # keeps the digits typed: 1.20 million stays 1.20


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity found in a text: its qualifier and one amount, or the two ends of a range."""

    start: int
    end: int
    qualifier: str | None
    low: Amount
    high: Amount

    @property
    def unit(self) -> Unit | None:
        """The unit of the whole: both ends share it."""
        return self.high.unit

    @property
    def is_range(self) -> bool:
        """Whether two numbers were read."""
        return self.low is not self.high


@cache
def qualifier_pattern() -> re.Pattern[str]:
    """Return a pattern for a qualifier (group 1) with the space behind it."""
    longest_first = sorted(QUALIFIERS, key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\ ", BLANK) + (r"\b" if word[-1].isalpha() else "")
                     for word in longest_first)  # fmt: skip
    return re.compile(rf"({words}){GAP}?", re.IGNORECASE)


def number_pattern() -> str:
    """Return a pattern (as text) for the number words, longest first."""
    return "|".join(sorted(_NUMBERS, key=len, reverse=True))


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<minus>minus{GAP})|(?P<sign>[+−–-]))?"
        rf"(?:(?P<money>{units.prefixes()}){GAP}?(?P<sign2>[+−–-])?)?"
        rf"(?:(?P<digits>{_DIGITS})|(?P<word>{number_pattern()})(?!\w))",
        re.IGNORECASE,
    )


def reading(text: str, start: int, *, prose: bool) -> Reading | None:
    """Return the quantity that begins at ``start``, or None.

    In ``prose`` a range needs tighter signs, and "of" is read only before CO₂.
    """
    limit = min(len(text), start + REACH)
    qualifier, at = None, start
    if match := qualifier_pattern().match(text, start, limit):
        qualifier, at = QUALIFIERS[re.sub(r"\s+", " ", match[1]).lower()], match.end()
    between = _BETWEEN.match(text, at, limit)
    first = amount(text, between.end() if between else at, limit, prose=prose)
    if first is None:
        return None
    low, high = _ends(text, first, limit, between=bool(between), prose=prose) or (first, first)
    if between and low is high:
        return None
    if low.more or high.more:
        qualifier = qualifier or "at least"
    return Reading(start, high.end, qualifier, low, high)


def _ends(
    text: str, first: Amount, limit: int, *, between: bool, prose: bool
) -> tuple[Amount, Amount] | None:
    joiners = (_AND,) if between else (_DASH if prose else _SPACED_DASH, _TO)
    for joiner in joiners:
        if match := joiner.match(text, first.end, limit):
            second = amount(text, match.end(), limit, money=first.unit, prose=prose)
            return _joined(first, second) if second else None
    return None


def _joined(first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Return both ends of a range with the unit and scale they share, or None for two quantities."""
    shared = second.unit
    if second.year_like and not second.own_unit and second.factor == 1 and first.unit is not None:
        return None
    if first.unit is not None and first.unit != shared and not _lacks_rate(first.unit, shared):
        return None
    if first.scale is None and second.factor != 1 and first.number < 1000 and not _names_things(first.unit):
        first = replace(first, scale=second.scale, factor=second.factor)
    return replace(first, unit=shared), second


def joins_backwards(text: str, read: Reading) -> bool:
    """Return whether a range goes on behind ``read`` that its numbers do not allow."""
    joiner = _TO.match(text, read.end) or _SPACED_DASH.match(text, read.end)
    return bool(joiner and not read.is_range and amount(text, joiner.end(), len(text), prose=False))


def _lacks_rate(one: Unit, other: Unit | None) -> bool:
    return other is not None and one.per is None and replace(other, per=None) == one


def _names_things(unit: Unit | None) -> bool:
    return unit is not None and not unit.is_currency


@exactly
def amount(text: str, start: int, limit: int, *, prose: bool, money: Unit | None = None) -> Amount | None:
    """Return the number at ``start`` with its scale and unit, or None; ``money`` is the currency before."""
    lead = _lead().match(text, start, limit)
    if lead is None or lead.end() == limit < len(text):
        return None
    typed = lead["digits"]
    if typed and (len(typed) > LONGEST_NUMBER or _TAIL.match(text, lead.end()) or re.match("0[0-9]", typed)):
        return None
    plain = re.sub("[^0-9.]", "", typed) if typed else _NUMBERS[lead["word"].lower()]
    at, more = lead.end(), text.startswith("+", lead.end())
    currency = units.base(lead["money"]) if lead["money"] else None
    unit = Unit(currency) if currency else None
    inherited = money if money and money.is_currency and unit is None else None
    at, scale, factor = _scale(text, at + more, limit, of_money=bool(unit or inherited))
    at, unit, own = _unit(text, at, limit, unit, inherited, prose=prose)
    if at < len(text) and typed and at == lead.end() and re.match(r"\w", text[at]):
        return None
    number = Decimal(plain)
    if lead["minus"] or any((lead[group] or "+") != "+" for group in ("sign", "sign2")):
        number = -number if number else number
    return Amount(
        start,
        at,
        number,
        step_of(plain),
        unit,
        scale,
        factor,
        plus="+" in (lead["sign"], lead["sign2"]),
        more=more,
        in_words=typed is None,
        own_unit=own,
        year_like=bool(typed and re.fullmatch("(?:19|2[01])[0-9]{2}", typed)),
    )


def _scale(text: str, at: int, limit: int, *, of_money: bool) -> tuple[int, str | None, Decimal]:
    if match := _SCALE.match(text, at, limit):
        word = match[1].lower()
        if word in _INDIAN_SCALES:
            return match.end(), None, _INDIAN_SCALES[word]
        return match.end(), _SCALES[word], MULTIPLIERS[_SCALES[word]]
    if of_money and (match := _MONEY_SCALE.match(text, at, limit)):
        word = _MONEY_SCALES[match[1]]
        return match.end(), word, MULTIPLIERS[word]
    return at, None, Decimal(1)


def _unit(
    text: str, at: int, limit: int, money: Unit | None, inherited: Unit | None, *, prose: bool
) -> tuple[int, Unit | None, bool]:
    """Return where the unit ends, the unit, and whether it was written here rather than taken over."""
    unit, own = money, money is not None
    if money is None:
        end, base = _base(text, at, limit)
        if base is not None:
            at, unit, own = end, Unit(base), True
        elif inherited is not None:
            unit = inherited
    if unit is None:
        return at, None, False
    if unit.base.kind in ("mass", "an unspecified ton") and (match := _SUBSTANCE.match(text, at, limit)):
        at, unit = match.end(), replace(unit, of=_carbon(match[1]))
    end, per = rate(text, at, limit, prose=prose)
    if per is not None:
        at, unit = end, replace(unit, per=per)
        # "13 g/km CO₂" puts the substance last
        if unit.of is None and unit.base.kind == "mass" and (match := _SUBSTANCE.match(text, at, limit)):
            at, unit = match.end(), replace(unit, of=_carbon(match[1]))
    return at, unit, own


def _carbon(typed: str) -> str:
    return "CO₂e" if "e" in typed.lower() else "CO₂"


def _base(text: str, at: int, limit: int) -> tuple[int, Base | None]:
    glue = _GLUE.match(text, at, limit)
    start = glue.end() if glue else at
    match = units.suffixes().match(text, start, limit)
    if match is None:
        return at, None
    base = units.base(match[1])
    if base is None or base.symbol == "100 km" or _is_something_else(text, match, base):
        return at, None
    return match.end(1), base


def _is_something_else(text: str, match: re.Match[str], base: Base) -> bool:
    """Return whether what looks like a unit begins a word or another number: "5 t-shirts", "2025 US$5"."""
    rest = text[match.end(1) : match.end(1) + 3]
    if len(match[1]) == 1 and re.match(r"[-'’]\w", rest):
        return True
    before_a_number = base.kind.startswith("currency") or match[1] in "×x"
    return before_a_number and bool(re.match(r"\s?[+−–-]?[0-9]", rest))


def rate(text: str, at: int, limit: int, *, prose: bool) -> tuple[int, Base | None]:
    """Return where a "per kWh" at ``at`` ends and what it is per, or ``at`` and None."""
    joiner = _PER.match(text, at, limit)
    if joiner is None:
        return at, None
    if match := units.suffixes().match(text, joiner.end(), limit):
        base = units.base(match[1])
        is_ago = _AGO.match(text, match.end(1)) is not None
        if base is not None and base.kind not in ("share", "points", "multiple") and not is_ago:
            return match.end(1), base
    named = "per" in joiner[0].lower() or "/" in joiner[0]
    if not prose and named and (noun := _NOUN.match(text, joiner.end(), limit)):
        return noun.end(), units.counted(noun[0])
    return at, None


@exactly
def quantity_of(text: str, read: Reading) -> Quantity:
    """Return the value that was read from ``text``; the smaller number of a range is its low end."""
    low, high = sorted((read.low, read.high), key=lambda end: end.value)
    steps = [end.step * end.factor for end in (low, high) if end.number] or [low.step]
    return Quantity(
        text[read.start : read.end],
        low.value,
        high.value,
        read.unit,
        read.qualifier,
        low.scale if low.scale == high.scale else None,
        min(steps),
        plus=low.plus,
    )
