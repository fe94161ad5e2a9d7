"""A chart must be drawable: one unit, at most four series and twenty rows, and a value in every row.

A chart that cannot be drawn as asked is never drawn some other way. It is named at its place, with the
reason, before anything is rendered. Whether it mixes half years with full years is the affair of
period-mismatch. A table may have six columns, each with a unit of its own; a line may have gaps.

Fails:

    figures:
      pack: {label: stored by the pack, value: 81 kWh, kind: actual, as_of: 2025-09, source: desk}
      range: {label: on one charge, value: 460 km, kind: claim, cycle: WLTP, as_of: 2025-09, source: desk}
    chart:
      kind: bar
      title: The pack and how far it goes
      measure: Energy and range
      figures: [pack, range]

Passes:

    chart:
      kind: bar
      title: Two packs, one twice the other
      measure: Energy, kWh
      rows:
        - {pack: small, energy: 40 kWh}
        - {pack: large, energy: 81 kWh}
      source: desk

Silence it only for a chart that is not to be printed: the build refuses what it cannot draw.
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.checks.rule import Desk
from psr_report.drawings import MixedPeriods
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"figures", "chart", "charts", "sources"}


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each fault of a chart, at the chart."""
    for path, fault in desk.chart_faults[story.slug]:
        if not isinstance(fault, MixedPeriods):
            yield Problem("chart-data", Severity.ERROR, story.place(*path), str(fault), fault.hint)
