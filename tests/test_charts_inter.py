"""The widths in ``psr_report.charts.inter`` are those of the shipped fonts; run this file to renew them."""

from __future__ import annotations

import textwrap
from pathlib import Path

from fontTools.ttLib import TTFont

from psr_report.charts import inter

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "report_templates" / "fonts"
HEADER = '''"""Advance widths of Inter, by code point. Written by tests/test_charts_inter.py."""

from __future__ import annotations

UNITS = {units}

# fmt: off
# First code point of each run: the advances from there on, in font units; "-" where the font has no glyph.
'''
RUNS = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1CD, 0x1DC), (0x218, 0x21B), (0x2C6, 0x2DD),
    (0x384, 0x3CE), (0x400, 0x45F), (0x490, 0x493), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9), (0x2002, 0x2015),
    (0x2018, 0x2026), (0x202F, 0x203A), (0x2070, 0x208E), (0x20A0, 0x20BF), (0x2103, 0x2103),
    (0x2116, 0x2122), (0x2150, 0x215E), (0x2190, 0x2193), (0x2202, 0x2212), (0x2215, 0x221E),
    (0x2248, 0x2248), (0x2260, 0x2265),
]  # fmt: skip


def written() -> str:
    """Return the module's text as the shipped fonts would have it."""
    parts = []
    for name, file in (("REGULAR", "Inter-Regular.ttf"), ("SEMIBOLD", "Inter-SemiBold.ttf")):
        font = TTFont(FONTS / file)
        glyphs, advances = font.getBestCmap(), font["hmtx"]
        parts.append(f"{name} = {{\n")
        for first, last in RUNS:
            cells = [str(advances[glyphs[c]][0]) if c in glyphs else "-" for c in range(first, last + 1)]
            lines = textwrap.wrap(" ".join(cells), 96, break_on_hyphens=False)
            quoted = "\n".join(f'        "{line} "' for line in lines[:-1])
            final = f'        "{lines[-1]}"'
            body = f"(\n{quoted}\n{final}\n    )" if quoted else f'"{lines[-1]}"'
            parts.append(f"    0x{first:X}: {body},\n")
        parts.append("}\n\n")
    units = TTFont(FONTS / "Inter-Regular.ttf")["head"].unitsPerEm
    return HEADER.format(units=units) + "".join(parts).rstrip("\n") + "\n"


def test_every_width_is_that_of_the_shipped_font() -> None:
    assert Path(inter.__file__).read_text(encoding="utf-8") == written()


if __name__ == "__main__":
    Path(inter.__file__).write_text(written(), encoding="utf-8")
