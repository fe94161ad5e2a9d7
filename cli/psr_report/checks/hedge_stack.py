"""One hedge is enough: "could potentially" says the same twice.

A hedge tells readers how sure somebody is. Two of them tell that nobody is, and make the sentence longer.
Usually the verb alone says it.

Fails (as an information):

    summary: |
      The pack could potentially be lighter, the desk reports.

Passes:

    summary: |
      The pack could be lighter, the desk reports.

Silence it where both hedges are the source's own:

    ignore: {hedge-stack: the study puts it so, and the difference matters}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report.checks.passages import PROSE, Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.INFO

_ADVERBS = r"(?:potentially|possibly|perhaps|maybe|conceivably|probably|presumably)"
# In small letters, for May is a month; at the start of a sentence neither verb tells anything.
_STACKS = re.compile(
    rf"(?<!\w)(?:(?P<verb>could|may|might)\s+(?:(?:also|still|even|yet|well|then|now|be|have)\s+){{0,2}}"
    rf"(?:{_ADVERBS}|likely(?=\s+(?:be|have|to|[a-z]+)\b)|be\s+possible|be\s+able\s+to\s+{_ADVERBS})"
    rf"|(?:{_ADVERBS}|[Ll]ikely|P(?:ossibly|otentially|erhaps|robably))\s+(?P<late>could|may|might)"
    rf"|(?P<seems>(?:seems?|appears?)\s+(?:likely\s+)?to)\s+{_ADVERBS}"
    rf"|(?P<likely>(?:un)?likely\s+to)\s+{_ADVERBS})(?!\w)"
)


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield an information for each pile of hedges in a story, at its words."""
    for passage in desk.texts(story):
        yield from _problems(passage)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of the month's plan."""
    for passage in desk.plan:
        yield from _problems(passage)


def _problems(passage: Passage) -> Iterator[Problem]:
    if passage.role not in PROSE:
        return
    for match in _STACKS.finditer(passage.unquoted):
        said = " ".join(match[0].split())
        enough = next(part for part in match.groupdict().values() if part)
        message = f'"{said}" hedges twice'
        hint = f'write "{" ".join(enough.split())}" alone'
        yield passage.problem("hedge-stack", SEVERITY, match.span(), message, hint)
