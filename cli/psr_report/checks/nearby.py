"""What stands around a number: the sentences beside its own, and the figures that say the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from psr_report import quantities
from psr_report.checks.passages import Passage
from psr_report.model import Figure
from psr_report.quantities import Quantity


def around(passage: Passage, at: int, *, before: int = 0, after: int = 0) -> tuple[int, int]:
    """Return where the sentence around ``at`` begins and ends, with so many sentences of its paragraph."""
    sentences = passage.sentences
    here = bisect_right(sentences, at, key=lambda span: span[0]) - 1
    if here < 0 or at >= sentences[here][1]:
        return passage.sentence(at)
    first = last = here
    while first > 0 and here - first < before and not _parted(passage, first - 1):
        first -= 1
    while last + 1 < len(sentences) and last - here < after and not _parted(passage, last):
        last += 1
    return sentences[first][0], sentences[last][1]


def _parted(passage: Passage, sentence: int) -> bool:
    """Return whether a paragraph ends behind a sentence."""
    (_, end), (start, _) = passage.sentences[sentence : sentence + 2]
    return passage.text.count("\n", end, start) > 1


def is_said_by(quantity: Quantity, figures: Iterable[Figure]) -> bool:
    """Return whether one of the figures gives this quantity, as its value or beside it."""
    return any(
        value is not None and quantities.agree(quantity, value)
        for figure in figures
        for value in (figure.value, figure.also)
    )
