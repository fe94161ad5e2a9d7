"""Text set for a terminal: pieces in lines of a given width, side by side, in frames. It knows no colours.

A width is that of `psr_report.columns`, in which charts are aligned too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from psr_report.charts.text import ASCII, LEAST_WIDTH, likeness
from psr_report.columns import columns, cut
from psr_report.visible import visible

NO_BREAK = "\u00a0"
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKENS = re.compile(r"\n|[ ]+|[^ \n]+")
# Where a word may end its line: between Chinese or Japanese letters, and behind a hyphen or a stroke.
WHOLE_WORDS = re.compile(rf"(?<=[{_CJK}、。，；：！？）」』])(?=[{_CJK}（「『])")
_COMPOUND = r"(?<=[a-z]{3}[-/])(?=[a-z]{3})|(?<=[a-z0-9]/)(?=[a-z0-9]{4})"
_INSIDE = re.compile(f"{WHOLE_WORDS.pattern}|{_COMPOUND}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in one role, such as "bold navy", that may lead somewhere."""

    text: str
    role: str = ""
    link: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """What is drawn beside letters."""

    rule: str
    stub: str
    corners: str  # of a frame: two above, two below
    side: str
    bar: str  # beside problems
    bullet: str
    marks: Mapping[str, str]
    pixel: str


DRAWN = Signs(
    "─", "▬", "╭╮╰╯", "│", "┃", "•", {"actual": "●", "estimate": "○", "claim": "◍", "forecast": "◌"}, "█"
)
TYPED = Signs("-", "=", "++++", "|", "!", "-", dict(ASCII.fills.items()), "#")

_NARROW, _RAILED, _WIDE = 60, 110, 140


@dataclass(frozen=True, slots=True)
class Setting:
    """What a screen is set for: its columns, its alphabet, whether it shows colours and follows links."""

    width: int
    is_ascii: bool = False
    is_coloured: bool = False
    has_links: bool = False

    @property
    def signs(self) -> Signs:
        """The signs of its alphabet."""
        return TYPED if self.is_ascii else DRAWN

    @property
    def is_narrow(self) -> bool:
        """Whether things stand one below the other that stand side by side elsewhere."""
        return self.width < _NARROW

    @property
    def rail(self) -> int:
        """The columns beside the text for figures, problems and sources; none on narrower screens."""
        return 0 if self.width < _RAILED else min(46, self.width - 2 * 2 - self.gap - self.measure)

    @property
    def gap(self) -> int:
        """The columns between text and rail."""
        return 4 if self.width < _WIDE else 6

    @property
    def measure(self) -> int:
        """The columns of the text: lines longer than 84 letters are hard to read."""
        if self.width < _RAILED:
            return max(LEAST_WIDTH, min(80, self.width - 2 * (0 if self.is_narrow else 2)))
        return 76 if self.width < _WIDE else 84

    @property
    def block(self) -> int:
        """The columns of text and rail together."""
        return self.measure + (self.gap + self.rail if self.rail else 0)

    @property
    def margin(self) -> int:
        """The columns left free before the block."""
        if self.width < _WIDE:
            return 0 if self.is_narrow else 2
        return (self.width - self.block) // 2

    def text(self, words: str, role: str = "") -> Piece:
        """Return content as a piece that cannot steer the terminal, in the letters that it has."""
        shown = visible(words)
        if self.is_ascii:
            shown = NO_BREAK.join(map(likeness, shown.split(NO_BREAK)))
        return Piece(shown, role)

    def cut(self, shown: str, room: int) -> str:
        """Return as much of a shown text as ``room`` columns hold, with a sign where some is missing."""
        return cut(shown, room, "." if self.is_ascii else "…")


def width(line: Line) -> int:
    """Return how many columns a line takes."""
    return sum(columns(piece.text) for piece in line)


def plain(line: Line) -> str:
    """Return the letters of a line."""
    return "".join(piece.text for piece in line).replace(NO_BREAK, " ").rstrip()


def fill(
    pieces: Iterable[Piece],
    room: int,
    first: Line = (),
    rest: Line | None = None,
    *,
    breaks: re.Pattern[str] = _INSIDE,
) -> list[Line]:
    """Return pieces in lines of at most ``room`` columns, broken between words; a line break begins one.

    ``first`` stands before the first line and ``rest`` before the others; they count. A word that is wider
    than a line is broken.
    """
    rest = first if rest is None else rest
    lines: list[list[Piece]] = []
    used = 0

    def begin() -> None:
        nonlocal used
        lines.append(list(rest if lines else first))
        used = width(tuple(lines[-1]))

    words = list(_words(pieces, breaks))
    if not words and not first:
        return []
    begin()
    is_open = False  # whether the line has a word
    for word in words:
        if word.is_break:
            begin()
            is_open = False
            continue
        blank = 1 if is_open and word.spaced is not None else 0
        if is_open and used + blank + word.columns > room:
            begin()
            is_open, blank = False, 0
        if blank:
            lines[-1].append(word.spaced or Piece(" "))
            used += 1
        for at, part in enumerate(_broken(word, room - used)):
            if at:
                begin()
            lines[-1] += part
            used += sum(columns(piece.text) for piece in part)
        is_open = True
    return [tuple(line) for line in lines]


