"""A newsroom read and asked by the rules: what `check` reports, and what `build` goes on from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from psr_report import checks
from psr_report.errors import Problem, Severity, in_order
from psr_report.read.newsroom import Folder, Known, Newsroom, newsroom


@dataclass(frozen=True, slots=True)
class Checked:
    """A story of the month: its file, its slug, whether it was read, and the rules that were not asked of it.

    A story that was read in part is not readable, but most rules looked at what there is of it.
    """

    file: str
    slug: str
    is_readable: bool
    unasked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that is to be said of an issue, and what it was said of.

    ``problems`` are those of reading and those of ``rules``, by place. ``lists`` are the files beside the
    stories; ``texts`` holds what stands in a file, by its name as the problems show it.
    """

    month: str
    problems: tuple[Problem, ...]
    stories: tuple[Checked, ...]
    lists: tuple[str, ...]
    rules: tuple[str, ...]
    newsroom: Newsroom = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)

    def count(self, severity: Severity) -> int:
        """Return how many problems weigh so; what a reason sets aside weighs nothing."""
        return sum(one.severity is severity and one.aside is None for one in self.problems)


def inspect(
    folder: Path,
    month: str,
    now: datetime | None = None,
    rules: Collection[str] | None = None,
    tell: Callable[[Newsroom], None] = lambda room: None,
    texts: Mapping[str, str] = MappingProxyType({}),
    known: Known | None = None,
) -> Inspection:
    """Return what there is to say of the issue of ``month`` in the newsroom in ``folder``.

    ``rules`` are the house rules to ask, all without it; what reading objects to is always told. ``tell``
    hears of the newsroom when it is read, before the rules are asked. ``texts`` are looked at in place of the
    files of these names; ``known`` keeps what was read for the next month asked about. Nothing in the content
    raises.
    """
    reading = newsroom(folder, month, texts, known)
    room = reading.newsroom
    tell(room)
    found = checks.run(room, month, now, rules)
    one = room.folders.get(month)
    return Inspection(
        month,
        tuple(in_order([*reading.problems, *found])),
        tuple(_stories(room, one)) if one else (),
        tuple(document.file for document in (*room.documents.values(), *((one.document,) if one else ()))),
        tuple(name for name in checks.RULES if rules is None or name in rules),
        room,
        {document.file: document.text for document in room.files()},
    )


def _stories(room: Newsroom, folder: Folder) -> Iterator[Checked]:
    """Yield the stories of a month in the order of their files."""
    for slug in sorted({*folder.stories, *folder.unreadable}, key=lambda one: f"{one}.yaml"):
        story = folder.stories.get(slug) or folder.partial.get(slug)
        file = story.document.file if story else folder.unreadable[slug].file
        lost = (story.dropped if story else frozenset()) | folder.dropped | room.damaged
        unasked = {name for name, rule in checks.RULES.items() if story is None or rule.needs & lost}
        unasked |= set() if room.is_whole else {"ignore-unused"}
        yield Checked(file, slug, slug in folder.stories, frozenset(unasked))
