"""Charts: rows of figures drawn as SVG, told as a sentence, listed as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psr_report.charts.faults import check
from psr_report.charts.model import (
    FRAMES,
    PRINT_BRIEF,
    PRINT_FULL,
    PRINT_TEXT,
    WEB_NARROW,
    WEB_WIDE,
    Chart,
    ChartError,
    Frame,
    Kind,
    Point,
    Row,
    Spec,
)
from psr_report.charts.palette import DARK, LIGHT, style_sheet
from psr_report.charts.words import Table, change, key, summary, table

if TYPE_CHECKING:
    from psr_report.charts.sheets import draw as draw_table
    from psr_report.charts.svg import draw, is_labelled, lay_out

__all__ = [
    "DARK",
    "FRAMES",
    "LIGHT",
    "PRINT_BRIEF",
    "PRINT_FULL",
    "PRINT_TEXT",
    "WEB_NARROW",
    "WEB_WIDE",
    "Chart",
    "ChartError",
    "Frame",
    "Kind",
    "Point",
    "Row",
    "Spec",
    "Table",
    "change",
    "check",
    "draw",
    "draw_table",
    "is_labelled",
    "key",
    "lay_out",
    "style_sheet",
    "summary",
    "table",
]


def __getattr__(name: str) -> Any:
    """Return what draws, loaded when it is first asked for: the house rules draw nothing."""
    if name in ("draw", "is_labelled", "lay_out"):
        from psr_report.charts import svg

        return getattr(svg, name)
    if name == "draw_table":
        from psr_report.charts import sheets

        return sheets.draw
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
