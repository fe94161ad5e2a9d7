"""The words that tell a change: rises, falls, and multiples such as "more than doubled"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from psr_report.quantities import Found, Quantity, Unit, units
from psr_report.quantities.grammar import QUALIFIERS, qualifier_pattern

RISES = (
    r"ris(?:e|es|en|ing)|rose|gr(?:ow|ows|ew|own|owing|owth)|increas(?:e|es|ed|ing)|climb(?:s|ed|ing)?"
    r"|jump(?:s|ed|ing)?|gain(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|up|advanc(?:e|es|ed|ing)"
    r"|expan(?:d|ds|ded|ding|sion)|leap(?:s|ed|t|ing)?|more|higher|dearer|larger|bigger|greater|longer"
)
FALLING = (
    r"fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)"
    r"|shr(?:ink|inks|ank|unk|inking|inkage)|slip(?:s|ped|ping)?|sli(?:de|des|d|ding)|slump(?:s|ed|ing)?"
    r"|s(?:ink|inks|ank|unk|inking)|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)"
    r"|dip(?:s|ped|ping)?|los(?:e|es|t|ing|s|ses)|cuts?|cutting|reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)"
    r"|down|contract(?:s|ed|ing|ion)|collaps(?:e|es|ed|ing)|sheds?"
)
FALLS = rf"{FALLING}|lower|less|cheaper|fewer|smaller|lighter|shorter"
TURNS = r"chang(?:e|es|ed|ing)|difference|shift(?:s|ed)?|swing|improv(?:e|es|ed|ement)|saving"
CHANGE = rf"(?:(?P<up>{RISES})|(?P<down>{FALLS})|{TURNS})(?!\w)"
"""A word of change, in one of two groups where it points up or down."""

_STEMS = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "halv": 2}
_FOLDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MULTIPLES = {
    **{rf"{stem}(?:e|es|ed|ing)": factor for stem, factor in _STEMS.items()},
    **{rf"{word}-?fold": factor for factor, word in enumerate(_FOLDS, 2)},
    "twice": 2,
}
_LOOSELY = 10  # "doubled" is good to half a tenth of two
_MULTIPLE = re.compile(
    rf"(?<![\w-])(?:{qualifier_pattern().pattern})?(?P<word>{'|'.join(_MULTIPLES)})(?![\w-])", re.IGNORECASE
)


def multiples(text: str, start: int, end: int) -> Iterator[tuple[Found, int]]:
    """Yield the multiples in words between two places, each with the way it points.

    "Doubled" is two times, up; "halved" is two times, down.
    """
    for match in _MULTIPLE.finditer(text, start, end):
        word = re.sub(r"\s+", " ", match["word"]).casefold()
        factor = Decimal(next(value for stem, value in _MULTIPLES.items() if re.fullmatch(stem, word)))
        qualifier = QUALIFIERS.get(re.sub(r"\s+", " ", match[1] or "").casefold())
        quantity = Quantity(match[0], factor, factor, Unit(units.TIMES), qualifier, step=factor / _LOOSELY)
        yield Found(match.start(), match.end(), quantity), -1 if word.startswith("halv") else 1
