"""The names of rows: how wide their column is, how they wrap, how high they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psr_report.charts.marks import Text, block
from psr_report.charts.measure import halved, width, wrap
from psr_report.charts.model import Frame, Row

LEADING = 1.35  # em, so that four lines of label equal three of the page's text
MOST_LINES = 4  # beside a mark; names that need more stand above it
GREATEST_SHARE = 0.4  # of the frame's width


@dataclass(frozen=True, slots=True)
class Label:
    """A row's name and muted note, wrapped."""

    lines: tuple[str, ...]
    notes: tuple[str, ...]
    frame: Frame
    weight: int = 400

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self.lines) + len(self.notes)

    @property
    def leadings(self) -> tuple[float, ...]:
        """The height of each line; notes stand a little closer."""
        return (LEADING * self.frame.text,) * len(self.lines) + (1.2 * self.frame.small,) * len(self.notes)

    @property
    def height(self) -> float:
        """The height of the block."""
        return sum(self.leadings)

    def placed(self, middle: float) -> tuple[Text, ...]:
        """Return the lines at the left edge, centred on ``middle``."""
        names = tuple(Text(0, 0, line, self.frame.text, self.weight) for line in self.lines)
        notes = tuple(Text(0, 0, note, self.frame.small, role="muted") for note in self.notes)
        return block(names + notes, self.leadings, middle)


def column(rows: Sequence[Row], notes: Sequence[Sequence[str]], frame: Frame, weight: int) -> float:
    """Return the width of the column of names, at most 40% of the frame.

    On one line while that takes no more than three tenths of the frame, or eleven and a half em, else on two.
    """
    texts = [(row.label, frame.text, weight) for row in rows]
    texts += [(note, frame.small, 400) for lines in notes for note in lines]
    limit = GREATEST_SHARE * frame.width
    whole = max(width(*text) for text in texts)
    if whole <= min(limit, max(0.3 * frame.width, 11.5 * frame.text)):
        return whole
    return min(limit, max(halved(*text) for text in texts))


def labels(
    rows: Sequence[Row], notes: Sequence[Sequence[str]], limit: float, frame: Frame, weight: int
) -> list[Label]:
    """Return each row's name and notes wrapped to ``limit``."""
    limit += 0.001  # a text is as wide as its own column
    return [
        Label(
            wrap(row.label, limit, frame.text, weight),
            tuple(line for note in lines for line in wrap(note, limit, frame.small)),
            frame,
            weight,
        )
        for row, lines in zip(rows, notes, strict=True)
    ]
