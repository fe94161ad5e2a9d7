"""Rules asked one by one: whatever one of them does, all others are heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from psr_report.checks.rule import Desk, Rule
from psr_report.errors import INTERNAL, Place, Problem, ReportError, Severity
from psr_report.read.newsroom import Folder, Newsroom, Story


class Desks:
    """The desk of a month, and for a rule that needs what a file lost, a desk without that file."""

    def __init__(self, room: Newsroom, folder: Folder, now: datetime) -> None:
        stories = {**folder.stories, **folder.partial}
        if folder.partial:
            stories = dict(sorted(stories.items(), key=lambda one: f"{one[0]}.yaml"))
        self.whole = _with(Desk(room, folder, now), stories)
        self._damaged = {slug: story.dropped for slug, story in stories.items() if story.dropped}
        self._without: dict[frozenset[str], Desk] = {frozenset(): self.whole}

    def of(self, rule: Rule) -> Desk | None:
        """Return the desk that a rule may look at; None when it would be wrong about every story."""
        if rule.needs & (self.whole.room.damaged | self.whole.folder.dropped):
            return None
        left_out = frozenset(slug for slug, dropped in self._damaged.items() if dropped & rule.needs)
        if left_out not in self._without:
            stories = self.whole.folder.stories.items()
            kept = {slug: story for slug, story in stories if slug not in left_out}
            self._without[left_out] = _with(self.whole, kept)
        return self._without[left_out]


def _with(desk: Desk, stories: Mapping[str, Story]) -> Desk:
    """Return a desk on which the month has these stories, wherever a rule looks for them."""
    folder = replace(desk.folder, stories=stories)
    room = replace(desk.room, folders={**desk.room.folders, folder.month: folder})
    return replace(desk, room=room, folder=folder)


def answers(rule: Rule, desks: Desks) -> Iterator[Problem]:
    """Yield what a rule objects to; where it breaks, a problem of the program's own and its other answers."""
    desk = desks.of(rule)
    if desk is None:
        return
    if rule.of_issue is not None:
        yield from _guarded(rule, partial(rule.of_issue, desk), desk.folder.document.file)
    if rule.of_story is not None:
        for story in desk.folder.stories.values():
            yield from _guarded(rule, partial(rule.of_story, story, desk), story.document.file)


def _guarded(rule: Rule, ask: Callable[[], Iterator[Problem]], file: str) -> Iterator[Problem]:
    try:
        yield from ask()
    except ReportError:
        raise
    except Exception as error:
        yield Problem(
            INTERNAL,
            Severity.ERROR,
            Place(file),
            f"the rule {rule.name} broke: {type(error).__name__}: {error}",
            "this is a fault of psr-report, not of the text; report it with the file",
            broke=rule.name,
        )


def reasons(room: Newsroom, folder: Folder) -> Mapping[str, Mapping[str, str]]:
    """Return what each file sets aside, those of earlier months too: by the file, the reason by the rule."""
    found = {
        story.document.file: story.article.ignore
        for each in (*room.folders.values(), folder)
        for story in each.stories.values()
    }
    return {**found, folder.document.file: folder.plan.ignore}


def set_aside(problem: Problem, reasons: Mapping[str, str]) -> Problem:
    """Return a problem as an information with its reason, if there is one for its rule."""
    reason = reasons.get(problem.rule)
    if reason is None:
        return problem
    return replace(problem, severity=Severity.INFO, hint=f"set aside: {reason}", fix=None, aside=reason)
