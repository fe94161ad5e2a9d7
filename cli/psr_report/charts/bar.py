"""Bars from zero, one or several to a row, each with its value at its end."""

from __future__ import annotations

import math

from psr_report.charts.marks import Box, Drawing, Shape, stroke
from psr_report.charts.model import Chart, Frame
from psr_report.charts.rows import Cell, Rows, arrange, gap, words


def lay_out(chart: Chart, frame: Frame) -> Drawing:
    """Return the bars laid out; negative ones go left of a zero line inside the plot."""
    sliver = 0.12 * frame.text  # the least that a value other than zero shows
    rows = arrange(chart, frame, radius=sliver, ticked=False)
    grouped = max(len(row.points) for row in chart.rows) > 1
    thickness = 0.84 * frame.slot if grouped else 0.62 * frame.pitch
    shapes = [shape for cell in rows.cells for shape in _bar(cell, rows, thickness, sliver)]
    texts = [text for cell in rows.cells for text in words(cell, frame, _end(cell, rows, sliver))]
    return Drawing(
        frame.width,
        rows.height,
        bands=rows.bands,
        shapes=(*rows.swatches, *shapes),
        axes=rows.zero,
        texts=(*rows.texts, *texts),
    )


def _end(cell: Cell, rows: Rows, sliver: float) -> float:
    """Return where the words of a cell begin: beyond the bar's end."""
    if cell.leftward:
        return rows.scale(cell.point.bottom) - sliver - gap(rows.frame)
    return rows.scale(cell.point.top) + sliver + gap(rows.frame)


def _bar(cell: Cell, rows: Rows, thickness: float, sliver: float) -> list[Shape]:
    """Return the bar; of a range the part up to its nearer end in its kind's look, the rest open."""
    point, scale, line = cell.point, rows.scale, stroke(rows.frame)
    top, bottom = cell.middle - thickness / 2, cell.middle + thickness / 2

    def between(one: float, other: float) -> Box:
        return Box(min(one, other), top, max(one, other), bottom)

    low, high = scale(point.bottom), scale(point.top)
    near, far = (low, high) if abs(point.bottom) <= abs(point.top) else (high, low)
    if not point.is_range:
        if not point.value:
            return []
        if abs(far - scale.zero) < sliver:
            far = scale.zero + (sliver if point.value > 0 else -sliver)
        return [Shape(between(scale.zero, far), point.kind, cell.colour, line)]
    if point.bottom < 0 < point.top:
        return [Shape(between(low, high), "open", cell.colour, line)]
    far = far if abs(far - near) >= sliver else near + (sliver if point.top > 0 else -sliver)
    foreseen = point.kind == "forecast"
    whole = Shape(between(scale.zero, far), "forecast" if foreseen else "open", cell.colour, line)
    if abs(near - scale.zero) <= 2 * line:
        return [whole]
    if not foreseen:
        return [whole, Shape(between(scale.zero, near), point.kind, cell.colour, line)]
    # A second dashed outline would run into the first: the sure part of a forecast is a wash inside it.
    sure = between(scale.zero + math.copysign(line, near - scale.zero), near)
    inner = Box(sure.left, sure.top + line, sure.right, sure.bottom - line)
    return [whole, Shape(inner, "wash", cell.colour, line)]
