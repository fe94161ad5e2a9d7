"""An issue as it will read, with what `check` has to say beside the story that it is about: a proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import Literal

from psr_report import assemble, withholding
from psr_report.errors import ContentError, Problem, ReportError, Severity, UsageError
from psr_report.inspection import Inspection, inspect
from psr_report.issue import Issue, Story
from psr_report.read.newsroom import Folder, Newsroom
from psr_report.read.tree import nearest
from psr_report.selection import Selection, topic_name

State = Literal["printed", "unreadable", "embargoed", "unlisted"]

_UNPLACED = "Not read"  # the section of stories of which not even the topic is known


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at the place of a story: the story, or why it is not there; and what is wrong with it.

    ``until`` is the end of an embargo. A story that could not be read this time, and could before, is
    ``unreadable`` and still there.
    """

    slug: str
    file: str
    state: State
    story: Story | None
    problems: tuple[Problem, ...] = ()
    until: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The issue, its places in order by section, and what is wrong beside the stories.

    ``general`` are the problems of issue.yaml, of the lists and of earlier issues. ``notes`` says what else
    is left out. ``article`` is the slug of the only story asked for.
    """

    issue: Issue
    sections: tuple[tuple[str, tuple[Entry, ...]], ...]
    unlisted: tuple[Entry, ...]
    general: tuple[Problem, ...]
    notes: tuple[str, ...]
    aside: int  # how many problems are set aside with a reason
    article: str | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All places, those that the issue does not list last."""
        return (*(entry for _, entries in self.sections for entry in entries), *self.unlisted)

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The places that are asked for."""
        return tuple(entry for entry in self.entries if self.article in (None, entry.slug))

    def count(self, severity: Severity) -> int:
        """Return how many problems weigh so; of the only story asked for, its own."""
        general = self.general if self.article is None else ()
        found = (*general, *(problem for entry in self.shown for problem in entry.problems))
        return sum(problem.severity is severity for problem in found)


def proof(folder: Path, month: str, now: datetime, article: str | None = None) -> Proof:
    """Return the proof of an issue, drafts included, or of one ``article`` of it, by its slug or file.

    Raises UsageError for an article that there is not, ContentError where there is nothing to read because of
    what is wrong, ReportError where there is no story.
    """
    found = inspect(folder, month, now)
    room = found.newsroom
    slug = _slug(article, room.folders[month]) if article else None
    chosen = _with(slug, room, month, now, assemble.selection(room, month, now, drafts=True))
    issue = assemble.issue(room, month, chosen)
    made = _placed(found, chosen, issue, slug)
    _stop_if_empty(found, made)
    return made


def _slug(article: str, folder: Folder) -> str:
    slug = PurePath(article).name.removesuffix(".yaml")
    there = sorted({*folder.stories, *folder.unreadable})
    if slug in there:
        return slug
    if not there:
        hint = "psr-report new article makes one"
    else:
        hint = " ".join(filter(None, (nearest(slug, there), f"there is {', '.join(there)}")))
    raise UsageError(f'there is no article "{article[:60]}" in {folder.month}', hint)


def _with(slug: str | None, room: Newsroom, month: str, now: datetime, chosen: Selection) -> Selection:
    """Return the selection with the article asked for, which no section of the plan may list."""
    if slug is None or (slug, "unlisted") not in {(story.slug, reason) for story, reason in chosen.left_out}:
        return chosen
    story = room.folders[month].stories[slug]
    others = tuple(each for each in chosen.left_out if each[0] is not story)
    if story.article.embargo is not None and story.article.embargo > now:
        return replace(chosen, left_out=(*others, (story, "embargoed")))
    own = (topic_name(room, story.article.topic), (story,))
    return replace(chosen, sections=(*chosen.sections, own), left_out=others)


def _placed(found: Inspection, chosen: Selection, issue: Issue, slug: str | None) -> Proof:
    told = _weighing(found.problems)
    by_file: dict[str, list[Problem]] = {story.file: [] for story in found.stories}
    general: list[Problem] = []
    for problem in told:
        by_file.get(problem.place.file, general).append(problem)
    entries = {entry.slug: entry for entry in _entries(found, chosen, issue, by_file)}
    places = _places(found.newsroom, found.month, chosen, entries)
    listed = {name for _, names in places for name in names}
    return Proof(
        issue=issue,
        sections=tuple((name, tuple(entries[each] for each in names)) for name, names in places),
        unlisted=tuple(entry for name, entry in entries.items() if name not in listed),
        general=tuple(general),
        notes=tuple(withholding.unsaid(chosen)),
        aside=len(found.problems) - len(told),
        article=slug,
    )


def _entries(
    found: Inspection, chosen: Selection, issue: Issue, problems: Mapping[str, Sequence[Problem]]
) -> Iterator[Entry]:
    stories = {story.slug: story for story in issue.stories}
    embargoed = {story.slug: story for story, reason in chosen.left_out if reason == "embargoed"}
    for each in found.stories:
        own = tuple(problems[each.file])
        if each.slug in stories:
            yield Entry(each.slug, each.file, "printed", stories[each.slug], own)
        elif each.slug in embargoed:
            others = tuple(problem for problem in own if problem.rule != "embargoed")
            yield Entry(
                each.slug, each.file, "embargoed", None, others, withholding.until(embargoed[each.slug])
            )
        else:
            yield Entry(each.slug, each.file, "unlisted" if each.is_readable else "unreadable", None, own)


def _places(
    room: Newsroom, month: str, chosen: Selection, entries: Mapping[str, Entry]
) -> list[tuple[str, list[str]]]:
    """Return the sections in order with the slugs in them; without a plan what is missing ends its topic."""
    folder = room.folders[month]
    if folder.plan.sections:
        named = [(section.name, list(section.articles)) for section in folder.plan.sections]
        planned = {slug for _, slugs in named for slug in slugs}
        named += [
            (name, [story.slug for story in stories if story.slug not in planned])
            for name, stories in chosen.sections
        ]
    else:
        by_topic = {name: [story.slug for story in stories] for name, stories in chosen.sections}
        for slug, entry in entries.items():
            if entry.state in ("embargoed", "unreadable"):
                by_topic.setdefault(_topic(room, folder, slug), []).append(slug)
        named = list(by_topic.items())
    seen: set[str] = set()
    places = []
    for name, slugs in named:
        own = [slug for slug in dict.fromkeys(slugs) if slug in entries and slug not in seen]
        seen.update(own)
        if own:
            places.append((name, own))
    return places


def _topic(room: Newsroom, folder: Folder, slug: str) -> str:
    story = folder.stories.get(slug) or folder.partial.get(slug)
    return topic_name(room, story.article.topic) if story else _UNPLACED


def _stop_if_empty(found: Inspection, made: Proof) -> None:
    """Raise where there is nothing to read: no publication, or no story that could be read."""
    told = _weighing(found.problems)
    is_named = found.newsroom.documents["report.yaml"].root is not None
    shown = [entry for entry in made.shown if entry.state != "unlisted"]
    if not is_named or (shown and all(entry.state == "unreadable" for entry in shown)):
        raise ContentError(told if made.article is None or not is_named else shown[0].problems)
    if not shown:
        if any(problem.severity is Severity.ERROR for problem in told):
            raise ContentError(told)
        raise ReportError("this issue has no story to read", "write one, or list one in issue.yaml")


def kept(now: Proof, before: Proof) -> Proof:
    """Return a proof in which the stories that cannot be read stand as they stood before."""
    held = {entry.slug: entry.story for entry in before.entries if entry.story is not None}

    def filled(entry: Entry) -> Entry:
        return replace(entry, story=held.get(entry.slug)) if entry.state == "unreadable" else entry

    return _with_each(now, filled)


def broken(before: Proof, problems: Sequence[Problem]) -> Proof:
    """Return an earlier proof with other problems, for a newsroom of which nothing can be read now."""
    told = _weighing(problems)
    files = {entry.file for entry in before.entries}

    def marked(entry: Entry) -> Entry:
        own = tuple(problem for problem in told if problem.place.file == entry.file)
        return replace(entry, state="unreadable" if own else entry.state, problems=own)

    general = tuple(problem for problem in told if problem.place.file not in files)
    return replace(_with_each(before, marked), general=general)


def _with_each(made: Proof, change: Callable[[Entry], Entry]) -> Proof:
    """Return a proof with what ``change`` makes of each of its places."""
    return replace(
        made,
        sections=tuple((name, tuple(map(change, entries))) for name, entries in made.sections),
        unlisted=tuple(map(change, made.unlisted)),
    )


def _weighing(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that are not set aside."""
    return [problem for problem in problems if problem.aside is None]
