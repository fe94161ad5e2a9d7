"""A figure that was printed before has the same value now, or says which figure it supersedes.

Readers keep old issues. If an earlier one gave US$63 per kWh for a month and this one gives US$68 for the
same month, one of the two is wrong, and the reader has to be told which. Compared are figures with the same
`of:`, `metric:` and `period:`, at the same battery level and on the same test cycle, beyond rounding. A
forecast is held only against one of the same forecaster, a claim only against one of the same claimant, and
neither against what was counted or estimated. Figures without a period are not compared.

Fails:

    summary: |
      Cells cost US$68 per kWh, the desk reports.
    figures:
      cells:
        {label: paid for cells, value: US$68/kWh, also: €58/kWh, kind: actual, level: cell, of: cells,
         metric: price, period: 2024, as_of: 2025-10, source: desk}
    # 2025-10/prices.yaml
    headline: What carmakers pay for cells
    figures:
      cells:
        {label: paid for cells, value: US$63/kWh, also: €54/kWh, kind: actual, level: cell, of: cells,
         metric: price, period: 2024, as_of: 2025-09, source: desk}

Passes:

    summary: |
      Cells cost US$68 (€58) per kWh, the desk reports.
    figures:
      cells:
        {label: paid for cells, value: US$68/kWh, also: €58/kWh, kind: actual, level: cell, of: cells,
         metric: price, period: 2024, as_of: 2025-10, source: desk,
         supersedes: 2025-10/prices/cells}
    # 2025-10/prices.yaml
    headline: What carmakers pay for cells
    figures:
      cells:
        {label: paid for cells, value: US$63/kWh, also: €54/kWh, kind: actual, level: cell, of: cells,
         metric: price, period: 2024, as_of: 2025-09, source: desk}

Where both values are to stand, let `metric:` say what sets them apart. Silence it where even that cannot be
said:

    ignore: {figure-changed: two copies of the source disagree and the text gives both}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from psr_report import quantities
from psr_report.attribution import short_name
from psr_report.checks.rule import Desk
from psr_report.checks.wording import amount
from psr_report.errors import Problem, Severity
from psr_report.ledger import Entry
from psr_report.model import Figure
from psr_report.quantities import Quantity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"figures", "sources", "status"}

Pair: TypeAlias = tuple[Quantity, Quantity]

# "by: not named by the source" says that somebody forecasts, but not who: two such are not the same.
_NAMELESS = re.compile(
    r"(?:not |un)(?:named|known|stated|given|specified|disclosed)|anonymous", re.IGNORECASE
)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each figure of the month that contradicts one printed before, at its value."""
    for entries in desk.ledger.values():
        if entries[-1].month == desk.folder.month:
            for measure in _measures(entries, desk):
                yield from _of_measure(measure, desk)


def _measures(entries: Sequence[Entry], desk: Desk) -> Iterator[list[Entry]]:
    """Yield the figures of one key that ought to have the same value, each time oldest first.

    Drafts of earlier months were never printed; those of this month come last, so that nothing that is
    ready is held against them.
    """
    ready, drafts = [], []
    for entry in entries:
        if _story(entry, desk).article.status == "ready":
            ready.append(entry)
        elif entry.month == desk.folder.month:
            drafts.append(entry)
    found: dict[object, list[Entry]] = {}
    for entry in [*ready, *drafts]:
        figure = entry.figure
        teller = _teller(entry, desk)
        if figure.period is not None and teller is not None:
            found.setdefault((figure.period, figure.level, figure.cycle, teller), []).append(entry)
    yield from found.values()


def _teller(entry: Entry, desk: Desk) -> tuple[str, ...] | None:
    """Return whose word a forecast or a claim is; the same for all else, and None where nobody knows."""
    figure = entry.figure
    if figure.kind not in ("forecast", "claim"):
        return ("counted or estimated",)
    source = _story(entry, desk).article.sources.get(figure.source or "")
    publisher = short_name(source.publisher).casefold() if source else ""
    if not figure.by:
        return (figure.kind, publisher) if publisher else None
    if _NAMELESS.match(figure.by):
        return (figure.kind, publisher, "nameless") if publisher else None
    return figure.kind, short_name(figure.by).casefold()


def _of_measure(entries: Sequence[Entry], desk: Desk) -> Iterator[Problem]:
    """Yield the contradictions among figures that ought to be the same; the newest printed one counts."""
    names = {_name(entry): entry for entry in entries}
    known: list[Entry] = []
    for entry in entries:
        if names.get(entry.figure.supersedes or "", entry) is not entry:
            known = [other for other in known if other.month == entry.month]
        if entry.month == desk.folder.month:
            yield from _problem(entry, known, desk)
        known.append(entry)


def _problem(entry: Entry, known: Sequence[Entry], desk: Desk) -> Iterator[Problem]:
    """Yield the problem that a figure differs from the newest one of another story that compares with it."""
    for other in reversed(known):
        is_same_story = (other.month, other.slug) == (entry.month, entry.slug)
        pairs = [] if is_same_story else list(_pairs(entry.figure, other.figure))
        if pairs:
            if not any(quantities.agree(one, two) for one, two in pairs):
                yield _contradiction(entry, other, pairs[0], desk)
            return


def _pairs(one: Figure, other: Figure) -> Iterator[Pair]:
    """Yield the values of two figures that can be held against each other, the main ones first."""
    for mine in (one.value, one.also):
        for theirs in (other.value, other.also):
            if mine is not None and theirs is not None and quantities.comparable(mine, theirs):
                yield mine, theirs


def _contradiction(entry: Entry, other: Entry, pair: Pair, desk: Desk) -> Problem:
    figure = entry.figure
    now, then = map(amount, pair)
    is_here = other.month == entry.month
    where = f"the story {other.slug} (figure {other.id})" if is_here else _name(other)
    what = f"{figure.of}, {figure.metric}, {figure.period}"
    message = f"{entry.slug} (figure {entry.id}) says {now}, but {where} says {then}: {what}"
    if is_here:
        hint = "correct the one that is wrong, or let `metric:` say what sets the two apart"
    else:
        hint = f"add `supersedes: {_name(other)}` if this value replaces it, or correct the number"
    place = _story(entry, desk).place("figures", entry.id, "value")
    return Problem("figure-changed", Severity.ERROR, place, message, hint, len(figure.value.text))


def _name(entry: Entry) -> str:
    """Return what `supersedes:` calls a figure."""
    return f"{entry.month}/{entry.slug}/{entry.id}"


def _story(entry: Entry, desk: Desk) -> Story:
    folder = desk.folder if entry.month == desk.folder.month else desk.room.folders[entry.month]
    return folder.stories[entry.slug]
