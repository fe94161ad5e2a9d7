"""An issue at a glance: a row for each story, what it still lacks, and what keeps the issue from readers.

The rules are those of ``check``; what keeps an issue back is what ``build --release`` refuses it for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from psr_report import mentions, withholding
from psr_report.counted import counted
from psr_report.errors import INTERNAL, Problem, Severity
from psr_report.formats.json_rows import dumped
from psr_report.inspection import Inspection, inspect
from psr_report.model import Article
from psr_report.read import months
from psr_report.read.newsroom import Folder, Known, Newsroom
from psr_report.read.tree import Document, Items, Scalar, find
from psr_report.selection import planned, selection

Reading = Literal["whole", "in part", "unreadable", "missing"]
Owing = Literal["signed", "none", "owed"]


@dataclass(frozen=True, slots=True)
class Note:
    """A story's analysis: signed or owed by people, by their printed names, or none for a reason."""

    state: Owing
    by: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A story of the month, or one that issue.yaml lists without there being a file.

    What is None is not known, because the file could not be read. ``section`` is None too where issue.yaml
    does not list the story. ``words`` are those of the headline, the summary, why it matters and the note.
    """

    slug: str
    file: str
    read: Reading
    section: str | None
    errors: int = 0
    warnings: int = 0
    headline: str | None = None
    words: int | None = None
    figures: int | None = None
    sources: int | None = None
    analysis: Note | None = None
    approval: Literal["draft", "ready"] | None = None
    embargo: datetime | None = None
    is_embargoed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Something that keeps an issue from being released, in words, and the names of what it is about."""

    what: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.what} ({', '.join(self.names)})" if self.names else self.what


@dataclass(frozen=True, slots=True)
class Month:
    """An issue: its stories in order, the problems of its other files, and what blocks it.

    ``files`` holds errors and warnings by the names of the files that are no stories. ``blocks`` is empty
    where nothing is in the way of ``build --release``.
    """

    month: str
    rows: tuple[Row, ...]
    files: Mapping[str, tuple[int, int]]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The month in words: November 2025."""
        return months.spoken(self.month)

    @property
    def errors(self) -> int:
        """All errors of the issue."""
        return sum(row.errors for row in self.rows) + sum(errors for errors, _ in self.files.values())

    @property
    def warnings(self) -> int:
        """All warnings of the issue."""
        return sum(row.warnings for row in self.rows) + sum(warned for _, warned in self.files.values())

    @property
    def owed(self) -> tuple[Row, ...]:
        """The stories whose analysis somebody still has to write."""
        return tuple(row for row in self.rows if row.analysis and row.analysis.state == "owed")


def every(folder: Path, asked: Iterable[str], now: datetime) -> list[Month]:
    """Return how the issues asked for stand at the instant ``now``; each file of a month is read once."""
    known: Known = {}
    return [of(folder, month, now, known) for month in asked]


def of(folder: Path, month: str, now: datetime, known: Known | None = None) -> Month:
    """Return how the issue of ``month`` stands at the instant ``now``; nothing in the content raises."""
    found = inspect(folder, month, now, known=known)
    counts = _counts(found.problems)
    places = _places(found.newsroom, found.newsroom.folders[month])
    rows = tuple(_row(found, slug, section, counts, now) for slug, section in places.items())
    stories = {row.file for row in rows}
    others = {file: each for file, each in sorted(counts.items()) if file not in stories}
    return Month(month, rows, others, tuple(_blocks(found, now)))


def _counts(problems: Iterable[Problem]) -> dict[str, tuple[int, int]]:
    """Return errors and warnings of each file that has some; what a reason sets aside is none."""
    found = Counter((one.place.file, one.severity) for one in problems if one.aside is None)
    counts = {file: (found[file, Severity.ERROR], found[file, Severity.WARNING]) for file, _ in found}
    return {file: each for file, each in counts.items() if any(each)}


def _places(room: Newsroom, folder: Folder) -> dict[str, str | None]:
    """Return the section of each story in the order of the issue, at the end those that are in none."""
    if folder.plan.sections:
        listed = [(slug, each.name) for each in folder.plan.sections for slug in each.articles]
    else:
        there = replace(folder, stories={**folder.stories, **folder.partial})
        listed = [(story.slug, name) for name, stories in planned(room, there) for story in stories]
    unlisted = dict.fromkeys(sorted({*folder.stories, *folder.unreadable} - {slug for slug, _ in listed}))
    return {**dict(listed), **unlisted}


def _row(
    found: Inspection, slug: str, section: str | None, counts: Mapping[str, tuple[int, int]], now: datetime
) -> Row:
    folder = found.newsroom.folders[found.month]
    file = next((one.file for one in found.stories if one.slug == slug), None)
    if file is None:
        beside = folder.document.file.removesuffix("issue.yaml")
        return Row(slug, f"{beside}{slug}.yaml", "missing", section)
    errors, warnings = counts.get(file, (0, 0))
    row = Row(slug, file, "unreadable", section, errors, warnings)
    story = folder.stories.get(slug) or folder.partial.get(slug)
    if story is None:
        return row
    article = story.article
    return replace(
        row,
        read="whole" if slug in folder.stories else "in part",
        headline=article.headline,
        words=_words(article),
        figures=len(article.figures),
        sources=len(article.sources),
        analysis=_note(found.newsroom, article, folder.unreadable.get(slug, story.document)),
        approval=article.status,
        embargo=article.embargo,
        is_embargoed=article.embargo is not None and article.embargo > now,
    )


def _words(article: Article) -> int:
    note = article.analysis.text if article.analysis else None
    texts = (article.headline, article.summary, article.why_it_matters, note)
    words = mentions.visible("\n".join(text for text in texts if text)).split()
    return sum(any(map(str.isalnum, word)) for word in words)


def _note(room: Newsroom, article: Article, typed: Document) -> Note:
    """Return who has signed a story's note, or who owes it: ``by:`` may stand there before the text does."""
    analysis = article.analysis
    if analysis is not None and analysis.none is not None:
        return Note("none", reason=analysis.none)
    if analysis is not None:
        return Note("signed", _names(room, analysis.by))
    if (reason := article.ignore.get("analysis-missing")) is not None:
        return Note("none", reason=reason)
    by = find(typed.root, ("analysis", "by"))
    given = by.items if isinstance(by, Items) else (by,)
    return Note("owed", _names(room, [one.value for one in given if isinstance(one, Scalar) and one.value]))


