"""What an analyst wrote should be printed, and what is named should be used.

An article that no section lists is left out of the issue. A source that nothing refers to, beside others that
figures, charts, forecasts or quotations do refer to, is either forgotten or should be deleted. A figure that
neither the texts nor a chart nor the cover use is printed beside the story and explained nowhere. A picture
that no story shows only weighs.

Fails:

    summary: |
      The pack stores 81 kWh, the maker says.
    figures:
      pack: {label: stored by the pack, value: 81 kWh, kind: actual, as_of: 2025-09, source: desk}
    sources:
      desk: {publisher: Desk, title: notes, url: unknown, published: unknown}
      other: {publisher: Other, title: its report, url: unknown, published: unknown}

Fails, with a figure that the story never mentions:

    summary: |
      A maker has shown a pack, the desk reports.
    figures:
      pack: {label: stored by the pack, value: 81 kWh, kind: actual, as_of: 2025-09, source: desk}

Passes:

    summary: |
      The pack stores 81 kWh, the maker says.
    figures:
      pack: {label: stored by the pack, value: 81 kWh, kind: actual, as_of: 2025-09, source: desk}
    sources:
      desk: {publisher: Desk, title: notes, url: unknown, published: unknown}

Silence it where the source is the news itself:

    ignore: {unused: the statement is the news itself; no figure is taken from it}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from psr_report import citing, evidence
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Place, Problem, Severity
from psr_report.model import Article, Figure
from psr_report.read.discovery import shown
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
NEEDS = {"figures", "chart", "charts", "forecasts", "quotes", "sources", "summary", "sections", "cover"}


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each story of the month that issue.yaml has sections for, but does not list.

    And for each picture that no story of any month shows.
    """
    folder = desk.folder
    if folder.plan.sections:
        listed = {slug for section in folder.plan.sections for slug in section.articles}
        for slug, story in folder.stories.items():
            if slug not in listed:
                message = "no section of issue.yaml lists this story; it is not printed"
                hint = f"add {slug} to a section's articles"
                yield Problem("unused", SEVERITY, story.place(), message, hint)
    for name in desk.room.unshown_images:
        place = Place(shown(desk.room.folder / name))
        yield Problem("unused", SEVERITY, place, "no story shows this picture", "show it, or delete the file")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each source and figure of a story that nothing refers to, at its name."""
    article = story.article
    referred = {*citing.cited(article), *citing.of_outcomes(article)}
    for name in article.sources if referred & article.sources.keys() else ():
        if name not in referred:
            message = f'nothing refers to the source "{name}"'
            hint = "name it as the `source:` of a figure, chart, forecast or quote, or delete it"
            yield _at(story, "sources", name, message, hint)
    for name in _idle(story, desk):
        message = f'the figure "{name}" is in no text and no chart of this issue'
        hint = "say it in the text, draw it in a chart, or delete it"
        yield _at(story, "figures", name, message, hint)


def _at(story: Story, key: str, name: str, message: str, hint: str) -> Problem:
    return Problem("unused", SEVERITY, story.place(key, name, key=True), message, hint, len(name))


def _idle(story: Story, desk: Desk) -> Iterator[str]:
    """Yield the figures that no text, no chart and no cover uses and that correct no earlier one."""
    article, slug = story.article, story.slug
    used = {name for chart in article.drawings for name in chart.figures}
    cover = desk.folder.plan.cover
    left = {
        name: figure
        for name, figure in article.figures.items()
        if name not in used and figure.supersedes is None and not (cover and cover.figure == f"{slug}/{name}")
    }
    beside = [Passage("label", text, (), story) for text in _beside(article)]
    left = _unsaid(left, (*desk.texts(story), *beside))
    left = _unsaid(left, (passage for passage in desk.plan if _speaks_of(passage, slug, desk)))
    yield from left


def _unsaid(figures: dict[str, Figure], texts: Iterable[Passage]) -> dict[str, Figure]:
    """Return the figures that none of the texts gives."""
    for passage in texts:
        if not figures:
            break
        given = {
            name for one in evidence.behind(passage.words, figures, passage.numbers) for name in one.figures
        }
        figures = {name: figure for name, figure in figures.items() if name not in given}
    return figures


def _beside(article: Article) -> Iterator[str]:
    yield from (quote.text for quote in article.quotes)
    if article.image and article.image.caption:
        yield article.image.caption


def _speaks_of(passage: Passage, slug: str, desk: Desk) -> bool:
    """Return whether a text of the plan may speak of a story, as the letter and the cover may of any."""
    plan = desk.folder.plan
    if passage.role == "takeaway":
        return plan.takeaways[int(passage.path[1])].article == slug
    if passage.role == "watch":
        return plan.watch[int(passage.path[1])].article == slug
    return True
