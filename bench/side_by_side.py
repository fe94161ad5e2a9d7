"""The same four charts by this program and by Vega-Lite: what each drawing costs, and how large it is.

Both draw in a process that has drawn before: what starting Vega-Lite takes stands on a line of its own. The
drawings are left side by side in ``output/bench/charts.html``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NEWSROOM = ROOT / "content"
DRAWINGS = 30  # of each chart; the median counts
PAGE = ROOT / "output" / "bench" / "charts.html"
WIDTH = 656  # pixels, of the web edition's wide drawings

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A chart of the sample, by its story and place there, and the same for Vega-Lite."""

    name: str
    month: str
    slug: str
    at: int
    spec: Callable[[list[Json]], Json]


def bars(rows: list[Json]) -> Json:
    """Return bars with a value at each end, a negative one at the left of zero."""
    x = {"field": "value", "type": "quantitative", "axis": None}
    y = {"field": "label", "type": "nominal", "sort": None, "title": None}
    label = {"text": {"field": "text"}}
    return _spec(rows, x, y, [{"mark": "bar"}, {"mark": {"type": "text", "dx": 18}, "encoding": label}])


def dumbbell(rows: list[Json]) -> Json:
    """Return two dots for each name, joined."""
    x = {"field": "value", "type": "quantitative", "title": None}
    y = {"field": "label", "type": "nominal", "sort": None, "title": None}
    colour = {"color": {"field": "series", "type": "nominal"}}
    layers: list[Json] = [
        {"mark": "line", "encoding": {"detail": {"field": "label"}}},
        {"mark": {"type": "point", "filled": True, "size": 90}, "encoding": colour},
        {"mark": {"type": "text", "dy": -14}, "encoding": {"text": {"field": "text"}}},
    ]
    return _spec(rows, x, y, layers)


def dots(rows: list[Json]) -> Json:
    """Return labelled dots on rules from zero."""
    x = {"field": "value", "type": "quantitative", "title": None}
    y = {"field": "label", "type": "nominal", "sort": None, "title": None}
    shape = {"color": {"field": "kind", "type": "nominal"}}
    layers: list[Json] = [
        {"mark": {"type": "rule", "strokeDash": [1, 2]}, "encoding": {"x2": {"datum": 0}}},
        {"mark": {"type": "point", "filled": True, "size": 90}, "encoding": shape},
        {"mark": {"type": "text", "dx": 30}, "encoding": {"text": {"field": "text"}}},
    ]
    return _spec(rows, x, y, layers)


CASES = (
    Case("cell prices, dumbbell", "2025-09", "cell-prices", 1, dumbbell),
    Case("BEV shares, bars", "2025-10", "eu-carmakers", 2, bars),
    Case("margins, one negative bar", "2025-10", "eu-carmakers", 1, bars),
    Case("China's trucks, dots", "2025-12", "china-trucks", 1, dots),
)


def table() -> str:
    """Return a line for each chart: milliseconds of processor time and bytes, ours and theirs."""
    import vl_convert

    from psr_report.charts import WEB_WIDE, Chart, draw

    start = time.process_time()
    vl_convert.vegalite_to_svg(bars([{"label": "a", "value": 1, "text": "1"}]), allowed_base_urls=[])
    started = time.process_time() - start
    found: list[tuple[str, ...]] = [("chart", "ours", "Vega-Lite", "ours", "Vega-Lite")]
    pairs = []
    for case in CASES:
        chart: Chart = _chart(case)
        spec = case.spec(_rows(chart))

        def ours(chart: Chart = chart) -> str:
            return str(draw(chart, WEB_WIDE))

        def theirs(spec: Json = spec) -> str:
            return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))

        mine, its = _cost(ours), _cost(theirs)
        drawn = (ours(), theirs())
        sizes = [f"{len(svg.encode()) / 1000:.1f} kB" for svg in drawn]
        found.append((case.name, f"{mine:.1f} ms", f"{its:.1f} ms", *sizes))
        pairs.append(f"<h2>{case.name}</h2><p>{drawn[0]}<p>{drawn[1]}")
    found.append(("starting Vega-Lite", "", f"{1000 * started:.0f} ms", "", ""))
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><title>Side by side</title>{''.join(pairs)}", "utf-8"
    )
    first = max(len(row[0]) for row in found)
    return "\n".join(f"{row[0]:<{first}}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in found)


def _cost(draw: Callable[[], str]) -> float:
    """Return the milliseconds of processor time that one drawing takes."""
    costs = []
    for _ in range(DRAWINGS + 1):
        start = time.process_time()
        draw()
        costs.append(1000 * (time.process_time() - start))
    return median(costs[1:])


def _chart(case: Case) -> Any:
    from psr_report.drawings import drawing
    from psr_report.read.newsroom import newsroom

    reading = newsroom(NEWSROOM, case.month)
    if reading.newsroom is None:
        sys.exit("the bench stops: the sample cannot be read")
    article = reading.newsroom.folders[case.month].stories[case.slug].article
    return drawing(article, article.drawings[case.at - 1], "bench")


def _rows(chart: Any) -> list[Json]:
    return [
        {
            "label": row.label,
            "series": point.series,
            "value": float(point.value),
            "text": point.text,
            "kind": point.kind,
        }
        for row in chart.rows
        for point in row.points
    ]


def _spec(rows: list[Json], x: Json, y: Json, layers: list[Json]) -> Json:
    return {"width": WIDTH, "data": {"values": rows}, "encoding": {"x": x, "y": y}, "layer": layers}


if __name__ == "__main__":
    print(table())
