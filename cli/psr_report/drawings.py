"""A chart as the analyst asked for it, to the rows that are drawn: written once for the checks and the assembly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from psr_report import periods, quantities
from psr_report.charts import Chart, ChartError, Point, Row
from psr_report.model import Article, Figure, Source
from psr_report.model import Chart as Asked
from psr_report.quantities import Quantity

DRAWN = ("bar", "dumbbell", "dots")
_NOT_SERIES = ("kind", "note", "by")
_KIND_SENTENCE = {
    "estimate": "Outlined bars are estimates.",
    "claim": "Hatched bars are makers’ claims.",
    "forecast": "Dashed bars are forecasts.",
}


def drawing(article: Article, asked: Asked, name: str) -> Chart:
    """Return the chart to draw; ``name`` becomes its id. Raises ChartError when it would mislead or cannot be drawn."""
    if asked.kind not in DRAWN:
        raise ChartError(f"charts of kind {asked.kind} are not drawn yet", f"the kinds drawn are {', '.join(DRAWN)}")
    figures = [article.figures[key] for key in asked.figures]
    if figures:
        _same_unit([figure.value for figure in figures])
        rows = _dumbbell(figures, article) if asked.kind == "dumbbell" else _one_each(figures, article, asked.kind)
    else:
        rows = _inline(asked)
    values = [figure.value for figure in figures] or _row_values(asked)
    kinds = {point.kind for row in rows for point in row.points}
    return Chart(
        id=name,
        kind=asked.kind,  # type: ignore[arg-type]
        title=asked.title,
        measure=asked.measure,
        rows=rows,
        source=_source_line(asked, article, figures, kinds),
        unit=_axis_unit(values[0]) if values else "",
    )


def sources_of(asked: Asked, article: Article) -> list[str]:
    """Return the names of the sources a chart draws on, each once, in order."""
    names = [article.figures[key].source for key in asked.figures] if asked.figures else [asked.source]
    return list(dict.fromkeys(name for name in names if name is not None))


def _same_unit(values: Sequence[Quantity]) -> None:
    units = {value.unit.symbol if value.unit else "no unit" for value in values}
    if len(units) > 1:
        raise ChartError(
            f"one chart draws one unit; here are {' and '.join(sorted(units))}", "draw them apart, or convert one of them"
        )


def _one_each(figures: Sequence[Figure], article: Article, kind: str) -> tuple[Row, ...]:
    if kind == "bar":
        _same_forms(figures)
    entities = [figure.of or figure.label for figure in figures]
    by_period = kind == "dots" or len(set(entities)) < len(entities)
    names = [_period_name(figure) if by_period else entity for figure, entity in zip(figures, entities, strict=True)]
    if len(set(names)) == 1:
        names, by_period = entities, False
    rows = []
    for figure, name, entity in zip(figures, names, entities, strict=True):
        note = entity if by_period and name != entity else ""
        rows.append(Row(name, (_point(figure, article),), note))
    return tuple(rows)


def _same_forms(figures: Sequence[Figure]) -> None:
    forms = {figure.period.form for figure in figures if figure.period is not None}
    if "year" in forms and forms & {"half", "quarter"}:
        raise ChartError(
            "half-year and full-year figures are different measures and never share one row of bars",
            "draw them as `kind: dots`: labelled points that are not joined",
        )


def _dumbbell(figures: Sequence[Figure], article: Article) -> tuple[Row, ...]:
    pairs: dict[str, list[Figure]] = {}
    for figure in figures:
        pairs.setdefault(figure.of or figure.label, []).append(figure)
    for entity, both in pairs.items():
        if len(both) != 2 or both[0].period is None or both[1].period is None:
            raise ChartError(
                f"a dumbbell needs two dated figures of each entity; {entity} has {len(both)}",
                "give both figures the same `of:` and a `period:` each",
            )
    return tuple(
        Row(entity, tuple(_point(figure, article) for figure in sorted(both, key=lambda one: one.period.first)))  # type: ignore[union-attr]
        for entity, both in pairs.items()
    )


def _point(figure: Figure, article: Article) -> Point:
    value = figure.value
    source = article.sources.get(figure.source or "")
    forecaster = figure.by or (source.publisher if source else "")
    return Point(
        value=_middle(value),
        text=_label(value),
        kind=figure.kind or "estimate",
        series=periods.short(figure.period) if figure.period else "",
        low=value.low if value.low != value.high else None,
        high=value.high if value.low != value.high else None,
        forecaster=forecaster if figure.kind == "forecast" else "",
    )


def _inline(asked: Asked) -> tuple[Row, ...]:
    _same_unit(_row_values(asked))
    rows = []
    for row in asked.rows:
        columns = list(row)
        series = [column for column in columns[1:] if column not in _NOT_SERIES]
        points = []
        for column in series:
            value = quantities.quantity(row[column])
            points.append(
                Point(
                    value=_middle(value),
                    text=_label(value),
                    kind=row.get("kind", "actual"),  # type: ignore[arg-type]
                    series=column if len(series) > 1 else "",
                    low=value.low if value.low != value.high else None,
                    high=value.high if value.low != value.high else None,
                    forecaster=row.get("by", ""),
                )
            )
        rows.append(Row(row[columns[0]], tuple(points), row.get("note", "")))
    return tuple(rows)


def _row_values(asked: Asked) -> list[Quantity]:
    return [
        quantities.quantity(cell)
        for row in asked.rows
        for column, cell in list(row.items())[1:]
        if column not in _NOT_SERIES
    ]


def _middle(value: Quantity) -> Decimal:
    return (value.low + value.high) / 2


def _label(value: Quantity) -> str:
    """Return the value as it stands at a bar: with its currency or percent sign, without the unit that the measure line names."""
    shown = [part.text for part in quantities.parts(value) if part.role != "unit"]
    roles = [part.role for part in quantities.parts(value) if part.role != "unit"]
    text = ""
    for role, part in zip(roles, shown, strict=True):
        joint = "" if not text or role == "percent" or text.endswith(("$", "€", "£", "¥", "₹")) else "\u00a0"
        text += joint + part
    return text


def _axis_unit(value: Quantity) -> str:
    return "%" if any(part.role == "percent" for part in quantities.parts(value)) else ""


def _period_name(figure: Figure) -> str:
    if figure.period is None:
        return figure.of or figure.label
    name = periods.spoken(figure.period)
    return name[:1].upper() + name[1:]


def _source_line(asked: Asked, article: Article, figures: Sequence[Figure], kinds: set[str]) -> str:
    sources = [article.sources[name] for name in sources_of(asked, article)]
    publishers = list(dict.fromkeys(short_publisher(source) for source in sources))
    sentences = []
    if asked.kind == "bar" and len(kinds) <= 2:
        sentences += [_KIND_SENTENCE[kind] for kind in ("estimate", "claim", "forecast") if kind in kinds]
    if publishers:
        sentences.append(f"{'Sources' if len(publishers) > 1 else 'Source'}: {'; '.join(publishers)}.")
    dates = [figure.as_of for figure in figures if figure.as_of is not None]
    if dates:
        sentences.append(f"As of {periods.spoken(max(dates, key=lambda date: date.last))}.")
    if asked.note:
        sentences.append(asked.note if asked.note.endswith((".", "?", "!")) else f"{asked.note}.")
    return " ".join(sentences)


def short_publisher(source: Source) -> str:
    """Return the publisher's short name: T&E for "Transport & Environment (T&E)"."""
    import re

    match = re.search(r"\(([^()]{2,12})\)\Z", source.publisher)
    return match[1] if match else source.publisher
