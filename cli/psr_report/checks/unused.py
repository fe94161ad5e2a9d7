"""What an analyst wrote should be printed: an article that no section lists is left out, and that is said."""

from __future__ import annotations

from collections.abc import Iterator

from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Folder, Newsroom


def check(room: Newsroom, folder: Folder) -> Iterator[Problem]:
    """Yield a warning for each story of the month that issue.yaml has sections for, but does not list."""
    if not folder.plan.sections:
        return
    listed = {slug for section in folder.plan.sections for slug in section.articles}
    for slug, story in folder.stories.items():
        if slug not in listed:
            message = "no section of issue.yaml lists this story; it is not printed"
            hint = f"add {slug} to a section's articles"
            yield Problem("unused", Severity.WARNING, story.place(), message, hint)
