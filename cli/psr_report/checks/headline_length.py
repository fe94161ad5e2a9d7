"""A headline is short, ends without a full stop, and gives no number that the story's figures do not know.

It has to fit the contents page, the subject of an email and a phone: over 70 characters it warns, over 95
it is an error (`headline_length_warning` and `headline_length_error` in report.yaml). A full stop at the
end belongs to sentences in running text. A number in digits is what readers remember of a story, so a
figure or a row of a chart has to give it; years, dates, names such as Polestar 3 and ordinals are
understood. Numbers with a unit, a currency or a percent sign are the affair of figure-unbacked.

Fails:

    headline: The United States has 61 hydrogen stations

Passes:

    headline: The United States has 61 hydrogen stations
    summary: |
      The desk lists 61 stations for hydrogen in the United States.
    figures:
      stations: {label: for hydrogen in the United States, value: 61 stations, kind: actual, as_of: 2025-10,
        source: desk}

Silence it for a number that is part of a name:

    ignore: {headline-length: 4680 is the name of the cell}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from psr_report import periods, quantities
from psr_report.checks.designations import names_something
from psr_report.checks.passages import Passage, charts_of
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.quantities import Found, Quantity, QuantityError
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"figures", "forecasts", "report.yaml"}

_MONTHS = "|".join(f"{month}|{month[:3]}" for month in periods.MONTHS)
_NUMBER = re.compile(
    r"(?<![\w.,:/’'#°@^_+×-])(?<![$€£¥₹−])(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?![\w:/%’'°^_×]|[.,][0-9]|-\w)"
)
_YEAR = re.compile(r"(?:19|2[01])[0-9]{2}")
_DAY_BEFORE = re.compile(rf"(?: ?(?:–|and|to|or) ?[0-9]{{1,2}})?[ \u00a0](?:{_MONTHS})\.?(?!\w)")
_DAY_BEHIND = re.compile(rf"(?<!\w)(?:{_MONTHS})\.?[ \u00a0]\Z")
_CLOCK = re.compile(r"\s(?:a\.?m|p\.?m|o’clock)(?!\w)")
_EDITION = re.compile(
    r"[ \u00a0](?:Pro|Max|Plus|Ultra|Mini|Lite)(?!\w)"  # Xiaomi 14 Pro
    r"|(?<=[0-9]{4})(?: (?:and|or|to) [0-9]{4,5})? (?:cell|format)s?(?!\w)"  # 4680 cells
)
# "Kia Motors Inc." and "sold in the U.S." end in a stop that is not the sentence's.
_SHORT = re.compile(r"(?:(?<!\w)(?:Inc|Ltd|Co|Corp|Bros|St|Jr|Sr|No|etc|approx)|(?:\w\.)+\w|\.\.)\.\Z")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for a headline that is too long, ends in a stop or gives a number nobody knows."""
    for passage in desk.texts(story):
        if passage.role == "headline":
            yield from _long(passage, desk)
            yield from _stopped(passage)
            yield from _unknown(passage, story)


def _long(passage: Passage, desk: Desk) -> Iterator[Problem]:
    length, options = len(passage.text), desk.options
    is_error = length > options.headline_length_error
    limit = options.headline_length_error if is_error else options.headline_length_warning
    if length > limit:
        severity = Severity.ERROR if is_error else Severity.WARNING
        shortest = min(options.headline_length_warning, limit)
        message = f"this headline has {length} characters; the limit is {limit}"
        hint = f"shorten it by {length - shortest}, to {shortest}"
        yield passage.problem("headline-length", severity, (limit, length), message, hint)


def _stopped(passage: Passage) -> Iterator[Problem]:
    text = passage.text
    if text.endswith(".") and not _SHORT.search(text):
        span = (len(text) - 1, len(text))
        message = "a headline ends without a full stop"
        yield passage.problem("headline-length", Severity.WARNING, span, message, "delete the full stop")


def _unknown(passage: Passage, story: Story) -> Iterator[Problem]:
    known: list[Quantity] | None = None
    for number in _numbers(passage):
        if known is None:
            known = [replace(end, unit=None) for value in _values(story) for end in quantities.ends(value)]
        if not any(quantities.agree(each, one) for each in quantities.ends(number.quantity) for one in known):
            typed = number.quantity.text
            message = f'"{typed}" in the headline is no figure of this story'
            hint = (
                f"give {typed} under `figures:` with its unit and its source, or take it out of the headline"
            )
            span = (number.start, number.end)
            yield passage.problem("headline-length", Severity.WARNING, span, message, hint)


def _values(story: Story) -> Iterator[Quantity]:
    """Yield the numbers that a story gives with a source: those of its figures, forecasts and charts."""
    for figure in story.article.figures.values():
        yield figure.value
        if figure.also is not None:
            yield figure.also
    for forecast in story.article.forecasts:
        if forecast.value is not None:
            yield forecast.value
    for _, chart in charts_of(story):
        for row in chart.rows:
            for cell in list(row.values())[1:]:
                try:
                    yield quantities.quantity(cell)
                except QuantityError:
                    continue


def _numbers(passage: Passage) -> Iterator[Found]:
    """Yield the numbers of a headline that count something, but have no unit beside them."""
    text = passage.unquoted
    taken: set[int] = set()
    for found in passage.own:
        taken.update(range(found.start, found.end))
        if found.quantity.unit is None and any(letter.isdigit() for letter in found.quantity.text):
            yield found
    for match in _NUMBER.finditer(text):
        quantity = None if match.start() in taken else _counting(text, match)
        if quantity is not None:
            yield Found(match.start(), match.end(), quantity)


def _counting(text: str, match: re.Match[str]) -> Quantity | None:
    """Return the number, or None for a year, a day, a time of day and what belongs to a name."""
    start, end = match.span()
    is_year = _YEAR.fullmatch(match[0]) or (
        text[start - 1 : start] == "–" and _YEAR.fullmatch(text[start - 5 : start - 1])
    )
    is_day = len(match[0]) <= len("31") and (
        _DAY_BEFORE.match(text, end) or _DAY_BEHIND.search(text, 0, start)
    )
    if (
        is_year
        or is_day
        or _CLOCK.match(text, end)
        or _EDITION.match(text, end)
        or names_something(text, start)
    ):
        return None
    try:
        return quantities.quantity(match[0])
    except QuantityError:
        return None  # 007
