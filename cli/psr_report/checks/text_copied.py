"""Eight words in a row are not taken over from a quoted source or from another story.

A run of that length is no coincidence. Words of a source belong in quotation marks, or are said anew; words
of an earlier story leave readers with the feeling of having read this before. Quotations are free, and so
are runs that are little more than names and written-out acronyms. The number of words is set in
report.yaml.

Fails:

    summary: |
      The maker has shown a pack that is to be built into vans from the spring of 2026 on.
    quotes:
      - {text: a pack that is to be built into vans from the spring of 2026 on, speaker: Desk, source: desk}

Passes:

    summary: |
      The maker has shown “a pack that is to be built into vans from the spring of 2026 on”.
    quotes:
      - {text: a pack that is to be built into vans from the spring of 2026 on, speaker: Desk, source: desk}

Fails, since another story says the same:

    # 2025-10/earlier.yaml
    summary: |
      Vans go short ways and stand still at night, which suits a small battery well.
    # 2025-11/later.yaml
    summary: |
      It is for vans. They go short ways and stand still at night, which suits a small battery.

Silence it where the words have to be the same:

    ignore: {text-copied: both stories give the official definition of the term}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psr_report.attribution import short_publisher
from psr_report.checks import shingles
from psr_report.checks.names import Names
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.checks.shingles import Run, Shingles, Span
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"follows", "quotes", "sources", "report.yaml"}

_ROLES = frozenset({"headline", "why", "summary", "analysis"})
_SHOWN = 12  # words of a run that a message repeats


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each run of words of a story that an earlier or another story has, at the run."""
    size = desk.options.text_copied_words
    index, names = Shingles(size), None
    for number, (story, texts) in enumerate(desk.told):
        stretches = [(one, at) for one in texts if one.role in _ROLES for at in shingles.stretches(one)]
        words = [shingles.words(one.words, at) for one, at in stretches]
        if story.month == desk.folder.month:
            for (passage, at), said in zip(stretches, words, strict=True):
                places = index.first(said)
                if any(place is not None for place in places):
                    names = names or _names(desk)
                    for run in shingles.runs(at, _telling(passage, at, places, names, size), size):
                        yield _of_story(passage, run, desk.told[run.place][0], story)
        index.add(number, words)


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each run of words that a quotation of the story has, outside quotation marks."""
    size = desk.options.text_copied_words
    quotes = story.article.quotes
    index = Shingles(size)
    for number, quote in enumerate(quotes):
        index.add(number, [shingles.words(quote.text, shingles.spans(quote.text))])
    if not quotes:
        return
    for passage in desk.texts(story):
        for at in shingles.stretches(passage) if passage.role in _ROLES else ():
            places = index.first(shingles.words(passage.words, at))
            for run in shingles.runs(at, places, size):
                source = story.article.sources.get(quotes[run.place].source)
                where = f"the quotation from {short_publisher(source)}" if source else "one of its quotations"
                hint = "put them in quotation marks, or say it in your own words"
                yield _problem(passage, run, f"stand in {where}", hint)


def _of_story(passage: Passage, run: Run, other: Story, story: Story) -> Problem:
    name = other.slug if other.month == story.month else f"{other.month}/{other.slug}"
    return _problem(passage, run, f"stand in {name} too", "say it in other words, or leave it out")


def _problem(passage: Passage, run: Run, where: str, hint: str) -> Problem:
    said = passage.text[run.start : run.end].split()
    shown = " ".join(said[:_SHOWN]) + (" …" if len(said) > _SHOWN else "")
    message = f'these {run.words} words in a row {where}: "{shown}"'
    return passage.problem("text-copied", SEVERITY, (run.start, run.end), message, hint)


def _telling(
    passage: Passage, at: Sequence[Span], places: Sequence[int | None], names: Names, size: int
) -> list[int | None]:
    """Return the places without those of runs that are names for the most part."""
    named = {place for start, end, _ in names.find(passage.words) for place in range(start, end)}
    is_name = [start in named for start, _ in at]
    return [
        place if 2 * sum(is_name[number : number + size]) <= size else None
        for number, place in enumerate(places)
    ]


def _names(desk: Desk) -> Names:
    """Return what anybody would write in the same words: names, publishers, terms written out."""
    room = desk.room
    known = [room.report.publisher, room.report.name]
    for company in room.companies.values():
        known += [company.name, *company.aliases]
    for person in room.people.values():
        known += [person.name, person.title, person.organisation]
    for acronym, term in room.terms.items():
        known += [acronym, f"{acronym}s"]
        if term.expansion:
            known += [*_both_cases(term.expansion), *_both_cases(f"{term.expansion}s")]
    for story, _ in desk.told:
        for source in story.article.sources.values():
            known += [source.publisher.partition(" (")[0], short_publisher(source)]
    return Names(known)


def _both_cases(words: str) -> tuple[str, str]:
    return words, words[0].upper() + words[1:]
