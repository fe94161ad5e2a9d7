"""A claim of rank names whose claim it is, in the same sentence.

"The world's largest", "the first", "a breakthrough": such words come from somebody who wants them repeated.
With the name beside it the sentence is a fact, namely that this maker says so; without it the report has
said so itself. A source counts wherever the sentence names it, a company or a person where it says
something. Counting is no claim: the first half of 2025, the first of two plants, a maker's own first truck,
only 2%. Report.yaml can add words (`claim_unattributed_words`).

Fails:

    summary: |
      A maker has shown the world’s lightest pack.

Passes:

    summary: |
      A maker has shown a pack. Desk calls it the world’s lightest.

Passes, since nothing is claimed:

    summary: |
      A maker has built the first of two plants. In the first half of 2025 it opened, the desk reports.

Silence it where nobody doubts the claim:

    ignore: {claim-unattributed: the law of 2020 was the first on the subject, as its title says}
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.attribution import short_publisher
from psr_report.checks import claims, speakers
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.checks.speakers import Speakers
from psr_report.errors import Problem, Severity
from psr_report.model import Article
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
NEEDS = {"sources", "forecasts", "quotes", "figures", "companies.yaml", "people.yaml", "report.yaml"}

_ROLES = frozenset({"headline", "why", "summary", "takeaway"})
_SHOWN = 3  # sources that a hint offers


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each claim in a sentence that names nobody, at its words."""
    found = list(_claims(desk.texts(story), desk))
    if found:
        yield from _problems(found, [story.article], desk)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the takeaways, by the sources of their story."""
    for passage, span in _claims(desk.plan, desk):
        slug = desk.folder.plan.takeaways[int(passage.path[1])].article
        if slug in desk.folder.stories:
            yield from _problems([(passage, span)], [desk.folder.stories[slug].article], desk)


def _claims(texts: tuple[Passage, ...], desk: Desk) -> Iterator[tuple[Passage, tuple[int, int]]]:
    for passage in texts:
        if passage.role in _ROLES:
            names = None
            for start, end in claims.find(passage.unquoted, desk.options.claim_unattributed_words):
                names = list(desk.names.find(passage.words)) if names is None else names
                if not any(first <= start and end <= last for first, last, _ in names):
                    yield passage, (start, end)


def _problems(
    found: list[tuple[Passage, tuple[int, int]]], articles: list[Article], desk: Desk
) -> Iterator[Problem]:
    known = _speakers(articles, desk)
    for passage, span in found:
        if known.speak_in(passage.sentence_words(span[0])):
            continue
        said = " ".join(passage.text[slice(*span)].split())
        sources = [source for article in articles for source in article.sources.values()]
        named = list(dict.fromkeys(short_publisher(source) for source in sources))
        whose = f'"according to {" or ".join(named)}"' if named[1:_SHOWN] or len(named) == 1 else "the source"
        yield passage.problem(
            "claim-unattributed",
            SEVERITY,
            span,
            f'"{said}" is a claim, and the sentence does not say whose',
            f"say in the sentence whose claim it is, such as {whose}, or leave the claim out",
        )


def _speakers(articles: list[Article], desk: Desk) -> Speakers:
    companies = (company.name for company in desk.room.companies.values())
    return speakers.of(articles, (*companies, desk.room.report.publisher), desk.makers)
