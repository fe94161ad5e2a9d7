"""What a house rule is, and what it may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import ModuleType
from typing import TypeAlias

from psr_report import ledger
from psr_report.charts import ChartError
from psr_report.checks import passages
from psr_report.checks.names import Names
from psr_report.checks.passages import Passage
from psr_report.drawings import faults
from psr_report.errors import Problem, Severity
from psr_report.lists import Company, Person
from psr_report.read.newsroom import Folder, Newsroom, Story
from psr_report.settings import Rules


@dataclass(frozen=True)
class Desk:
    """What lies before the rules: the newsroom, the month to check, and the instant of the check.

    The month's ``stories`` are those that could be read, and what could be kept of the others.
    """

    room: Newsroom
    folder: Folder
    now: datetime

    @property
    def options(self) -> Rules:
        """The rules' options, from report.yaml."""
        return self.room.report.rules

    @cached_property
    def plan(self) -> tuple[Passage, ...]:
        """The texts that issue.yaml adds to the stories."""
        return tuple(passages.of_plan(self.folder))

    @cached_property
    def _by_story(self) -> Mapping[str, tuple[Passage, ...]]:
        return {slug: tuple(passages.of_story(story)) for slug, story in self.folder.stories.items()}

    def texts(self, story: Story) -> tuple[Passage, ...]:
        """Return the printed texts of one of the month's stories, in the order they are read."""
        return self._by_story[story.slug]

    @cached_property
    def names(self) -> Names:
        """The companies and people of the newsroom, by the names that are printed."""
        companies = (name for one in self.room.companies.values() for name in (one.name, one.native_name))
        people = (one.name for one in self.room.people.values())
        return Names(name for name in (*companies, *people) if name)

    @cached_property
    def makers(self) -> Names:
        """The companies and people that may say something, the publisher among them, by every spelling."""
        room = self.room
        every: list[Company | Person] = [*room.companies.values(), *room.people.values()]
        return Names([room.report.publisher, *(name for one in every for name in (one.name, *one.aliases))])

    @cached_property
    def chart_faults(self) -> Mapping[str, Sequence[tuple[passages.Path, ChartError]]]:
        """What keeps the charts of each story from being drawn, each with where it stands.

        A chart that names an unknown figure or a file that cannot be used is left out: that was reported when
        the story was read.
        """
        return {
            slug: [
                ((*path, "kind" if asked.vega is None else "vega"), fault)
                for path, asked in passages.charts_of(story)
                if all(name in story.article.figures for name in asked.figures)
                and (asked.vega is None or asked.vega in self.room.specs)
                for fault in faults(story.article, asked, self.room.specs)
            ]
            for slug, story in self.folder.stories.items()
        }

    @cached_property
    def earlier(self) -> tuple[Story, ...]:
        """The stories of the months before this one, newest month first."""
        before = sorted((month for month in self.room.folders if month < self.folder.month), reverse=True)
        return tuple(story for month in before for story in self.room.folders[month].stories.values())

    @cached_property
    def remembered(self) -> tuple[Story, ...]:
        """The earlier stories that `duplicate_story_issues` still reaches back to, newest month first."""
        before = sorted((month for month in self.room.folders if month < self.folder.month), reverse=True)
        months = set(before[: self.options.duplicate_story_issues])
        return tuple(story for story in self.earlier if story.month in months)

    @cached_property
    def told(self) -> tuple[tuple[Story, tuple[Passage, ...]], ...]:
        """The remembered stories, oldest month first, and then the month's as printed, with their texts."""
        sections = self.folder.plan.sections
        printed = dict.fromkeys(slug for section in sections for slug in section.articles)
        month = [self.folder.stories[slug] for slug in printed if slug in self.folder.stories]
        month += [story for slug, story in self.folder.stories.items() if slug not in printed]
        before = sorted(self.remembered, key=lambda story: story.month)
        return (
            *((story, tuple(passages.of_story(story))) for story in before),
            *((story, self.texts(story)) for story in month),
        )

    @cached_property
    def ledger(self) -> Mapping[tuple[str, str], Sequence[ledger.Entry]]:
        """The figures of earlier months and of this one by entity and measure, oldest first."""
        found: dict[tuple[str, str], list[ledger.Entry]] = {}
        for entry in ledger.entries([*reversed(self.earlier), *self.folder.stories.values()]):
            if entry.key is not None:
                found.setdefault(entry.key, []).append(entry)
        return found


OfStory: TypeAlias = Callable[[Story, Desk], Iterator[Problem]]
OfIssue: TypeAlias = Callable[[Desk], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One house rule: its name, its page, what it weighs, and the functions that look.

    ``of_story`` is asked for each story of the month, ``of_issue`` once. A rule that has neither is found
    while the files are read; its module holds the page alone.

    ``needs`` names what the rule would object to right things without: keys of an article or of issue.yaml,
    and the newsroom's lists by the names of their files. It is not asked about a story in which such a key
    lost something while it was read, and not at all when issue.yaml or such a list lost something.
    """

    name: str
    severity: Severity
    page: str
    of_story: OfStory | None = None
    of_issue: OfIssue | None = None
    fixes: bool = False
    yields: bool = True  # whether a story may set it aside
    needs: frozenset[str] = frozenset()
    looks_back: bool = False  # whether it may object to a story only when a later issue is checked

    @classmethod
    def of(cls, module: ModuleType) -> Rule:
        """Return the rule that a module holds; the module's name is the rule's."""
        return cls(
            name=module.__name__.rpartition(".")[2].replace("_", "-"),
            severity=module.SEVERITY,
            page=module.__doc__ or "",
            of_story=getattr(module, "of_story", None),
            of_issue=getattr(module, "of_issue", None),
            fixes=getattr(module, "FIXES", False),
            yields=getattr(module, "YIELDS", True),
            needs=frozenset(getattr(module, "NEEDS", ())),
            looks_back=getattr(module, "LOOKS_BACK", False),
        )

    @property
    def can_be_set_aside(self) -> bool:
        """Whether `ignore:` may name it: what is found while the files are read cannot be set aside."""
        return self.yields and (self.of_story is not None or self.of_issue is not None)
