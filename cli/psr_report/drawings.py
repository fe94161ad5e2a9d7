"""A chart as the analyst asked for it, to the rows that are drawn: for the checks and the assembly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import get_args

from psr_report import charts, ledger, periods, quantities
from psr_report.attribution import credited, short_publisher
from psr_report.charts import Chart, ChartError, Kind, Point, Row
from psr_report.model import Article, Figure
from psr_report.model import Chart as Asked
from psr_report.periods import Period
from psr_report.quantities import Quantity


class MixedPeriods(ChartError):
    """A chart that puts figures for periods of different length into one row of bars or on one line."""


_NOT_SERIES = ("kind", "note", "by")
_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
_SUMS = frozenset({"quarter", "half", "year", "span"})  # a figure for these adds up over the whole period


def faults(article: Article, asked: Asked) -> list[ChartError]:
    """Return everything that keeps a chart from being drawn, each with its hint; empty when it can be."""
    try:
        return charts.check(drawing(article, asked, "chart"))
    except ChartError as error:
        return [error]


def drawing(article: Article, asked: Asked, name: str) -> Chart:
    """Return the chart to draw, with ``name`` as its id; raise ChartError when it would mislead."""
    match asked.kind:
        case "bar" | "dumbbell" | "dots" as kind:
            pass
        case other:
            raise ChartError(
                f"charts of kind {other} are not drawn yet", "the kinds drawn are bar, dumbbell, dots"
            )
    figures = [_figure(article, key) for key in asked.figures]
    values = [figure.value for figure in figures] or _cells(asked)
    _same_unit(values)
    if not figures:
        rows = _inline(asked)
    elif kind == "dumbbell":
        rows = _pairs(figures, article)
    else:
        rows = _one_each(figures, article, kind)
    chart = Chart(
        id=name,
        kind=kind,
        title=asked.title,
        measure=asked.measure,
        rows=rows,
        source="",
        unit=_axis_unit(values[0]) if values else "",
        rows_name=_heading(asked, figures),
    )
    return replace(chart, source=_source_line(asked, article, figures, chart))


def sources_of(asked: Asked, article: Article) -> list[str]:
    """Return the names of the sources a chart draws on, each once, in order."""
    names = [_figure(article, key).source for key in asked.figures] if asked.figures else [asked.source]
    return list(dict.fromkeys(name for name in names if name is not None and name in article.sources))


def _figure(article: Article, name: str) -> Figure:
    if name not in article.figures:
        raise ChartError(
            f'figure "{name}" is not among this story\'s figures', "name one of its figures, or add it"
        )
    return article.figures[name]


def _same_unit(values: Sequence[Quantity]) -> None:
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


def _same_length(named: Iterable[Period]) -> None:
    """Refuse what adds up over a half year beside what adds up over a full one."""
    sums = [period for period in named if period.form in _SUMS]
    for one, other in combinations(sums, 2):
        if not periods.same_length(one, other):
            shorter, longer = sorted((one, other), key=lambda period: period.last - period.first)
            raise MixedPeriods(
                f"{periods.short(shorter)} and {periods.short(longer)} differ in length: half-year and "
                "full-year figures are different measures and never share one row of bars or one line",
                "draw them as `kind: dots`: labelled points that are not joined",
            )


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


def _inline(asked: Asked) -> tuple[Row, ...]:
    if asked.kind != "dots":
        for names in ([next(iter(row.values()), "") for row in asked.rows], _series(asked)):
            _same_length(period for name in names if (period := _as_period(name)) is not None)
    rows = []
    for row in asked.rows:
        columns = [column for column in list(row)[1:] if column not in _NOT_SERIES]
        kind = _KINDS[row.get("kind", "actual")]
        points = tuple(
            _point(
                quantities.quantity(row[column]),
                kind,
                column if len(_series(asked)) > 1 else "",
                row.get("by", "") if kind == "forecast" else "",
            )
            for column in columns
        )
        rows.append(Row(next(iter(row.values())), points, row.get("note", "")))
    return tuple(rows)


def _series(asked: Asked) -> list[str]:
    columns = [column for row in asked.rows for column in list(row)[1:] if column not in _NOT_SERIES]
    return list(dict.fromkeys(columns))


def _cells(asked: Asked) -> list[Quantity]:
    return [
        quantities.quantity(cell)
        for row in asked.rows
        for column, cell in list(row.items())[1:]
        if column not in _NOT_SERIES
    ]


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


def _axis_unit(value: Quantity) -> str:
    """Return what stands at the ticks: the sign of percent or money; the measure line names other units."""
    unit = value.unit
    return unit.base.symbol if unit is not None and (unit.is_percent or unit.is_currency) else ""


def _period_name(figure: Figure) -> str:
    if figure.period is None:
        return figure.of or figure.label
    name = periods.spoken(figure.period)
    return name[:1].upper() + name[1:]


def _heading(asked: Asked, figures: Sequence[Figure]) -> str:
    """Return what heads the first column of the chart's table."""
    if asked.rows:
        name = next(iter(asked.rows[0]), "")
        return name[:1].upper() + name[1:]
    by_period = asked.kind == "dots" and len({figure.period for figure in figures}) > 1
    return "Period" if by_period else "Item"


def _source_line(asked: Asked, article: Article, figures: Sequence[Figure], chart: Chart) -> str:
    publishers = list(
        dict.fromkeys(short_publisher(article.sources[name]) for name in sources_of(asked, article))
    )
    sentences = [charts.key(chart)]
    if publishers:
        sentences.append(
            _sentence(f"{'Sources' if len(publishers) > 1 else 'Source'}: {'; '.join(publishers)}")
        )
    dates = [figure.as_of for figure in figures if figure.as_of is not None]
    if dates:
        sentences.append(f"As of {periods.spoken(max(dates, key=lambda date: date.last))}.")
    if asked.note:
        sentences.append(_sentence(asked.note))
    return " ".join(sentence for sentence in sentences if sentence)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
