"""How wide a text is in Inter, and where it breaks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from psr_report.charts import inter

# Breaks: after a space, or after a hyphen, dash or slash between letters. Ranges of numbers stay whole.
PIECE = re.compile(r"[^ ]*?[^\W\d][-–—/](?=[^\W\d])|[^ ]+ ?")
SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")


@cache
def _advances(weight: int) -> dict[str, float]:
    runs = inter.SEMIBOLD if weight >= 600 else inter.REGULAR
    return {
        chr(first + offset): int(advance) / inter.UNITS
        for first, run in runs.items()
        for offset, advance in enumerate(run.split())
        if advance != "-"
    }


def _advance(character: str, advances: dict[str, float]) -> float:
    """Return the width in em: that of the font, 0 for combining marks, 1 for what another font prints."""
    known = advances.get(character)
    if known is not None:
        return known
    return 0.0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1.0


@lru_cache(maxsize=4096)
def width(text: str, size: float, weight: int = 400) -> float:
    """Return the width of ``text`` set in Inter of ``size``, in the unit of ``size``, without kerning."""
    advances = _advances(weight)
    return size * sum(_advance(character, advances) for character in text)


def _pieces(text: str) -> list[str]:
    return PIECE.findall(SPACES.sub(" ", text).strip(" "))


def _chopped(word: str, limit: float, size: float, weight: int) -> list[str]:
    """Return a word too long for a line in parts that fit; a part never starts with a combining mark."""
    parts = [""]
    for character in word:
        fits = width(parts[-1] + character, size, weight) <= limit
        if fits or not parts[-1] or unicodedata.category(character) in ("Mn", "Me", "Cf"):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


@lru_cache(maxsize=1024)
def wrap(text: str, limit: float, size: float, weight: int = 400) -> tuple[str, ...]:
    """Return ``text`` in as few lines as ``limit`` allows; words wider than that are broken."""
    lines: list[str] = []
    for piece in _pieces(text):
        if lines and width((lines[-1] + piece).rstrip(" "), size, weight) <= limit:
            lines[-1] += piece
        elif width(piece.rstrip(" "), size, weight) <= limit:
            lines.append(piece)
        else:
            lines.extend(_chopped(piece.rstrip(" "), limit, size, weight))
            lines[-1] += " " if piece.endswith(" ") else ""
    return tuple(line.rstrip(" ") for line in lines)


def halved(text: str, size: float, weight: int = 400) -> float:
    """Return the least width in which ``text`` takes at most two lines without a broken word."""
    pieces = _pieces(text)
    whole = width("".join(pieces), size, weight)
    splits = (("".join(pieces[:at]).rstrip(" "), "".join(pieces[at:])) for at in range(1, len(pieces)))
    return min((max(width(line, size, weight) for line in pair) for pair in splits), default=whole)
