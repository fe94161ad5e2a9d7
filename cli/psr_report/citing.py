"""What of a story names its sources, and which of them came after the issue was out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report.model import Article

_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")


def cited(article: Article) -> Iterator[str]:
    """Yield the names of sources that a story refers to as it was printed: not those of outcomes."""
    for parts in (article.figures.values(), article.drawings, article.forecasts, article.quotes):
        yield from (part.source for part in parts if part.source)
    for text in (article.summary, article.analysis.text if article.analysis else None):
        yield from _FOOTNOTE.findall(text or "")


def of_outcomes(article: Article) -> Iterator[str]:
    """Yield the names of sources that say what became of a story's forecasts."""
    yield from (forecast.outcome.source for forecast in article.forecasts if forecast.outcome)


def later(article: Article) -> frozenset[str]:
    """Return the names of sources that outcomes alone refer to: the story was printed without them."""
    outcomes = frozenset(of_outcomes(article))
    return outcomes.difference(cited(article)) if outcomes else outcomes