@dataclass(frozen=True, slots=True)
class _Word:
    """Pieces that stay together, their width, and the space before them, which no line begins with."""

    pieces: tuple[Piece, ...]
    columns: int
    spaced: Piece | None
    is_break: bool = False


def _words(pieces: Iterable[Piece], breaks: re.Pattern[str]) -> Iterator[_Word]:
    held: list[Piece] = []
    space: Piece | None = None

    def done() -> Iterator[_Word]:
        if held:
            yield _Word(tuple(held), sum(columns(each.text) for each in held), space)
            held.clear()

    for piece in pieces:
        for token in _TOKENS.findall(piece.text):
            if token == "\n":
                yield from done()
                space = None
                yield _Word((), 0, None, is_break=True)
            elif token.startswith(" "):
                yield from done()
                space = replace(piece, text=" ")
            else:
                for at, part in enumerate(breaks.split(token)):
                    if at:
                        yield from done()
                        space = None
                    held.append(replace(piece, text=part))
    yield from done()


def _broken(word: _Word, room: int) -> Iterator[list[Piece]]:
    """Yield a word in as many parts as it takes lines of ``room`` columns."""
    if word.columns <= room or room < 2:
        yield list(word.pieces)
        return
    line: list[Piece] = []
    used = 0
    for piece in word.pieces:
        kept = ""
        for character in piece.text:
            if used + columns(kept + character) > room:
                yield [*line, replace(piece, text=kept)] if kept else line
                line, used, kept = [], 0, ""
            kept += character
        line.append(replace(piece, text=kept))
        used += columns(kept)
    yield line


def balanced(pieces: Sequence[Piece], room: int) -> list[Line]:
    """Return pieces in as few lines as ``room`` allows, of about one length: no word is alone or parted."""
    lines = fill(pieces, room, breaks=WHOLE_WORDS)
    if len(lines) == 1:
        return lines
    least, most = room // 2, room
    while least < most:
        middle = (least + most) // 2
        if len(fill(pieces, middle, breaks=WHOLE_WORDS)) > len(lines):
            least = middle + 1
        else:
            most = middle
    return fill(pieces, most, breaks=WHOLE_WORDS)


def padded(line: Line, room: int, *, right: bool = False) -> Line:
    """Return a line with blanks up to ``room`` columns, before it if ``right``."""
    blanks = Piece(" " * max(0, room - width(line)))
    return (blanks, *line) if right else (*line, blanks)


def indented(lines: Iterable[Line], by: int) -> list[Line]:
    """Return lines with blanks before those that hold something."""
    return [(Piece(" " * by), *line) if by and line else line for line in lines]


def beside(left: Sequence[Line], right: Sequence[Line], room: int, gap: int) -> list[Line]:
    """Return two columns of lines side by side, the first of them ``room`` columns wide."""
    made = []
    for one, other in zip_longest(left, right, fillvalue=()):
        made.append((*padded(one, room + gap), *other) if other else one)
    return made


def framed(
    setting: Setting, lines: Iterable[Line], room: int, title: Line, foot: Line, role: str
) -> list[Line]:
    """Return lines in a frame of ``room`` columns with a title above and words below it.

    The lines have at most ``room`` - 6 columns.
    """
    signs = setting.signs
    ends, side = signs.corners, Piece(signs.side, role)

    def edge(begins: str, words: Line, closes: str, *, right: bool) -> Line:
        said: Line = (Piece(" "), *words, Piece(" ")) if words else ()
        long = Piece(signs.rule * max(0, room - 3 - width(said)), role)
        short = Piece(signs.rule, role)
        inner = (long, *said, short) if right else (short, *said, long)
        return (Piece(begins, role), *inner, Piece(closes, role))

    return [
        edge(ends[0], title, ends[1], right=False),
        *((side, Piece("  "), *padded(line, room - 6), Piece("  "), side) for line in lines),
        edge(ends[2], foot, ends[3], right=True),
    ]


def blocks(*found: Sequence[Line]) -> list[Line]:
    """Return what there is of several blocks, an empty line between each two."""
    made: list[Line] = []
    for each in found:
        if each:
            made += [(), *each] if made else each
    return made


def columned(cells: Sequence[Callable[[int], list[Line]]], room: int, count: int, gap: int) -> list[Line]:
    """Return what fills columns, ``count`` side by side, in rows parted by an empty line."""
    each = (room - gap * (count - 1)) // count
    made = [cell(each) for cell in cells]
    rows = []
    for at in range(0, len(made), count):
        row: list[Line] = []
        for place, cell in enumerate(made[at : at + count]):
            row = beside(row, cell, place * (each + gap) - gap, gap) if place else list(cell)
        rows.append(row)
    return blocks(*rows)
