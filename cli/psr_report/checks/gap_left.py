"""What a new file leaves to a person is written before it is printed.

`psr-report new` marks each gap that only a person can fill with «write here …», in a text or in a comment
beside a value that has to be looked at. A mark that is left would be printed, or a value that nobody has
looked at. A draft may have gaps, there it is a warning; a story that is ready may not, and so it cannot be
released with one. A comment in the newsroom's lists is a warning as well. Lines that are comments as a
whole, such as figures that are only offered, are not asked.

Fails:

    summary: |
      «write here what happened»

Fails, because nobody has looked for the address:

    sources:
      desk:
        publisher: Desk
        title: notes on packs
        url: unknown  # «write here its web address, if it is known»
        published: 2025-09

Passes:

    summary: |
      A maker has shown a pack, the desk reports.

It cannot be silenced. Write what is asked for, and delete the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report import gaps
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story
from psr_report.read.text import place_of
from psr_report.read.tree import Document, scalars

SEVERITY = Severity.ERROR
YIELDS = False

_COMMENT = re.compile(r"(?:\A|\s)#[^\n]*\Z")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each gap in a story's file, at its mark; in a draft it is a warning."""
    severity = Severity.WARNING if story.article.status == "draft" else SEVERITY
    yield from _of_document(story.document, severity)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each gap in issue.yaml and in the lists of the newsroom, at its mark.

    A comment in a list asks to look at a name that stands there: a new newsroom builds before somebody does.
    """
    yield from _of_document(desk.folder.document, SEVERITY)
    for document in desk.room.documents.values():
        yield from _of_document(document, SEVERITY, in_comments=Severity.WARNING)


def _of_document(
    document: Document, severity: Severity, in_comments: Severity | None = None
) -> Iterator[Problem]:
    for start, end in gaps.marks(document.text):
        line = document.text[document.text.rfind("\n", 0, start) + 1 : start]
        if line.lstrip().startswith("#") and not _is_in_a_value(document, start):
            continue
        is_comment = _COMMENT.search(line) is not None
        way = "and delete the comment" if is_comment else "in place of the mark"
        weight = (in_comments if is_comment else None) or severity
        what = gaps.asked(document.text[start:end]) or "what is missing"
        place = place_of(document.text, start, document.file)
        yield Problem(
            "gap-left", weight, place, f"still to be written: {what}", f"write it {way}", end - start
        )


def _is_in_a_value(document: Document, index: int) -> bool:
    """Return whether a character stands in a value, as a heading of Markdown does, and not in a comment."""
    return any(one.start <= index < one.end for one in scalars(document.root))
