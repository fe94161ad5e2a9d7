"""How many columns of a terminal a text takes, and what fits into so many."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ZERO_WIDTH = ("Mn", "Me", "Cf")
_JOINER, _AS_PICTURE = "\u200d", "\ufe0f"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


@lru_cache(maxsize=4096)
def columns(text: str) -> int:
    """Return how many columns of a terminal the text takes: East Asian characters two, marks none.

    What is joined to one sign, as the members of a family are, takes the two columns of a sign.
    """
    if text.isascii():
        return len(text)
    taken, before = 0, ""
    for character in text:
        if before == _JOINER or (before and character in _SKIN_TONES):
            before = character
            continue  # it is drawn within the sign before it
        if character == _AS_PICTURE:
            taken += 1 if _columns_of(before or _JOINER) == 1 and _may_be_picture(before) else 0
        else:
            taken += _columns_of(character)
        before = character
    return taken


def _may_be_picture(character: str) -> bool:
    return character in "#*0123456789©®" or ord(character) >= 0x203C


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return the text with blanks up to ``width`` columns, before it if ``right``."""
    blanks = " " * max(0, width - columns(text))
    return blanks + text if right else text + blanks


def cut(text: str, width: int, sign: str = "…") -> str:
    """Return as much of the text as ``width`` columns hold, with a ``sign`` of one where some is missing."""
    if columns(text) <= width:
        return text
    kept = ""
    for character in text:
        if columns(kept + character) > width - 1:
            break
        kept += character
    return f"{kept.rstrip()}{sign}"