def _names(room: Newsroom, signers: Iterable[str]) -> tuple[str, ...]:
    return tuple(room.people[one].name if one in room.people else one for one in signers)


def _blocks(found: Inspection, now: datetime) -> Iterator[Block]:
    """Yield what keeps the issue from being released."""
    if any(one.rule == INTERNAL for one in found.problems):
        yield Block("a rule that broke")
    wrong = [one for one in found.problems if one.severity is Severity.ERROR and one.rule != INTERNAL]
    if wrong:
        slugs = {story.file: story.slug for story in found.stories}
        names = dict.fromkeys(slugs.get(one.place.file) or Path(one.place.file).name for one in wrong)
        yield Block(counted(len(wrong), "error"), tuple(names))
    chosen = selection(found.newsroom, found.month, now)
    if drafts := withholding.drafts(chosen):
        yield Block(counted(len(drafts), "draft"), tuple(story.slug for story in drafts))
    if early := withholding.embargoes(chosen):
        moments = tuple(f"{story.slug} until {withholding.until(story)}" for story in early)
        yield Block(counted(len(early), "embargo", plural="embargoes"), moments)
    if not (chosen.stories or wrong or drafts or early):
        yield Block("no story to print")


def as_json(found: Iterable[Month]) -> str:
    """Return the issues as JSON: an object for each in a list, with the names of ``Month`` and ``Row``."""
    held = [
        {
            "month": each.month,
            "stories": [_known(row) for row in each.rows],
            "files": [
                {"file": file, "errors": errors, "warnings": warnings}
                for file, (errors, warnings) in each.files.items()
            ],
            "errors": each.errors,
            "warnings": each.warnings,
            "is_blocked": bool(each.blocks),
            "blocks": list(map(str, each.blocks)),
        }
        for each in found
    ]
    return dumped(held)


def _known(row: Row) -> dict[str, Any]:
    embargo = row.embargo.isoformat() if row.embargo else None
    return {**asdict(row), "embargo": embargo}
