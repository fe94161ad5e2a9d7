"""The cover's measures: how large its number can be, and where each line then stands.

Lengths are in mm unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psr_report.editions.pdf.widths import balanced, em
from psr_report.faces import widths
from psr_report.issue import CoverFigure, Issue
from psr_report.quantities import Part as Shown

_WIDTH = 487.6  # points: the text block
_POINT = 0.352778
_DOTS = 74.0  # the field of dots with the line below it
_TOP, _BOTTOM = 46.0, 47.0  # what the masthead and the four lines take of the page
_SMALL = 0.53


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the giant number, small for units and signs."""

    text: str
    small: bool


@dataclass(frozen=True, slots=True)
class DotLine:
    """A run of dots in one row, drawn as a dashed line with round caps. In points."""

    x1: float
    x2: float
    y: float
    lit: bool


@dataclass(frozen=True, slots=True)
class Dots:
    """A share as dots in a thousand."""

    lines: tuple[DotLine, ...]
    lit_width: float
    said: str


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in points, places in mm from the top of the page."""

    masthead: float
    picture: float
    before: str = ""
    parts: tuple[Part, ...] = ()
    size: float = 0
    line: float = 0
    inset: float = 19
    giant_top: float = 60
    headline_width: float = _WIDTH
    say_top: float = 0
    note_top: float = 0
    dots_top: float = 0
    dots: Dots | None = None


def measures(issue: Issue) -> Measures:
    """Return where everything on the cover stands."""
    height, side = (297.0, 19.0) if issue.report.page_size == "A4" else (279.4, 21.95)
    masthead = round(min(52.0, _WIDTH / _masthead(issue)), 1)
    picture = height - _BOTTOM - 70
    if issue.cover is None:
        headline = issue.cover_stories[0].headline if issue.cover_stories else ""
        return Measures(
            masthead,
            picture,
            giant_top=height * 0.27,
            headline_width=balanced(headline, 47.25, -0.012, _WIDTH),
        )
    own = widths(issue.faces, "display", "regular")
    return _with_figure(issue.cover, masthead, picture, height - _TOP - _BOTTOM, side, own)


def _masthead(issue: Issue) -> float:
    """Return the width of the publication's name, in em."""
    own = widths(issue.faces, "display", "semibold")
    return em(issue.report.name, -0.012, own) * (1.0145 if own is None else 1)


def _with_figure(
    cover: CoverFigure,
    masthead: float,
    picture: float,
    room: float,
    side: float,
    own: Mapping[str, float] | None = None,
) -> Measures:
    parts = cover.figure.parts
    before = " ".join(part.text for part in parts if part.role == "qualifier")
    shown = tuple(
        Part(_apart(part) + part.text, part.role != "number") for part in parts if part.role != "qualifier"
    )
    said = 27 * _POINT * max(1, -(-len(cover.text) // 46))
    dots = dot_field(cover.dots) if cover.dots else None
    below = said + 6 + (_DOTS if dots else 6)
    wide = sum(
        em(part.text, 0 if part.small else -0.03, own) * (_SMALL if part.small else 1) for part in shown
    )
    size = min(330.0, _WIDTH / wide, (room - below) / 0.83 / _POINT)
    line = size * 0.83
    slack = max(0.0, room - below - line * _POINT)
    top = _TOP + (slack * 0.3 if dots else slack * 0.42)
    say_top = top + line * _POINT + 1.5
    return Measures(
        masthead,
        picture,
        before=before,
        parts=shown,
        size=round(size, 1),
        line=round(line, 1),
        inset=round(side - 0.035 * size * _POINT * (_SMALL if shown[0].small else 1), 2),
        giant_top=round(top, 2),
        say_top=round(say_top, 2),
        note_top=round(say_top + said + 4, 2),
        dots_top=round(say_top + said + 4.5, 2),
        dots=dots,
    )


def _apart(part: Shown) -> str:
    """Return the space before a unit or a scale; none before what a price is per."""
    return "\u00a0" if part.role in ("unit", "scale") and not part.text.startswith("/") else ""


def dot_field(lit: int) -> Dots:
    """Return fifty by twenty dots, ``lit`` of them lit from the bottom left; up to three stand out."""
    pitch, rows, columns = 9.752, 20, 50
    lines = []
    start = 36 if lit <= 3 else 0
    for row in range(rows):
        y = round(pitch / 2 + row * pitch, 2)
        above = (rows - 1 - row) * columns
        count = max(0, min(columns, lit - above)) if lit > 3 else (lit if row == rows - 2 else 0)
        at = start if lit <= 3 and count else 0
        for first, last, is_lit in ((0, at, False), (at, at + count, True), (at + count, columns, False)):
            if last > first:
                x1 = round(pitch / 2 + first * pitch, 2)
                lines.append(DotLine(x1, round(pitch / 2 + (last - 1) * pitch + 0.02, 2), y, is_lit))
    said = "One thousand dots, " + ("one of them lit" if lit == 1 else f"{lit} of them lit")
    return Dots(tuple(lines), 8.2 if lit <= 3 else 6.05, said)
