"""Names that lead nowhere: sources, people, companies, topics, figures and stories that a file mentions and nothing defines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psr_report.errors import Place, Problem, Severity
from psr_report.read.newsroom import Folder, Newsroom, Story
from psr_report.read.tree import nearest


def dangling(room: Newsroom, month: str) -> Iterator[Problem]:
    """Yield a problem for each reference of the month's files that leads nowhere."""
    folder = room.folders.get(month)
    if folder is None:
        return
    for story in folder.stories.values():
        yield from _of_story(room, story)
    yield from _of_plan(room, folder)


def _missing(rule: str, place: Place, message: str, name: str, known: Sequence[str], where: str) -> Problem:
    hint = nearest(name, known)
    if hint is None:
        hint = f"{where} has {', '.join(known[:12])}" + (" …" if len(known) > 12 else "") if known else f"add it to {where}"
    return Problem(rule, Severity.ERROR, place, message, hint)


def _of_story(room: Newsroom, story: Story) -> Iterator[Problem]:
    article = story.article
    yield from _tags(room, story)
    sources = list(article.sources)

    def source(name: str | None, *path: str | int) -> Iterator[Problem]:
        if name is not None and name not in article.sources:
            message = f'source "{name}" is not among this story\'s sources'
            yield _missing("source-unknown", story.place(*path), message, name, sources, "the story")

    for key, figure in article.figures.items():
        yield from source(figure.source, "figures", key, "source")
    for number, forecast in enumerate(article.forecasts):
        yield from source(forecast.source, "forecasts", number, "source")
    for number, quote in enumerate(article.quotes):
        yield from source(quote.source, "quotes", number, "source")
    roots: list[tuple[tuple[str | int, ...], object]] = [(("chart",), article.chart)] if article.chart else []
    roots += [(("charts", number), chart) for number, chart in enumerate(article.charts)]
    for (path, _), chart in zip(roots, article.drawings, strict=True):
        yield from source(chart.source, *path, "source")
        for number, name in enumerate(chart.figures):
            if name not in article.figures:
                message = f'figure "{name}" is not among this story\'s figures'
                place = story.place(*path, "figures", number)
                yield _missing("figure-unknown", place, message, name, list(article.figures), "the story")
    if article.analysis:
        for number, name in enumerate(article.analysis.by):
            if name not in room.people:
                message = f'"{name}" is not in people.yaml'
                yield _missing(
                    "signer-unknown", story.place("analysis", "by", number), message, name, list(room.people), "people.yaml"
                )
    if article.follows:
        yield from _earlier(room, story)


def _tags(room: Newsroom, story: Story) -> Iterator[Problem]:
    article = story.article
    asked = [
        ("topic", article.topic, list(room.topics.topics), ("topic",), "topics.yaml"),
        ("region", article.region, list(room.topics.regions), ("region",), "topics.yaml"),
        ("segment", article.segment, list(room.topics.segments), ("segment",), "topics.yaml"),
    ]
    for number, company in enumerate(article.companies):
        asked.append(("company", company, list(room.companies), ("companies", number), "companies.yaml"))  # type: ignore[arg-type]
    for what, name, known, path, where in asked:
        if name is not None and name not in known:
            yield _missing("tag-unknown", story.place(*path), f'{what} "{name}" is not in {where}', name, known, where)


def _earlier(room: Newsroom, story: Story) -> Iterator[Problem]:
    name = str(story.article.follows)
    known = [f"{month}/{slug}" for month, folder in room.folders.items() for slug in folder.stories]
    if name not in known:
        message = f'there is no earlier story "{name}"'
        yield _missing("article-unknown", story.place("follows"), message, name, known, "the newsroom")


def _of_plan(room: Newsroom, folder: Folder) -> Iterator[Problem]:
    plan, document = folder.plan, folder.document
    slugs = list(folder.stories)
    unreadable = _unreadable(room, folder)

    def story(name: str | None, *path: str | int) -> Iterator[Problem]:
        if name is not None and name not in folder.stories and name not in unreadable:
            message = f'there is no story "{name}" in {folder.month}'
            yield _missing("article-unknown", document.place(path), message, name, slugs, f"the folder {folder.month}")

    for at, section in enumerate(plan.sections):
        for number, slug in enumerate(section.articles):
            yield from story(slug, "sections", at, "articles", number)
    for at, takeaway in enumerate(plan.takeaways):
        yield from story(takeaway.article, "takeaways", at, "article")
    for at, watch in enumerate(plan.watch):
        yield from story(watch.article, "watch", at, "article")
    if plan.editor and plan.editor not in room.people:
        message = f'"{plan.editor}" is not in people.yaml'
        yield _missing("signer-unknown", document.place(("editor",)), message, plan.editor, list(room.people), "people.yaml")
    if plan.cover and plan.cover.figure:
        known = [f"{slug}/{key}" for slug, one in folder.stories.items() for key in one.article.figures]
        if plan.cover.figure not in known and plan.cover.figure.partition("/")[0] not in unreadable:
            message = f'there is no figure "{plan.cover.figure}" in this issue'
            place = document.place(("cover", "figure"))
            yield _missing("figure-unknown", place, message, plan.cover.figure, known, "the issue")


def _unreadable(room: Newsroom, folder: Folder) -> set[str]:
    """Return the slugs of files that exist but could not be typed: they are reported once, not again at each mention."""
    files = {path.stem for path in (room.folder / folder.month).glob("*.yaml")}
    return files - set(folder.stories)
