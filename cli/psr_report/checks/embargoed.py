"""A story under embargo is printed nowhere before its moment has come.

Until then it is withheld from every output, and from the metadata, the index and the feeds as well, so that
not even its headline can be found. An editor who checks the month is told which stories these are. A build
goes on without them; with `--release` it stops instead, with exit code 4, because an issue that goes out to
readers should not lack a story by chance.

Fails (as an information):

    embargo: 2026-01-08T09:00+07:00

Passes, since the moment is over:

    embargo: 2025-11-28T09:00+07:00

It cannot be silenced. Wait, or delete the line when the embargo has been lifted.
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.INFO
YIELDS = False


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield an information for a story whose moment lies ahead, at the moment."""
    embargo = story.article.embargo
    if embargo is None or embargo <= desk.now:
        return
    yield Problem(
        "embargoed",
        SEVERITY,
        story.place("embargo"),
        f"under embargo until {embargo.isoformat(' ', 'minutes')}: withheld from every output, the metadata, "
        "the index and the feeds",
        "build again when the moment has come; with --release a build stops until then",
    )
