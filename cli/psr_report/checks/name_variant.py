"""Companies and people are named as companies.yaml and people.yaml name them.

One spelling makes one entry in the index, and a maker who finds its name misspelt stops reading. The lists
give the name that is printed and, under `aliases:`, spellings that are not. A spelling counts as a whole
word and with its capitals; inside a longer name that is right it is no mistake. Words in quotation marks
stay as they were said.

Fails:

    summary: |
      Catl has shown a pack, the desk reports.
    # companies.yaml
    CATL: {name: CATL, aliases: [Catl]}

Passes:

    summary: |
      CATL has shown a pack, the desk reports.
    # companies.yaml
    CATL: {name: CATL, aliases: [Catl]}

Silence it where the other spelling is itself the news:

    ignore: {name-variant: the story reports that the maker now writes its name in capitals}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from psr_report.checks.names import Names
from psr_report.checks.passages import Passage, charts_of
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.lists import Company, Person
from psr_report.read.newsroom import Newsroom, Story

SEVERITY = Severity.ERROR
FIXES = True
NEEDS = {"companies.yaml", "people.yaml", "terms.yaml"}

_ADDRESS_BEFORE = frozenset("@#/")
_ADDRESS_AFTER = re.compile(r"@|\.[a-z]{2,}\b")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each spelling of a story that the house does not print, at the spelling."""
    yield from _problems((*desk.texts(story), *_beside(story)), desk.room)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the month's plan."""
    plan, folder = desk.folder.plan, desk.folder
    more = [
        Passage("label", section.name, ("sections", number, "name"), folder)
        for number, section in enumerate(plan.sections)
    ]
    if plan.announce:
        more.append(Passage("letter", plan.announce, ("announce",), folder))
    if plan.cover and plan.cover.image:
        image = plan.cover.image
        more += [
            Passage("label", text, ("cover", "image", key), folder)
            for key, text in (("caption", image.caption), ("alt", image.alt))
            if text
        ]
    yield from _problems((*desk.plan, *more), desk.room)


def _problems(texts: Iterable[Passage], room: Newsroom) -> Iterator[Problem]:
    meant = _meant(room)
    if not meant:
        return
    known = _finder(tuple(meant), tuple(_right(room)))
    for passage in texts:
        for start, end, spelling in known.find(passage.unquoted):
            if spelling in meant and not _is_in_address(passage.text, start, end):
                yield _problem(passage, start, end, meant[spelling])


def _problem(passage: Passage, start: int, end: int, names: tuple[str, ...]) -> Problem:
    said = " ".join(passage.text[start:end].split())
    message = f'"{said}" is not how the house writes {" or ".join(names)}'
    becomes = names[0] if len(names) == 1 else None  # whose spelling it is only the writer knows
    return passage.problem(
        "name-variant", SEVERITY, (start, end), message, f"write {' or '.join(names)}", becomes=becomes
    )


def _is_in_address(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in _ADDRESS_BEFORE or _ADDRESS_AFTER.match(text, end) is not None


def _beside(story: Story) -> Iterator[Passage]:
    """Yield the printed texts of a story that are not among its passages: names and lines beside them."""
    article = story.article

    def text(value: str | None, *path: str | int) -> Iterator[Passage]:
        if value:
            yield Passage("label", value, path, story)

    yield from text(article.announce, "announce")
    for name, source in article.sources.items():
        yield from text(source.publisher, "sources", name, "publisher")
        yield from text(source.via, "sources", name, "via")
    for name, figure in article.figures.items():
        yield from text(figure.by, "figures", name, "by")
    for path, chart in charts_of(story):
        for number, row in enumerate(chart.rows):
            first = next(iter(row))
            yield from text(row[first], *path, "rows", number, first)
            yield from text(row.get("by"), *path, "rows", number, "by")
            yield from text(row.get("note"), *path, "rows", number, "note")
    for number, forecast in enumerate(article.forecasts):
        yield from text(forecast.statement, "forecasts", number, "statement")
        yield from text(forecast.by, "forecasts", number, "by")
    for number, quote in enumerate(article.quotes):
        yield from text(quote.speaker, "quotes", number, "speaker")
    for number, correction in enumerate(article.corrections):
        yield from text(correction.now, "corrections", number, "now")
        yield from text(correction.reason, "corrections", number, "reason")
    if article.image:
        yield from text(article.image.caption, "image", "caption")
        yield from text(article.image.alt, "image", "alt")


def _meant(room: Newsroom) -> Mapping[str, tuple[str, ...]]:
    """Return the spellings to be corrected with the names they may stand for.

    A spelling that is itself a printed name, or that terms.yaml explains, is right wherever it stands.
    """
    right = set(_right(room))
    found: dict[str, tuple[str, ...]] = {}
    every: list[Company | Person] = [*room.companies.values(), *room.people.values()]
    for one in every:
        for alias in one.aliases:
            if alias not in right:
                found[alias] = tuple(dict.fromkeys((*found.get(alias, ()), one.name)))
    return found


def _right(room: Newsroom) -> Iterator[str]:
    for company in room.companies.values():
        yield company.name
        if company.native_name:
            yield company.native_name
    yield from (person.name for person in room.people.values())
    yield from room.terms


@lru_cache(maxsize=2)
def _finder(spellings: tuple[str, ...], names: tuple[str, ...]) -> Names:
    return Names((*spellings, *names))
