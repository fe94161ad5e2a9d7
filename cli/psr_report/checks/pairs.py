"""The same quantity in two units, as a text puts them side by side: "758 km (471 miles)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psr_report.checks.passages import Passage
from psr_report.quantities import Found

_LONGEST = 120  # characters of a bracket
_OPENS = re.compile(r"\s{0,8}\(")
_OR = re.compile(
    r"(?:,?\s{1,12}(?:or|i\.e\.,?|that is,?)\s{1,12}|\s?[=≈/]\s?|\s{0,8}\|\s{0,8})", re.IGNORECASE
)
_LEADS_IN = re.compile(r"\s*(?:(?:or|about|around|roughly|some|approx\.|i\.e\.|=|≈|~)\s*)*")
_ENDS = re.compile(r"\s*(?:\)|[,;]\s[A-Z])")  # "(471 miles)", "(471 miles, WLTP)"
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_LISTED = re.compile(r"\s{0,8}(?:,|and|or|to|[–-]|,\s?and|/)\s{0,8}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A quantity and one that stands beside it, in brackets or behind "or".

    ``is_alone`` says that the brackets hold nothing else that could make it another quantity; ``values`` how
    many numbers they hold: "(62 to 124 miles)" holds two.
    """

    first: Found
    second: Found
    in_brackets: bool
    is_alone: bool
    values: int = 1


def pairs(passage: Passage) -> Iterator[Pair]:
    """Yield each quantity of the house's own words with what stands beside it, in the order of the text."""
    text, numbers = passage.unquoted, passage.own
    for place, first in enumerate(numbers[:-1]):
        opens = _OPENS.match(text, first.end)
        if opens is None:
            second = numbers[place + 1]
            if second.start - first.end <= 24 and _OR.fullmatch(text, first.end, second.start):
                yield Pair(first, second, in_brackets=False, is_alone=True)
            continue
        closes = text.find(")", opens.end(), opens.end() + _LONGEST)
        held = _held(numbers, place + 1, closes)
        values = len(_NUMBER.findall(text, opens.end(), max(opens.end(), closes))) if held else 0
        for second in held:
            leads = _LEADS_IN.fullmatch(text, opens.end(), second.start) is not None
            is_alone = leads and _ENDS.match(text, second.end) is not None
            yield Pair(first, second, in_brackets=True, is_alone=is_alone, values=values)


def listed_before(passage: Passage, place: int) -> Iterator[Found]:
    """Yield the quantities that run up to the one at ``place`` in a list or a range, nearest first."""
    numbers = passage.own
    for one, other in zip(reversed(numbers[:place]), reversed(numbers[: place + 1]), strict=False):
        if other.start - one.end > 24 or not _LISTED.fullmatch(passage.unquoted, one.end, other.start):
            return
        yield one


def _held(numbers: Sequence[Found], start: int, closes: int) -> list[Found]:
    found = []
    for number in numbers[start:]:
        if number.end > closes:
            break
        found.append(number)
    return found
