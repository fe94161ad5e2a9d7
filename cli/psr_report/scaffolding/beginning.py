"""A new issue or article of a newsroom: where it goes, what it says, what a person should know."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from psr_report import quantities
from psr_report.errors import UsageError
from psr_report.insertion import InsertionError, Item, inserted
from psr_report.mended import Mended
from psr_report.read import months
from psr_report.read.discovery import from_here, shown
from psr_report.read.newsroom import newsroom
from psr_report.scaffolding import article as articles
from psr_report.scaffolding import issue as issues
from psr_report.scaffolding import stories


@dataclass(frozen=True, slots=True)
class Begun:
    """A new file with its text; ``plan`` is how the month's issue.yaml changes with it, where it does.

    ``section`` is the one that lists the story then.
    """

    path: Path
    text: str
    notices: tuple[str, ...] = ()
    plan: Mended | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person says of a new article, as typed."""

    headline: str
    topic: str | None = None
    slug: str | None = None
    by: str | None = None


def issue(folder: Path, month: str) -> Begun:
    """Return the plan of a new issue of the newsroom in ``folder``; raises UsageError when there is one."""
    path = from_here(folder / month / "issue.yaml")
    if os.path.lexists(path):
        hint = f'psr-report new article {month} "Headline" adds a story to it'
        raise UsageError(f"the issue of {months.spoken(month)} is there already: {shown(path)}", hint)
    room = newsroom(folder, _last(folder, month)).newsroom
    return Begun(path, issues.text(issues.planned(room.folders, month, list(room.people))))


def article(folder: Path, month: str, asked: Asked, today: date) -> Begun:
    """Return a new article for the issue of ``month``, which need not be there.

    Raises UsageError when it cannot be what is asked for, or when its file is there already.
    """
    where = stories.setting(folder, month)
    headline = stories.headline(asked.headline)
    draft = articles.Draft(
        headline,
        list(where.topics),
        stories.day(where, today).isoformat(),
        topic=stories.topic(where, asked.topic),
        signer=stories.signed(where, asked.by),
        candidates=_numbers(headline),
        people=list(where.people),
    )
    return begun(where, draft, asked.slug)


def begun(where: stories.Setting, draft: articles.Draft, slug: str | None = None) -> Begun:
    """Return the file of a draft, listed in the section of its topic where the issue has sections."""
    path = stories.path(where, draft.headline, slug)
    made = Begun(path, articles.text(draft))
    if not where.is_begun:
        notice = f"{where.month} is a new month; psr-report new issue {where.month} adds its plan"
        return replace(made, notices=(notice,))
    return _listed(where, made, draft) if where.plan.sections else made


def _listed(where: stories.Setting, made: Begun, draft: articles.Draft) -> Begun:
    """Return the same with the story in the section that has the name of its topic; else with what to do."""
    document, slug = where.document, made.path.stem
    names = [section.name for section in where.plan.sections]
    topic = where.topics[draft.topic].name if draft.topic else None
    if topic in names:
        item = Item(("sections", names.index(topic), "articles"), slug)
        try:
            after = inserted(document, [item])
        except InsertionError:
            pass
        else:
            plan = Mended(document.file, document.text, after, 1)
            return replace(made, plan=plan, section=topic)
    notice = f"add {slug} to a section in {document.file}, or it is not printed; there is {', '.join(names)}"
    return replace(made, notices=(notice,))


def _numbers(headline: str) -> list[articles.Candidate]:
    """Return the numbers of a headline: each will have to be a figure of the story."""
    found = quantities.find(headline)
    return [
        articles.Candidate(f"number-{at}" if at > 1 else "number", headline[each.start : each.end])
        for at, each in enumerate(found, 1)
    ]


def _last(folder: Path, month: str) -> str:
    """Return the last month there is: the plans after the new one count as well, for its number."""
    return max([month, *months.available(folder)])
