"""The rows of a chart, from figures or inline: what stands in which row and series, and what may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType
from typing import get_args

from psr_report import ledger, periods, quantities
from psr_report.attribution import credited
from psr_report.charts import ChartError, Kind, Point, Row
from psr_report.memory import Memory, Same
from psr_report.model import Article, Figure
from psr_report.model import Chart as Asked
from psr_report.periods import Period
from psr_report.quantities import Quantity
from psr_report.shapes import UNKNOWN


class MixedPeriods(ChartError):
    """A chart that puts figures for periods of different length into one row of bars or on one line."""


NOT_SERIES = ("kind", "note", "by")
_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
_SUMS = frozenset({"quarter", "half", "year", "span"})  # a figure for these adds up over the whole period
_STRETCHES = _SUMS | {"month"}
_DAYS = 365.2425  # in a year

_STATED: Memory[Mapping[str, Figure]] = Memory(2048)

Rows = tuple[tuple[Row, ...], tuple[str, ...]]
"""Rows, and the order of their series where the rows alone do not tell it."""


def of(article: Article, asked: Asked, figures: Sequence[Figure]) -> Rows:
    """Return the rows of the chart and the order of its series; raise ChartError when it would mislead."""
    if asked.vega is not None:
        return (), ()
    if not figures:
        return _inline(asked)
    match asked.kind:
        case "dumbbell":
            return _pairs(figures, article), ()
        case "line":
            return _through_time(figures, article)
        case "grouped" | "table" as kind:
            return _groups(figures, article, kind)
        case other:
            return _one_each(figures, article, other or "bar"), ()


def same_unit(values: Sequence[Quantity]) -> None:
    """Refuse values in more than one unit; a noun in the singular is the same one."""
    units: dict[str, str] = {}
    for value in values:
        name = value.unit.symbol if value.unit else "no unit"
        is_count = value.unit is not None and value.unit.is_count
        units.setdefault(name.casefold().removesuffix("s") if is_count else name, name)
    if len(units) > 1:
        raise ChartError(
            f"one chart draws one unit; here are {' and '.join(sorted(units.values()))}",
            "draw them apart, or convert one of them",
        )


def _same_length(named: Iterable[Period], forms: frozenset[str] = _SUMS) -> None:
    """Refuse what adds up over a half year beside what adds up over a full one."""
    sums = [period for period in named if period.form in forms]
    for one, other in combinations(sums, 2):
        if not periods.same_length(one, other):
            shorter, longer = sorted((one, other), key=lambda period: period.last - period.first)
            what = "half-year and full-year figures"
            if {one.form, other.form} != {"half", "year"}:
                what = "figures for periods of different length"
            raise MixedPeriods(
                f"{periods.short(shorter)} and {periods.short(longer)} differ in length: {what} are "
                "different measures and never share one row of bars or one line",
                "draw them as `kind: dots`: labelled points that are not joined",
            )


def _comparable(figures: Sequence[Figure]) -> None:
    """Refuse figures that are not the same measure; of a month and a year only prices are."""
    for one, other in combinations(figures, 2):
        if one.period is not None and other.period is not None and not ledger.comparable(one, other):
            _same_length((one.period, other.period), _STRETCHES)


def _one_each(figures: Sequence[Figure], article: Article, kind: str) -> tuple[Row, ...]:
    if kind == "bar":
        _same_length(figure.period for figure in figures if figure.period is not None)
    entities = [figure.of or figure.label for figure in figures]
    by_period = kind == "dots" or len(set(entities)) < len(entities)
    names = [
        _period_name(figure) if by_period else entity
        for figure, entity in zip(figures, entities, strict=True)
    ]
    if len(set(names)) == 1:
        names, by_period = entities, False
    return tuple(
        Row(
            name,
            (replace(_of_figure(figure, article), series=""),),
            entity if by_period and name != entity else "",
        )
        for figure, name, entity in zip(figures, names, entities, strict=True)
    )


def _pairs(figures: Sequence[Figure], article: Article) -> tuple[Row, ...]:
    """Return the rows of a dumbbell: each entity at two points in time, the earlier first."""
    by_entity: dict[str, list[tuple[Period, Figure]]] = {}
    for figure in figures:
        dated = by_entity.setdefault(figure.of or figure.label, [])
        if figure.period is not None:
            dated.append((figure.period, figure))
    rows = []
    for entity, dated in by_entity.items():
        if (
            len(dated) != 2
            or len([figure for figure in figures if (figure.of or figure.label) == entity]) != 2
        ):
            raise ChartError(
                f"a dumbbell needs two dated figures of each entity; {entity} has {len(dated)}",
                "give both figures the same `of:` and a `period:` each",
            )
        if not ledger.comparable(dated[0][1], dated[1][1]):
            _same_length(period for period, _ in dated)
        pair = sorted(dated, key=lambda each: each[0])
        rows.append(Row(entity, tuple(_of_figure(figure, article) for _, figure in pair)))
    return tuple(rows)


def _groups(figures: Sequence[Figure], article: Article, kind: str) -> Rows:
    """Return an entity to a row, its periods or measures side by side; a table of one entity lists them."""
    if kind == "grouped":
        _comparable(figures)
    by_period = len({figure.period for figure in figures}) > 1
    by_metric = len({figure.metric for figure in figures}) > 1

    def series(figure: Figure) -> str:
        dated = periods.short(figure.period) if figure.period and by_period else ""
        return ", ".join(filter(None, (figure.metric if by_metric else "", dated)))

    dated = sorted((figure.period, n) for n, figure in enumerate(figures) if figure.period is not None)
    undated = [figure for figure in figures if figure.period is None]
    in_time = [*undated, *(figures[n] for _, n in dated)]
    order = tuple(dict.fromkeys(map(series, figures if by_metric else in_time)))
    rows: dict[str, dict[str, Point]] = {}
    for figure in figures:
        entity, name = figure.of or figure.label, series(figure)
        points = rows.setdefault(entity, {})
        if name in points:
            _twice(entity, name)
        points[name] = replace(_of_figure(figure, article), series=name)
    if kind == "table":
        _one_unit_a_column(figures, series)
        rows = _worded(rows, figures, series)
        if len(rows) == 1 and len(order) > 1:
            (points,) = rows.values()
            return tuple(Row(name, (replace(points[name], series=""),)) for name in order), ()
    made = tuple(
        Row(entity, tuple(points[name] for name in order if name in points))
        for entity, points in rows.items()
    )
    return made, order


def _through_time(figures: Sequence[Figure], article: Article) -> Rows:
    """Return a period to a row, the earliest first, with a series for each entity, or each measure of one."""
    undated = [figure for figure in figures if figure.period is None]
    if undated:
        raise ChartError(
            f"a line joins points in time, and the figure {undated[0].label!r} has no period",
            "give it a `period:`, or draw bars",
        )
    _comparable(figures)
    entities = {figure.of or figure.label for figure in figures}
    by_metric = len({figure.metric for figure in figures}) > 1

    def series(figure: Figure) -> str:
        entity = (figure.of or figure.label) if len(entities) > 1 else ""
        return ", ".join(filter(None, (entity, figure.metric if by_metric else "")))

    order = tuple(dict.fromkeys(map(series, figures)))
    rows: dict[Period, dict[str, Point]] = {}
    for figure in figures:
        if figure.period is not None:
            points = rows.setdefault(figure.period, {})
            if series(figure) in points:
                _twice(series(figure) or next(iter(entities)), periods.short(figure.period))
            points[series(figure)] = replace(_of_figure(figure, article), series=series(figure))
    made = tuple(
        Row(periods.short(period), tuple(rows[period][name] for name in order if name in rows[period]),
            at=_moment(period))
        for period in sorted(rows)
    )  # fmt: skip
    return made, order


def _twice(entity: str, name: str) -> None:
    what = f"{entity}, {name}" if name else entity
    raise ChartError(
        f"the chart has two figures for one place: {what}",
        "keep one, or tell them apart by `of:`, `metric:` or `period:`",
    )


def _one_unit_a_column(figures: Sequence[Figure], series: Callable[[Figure], str]) -> None:
    for name in dict.fromkeys(map(series, figures)):
        same_unit([figure.value for figure in figures if series(figure) == name])


def _worded(
    rows: Mapping[str, Mapping[str, Point]], figures: Sequence[Figure], series: Callable[[Figure], str]
) -> dict[str, dict[str, Point]]:
    """Return the cells of a table; with their units where the measure line cannot name one for all."""
    if len({figure.value.unit for figure in figures}) == 1:
        return {entity: dict(points) for entity, points in rows.items()}
    words = {
        (figure.of or figure.label, series(figure)): quantities.house(figure.value) for figure in figures
    }
    return {
        entity: {name: replace(point, text=words[entity, name]) for name, point in points.items()}
        for entity, points in rows.items()
    }


def _moment(period: Period) -> float:
    """Return the middle of the period, in years of our calendar."""
    return 1 + (period.first.toordinal() + period.last.toordinal() - 1) / 2 / _DAYS


def _inline(asked: Asked) -> Rows:
    _refuse_mixed(asked)
    names = _series(asked)
    named = len(names) > 1 or asked.kind == "table"
    units = {value.unit for value in cells(asked)}
    if asked.kind == "table":
        for column in names:
            same_unit([quantities.quantity(row[column]) for row in asked.rows if is_value(row, column)])
    rows = []
    for row in asked.rows:
        kind = _KINDS[row.get("kind", "actual")]
        points = []
        for column in names:
            if is_value(row, column):
                value = quantities.quantity(row[column])
                by = row.get("by", "") if kind == "forecast" else ""
                point = _point(value, kind, column if named else "", by)
                is_worded = asked.kind == "table" and len(units) > 1
                points.append(replace(point, text=quantities.house(value)) if is_worded else point)
        rows.append(Row(next(iter(row.values())), tuple(points), row.get("note", "")))
    known = {point.series for row in rows for point in row.points}
    order = tuple(name for name in names if name in known) if named else ()
    return (_dated(rows), order) if asked.kind == "line" else (tuple(rows), order)


def _refuse_mixed(asked: Asked) -> None:
    """Refuse rows or series for periods of different length, where they stand side by side or are joined."""
    if asked.kind in ("dots", "table"):
        return
    is_strict = asked.kind in ("line", "grouped") and not all(map(ledger.is_price, cells(asked)))
    for names in ([next(iter(row.values()), "") for row in asked.rows], _series(asked)):
        named = [period for name in names if (period := _as_period(name)) is not None]
        _same_length(named, _STRETCHES if is_strict else _SUMS)


def _dated(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows in the order of time; one whose name is no period is left for the check to refuse."""
    found = [(_as_period(row.label), row) for row in rows]
    dated = [
        replace(row, label=periods.short(period), at=_moment(period)) if period else row
        for period, row in found
    ]
    return tuple(sorted(dated, key=lambda row: (row.at is None, row.at or 0.0)))


