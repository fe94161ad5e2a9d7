"""What an analyst wrote should be printed, and what is named should be used.

An article that no section lists is left out of the issue. A source that nothing refers to, beside others that
figures, charts, forecasts or quotations do refer to, is either forgotten or should be deleted. A figure that
neither the texts nor a chart nor the cover use is printed beside the story and explained nowhere. A picture
that no story shows only weighs.

Fails:

    summary: |
      The pack stores 81 kWh, the maker says.
    figures:
      pack: {label: stored by the pack, value: 81 kWh, kind: actual, as_of: 2025-09, source: desk}
    sources:
      desk: {publisher: Desk, title: notes, url: unknown, published: unknown}
      other: {publisher: Other, title: its report, url: unknown, published: unknown}

Passes:

    summary: |
      The pack stores 81 kWh, the maker says.
    figures:
      pack: {label: stored by the pack, value: 81 kWh, kind: actual, as_of: 2025-09, source: desk}
    sources:
      desk: {publisher: Desk, title: notes, url: unknown, published: unknown}

Silence it where the source is the news itself:

    ignore: {unused: the statement is the news itself; no figure is taken from it}
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = {"figures", "chart", "charts", "forecasts", "quotes", "sources", "summary", "sections", "cover"}


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each story of the month that issue.yaml has sections for, but does not list."""
    folder = desk.folder
    if not folder.plan.sections:
        return
    listed = {slug for section in folder.plan.sections for slug in section.articles}
    for slug, story in folder.stories.items():
        if slug not in listed:
            message = "no section of issue.yaml lists this story; it is not printed"
            hint = f"add {slug} to a section's articles"
            yield Problem("unused", Severity.WARNING, story.place(), message, hint)
