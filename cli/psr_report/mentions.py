"""What the pages of an issue speak of: companies, regions and terms, found in the words printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from psr_report import quantities
from psr_report.lists import Company, Term

if TYPE_CHECKING:  # the checks ask for names alone, and the issue's classes take long to make
    from psr_report.issue import GlossaryEntry, IndexEntry, Story

_EMPHASIS = re.compile(
    r"(?<!\w)_+|_+(?!\w)"
)  # a letter to regular expressions, so it would hide the edge of a word
_LINK_TARGET = re.compile(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)|<[a-z]+:[^<>\s]*>")


def visible(markdown: str) -> str:
    """Return the words a reader sees, on one line: link targets are not among them."""
    return " ".join(_EMPHASIS.sub("", _LINK_TARGET.sub("]", markdown)).split())


@lru_cache(maxsize=1024)
def words(story: Story) -> str:
    """Return everything a story prints but the list of its sources, on one line."""
    return visible("\n".join(_told(story)))


def company_index(
    stories: Sequence[Story], listed: Mapping[str, Sequence[str]], companies: Mapping[str, Company]
) -> tuple[IndexEntry, ...]:
    """Return the companies with the stories that list them or name them in their text, by name.

    ``listed`` gives the companies of each story by the names that articles use. Whole names count, the
    longest that fits: "Volvo Cars" is no mention of Volvo. Aliases are spellings to be corrected and do not
    count.
    """
    from psr_report.issue import IndexEntry

    names = {company.name: name for name, company in companies.items()}
    mentioned = {
        story.slug: {names[name] for name in named(names, words(story))} | set(listed.get(story.slug, ()))
        for story in stories
    }
    entries = []
    for name, company in companies.items():
        slugs = tuple(story.slug for story in stories if name in mentioned[story.slug])
        if slugs:
            entries.append(IndexEntry(company.name, company.native_name, slugs))
    return _by_name(entries)


def region_index(stories: Sequence[Story]) -> tuple[IndexEntry, ...]:
    """Return the regions with their stories, by name."""
    from psr_report.issue import IndexEntry

    used: dict[str, list[str]] = {}
    for story in stories:
        if story.region is not None:
            used.setdefault(story.region, []).append(story.slug)
    return _by_name(IndexEntry(name, None, tuple(slugs)) for name, slugs in used.items())


def glossary(texts: Iterable[str], terms: Mapping[str, Term]) -> tuple[GlossaryEntry, ...]:
    """Return the terms that stand in the texts as whole words, in the singular or the plural, by name."""
    from psr_report.issue import GlossaryEntry

    text = "\n".join(map(visible, texts))
    used = [
        GlossaryEntry(name, term.expansion, term.definition)
        for name, term in terms.items()
        if named([name], text)
    ]
    return tuple(sorted(used, key=lambda entry: (entry.term.casefold(), entry.term)))


def named(names: Iterable[str], text: str) -> set[str]:
    """Return which names stand in a text as whole words; of names that begin alike the longest that fits."""
    choice = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not choice:
        return set()
    return {match[1] for match in re.finditer(rf"(?<!\w)({choice})s?(?!\w)", text)}


def _told(story: Story) -> Iterator[str]:
    yield from (story.headline, *story.kicker, story.why or "", story.text.text)
    for figure in story.figures:
        yield from (figure.caption, quantities.house(figure.value), figure.by or "")
    for chart in story.charts:
        yield from (chart.title, chart.measure, chart.source, *chart.series)
        for cells in chart.spec.rows if chart.spec else ():
            yield from cells
        for row in chart.rows:
            yield from (row.label, row.note, *(point.text for point in row.points))
    if story.picture:
        yield from (story.picture.alt, story.picture.caption or "", story.picture.credit)
    for quote in story.quotes:
        yield from (quote.text, quote.speaker or "")
    if story.analysis:
        yield story.analysis.text.text
    for correction in story.corrections:
        yield from (correction.was, correction.now, correction.reason)


def _by_name(entries: Iterable[IndexEntry]) -> tuple[IndexEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name)))
