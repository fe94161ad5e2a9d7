"""Nobody types the end mark or the sign-off: both are added when the issue is made.

A story closes with the publisher's mark and, below a signed note, the line that says who the author is.
Typed into the text as well, they would be printed twice, and a title that changes would stay wrong in every
old file. The publisher's letters inside a sentence are no end mark.

Fails:

    summary: |
      A maker has shown a pack, the desk reports. END

Fails, with the sign-off:

    analysis:
      by: [ada]
      text: |
        A pack on a stand is not a pack in a car.

        *Ada Sample is Editor at Sample House*

Passes:

    summary: |
      A maker has shown a pack, the desk reports.
    analysis:
      by: [ada]
      text: |
        A pack on a stand is not a pack in a car.

Silence it where the letters end the text for another reason:

    ignore: {typed-mark: the last word is the name of a standard}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Fix, Problem, Severity
from psr_report.read.newsroom import Newsroom, Story

SEVERITY = Severity.WARNING
NEEDS = {"people.yaml", "report.yaml"}
FIXES = True

_SIGNED = frozenset({"summary", "analysis"})


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for an end mark and for a sign-off typed at the end of a text, at their words."""
    mark, sign_off = _mark(desk.room.report.end_mark), _sign_off(_people(desk.room))
    for passage in desk.texts(story):
        if passage.role not in _SIGNED:
            continue
        end = len(passage.text)
        if sign_off is not None:
            for match in sign_off.finditer(passage.text):
                yield _problem(passage, match.span(1), "the sign-off is added by the tool, below the note")
                if not passage.text[match.end() :].strip():
                    end = match.start(1)
        if mark is not None and (last := mark.search(passage.text, 0, end)):
            said = desk.room.report.end_mark
            yield _problem(passage, last.span(1), f'the end mark "{said}" is added by the tool')


def _problem(passage: Passage, span: tuple[int, int], message: str) -> Problem:
    found = passage.problem("typed-mark", SEVERITY, span, message, "delete it here")
    fix = _without(passage, span)
    return Problem(found.rule, found.severity, found.place, message, found.hint, found.width, fix)


def _without(passage: Passage, span: tuple[int, int]) -> Fix | None:
    """Return the change that deletes the words and the blanks and line breaks before them.

    None where nothing would be left, and where the words run over a line that YAML folds.
    """
    start, end = span
    fix = passage.fix(start, end, "")
    if fix is None or not passage.text[:start].strip():
        return None
    typed = passage.owner.document.text
    first = len(typed[: fix.start].rstrip())
    return Fix(fix.file, first, fix.end, "")


@lru_cache(maxsize=4)
def _mark(end_mark: str) -> re.Pattern[str] | None:
    """Return what finds the end mark as the last word, behind a whole sentence or on a line of its own."""
    if not end_mark.strip():
        return None
    letters = re.escape(end_mark.strip())
    before = r"(?:(?<=[.!?…”’\"')\]*_])[ \t]+\n?[ \t]*|(?<=[.!?…”’\"')\]*_])\n[ \t]*|\n[ \t]*\n[ \t]*|\A\s*)"
    return re.compile(rf"{before}([*_]{{0,3}}{letters}[*_]{{0,3}}\.?)\s*\Z")


def _people(room: Newsroom) -> tuple[tuple[str, str], ...]:
    ends = [room.report.publisher, room.report.end_mark]
    found = []
    for person in room.people.values():
        places = dict.fromkeys(one for one in (person.organisation, *ends) if one.strip())
        found += [(name, place) for name in (person.name, *person.aliases) for place in places]
    return tuple(found)


@lru_cache(maxsize=4)
def _sign_off(people: tuple[tuple[str, str], ...]) -> re.Pattern[str] | None:
    """Return what finds a line such as *Ada Sample is Editor at Sample House*, a sentence of its own."""
    if not people:
        return None
    names = "|".join(sorted({_loosely(name) for name, _ in people}, key=len, reverse=True))
    places = "|".join(sorted({_loosely(place) for _, place in people}, key=len, reverse=True))
    said = r"[^.!?;:*_\n]{2,120}(?:\n[^.!?;:*_\n]{0,120})?"
    who, where = rf"[*_]{{0,3}}(?:{names})[*_]{{0,3}}", rf"(?:{places})[*_]{{0,3}}\.?[*_]{{0,3}}"
    line = rf"{who}\s+is\s{said}\s(?:at|of|with)\s+{where}"
    before = r"(?:\A\s*|\n[ \t]*\n[ \t]*|\n[ \t]*(?=[*_])|(?<=[.!?…”’\"')*_])\s+)"
    return re.compile(rf"{before}({line})(?=\s*\Z|[ \t]*\n[ \t]*\n)")


def _loosely(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
