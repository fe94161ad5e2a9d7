"""A chart must be drawable and must not mislead.

One chart draws one unit; half-year and full-year figures never share a row of bars or one line; a dumbbell
needs two dated figures of each entity. The chart is named at its place, and nothing is drawn in its stead.
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.drawings import faults
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Folder, Newsroom, Story


def check(room: Newsroom, folder: Folder) -> Iterator[Problem]:
    """Yield a problem for each fault of a chart, at the chart."""
    for story in folder.stories.values():
        yield from _of_story(story)


def _of_story(story: Story) -> Iterator[Problem]:
    article = story.article
    paths: list[tuple[str | int, ...]] = [("chart",)] if article.chart else []
    paths += [("charts", number) for number in range(len(article.charts))]
    for path, asked in zip(paths, article.drawings, strict=True):
        if any(name not in article.figures for name in asked.figures):
            continue  # an unknown name was reported at its place when the story was read
        for fault in faults(article, asked):
            yield Problem("chart-data", Severity.ERROR, story.place(*path, "kind"), str(fault), fault.hint)
