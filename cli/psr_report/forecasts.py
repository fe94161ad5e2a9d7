"""The forecasts of all issues: what each is called, where it stands, and how its forecaster has fared.

Nothing is resolved here: an outcome is what a person wrote under ``outcome:``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

from psr_report import ledger
from psr_report.attribution import credited, short_name
from psr_report.errors import Place
from psr_report.model import Forecast, Outcome, Result
from psr_report.periods import Period
from psr_report.read.newsroom import Story
from psr_report.shapes import slugified, unused

Status: TypeAlias = Literal["open", "due"] | Result

ENOUGH = 10  # resolved forecasts from which on a rate says something
UNNAMED = "not named by the source"


@dataclass(frozen=True, slots=True)
class Made:
    """A forecast where it was made. ``id`` is its name in the story, ``number`` its position, from 0."""

    story: Story
    number: int
    id: str

    @property
    def forecast(self) -> Forecast:
        """What the story says."""
        return self.story.article.forecasts[self.number]

    @property
    def name(self) -> str:
        """The name that no other forecast has: 2025-12/china-trucks/bmi-2025."""
        return f"{self.story.month}/{self.story.slug}/{self.id}"

    @property
    def by(self) -> str | None:
        """The forecaster: the one named, else the source's publisher."""
        return credited(self.forecast.by, self.story.article.sources.get(self.forecast.source or ""))

    @property
    def about(self) -> tuple[Hashable, ...]:
        """What is expected, by whom and for when; equal for two values that somebody expected of the same."""
        forecast = self.forecast
        measure = ledger.key(forecast.of, forecast.metric) or forecast.statement.casefold()
        return measure, (self.by or "").casefold(), forecast.due

    def place(self, *path: str) -> Place:
        """Return where a key of the forecast stands."""
        return self.story.place("forecasts", self.number, *path)


@dataclass(frozen=True, slots=True)
class Standing:
    """A forecast and what is known of it. ``judged`` is the entry that the outcome stands under."""

    made: Made
    judged: Made | None
    is_revised: bool  # somebody newer says another value of the same forecaster for the same

    @property
    def outcome(self) -> Outcome | None:
        """What became of it, as far as it is known."""
        return self.judged.forecast.outcome if self.judged else None

    def status(self, day: date) -> Status:
        """Return where the forecast stands on a day."""
        return (
            self.outcome.result if self.outcome else "due" if is_past(self.made.forecast.due, day) else "open"
        )


@dataclass(frozen=True, slots=True)
class Score:
    """How the forecasts of one forecaster stand, in numbers."""

    by: str
    open: int
    due: int
    hit: int
    partial: int
    miss: int

    @property
    def resolved(self) -> int:
        """How many have an outcome."""
        return self.hit + self.partial + self.miss

    @property
    def percent(self) -> int | None:
        """The share of hits among the resolved, halves away from zero; None while they are too few."""
        if self.resolved < ENOUGH:
            return None
        return int((Decimal(self.hit * 100) / self.resolved).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def rate(self) -> str:
        """The share of hits in words: "60% hit", or why there is none."""
        if not self.resolved:
            return "none resolved yet"
        if self.percent is None:
            return f"too few for a rate ({self.resolved} of {ENOUGH})"
        return f"{self.percent}% hit"


def of_story(story: Story) -> tuple[Made, ...]:
    """Return a story's forecasts, each under its own ``id:`` or one made of forecaster and due date."""
    taken = {forecast.id for forecast in story.article.forecasts if forecast.id}
    found = []
    for number, forecast in enumerate(story.article.forecasts):
        name = forecast.id or unused(_derived(Made(story, number, "")), taken.__contains__)
        taken.add(name)
        found.append(Made(story, number, name))
    return tuple(found)


def every(stories: Iterable[Story]) -> Iterator[Made]:
    """Yield the forecasts of stories in their order."""
    for story in stories:
        yield from of_story(story)


def standing(stories: Sequence[Story], is_known: Callable[[date], bool]) -> list[Standing]:
    """Return where the forecasts of stories stand; of the same one told twice the first stands for both.

    The same is what has forecaster, measure, due date and value in common: one outcome is enough for it.
    Another value is another forecast. ``stories`` begin with the newest; ``is_known`` says whether an
    outcome recorded on a day is known.
    """
    groups: dict[Hashable, list[Made]] = {}
    for made in every(stories):
        value = made.forecast.value
        said = (value.low, value.high, value.unit, value.qualifier) if value else None
        groups.setdefault((made.about, said), []).append(made)
    newest: dict[Hashable, Made] = {}
    found = []
    for same in groups.values():
        judged = next((made for made in same if _is_judged(made, is_known)), None)
        is_revised = newest.setdefault(same[0].about, same[0]) is not same[0]
        found.append(Standing(same[0], judged, is_revised))
    return found


def is_past(due: Period | None, day: date) -> bool:
    """Return whether a forecast's date has passed on a day; one without a date is never due."""
    return due is not None and due.last < day


def scores(found: Iterable[Standing], day: date) -> list[Score]:
    """Return the score of each forecaster, those with most outcomes first, then by name."""
    names: dict[str, str] = {}
    counts: dict[str, dict[Status, int]] = {}
    for each in found:
        name = each.made.by or UNNAMED
        of_one = counts.setdefault(name.casefold(), {})
        names.setdefault(name.casefold(), name)
        status = each.status(day)
        of_one[status] = of_one.get(status, 0) + 1
    made = [
        Score(names[key], *(of_one.get(status, 0) for status in ("open", "due", "hit", "partial", "miss")))
        for key, of_one in counts.items()
    ]
    return sorted(made, key=lambda score: (-score.resolved, score.by.casefold()))


def _is_judged(made: Made, is_known: Callable[[date], bool]) -> bool:
    outcome = made.forecast.outcome
    return outcome is not None and is_known(outcome.date.last)


def _derived(made: Made) -> str:
    due = made.forecast.due
    name = slugified(f"{short_name(made.by or '')} {due.text if due else ''}")
    return name or slugified(made.forecast.statement) or "forecast"
