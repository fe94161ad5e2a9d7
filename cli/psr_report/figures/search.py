"""From a folder and a question to rows: read what is needed, leave out what is withheld, pick, convert."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from psr_report.errors import Problem, Severity
from psr_report.figures import asked as names
from psr_report.figures.asked import Asked, Picked
from psr_report.figures.rows import Row, in_one_unit, rows
from psr_report.numbering import number
from psr_report.quantities import Unit
from psr_report.read.newsroom import Newsroom, memory
from psr_report.selection import printed

_FEW = 6  # measures that a notice may list


@dataclass(frozen=True, slots=True)
class Found:
    """The rows, in order; what a person should know of them; what could not be read and is missing.

    ``is_history`` says that all rows are of one entity and one measure.
    """

    rows: tuple[Row, ...]
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_history(self) -> bool:
        """Whether the rows tell of one key alone."""
        keys = {row.entry.key for row in self.rows}
        return len(keys) == 1 and None not in keys


@dataclass(frozen=True, slots=True)
class _Book:
    room: Newsroom
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def find(
    folder: Path, asked: Asked, now: datetime, *, unit: Unit | None = None, drafts: bool = False
) -> Found:
    """Return the figures that are asked for, among all that the issues have printed by ``now``.

    Drafts are there with ``drafts``, what is under embargo never is. Only the months asked for are read,
    unless a name is not found there. Raises UsageError for a name that the whole ledger does not know.
    """

    @cache
    def whole() -> _Book:
        return _read(folder, None, now, drafts=drafts)

    book = _read(folder, asked.months, now, drafts=drafts) if asked.months else whole()
    found, notices = book.rows, []
    for option, values, pick in _filters(book.room, asked):
        picked = [_pick(found, option, value, pick, whole) for value in values]
        kept = {id(row) for one in picked for row in one.rows}
        found = tuple(row for row in found if id(row) in kept)
        aside = [name for one in picked for name in one.aside]
        if aside:
            notices.append(f"left aside: {_listed(aside)}; name one in full to see it")
    ordered = sorted(found, key=lambda row: row.order)
    if asked.of or asked.metric:
        notices += _several(ordered)
    if not ordered:
        notices.append("no figure fits all of this" if book.rows else "no issue has printed a figure yet")
    return Found(tuple(in_one_unit(ordered, unit)), tuple(notices), book.problems)


def _read(folder: Path, months: Sequence[str] | None, now: datetime, *, drafts: bool) -> _Book:
    reading = memory(folder, months)
    found: list[Row] = []
    for _, stories in printed(reading.newsroom, now, drafts=drafts):
        found += rows(stories, number(stories).numbers)
    errors = tuple(problem for problem in reading.problems if problem.severity is Severity.ERROR)
    return _Book(reading.newsroom, tuple(found), errors)


Pick = Callable[[Sequence[Row], str], Picked]


def _filters(room: Newsroom, asked: Asked) -> list[tuple[str, tuple[str, ...], Pick]]:
    """Return the filters in use with their values, the measure last: its best fit depends on the others."""
    every: list[tuple[str, tuple[str, ...], Pick]] = [
        ("kind", asked.kind, lambda rows, value: names.of_kinds(rows, {value})),
        ("topic", asked.topic, lambda rows, value: names.of_topics(rows, value, room.topics)),
        ("company", asked.company, lambda rows, value: names.of_companies(rows, value, room.companies)),
        ("of", asked.of, names.of_entities),
        ("metric", asked.metric, names.of_measures),
    ]
    return [one for one in every if one[1]]


def _pick(rows: Sequence[Row], option: str, value: str, pick: Pick, whole: Callable[[], _Book]) -> Picked:
    """Return what one value picks; nothing where only other rows of the ledger have it."""
    picked = pick(rows, value)
    if picked.rows or option == "kind":
        return picked
    book = whole()
    if not pick(book.rows, value).rows and not _is_listed(book.room, option, value):
        raise names.unknown(option, value, _known(book, option))
    return picked


def _is_listed(room: Newsroom, option: str, value: str) -> bool:
    """Return whether the newsroom's own lists have a name that no figure has yet."""
    asked = names.words(value)
    if option == "topic":
        spellings = [
            spelling for name, topic in room.topics.topics.items() for spelling in (name, topic.name)
        ]
    elif option == "company":
        spellings = [
            spelling
            for name, company in room.companies.items()
            for spelling in (name, company.name, *company.aliases)
        ]
    else:
        return False
    return asked in [names.words(spelling) for spelling in spellings]


def _known(book: _Book, option: str) -> list[str]:
    if option == "topic":
        return [*book.room.topics.topics, *(row.story.article.topic for row in book.rows)]
    if option == "company":
        return [*book.room.companies, *(name for row in book.rows for name in row.story.article.companies)]
    found = [row.figure.of if option == "of" else row.figure.metric for row in book.rows]
    return list({name.casefold(): name for name in found if name}.values())


def _several(ordered: Sequence[Row]) -> list[str]:
    """Return what to say when more than one key is left: a history needs one."""
    keys = {row.entry.key: f"{row.figure.of} · {row.figure.metric}" for row in ordered if row.entry.key}
    if len(keys) < 2:
        return []
    return [f"{len(keys)} measures fit: {_listed(list(keys.values()))}; name one for its history"]


def _listed(found: Sequence[str]) -> str:
    named = list(dict.fromkeys(found))
    more = f" and {len(named) - _FEW} more" if len(named) > _FEW else ""
    return "; ".join(named[:_FEW]) + more
