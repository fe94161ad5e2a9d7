"""A forecast whose date has passed has an outcome.

Readers are promised that forecasts are followed up. When the day that an issue speaks from (its publishing
date, else its closing date, else the end of its month) lies behind the date of a forecast, somebody looks up
what happened and says whether it came true. The program never does: `psr-report forecasts resolve` writes the
outcome that a person names below the forecast, in the issue that made it. The clock has no say in this rule:
`psr-report forecasts --due` asks it.

Fails:

    forecasts:
      - {statement: Electric share of new trucks, by: BMI, value: nearly 46%, due: 2025-10, source: desk}

Passes:

    forecasts:
      - statement: Electric share of new trucks
        by: BMI
        value: nearly 46%
        due: 2025-10
        source: desk
        outcome: {result: miss, actual: 22%, source: desk, date: 2025-11-03}
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report import forecasts, horizon, periods
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.selection import selection

SEVERITY = Severity.WARNING
NEEDS = {"forecasts", "closes", "publishes"}
LOOKS_BACK = True


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a warning at each forecast, of earlier issues too, that this one has to tell the outcome of."""
    chosen = selection(desk.room, desk.folder.month, desk.now, drafts=True)
    newest_first = sorted(chosen.earlier, key=lambda story: story.month, reverse=True)
    day = horizon.day(desk.folder)
    for each in forecasts.standing((*chosen.stories, *newest_first), lambda recorded: True):
        made, due = each.made, each.made.forecast.due
        if each.status(day) != "due" or due is None:
            continue
        expected = "--actual … " if made.forecast.value else ""
        command = f"psr-report forecasts resolve {made.name} {expected}--source … --outcome hit|miss|partial"
        whose = f"by {made.by} " if made.by else ""
        message = f"the forecast {whose}for {periods.short(due)} is past its date and has no outcome"
        yield Problem("forecast-due", SEVERITY, made.place("due"), message, f"look it up, then {command}")
