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

from psr_report.checks.passages import charts_of
from psr_report.checks.rule import Desk
from psr_report.drawings import MixedPeriods, faults
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each fault of a chart, at the chart."""
    for path, asked in charts_of(story):
        if any(name not in story.article.figures for name in asked.figures):
            continue  # an unknown name was reported at its place when the story was read
        if asked.vega is not None and asked.vega not in desk.room.specs:
            continue  # so was a file that cannot be used
        for fault in faults(story.article, asked, desk.room.specs):
            if not isinstance(fault, MixedPeriods):
                place = story.place(*path, "kind" if asked.vega is None else "vega")
                yield Problem("chart-data", Severity.ERROR, place, str(fault), fault.hint)
