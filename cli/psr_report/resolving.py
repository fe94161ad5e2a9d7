"""A person's verdict on a forecast, written below the words that made it. The program never has one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from psr_report import forecasts, periods, quantities
from psr_report.errors import ContentError, ReportError, UsageError
from psr_report.forecasts import Made
from psr_report.insertion import Addition, Entry, InsertionError, added_lines, inserted
from psr_report.mended import Mended
from psr_report.model import Article, Result
from psr_report.periods import Period
from psr_report.quantities import Quantity
from psr_report.read import tree
from psr_report.read.newsroom import Newsroom, Story
from psr_report.read.text import hidden_in
from psr_report.read.typed import typed
from psr_report.shapes import MAX_SLUG, UNKNOWN, as_line, slugified, unused

_COMMAND = "psr-report forecasts resolve"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says became of a forecast, as typed.

    ``source`` is a source of the story by its name or publisher; with ``url`` a new one, by its publisher.
    """

    result: Result
    source: str
    date: date
    actual: str | None = None
    note: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The forecast, the file that made it and what it becomes."""

    made: Made
    path: Path
    mended: Mended


def find(stories: Iterable[Story], asked: str) -> Made:
    """Return the forecast that ``asked`` means: MONTH/SLUG/ID, SLUG/ID, or a story that has but one.

    In place of the ID its position in the story will do. Raises UsageError with the nearest names, or with
    all that are meant.
    """
    every = list(forecasts.every(stories))
    if not every:
        raise UsageError("no story of this newsroom has a forecast", "write one under `forecasts:`")
    name = asked.strip().strip("/")
    for names in (_by_id, _by_number, _by_story):
        meant = [made for made in every if name in names(made)]
        if len(meant) == 1:
            return meant[0]
        if meant:
            hint = f"say which: {', '.join(made.name for made in meant[:12])}"
            raise UsageError(f'"{asked[:100]}" means {len(meant)} forecasts', hint)
    known = [name for made in every for name in (*_by_id(made), *_by_story(made))]
    hint = tree.nearest(name, known) or f"{_COMMAND.removesuffix(' resolve')} lists them"
    raise UsageError(f'there is no forecast "{asked[:100]}"', hint)


def resolve(room: Newsroom, made: Made, verdict: Verdict, *, today: date, early: bool = False) -> Resolved:
    """Return the file with the verdict in it, nothing else changed.

    Raises UsageError for a verdict that cannot be, ContentError when the file has mistakes, ReportError when
    nothing can be put into it safely.
    """
    _refuse_hidden(verdict)
    _refuse_twice(made)
    _refuse_before(made, verdict.date)
    if not early:
        _refuse_early(made, today)
    actual = _actual(made, verdict.actual)
    name, source = _source(made, verdict)
    outcome: dict[str, Entry] = {"result": verdict.result}
    outcome |= {"actual": as_line(verdict.actual)} if actual and verdict.actual else {}
    outcome |= {"source": name, "date": verdict.date.isoformat()}
    outcome |= {"note": as_line(verdict.note)} if verdict.note and verdict.note.strip() else {}
    additions = [Addition(("forecasts", made.number), "outcome", outcome)]
    if source is not None:
        additions.append(Addition(("sources",), name, source))
    path = room.folder / made.story.month / f"{made.story.slug}.yaml"
    return Resolved(made, path, _mended(made, additions))


def _by_id(made: Made) -> tuple[str, ...]:
    return made.name, f"{made.story.slug}/{made.id}"


def _by_number(made: Made) -> tuple[str, ...]:
    place = f"{made.story.slug}/{made.number + 1}"
    return f"{made.story.month}/{place}", place


def _by_story(made: Made) -> tuple[str, ...]:
    return f"{made.story.month}/{made.story.slug}", made.story.slug


def _refuse_before(made: Made, day: date) -> None:
    month = periods.parse_month(made.story.month)
    if day < month.first:
        raise UsageError(
            f"--date {day} is before the issue of {periods.spoken(month)}, which makes the forecast",
            "give the day of the verdict, or leave it out for today",
        )


def _refuse_hidden(verdict: Verdict) -> None:
    for name in ("source", "actual", "note", "url", "title", "published"):
        if hidden_in(getattr(verdict, name) or "") is not None:
            raise UsageError(
                f"--{name} holds a character that a reader cannot see",
                "delete it; it often comes with text copied from elsewhere",
            )


def _refuse_twice(made: Made) -> None:
    outcome = made.forecast.outcome
    if outcome is not None:
        said = f"{outcome.result}, on {periods.short(outcome.date)}"
        raise UsageError(
            f"{made.name} is resolved already: {said}",
            f"an outcome that is wrong is mended by hand, at {made.place('outcome')}",
        )
    entry = tree.find(made.story.document.root, ("forecasts", made.number))
    if isinstance(entry, tree.Table) and "outcome" in entry.entries:
        raise UsageError(
            f"{made.name} has an `outcome:` with nothing behind it",
            f"delete it, at {made.place('outcome')}",
        )


def _refuse_early(made: Made, today: date) -> None:
    due = made.forecast.due
    if due is None:
        raise UsageError(
            f"{made.name} does not say when it is due", "--early resolves it all the same; better add `due:`"
        )
    if not forecasts.is_past(due, today):
        raise UsageError(
            f"{made.name} is not due before the end of {periods.short(due)}",
            "wait for it, or say --early if the outcome is certain",
        )


def _actual(made: Made, typed_value: str | None) -> Quantity | None:
    expected = made.forecast.value
    if not typed_value or not typed_value.strip():
        if expected is not None:
            raise UsageError(
                f"{made.name} expects {expected.text}; what came about is missing", "say it: --actual 22%"
            )
        return None
    try:
        actual = quantities.quantity(typed_value)
    except quantities.QuantityError as error:
        raise UsageError(f"--actual: {error.message}", error.hint) from None
    if expected is not None and not quantities.comparable(expected, actual):
        raise UsageError(
            f"{actual.text} cannot be held against the {expected.text} that was expected",
            "give the value in the unit of the forecast, or in one that can be converted to it",
        )
    return actual


def _source(made: Made, verdict: Verdict) -> tuple[str, dict[str, Entry] | None]:
    """Return the name of the source, and what is to be added under it when the story does not have it."""
    sources = made.story.article.sources
    asked = as_line(verdict.source)
    if not asked:
        raise UsageError("the outcome needs a source", f"--source takes one of {_listed(sources)}")
    publishers = {source.publisher.casefold(): name for name, source in sources.items()}
    known = asked if asked in sources else publishers.get(asked.casefold())
    if verdict.url is None:
        if known is None:
            near = tree.nearest(asked, list(sources))
            raise UsageError(
                f'"{asked[:100]}" is not among the sources of this story',
                f"{near or f'it has {_listed(sources)}.'} A new one needs its address too: "
                "--source PUBLISHER --url https://…, or --url unknown",
            )
        return known, None
    if asked in sources:
        raise UsageError(
            f'"{asked}" is a source of this story already', "leave --url out, or name another publisher"
        )
    name = slugified(asked)[: MAX_SLUG - 4].rstrip("-") or "outcome"
    return unused(name, sources.__contains__), _new_source(made, asked, verdict)


def _new_source(made: Made, publisher: str, verdict: Verdict) -> dict[str, Entry]:
    title = as_line(verdict.title or "") or _title(made)
    published = as_line(verdict.published or "") or UNKNOWN
    return {
        "publisher": publisher,
        "title": title,
        "url": (verdict.url or "").strip() or UNKNOWN,
        "published": published,
        "accessed": UNKNOWN,
    }


def _title(made: Made) -> str:
    """Return what the source gives, in plain words."""
    forecast = made.forecast
    if forecast.metric is None:
        return forecast.statement
    when: Period | None = forecast.due
    return f"{forecast.metric}, {periods.short(when)}" if when else forecast.metric


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _mended(made: Made, additions: Sequence[Addition]) -> Mended:
    document = made.story.document
    _, mistakes = tree.load(document.text.encode(), document.file)
    if mistakes:
        raise ContentError(mistakes)
    try:
        text = inserted(document, additions)
    except InsertionError:
        lines = " / ".join(added_lines(additions))
        raise ReportError(
            f"{made.place()}: nothing can be put in here without changing something else",
            f"write it by hand: {lines}",
        ) from None
    after, _ = tree.load(text.encode(), document.file)
    _, objections = typed(after, Article)
    if objections:
        raise UsageError("; ".join(each.message for each in objections), objections[0].hint)
    return Mended(document.file, document.text, text, 1)
