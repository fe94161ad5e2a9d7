"""Texts of strangers, made fit to stand in a newsroom's file: nothing hidden in them, and never long."""

from __future__ import annotations

import re

from psr_report.read.text import hidden_in
from psr_report.shapes import as_line
from psr_report.visible import INVISIBLE

_LOST = "\ufffd"
# Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
LETTERS_OF_A_WORD = 2  # of these; about right for Chinese, and on the short side for the others


def line(text: str, limit: int) -> str:
    """Return a text on one line, without what a reader could not see, cut at a blank where it is too long."""
    seen = INVISIBLE.sub("", " ".join(text.replace(_LOST, "?").split()))
    if hidden_in(seen) is not None:
        seen = "".join(each for each in seen if hidden_in(each) is None)
    whole = as_line(seen)
    if len(whole) <= limit:
        return whole
    cut = whole[: limit - 1]
    at = cut.rfind(" ")
    return f"{cut[:at] if at > limit // 2 else cut}…"


def count(text: str) -> int:
    """Return how many words a text has; of a script without blanks between words, about how many."""
    return sum(_weight(word) for word in text.split() if any(map(str.isalnum, word)))


def _weight(word: str) -> int:
    return max(1, len(UNSPACED.findall(word)) // LETTERS_OF_A_WORD)
