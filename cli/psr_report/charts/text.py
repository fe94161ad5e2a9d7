"""A chart as bars of text, for terminals and plain mail: as wide as asked, aligned beside wide characters."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from psr_report.charts.faults import check
from psr_report.charts.model import Chart, Kind, Point, Row
from psr_report.charts.scale import Reach, longest
from psr_report.charts.series import colours, foretold
from psr_report.charts.words import Table, change, table
from psr_report.charts.words import key as drawn_key
from psr_report.columns import columns, cut, padded

LEAST_WIDTH = 40
_GAP = 2  # columns between names and bars
_PLAIN = str.maketrans({
    "–": "-", "—": "-", "−": "-", "·": "-", "≈": "~", "×": "x", "≥": ">=", "≤": "<=", "→": "->", "…": "...",
    "“": '"', "”": '"', "‘": "'", "’": "'", "€": "EUR", "£": "GBP",
    "₹": "INR", "฿": "THB", "₩": "KRW", "¥": "Y", "°": " deg ", "±": "+/-", "†": "+", "•": "-",
    "\u00ad": None, "\u200b": None, "\u2060": None, "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o",
    "Ø": "O", "ł": "l",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """What bars are made of: the four kinds, the open end of a range, the zero line, a thin bar."""

    fills: dict[Kind, str]
    open: str
    zero: str


BLOCKS = Signs({"actual": "█", "estimate": "▒", "claim": "▚", "forecast": "░"}, "┄", "│")
ASCII = Signs({"actual": "#", "estimate": "=", "claim": "/", "forecast": ":"}, "-", "|")


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the plot: what it is called, how it is drawn and what is written at its end.

    ``said`` are the value, who forecasts it and the change: what does not fit beside the bar stands below.
    """

    name: str
    series: str
    point: Point | None
    said: tuple[str, ...] = ()
    colour: int = 0  # of the page's series

    @property
    def words(self) -> str:
        """What is said of it, on one line."""
        return "  ".join(self.said)

    @property
    def leftward(self) -> bool:
        """Whether its words stand at the left of the bar."""
        return self.point is not None and self.point.bottom < 0 and self.point.top <= 0


def lines(chart: Chart, width: int, *, ascii_only: bool = False) -> list[str]:
    """Return the whole chart: the finding, the measure, the bars with their key, the source.

    No line is wider than ``width`` columns, of which at least 40 are taken. Raises ChartError when the chart
    cannot be drawn.
    """
    width = max(width, LEAST_WIDTH)
    source = chart.source.removeprefix(drawn_key(chart)).strip()  # bars of text have a key of their own
    shown = inlikeness(replace(chart, source=source)) if ascii_only else replace(chart, source=source)
    keyed = key(chart, width, ascii_only=ascii_only)
    return [
        *_wrapped(shown.title, width),
        *_wrapped(shown.measure, width),
        *keyed,
        *plot(chart, width, ascii_only=ascii_only),
        *_wrapped(shown.source, width),
    ]


def plot(chart: Chart, width: int, *, ascii_only: bool = False) -> list[str]:
    """Return the bars alone, a value a line, or the table of what is no bars."""
    return [line for line, _ in coloured(chart, width, ascii_only=ascii_only)]


def coloured(chart: Chart, width: int, *, ascii_only: bool = False) -> list[tuple[str, int | None]]:
    """Return the lines of `plot`, each with the number of the colour that its bar has on the page.

    A line without a bar has none.
    """
    width = max(width, LEAST_WIDTH)
    faults = check(chart)
    if faults:
        raise faults[0]
    shown = inlikeness(chart) if ascii_only else chart
    found: list[tuple[str, int | None]]
    if chart.kind in ("table", "vega"):
        found = [(line, None) for line in tabular(table(shown), width)]
    else:
        found = _bars(_listed(shown), width, ASCII if ascii_only else BLOCKS)
    return [(likeness(line.replace("…", ".")), number) for line, number in found] if ascii_only else found


def inlikeness(chart: Chart) -> Chart:
    """Return the chart with all its words in ASCII."""
    rows = tuple(
        replace(
            row,
            label=likeness(row.label),
            note=likeness(row.note),
            points=tuple(
                replace(
                    point,
                    text=likeness(point.text),
                    series=likeness(point.series),
                    forecaster=likeness(point.forecaster),
                )
                for point in row.points
            ),
        )
        for row in chart.rows
    )
    spec = chart.spec and replace(
        chart.spec,
        head=tuple(map(likeness, chart.spec.head)),
        rows=tuple(tuple(map(likeness, row)) for row in chart.spec.rows),
    )
    return replace(
        chart,
        rows=rows,
        spec=spec,
        order=tuple(map(likeness, chart.order)),
        title=likeness(chart.title),
        measure=likeness(chart.measure),
        source=likeness(chart.source),
        rows_name=likeness(chart.rows_name),
    )


