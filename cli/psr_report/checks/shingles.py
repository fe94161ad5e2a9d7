"""Runs of words that stand in more than one text, found through one index of them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from psr_report.checks.passages import Passage

_WORD = re.compile(r"\w+(?:[’'.,&/-]\w+)*")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a text, from ``start`` to ``end``, that stand elsewhere too, and where each place was met."""

    start: int
    end: int
    words: int
    places: tuple[int, ...]

    @property
    def place(self) -> int:
        """The place that holds most of the run; of several the first."""
        return min(self.places, key=lambda place: (-self.places.count(place), place))


class Shingles:
    """Every run of ``size`` words of some texts, with the number of the place where it stood first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._numbers: dict[str, int] = {}
        self._first: dict[int, int] = {}

    def add(self, place: int, stretches: Iterable[Sequence[str]]) -> None:
        """Take in the words of a place; places are added in order."""
        for words in stretches:
            for key in self._keys(words):
                self._first.setdefault(key, place)

    def first(self, words: Sequence[str]) -> list[int | None]:
        """Return for each run of ``words``, by where it begins, the place where it stood first."""
        return [self._first.get(key) for key in self._keys(words)]

    def _keys(self, words: Sequence[str]) -> Iterator[int]:
        numbers = [self._numbers.setdefault(word, len(self._numbers)) for word in words]
        for at in range(len(numbers) - self.size + 1):
            yield hash(tuple(numbers[at : at + self.size]))  # of whole numbers: the same in every process


def spans(text: str) -> list[Span]:
    """Return where the words of a text stand."""
    return [match.span() for match in _WORD.finditer(text)]


def words(text: str, at: Iterable[Span]) -> list[str]:
    """Return words as they are compared: without capitals, with one kind of apostrophe."""
    return [text[start:end].replace("’", "'").casefold() for start, end in at]


def stretches(passage: Passage) -> Iterator[list[Span]]:
    """Yield where the words of a text stand, outside quotations: a run does not reach over one."""
    begin = 0
    for start, end in (*passage.quotations, (len(passage.text), len(passage.text))):
        yield [(first + begin, last + begin) for first, last in spans(passage.words[begin:start])]
        begin = end


def runs(at: Sequence[Span], places: Sequence[int | None], size: int) -> Iterator[Run]:
    """Yield the longest runs of words of which every ``size`` in a row have a place."""
    begin: int | None = None
    for number, place in enumerate((*places, None)):
        if place is not None:
            begin = number if begin is None else begin
        elif begin is not None:
            last = number + size - 2
            named = tuple(one for one in places[begin:number] if one is not None)
            yield Run(at[begin][0], at[last][1], last - begin + 1, named)
            begin = None
