"""How many of something there are, in words."""

from __future__ import annotations


def counted(count: int, name: str, *, plural: str = "", none: str = "0") -> str:
    """Return "1 error" or "2 errors"; ``plural`` is one that ends otherwise, ``none`` stands for 0."""
    return f"1 {name}" if count == 1 else f"{count or none} {plural or name + 's'}"
