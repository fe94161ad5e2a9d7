"""Words in quotation marks stand among the story's quotes, with who said them and where.

Quotation marks promise that somebody said exactly this. The entry under `quotes:` keeps the promise: it
names the speaker and the source, and the words can be looked up there. The entry may be longer than what
the text takes from it. In takeaways the quotes of their story count, in the letter those of all stories of
the month. Titles of sources may stand in quotation marks as well, and so may a single word.

Fails:

    summary: |
      The maker speaks of a “slower ramp-up”, the desk reports.

Passes:

    summary: |
      The maker speaks of a “slower ramp-up”, the desk reports.
    quotes:
      - {text: slower ramp-up of electric cars, speaker: the maker, source: desk}

Silence it where the marks quote nobody:

    ignore: {quote-unsourced: the marks set off the name of a game}
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.checks import quotations
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.model import Article
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"quotes", "sources"}

_ROLES = frozenset({"headline", "why", "summary", "analysis", "takeaway", "letter"})
_MARKS = frozenset('“"')
_SHOWN = 60  # characters of a quotation that a message repeats


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each quotation of a story that is not registered, at its words."""
    known: str | None = None
    for passage in desk.texts(story):
        for span in _quoted(passage):
            known = _known([story.article]) if known is None else known
            if not quotations.contains(known, passage.text[slice(*span)]):
                yield _problem(passage, span, "this story’s `quotes:`")


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for takeaways, by the quotes of their story, and for the letter, by all of the month."""
    stories = desk.folder.stories
    is_whole = stories.keys() >= {*desk.folder.partial, *desk.folder.unreadable}
    of_month: str | None = None
    for passage in desk.plan:
        for span in _quoted(passage):
            if passage.role == "takeaway":
                slug = desk.folder.plan.takeaways[int(passage.path[1])].article
                known = _known([stories[slug].article]) if slug in stories else None
                where = f"the `quotes:` of {slug}"
            else:
                if of_month is None and is_whole:
                    of_month = _known([story.article for story in stories.values()])
                known, where = of_month, "the `quotes:` of a story of this month"
            if known is not None and not quotations.contains(known, passage.text[slice(*span)]):
                yield _problem(passage, span, where)


def _quoted(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield where the words of quotations begin and end, of two or more words, without their marks."""
    if passage.role in _ROLES:
        for start, end in passage.quotations:
            if passage.text[start] in _MARKS and quotations.count(passage.text[start + 1 : end - 1]) > 1:
                yield start + 1, end - 1


def _known(articles: list[Article]) -> str:
    quotes = [quote.text for article in articles for quote in article.quotes]
    titles = [source.title for article in articles for source in article.sources.values()]
    return quotations.bag([*quotes, *titles])


def _problem(passage: Passage, span: tuple[int, int], where: str) -> Problem:
    said = " ".join(passage.text[slice(*span)].split())
    said = said if len(said) <= _SHOWN else said[: _SHOWN - 1].rstrip() + "…"
    message = f'"{said}" stands in quotation marks, but not among {where}'
    hint = "add it there with its speaker and source, or take the quotation marks away"
    return passage.problem("quote-unsourced", SEVERITY, span, message, hint)
