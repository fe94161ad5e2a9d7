"""Charts: rows of figures drawn as SVG, told as a sentence, listed as a table."""

from __future__ import annotations

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
)
from psr_report.charts.palette import DARK, LIGHT, style_sheet
from psr_report.charts.svg import draw, lay_out
from psr_report.charts.words import Table, change, key, summary, table

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
    "Table",
    "change",
    "check",
    "draw",
    "key",
    "lay_out",
    "style_sheet",
    "summary",
    "table",
]
