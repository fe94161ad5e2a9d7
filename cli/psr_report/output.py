"""The one thing every edition returns: files in memory, written later and all at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One finished file of an edition: its name below the issue's folder, its bytes, its pages."""

    name: str
    data: bytes
    pages: int | None = None
