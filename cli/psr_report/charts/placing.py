"""Words beside marks: the first place that is still clear, and columns of words moved apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from psr_report.charts.marks import Box, Line, Text


def first_clear(
    candidates: Iterable[Text], boxes: Sequence[Box], lines: Sequence[Line], bounds: Box, air: float
) -> Text | None:
    """Return the first text that stays within ``bounds`` and ``air`` away from boxes and lines; else None."""
    for text in candidates:
        box = text.box
        inside = bounds.left <= box.left and box.right <= bounds.right
        inside = inside and bounds.top <= box.top and box.bottom <= bounds.bottom
        grown = Box(box.left - air, box.top - air / 2, box.right + air, box.bottom)
        free = inside and not any(meet(grown, other) for other in boxes)
        if free and not any(crosses(line, grown) for line in lines):
            return text
    return None


def meet(one: Box, other: Box) -> bool:
    """Return whether two boxes overlap."""
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def crosses(line: Line, box: Box) -> bool:
    """Return whether a line, with its thickness, runs through a box (Liang and Barsky's clipping)."""
    half = line.stroke / 2
    left, top, right, bottom = box.left - half, box.top - half, box.right + half, box.bottom + half
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    enter, leave = 0.0, 1.0
    for step, room in (
        (-dx, line.x1 - left),
        (dx, right - line.x1),
        (-dy, line.y1 - top),
        (dy, bottom - line.y1),
    ):
        if not step:
            if room <= 0:
                return False
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    return enter < leave


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return the tops of blocks whose middles are wanted at ``wanted``, moved as little as keeps them apart.

    They keep their order and stay between ``low`` and ``high``, which must have room for all of them.
    """
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    groups: list[tuple[list[int], float]] = []  # neighbours that touch, and the top of the first
    for n in order:
        members = [n]
        while True:
            tall = sum(heights[m] for m in members)
            top = min(max(_best_top(members, wanted, heights), low), high - tall)
            if not groups or groups[-1][1] + sum(heights[m] for m in groups[-1][0]) <= top + 1e-9:
                break
            members = [*groups.pop()[0], *members]
        groups.append((members, top))
    tops = [0.0] * len(wanted)
    for members, top in groups:
        for n in members:
            tops[n], top = top, top + heights[n]
    return tops


def _best_top(members: Sequence[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    """Return the top of a stack whose blocks are, on average, where they are wanted."""
    total = offset = 0.0
    for n in members:
        total += wanted[n] - heights[n] / 2 - offset
        offset += heights[n]
    return total / len(members)


def rest(start: float, end: float, taken: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return what is left of a stretch from ``start`` to ``end`` when the stretches ``taken`` are cut out."""
    left = []
    for low, high in sorted(taken):
        if start < high and low < end:
            left.append((start, low))
            start = high
    return [(low, high) for low, high in (*left, (start, end)) if high > low]
