"""The numbers in a text and the figures behind them: asked by the checks and by the assembly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from psr_report import quantities
from psr_report.memory import Memory, Same
from psr_report.model import Figure
from psr_report.quantities import Found, Quantity, Ratio
from psr_report.sentences import paragraphs, sentences

_SMALL = 13  # a bare number below this says too little alone: its noun has to follow
_NOUN_WITHIN = 40  # characters
_SAID_WITHIN = 40  # characters
_CLOSE, _FAR = Decimal("0.06"), Decimal("1.25")
_ANY_SPACE = re.compile(r"\s")
_IS_INSIDE, _NUMBER_GOES_ON = re.compile(r"[\w.,–−$€£¥₹-]"), re.compile(r"[\w–%]|[.,][0-9]")
_LETTER = re.compile(r"\w")
_ENDS = re.compile(r"[.!?;:0-9]")
_FALLS = re.compile(
    r"(?<!\w)(?:fall|fell|drop|decline|decrease|cut|sav(?:ed|ing)|discount|reduction|loss|cheaper|less|lower)",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"(?<!\w)(?:(?P<rise>rose|rises?|rising|risen|grew|grows?|growth|growing|grown|gain(?:s|ed)?|climb(?:s|ed)?"
    r"|increase[sd]?|up|higher|more)|(?P<fall>fell|falls?|falling|fallen|drop(?:s|ped)?|decline[sd]?"
    r"|decrease[sd]?|shrank|shrinks?|shrunk|lost|loses?|down|lower|less|fewer|short|cut))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A number in a text, from ``start`` to ``end``, and the names of the figures that say the same.

    ``quantity`` is None for a fraction or multiple in words ("more than half").
    """

    start: int
    end: int
    quantity: Quantity | None
    figures: tuple[str, ...]


_BEHIND: Memory[tuple[Evidence, ...]] = Memory(4096)
_NOTES: Memory[tuple[tuple[int, tuple[int, ...]], ...]] = Memory(1024)


def values(figure: Figure, like: Quantity | None = None) -> list[Quantity]:
    """Return the value and ``also`` of a figure, or of the two only the one that has the unit of ``like``.

    Where the source prints 1,000 km and 620 miles, 630 miles is no rounding of either.
    """
    values = [value for value in (figure.value, figure.also) if value is not None]
    unit = like.unit.base if like is not None and like.unit is not None else None
    same = [value for value in values if value.unit is not None and value.unit.base == unit]
    return same or values


def behind(
    text: str, figures: Mapping[str, Figure], numbers: Iterable[Found] | None = None
) -> list[Evidence]:
    """Return each number in ``text``, in order, with the figures that say the same; none when no figure does.

    A figure says the same when its value or ``also`` agrees, after conversion and within rounding; when an
    end of its range does; or, of a range in the text, when it gives one end and another figure the other. A
    fall of 10% and a change of −10% are the same. A price may stand without its "per". A fraction or multiple
    in words is backed by a share near it, or by two figures of one measure that stand in that ratio.

    A count ("61 hydrogen stations") is known by the figure that gives it: words may stand before its noun.
    ``numbers`` are those of the text where they have been found already.
    """
    return list(_BEHIND.of((text, Same(figures)), lambda: _behind(text, figures, numbers)))


def _behind(
    text: str, figures: Mapping[str, Figure], numbers: Iterable[Found] | None
) -> tuple[Evidence, ...]:
    found = [
        Evidence(each.start, each.end, each.quantity, _saying(each, text, figures))
        for each in (quantities.find(text) if numbers is None else numbers)
    ]
    covered = {place for each in found for place in range(each.start, each.end)}
    found += [each for each in _bare_counts(text, figures) if each.start not in covered]
    found += [
        Evidence(each.start, each.end, None, _in_ratio(each, figures))
        for each in quantities.ratios(text)
        if each.start not in covered
    ]
    return tuple(sorted(found, key=lambda each: (each.start, each.figures)))


