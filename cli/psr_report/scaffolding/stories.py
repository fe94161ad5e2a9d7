"""What a new story has to fit: the newsroom's topics and people, the stories and the plan of its month."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from psr_report.errors import ContentError, UsageError
from psr_report.lists import Person, Topic
from psr_report.plan import IssuePlan
from psr_report.read.discovery import from_here, shown
from psr_report.read.newsroom import newsroom
from psr_report.read.text import hidden_in
from psr_report.read.tree import Document, nearest
from psr_report.scaffolding import signer, slugs
from psr_report.settings import Rules
from psr_report.shapes import MAX_LINE, MAX_SLUG, as_line, slugified, unused

_LOST = "\ufffd"  # what stands for a letter that was lost on the way


@dataclass(frozen=True, slots=True)
class Setting:
    """What a new story of ``month`` has to fit. ``plan`` is what ``document``, its issue.yaml, says.

    ``is_begun`` says whether the month has a file already.
    """

    newsroom: Path
    month: str
    topics: Mapping[str, Topic]
    people: Mapping[str, Person]
    plan: IssuePlan
    document: Document
    is_begun: bool
    rules: Rules

    @property
    def folder(self) -> Path:
        """Where the story goes, as a person in the current folder would type it."""
        return from_here(self.newsroom / self.month)


def setting(folder: Path, month: str) -> Setting:
    """Return the setting of a month of the newsroom in ``folder``, which need not have it yet.

    Raises ContentError or UsageError when it has no topic that a story could have.
    """
    reading = newsroom(folder, month)
    room = reading.newsroom
    if not room.topics.topics:
        wrong = [one for one in reading.problems if one.place.file == shown(folder / "topics.yaml")]
        if wrong:
            raise ContentError(wrong)
        hint = "a story needs one: write `topics: {batteries: {name: Batteries}}` into topics.yaml"
        raise UsageError("this newsroom has no topics", hint)
    has = room.folders.get(month)
    plan, document = (has.plan, has.document) if has else (IssuePlan(), Document("issue.yaml"))
    rules = room.report.rules
    return Setting(folder, month, room.topics.topics, room.people, plan, document, has is not None, rules)


def headline(typed: str) -> str:
    """Return a headline as one line; raises UsageError for one that no story can have."""
    line = as_line(typed)
    if hidden_in(line) is not None or _LOST in line:
        raise UsageError(
            "the headline holds a character that a reader cannot see",
            "type it again; such characters often come with text copied from elsewhere",
        )
    if not line:
        raise UsageError("the headline is empty", 'say what the story finds: "Cells become cheaper"')
    if len(line) > MAX_LINE:
        raise UsageError(f"the headline has {len(line)} characters; the limit is {MAX_LINE}", "shorten it")
    return line


def topic(where: Setting, asked: str | None) -> str | None:
    """Return a topic by the name that articles use, found by its printed name too; None if none is asked."""
    if asked is None:
        return None
    word = as_line(asked).casefold()
    for name, one in where.topics.items():
        if word in (name.casefold(), one.name.casefold()):
            return name
    hint = nearest(asked, list(where.topics)) or f"the topics are {', '.join(where.topics)}"
    raise UsageError(f'"{asked[:60]}" is not a topic of this newsroom', hint)


def signed(where: Setting, asked: str | None) -> str | None:
    """Return who signs, by the name in people.yaml: who is asked for, else whoever is at work if known.

    Somebody asked for is found by the printed name too. Raises UsageError for one that people.yaml lacks.
    """
    if asked is None:
        return signer.of(where.people, signer.address(where.newsroom))
    word = as_line(asked).casefold()
    for key, one in where.people.items():
        if word in (key, one.name.casefold(), *(each.casefold() for each in one.aliases)):
            return key
    known = ", ".join(where.people) or "nobody: add somebody to it"
    hint = nearest(asked, list(where.people)) or f"people.yaml has {known}"
    raise UsageError(f'"{asked[:60]}" is not in people.yaml', hint)


def path(where: Setting, words: str, asked: str | None = None) -> Path:
    """Return where the story goes: a file that is not there, named by ``asked`` or by its headline ``words``.

    Raises UsageError when there is such a file, or when nothing can be a name.
    """
    slug = _asked(asked) if asked is not None else slugs.slug(words)
    if not slug:
        raise UsageError(
            "no name for the file can be made of this headline", "give it one: --slug cells-become-cheaper"
        )
    made = where.folder / f"{slug}.yaml"
    if slug == "issue":
        raise UsageError("issue.yaml is the plan of the month", "give the story another name with --slug")
    if os.path.lexists(made):
        stem = slug[: MAX_SLUG - 4].rstrip("-")
        free = unused(stem, lambda name: os.path.lexists(where.folder / f"{name}.yaml"))
        hint = f"open it, or give the new story another name: --slug {free}"
        raise UsageError(f"{shown(made)} is there already", hint)
    return made


def day(where: Setting, today: date) -> date:
    """Return the day of a new story until somebody says better: today, or the day the issue closed before.

    Without a closing date that is the last day of its month.
    """
    return min(today, where.plan.closes.last) if where.plan.closes else min(today, _end(where.month))


def _asked(slug: str) -> str:
    typed = slug.strip().removesuffix(".yaml")
    if typed != slugified(typed) or not typed:
        better = slugified(typed)
        hint = f"names are small letters, digits and single hyphens{f': --slug {better}' if better else ''}"
        raise UsageError(f'"{slug[:MAX_SLUG]}" cannot be the name of a story', hint)
    return typed


def _end(month: str) -> date:
    from psr_report.periods import parse_month

    return parse_month(month).last
