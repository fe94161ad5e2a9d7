"""Words that claim a rank: the first, the largest, a record. And where such words only count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache


def _any(words: str, *phrases: str) -> str:
    """Return a pattern for any of some words, which stand with blanks between, or of some patterns."""
    choice = "|".join([*words.split(), *(phrase.replace(" ", r"\s+") for phrase in phrases)])
    return rf"(?:{choice})"


_NUMBER = _any("two three four five six seven eight nine ten")
_OF_SOME = rf"of\s+(?:the\s+)?{_any('these those its their all several many', '[0-9]+', _NUMBER)}"
# Where a rank may be held, by the last word: "India’s first" is a claim, "Porsche’s first" tells of Porsche.
_PLACES = frozenset(
    word
    for line in (
        "world globe earth planet industry sector market country nation continent region state city",
        "class segment africa america arabia asia australia austria belgium brazil britain",
        "california canada chile china czechia denmark egypt england eu europe finland france",
        "germany greece hungary india indonesia ireland israel italy japan kenya kingdom korea",
        "malaysia mexico morocco netherlands norway pakistan philippines poland portugal russia",
        "scotland singapore spain states sweden switzerland taiwan thailand turkey uk union us usa",
        "vietnam zealand",
    )
    for word in line.split()
)
_OWNER = re.compile(r"(\w+)[’']s\s")
_PLACE = r"\w+"
_OF_A_PLACE = rf"{_PLACE}[’']s\s+"
_THE = r"(?:(?:one\s+of|among)\s+)?the\s+(?:very\s+)?"

# "The first" of these counts and claims nothing: times, steps, parts, what is told, and goods on their way.
_COUNTED = _any(
    """half halves quarters? few days? weeks? months? years? decade time moment glance sight place
    instance name steps? stages? phases? parts? sections? chapters? batch batches tranche rounds?
    lines? units? delivery deliveries shipments? orders? results? tests? trials? signs? reasons?
    points? questions? cases? options? ones? choices? customers? buyers? articles? story stories
    briefs? issues? editions? letters? columns? rows? charts? bars? figures? numbers? generation
    draft vote reading aid floor""",
    *(r"[0-9]\S*", rf"{_NUMBER}", "eleven", "twelve", "several", "and (?:foremost|second|last)"),
    _OF_SOME,
    r"of (?:the |a )?(?:kind|line|series|number|january|february|march|april|may|june|july|august|september"
    r"|october|november|december)",
    r"(?:electric |new )?(?:cars?|trucks?|buses|vans|machines|vehicles|cells|packs) "
    r"(?:will|to be|are|is|was|were|have|has|arrived?|reach|reached|leave|left|come|came|go|went|rolled)",
)
_FIRST = (
    rf"{_OF_A_PLACE}(?:very\s+)?first(?:[-\s]ever)?(?!\s+(?:half|quarter|time)\b)",
    rf"{_any('world industry global market national')}[-\s]firsts?",
    r"first[-\s]ever|first[-\s]of[-\s](?:its|their)[-\s]kind|first\s+time\s+(?:ever|in\s+history)",
    rf"{_THE}first(?!-(?:half|quarter|generation|time)\b)(?!\s+{_COUNTED}(?!\w))(?=\s+[\w“‘])",
    rf"{_any('is was are were be become becomes became')}\s+(?:the\s+)?first\s+to(?!\s+(?:two|three|last)\b)",
    rf"{_any('rank ranks ranked comes came')}\s+first(?=\s+{_any('in among worldwide globally for')}\b)",
)

_SUPERLATIVE = (
    _any("largest biggest fastest longest strongest lightest greatest safest cleanest longest-range")[:-1]
    + r"|fastest-(?:charging|growing|selling)|(?:best|top)-?selling)"
)
# Of these a superlative gives no rank: parts of one whole, reasons, time, a few that were just named.
_NO_RANK = (
    r"(?!\s+"
    + _any(
        """shares? parts? portions? slices? chunks? items? costs? expenses? reasons? problems?
        obstacles? hurdles? challenges? issues? questions? unknowns? possible time days? lead ones?
        number amount""",
        _OF_SOME,
    )
    + r"(?!\w))"
)
_ADJECTIVE = r"\w+(?:ful|ive|ent|ant|able|ible|ous|ed|ing|ic|al|ar|rich|ern|ure|dense)|dense"
_NO_EST = r"(?!forest|interest|harvest|request|latest|invest|contest|protest|midwest|conquest)"
_MOST = (
    rf"(?:{_THE}(?:world[’']s\s+)?|{_OF_A_PLACE})(?:{_any('second third fourth fifth')}[-\s])?"
    rf"{_SUPERLATIVE}{_NO_RANK}",
    rf"(?:{_THE}|{_OF_A_PLACE})most\s+(?!{_any('recent likely part of obvious common basic')}\b)"
    rf"(?:[a-z]{{3,}}ly\s+)?(?:{_ADJECTIVE})(?!\w){_NO_RANK}",
    rf"world[’']s\s+(?:\w+[-\s])?(?:only|leading|most|top|number[-\s]one|{_NO_EST}\w{{2,}}est)",
)

_LEADING = (
    rf"{_any('world market industry class globally')}-leading",
    rf"(?:a|the|one\s+of\s+the|{_PLACE}[’']s)\s+leading\s+(?=\w)"
    rf"(?!{_any('to up edges? indicators? the into from articles? zero cause digit')}\b)",
    r"leading\s+(?:\w+\s+)?"
    rf"{_any('makers? manufacturers? suppliers? producers? carmakers? providers? brands? position')}",
    rf"{_any('market global world technology industry segment')}\s+leader(?!s)",
    rf"(?:number\s+(?:one|two|three)|no\.\s?[123])"
    rf"(?=\s+{_any('in among worldwide globally maker manufacturer supplier brand for')}\b)",
    r"rank(?:s|ed)?\s+(?:second|third)",
)

_RECORD = (
    rf"{_any('new world all-time national sales speed distance efficiency range')}\s+record"
    r"(?!\s+(?:of\s+)?(?:keeping|show))",
    r"(?<!to )(?<!will )(?<!can )(?<!not )record\s+"
    + _any(
        """sales numbers? year month quarter volumes? output production deliveries registrations
        exports shares? profits? prices? pace range speed growth demand orders revenues?"""
    ),
    r"record\s+(?:highs?|lows?|levels?)|record-(?:breaking|setting|high|low)",
    rf"{_any('set sets setting broke breaks breaking beat beats hit hits')}\s+"
    rf"{_any('a the its all another every')}\s+"
    r"(?:\w+\s+)?records?",
    r"a\s+record(?=\s+(?:[0-9]|US\$|\$|€))",
)

_ALONE = (
    rf"(?<!not )(?:the|{_PLACE}[’']s)\s+only(?=\s+\w)(?!\s+"
    + _any(
        """reasons? ways? things? questions? differences? exceptions? problem change drawback option
        choice time condition part figure number source remaining other public""",
        rf"(?:\w+ )?(?:{_OF_SOME})",
    )
    + r"(?!\w))",
    r"breakthroughs?|unprecedented|unrivall?ed|unparalleled|unmatched|second\s+to\s+none|pioneering|never\s+before",
)


# Every claim holds one of these, at most so many characters behind its first word.
_KEY = (
    r"first|most|est(?![a-z])|selling|lead(?:ing|er)|number|no\.|rank|record|only|breakthrough|unprecedented"
    r"|unriva|unparalleled|unmatched|second\s+to|pioneering|never"
)
_REACH = 40
_WORD = re.compile(r"(?<![\w-])\w")


def find(text: str, more: tuple[str, ...] = ()) -> Iterator[tuple[int, int]]:
    """Yield where words that claim a rank begin and end; ``more`` are words that count as such as well."""
    key, claim = _patterns(more)
    end = 0
    for found in key.finditer(text):
        for word in _WORD.finditer(text, max(end, found.start() - _REACH), found.start() + 1):
            match = claim.match(text, word.start())
            if match and not _is_somebodys(match[0]):
                end = match.end()
                yield match.span()
                break


def _is_somebodys(words: str) -> bool:
    """Return whether a rank is one among the things of somebody, and not of a place."""
    owner = _OWNER.match(words)
    return owner is not None and owner[1].casefold() not in _PLACES


@lru_cache(maxsize=4)
def _patterns(more: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what every claim holds, and what a claim is: in one look the texts without any are done."""
    own = [r"\s+".join(map(re.escape, word.split())) for word in more]
    claim = "|".join([*own, *_FIRST, *_MOST, *_LEADING, *_RECORD, *_ALONE])
    return (
        re.compile("|".join([*own, _KEY]), re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{claim})(?!\w)", re.IGNORECASE),
    )
