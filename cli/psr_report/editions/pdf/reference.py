"""How high the reference pages will be, estimated from their texts in lines of the 13.5 pt baseline."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from psr_report.issue import GlossaryEntry, Issue, TrackedForecast

_TITLE = 3.5  # a titled page's heading with the space around it


@dataclass(frozen=True, slots=True)
class ReferencePages:
    """The order of the reference blocks, and whether the method stands on the last page or ends this part."""

    blocks: tuple[str, ...]
    method_on_back: bool


def reference_pages(issue: Issue, at: float, page: int) -> ReferencePages:
    """Return the order that leaves the least paper empty.

    The part begins ``at`` lines down a page of ``page`` lines. Tracker and watch come first, as readers
    expect; index, glossary, corrections and sources are looked up, so that any of their orders will do. Of
    equally good ones the usual comes first.
    """
    heights = {
        "tracker": _tracker_height(issue),
        "watch": _watch_height(issue),
        "index": _index_height(issue),
        "glossary": _glossary_height(issue.glossary),
        "corrections": _corrections_height(issue),
        "sources": _sources_height(issue),
    }
    named = [name for name, height in heights.items() if height]
    fixed = [name for name in named if name in ("tracker", "watch")]
    free = [name for name in named if name not in fixed]
    method = method_height(issue)
    best: tuple[float, ReferencePages] | None = None
    for order in permutations(free):
        names = (*fixed, *order)
        end, waste = _run([heights[name] for name in names], at, page)
        rest = page - end % page
        for on_back, cost in (
            (True, waste + rest),
            (False, waste + rest - method if method <= rest else math.inf),
        ):
            if best is None or cost < best[0] - 1:
                best = (cost, ReferencePages(names, on_back))
    return best[1] if best else ReferencePages((), True)


def _run(heights: Sequence[float], at: float, page: int) -> tuple[float, float]:
    """Return where blocks that stay whole end, and the lines left empty on the pages before the last."""
    waste = 0.0
    for height in heights:
        rest = page - at % page
        if rest < height + 1 and height + 1 <= page and at % page:
            waste += rest
            at += rest
        at += height
    return at, waste


def method_height(issue: Issue) -> float:
    """Return the lines that the method takes with its title and the disclaimer."""
    halves = method_halves(issue)
    heights = [sum(lines(block, 41) + 0.5 for block in _blocks(half)) for half in halves]
    if halves:
        heights[-1] += lines(issue.report.disclaimer, 41)
    return 2 + _TITLE + 0.75 * max([17.0, *heights])


def method_halves(issue: Issue) -> list[str]:
    """Return the method's paragraphs in two texts of like length; the disclaimer counts with the second."""
    blocks = _blocks(issue.report.method or "")
    if not blocks:
        return [""] if issue.report.disclaimer else []
    after = len(issue.report.disclaimer or "")

    def taller(cut: int) -> int:
        return max(sum(map(len, blocks[:cut])), sum(map(len, blocks[cut:])) + after)

    cut = min(range(1, len(blocks) + 1), key=taller)
    return ["\n\n".join(part) for part in (blocks[:cut], blocks[cut:])]


def _blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n\s*\n", text.strip()) if block]


def prose(text: str, width: int) -> float:
    """Return the lines of Markdown text set ``width`` characters wide."""
    return sum(lines(block, width) for block in _blocks(text))


def lines(text: str | None, width: int) -> int:
    """Return the lines of a text set ``width`` characters wide; none for no text."""
    return math.ceil(len(text) / width) if text else 0


def _tracker_height(issue: Issue) -> float:
    if not issue.forecasts:
        return 0.0
    rows = (
        max(
            lines(each.statement, 30) + lines(each.metric, 33) + (not each.is_new),
            lines(each.by, 16) + lines(each.confidence, 16),
            _standing_lines(each),
            2,
        )
        for each in issue.forecasts
    )
    score = 3 + 1.46 * len(issue.scorecard) if issue.scorecard else 0
    return _TITLE + 1.5 + sum(0.75 * row + 1.46 for row in rows) + score


def _standing_lines(each: TrackedForecast) -> int:
    """Return the lines of the last column: the result with its value, source, day and note."""
    if each.outcome is None:
        return 1
    return 1 + lines(f"{each.outcome.publisher}, 30 November 2025", 22) + lines(each.outcome.note, 22)


def _corrections_height(issue: Issue) -> float:
    if not issue.corrections:
        return 0.0
    rows = (
        lines(f"{headline} {each.was} {each.now} {each.reason} {each.label or ''}", 128) + 1
        for headline, each in issue.corrections
    )
    return 2 + _TITLE + sum(0.75 * row + 0.71 for row in rows)


def _watch_height(issue: Issue) -> float:
    if not issue.watch:
        return 0.0
    return (
        2
        + _TITLE
        + 4.3
        + sum(1.25 * lines(event.text + " → 9" * bool(event.slug), 66) + 1.4 for event in issue.watch)
    )


def _index_height(issue: Issue) -> float:
    companies, regions = len(issue.companies), len(issue.regions)
    if not companies and not regions:
        return 0.0
    columns = (2 if regions else 3) if companies > 5 else 1
    return 2 + _TITLE + 2 + 1.04 * max(math.ceil(companies / columns), regions)


def _glossary_height(entries: Sequence[GlossaryEntry]) -> float:
    if not entries:
        return 0.0
    heights = [0.75 * lines(f"{each.expansion or ''}: {each.definition}", 46) + 0.71 for each in entries]
    half = math.ceil(len(heights) / 2)
    return 2 + _TITLE + max(sum(heights[:half]), sum(heights[half:]))


def _sources_height(issue: Issue) -> float:
    if not issue.sources:
        return 0.0
    rows = (
        lines(f"{each.publisher}, {each.title} {each.via or ''} {each.url or ''}. Date unknown.", 108)
        for each in issue.sources
    )
    return 2 + _TITLE + sum(0.75 * row + 0.71 for row in rows)
