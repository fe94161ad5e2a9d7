"""The YAML of a new issue: what follows from the issues before it, and what may be added."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from psr_report.periods import parse_month
from psr_report.plan import IssuePlan
from psr_report.read.months import spoken
from psr_report.read.newsroom import Folder

SCHEMA = "# yaml-language-server: $schema=../.schema/issue.json"

# Months from that of the issue, and the day: the end of the month before, and the fifth.
_USUAL = {"closes": (-1, 31), "publishes": (0, 5)}
_MAY_BE_ADDED = """\
# letter: |
#   The opening page: two or three short paragraphs, in Markdown.
# takeaways:                      # the issue in a minute: up to five sentences of at most 25 words
#   - {text: The finding in a sentence., article: name-of-the-story}
# watch:                          # dated events worth waiting for
#   - {date: 2026-01-06, text: What happens then., article: name-of-the-story}
# cover: {figure: name-of-the-story/name-of-the-figure}
# sections:                       # without them, topics come in their order and stories by date
#   - {name: In brief, articles: [name-of-the-story]}
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new issue begins with; None is not known. ``people`` are those who may answer for it."""

    month: str
    number: int | None = None
    closes: date | None = None
    publishes: date | None = None
    editor: str | None = None
    people: Sequence[str] = ()


def planned(folders: Mapping[str, Folder], month: str, people: Sequence[str] = ()) -> Plan:
    """Return what follows for the issue of ``month`` from the plans before it, the last that says it.

    A number is the last one and one more, unless a later issue has it; days stand as they do in the last
    issue that gives them, the end of a month staying the end.
    """
    before = [(each, folders[each].plan) for each in sorted(folders, reverse=True) if each < month]
    number = next((plan.number + 1 for _, plan in before if plan.number is not None), None)
    editor = next((plan.editor for _, plan in before if plan.editor in people), None)
    taken = {folder.plan.number for each, folder in folders.items() if each > month}
    return Plan(
        month,
        None if number in taken else number,
        _day_like("closes", before, month),
        _day_like("publishes", before, month),
        editor,
        tuple(people),
    )


def text(plan: Plan) -> str:
    """Return the file. It can be read as it stands, and passes every rule."""
    days = usual(plan.month)
    one = next(iter(plan.people), "a name from people.yaml")
    lines = [
        SCHEMA,
        f"# The plan of {spoken(plan.month)}. Every line may stay empty or go.",
        _line("number", plan.number, "its number, if issues have one"),
        _line("closes", plan.closes, "nothing later may be reported as having happened", days["closes"]),
        _line("publishes", plan.publishes, "the day it comes out", days["publishes"]),
        _line("editor", plan.editor, "who answers for it", one),
        "",
        "# Take away the “# ” before what this issue has.",
        _MAY_BE_ADDED,
    ]
    return "\n".join(lines)


def usual(month: str) -> dict[str, str]:
    """Return the days on which an issue may close and come out, by their keys: an example, not a plan."""
    return {key: _shifted(month, *each).isoformat() for key, each in _USUAL.items()}


def _line(key: str, value: object, about: str, example: str | None = None) -> str:
    if value is None:
        return f"{key + ':':<24}# {about}{f', such as {example}' if example else ''}"
    return f"{f'{key}: {value}':<24}# {about}"


def _day_like(key: str, before: Sequence[tuple[str, IssuePlan]], month: str) -> date | None:
    """Return the day of ``month`` that stands to it as the last one given stands to its own."""
    for its, plan in before:
        given = getattr(plan, key)
        if given is not None:
            day: date = given.first
            by = (day.year - int(its[:4])) * 12 + day.month - int(its[5:])
            is_end = day.day == calendar.monthrange(day.year, day.month)[1]
            return _shifted(month, by, 31 if is_end else day.day)
    return None


def _shifted(month: str, by: int, day: int) -> date:
    """Return a day of the month ``by`` months from another, at most its last."""
    first = parse_month(month).first
    year, number = divmod(first.year * 12 + first.month - 1 + by, 12)
    return date(year, number + 1, min(day, calendar.monthrange(year, number + 1)[1]))
