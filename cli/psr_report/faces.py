"""Fonts of a newsroom's own: which file is what, and the style sheets that set an issue in them.

A newsroom gives whole static fonts by role; the shipped ones stay behind them, for the letters they lack.
Charts are measured and drawn in the shipped Inter whatever the roles say.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

STYLES: Mapping[str, tuple[int, str]] = {
    "regular": (400, "normal"),
    "italic": (400, "italic"),
    "medium": (500, "normal"),
    "semibold": (600, "normal"),
    "semibold_italic": (600, "italic"),
}
"""Weight and slant of each style, as style sheets have them."""

# What stands in for a style that is not given: a face of the family, never one that a machine has slanted.
_STAND_INS = {"italic": "regular", "medium": "regular", "semibold_italic": "italic"}
_ON_PAPER = {
    "text": ("regular", "italic", "semibold", "semibold_italic"),
    "display": ("regular", "semibold"),
    "sans": ("regular", "italic", "medium", "semibold"),
}
_ON_THE_WEB = {
    "text": ("regular", "italic", "semibold"),
    "display": ("regular", "semibold"),
    "sans": ("regular", "semibold"),
}
# The shipped families that a role is set in on paper, as the style sheets begin their lists of families.
_FAMILIES = {
    "text": ('"Source Serif 4 SmText"', '"Source Serif 4 Subhead"'),
    "display": ('"Source Serif 4 Display"',),
    "sans": ("Inter, sans-serif",),
}
_VARIABLES = {
    "text": ("--serif", 'Read, Georgia, "Noto Serif", serif'),
    "display": ("--display", 'Display, Georgia, "Noto Serif", serif'),
    "sans": ("--sans", 'Inter, system-ui, "Noto Sans", sans-serif'),
}


@dataclass(frozen=True, slots=True)
class Face:
    """A font file that may be used: its role and style, its bytes, and its widths in thousandths of an em."""

    role: str
    style: str
    data: bytes = field(repr=False)
    widths: Mapping[str, float] = field(repr=False)

    @property
    def address(self) -> str:
        """The name under which the printed page asks for it."""
        return f"fonts/{self.role}-{self.style}"

    @property
    def media_type(self) -> str:
        """What the bytes are."""
        return "font/otf" if self.data[:4] == b"OTTO" else "font/ttf"


def widths(faces: Sequence[Face], role: str, style: str) -> Mapping[str, float] | None:
    """Return the widths of a face of the newsroom's own; None where the shipped one is used."""
    return next((face.widths for face in faces if (face.role, face.style) == (role, style)), None)


def printed(css: str, faces: Sequence[Face], base: str) -> str:
    """Return a style sheet for paper that sets each role given in the newsroom's own face."""
    for role in _roles(faces):
        for family in _FAMILIES[role]:
            css = css.replace(family, f"{_family(role)}, {family}")
    rules = [
        _rule(role, style, f"url({base}{face.address})") for role, style, face in _declared(faces, _ON_PAPER)
    ]
    return "".join(rules) + css


def on_the_web(faces: Sequence[Face]) -> str:
    """Return the style sheet that sets a web page in the newsroom's own faces, which are inside it."""
    rules = [
        _rule(role, style, f"url(data:font/woff2;base64,{_packed(face.data)}) format('woff2')")
        for role, style, face in _declared(faces, _ON_THE_WEB)
    ]
    roots = []
    for role in _roles(faces):
        name, families = _VARIABLES[role]
        roots.append(f"{name}:{_family(role)}, {families}")
    return "".join(rules) + (f":root{{{';'.join(roots)}}}\n" if roots else "")


def replaces(faces: Sequence[Face], family: str) -> bool:
    """Return whether a shipped family of the web page is not needed: charts need Inter in any case."""
    return {"Read": "text", "Display": "display"}.get(family) in _roles(faces)


def _roles(faces: Sequence[Face]) -> list[str]:
    return [role for role in _FAMILIES if any(face.role == role for face in faces)]


def _declared(faces: Sequence[Face], styles: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, Face]]:
    """Yield each style of the roles given with the face that it is printed in."""
    given = {(face.role, face.style): face for face in faces}
    for role in _roles(faces):
        for style in styles[role]:
            at = style
            while (role, at) not in given and at in _STAND_INS:
                at = _STAND_INS[at]
            if (role, at) in given:
                yield role, style, given[role, at]


def _family(role: str) -> str:
    return f'"Newsroom {role}"'


def _rule(role: str, style: str, source: str) -> str:
    weight, slant = STYLES[style]
    return f"@font-face{{font-family:{_family(role)};font-weight:{weight};font-style:{slant};src:{source}}}\n"


@lru_cache(maxsize=16)
def _packed(data: bytes) -> str:
    """Return a font as WOFF2 in base64; nothing in it changes but the packing."""
    from fontTools.ttLib import TTFont

    out = io.BytesIO()
    with TTFont(io.BytesIO(data), recalcBBoxes=False, recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(out, reorderTables=None)
    return b64encode(out.getvalue()).decode("ascii")
