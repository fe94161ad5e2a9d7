"""What an issue forecast when it was published, and whether its YAML still says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from psr_report import forecasts, periods
from psr_report.errors import ContentError, Place, Problem, Severity
from psr_report.forecasts import Made
from psr_report.lock import LOCK, Frozen, Published
from psr_report.model import Correction
from psr_report.read.months import spoken
from psr_report.read.newsroom import Folder, Newsroom, Story

WORDS = ("statement", "by", "value", "due")
"""The keys of a forecast that freeze when its issue is published."""

_ALIKE = 0.6  # of two statements, from which on one is taken for the other rewritten
_HEAD = """\
# What the issue of {issue} forecast, in the words that were published. psr-report writes this file;
# keep it under version control and leave it as it is. `psr-report explain forecast-frozen` says more.
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """A published forecast that reads otherwise now: ``now`` is None when it is gone, ``keys`` say where."""

    number: int  # among the forecasts of the lock
    was: Frozen
    now: Made | None
    keys: tuple[str, ...]


def frozen(made: Made) -> Frozen:
    """Return the words of a forecast that freeze with its publication."""
    forecast = made.forecast
    value, due = forecast.value, forecast.due
    return Frozen.model_construct(
        article=made.story.slug,
        id=made.id,
        statement=forecast.statement,
        by=made.by,
        value=" ".join(value.text.split()) if value else None,
        due=due.text if due else None,
    )


def changed(lock: Published, stories: Mapping[str, Story]) -> Iterator[Changed]:
    """Yield what a published issue forecast and its YAML says otherwise now, as far as no correction says so.

    ``stories`` are those of the month. Forecasts are found again by their words, then by their names, then by
    likeness: where one stands in its story is of no matter.
    """
    for number, was, made in _paired(lock, list(forecasts.every(stories.values()))):
        story = stories.get(was.article)
        corrections = story.article.corrections if story else ()
        if made is None:
            if all(each.was != was.statement for each in corrections):
                yield Changed(number, was, None, ())
            continue
        now = frozen(made)
        keys = tuple(key for key in WORDS if not _is_right(was, now, key, corrections))
        if keys:
            yield Changed(number, was, made, keys)


def extended(lock: Published | None, made: Sequence[Made], published: periods.Period) -> Published:
    """Return the lock with the forecasts it does not hold yet; what it holds stays as it is."""
    if lock is None:
        return Published.model_construct(published=published, forecasts=tuple(map(frozen, made)))
    known = {(found.story.slug, found.number) for _, _, found in _paired(lock, made) if found}
    new = [each for each in made if (each.story.slug, each.number) not in known]
    return lock.model_copy(update={"forecasts": (*lock.forecasts, *map(frozen, new))})


@dataclass(frozen=True, slots=True)
class Record:
    """The lock of an issue as it has to be written: file, text before and after, how many are new."""

    path: Path
    before: str | None
    after: str
    new: int


def record(room: Newsroom, month: str, stories: Iterable[Story]) -> Record | None:
    """Return what has to be written to keep the words of an issue's stories; None when nothing has to.

    Raises ContentError when the lock that is there cannot be read: it must not be lost.
    """
    folder = room.folders[month]
    lock = folder.published
    if lock is None and folder.lock is not None:
        raise ContentError([_unreadable(folder)])
    made = list(forecasts.every(stories))
    grown = extended(lock, made, folder.plan.publishes or periods.parse(month))
    new = len(grown.forecasts) - (len(lock.forecasts) if lock else 0)
    if not new:
        return None
    before = folder.lock.text if folder.lock else None
    return Record(room.folder / month / LOCK, before, text(grown, month), new)


def _unreadable(folder: Folder) -> Problem:
    assert folder.lock is not None
    message = "what was published cannot be read here"
    return Problem(
        "forecast-frozen", Severity.ERROR, Place(folder.lock.file), message, "bring the file back as it was"
    )


def text(lock: Published, month: str) -> str:
    """Return the file that keeps the forecasts of the issue of ``month``."""
    import yaml

    entries = [
        {name: value for name, value in each.model_dump().items() if value is not None}
        for each in lock.forecasts
    ]
    held = {"published": lock.published.text, "forecasts": entries}
    return _HEAD.format(issue=spoken(month)) + yaml.safe_dump(
        held, allow_unicode=True, sort_keys=False, width=1000
    )


def is_out(publishes: periods.Period | None, month: str, today: date) -> bool:
    """Return whether an issue's publishing date has come; without one it is the first of its month."""
    return (publishes or periods.parse(month)).first <= today


def _paired(lock: Published, there: Sequence[Made]) -> Iterator[tuple[int, Frozen, Made | None]]:
    """Yield each published forecast with what it has become."""
    left = list(there)
    found: dict[int, Made] = {}
    for is_it in (_says_the_same, _has_its_name, _is_alike):
        for number, was in enumerate(lock.forecasts):
            if number not in found and (made := next((made for made in left if is_it(was, made)), None)):
                found[number] = made
                left.remove(made)
    for number, was in enumerate(lock.forecasts):
        yield number, was, found.get(number)


def _says_the_same(was: Frozen, made: Made) -> bool:
    now = frozen(made)
    return was.article == now.article and all(getattr(was, key) == getattr(now, key) for key in WORDS)


def _has_its_name(was: Frozen, made: Made) -> bool:
    return (was.article, was.id) == (made.story.slug, made.id)


def _is_alike(was: Frozen, made: Made) -> bool:
    if was.article != made.story.slug:
        return False
    likeness = SequenceMatcher(None, was.statement.casefold(), made.forecast.statement.casefold()).ratio()
    return likeness >= _ALIKE


def _is_right(was: Frozen, now: Frozen, key: str, corrections: Sequence[Correction]) -> bool:
    """Return whether a word of a forecast is as published, or as a correction of the story says it is now."""
    before, after = getattr(was, key), getattr(now, key)
    return before == after or any((each.was, each.now) == (before, after) for each in corrections)
