"""Figures at a terminal: the number, what it measures, how firm it is and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from psr_report import periods, quantities
from psr_report.columns import columns
from psr_report.issue import KeyFigure
from psr_report.terminal.prose import inline, note
from psr_report.terminal.setting import NO_BREAK, Line, Piece, Setting, beside, blocks, fill, padded

_ROLES = {"actual": "s1", "estimate": "s1", "claim": "s1", "forecast": "s2"}
_HANGING = 56  # columns from which on numbers stand in a column of their own


def figures(setting: Setting, found: Sequence[KeyFigure], room: int) -> list[Line]:
    """Return figures in lines of at most ``room`` columns, numbers flush right where that fits."""
    if room < _HANGING:
        return blocks(*(stacked(setting, each, room) for each in found))
    values = [_value(each) for each in found]
    values += [_paired(each) for each in found if each.pair is not None]
    widest = max((columns(_shown(setting, each)) for each in values), default=0)
    left = min(max(widest, 9), room // 3)
    lines: list[Line] = []
    for each in found:
        number = [
            *fill([Piece(_shown(setting, _value(each)), "bold navy")], left),
            *_pair(setting, each, left),
        ]
        told = _told(setting, each, room - left - 5)
        sign: list[Line] = [(_mark(setting, each),)]
        lines += beside(
            [padded(line, left, right=True) for line in number], beside(sign, told, 1, 2), left, 2
        )
    return lines


def stacked(setting: Setting, one: KeyFigure, room: int) -> list[Line]:
    """Return a figure with its number above the words, for a rail, a dashboard or a narrow screen."""
    number = [Piece(_shown(setting, _value(one)), "bold navy")]
    if one.pair is not None:
        number += [setting.text(f" · {_paired(one)}", "muted")]
    lines = fill(number, room)
    lines += fill(inline(setting, one.caption), room)
    lines += fill(_moved(setting, one), room)
    said = [_mark(setting, one), Piece(" "), *provenance(setting, one)]
    return lines + fill(said, room, (), (Piece("  "),))


def _told(setting: Setting, one: KeyFigure, room: int) -> list[Line]:
    lines = fill(inline(setting, one.caption), room) + fill(_moved(setting, one), room)
    return lines + fill(provenance(setting, one), room)


def _moved(setting: Setting, one: KeyFigure) -> list[Piece]:
    """Return the change since an earlier value, if one is known."""
    if one.change is None:
        return []
    size = abs(one.change.percent)
    shown = f"{size:.1f}".removesuffix(".0") if size < 10 else f"{size:,.0f}"
    arrow, word = ("▼", "down") if one.change.percent < 0 else ("▲", "up")
    told = f"{word} {shown}% " if setting.is_ascii else f"{arrow} {word} {shown}% "
    return [setting.text(told, "bold"), setting.text(one.change.words, "muted")]


def provenance(setting: Setting, one: KeyFigure) -> list[Piece]:
    """Return kind, who says so, as of when, and the number of the source."""
    dated = periods.spoken(one.as_of) if one.as_of else ""
    who = ", ".join(filter(None, (one.by, dated)))
    told = inline(setting, " · ".join(filter(None, (one.kind, who))), "muted")
    return [*told, *([Piece(NO_BREAK), note(setting, [one.source.number])] if one.source else [])]


def _mark(setting: Setting, one: KeyFigure) -> Piece:
    kind = one.kind or ""
    return Piece(setting.signs.marks.get(kind, " "), _ROLES.get(kind, ""))


def _pair(setting: Setting, one: KeyFigure, room: int) -> list[Line]:
    return fill([setting.text(_paired(one), "muted")], room) if one.pair is not None else []


def _paired(one: KeyFigure) -> str:
    assert one.pair is not None
    return quantities.house(one.pair) + (", calculated" if one.pair_is_converted else "")


def _value(one: KeyFigure) -> str:
    shown = quantities.house(one.value)
    return shown.removesuffix(one.counted).rstrip(" \u00a0") if one.counted else shown


def _shown(setting: Setting, words: str) -> str:
    return setting.text(words).text
