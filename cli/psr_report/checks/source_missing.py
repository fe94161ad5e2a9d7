"""Every source names its publisher and its web address, or says that nobody knows the address.

A reader who doubts a number looks it up. An address that is simply left out may have been forgotten;
`unknown` says that somebody has looked for it. A story without any source is refused when it is read, and so
is a source without a publisher.

Fails:

    sources:
      desk: {publisher: Desk, title: notes on packs, published: 2025-09}

Passes:

    sources:
      desk: {publisher: Desk, title: notes on packs, url: https://example.org/packs, published: 2025-09}

Passes, where the address is not known:

    sources:
      desk: {publisher: Desk, title: notes on packs, url: unknown, published: 2025-09}

There is no need to silence it: `url: unknown` is always accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"sources"}


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each source that says nothing of its address, at the source."""
    for name, source in story.article.sources.items():
        if "url" not in source.model_fields_set:
            place = story.place("sources", name, key=True)
            message = f'the source "{name}" has no address'
            hint = "add `url:` with its web address, or `url: unknown` if nobody knows it"
            yield Problem("source-missing", Severity.ERROR, place, message, hint, len(name))
