"""What `ignore:` names must be a rule, and one that may be set aside.

A name that is misspelt silences nothing, and nobody notices until the reason is looked for in the report of
checks. What breaks reading, and what no reader could forgive, such as a character that no font can print,
cannot be set aside.

Fails:

    ignore: {unusd: the statement is the news itself}

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

from collections.abc import Iterator, Mapping

from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Folder, Story
from psr_report.read.tree import nearest

SEVERITY = Severity.WARNING
YIELDS = False


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each name under the plan's `ignore:` that silences nothing."""
    yield from _of(desk.folder, desk.folder.plan.ignore)


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each name under a story's `ignore:` that silences nothing."""
    yield from _of(story, story.article.ignore)


def _of(owner: Story | Folder, ignored: Mapping[str, str]) -> Iterator[Problem]:
    from psr_report.checks import EVERY, RULES  # which hold this rule too

    for name in ignored:
        rule = EVERY.get(name)
        if rule is not None and rule.can_be_set_aside:
            continue
        if rule is None:
            message = f'there is no rule "{name}"'
            hint = nearest(name, [each for each, one in RULES.items() if one.can_be_set_aside])
            hint = hint or "write the name that stands in brackets behind the problem, or delete this"
        else:
            message, hint = f"{name} cannot be set aside", "mend what it objects to, and delete this"
        place = owner.place("ignore", name, key=True)
        yield Problem("ignore-unknown", Severity.WARNING, place, message, hint, len(name))
