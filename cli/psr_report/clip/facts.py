"""The few sentences of a text that give its figures, cut to what may be quoted, and the figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psr_report import quantities, sentences
from psr_report.clip import words
from psr_report.periods import MONTHS
from psr_report.quantities import Found, Quantity, QuantityError
from psr_report.shapes import MAX_LINE

MOST_FACTS = 4
MOST_FIGURES = 12
_SHORTEST = 10  # words: less than that of a sentence says little
_LONGEST = 280  # characters of one sentence quoted
_MOST_TEXT = 200_000  # characters that are looked through
_SENTENCE = re.compile(r"[^。！？]+[。！？]*[”』」）]*")
_PIECE = re.compile(rf"{words.UNSPACED.pattern}|(?:(?!{words.UNSPACED.pattern})\S)+")
_CLAUSE_END = re.compile("[,;:，；、](?![0-9])")
# A number that is no year, no day of a month and no part of a name.
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?!(?:19|20)[0-9]{{2}}(?![0-9]|[.,][0-9]))[0-9][0-9.,]*(?![\w/-])(?!\s(?:{'|'.join(MONTHS)}))"
    rf"|(?<={words.UNSPACED.pattern})(?!(?:19|20)[0-9]{{2}}年)[0-9][0-9.,]*(?![0-9.,年月日])"
)
_OPENS = re.compile(r"\s{0,3}\(\s{0,3}")
_CLOSES = re.compile(r"\s{0,3}\)")
_SEPARATED = re.compile(r"[0-9][.,][0-9]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a text gives, as printed, with the same in another unit if that stands beside it.

    ``paragraph`` counts from 1; ``fact`` is the sentence it stands in, None when that is not quoted.
    """

    value: str
    also: str | None
    paragraph: int
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Sentences to quote, figures to offer, and how many of the figures were left aside."""

    quoted: tuple[str, ...]
    figures: tuple[Figure, ...]
    left_aside: int = 0


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    paragraph: int
    found: tuple[Found, ...]

    @property
    def number(self) -> tuple[int, int] | None:
        """Where its first number stands: one with a unit, else any."""
        if self.found:
            return self.found[0].start, self.found[0].end
        match = _NUMBER.search(self.text)
        return match.span() if match else None


def facts(paragraphs: Sequence[str], *, each: int, together: int, separators: bool = True) -> Facts:
    """Return the facts of a text: sentences of at most ``each`` words, ``together`` words in all.

    They are the first ones that give a number, above all one with a unit. Without ``separators`` a number
    with a point or a comma in it is not offered as a figure: in the text's language these mean something
    else.
    """
    giving = [one for one in _sentences(paragraphs) if one.number]
    quoted = _quoted(giving, each, together)
    figures: dict[str, Figure] = {}
    for one in giving:
        start, end = quoted.get(one, (0, 0))
        fact = _cut(one.text, start, end)
        for found, value, also in _values(one):
            if separators or not _SEPARATED.search(value):
                is_quoted = start <= found.start and found.end <= end
                figures.setdefault(value, Figure(value, also, one.paragraph, fact if is_quoted else None))
    offered = tuple(figures.values())
    return Facts(
        tuple(_cut(one.text, *quoted[one]) for one in giving if one in quoted),
        offered[:MOST_FIGURES],
        max(0, len(offered) - MOST_FIGURES),
    )


def _quoted(giving: Sequence[_Sentence], each: int, together: int) -> dict[_Sentence, tuple[int, int]]:
    """Return which sentences are quoted, and which part of each; those whose numbers have a unit go first."""
    chosen: dict[_Sentence, tuple[int, int]] = {}
    left = together
    for one in sorted(giving, key=lambda one: not one.found):
        if len(chosen) == MOST_FACTS or left < min(_SHORTEST, each):
            break
        start, end = _quotable(one, min(each, left))
        if end - start > MAX_LINE:  # a number without an end
            continue
        chosen[one] = start, end
        left -= words.count(one.text[start:end])
    return chosen


def _sentences(paragraphs: Sequence[str]) -> Iterator[_Sentence]:
    """Yield the sentences of a text, each once."""
    seen: set[str] = set()
    left = _MOST_TEXT
    for number, paragraph in enumerate(paragraphs, 1):
        text = words.line(paragraph, left)
        for start, end in sentences.sentences(text, 0, len(text)):
            for match in _SENTENCE.finditer(text, start, end):
                sentence = match[0].strip()
                if sentence and sentence not in seen:
                    seen.add(sentence)
                    yield _Sentence(sentence, number, tuple(quantities.find(sentence)))
        left -= len(text)
        if left < 2:
            return


def _quotable(one: _Sentence, most: int) -> tuple[int, int]:
    """Return which part of a sentence is quoted: all of it, or so many words around its first number."""
    text, budget = one.text, most * words.LETTERS_OF_A_WORD
    pieces = [(match.start(), match.end(), _weight(match[0])) for match in _PIECE.finditer(text)]
    if sum(weight for _, _, weight in pieces) <= budget and len(text) <= _LONGEST:
        return 0, len(text)
    at, stop = one.number or (0, 1)
    first = next(index for index, piece in enumerate(pieces) if piece[1] > at)
    first = _back(pieces, first, budget // 2) if _reach(pieces, 0, budget) < stop else 0
    start, end = pieces[first][0], _reach(pieces, first, budget)
    for found in one.found:  # a number is quoted whole or not at all
        if found.start < end < found.end and found.start > stop:
            end = max(piece[1] for piece in pieces if piece[1] <= found.start)
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1  # a letter keeps the signs above and below it
    last = max((found.end for found in one.found if found.end <= end), default=stop)
    return start, _clause_end(text, last, end)


def _weight(piece: str) -> int:
    """Return what a piece of a text counts for: in halves of a word, if that is what a letter makes."""
    if words.UNSPACED.match(piece):
        return 1
    return words.LETTERS_OF_A_WORD if any(map(str.isalnum, piece)) else 0


def _reach(pieces: Sequence[tuple[int, int, int]], first: int, budget: int) -> int:
    """Return where the text ends that has at most ``budget``, from its ``first`` piece on."""
    start, end = pieces[first][0], pieces[first][1]
    for _, stop, weight in pieces[first:]:
        budget -= weight
        if budget < 0 or stop - start > _LONGEST:
            break
        end = stop
    return end


def _back(pieces: Sequence[tuple[int, int, int]], first: int, budget: int) -> int:
    """Return the piece that stands about ``budget`` before the ``first``."""
    while first > 0 and (budget := budget - pieces[first - 1][2]) >= 0:
        first -= 1
    return first


def _clause_end(text: str, last: int, end: int) -> int:
    """Return where a clause ends between the last number and the end; the end itself where none does."""
    if end >= len(text):
        return end
    stops = [match.start() for match in _CLAUSE_END.finditer(text, last, end)]
    return stops[-1] if stops else end


def _cut(text: str, start: int, end: int) -> str:
    before = "… " if start > 0 else ""
    after = " …" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"


def _values(one: _Sentence) -> Iterator[tuple[Found, str, str | None]]:
    """Yield the numbers of a sentence as a figure gives them, each with what stands beside it in brackets."""
    taken = -1
    for place, found in enumerate(one.found):
        value = None if place == taken else _value(one.text, found)
        if value is None:
            continue
        also = None
        if place + 1 < len(one.found) and _is_beside(one.text, found, one.found[place + 1]):
            also, taken = _value(one.text, one.found[place + 1]), place + 1
        yield found, value, also


def _value(text: str, found: Found) -> str | None:
    """Return a number as printed, with the "per" that stands further on; None when it makes no figure."""
    printed, unit = text[found.start : found.end], found.quantity.unit
    for typed in (printed, f"{printed}/{unit.per.symbol}" if unit and unit.per else printed):
        try:
            read = quantities.quantity(typed)
        except QuantityError:
            continue
        if _same(read, found.quantity):
            return typed
    return None


def _same(one: Quantity, other: Quantity) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("low", "high", "unit", "qualifier"))


def _is_beside(text: str, found: Found, second: Found) -> bool:
    """Return whether the second number stands behind the first in brackets, and says it in another unit."""
    one, other = found.quantity.unit, second.quantity.unit
    if one is None or other is None or one == other or not _OPENS.fullmatch(text, found.end, second.start):
        return False
    both_money = one.is_currency and other.is_currency and one.per == other.per
    return bool(_CLOSES.match(text, second.end)) and (
        both_money or quantities.comparable(found.quantity, second.quantity)
    )
