"""Which stories an issue prints at an instant, and what earlier issues printed; all else is nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from psr_report.model import Article
from psr_report.plan import IssuePlan
from psr_report.read.newsroom import Folder, Newsroom, Story
from psr_report.read.tree import Table

Reason = Literal["draft", "embargoed", "unlisted"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The stories of an issue, by section, those left out with the reason, and the memory of earlier issues.

    ``earlier`` holds what the issues before this one have printed by now, oldest month first.
    ``recheck_after`` is the first moment at which an embargo ends that matters to this issue, one of an
    earlier month included. ``unsaid`` is what the plan says without naming a story and this issue leaves out:
    no program can know that it does not speak of the story under embargo.
    """

    sections: tuple[tuple[str, tuple[Story, ...]], ...]
    left_out: tuple[tuple[Story, Reason], ...]
    earlier: tuple[Story, ...] = ()
    recheck_after: datetime | None = None
    unsaid: tuple[str, ...] = ()  # with its verb: "the letter is"

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories in the order of the issue."""
        return tuple(story for _, stories in self.sections for story in stories)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The slugs of drafts and embargoed stories, sorted."""
        return tuple(sorted(story.slug for story, reason in self.left_out if reason != "unlisted"))

    @property
    def is_embargoed(self) -> bool:
        """Whether a story of this issue is under embargo."""
        return any(reason == "embargoed" for _, reason in self.left_out)


def selection(room: Newsroom, month: str, now: datetime, *, drafts: bool = False) -> Selection:
    """Return which stories the issue of ``month`` prints at the instant ``now``, in sections and in order."""
    chosen = _of_folder(room, room.folders[month], now, drafts=drafts)
    before = [
        folder for name, folder in sorted(room.folders.items()) if name < month and not _is_broken(folder)
    ]
    earlier = [_of_folder(room, folder, now, drafts=False) for folder in before]
    ends = [
        story.article.embargo
        for one in (chosen, *earlier)
        for story, reason in one.left_out
        if reason == "embargoed" and story.article.embargo is not None
    ]
    printed = tuple(story for one in earlier for story in one.stories)
    unsaid = tuple(_nameless(room.folders[month].plan)) if chosen.is_embargoed else ()
    return Selection(chosen.sections, chosen.left_out, printed, min(ends, default=None), unsaid)


def printed(
    room: Newsroom, now: datetime, *, drafts: bool = False
) -> Iterator[tuple[str, tuple[Story, ...]]]:
    """Yield each month that was read with the stories its issue prints at the instant ``now``, in order."""
    for month, folder in sorted(room.folders.items()):
        if not _is_broken(folder):
            yield month, _of_folder(room, folder, now, drafts=drafts).stories


def _nameless(plan: IssuePlan) -> Iterator[str]:
    if plan.letter:
        yield "the letter is"
    if any(event.article is None for event in plan.watch):
        yield "dates to watch that name no article are"


def planned(room: Newsroom, folder: Folder) -> list[tuple[str, list[Story]]]:
    """Return the stories of a month in the sections and order of its issue, whether it prints them or not.

    A story that issue.yaml does not list is in none.
    """
    if not folder.plan.sections:
        return _by_topic(room, folder.stories.values())
    return [
        (section.name, [folder.stories[slug] for slug in section.articles if slug in folder.stories])
        for section in folder.plan.sections
    ]


def _of_folder(room: Newsroom, folder: Folder, now: datetime, *, drafts: bool) -> Selection:
    named = planned(room, folder)
    ordered = {story.slug: story for _, stories in named for story in stories}
    left_out: list[tuple[Story, Reason]] = []
    for slug, story in {**ordered, **folder.stories}.items():
        reason = _why_not(story.article, now, drafts=drafts) if slug in ordered else "unlisted"
        if reason is not None:
            left_out.append((story, reason))
    out = {story.slug for story, _ in left_out}
    kept = [(name, tuple(story for story in stories if story.slug not in out)) for name, stories in named]
    return Selection(tuple((name, stories) for name, stories in kept if stories), tuple(left_out))


def _why_not(article: Article, now: datetime, *, drafts: bool) -> Reason | None:
    if article.embargo is not None and article.embargo > now:
        return "embargoed"
    return "draft" if article.status == "draft" and not drafts else None


def _is_broken(folder: Folder) -> bool:
    """Return whether issue.yaml says something that could not be read: what it printed is not known then."""
    if folder.plan != IssuePlan() or not folder.document.text:
        return False
    root = folder.document.root
    return not isinstance(root, Table) or bool(root.entries)


def _by_topic(room: Newsroom, stories: Iterable[Story]) -> list[tuple[str, list[Story]]]:
    """Return the stories by topic in the newsroom's order: leads first, then the newest first."""
    by_topic: dict[str, list[Story]] = {name: [] for name in room.topics.topics}
    for story in stories:
        by_topic.setdefault(story.article.topic, []).append(story)
    ranks = {"lead": 0, "standard": 1, "brief": 2}
    for each in by_topic.values():
        each.sort(key=lambda story: story.slug)
        each.sort(
            key=lambda story: story.article.date.last.isoformat() if story.article.date else "", reverse=True
        )
        each.sort(key=lambda story: ranks[story.article.size])
    return [(topic_name(room, name), each) for name, each in by_topic.items() if each]


def topic_name(room: Newsroom, name: str) -> str:
    """Return a topic's printed name; the name that articles use when the newsroom does not know it."""
    topic = room.topics.topics.get(name)
    return topic.name if topic else name
