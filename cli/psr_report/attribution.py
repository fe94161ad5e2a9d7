"""Who is named beside a number: written once for figures, forecasts and charts."""

from __future__ import annotations

import re

from psr_report.model import Source

# The short name a publisher gives itself: "(T&E)", "(CCTV)", "(BloombergNEF)", but not "(Thailand)".
_SHORT = re.compile(r"\(((?=[^()]*[A-Z][^()]*[A-Z])[\w&.-]{2,14})\)\Z")


def short_publisher(source: Source) -> str:
    """Return the publisher's short name: T&E for "Transport & Environment (T&E)"."""
    return short_name(source.publisher)


def short_name(name: str) -> str:
    """Return the short form that a name gives itself in brackets, else the name."""
    match = _SHORT.search(name)
    return match[1] if match else name


def credited(by: str | None, source: Source | None) -> str | None:
    """Return who claims, estimates or forecasts: the one named, else the source's publisher, else None."""
    return by or (short_publisher(source) if source else None)
