"""A quotation has at most 25 words, and a story quotes at most 50 words from one source.

Short quotations show how somebody put it; long ones take over somebody else's work, and the right to quote
does not reach that far. Both limits can be set in report.yaml. The same words quoted twice count once.

Fails:

    quotes:
      - text: >-
          We have decided after long talks with our partners in every market that the new cells will first be
          built into the small car, then into the van, and only after that into the truck
        speaker: Desk
        source: desk

Passes:

    quotes:
      - {text: first be built into the small car, speaker: Desk, source: desk}

Silence it where the words are free and all of them are needed:

    ignore: {quote-long: the text of the law is quoted in full}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from psr_report.checks import quotations
from psr_report.checks.passages import PROSE, Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.model import Article
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"report.yaml"}

_WORD = re.compile(r"\S+")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each quotation that is too long, and for each that takes a source over its limit.

    It is placed at the first word beyond the limit.
    """
    limit, limit_of_source = desk.options.quote_long_words, desk.options.quote_long_words_per_source
    quoted: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for number, quote in enumerate(story.article.quotes):
        passage = Passage("label", quote.text, ("quotes", number, "text"), story)
        words = quotations.count(quote.text)
        if words > limit:
            yield _too_long(passage, (0, len(quote.text)), words, limit)
        same = quote.source, quotations.folded(quote.text)
        if same in seen:
            continue
        seen.add(same)
        before = quoted.get(quote.source, 0)
        quoted[quote.source] = before + words
        if before <= limit_of_source < before + words and words <= limit:
            source = story.article.sources.get(quote.source)
            publisher = source.publisher if source else quote.source
            yield _too_much(passage, publisher, before + words, limit_of_source)
    yield from _in_prose(desk.texts(story), [story.article], limit)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of the month's plan."""
    limit = desk.options.quote_long_words
    if any(passage.quotations for passage in desk.plan):
        articles = [story.article for story in desk.folder.stories.values()]
        yield from _in_prose(desk.plan, articles, limit)


def _in_prose(texts: Iterable[Passage], articles: Iterable[Article], limit: int) -> Iterator[Problem]:
    """Yield a problem for each long quotation in running text, but not a second time, nor titles."""
    known: str | None = None
    for passage in texts:
        for start, end in passage.quotations if passage.role in PROSE else ():
            said = passage.text[start + 1 : end - 1]
            words = quotations.count(said)
            if words <= limit:
                continue
            known = _known(articles, limit) if known is None else known
            if not quotations.contains(known, said):
                yield _too_long(passage, (start + 1, end - 1), words, limit)


def _known(articles: Iterable[Article], limit: int) -> str:
    texts = [quote.text for one in articles for quote in one.quotes if quotations.count(quote.text) > limit]
    return quotations.bag([*texts, *(source.title for one in articles for source in one.sources.values())])


def _too_long(passage: Passage, span: tuple[int, int], words: int, limit: int) -> Problem:
    start, end = span
    beyond = _nth(passage.text, start, end, limit)
    message = f"this quotation has {words} words; the limit is {limit}"
    hint = f'end it before "{_first(passage.text, beyond, end)}", or say some of it in your own words'
    return passage.problem("quote-long", SEVERITY, (beyond, end), message, hint)


def _too_much(passage: Passage, publisher: str, words: int, limit: int) -> Problem:
    message = f"with this quotation {words} words are quoted from {publisher}; the limit is {limit}"
    hint = "leave one of the quotations out, or say it in your own words"
    return passage.problem("quote-long", SEVERITY, (0, len(passage.text)), message, hint)


def _nth(text: str, start: int, end: int, number: int) -> int:
    """Return where the word after ``number`` words begins."""
    counted = 0
    for word in _WORD.finditer(text, start, end):
        if any(map(str.isalnum, word[0])):
            if counted == number:
                return word.start()
            counted += 1
    return start


def _first(text: str, start: int, end: int) -> str:
    return text[start:end].split()[0]
