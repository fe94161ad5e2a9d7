"""Font files of the newsroom: read once, and refused when they could not be printed or must not be."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from psr_report.errors import Problem, Severity
from psr_report.faces import Face
from psr_report.read.tree import Document
from psr_report.settings import Report

RULE = "font-unusable"
MAX_BYTES = 2 << 20

_STARTS = (b"\x00\x01\x00\x00", b"true", b"OTTO")
_PACKED = {b"wOFF": "WOFF", b"wOF2": "WOFF2"}
# What every face must have; for other letters the shipped fonts stand behind it.
_NEEDED = "".join(map(chr, range(0x20, 0x7F))) + "–—‘’“”"
_RESTRICTED, _MAY_BE_EMBEDDED = 0x0002, 0x000C  # bits of OS/2 fsType: the freest that is set counts
_NO_SUBSETS, _BITMAPS_ONLY = 0x0100, 0x0200
_START = "font paths start at the folder of report.yaml: fonts/x.ttf"
_LATIN = [*range(0x20, 0x250), *range(0x2000, 0x2070), *range(0x20A0, 0x20C1), 0x2212]


class FontError(ValueError):
    """A file that is no usable font; ``str()`` says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def typefaces(newsroom: Path, report: Report, document: Document) -> tuple[list[Face], list[Problem]]:
    """Return the fonts that report.yaml names, and what is wrong with the others, each at its line."""
    faces, problems = [], []
    for role, styles in report.fonts:
        for style, name in styles or ():
            if name is None:
                continue
            try:
                faces.append(load(newsroom, name, role, style))
            except FontError as error:
                place = document.place(("fonts", role, style))
                problems.append(Problem(RULE, Severity.ERROR, place, str(error), error.hint))
    return faces, problems


def load(newsroom: Path, name: str, role: str, style: str) -> Face:
    """Return the font in the file ``name`` below the newsroom. Raises FontError."""
    data = _bytes(newsroom, name)
    start = data[:4]
    if start in _PACKED:
        raise FontError(f"this is a packed font ({_PACKED[start]})", "use the TTF or OTF it was made from")
    if start == b"ttcf":
        raise FontError("this is a collection of fonts", "use the one TTF or OTF that is meant")
    if start not in _STARTS:
        raise FontError("this file is not a TrueType or OpenType font", "use a TTF or an OTF")
    return Face(role, style, data, _checked(data))


def _bytes(newsroom: Path, name: str) -> bytes:
    hint = "copy the font into fonts/ and name it from there: fonts/x.ttf"
    if "://" in name:
        raise FontError("a font is a file, not a web address", hint)
    if Path(name).is_absolute() or ".." in Path(name).parts or "\\" in name:
        raise FontError(f'"{name}" leads out of the newsroom', hint)
    path = newsroom / name
    try:
        if not path.is_file():
            raise FontError(f'there is no file "{name}" in the newsroom', _nearest(newsroom, name))
        if not path.resolve().is_relative_to(newsroom.resolve()):
            raise FontError(f'"{name}" leads out of the newsroom', hint)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise FontError(f'"{name}" cannot be read: {said}', "check its name and its permissions") from None
    if len(data) > MAX_BYTES:
        limit = f"this font has more than {MAX_BYTES >> 20} MiB, the limit"
        raise FontError(limit, "use one of fewer scripts: it goes into every web file")
    return data


@lru_cache(maxsize=16)  # whoever asks about all months reads the same fonts for each
def _checked(data: bytes) -> Mapping[str, float]:
    """Return the widths of a font's letters; raise FontError where it cannot or must not be used."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            _refuse(font)
            characters = font.getBestCmap() or {}
            lacking = [letter for letter in _NEEDED if ord(letter) not in characters]
            advances, units = font["hmtx"].metrics, font["head"].unitsPerEm
            glyphs = font["glyf"] if "glyf" in font else font["CFF "].cff.topDictIndex[0].CharStrings
            lacking += [
                letter for letter in "An0" if letter not in lacking and characters[ord(letter)] not in glyphs
            ]
            widths = {
                chr(code): 1000 * advances[characters[code]][0] / units
                for code in _LATIN
                if code in characters
            }
    except FontError:
        raise
    except Exception:  # a damaged font makes its reader raise nearly anything
        raise FontError("this font is damaged", "get it again from its maker") from None
    if lacking:
        shown = " ".join(lacking[:6]) + (" …" if len(lacking) > 6 else "")
        raise FontError(f"this font lacks {shown}", "use the whole font, not a slice made for the web")
    return widths


def _refuse(font: Any) -> None:
    """Raise FontError where a font varies, has no outlines, or does not permit what an issue does with it."""
    if "fvar" in font:
        hint = "use its static files, one for each style"
        raise FontError("this is a variable font, which prints wrong weights on paper", hint)
    if "glyf" not in font and "CFF " not in font:
        raise FontError("this font has no outlines", "use a TTF or an OTF with outlines")
    permits = font["OS/2"].fsType if "OS/2" in font else 0
    hint = "use a font whose licence permits it, such as one under the SIL Open Font Licence"
    if permits & _RESTRICTED and not permits & _MAY_BE_EMBEDDED:
        raise FontError("the licence in this font forbids to embed it in a document", hint)
    if permits & (_NO_SUBSETS | _BITMAPS_ONLY):
        raise FontError("the licence in this font forbids to embed a part of its outlines", hint)


def _nearest(newsroom: Path, name: str) -> str:
    from psr_report.read.tree import nearest

    files = [path.relative_to(newsroom).as_posix() for path in sorted((newsroom / "fonts").rglob("*"))]
    return nearest(name, files) or (nearest(f"fonts/{name}", files) if "/" not in name else None) or _START
