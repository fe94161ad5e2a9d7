"""Numbers as other languages write them: 9,2% for 9.2%, 1.234.567 for 1,234,567."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from psr_report.quantities import units

_DECIMAL = re.compile(r"(?<![\w.,])(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})*),(?P<part>[0-9]{1,2})(?![\w.,]*[0-9])")
_POINTS = re.compile(r"(?<![\w.,])[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?![\w.,]*[0-9])")
# 1.500 km may have three decimals; that all of 150.000's are needed nobody believes.
_THOUSAND = re.compile(r"(?<![\w.,])[1-9][0-9]{0,2}\.[0-9]00(?![\w.,]*[0-9])")
_UNIT = re.compile(r"\s?(?:%|per ?cent\b|percentage points?\b|(?:thousand|million|billion|trillion)\b)")
_GAP = re.compile(r"[\s-]?")
_CURRENCY = re.compile(r"(?:[$€£¥₹]|(?<!\w)[A-Z]{3}\s?)\Z")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A number from ``start`` to ``end``: what is foreign about it, and its right form if that is certain."""

    start: int
    end: int
    why: str
    right: str | None
    hint: str


def foreign(text: str) -> Iterator[Foreign]:
    """Yield the numbers of a text that are written otherwise and measure something."""
    for match in _DECIMAL.finditer(text):
        if _measures(text, match):
            right = f"{match['whole'].replace('.', ',')}.{match['part']}"
            yield Foreign(*match.span(), "has a comma for a decimal point", right, f"write {right}")
    for match in _POINTS.finditer(text):
        right = match[0].replace(".", ",")
        yield Foreign(*match.span(), "has points between its thousands", right, f"write {right}")
    for match in _THOUSAND.finditer(text):
        if _measures(text, match):
            whole, _, rest = match[0].partition(".")
            decimal = f"{whole}.{rest[0]}".removesuffix(".0")
            hint = f"write {whole},{rest}, or {decimal} if the point is a decimal one"
            yield Foreign(*match.span(), "may have a point between its thousands", None, hint)


def _measures(text: str, match: re.Match[str]) -> bool:
    """Return whether a unit stands behind a number, or a currency before it."""
    if _UNIT.match(text, match.end()) or _CURRENCY.search(text[max(0, match.start() - 5) : match.start()]):
        return True
    gap = _GAP.match(text, match.end())
    return units.suffixes().match(text, gap.end() if gap else match.end()) is not None
