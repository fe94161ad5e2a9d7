"""An acronym is written out where a story first uses it.

Readers come to a story through the contents, the index or a link, so each one has to stand on its own. The
first use counts in the order in which a story is read: why it matters, summary, analysis. Headlines, labels
and charts are too short to expand anything, so they need not, and a use there does not count as the first.
The words are those of terms.yaml; either may stand in the brackets, and both may be in the plural.

Fails:

    summary: |
      Makers sold more BEVs than hybrids, the desk reports.
    # terms.yaml
    BEV: {expansion: battery-electric vehicle, definition: A vehicle that draws on a battery alone.}

Passes:

    summary: |
      Makers sold more battery-electric vehicles (BEVs) than hybrids, the desk reports. BEVs need no tank.
    # terms.yaml
    BEV: {expansion: battery-electric vehicle, definition: A vehicle that draws on a battery alone.}

Silence it where the letters are better known than the words:

    ignore: {term-unexpanded: readers of this column know the standard by its letters alone}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from psr_report import quantities
from psr_report.checks.names import Names
from psr_report.checks.passages import Passage
from psr_report.checks.quotations import is_title
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
FIXES = True
NEEDS = {"why_it_matters", "summary", "sources", "companies.yaml", "terms.yaml"}

_READ = frozenset({"why", "summary", "analysis"})
_POSSESSIVE = r"(?:[’']s?(?!\w))?"
_OWNS = re.compile(r"[’']s?(?!\w)")
_OPENS_SENTENCE = re.compile(r"[^\w]*(?:[0-9]{1,2}[.)]\s+)?[^\w]*\Z")
_ARTICLE = re.compile(r"(?<!\w)([Aa])(n?)\s\Z")
_MANY = re.compile(r"(?:[0-9]|hundred|thousand|million|billion)\s\Z")
_ONE = re.compile(r"(?<![\w.,–-])1\s\Z")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each acronym that a story does not write out at its first use, at that use."""
    expansions = {name: term.expansion for name, term in desk.room.terms.items() if term.expansion}
    if not expansions:
        return
    companies = tuple(company.name for company in desk.room.companies.values())
    known = _finder(tuple(expansions), companies)
    used: set[str] = set()
    before = ""
    for passage in desk.texts(story):
        if passage.role not in _READ:
            continue
        for start, end, spelling in known.find(passage.words):
            acronym = _acronym(spelling, expansions)
            if acronym is None or acronym in used or _is_compound(passage.words, start, end):
                continue
            quotation = next((span for span in passage.quotations if span[0] < start < span[1]), None)
            if quotation and is_title(passage.text[slice(*quotation)], story.article):
                continue
            used.add(acronym)
            if _is_attached(acronym, before + passage.words[:start]):
                continue  # "81kWh" is the first use: unit-form asks for its blank first
            use = _Use(passage, start, end, acronym, expansions[acronym], quotation is not None)
            if not use.is_expanded():
                yield use.problem(before)
        before += passage.words


@lru_cache(maxsize=2)
def _finder(acronyms: tuple[str, ...], companies: tuple[str, ...]) -> Names:
    return Names((*acronyms, *(f"{one}s" for one in acronyms), *companies))


def _acronym(spelling: str, expansions: dict[str, str]) -> str | None:
    if spelling in expansions:
        return spelling
    return spelling[:-1] if spelling.endswith("s") and spelling[:-1] in expansions else None


def _is_attached(acronym: str, text: str) -> bool:
    """Return whether a number stands right before the letters somewhere in a text: "81kWh"."""
    return re.search(rf"[0-9]{re.escape(acronym)}(?!\w)", text) is not None


