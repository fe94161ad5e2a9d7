"""A forecast names who makes it and when it can be checked.

A forecast is worth as much as the forecaster, and only a date allows to hold it against what happened.
The forecaster is named with `by:`, or is the publisher of the source. An entry under `forecasts:` says with
`due:` when it can be checked, a figure of the kind forecast with `period:`.

Fails:

    forecasts:
      - {statement: Cells become cheaper by a tenth, value: 10%}

Passes:

    forecasts:
      - {statement: Cells become cheaper by a tenth, by: BMI, value: 10%, due: 2030}

Passes, where the source does not name the forecaster:

    forecasts:
      - {statement: Cells become cheaper by a tenth, by: not named by the source, value: 10%, due: 2030}

Silence it where the source gives no date at all, and say so:

    ignore: {forecast-incomplete: the source gives no year for its forecast}
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.checks.rule import Desk
from psr_report.checks.wording import listed
from psr_report.errors import Place, Problem, Severity
from psr_report.model import Figure, Forecast
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"forecasts", "sources"}

_WHO = "add `by:` with its name, `source:` if the publisher forecasts, or `by: not named by the source`"


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each forecast that leaves something out, with all that it leaves out."""
    for name, figure in story.article.figures.items():
        if figure.kind == "forecast" and figure.period is None:
            when = ("period", "add `period:` with the time it speaks of: 2030, H1 2026")
        else:
            when = None
        if figure.kind == "forecast":
            place = story.place("figures", name, key=True)
            yield from _problem(f'the forecast "{name}"', figure, when, place, len(name))
    for number, forecast in enumerate(story.article.forecasts):
        due = ("due date", "add `due:` with the time when it can be checked: 2030, H1 2026, 2025-12-31")
        place = story.place("forecasts", number, "statement")
        when = due if forecast.due is None else None
        yield from _problem("this forecast", forecast, when, place, len(forecast.statement))


def _problem(
    what: str, forecast: Figure | Forecast, when: tuple[str, str] | None, place: Place, width: int
) -> Iterator[Problem]:
    missing = [] if forecast.by or forecast.source else [("forecaster", _WHO)]
    missing += [when] if when else []
    if missing:
        message = f"{what} has no {listed([name for name, _ in missing], 'and no')}"
        hint = "; ".join(how for _, how in missing)
        yield Problem("forecast-incomplete", Severity.ERROR, place, message, hint, width)
