"""The house rules: one module a rule, one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from psr_report.checks import chart_drawable, glyph_missing, unused
from psr_report.errors import Problem, in_order
from psr_report.read.newsroom import Folder, Newsroom

RULES: dict[str, Callable[[Newsroom, Folder], Iterator[Problem]]] = {
    "chart-data": chart_drawable.check,
    "glyph-missing": glyph_missing.check,
    "unused": unused.check,
}


def run(room: Newsroom, month: str) -> list[Problem]:
    """Return what the rules object to in the issue of ``month``, by place."""
    folder = room.folders.get(month)
    if folder is None:
        return []
    return in_order(problem for rule in RULES.values() for problem in rule(room, folder))
