"""A story is told once; what is new about it follows the old one.

The same news comes in twice: from two agencies, through two analysts, in two months. Printed twice it looks
careless, and its figures count double. Two stories are held to be the same when headline and text are
alike, or rather alike and from the same page of the web. An update says `follows:` and is free to repeat
what it needs; readers are then led to the earlier story.

Fails:

    # 2025-10/first-plant.yaml
    headline: Aldermoor to make battery packs in Pune
    summary: |
      Aldermoor will make packs for buses in Pune, the desk reports. It replaces one in Ohio that closed.
    # 2025-11/new-plant.yaml
    headline: Aldermoor will make battery packs in Pune
    summary: |
      In Pune, Aldermoor will make packs for buses. It replaces a closed one in Ohio, the desk reports.

Passes:

    # 2025-10/first-plant.yaml
    headline: Aldermoor to make battery packs in Pune
    summary: |
      Aldermoor will make packs for buses in Pune, the desk reports. It replaces one in Ohio that closed.
    # 2025-11/new-plant.yaml
    headline: Aldermoor will make battery packs in Pune
    summary: |
      In Pune, Aldermoor will make packs for buses. It replaces a closed one in Ohio, the desk reports.
    follows: 2025-10/first-plant

How alike, and how many issues back, is set in report.yaml. Silence it where two stories are alike by nature:

    ignore: {duplicate-story: the same table is printed every month with new numbers}
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlencode, urlsplit

from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
NEEDS = {"follows", "sources", "report.yaml"}

_WORD = re.compile(r"\w+(?:[.,]\w+)*")
_TRACKING = re.compile(r"utm_|(?:fbclid|gclid|msclkid|mc_[ce]id|igshid|ref|ref_src|source|cmpid|ocid|trk)\Z")
_SAME_PAGE = 5  # percent by which two stories from one page may be less alike
_RAREST = 24  # words of a story by which others are looked for
_SHARED = 3  # of them that make another story a candidate
_NEAREST = 24  # earlier stories that a word or an address leads to
_FEWEST = 12  # longer words: of less there is no telling
_CANDIDATES = 8  # stories that one is compared with


@dataclass(frozen=True)
class _Told:
    """A story as it is compared: its words in a row, and the pages of the web that it draws on."""

    story: Story
    text: str
    pages: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.story.month}/{self.story.slug}"

    @cached_property
    def words(self) -> set[str]:
        return {word for word in self.text.split() if len(word) > 2}


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each story that an earlier or another one tells already, at its headline."""
    told = [_as_told(story, texts) for story, texts in desk.told]
    by_name = {one.name: one.story for one in told} | {f"{one.month}/{one.slug}": one for one in desk.earlier}
    words, pages = _postings([one.words for one in told]), _postings([one.pages for one in told])
    for number, one in enumerate(told):
        if one.story.month != desk.folder.month:
            continue
        before = _followed(one.story, by_name)
        alike = [
            (percent, -other)
            for other in _candidates(number, one, words, pages)
            if told[other].name not in before
            and (percent := _percent(one, told[other])) >= _bar(one, told[other], desk)
        ]
        if alike:
            percent, other = max(alike)
            yield _problem(one, told[-other], percent)


def _as_told(story: Story, texts: Sequence[Passage]) -> _Told:
    said = {
        passage.role: _plain(passage.words) for passage in texts if passage.role in ("headline", "summary")
    }
    addresses = (source.url for source in story.article.sources.values() if source.url)
    headline = said.get("headline", "")
    return _Told(story, f"{headline} {said.get('summary', '')}", frozenset(map(same_page, addresses)))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def same_page(address: str) -> str:
    """Return what two addresses of one page have in common: no scheme, no www, no tracking, no fragment."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    query = sorted(
        (key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key.casefold())
    )
    return f"{host}{parts.path.rstrip('/')}{'?' if query else ''}{urlencode(query)}"


def _postings(keys: Sequence[set[str] | frozenset[str]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(keys):
        for key in each:
            found[key].append(number)
    return found


def _candidates(
    number: int, one: _Told, words: Mapping[str, list[int]], pages: Mapping[str, list[int]]
) -> Iterator[int]:
    """Yield a few earlier stories that may be the same: from the same page, or sharing rare words."""
    near = {other for page in one.pages for other in _before(pages[page], number)}
    rarest = sorted((len(words[word]), word) for word in one.words if len(words[word]) > 1)[:_RAREST]
    votes = Counter(other for _, word in rarest for other in _before(words[word], number))
    ranked = sorted((-count, other) for other, count in votes.items() if count >= _SHARED)
    yield from sorted(near | {other for _, other in ranked[:_CANDIDATES]})


def _before(numbers: list[int], number: int) -> list[int]:
    end = bisect_left(numbers, number)
    return numbers[max(0, end - _NEAREST) : end]


def _percent(one: _Told, other: _Told) -> float:
    """Return how alike two stories are."""
    from rapidfuzz import fuzz  # late: most issues have no two stories to compare

    if min(len(one.words), len(other.words)) < _FEWEST:
        return 0
    return fuzz.token_set_ratio(one.text, other.text)


def _bar(one: _Told, other: _Told, desk: Desk) -> float:
    percent = desk.options.duplicate_story_percent
    return percent - _SAME_PAGE if one.pages & other.pages else percent


def _followed(story: Story, by_name: Mapping[str, Story]) -> set[str]:
    """Return the stories that one updates, by their names: by way of others or not."""
    found: set[str] = set()
    name = story.article.follows
    while name is not None and name not in found:
        found.add(name)
        name = by_name[name].article.follows if name in by_name else None
    return found


def _problem(one: _Told, other: _Told, percent: float) -> Problem:
    headline = Passage("headline", one.story.article.headline, ("headline",), one.story)
    is_earlier = other.story.month != one.story.month
    name = other.name if is_earlier else other.story.slug
    shares = ", from the same page" if one.pages & other.pages else ""
    message = f"this story is told in {name} already: {int(percent)}% alike{shares}"
    hint = (
        f"if it is an update, say `follows: {name}`; else keep one" if is_earlier else "keep one of the two"
    )
    return headline.problem("duplicate-story", SEVERITY, (0, len(headline.text)), message, hint)
