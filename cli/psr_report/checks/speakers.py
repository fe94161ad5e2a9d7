"""Who speaks in a sentence: a source, a speaker, or a company or person that says something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from psr_report.attribution import short_publisher
from psr_report.checks.names import Names
from psr_report.model import Article

_SAYING = re.compile(
    r"(?<![\w-])(?:says?|said|claim(?:s|ed)?|report(?:s|ed)?|announc(?:e|es|ed)|stat(?:e|es|ed)|call(?:s|ed)?"
    r"|describ(?:e|es|ed)|reckon(?:s|ed)?|estimat(?:e|es|ed)|forecasts?|expect(?:s|ed)?|predict(?:s|ed)?"
    r"|calculat(?:e|es|ed)|count(?:s|ed)?|finds?|found|not(?:e|es|ed)|writes?|wrote|add(?:s|ed)?\s+that|tells?|told"
    r"|argu(?:e|es|ed)|insist(?:s|ed)?|confirm(?:s|ed)?|declar(?:e|es|ed)|puts?|bill(?:s|ed)?|tout(?:s|ed)?"
    r"|advertis(?:e|es|ed)|promis(?:e|es|ed)|believ(?:e|es|ed)|thinks?|thought|maintain(?:s|ed)?|sees?"
    r"|rat(?:e|es|ed)|quot(?:e|es|ed)|cit(?:e|es|ed)|suggest(?:s|ed)?)(?![\w-])",
    re.IGNORECASE,
)
_BY_ACCOUNT = re.compile(
    r"[’']s? (?:own )?(?:account|count|words|view|reckoning|estimate|figures|numbers|data)(?!\w)"
)
_ACCORDING = re.compile(
    r"(?:according to|in the words of|by the account of|as per) (?:the )?\Z", re.IGNORECASE
)
_WITHIN = 10  # words between a name and what it says
_AFTER = 3  # words between a verb and the name behind it: "says the maker Kia"


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who may answer for a sentence of a story.

    ``sources`` answer wherever they are named; ``makers`` are companies and people, and answer for what they
    say.
    """

    sources: frozenset[str]
    makers: Names

    def speak_in(self, sentence: str) -> bool:
        """Return whether one of them answers for a sentence, which is given on one line."""
        if any(self.names_in(sentence)):
            return True
        return any(_says(sentence, start, end) for start, end, _ in self.makers.find(sentence))

    def names_in(self, sentence: str) -> Iterator[str]:
        """Yield the sources that a sentence names."""
        plain = _plain(sentence)
        return (name for name in self.sources if _stands_in(name, plain))


def of(articles: Iterable[Article], companies: Iterable[str], makers: Names) -> Speakers:
    """Return who speaks in stories: their publishers, speakers and forecasters, and the known ``makers``.

    A publisher that is itself one of the ``companies`` is a maker: to be named is not yet to say so.
    """
    own = {_plain(name) for name in companies}
    named = {_plain(name) for article in articles for name in _named(article)}
    return Speakers(frozenset(name for name in named if name not in own and len(name) > 1), makers)


def _named(article: Article) -> Iterator[str]:
    for source in article.sources.values():
        yield from _variants(source.publisher)
        yield short_publisher(source)
        if source.via:
            yield from _variants(source.via)
    for quote in article.quotes:
        if quote.speaker:
            yield from _variants(quote.speaker)
    by = (*(one.by for one in article.figures.values()), *(one.by for one in article.forecasts))
    for name in filter(None, by):
        yield from _variants(name)


def _variants(name: str) -> Iterator[str]:
    """Yield a name as it may stand in a sentence: without its short form, its country, its title."""
    full = re.sub(r"\s*\([^()]*\)", "", name).strip()
    yield name
    if full:
        yield full
        yield full.partition(",")[0]
        first, _, rest = full.partition(" ")
        if first in ("The", "the", "US", "UK", "EU", "U.S.") and " " in rest:
            yield rest


def _plain(text: str) -> str:
    return text.replace("’", "'").casefold()


def _stands_in(name: str, text: str) -> bool:
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(name, at + 1)
    return False


def _says(sentence: str, start: int, end: int) -> bool:
    if _BY_ACCOUNT.match(sentence, end) or _ACCORDING.search(sentence[max(0, start - 30) : start]):
        return True
    behind = " ".join(sentence[end:].split()[:_WITHIN])
    before = " ".join(sentence[:start].split()[-_AFTER:])
    return _SAYING.search(behind) is not None or _SAYING.search(before) is not None
