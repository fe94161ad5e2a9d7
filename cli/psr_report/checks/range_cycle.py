"""A driving range names the test cycle it was measured on, or says that it is not stated.

The same car goes further on a gentle test cycle than on a hard one: a range on CLTC and a range on WLTP
cannot be compared, and a reader who is not told will compare them. Where the source is silent, "test cycle
not stated" is the honest addition.

Fails:

    summary: |
      The maker gives its pack a range of 500 km (310 miles), the desk reports.

Passes:

    summary: |
      The maker gives its pack a WLTP range of 500 km (310 miles), the desk reports.
    figures:
      range:
        {label: range with one charge, value: 500 km, kind: claim, cycle: WLTP, as_of: 2025-09, source: desk}

Passes, where the source does not name the cycle:

    summary: |
      The maker gives its pack a range of 500 km (310 miles), the desk reports. The test cycle is
      not named.
    figures:
      range:
        {label: range with one charge, value: 500 km, kind: claim, cycle: not stated, as_of: 2025-09,
         source: desk}

Silence it where no test cycle applies, as with ships:

    ignore: {range-cycle: a ferry has no test cycle}
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from psr_report.checks.nearby import around, is_said_by
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.model import Figure
from psr_report.quantities import Found, Quantity
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
NEEDS = {"figures", "report.yaml"}

_DISTANCES = ("km", "miles")
_RANGE = re.compile(r"(?<![\w-])ranges?(?![\w-])", re.IGNORECASE)
_BEHIND = 40  # characters that are looked at behind the word
_WORD_BEFORE = re.compile(r"([\w’']+)\W{1,3}\Z")

# What else has a range: a price range, a range of products.
_OF_SOMETHING_ELSE = frozenset(
    {"age", "broad", "capacity", "engine", "frequency", "mid", "model", "narrow", "power", "price", "prices"}
    | {"product", "radio", "revenue", "size", "speed", "temperature", "torque", "vehicle", "voltage"}
    | {"weight", "wide", "wider", "within"}
)
_ITS_OWN = frozenset(
    {"a", "an", "the", "its", "their", "with", "of", "driving", "electric", "claimed", "stated", "maximum"}
)
_NUMBER = (
    r"(?:(?:up\s+to|(?:well\s+)?over|(?:more|less)\s+than|as\s+much\s+as|at\s+(?:least|most)|about|around"
    r"|nearly|almost|roughly|approximately|some|under|between|only|just|from)\s+)?[0-9]"
)
_OF_A_NUMBER = re.compile(rf"\s+of\s+{_NUMBER}", re.IGNORECASE)
_OF_A_VEHICLE = re.compile(r"\s+of\s+(?:(?:the|an?|its|their|this|that|these|each|every|any)\s|[A-Z])")
_OF = re.compile(r"\s+of\s", re.IGNORECASE)
_SPREADS = re.compile(r"\s+(?:from|between|across|over|widely|in price)(?!\w)", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:in|within)\s+the\s+\Z", re.IGNORECASE)
_NO_DISTANCE = re.compile(r"\s+(?:exten\w+|anxiety)(?!\w)", re.IGNORECASE)


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each range without a test cycle: figures at their value, numbers in the text."""
    for name, figure in story.article.figures.items():
        if figure.cycle is None and _is_distance(figure.value) and _speaks_of_range(figure):
            message = f'the range "{figure.value.text}" has no test cycle'
            hint = "add `cycle:` WLTP, CLTC or EPA, or `cycle: not stated` if the source does not say"
            place = story.place("figures", name, "value")
            yield Problem("range-cycle", Severity.WARNING, place, message, hint, len(figure.value.text))
    known = _with_cycle(story.article.figures.values())
    for passage in desk.texts(story):
        if passage.role != "label":
            yield from _of_passage(passage, known, desk)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each range without a test cycle in the letter and the other texts of the issue."""
    known = _with_cycle(
        figure for story in desk.folder.stories.values() for figure in story.article.figures.values()
    )
    for passage in desk.plan:
        yield from _of_passage(passage, known, desk)


def _of_passage(passage: Passage, known: Sequence[Figure], desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each sentence that speaks of a range, at the distance nearest to the word."""
    warned = -1
    for word in _ranges(passage.words):
        if word < warned:
            continue
        start, end = around(passage, word)
        distances = _distances(passage, start, end)
        nearest = min(distances, key=lambda found: _gap(found, word), default=None)
        if nearest is None or is_said_by(nearest.quantity, known):
            continue
        first, last = around(passage, word, after=1)
        if _cycles(desk.options.range_cycle_names).search(passage.words, first, last):
            continue
        warned = end
        said = " ".join(passage.text[nearest.start : nearest.end].split())
        hint = f'name the test cycle, as in "{said} (WLTP)", or add that the test cycle is not stated'
        span = (nearest.start, nearest.end)
        yield passage.problem(
            "range-cycle", Severity.WARNING, span, f'the range "{said}" has no test cycle', hint
        )


def _ranges(text: str) -> Iterator[int]:
    """Yield where a text speaks of the distance that a vehicle goes: "a range of 500 km", not "of trucks"."""
    for match in _RANGE.finditer(text):
        word_before = _WORD_BEFORE.search(text, max(0, match.start() - _BEHIND), match.start())
        before = word_before[1].casefold() if word_before else ""
        leading = text[max(0, match.start() - _BEHIND) : match.start()]
        if _is_distance_word(before, leading, text[match.end() : match.end() + _BEHIND]):
            yield match.start()


def _is_distance_word(before: str, leading: str, behind: str) -> bool:
    if before in _OF_SOMETHING_ELSE or _NO_DISTANCE.match(behind):
        return False
    if _SPREADS.match(behind):
        return before in _ITS_OWN
    if _OF_A_NUMBER.match(behind):
        return not _ABOUT.search(leading)
    if _OF.match(behind):
        return before not in ("a", "an", "full", "whole", "entire") and bool(_OF_A_VEHICLE.match(behind))
    return True


def _distances(passage: Passage, start: int, end: int) -> list[Found]:
    numbers = passage.numbers
    first, last = (bisect_left(numbers, at, key=lambda found: found.start) for at in (start, end))
    return [found for found in numbers[first:last] if _is_distance(found.quantity)]


def _gap(found: Found, word: int) -> int:
    return min(abs(found.start - word), abs(found.end - word))


@cache
def _cycles(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for a named test cycle and for the remark that there is none."""
    known = (*names, "test cycle", "test procedure", "driving cycle", "not stated")
    choice = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in known)
    return re.compile(rf"(?<!\w)(?:{choice})s?(?!\w)", re.IGNORECASE)


def _is_distance(quantity: Quantity) -> bool:
    unit = quantity.unit
    return unit is not None and unit.per is None and unit.base.symbol in _DISTANCES


def _speaks_of_range(figure: Figure) -> bool:
    return any(True for text in (figure.label, figure.metric or "") for _ in _ranges(text))


def _with_cycle(figures: Iterable[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.cycle is not None and _is_distance(figure.value)]