def kinds(chart: Chart) -> list[Kind]:
    """Return the kinds of figures that a key has to tell apart; none when all figures are actual."""
    found = {point.kind for point in chart.points}
    if chart.kind == "table" or found <= {"actual"}:
        return []
    return [kind for kind in BLOCKS.fills if kind in found]


def key(chart: Chart, width: int, *, ascii_only: bool = False) -> list[str]:
    """Return what the signs mean, in as many lines as it takes; nothing when all figures are actual."""
    fills = (ASCII if ascii_only else BLOCKS).fills
    told: list[str] = []
    for said in (f"{fills[kind]} {kind}" for kind in kinds(chart)):
        if told and len(told[-1]) + _GAP + len(said) <= width:
            told[-1] += " " * _GAP + said
        else:
            told.append(said)
    return told


def _listed(chart: Chart) -> list[Bar]:
    """Return a bar for each figure, and for each that is not known: lines by series, all others by row."""
    bars: list[Bar] = []
    numbers = colours(chart)
    rows = [
        (row, {point.series: (point, number) for point, number in zip(row.points, each, strict=True)})
        for row, each in zip(chart.rows, numbers, strict=True)
    ]
    if chart.kind == "line":
        for name in chart.series:
            bars += [Bar(name, row.label, *_worn(known.get(name))) for row, known in rows]
    else:
        for row, known in rows:
            names = chart.series if chart.kind == "grouped" else tuple(known)
            bars += [Bar(_noted(row), name, *_worn(known.get(name))) for name in names]
    moves = {_noted(row): change(row, chart.unit) for row in chart.rows} if chart.kind == "dumbbell" else {}
    return [_worded(bar, moves, is_last=bar is bars[-1] or bars[n + 1].name != bar.name)
            for n, bar in enumerate(bars)]  # fmt: skip


def _worn(found: tuple[Point, int] | None) -> tuple[Point | None, tuple[str, ...], int]:
    """Return a point, the words still to come and its colour, as a bar takes them."""
    point, number = found or (None, 0)
    return point, (), number


def _noted(row: Row) -> str:
    return f"{row.label}, {row.note}" if row.note else row.label


def _worded(bar: Bar, moves: dict[str, str], *, is_last: bool) -> Bar:
    if bar.point is None:
        return replace(bar, said=("no figure",))
    who = foretold(bar.point) if bar.point.forecaster else ""
    moved = moves.get(bar.name, "") if is_last else ""
    return replace(bar, said=tuple(filter(None, (bar.point.text, who, moved and f"({moved})"))))


def _bars(bars: Sequence[Bar], width: int, signs: Signs) -> list[tuple[str, int | None]]:
    names = max(columns(bar.name) for bar in bars)
    series = max(columns(bar.series) for bar in bars)
    label = names + (series + _GAP if series and names else series)
    words = max(columns(bar.words) for bar in bars)
    room = width - label - _GAP
    if names and (label > 0.45 * width or room < 10 + min(words, 0.4 * width)):
        return _stacked(bars, width, signs)
    shown = _drawn(bars, room, signs)
    told: list[tuple[str, int | None]] = []
    for n, (bar, (drawn, more)) in enumerate(zip(bars, shown, strict=True)):
        is_first = n == 0 or bars[n - 1].name != bar.name
        name = padded(bar.name if is_first else "", names)
        second = padded(bar.series, series) if series else ""
        told.append(((" " * _GAP).join(filter(None, (name, second, drawn))).rstrip(), bar.colour))
        told += _below(more, label + _GAP if label else 0, room)
    return told


def _stacked(bars: Sequence[Bar], width: int, signs: Signs) -> list[tuple[str, int | None]]:
    """Return the bars with each name on lines of its own above them."""
    series = min(max(columns(bar.series) for bar in bars), int(0.4 * width))
    indent = series + _GAP if series else 0
    told: list[tuple[str, int | None]] = []
    for n, (bar, (drawn, more)) in enumerate(zip(bars, _drawn(bars, width - indent, signs), strict=True)):
        if n == 0 or bars[n - 1].name != bar.name:
            told += [(line, None) for line in _wrapped(bar.name, width)]
        told.append(((padded(cut(bar.series, series), indent) + drawn).rstrip(), bar.colour))
        told += _below(more, indent, width - indent)
    return told


def _below(words: str, indent: int, room: int) -> list[tuple[str, int | None]]:
    """Return what did not fit beside a bar, in lines below it."""
    return [(" " * indent + line, None) for line in _wrapped(words, room)]


def _beside(said: Sequence[str], limit: int, most: int) -> tuple[str, str]:
    """Return the words that fit beside a bar, and those that do not; no value is cut."""
    kept = ""
    for at, words in enumerate(said):
        more = f"{kept}  {words}" if kept else words
        if columns(more) > (limit if at else most):
            return kept, "  ".join(said[at:])
        kept = more
    return kept, ""


