"""The tracker page: this issue's forecasts, the earlier ones still open, and what became of the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from psr_report import forecasts, horizon, ledger
from psr_report import issue as printed
from psr_report.attribution import credited
from psr_report.forecasts import Standing
from psr_report.read.months import spoken
from psr_report.read.newsroom import Newsroom, Story
from psr_report.selection import Selection


def standings(room: Newsroom, month: str, chosen: Selection) -> list[Standing]:
    """Return where the forecasts stand that this issue knows of: its own first, then the newest first."""
    newest_first = sorted(chosen.earlier, key=lambda story: story.month, reverse=True)
    return forecasts.standing(
        (*chosen.stories, *newest_first), lambda recorded: horizon.knows(room, month, recorded)
    )


def tracked(
    room: Newsroom, month: str, chosen: Selection, figures: Sequence[ledger.Entry]
) -> tuple[printed.TrackedForecast, ...]:
    """Return what the tracker of an issue prints: what is open or due, then a year's outcomes.

    A value that its forecaster has revised gives way to the newer one, unless it was resolved itself.
    """
    day = horizon.day(room.folders[month])
    told = {(story.month, story.slug): story for story in (*chosen.earlier, *chosen.stories)}
    known = standings(room, month, chosen)
    waiting = [each for each in known if each.outcome is None and not each.is_revised]
    resolved = [each for each in known if each.outcome and each.outcome.date.last >= _a_year_before(month)]
    resolved.sort(key=lambda each: each.outcome.date.last if each.outcome else day, reverse=True)
    return tuple(_tracked(each, month, day, figures, told) for each in (*waiting, *resolved))


def scorecard(room: Newsroom, month: str, chosen: Selection) -> tuple[printed.ForecasterScore, ...]:
    """Return the scores of the forecasters of whom at least one forecast is resolved."""
    known = standings(room, month, chosen)
    scores = forecasts.scores(known, horizon.day(room.folders[month]))
    return tuple(
        printed.ForecasterScore(score.by, score.resolved, score.hit, score.partial, score.miss, score.rate)
        for score in scores
        if score.resolved
    )


def _a_year_before(month: str) -> date:
    return date(int(month[:4]) - 1, int(month[5:]), 1)


def _tracked(
    each: Standing,
    month: str,
    day: date,
    figures: Sequence[ledger.Entry],
    told: dict[tuple[str, str], Story],
) -> printed.TrackedForecast:
    made, forecast = each.made, each.made.forecast
    last = ledger.last_known(figures, forecast.of, forecast.metric, month)
    return printed.TrackedForecast(
        statement=forecast.statement,
        by=made.by,
        value=forecast.value,
        due=forecast.due,
        last=_remembered(last, told[last.month, last.slug]) if last else None,
        last_issue=last.month if last and last.month != month else None,
        status=each.status(day),
        slug=made.story.slug,
        issue=spoken(made.story.month),
        is_new=made.story.month == month,
        metric=_opened(", ".join(filter(None, (forecast.of, forecast.metric)))) or None,
        confidence=forecast.confidence,
        outcome=_outcome(each),
    )


def _opened(words: str) -> str:
    return words[:1].upper() + words[1:]


def _outcome(each: Standing) -> printed.ForecastOutcome | None:
    judged, outcome = each.judged, each.outcome
    if judged is None or outcome is None:
        return None
    source = judged.story.article.sources.get(outcome.source)
    return printed.ForecastOutcome(
        actual=outcome.actual,
        publisher=credited(None, source) or outcome.source,
        url=source.url if source else None,
        date=outcome.date,
        note=outcome.note,
    )


def _remembered(entry: ledger.Entry, story: Story) -> printed.KeyFigure:
    """Return an entry of the ledger as a figure; as-of is the period it speaks of, where it says one."""
    figure = entry.figure
    return printed.KeyFigure(
        slug=entry.slug,
        id=entry.id,
        label=figure.label,
        value=figure.value,
        pair=figure.also,
        pair_is_converted=False,
        kind=figure.kind,
        by=credited(figure.by, story.article.sources.get(figure.source or "")),
        source=None,
        as_of=figure.period or figure.as_of,
    )
