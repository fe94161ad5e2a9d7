"""A chart must be drawable and must not mislead.

One chart draws one unit; half-year and full-year figures never share a row of bars; a dumbbell needs two dated figures of each
entity. The chart is named at its place, and nothing is drawn in its stead.
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report import charts
from psr_report.drawings import drawing
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Folder, Newsroom, Story


def check(room: Newsroom, folder: Folder) -> Iterator[Problem]:
    """Yield a problem for each chart that cannot be drawn, at the chart."""
    for story in folder.stories.values():
        paths: list[tuple[str | int, ...]] = [("chart",)] if story.article.chart else []
        paths += [("charts", number) for number in range(len(story.article.charts))]
        for path, asked in zip(paths, story.article.drawings, strict=True):
            if any(name not in story.article.figures for name in asked.figures):
                continue
            yield from _problems(story, path, asked)


def _problems(story: Story, path: tuple[str | int, ...], asked: object) -> Iterator[Problem]:
    from psr_report.model import Chart

    assert isinstance(asked, Chart)
    try:
        charts.check(drawing(story.article, asked, story.slug))
    except charts.ChartError as error:
        yield Problem("chart-data", Severity.ERROR, story.place(*path, "kind"), str(error), error.hint)