def _drawn(bars: Sequence[Bar], room: int, signs: Signs) -> list[tuple[str, str]]:
    """Return each bar with its words, zero at the same column in all, and the words that do not fit."""
    # Words leave the bars some columns, on both sides of zero where there are any.
    both = any(bar.leftward for bar in bars)
    limit, most = (((room - 8) // 2,) * 2) if both else (room - 10, room - 5)
    fitted = [_beside(bar.said, max(4, limit), max(4, most)) for bar in bars]
    words = [text for text, _ in fitted]
    pairs = list(zip(bars, words, strict=True))
    left = [
        Reach(float(-bar.point.bottom), columns(text) + 2 if bar.leftward else 1)
        for bar, text in pairs
        if bar.point is not None and bar.point.bottom < 0
    ]
    right = [
        Reach(max(0.0, float(bar.point.top)) if bar.point else 0.0, columns(text) + 2)
        for bar, text in pairs
        if not bar.leftward
    ]
    per_unit, zero = longest(left, right, room - 1)
    # Each side is whole columns: a bar that rounds up must still leave its words their room.
    at = math.ceil(zero) if left else 0
    return [
        (_line(bar, text, at, per_unit, room, signs), more)
        for bar, (text, more) in zip(bars, fitted, strict=True)
    ]


def _line(bar: Bar, words: str, zero: int, per_unit: float, room: int, signs: Signs) -> str:
    if bar.point is None:
        return f"{' ' * zero}{signs.zero} {words}"
    point = bar.point
    near, far = sorted(abs(float(end)) for end in (point.bottom, point.top))
    if point.bottom < 0 < point.top:
        left = _cells(float(-point.bottom) * per_unit, zero)
        body = signs.open * left
        right = min(_cells(float(point.top) * per_unit, room), room - zero - columns(words) - 2)
        return f"{' ' * (zero - left)}{body}{signs.zero}{signs.open * max(0, right)} {words}"
    most = max(0, (zero if bar.leftward else room - zero - 1) - columns(words) - 1)
    whole = min(_cells(far * per_unit, room), most)
    sure = min(_cells(near * per_unit, room), whole)
    if bar.leftward:
        body = signs.open * (whole - sure) + signs.fills[point.kind] * sure
        blanks = " " * max(0, zero - whole - columns(words) - 1)
        return f"{blanks}{words} {body}{signs.zero}"
    body = signs.fills[point.kind] * sure + signs.open * (whole - sure)
    return f"{' ' * zero}{signs.zero}{body} {words}"


def _cells(length: float, most: int) -> int:
    """Return whole columns; what is not zero shows at least one."""
    return min(max(1, round(length)), most) if length > 0 else 0


def tabular(content: Table, width: int, cut: Callable[[str, int], str] = cut) -> list[str]:
    """Return the table in columns, or where they are too wide each row as a list; ``cut`` cuts cells."""
    rows = [content.head, *content.rows]
    wide = [max(columns(row[n]) for row in rows) for n in range(len(content.head))]
    over = sum(wide) + _GAP * (len(wide) - 1) - width
    wide[0] -= max(0, over)
    if wide[0] < min(12, max(columns(row[0]) for row in rows)):
        return _listing(content, width)
    return [
        (" " * _GAP)
        .join(
            padded(cut(cell, size), size, right=n in content.numeric)
            for n, (cell, size) in enumerate(zip(row, wide, strict=True))
        )
        .rstrip()
        for row in rows
    ]


def _listing(content: Table, width: int) -> list[str]:
    told: list[str] = []
    for row in content.rows:
        told += _wrapped(row[0], width)
        for head, cell in zip(content.head[1:], row[1:], strict=True):
            lines = _wrapped(f"{head}: {cell}" if head else cell, width - _GAP)
            told += [" " * _GAP + line for line in lines]
    return told


def _wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of at most ``width`` columns; words wider than that are broken."""
    told: list[str] = []
    for word in _pieces(text.split(), width):
        if told and columns(told[-1]) + 1 + columns(word) <= width:
            told[-1] += f" {word}"
        else:
            told.append(word)
    return told


def _pieces(words: Iterable[str], width: int) -> Iterable[str]:
    for word in words:
        piece = ""
        for character in word:
            if columns(piece + character) > width:
                yield piece
                piece = ""
            piece += character
        yield piece


def likeness(line: str) -> str:
    """Return the words in ASCII: letters without accents, a question mark for what has no likeness."""
    plain = unicodedata.normalize("NFKD", line.translate(_PLAIN))
    return (
        "".join(char for char in plain if not unicodedata.combining(char)).encode("ascii", "replace").decode()
    )