def _saying(found: Found, text: str, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Return the figures behind a quantity: those that say the very same, else what comes to the same."""
    said = found.quantity
    known = [(name, value) for name, figure in figures.items() for value in values(figure, said)]
    same = [name for name, value in known if quantities.agree(said, value)]
    if not same:
        direction = _direction(text, found)
        same = [name for name, value in known if _means_the_same(said, value, direction)]
        if not same and said.is_range:
            ends = [
                [name for name, value in known if _means_the_same(end, value, direction)]
                for end in quantities.ends(said)
            ]
            same = [name for names in ends for name in names] if all(ends) else []
    return tuple(dict.fromkeys(same))


def _means_the_same(said: Quantity, value: Quantity, direction: int) -> bool:
    """Return whether a quantity says an end of a figure's range, its size without sign, or its price."""
    said, value = _as_said(said, value)
    is_opposite = direction > 0 if value.low < 0 <= said.low else value.plus and direction < 0
    if is_opposite:
        return False
    if not said.is_range and value.is_range:
        low, high = quantities.ends(value)
        candidates = [replace(low, qualifier="at least"), replace(high, qualifier="at most")]
    else:
        candidates = [value]
    return any(quantities.agree(_unsigned(said), _unsigned(one)) for one in candidates)


def _as_said(said: Quantity, value: Quantity) -> tuple[Quantity, Quantity]:
    """Return both without what a sentence leaves out: the "per", or the unit behind a scale word."""
    if said.unit is None or value.unit is None:
        return said, replace(value, unit=None) if said.scale else value
    if said.unit.per is None:
        return said, replace(value, unit=replace(value.unit, per=None))
    if value.unit.per is None and said.unit.per.kind in ("time", "calendar"):
        return replace(said, unit=replace(said.unit, per=None)), value
    return said, value


def _unsigned(quantity: Quantity) -> Quantity:
    return quantity.with_values(abs, quantity.unit, quantity.step)


def _direction(text: str, found: Found) -> int:
    """Return 1 where a sentence says that this number is a rise, -1 for a fall, 0 where it says neither."""
    before = re.split(r"[.;:,]\s", text[max(0, found.start - _SAID_WITHIN) : found.start])[-1]
    after = re.split(r"[.;:,]", text[found.end : found.end + 10])[0]
    moved = [*_MOVES.finditer(before)][-1:] or [*_MOVES.finditer(after)][:1]
    return 0 if not moved else 1 if moved[0].lastgroup == "rise" else -1


def _in_ratio(said: Ratio, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Return the figures that a fraction or multiple in words speaks of."""
    names = [name for name, figure in figures.items() if any(_is_near(said, one) for one in _ratios(figure))]
    if names:
        return tuple(names)
    for (one, before), (other, after) in combinations(figures.items(), 2):
        quotient = _quotient(before, after)
        if quotient is not None and (_is_near(said, quotient) or _is_near(said, 1 / quotient)):
            return one, other
    return ()


def _ratios(figure: Figure) -> Iterator[Decimal]:
    """Yield what a share or a multiple comes to: 57% is 0.57, as a rise 1.57, as a fall 0.43."""
    for value in values(figure):
        kind = value.unit.base.kind if value.unit is not None and value.unit.per is None else None
        for end in {value.low, value.high}:
            if kind == "multiple":
                yield end
            elif kind == "share" and value.unit is not None:
                share = end * value.unit.base.factor
                yield from (abs(share), 1 + share)
                if share > 0 and _FALLS.search(f"{figure.label} {figure.metric or ''}"):
                    yield 1 - share


def _quotient(one: Figure, other: Figure) -> Decimal | None:
    """Return how many times the second value the first one is, if both measure the same."""
    mine, theirs = one.value, other.value
    if mine.is_range or theirs.is_range or mine.low <= 0 or theirs.low <= 0 or mine.unit != theirs.unit:
        return None
    if one.metric and other.metric and one.metric.casefold() != other.metric.casefold():
        return None
    return mine.low / theirs.low


def _is_near(said: Ratio, value: Decimal) -> bool:
    """Return whether a ratio in words fits a value: within 6%, or beyond it by no more than a quarter."""
    if said.bound == "over":
        return said.value <= value <= said.value * _FAR
    if said.bound == "under":
        return said.value / _FAR <= value <= said.value
    return abs(value - said.value) <= said.value * _CLOSE


def _bare_counts(text: str, figures: Mapping[str, Figure]) -> Iterator[Evidence]:
    spaced = _ANY_SPACE.sub(" ", text)
    for name, figure in figures.items():
        for value in (figure.value, figure.also):
            if value is None or value.unit is None or not value.unit.is_count:
                continue
            number = " ".join(
                part.text for part in quantities.parts(value) if part.role in ("number", "scale")
            )
            for start in _places(number, spaced):
                end = start + len(number)
                if _NUMBER_GOES_ON.match(text, end) or _IS_INSIDE.search(text[max(0, start - 1) : start]):
                    continue
                if value.low >= _SMALL or _noun_follows(text, end, value.unit.symbol):
                    yield Evidence(start, end, value, (name,))


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _noun_follows(text: str, at: int, noun: str) -> bool:
    sentence = _ENDS.split(text[at : at + _NOUN_WITHIN])[0]
    starts = _places(noun.removesuffix("s"), sentence)
    return any(start == 0 or not _LETTER.match(sentence, start - 1) for start in starts)


def notes(
    text: str, figures: Mapping[str, Figure], numbers: Mapping[str, int]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return where source numbers go in a text: (offset, numbers) after the sentences that give figures.

    ``numbers`` are the printed numbers of the story's sources by name. Neighbouring sentences of a
    paragraph with the same sources share one note, after the last of them. A text whose numbers lead to no
    source has its sources noted after the first paragraph. Lists, tables and quotations carry no notes, nor
    does the inside of links and emphasis.
    """
    key = (text, Same(figures), tuple(numbers.items()))
    return _NOTES.of(key, lambda: _notes(text, figures, numbers))


def _notes(
    text: str, figures: Mapping[str, Figure], numbers: Mapping[str, int]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    found = behind(text, figures)
    cited: list[tuple[int, tuple[int, ...]]] = []
    for start, end in paragraphs(text):
        block: list[tuple[int, tuple[int, ...]]] = []
        for first, last in sentences(text, start, end):
            sources = _sources([item for item in found if first <= item.start < last], figures, numbers)
            if not sources:
                continue
            if block and block[-1][1] == sources:
                block.pop()
            block.append((last, sources))
        cited.extend(block)
    if cited or not numbers:
        return tuple(cited)
    ends = [end for _, end in paragraphs(text)]
    return ((ends[0], tuple(sorted(set(numbers.values())))),) if ends else ()


def _sources(
    items: Sequence[Evidence], figures: Mapping[str, Figure], numbers: Mapping[str, int]
) -> tuple[int, ...]:
    named = {figures[name].source for item in items for name in _nearest(item, figures)}
    return tuple(sorted({numbers[source] for source in named if source is not None and source in numbers}))


def _nearest(item: Evidence, figures: Mapping[str, Figure]) -> Sequence[str]:
    """Return the figures a number speaks of: those with the very value, else those a conversion reaches."""
    said = item.quantity
    exact = [name for name in item.figures if said is not None and figures[name].value.low == said.low]
    return exact or item.figures
