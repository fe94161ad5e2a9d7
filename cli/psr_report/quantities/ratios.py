"""Fractions and multiples in words: "a third of", "more than half", "one in five", "doubled"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from .grammar import QUALIFIERS, WORDS
from .units import BLANK as GAP
from .value import EXACT

Bound: TypeAlias = Literal["over", "under"]

LOOK_AROUND = 40  # characters before and behind that decide whether a word is an amount

_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_COUNTS = {word: number for number, word in enumerate(WORDS, 1)} | {"a": 1, "an": 1, "twenty": 20}
_FOLDS = {
    "double": 2, "doubl": 2, "twice": 2, "treble": 3, "trebl": 3, "triple": 3, "tripl": 3, "quadrupl": 4,
}  # fmt: skip
_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(("over", "more than", "at least"), "over"),
    **dict.fromkeys(
        ("nearly", "almost", "up to", "at most", "under", "less than", "fewer than", "below"), "under"
    ),
}

_COUNT = "|".join(sorted(_COUNTS, key=len, reverse=True))
_WORD = re.compile(
    rf"(?<![\w-])(?:(?P<some>{_COUNT})(?:{GAP}in{GAP}|{GAP}out{GAP}of{GAP})(?:every{GAP})?(?P<whole>{_COUNT}|100)"
    rf"|(?:(?P<count>{_COUNT})(?:{GAP}|-))?(?P<part>{'|'.join(_PARTS)})s?"
    r"|(?P<halves>halv(?:es?|ed|ing))"
    r"|(?P<fold>doubl|trebl|tripl|quadrupl)(?:ed|es|ing)"
    r"|(?P<verb>double|treble|triple|twice)"
    rf"|(?P<times>{'|'.join(WORDS)})-?fold)(?![\w-])",
    re.IGNORECASE,
)
_OF_A_YEAR = rf"(?:[0-9]{{4}}|(?:the|this|each|an?){GAP}(?:[a-z]+{GAP})?(?:year|decade|century|day|hour))\b"
_OF = re.compile(rf"{GAP}of{GAP}(?!{_OF_A_YEAR})", re.IGNORECASE)
_WHAT = re.compile(rf"{GAP}(?:the|what|its|their|his|her|that|those|this|as|all|our)\b", re.IGNORECASE)
_COMPARED = re.compile(
    rf"{GAP}(?:more|less|fewer|as|below|above|off|again|lower|higher|cheaper|dearer|lighter|heavier|longer"
    r"|shorter|larger|smaller|bigger|faster|slower|greater|better|worse|cleaner|thinner)\b",
    re.IGNORECASE,
)
_OTHER_SENSE = re.compile(rf"{GAP}(?:as|down|up|back|over)\b", re.IGNORECASE)  # "doubles as", "doubled down"
_PREDICATE = re.compile(rf"\b(?:is|are|was|were){GAP}\Z", re.IGNORECASE)  # "the reason is twofold"
_STOPS = re.compile(r"[.,;:)!?”’]|\s*\Z|\s[–—]\s|\s+(?:in|since|by|to|from|between|over|and|within|during)\b")
_STATED = re.compile(rf"\b(?:by|than|to|about|at|only|just|is|are|was|were){GAP}\Z", re.IGNORECASE)
_ROW = re.compile(
    rf"\b(?:first|second|third|fourth|last|latter|former|other|this|next|each|every|per|previous|coming){GAP}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A fraction or multiple in words, ``text[start:end]``: the value is 0.5 for "half", 2 for "doubled".

    ``bound`` says on which side of it the truth lies: "over" for "more than half", "under" for "nearly
    half", None for "half".
    """

    start: int
    end: int
    value: Decimal
    bound: Bound | None


def ratios(text: str) -> Iterator[Ratio]:
    """Yield the fractions and multiples that a text gives in words as amounts, in order.

    None of them are the third of a row ("a third maker"), quarters and halves of a year, half an hour, twice
    a week, double digits or a double cab.
    """
    yield from _ratios(text)


@lru_cache(maxsize=8192)
def _ratios(text: str) -> tuple[Ratio, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Ratio]:
    for match in _WORD.finditer(text):
        before = text[max(0, match.start() - LOOK_AROUND) : match.start()]
        after = text[match.end() : match.end() + LOOK_AROUND]
        qualifier = _qualifiers().search(before)
        value = _value(match, before, after, stated=bool(qualifier or _STATED.search(before)))
        if value is not None:
            typed = re.sub(r"\s+", " ", qualifier[1]).lower() if qualifier else ""
            yield Ratio(match.start(), match.end(), value, _BOUNDS.get(QUALIFIERS.get(typed, "")))


@cache
def _qualifiers() -> re.Pattern[str]:
    words = (word for word in QUALIFIERS if word[0].isalpha())
    either = "|".join(re.escape(word).replace(r"\ ", GAP) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({either}){GAP}\Z", re.IGNORECASE)


def _value(match: re.Match[str], before: str, after: str, *, stated: bool) -> Decimal | None:
    """Return what the words amount to, or None when they are a turn of phrase."""
    if match["some"]:
        whole = 100 if match["whole"] == "100" else _COUNTS[match["whole"].lower()]
        some = _COUNTS[match["some"].lower()]
        return EXACT.divide(Decimal(some), Decimal(whole)) if some < whole and whole > 2 else None
    if match["part"]:
        return _part(match, before, after, stated=stated)
    if match["halves"]:
        return Decimal("0.5")
    if match["times"]:
        return None if _PREDICATE.search(before) else Decimal(_COUNTS[match["times"].lower()])
    if match["fold"]:
        return None if _OTHER_SENSE.match(after) else Decimal(_FOLDS[match["fold"].lower()])
    is_amount = _WHAT.match(after) or (stated and _STOPS.match(after))
    return Decimal(_FOLDS[match["verb"].lower()]) if is_amount else None


def _part(match: re.Match[str], before: str, after: str, *, stated: bool) -> Decimal | None:
    part, count = match["part"].lower(), (match["count"] or "").lower()
    above = Decimal(_COUNTS.get(count, 1))
    value = EXACT.divide(above, Decimal(_PARTS[part]))
    if value >= 1 or (not count and (part != "half" or _ROW.search(before))):
        return None
    is_of = _OF.match(after) and not _ROW.search(before)
    is_compared = _COMPARED.match(after)
    is_half = part == "half" and _WHAT.match(after)
    is_last = (stated or (above > 1 and part != "quarter")) and _STOPS.match(after)
    return value if is_of or is_compared or is_half or is_last else None
