"""Quotations and what they may be: words of a registered quotation, or the title of a source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from psr_report.model import Article

_WORD = re.compile(r"\w+(?:[’'.,&/-]\w+)*")
_LEFT_OUT = re.compile(r"\[[^\[\]]*\]|…|\.\s?\.\s?\.")


def folded(text: str) -> str:
    """Return the words of a text without capitals and punctuation, one blank before, between and after."""
    words = (word.replace("’", "'").casefold() for word in _WORD.findall(text))
    return f" {' '.join(words)} "


def bag(texts: Iterable[str]) -> str:
    """Return folded texts as one, in which `contains` looks."""
    return "|".join(folded(text) for text in texts)


def contains(texts: str, quotation: str) -> bool:
    """Return whether the words of a quotation stand in one of the texts of a `bag`.

    What it leaves out (…) or puts in [square brackets] parts it in pieces; each has to stand in a text.
    """
    pieces = [folded(piece) for piece in _LEFT_OUT.split(quotation)]
    return all(piece in texts for piece in pieces if piece.strip())


def count(text: str) -> int:
    """Return how many words a text has."""
    return sum(1 for word in text.split() if any(map(str.isalnum, word)))


def is_title(quotation: str, article: Article) -> bool:
    """Return whether a quotation is the title of one of the story's sources, or a part of it."""
    return contains(bag(source.title for source in article.sources.values()), quotation)
