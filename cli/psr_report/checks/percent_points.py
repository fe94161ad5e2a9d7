"""The gap between two shares is given in percentage points, never in percent.

A share that goes from 9.2% to 22% has gained 12.8 percentage points. In percent it has grown by 139%,
because percent counts from the share where it began. "Up 12.8%" says neither, and a reader who works it
out arrives at 10.4%. The rule looks at sentences that give both shares and what lies between them; where
the percentage is the change in percent after all, nothing is said.

Fails:

    summary: |
      The share of battery trucks rose from 9.2% in 2024 to 22% in 2025, up 12.8%, the desk reports.
    figures:
      before: {label: share in 2024, value: 9.2%, kind: actual, as_of: 2025-10, source: desk}
      now: {label: share in 2025, value: 22%, kind: actual, as_of: 2025-10, source: desk}

Passes:

    summary: |
      The share of battery trucks rose from 9.2% in 2024 to 22% in 2025, up 12.8 percentage points, the desk
      reports.
    figures:
      before: {label: share in 2024, value: 9.2%, kind: actual, as_of: 2025-10, source: desk}
      now: {label: share in 2025, value: 22%, kind: actual, as_of: 2025-10, source: desk}
      gain: {label: gained by 2025, value: 12.8 percentage points, kind: actual, as_of: 2025-10, source: desk}

Silence it only for a percentage that counts from something else, and say from what:

    ignore: {percent-points: the 12.8% are those of the sales in pieces}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report.checks.changes import Change, changes
from psr_report.checks.passages import Passage
from psr_report.checks.recomputed import is_gap_of_shares, percent, shown
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each gap between two shares that a story calls a percentage."""
    for passage in desk.texts(story):
        yield from _problems(passage)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of issue.yaml."""
    for passage in desk.plan:
        yield from _problems(passage)


def _problems(passage: Passage) -> Iterator[Problem]:
    for change in changes(passage):
        if is_gap_of_shares(change):
            yield _problem(passage, change)


def _problem(passage: Passage, change: Change) -> Problem:
    said = change.said
    number = re.sub(r"\s?(?:%|percent|per cent|pct)\Z", "", said.quantity.text.lstrip("+−–-"))
    point = "point" if number == "1" else "points"
    message = (
        f'"{said.quantity.text}" is the gap between two shares: from {change.before.text} to'
        f" {change.after.text} the change in percent is {shown(abs(percent(change)))}%"
    )
    hint = f"write {number} percentage {point}"
    return passage.problem("percent-points", SEVERITY, (said.start, said.end), message, hint)
