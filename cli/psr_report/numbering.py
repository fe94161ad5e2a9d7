"""The sources of an issue, each under one number however many stories use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from psr_report import citing
from psr_report.issue import NumberedSource
from psr_report.model import Source
from psr_report.periods import Period
from psr_report.read.newsroom import Story

Numbers: TypeAlias = Mapping[str, Mapping[str, int]]
"""The printed numbers by the slug of a story and the name it gives the source."""
_Identity: TypeAlias = tuple[str, str, Period | None, str | None]


@dataclass(frozen=True, slots=True)
class Numbering:
    """The sources by number, and each story's numbers by the name the story gives the source."""

    sources: Mapping[int, NumberedSource]
    numbers: Numbers

    def source(self, slug: str, name: str | None) -> NumberedSource | None:
        """Return the source that a story knows under a name; None when it knows none."""
        number = self.numbers[slug].get(name) if name is not None else None
        return self.sources[number] if number is not None else None

    def of(self, slug: str) -> tuple[NumberedSource, ...]:
        """Return a story's sources, each once, in the order of the story."""
        return tuple(self.sources[number] for number in dict.fromkeys(self.numbers[slug].values()))


def number(stories: Sequence[Story]) -> Numbering:
    """Return the sources of the stories, numbered in the order of the issue.

    What outcomes of forecasts alone refer to came after the issue was out, and is not among them.
    """
    by_identity: dict[_Identity, int] = {}
    users: dict[int, list[str]] = {}
    first: dict[int, Source] = {}
    numbers: dict[str, dict[str, int]] = {story.slug: {} for story in stories}
    for story in stories:
        later = citing.later(story.article)
        for name, source in story.article.sources.items():
            if name in later:
                continue
            each = by_identity.setdefault(_identity(source), len(by_identity) + 1)
            numbers[story.slug][name] = each
            first.setdefault(each, source)
            if story.slug not in users.setdefault(each, []):
                users[each].append(story.slug)
    sources = {
        each: NumberedSource(
            each, source.publisher, source.title, source.url, source.published, source.via, tuple(users[each])
        )
        for each, source in first.items()
    }
    return Numbering(sources, numbers)


def _identity(source: Source) -> _Identity:
    """Return what makes two sources the same: the address, or without one the title; and the date it carries.

    A page that is printed anew every month under one title is another source each time. Without an address
    it also matters through whom it was seen.
    """
    publisher = source.publisher.casefold()
    if source.url is not None:
        return publisher, source.url, source.published, None
    return publisher, source.title.casefold(), source.published, source.via and source.via.casefold()