def _is_compound(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen makes the letters part of another word."""
    return text[start - 1 : start] == "-" or (
        text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()
    )


class _Use:
    """The first use of an acronym in a story."""

    def __init__(
        self, passage: Passage, start: int, end: int, acronym: str, expansion: str, is_quoted: bool
    ) -> None:
        self.passage = passage
        self.start = start
        self.end = end
        self.acronym = acronym
        self.expansion = expansion
        self.is_quoted = is_quoted

    def is_expanded(self) -> bool:
        words = self.passage.words
        reach = 2 * len(self.expansion) + 40
        ahead, behind = _patterns(self.expansion)
        before = words[max(0, self.start - reach) : self.start]
        after = words[self.end : self.end + reach]
        if ahead.search(before) and re.match(rf"{_POSSESSIVE}\s*[),;]", after):
            return True
        return behind.match(after) is not None

    def problem(self, before: str) -> Problem:
        said = self.passage.text[self.start : self.end]
        start, end, text = self._mended()
        message = f'"{said}" stands here for the first time and is not written out'
        hint = f"write {text}"
        becomes: str | None = text
        is_said = _said(self.expansion, before + self.passage.words[: self.start])
        if self.is_quoted:
            hint, becomes = f"say before the quotation that {self.acronym} stands for {self.expansion}", None
        elif is_said:
            hint, becomes = f"the words stand before: write {self._whole()} there", None
        elif self._is_in_brackets():
            becomes = None
        fix = self.passage.fix(start, end, becomes) if becomes is not None else None
        found = self.passage.problem("term-unexpanded", SEVERITY, (self.start, self.end), message, hint)
        return Problem(found.rule, found.severity, found.place, message, hint, found.width, fix)

    def _mended(self) -> tuple[int, int, str]:
        """Return from where to where the text has to change, and into what."""
        start, end, text = self.start, self.end, self._whole()
        if owns := _OWNS.match(self.passage.text, self.end):
            mark, end = owns[0][0], owns.end()
            letters = text.rpartition("(")[0].rstrip()
            own = mark if letters.endswith("s") else f"{mark}s"
            text = f"{letters}{own} ({self.passage.text[self.start : end]})"
        sentence, _ = self.passage.sentence(self.start)
        words = self.passage.words
        article = _ARTICLE.search(words, max(sentence, self.start - 3), self.start)
        if article and words[article.start() : self.start] == self.passage.text[article.start() : self.start]:
            right = article[1] + ("n" if _takes_an(text) else "")
            if right != article[1] + article[2]:
                blank = words[self.start - 1]
                return article.start(), end, f"{right}{blank}{text}"
        elif _OPENS_SENTENCE.match(words[sentence : self.start]):
            text = text[0].upper() + text[1:]
        return start, end, text

    def _whole(self) -> str:
        """Return the words with the letters in brackets, in the number that the letters have."""
        said = self.passage.text[self.start : self.end]
        is_plural = said != self.acronym
        before = self.passage.words[max(0, self.start - 12) : self.start]
        if not is_plural and _MANY.search(before) and not _ONE.search(before):
            is_plural = _is_unit(self.acronym)
        return f"{_plural(self.expansion) if is_plural else self.expansion} ({said})"

    def _is_in_brackets(self) -> bool:
        sentence, _ = self.passage.sentence(self.start)
        before = self.passage.words[sentence : self.start]
        return before.count("(") > before.count(")")


@lru_cache(maxsize=256)
def _patterns(expansion: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _loosely(expansion)
    return (
        re.compile(rf"(?<!\w){words}{_POSSESSIVE}\s*\(\s*\Z", re.IGNORECASE),
        re.compile(rf"{_POSSESSIVE}\s*\(\s*{words}{_POSSESSIVE}\s*[),;]", re.IGNORECASE),
    )


@lru_cache(maxsize=256)
def _alone(expansion: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_loosely(expansion)}(?!\w)", re.IGNORECASE)


def _said(expansion: str, text: str) -> bool:
    return _alone(expansion).search(text) is not None


def _loosely(expansion: str) -> str:
    """Return a pattern for the words: one thing or many, and however they are wrapped and hyphenated."""
    signs = {" ": r"[\s–-]+", "-": r"(?:[-–]\s?|\s)", "’": "[’']", "'": "[’']"}
    pattern = "".join(signs.get(sign) or re.escape(sign) for sign in expansion)
    return f"{pattern[:-1]}(?:y|ies)" if expansion.endswith("y") else f"{pattern}(?:e?s)?"


def _plural(expansion: str) -> str:
    if re.search(r"[^aeiou]y\Z", expansion):
        return f"{expansion[:-1]}ies"
    return expansion if expansion.endswith("s") else f"{expansion}s"


def _takes_an(text: str) -> bool:
    first = re.sub(r"[^a-z]", "", text.split()[0].casefold())
    if first.startswith(("eu", "uni", "use", "usa", "one", "ubi")):
        return False
    return first.startswith(("a", "e", "i", "o", "u", "hour", "hono", "heir"))


@lru_cache(maxsize=256)
def _is_unit(name: str) -> bool:
    try:
        quantities.unit(name)
    except quantities.QuantityError:
        return False
    return True
