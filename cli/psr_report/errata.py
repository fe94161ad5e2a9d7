"""What was put right: beside the story it stands in, and as an erratum in the next issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psr_report import horizon, model
from psr_report import issue as printed
from psr_report.read.months import spoken
from psr_report.read.newsroom import Newsroom, Story
from psr_report.selection import Selection


def of_story(article: model.Article) -> tuple[printed.Correction, ...]:
    """Return what was put right in a story, the oldest first."""
    dated = sorted(article.corrections, key=lambda each: each.date)
    return tuple(_printed(article, each, None) for each in dated)


def of_earlier_issues(
    room: Newsroom, month: str, chosen: Selection
) -> Iterator[tuple[str, printed.Correction]]:
    """Yield the errata of this issue, each with the headline it belongs to, the oldest first.

    They are the corrections in stories of earlier issues of which this issue is the first to know.
    """
    found = [
        (each, story)
        for story in chosen.earlier
        for each in story.article.corrections
        if horizon.tells(room, month, each.date.last, story.month)
    ]
    for each, story in sorted(found, key=lambda one: (one[0].date, one[1].month, one[1].slug)):
        yield story.article.headline, _printed(story.article, each, spoken(story.month))


def edition(stories: Sequence[Story]) -> int:
    """Return the number of an issue's edition: each correction in one of its stories makes a new one."""
    return 1 + sum(len(story.article.corrections) for story in stories)


def _printed(article: model.Article, each: model.Correction, issue: str | None) -> printed.Correction:
    figure = article.figures.get(each.figure or "")
    return printed.Correction(
        each.date, each.was, each.now, each.reason, figure.label if figure else None, issue
    )
