"""What `ignore:` sets aside must be there to be set aside.

A reason that outlives its problem hides the next one: the text is changed, the number is mended, and the day
somebody makes the same mistake again nobody hears of it. It is not asked for before the whole issue can be
read, nor for rules that `check` was told to leave out, nor for those that may object to a story when a later
issue is checked: forecast-due, forecast-frozen and correction-spread.

Fails:

    ignore: {unused: kept for the spring issue}

Passes:

    ignore: {unused: kept for the spring issue}
    # 2025-11/issue.yaml
    sections: [{name: Batteries, articles: [plant]}]
    # 2025-11/plant.yaml
    headline: A plant opens its doors
    summary: |
      The doors of a plant stand open, the desk reports.

It cannot be set aside: delete the line instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from psr_report.checks.rule import Rule
from psr_report.errors import INTERNAL, Problem, Severity
from psr_report.read.newsroom import Folder, Story

SEVERITY = Severity.WARNING
YIELDS = False


def idle(folder: Folder, asked: Collection[Rule], found: Sequence[Problem]) -> Iterator[Problem]:
    """Yield a warning for each entry of a file that set nothing aside, of the rules that were asked.

    ``found`` is what they objected to. When one of them broke, nobody knows what it would have set aside.
    """
    if any(problem.rule == INTERNAL for problem in found):
        return
    names = {rule.name for rule in asked if rule.can_be_set_aside and not rule.looks_back}
    used = {(problem.place.file, problem.rule) for problem in found if problem.aside is not None}
    owners: list[tuple[Story | Folder, Collection[str]]] = [(folder, folder.plan.ignore)]
    owners += [(story, story.article.ignore) for story in folder.stories.values()]
    for owner, ignored in owners:
        for name in ignored:
            if name in names and (owner.document.file, name) not in used:
                place = owner.place("ignore", name, key=True)
                message = f"nothing is set aside by this: {name} objects to nothing in this file"
                yield Problem("ignore-unused", Severity.WARNING, place, message, "delete it", len(name))
