"""One row of bars or one line never mixes half-year and full-year figures.

A share of the first half of 2025 and a share of the whole of 2026 are different measures. Side by side as
bars, or joined by a line, they show a trend that nobody measured. Labelled dots that are not joined may
stand in one chart.

Fails:

    figures:
      half: {label: electric share, value: 22%, kind: actual, period: H1 2025, as_of: 2025-10, source: desk}
      year: {label: electric share, value: 60%, kind: forecast, period: 2026, as_of: 2025-10, source: desk}
    chart:
      kind: bar
      title: The electric share goes up
      measure: Electric share of new trucks, percent
      figures: [half, year]

Passes:

    figures:
      half: {label: electric share, value: 22%, kind: actual, period: H1 2025, as_of: 2025-10, source: desk}
      year: {label: electric share, value: 60%, kind: forecast, period: 2026, as_of: 2025-10, source: desk}
    chart:
      kind: dots
      title: The electric share goes up
      measure: Electric share of new trucks, percent; half years and full years
      figures: [half, year]
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.checks.rule import Desk
from psr_report.drawings import MixedPeriods
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"figures", "chart", "charts"}


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each chart that mixes periods of different length, at the chart."""
    for path, fault in desk.chart_faults[story.slug]:
        if isinstance(fault, MixedPeriods):
            yield Problem("period-mismatch", Severity.ERROR, story.place(*path), str(fault), fault.hint)
