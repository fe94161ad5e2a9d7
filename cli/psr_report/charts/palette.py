"""The colours of charts: one class, one colour. Page style sheets recolour the classes."""

from __future__ import annotations

from types import MappingProxyType

# s: fills of series, l: their lines and outlines, t: text in their colour, w: their washes. 0 is context.
LIGHT = MappingProxyType({
    "ink": "#17212B", "muted": "#4A5662", "paper": "#FFFFFF", "tint": "#EEF2F5",
    "axis": "#17212B", "rule": "#C9D0D6",
    "s0": "#8A94A0", "s1": "#1F6FB2", "s2": "#BF560B", "s3": "#1B7F5A", "s4": "#7A4FA3",
    "l0": "#8A94A0", "l1": "#1F6FB2", "l2": "#BF560B", "l3": "#1B7F5A", "l4": "#7A4FA3",
    "t1": "#1F6FB2", "t2": "#BF560B", "t3": "#1B7F5A", "t4": "#7A4FA3",
    "w1": "#E3EEF7", "w2": "#FAEBDF", "w3": "#E0F1EA", "w4": "#EFE8F5",
})  # fmt: skip
DARK = MappingProxyType({
    "ink": "#E6EDF3", "muted": "#A9B6C2", "paper": "#10171E", "tint": "#1B2631",
    "axis": "#E6EDF3", "rule": "#33414E",
    "s0": "#7D8894", "s1": "#6FB1E8", "s2": "#F0934A", "s3": "#4FC39A", "s4": "#B99AD8",
    "l0": "#7D8894", "l1": "#6FB1E8", "l2": "#F0934A", "l3": "#4FC39A", "l4": "#B99AD8",
    "t1": "#6FB1E8", "t2": "#F0934A", "t3": "#4FC39A", "t4": "#B99AD8",
    "w1": "#18293A", "w2": "#33231A", "w3": "#16302A", "w4": "#2A2336",
})  # fmt: skip
STROKED = frozenset({"axis", "rule", "l0", "l1", "l2", "l3", "l4"})


def style_sheet(colours: MappingProxyType[str, str] = DARK) -> str:
    """Return CSS rules that give every class of a chart its colour: fills, and strokes for lines."""
    return "\n".join(
        f".chart .{name} {{ {'stroke' if name in STROKED else 'fill'}: {colour} }}"
        for name, colour in colours.items()
    )
