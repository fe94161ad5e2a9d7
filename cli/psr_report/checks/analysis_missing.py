"""Every story carries a signed note, or says why there is none.

The note is what subscribers pay for. A story without one may be meant so, or somebody may have forgotten
it; only the analyst knows which. `none:` with a few words settles the question, for the editor today and
for whoever opens the file in a year. A draft may wait for its note: there it is a warning.

Fails:

    headline: A maker shows a pack
    topic: batteries
    summary: |
      A maker has shown a pack, the desk reports.
    analysis:

Passes, with a note:

    analysis:
      by: [ada]
      text: |
        A pack on a stand is not a pack in a car.

Passes, without one:

    analysis: {none: the analyst saw no need to comment}

There is no need to silence it: `none:` is the way to say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"analysis"}


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem at the head of a story that says nothing of an analysis."""
    if story.article.analysis is not None:
        return
    is_draft = story.article.status == "draft"
    yield Problem(
        "analysis-missing",
        Severity.WARNING if is_draft else SEVERITY,
        story.place("analysis", key=True),
        "this story has no note, and does not say why",
        "write one under `analysis:` with `by:` and `text:`, or say `analysis: {none: why there is none}`",
    )
