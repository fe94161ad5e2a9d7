"""The numbers in a text and the figures behind them: asked by the checks and by the assembly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from psr_report import quantities
from psr_report.model import Figure
from psr_report.quantities import Found, Quantity
from psr_report.sentences import paragraphs, sentences

_SMALL = 13  # a bare number below this says too little alone: its noun has to follow
_NOUN_WITHIN = 40  # characters


@dataclass(frozen=True, slots=True)
class Evidence:
    """A number in a text, from ``start`` to ``end``, and the names of the figures that say the same."""

    start: int
    end: int
    quantity: Quantity
    figures: tuple[str, ...]


def behind(
    text: str, figures: Mapping[str, Figure], numbers: Iterable[Found] | None = None
) -> list[Evidence]:
    """Return each number in ``text``, in order, with the figures whose value or ``also`` agrees with it.

    A count ("61 hydrogen stations") is known by the figure that gives it: words may stand before its noun.
    ``numbers`` are those of the text where they have been found already.
    """
    found = [
        Evidence(each.start, each.end, each.quantity, tuple(_agreeing(each.quantity, figures)))
        for each in (quantities.find(text) if numbers is None else numbers)
    ]
    covered = {place for each in found for place in range(each.start, each.end)}
    counts = [each for each in _bare_counts(text, figures) if each.start not in covered]
    return sorted([*found, *counts], key=lambda each: (each.start, each.figures))


def _agreeing(quantity: Quantity, figures: Mapping[str, Figure]) -> Iterator[str]:
    for name, figure in figures.items():
        if any(
            value is not None and quantities.agree(quantity, value) for value in (figure.value, figure.also)
        ):
            yield name


def _bare_counts(text: str, figures: Mapping[str, Figure]) -> Iterator[Evidence]:
    for name, figure in figures.items():
        for value in (figure.value, figure.also):
            if value is None or value.unit is None or not value.unit.is_count:
                continue
            number = " ".join(
                part.text for part in quantities.parts(value) if part.role in ("number", "scale")
            )
            words = re.escape(number).replace("\\ ", r"\s")
            for match in re.finditer(rf"(?<![\w.,–−$€£¥₹-]){words}(?![\w–%]|[.,][0-9])", text):
                if value.low >= _SMALL or _noun_follows(text, match.end(), value.unit.symbol):
                    yield Evidence(match.start(), match.end(), value, (name,))


def _noun_follows(text: str, at: int, noun: str) -> bool:
    sentence = re.split(r"[.!?;:0-9]", text[at : at + _NOUN_WITHIN])[0]
    return re.search(rf"(?<!\w){re.escape(noun.removesuffix('s'))}", sentence) is not None


def notes(
    text: str, figures: Mapping[str, Figure], numbers: Mapping[str, int]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return where source numbers go in a text: (offset, numbers) after the sentences that give figures.

    ``numbers`` are the printed numbers of the story's sources by name. Neighbouring sentences of a
    paragraph with the same sources share one note, after the last of them. A text whose numbers lead to no
    source has its sources noted after the first paragraph. Lists, tables and quotations carry no notes, nor
    does the inside of links and emphasis.
    """
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
    exact = [name for name in item.figures if figures[name].value.low == item.quantity.low]
    return exact or item.figures