def is_value(row: Mapping[str, str], column: str) -> bool:
    """Return whether a row says something in a column; ``unknown`` leaves a gap, as no entry does."""
    return column in row and row[column].strip().casefold() != UNKNOWN


def _series(asked: Asked) -> list[str]:
    columns = [column for row in asked.rows for column in list(row)[1:] if column not in NOT_SERIES]
    return list(dict.fromkeys(columns))


def cells(asked: Asked) -> list[Quantity]:
    """Return all values of inline rows."""
    return [
        quantities.quantity(row[column])
        for row in asked.rows
        for column in list(row)[1:]
        if column not in NOT_SERIES and is_value(row, column)
    ]


def stated(article: Article) -> Mapping[str, Figure]:
    """Return all that a story's numbers may stand on, by name: its figures, and the rows of its charts."""
    return _STATED.of(Same(article), lambda: MappingProxyType(_stated(article)))


def _stated(article: Article) -> dict[str, Figure]:
    found = dict(article.figures)
    for asked in article.drawings:
        found |= dict(_as_figures(asked))
    return found


def _as_figures(asked: Asked) -> Iterator[tuple[str, Figure]]:
    for row in asked.rows:
        label = next(iter(row.values()))
        for column in list(row)[1:]:
            if column not in NOT_SERIES and is_value(row, column):
                value = {"label": label, "value": row[column], "kind": row.get("kind"), "by": row.get("by")}
                yield f"the row {label}", Figure.model_validate({**value, "source": asked.source})


