"""The history of one key as bars of text, from zero, with the marks that every chart has for the kinds.

Only what measures the same stands on one scale: half years apart from years, cells apart from packs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psr_report import ledger, periods
from psr_report.charts.text import BLOCKS, Signs
from psr_report.columns import columns
from psr_report.figures.page import says_period, wrapped
from psr_report.figures.rows import Row
from psr_report.figures.sheet import printed
from psr_report.quantities import Quantity
from psr_report.visible import visible

_FORMS = {
    "day": "Days",
    "month": "Months",
    "quarter": "Quarters",
    "half": "Half years",
    "year": "Years",
    "span": "Other stretches of time",
}
_LEAST, _MOST = 10, 48  # cells of the longest bar


@dataclass(frozen=True, slots=True)
class Bar:
    """A row that can be drawn, with its value in the common unit."""

    row: Row
    value: Quantity


def chart(rows: Sequence[Row], width: int, signs: Signs = BLOCKS) -> list[str]:
    """Return the rows of one key as lines of at most ``width`` cells; none when nothing compares."""
    bars = [Bar(row, row.common.value) for row in rows if row.common.value is not None]
    groups = _groups(bars)
    if not any(len(group) > 1 for group in groups):
        return []
    lines: list[str] = []
    for group in groups:
        lines += ["", *([_heading(group[0])] if len(groups) > 1 else []), *_drawn(group, width, signs, rows)]
    used = [kind for kind in signs.fills if any(bar.row.figure.kind == kind for bar in bars)]
    lines += ["", *wrapped("  ".join(f"{signs.fills[kind]} {kind}" for kind in used), width)] if used else []
    return lines[1:]


def _groups(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Return the bars in groups within which they may be compared."""
    groups: list[list[Bar]] = []
    for bar in bars:
        for group in groups:
            if _is_alike(group[0], bar):
                group.append(bar)
                break
        else:
            groups.append([bar])
    return groups


def _is_alike(one: Bar, other: Bar) -> bool:
    mine, theirs = one.row.figure, other.row.figure
    if (mine.level, mine.cycle) != (theirs.level, theirs.cycle):
        return False
    return ledger.comparable(mine, theirs) or (mine.period is None and theirs.period is None)


def _heading(bar: Bar) -> str:
    figure = bar.row.figure
    form = _FORMS[figure.period.form] if figure.period else "Without a period"
    return ", ".join(part for part in (form, figure.level and f"{figure.level} level", figure.cycle) if part)


def _drawn(group: Sequence[Bar], width: int, signs: Signs, rows: Sequence[Row]) -> Iterator[str]:
    book = [row.entry for row in rows]
    labels = [visible(says_period(bar.row)) for bar in group]
    values = [_value(bar) for bar in group]
    label = max(map(columns, labels))
    indent = " " * (label + 2)
    room = min(_MOST, width - len(indent) - 2 - max(map(columns, values)))
    low = min(0.0, *(float(bar.value.low) for bar in group))
    high = max(0.0, *(float(bar.value.high) for bar in group))
    for bar, name, value in zip(group, labels, values, strict=True):
        moved = _change(bar, book)
        if room < _LEAST:  # no room beside the bar: all stands above it
            yield from wrapped("  ".join(part for part in (name, value, moved) if part), width, "  ")
            yield f"  {_bar(bar, low, high, max(1, min(_MOST, width - 2)), signs)}".rstrip()
            continue
        drawn = _bar(bar, low, high, room, signs)
        line = f"{name}{' ' * (label - columns(name))}  {drawn}{'  ' if drawn else ''}{value}"
        if moved and columns(line) + 2 + columns(moved) <= width:
            yield f"{line}  {moved}"
        else:
            yield line
            yield from (indent + part for part in wrapped(moved, width - len(indent)) if part)


def _bar(bar: Bar, low: float, high: float, room: int, signs: Signs) -> str:
    """Return one bar between ``low`` and ``high``, of which zero is one; a range is open at its end."""
    if high == low:
        return ""
    mark = signs.fills[bar.row.figure.kind or "estimate"]
    scale = room / (high - low)
    zero = round(-low * scale)
    ends = sorted((float(bar.value.low), float(bar.value.high)), key=abs)
    near, far = (zero + round(end * scale) for end in ends)
    if near == zero and ends[0]:
        near += 1 if ends[0] > 0 else -1  # the smallest value is still seen
    cells = [" "] * room
    for at in range(room):
        if min(zero, near) <= at < max(zero, near):
            cells[at] = mark
        elif min(near, far) <= at < max(near, far):
            cells[at] = signs.open
    return "".join(cells).rstrip()


def _value(bar: Bar) -> str:
    return visible(printed(bar.value)) + (", calculated" if bar.row.common.is_calculated else "")


def _change(bar: Bar, book: Sequence[ledger.Entry]) -> str:
    """Return the change since the earlier value that may be compared with it, as the issue prints it."""
    before = ledger.earlier(book, bar.row.entry)
    percent = ledger.change(before.figure, bar.row.figure) if before is not None else None
    if before is None or before.figure.period is None or not percent:
        return ""
    arrow = "▲ up" if percent > 0 else "▼ down"
    return f"{arrow} {abs(percent):.0f}% since {periods.short(before.figure.period)}, calculated"
