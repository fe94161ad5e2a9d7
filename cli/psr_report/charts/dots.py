"""Dots on light stems from zero, never joined; forecasts as dashed rings on a tinted band."""

from __future__ import annotations

from decimal import Decimal

from psr_report.charts.marks import Box, Drawing, Line, Shape, Text, baseline, stroke
from psr_report.charts.model import Chart, Frame, Point
from psr_report.charts.rows import Cell, Rows, Scale, arrange, gap, words


def lay_out(chart: Chart, frame: Frame) -> Drawing:
    """Return the dots laid out above a scale of round numbers."""
    radius = dot_radius(frame)
    rows = arrange(chart, frame, radius=radius, ticked=True)
    values = [text for cell in rows.cells for text in words(cell, frame, _end(cell, rows, radius))]
    return Drawing(
        frame.width,
        rows.height,
        bands=rows.bands,
        lines=(*_grid(rows, values), *(_stem(cell, rows, radius) for cell in rows.cells)),
        shapes=(
            *rows.swatches,
            *(dot(cell.point, cell.colour, rows.scale, cell.middle, frame) for cell in rows.cells),
        ),
        axes=rows.zero,
        texts=(*rows.texts, *values, *tick_words(rows.ticks, rows.scale, rows.bottom, frame)),
    )


def dot_radius(frame: Frame) -> float:
    """Return the radius of a dot."""
    return 0.46 * frame.text


def dot(point: Point, colour: int, scale: Scale, middle: float, frame: Frame) -> Shape:
    """Return a dot in the look of its kind; a range becomes a capsule from end to end."""
    radius = dot_radius(frame)
    box = Box(scale(point.bottom) - radius, middle - radius, scale(point.top) + radius, middle + radius)
    return Shape(box, point.kind, colour, stroke(frame), round=True)


def _end(cell: Cell, rows: Rows, radius: float) -> float:
    if cell.leftward:
        return rows.scale(cell.point.bottom) - radius - gap(rows.frame)
    return rows.scale(cell.point.top) + radius + gap(rows.frame)


def _stem(cell: Cell, rows: Rows, radius: float) -> Line:
    point, scale = cell.point, rows.scale
    near = min((point.bottom, point.top), key=abs) if point.bottom * point.top > 0 else Decimal(0)
    end = scale(near) - (radius if near > 0 else -radius if near < 0 else 0)
    dash = 0.08 * rows.frame.text
    past = (end - scale.zero) * (1 if near > 0 else -1) > 0
    return Line(
        scale.zero,
        cell.middle,
        end if past else scale.zero,
        cell.middle,
        f"l{cell.colour}",
        dash,
        (dash, 2 * dash),
    )


def _grid(rows: Rows, texts: list[Text]) -> list[Line]:
    """Return the grid, broken where a line would run through words."""
    lines = []
    for tick, _ in rows.ticks:
        x = rows.scale(tick)
        if not tick:
            continue
        boxes = sorted(_across(x, texts, rows.frame), key=lambda box: box.top)
        for start, end in _grid_spans(rows):
            for box in boxes:
                if start < box.bottom and box.top < end:
                    lines.append((x, start, box.top))
                    start = box.bottom
            lines.append((x, start, end))
    hair = 0.06 * rows.frame.text
    return [Line(x, top, x, bottom, "rule", hair) for x, top, bottom in lines if bottom > top]


def _grid_spans(rows: Rows) -> list[tuple[float, float]]:
    """Return where the grid may run: all the way, or as notches at the foot of stacked rows."""
    if not rows.stacked:
        return list(rows.spans)
    return [(rows.bottom - 0.3 * rows.frame.text, rows.bottom)]


def _across(x: float, texts: list[Text], frame: Frame) -> list[Box]:
    """Return the boxes of the words that a line at ``x`` would run through, with some air."""
    air = 0.3 * frame.text
    boxes = [text.box for text in texts]
    return [
        Box(box.left, box.top - air / 2, box.right, box.bottom + air / 2)
        for box in boxes
        if box.left - air < x < box.right + air
    ]


def tick_words(
    ticks: tuple[tuple[Decimal, str], ...], scale: Scale, floor: float, frame: Frame
) -> tuple[Text, ...]:
    """Return the words under a scale that ends at ``floor``."""
    y = baseline(floor + 1.15 * frame.small, frame.small)
    return tuple(
        Text(scale(tick), y, word, frame.small, role="muted", anchor="middle") for tick, word in ticks
    )
