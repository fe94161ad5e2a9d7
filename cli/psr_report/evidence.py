"""The numbers in a text and the figures behind them: asked by the checks and by the assembly, written once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from psr_report import quantities
from psr_report.model import Figure
from psr_report.quantities import Quantity

# The end of a sentence: its stop and what closes with it, before a space or the end. 0.1% and 1,000 are not ends.
_STOP = re.compile(r"[.!?][”’\"')\]*_]*(?=\s|\Z)")
_BLOCK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A number in a text (from ``start`` to ``end``) and the ids of the figures that say the same; none is no evidence."""

    start: int
    end: int
    quantity: Quantity
    figures: tuple[str, ...]


def behind(text: str, figures: Mapping[str, Figure]) -> Iterator[Evidence]:
    """Yield each number in ``text`` with the figures whose value, ``also`` or conversion agrees with it."""
    for found in quantities.find(text):
        ids = tuple(
            name
            for name, figure in figures.items()
            if any(quantities.agree(found.quantity, value) for value in (figure.value, figure.also) if value is not None)
        )
        yield Evidence(found.start, found.end, found.quantity, ids)


def notes(
    text: str, figures: Mapping[str, Figure], numbers: Mapping[str, int]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return where source numbers go in a story's text: (offset, numbers) after the sentences that give figures.

    ``numbers`` are the printed numbers of the story's sources by name. Neighbouring sentences of a paragraph with the same
    sources share one note, after the last of them. A text whose numbers lead to no source has its sources noted after the
    first paragraph.
    """
    cited: list[tuple[int, tuple[int, ...]]] = []
    found = list(behind(text, figures))
    for start, end in _paragraphs(text):
        block: list[tuple[int, tuple[int, ...]]] = []
        for first, last in _sentences(text, start, end):
            sources = {
                numbers[source]
                for item in found
                if first <= item.start < last
                for name in _nearest(item, figures)
                if (source := figures[name].source) in numbers
            }
            if not sources:
                continue
            note = (last, tuple(sorted(sources)))
            if block and block[-1][1] == note[1]:
                block.pop()
            block.append(note)
        cited.extend(block)
    if not cited and numbers:
        first_end = next((end for _, end in _paragraphs(text)), len(text))
        return ((first_end, tuple(sorted(numbers.values()))),)
    return tuple(cited)


def _nearest(item: Evidence, figures: Mapping[str, Figure]) -> Sequence[str]:
    """Return the figures a number speaks of: those that give the very value before those that a conversion reaches."""
    exact = [name for name in item.figures if figures[name].value.low == item.quantity.low]
    return exact or item.figures


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in [*_BLOCK.finditer(text), None]:
        stop = gap.start() if gap else len(text.rstrip())
        block = text[start:stop]
        if block.strip() and not block.lstrip().startswith(("|", "- ", "* ", "> ", "1.")):
            yield start, start + len(block.rstrip())
        if gap:
            start = gap.end()


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _STOP.finditer(text, start, end):
        yield first, stop.end()
        first = stop.end()
    if text[first:end].strip():
        yield first, end
