"""A gallon or a ton is always a certain one.

An imperial gallon holds a fifth more than a US gallon, and a long ton weighs 12% more than a short one. A
bare "200,000 gallons" cannot be compared with anything, nor converted. Name the unit; where the source
leaves it open, leave it open too and say so in the text and here.

Fails:

    summary: |
      The plant could save 2,000 tons of carbon dioxide, the desk reports.
    figures:
      saved: {label: carbon dioxide that could be saved, value: "2,000 tons", kind: estimate, as_of: 2025-10,
        source: desk}

Passes:

    summary: |
      The plant could save 2,000 tonnes of carbon dioxide, the desk reports.
    figures:
      saved: {label: carbon dioxide that could be saved, value: "2,000 tonnes", kind: estimate,
        as_of: 2025-10, source: desk}

Silence it where nobody knows which one is meant:

    ignore: {unit-unspecified: the source says neither which gallon nor which ton it means}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.quantities import Quantity, units
from psr_report.quantities.units import Base
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING

_OPEN = tuple(base for base in units.BASES if base.choices)
_NAMES = {name: base for base in _OPEN for name in (base.symbol, *base.spellings)}
_SPELLINGS = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_WHICH = r"US|U\.S\.|UK|imperial|metric|short|long"
_BARE = re.compile(
    rf"(?:(?<![\w’'-])|(?<=[0-9][-‑]))(?P<which>(?:{_WHICH}|gross|register|net|American|British)[ \n-]\s*)?"
    rf"(?P<name>{_SPELLINGS})(?![\w’'])(?P<told>\s{{0,8}}\((?:{_WHICH})(?!\w))?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:[0-9.,]|(?:hundred|thousand|million|billion|dozen|lakh|crore)s?(?:\sof)?|per|many|each|/)\s?\Z"
    r"|[0-9][-‑]\Z",
    re.IGNORECASE,
)
_OF = re.compile(r"\sof\s")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each gallon and ton in a story's texts and figures that is not named in full."""
    told: set[str] = set()
    for passage in desk.texts(story):
        yield from _problems(passage, told)
    for name, figure in story.article.figures.items():
        for key, value in (("value", figure.value), ("also", figure.also)):
            base = _unspecified(value) if value is not None else None
            if value is not None and base is not None:
                place = story.place("figures", name, key)
                message, hint = _said(value.text, base)
                yield Problem("unit-unspecified", SEVERITY, place, message, hint, len(value.text))


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of issue.yaml."""
    for passage in desk.plan:
        yield from _problems(passage, set())


def _unspecified(quantity: Quantity) -> Base | None:
    unit = quantity.unit
    return next((base for base in (unit.base, unit.per) if base in _OPEN), None) if unit else None


def _problems(passage: Passage, told: set[str]) -> Iterator[Problem]:
    """Yield a problem for each number, and for a word without one if its unit is not among those ``told``."""
    text = passage.unquoted
    for match in _BARE.finditer(text):
        if match["which"] or match["told"] or not _is_measure(text, match):
            continue
        start, end = match.span("name")
        number = next((one for one in passage.own if one.start < end and start < one.end), None)
        base = _NAMES[match["name"].lower()]
        if number is None and base.symbol in told:
            continue
        told.add(base.symbol)
        if number is not None:
            start, end = min(start, number.start), max(end, number.end)
        message, hint = _said(text[start:end], base)
        yield passage.problem("unit-unspecified", SEVERITY, (start, end), message, hint)


def _is_measure(text: str, match: re.Match[str]) -> bool:
    """Return whether a ton is one of weight and not a turn of phrase or a name."""
    start, end = match.span("name")
    is_counted = _COUNTED.search(text, max(0, start - 24), start) is not None
    if not match["name"].islower() or (match["name"].startswith("ton") and _OF.match(text, end)):
        return is_counted  # not "Ton van Dijk", nor "a ton of work"
    return True


def _said(typed: str, base: Base) -> tuple[str, str]:
    choices = [*base.choices]
    said = " ".join(typed.split())
    message = f'"{said}" does not say which {base.singular} is meant'
    named = f"{', '.join(choices[:-1])} or {choices[-1]}"
    hint = f"write {named}; if the source leaves it open, say so and set this aside"
    return message, hint
