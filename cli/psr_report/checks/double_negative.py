"""A fall is said once: by a word or by a minus sign, not by both.

"Sales fell −8.5%" says that sales fell by less than nothing, so that they rose. Everybody understands what
is meant, and everybody sees the slip. The word stays and the minus goes.

Fails:

    summary: |
      Sales of the pack fell −8.5% in the first half of 2025, the desk reports.
    figures:
      fall: {label: fall in sales, value: 8.5%, kind: actual, period: H1 2025, as_of: 2025-10, source: desk}

Passes:

    summary: |
      Sales of the pack fell 8.5% in the first half of 2025, the desk reports.
    figures:
      fall: {label: fall in sales, value: 8.5%, kind: actual, period: H1 2025, as_of: 2025-10, source: desk}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from psr_report.checks.change_words import FALLING
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.quantities import units
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
FIXES = True

_FALLS_BY_LESS = re.compile(
    rf"(?<![\w-])(?P<word>{FALLING})"
    r"(?P<between>(?:\s{1,12}(?:by|of|some|about|around|roughly|nearly|almost|over|another|an?|further|sharply))"
    rf"{{0,4}}\s{{1,12}})(?P<minus>[−–-](?=(?:{units.prefixes()})?[0-9])|minus\s{{1,12}}(?=[0-9]))"
    rf"(?P<number>(?:{units.prefixes()})?[0-9][0-9.,]*)",
    re.IGNORECASE,
)
_ANOTHER_MINUS = re.compile(r"\s?[^\s\w]?\w{0,3}\s?(?:to|and|or|–)\s?[−–-][0-9]")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each fall in a story that has a minus sign as well."""
    for passage in desk.texts(story):
        yield from _problems(passage)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of issue.yaml."""
    for passage in desk.plan:
        yield from _problems(passage)


def _problems(passage: Passage) -> Iterator[Problem]:
    text = passage.unquoted
    for match in _FALLS_BY_LESS.finditer(text):
        start, end = match.span("minus")
        number = next((one for one in passage.own if one.start <= start < one.end), None)
        last = max(match.end(), number.end) if number is not None else match.end()
        typed, right = (" ".join(text[first:last].split()) for first in (start, end))
        word = " ".join(text[match.start() : start].split())
        message = f'"{word} {typed}" says the fall twice: by a word and by a minus sign'
        problem = passage.problem(
            "double-negative", SEVERITY, (start, last), message, f"write {word} {right}"
        )
        is_range = number is not None and number.quantity.is_range
        if is_range or _ANOTHER_MINUS.match(text, match.end()):
            yield replace(problem, hint="write both numbers without a minus sign")
        else:
            yield replace(problem, fix=passage.fix(start, end, ""))
