"""A value that was corrected in one story is corrected in all others that used it.

Readers who meet the old value in another issue do not know that it was withdrawn. The same figure is one with
the same entity, measure and period (`of:`, `metric:`, `period:`), one that `supersedes:` names, or one of a
story that `follows:` the corrected one. Which figure a correction speaks of it says with `figure:`; without
that, it is the figure of the story that has the new value.

Fails:

    # 2025-10/first.yaml
    headline: Cells weigh on a pack
    summary: |
      Of what a pack costs, cells take 65%.
    figures:
      a:
        label: share of the cell in the price of a pack
        value: 65%
        kind: actual
        of: cells
        metric: share of the pack
        period: 2025-09
        as_of: 2025-10
        source: desk
    # 2025-11/story.yaml
    headline: What is left for a case
    summary: |
      After the cells with their 63%, the case comes next, says the desk.
    figures:
      b:
        label: share of the cell in the price of a pack
        value: 63%
        kind: actual
        of: cells
        metric: share of the pack
        period: 2025-09
        as_of: 2025-10
        source: desk
    corrections:
      - {date: 2025-11-12, was: 65%, now: 63%, reason: The source corrected its table., figure: b}

Passes:

    # 2025-10/first.yaml
    headline: Cells weigh on a pack
    summary: |
      Of what a pack costs, cells take 63%.
    figures:
      a:
        label: share of the cell in the price of a pack
        value: 63%
        kind: actual
        of: cells
        metric: share of the pack
        period: 2025-09
        as_of: 2025-10
        source: desk
    corrections:
      - {date: 2025-11-12, was: 65%, now: 63%, reason: The source corrected its table., figure: a}
    # 2025-11/story.yaml
    headline: What is left for a case
    summary: |
      After the cells with their 63%, the case comes next, says the desk.
    figures:
      b:
        label: share of the cell in the price of a pack
        value: 63%
        kind: actual
        of: cells
        metric: share of the pack
        period: 2025-09
        as_of: 2025-10
        source: desk
    corrections:
      - {date: 2025-11-12, was: 65%, now: 63%, reason: The source corrected its table., figure: b}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psr_report import ledger, periods, quantities
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.ledger import Entry
from psr_report.model import Correction
from psr_report.quantities import Quantity
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
NEEDS = {"figures", "corrections"}
LOOKS_BACK = True


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a warning at each figure that has a value which another story has corrected, naming both."""
    stories = {
        (story.month, story.slug): story
        for folder in desk.room.folders.values()
        for story in folder.stories.values()
    }
    entries = ledger.entries(stories.values())
    for story in stories.values():
        for number, correction in enumerate(story.article.corrections):
            for entry in _left_behind(story, correction, entries, stories):
                there = story.place("corrections", number, "was")
                day = periods.short(correction.date)
                value = entry.figure.value.text
                message = (
                    f"{entry.month}/{entry.slug}/{entry.id} still says {value}, which {story.month}/"
                    f"{story.slug} corrected to {correction.now} on {day} ({there})"
                )
                hint = f"correct it too, with an entry under `corrections:` that says `figure: {entry.id}`"
                place = stories[entry.month, entry.slug].place("figures", entry.id, "value")
                yield Problem("correction-spread", SEVERITY, place, message, hint)


def _left_behind(
    story: Story, correction: Correction, entries: Sequence[Entry], stories: dict[tuple[str, str], Story]
) -> Iterator[Entry]:
    """Yield the figures of other stories that still have the value which was corrected."""
    before, after = _values(correction.was), _values(correction.now)
    own = [entry for entry in entries if (entry.month, entry.slug) == (story.month, story.slug)]
    if correction.figure is not None:
        own = [entry for entry in own if entry.id == correction.figure]
    else:
        own = [entry for entry in own if quantities.contains(after, entry.figure.value)]
    for entry in entries:
        other = stories[entry.month, entry.slug]
        if other is story or not _is_old(entry.figure.value, before, after):
            continue
        if any(_is_same(entry, one) or _follows(other, story) for one in own):
            yield entry


def _values(text: str) -> list[Quantity]:
    try:
        return [quantities.quantity(text)]
    except quantities.QuantityError:
        return [found.quantity for found in quantities.find(text)]


def _is_old(value: Quantity, before: Sequence[Quantity], after: Sequence[Quantity]) -> bool:
    """Return whether a value is the old one; where old and new are near each other, to the last digit."""
    exact = any((one.low, one.high, one.unit) == (value.low, value.high, value.unit) for one in before)
    return exact or (quantities.contains(before, value) and not quantities.contains(after, value))


def _is_same(one: Entry, other: Entry) -> bool:
    names = {f"{each.month}/{each.slug}/{each.id}" for each in (one, other)}
    if names & {one.figure.supersedes, other.figure.supersedes}:
        return True
    return one.key is not None and all(
        mine is None or theirs is None or mine == theirs
        for mine, theirs in (
            (one.key, other.key or ()),
            (one.figure.period, other.figure.period),
            (one.figure.level, other.figure.level),
            (one.figure.cycle, other.figure.cycle),
        )
    )


def _follows(one: Story, other: Story) -> bool:
    return one.article.follows == f"{other.month}/{other.slug}" or other.article.follows == (
        f"{one.month}/{one.slug}"
    )
