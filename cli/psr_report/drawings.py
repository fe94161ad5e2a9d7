"""A chart as the analyst asked for it, to the rows that are drawn: for the checks and the assembly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from psr_report import chart_rows, charts, periods
from psr_report.attribution import short_publisher
from psr_report.chart_rows import MixedPeriods
from psr_report.charts import Chart, ChartError, Spec
from psr_report.memory import Memory, Same
from psr_report.model import Article, Figure
from psr_report.model import Chart as Asked
from psr_report.quantities import Quantity

__all__ = ["MixedPeriods", "drawing", "faults", "sources_of"]

_NO_SPECS: Mapping[str, Spec] = {}
_DRAWINGS: Memory[Chart] = Memory(2048)


def faults(article: Article, asked: Asked, specs: Mapping[str, Spec] = _NO_SPECS) -> list[ChartError]:
    """Return everything that keeps a chart from being drawn, each with its hint; empty when it can be.

    ``specs`` are the newsroom's Vega-Lite files by name.
    """
    try:
        return charts.check(drawing(article, asked, "chart", specs))
    except ChartError as error:
        return [error]


def drawing(article: Article, asked: Asked, name: str, specs: Mapping[str, Spec] = _NO_SPECS) -> Chart:
    """Return the chart to draw, with ``name`` as its id; raise ChartError when it would mislead."""
    spec = specs.get(asked.vega) if asked.vega is not None else None
    key = (Same(article), Same(asked), name, spec)
    return _DRAWINGS.of(key, lambda: _drawing(article, asked, name, spec))


def _drawing(article: Article, asked: Asked, name: str, spec: Spec | None) -> Chart:
    figures = [_figure(article, key) for key in asked.figures]
    values = [figure.value for figure in figures] or chart_rows.cells(asked)
    if asked.vega is not None and spec is None:
        raise ChartError(f"{asked.vega} was not read", "mend the file first")
    if asked.kind != "table":
        chart_rows.same_unit(values)
    rows, order = chart_rows.of(article, asked, figures)
    chart = Chart(
        id=name,
        kind=asked.kind or "vega",
        title=asked.title,
        measure=asked.measure,
        rows=rows,
        source="",
        unit=_axis_unit(values[0]) if values else "",
        rows_name=_heading(asked, figures),
        order=order,
        spec=spec,
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


def _axis_unit(value: Quantity) -> str:
    """Return what stands at the ticks: the sign of percent or money; the measure line names other units."""
    unit = value.unit
    return unit.base.symbol if unit is not None and (unit.is_percent or unit.is_currency) else ""


def _heading(asked: Asked, figures: Sequence[Figure]) -> str:
    """Return what heads the first column of the chart's table."""
    entities = {figure.of or figure.label for figure in figures}
    if asked.rows:
        name = next(iter(asked.rows[0]), "")
        return name[:1].upper() + name[1:]
    is_of_one = asked.kind == "dots" or (asked.kind == "table" and len(entities) == 1)
    by_period = (asked.kind == "line" or is_of_one) and len({figure.period for figure in figures}) > 1
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