def _as_period(name: str) -> Period | None:
    try:
        return periods.parse(name)
    except periods.PeriodError:
        return None


def _of_figure(figure: Figure, article: Article) -> Point:
    who = credited(figure.by, article.sources.get(figure.source or "")) or ""
    series = periods.short(figure.period) if figure.period else ""
    kind = figure.kind or "estimate"
    return _point(figure.value, kind, series, who if kind == "forecast" else "")


def _point(value: Quantity, kind: Kind, series: str, forecaster: str) -> Point:
    return Point(
        value=(value.low + value.high) / 2,
        text=_label(value),
        kind=kind,
        series=series,
        low=value.low if value.is_range else None,
        high=value.high if value.is_range else None,
        forecaster=forecaster,
    )


def _label(value: Quantity) -> str:
    """Return the value as it stands at a bar, with the sign of money or percent and no other unit."""
    unit = value.unit
    if unit is not None:
        is_part_of_it = unit.is_currency or unit.is_percent or unit.base.kind == "share"
        unit = replace(unit, per=None, of=None) if is_part_of_it else None
    return quantities.house(replace(value, unit=unit))


def _period_name(figure: Figure) -> str:
    if figure.period is None:
        return figure.of or figure.label
    name = periods.spoken(figure.period)
    return name[:1].upper() + name[1:]
