"""A change given with both its ends must be what the two numbers come to.

Many readers work it out: from US$148 to US$63 is a fall of 57%, and a sentence that says 75% costs the
report its name. The rule takes both numbers as they are printed and works the change out again, in
percent, in percentage points or as a multiple ("doubled"). What is typed may differ by half of its last
digit, but by 0.1 in any case; "over", "nearly" and "about" are understood. What is said of another base
("up 5% on the year") or of one year on average is left alone.

Fails:

    summary: |
      The price of a pack fell from US$148 (€127) in 2022 to US$63 (€54) in 2025, a fall of 75%, the desk
      reports.
    figures:
      before: {label: paid for a pack in 2022, value: US$148, also: €127, kind: actual, as_of: 2025-10,
        level: pack, source: desk}
      now: {label: paid for a pack in 2025, value: US$63, also: €54, kind: actual, as_of: 2025-10,
        level: pack, source: desk}
      fall: {label: fall in the price of a pack, value: 75%, kind: estimate, as_of: 2025-10, source: desk}

Passes:

    summary: |
      The price of a pack fell from US$148 (€127) in 2022 to US$63 (€54) in 2025, a fall of 57%, the desk
      reports.
    figures:
      before: {label: paid for a pack in 2022, value: US$148, also: €127, kind: actual, as_of: 2025-10,
        level: pack, source: desk}
      now: {label: paid for a pack in 2025, value: US$63, also: €54, kind: actual, as_of: 2025-10,
        level: pack, source: desk}
      fall: {label: fall in the price of a pack, value: 57%, kind: estimate, as_of: 2025-10, source: desk}

Silence it where the source worked from numbers that it does not print:

    ignore: {change-arithmetic: the source works from unrounded prices, and says so}
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from psr_report.checks.changes import Change, changes
from psr_report.checks.passages import Passage
from psr_report.checks.recomputed import (
    aligned,
    gap,
    holds,
    is_gap_of_shares,
    is_known,
    loosened,
    percent,
    shown,
    times,
)
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.quantities import Quantity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR

_MINUS = "−"
_WORDS = {Decimal(2): "doubled", Decimal(3): "tripled", Decimal(4): "quadrupled"}
_CLOSE = Decimal("0.01")  # of a multiple
_NEARLY, _BEYOND = Decimal("0.85"), Decimal("1.5")  # of what is said: further off, another word is needed
_WHOLE = Decimal(100)


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each change in a story that its two ends contradict."""
    for passage in desk.texts(story):
        yield from _problems(passage)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of issue.yaml."""
    for passage in desk.plan:
        yield from _problems(passage)


def _problems(passage: Passage) -> Iterator[Problem]:
    for change in changes(passage):
        if not is_known(change) or is_gap_of_shares(change):
            continue
        kind = change.said.quantity.unit.base.kind if change.said.quantity.unit else ""
        change = loosened(change)
        told = {"share": _in_percent, "points": _in_points, "multiple": _as_multiple}[kind](change)
        if told is not None:
            yield passage.problem("change-arithmetic", SEVERITY, (change.said.start, change.said.end), *told)


def _in_percent(change: Change) -> tuple[str, str] | None:
    """Return what is wrong with a percentage and how to mend it, or None."""
    real, said = percent(change), change.said.quantity
    if holds(said, change.direction, real):
        return None
    points = (
        f" ({_signed(gap(change) * _points(change.before))} percentage points)" if change.is_of_shares else ""
    )
    message = f"{_ends(change)} is {_signed(real)}%{points}, not {_typed(change, real)}"
    return message, _hint(change, f"{_like(said, real)}%", real)


def _in_points(change: Change) -> tuple[str, str] | None:
    if not change.is_of_shares:
        return None
    real, said = gap(change) * _points(change.before), change.said.quantity
    if holds(said, change.direction, real):
        return None
    message = f"{_ends(change)} is {_signed(real)} percentage points, not {_typed(change, real)}"
    return message, _hint(change, f"{_like(said, real)} percentage points", real)


def _as_multiple(change: Change) -> tuple[str, str] | None:
    if not aligned(change):
        return None
    real, said = times(change), change.said.quantity
    if holds(said, 0, real, _CLOSE) or (said.text[:1].isdigit() and holds(said, 0, real - 1, _CLOSE)):
        return None  # "rose 3 times": some mean that three times as much was added
    in_all = shown(aligned(change) / change.before.low, 2)
    message = f"{_ends(change)} is {_signed(percent(change))}%, or {in_all} times"
    return f'{message}, not "{said.text}"', _right_word(change, real)


def _right_word(change: Change, real: Decimal) -> str:
    word = "halved" if change.direction < 0 else _WORDS.get(change.said.quantity.low)
    near = real / change.said.quantity.low
    if word is None or not _NEARLY < near < _BEYOND:
        return "write what it comes to, or give the two numbers as they are in the source"
    return f"write {'more than' if near > 1 else 'nearly'} {word}"


def _ends(change: Change) -> str:
    return f"from {change.before.text} to {change.after.text}"


def _typed(change: Change, real: Decimal) -> str:
    """Return what was said, with its direction where that is what is wrong."""
    text = change.said.quantity.text
    if change.direction and real and (real > 0) != (change.direction > 0):
        return f"{'a rise' if change.direction > 0 else 'a fall'} of {text.lstrip('+−–-')}"
    return text


def _hint(change: Change, right: str, real: Decimal) -> str:
    if change.direction and real and (real > 0) != (change.direction > 0):
        return f"turn the two numbers round, or write {'a rise' if real > 0 else 'a fall'} of {right}"
    return f"write {right}, or give the two numbers as they are in the source"


def _points(share: Quantity) -> Decimal:
    """Return what turns a share as it was read into points: 1 for percent."""
    return Decimal(1) if share.unit is None or share.unit.is_percent else _WHOLE


def _like(said: Quantity, real: Decimal) -> str:
    """Return the number worked out with as many decimals as the one typed, and a minus where that has one."""
    return (_MINUS if said.low < 0 and real < 0 else "") + shown(abs(real), max(0, -said.step.adjusted()))


def _signed(real: Decimal) -> str:
    text = shown(abs(real))
    return text if text == "0" else f"{_MINUS if real < 0 else '+'}{text}"
