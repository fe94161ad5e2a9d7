"""Every source says when it was published, or that nobody knows.

A price of last spring and one of last week look alike on paper. The date of the source tells them apart;
where the source itself gives none, `unknown` tells the reader so. When a source was read (`accessed:`) may
be left out.

Fails:

    sources:
      desk: {publisher: Desk, title: notes on packs, url: https://example.org/packs}

Passes:

    sources:
      desk: {publisher: Desk, title: notes on packs, url: https://example.org/packs, published: 2025-09-30}

Passes, where the source has no date:

    sources:
      desk: {publisher: Desk, title: notes on packs, url: https://example.org/packs, published: unknown}

There is no need to silence it: `published: unknown` is always accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
NEEDS = {"sources"}


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each source that says nothing of its date, at the source."""
    for name, source in story.article.sources.items():
        if "published" not in source.model_fields_set:
            place = story.place("sources", name, key=True)
            message = f'the source "{name}" has no date'
            hint = "add `published:` with its date, such as 2025-10-16 or 2025-10, or `published: unknown`"
            yield Problem("source-undated", Severity.WARNING, place, message, hint, len(name))
