"""Who is named beside a number: written once for figures, forecasts and charts."""

from __future__ import annotations

import re

from psr_report.model import Source

# The short name a publisher gives itself: "(T&E)", "(CCTV)", "(BloombergNEF)", but not "(Thailand)".
_SHORT = re.compile(r"\(((?=[^()]*[A-Z][^()]*[A-Z])[\w&.-]{2,14})\)\Z")


def short_publisher(source: Source) -> str:
    """Return the publisher's short name: T&E for "Transport & Environment (T&E)"."""
    match = _SHORT.search(source.publisher)
    return match[1] if match else source.publisher


def credited(by: str | None, source: Source | None) -> str | None:
    """Return who claims, estimates or forecasts: the one named, else the source's publisher, else None."""
    return by or (short_publisher(source) if source else None)
