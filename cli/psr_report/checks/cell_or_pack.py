"""A battery price per kWh says whether it is paid for cells or for packs.

A pack holds cells, a housing, cooling and electronics, so the same battery has two prices per kWh. A reader
who takes one for the other is wrong by a good part of the price. Prices of electricity are left alone.

Fails:

    summary: |
      Batteries cost US$63 (€54) per kWh in September 2025, the desk reports.

Passes:

    summary: |
      Battery cells cost US$63 (€54) per kWh in September 2025, the desk reports.
    figures:
      cells:
        {label: paid for cells, value: US$63/kWh, also: €54/kWh, kind: actual, level: cell, as_of: 2025-09,
         source: desk}

Silence it where the source does not say:

    ignore: {cell-or-pack: the source does not say whether cells or packs are meant}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from psr_report.checks.nearby import around, is_said_by
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.model import Figure
from psr_report.quantities import Quantity
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
NEEDS = {"figures"}

_PER = ("kWh", "Wh")
_LEVEL = re.compile(r"(?<![^\W_])(?:cell|pack)s?(?![^\W_])", re.IGNORECASE)
# What else is paid for by the kilowatt-hour.
_ELECTRICITY = re.compile(
    r"(?<!\w)(?:electricity|(?:re)?charg(?:e|ed|es|er|ers|ing)|tariffs?|grids?|households?|utilit(?:y|ies)"
    r"|kerbside|roadside|levelised|levelized|LCOE|LCOS|solar|wind|nuclear|hydrogen|fuels?|diesel|petrol"
    r"|gasoline|gas|subsid(?:y|ies)|generat(?:e|ed|es|ing|ion))(?!\w)",
    re.IGNORECASE,
)


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each price per kWh without a level: figures at their value, numbers in the text."""
    for name, figure in story.article.figures.items():
        if figure.level is None and _is_price(figure.value) and not _is_of_electricity(figure):
            place = story.place("figures", name, "value")
            message = f'"{figure.value.text}" does not say whether it is paid for cells or packs'
            yield Problem(
                "cell-or-pack",
                Severity.WARNING,
                place,
                message,
                "add `level: cell` or `level: pack`",
                len(figure.value.text),
            )
    known = _with_level(story.article.figures.values())
    for passage in desk.texts(story):
        yield from _of_passage(passage, known)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each price without a level in the letter and the other texts of the issue."""
    known = _with_level(
        figure for story in desk.folder.stories.values() for figure in story.article.figures.values()
    )
    for passage in desk.plan:
        yield from _of_passage(passage, known)


def _of_passage(passage: Passage, known: Sequence[Figure]) -> Iterator[Problem]:
    """Yield a warning for each sentence with such a price, at the first."""
    warned = -1
    for found in passage.numbers if "Wh" in passage.text or "watt" in passage.text.casefold() else ():
        if found.start < warned or not _is_price(found.quantity) or is_said_by(found.quantity, known):
            continue
        start, end = around(passage, found.start, before=1)
        words = passage.words[start:end]
        if _LEVEL.search(words) or _ELECTRICITY.search(words):
            continue
        warned = end
        message = (
            f'"{passage.text[found.start : found.end]}" does not say whether it is paid for cells or packs'
        )
        hint = "say in the sentence whether cells or packs cost that much"
        yield passage.problem(
            "cell-or-pack", Severity.WARNING, (found.start, found.end), " ".join(message.split()), hint
        )


def _is_price(quantity: Quantity) -> bool:
    unit = quantity.unit
    return unit is not None and unit.is_currency and unit.per is not None and unit.per.symbol in _PER


def _is_of_electricity(figure: Figure) -> bool:
    return _ELECTRICITY.search(f"{figure.label} {figure.of or ''} {figure.metric or ''}") is not None


def _with_level(figures: Iterable[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.level is not None and _is_price(figure.value)]
