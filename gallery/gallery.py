"""Every kind of chart with its hard cases, on one page for paper, one for the web and one for the terminal.

Writes ``output/gallery/gallery.pdf``, ``.html`` (light and dark) and ``.txt``. The cases are a newsroom like
any other, in ``gallery/newsroom``; their numbers are invented.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup, escape

from psr_report import charts, render
from psr_report.charts import DARK, LIGHT, PRINT_BRIEF, PRINT_FULL, PRINT_TEXT, WEB_NARROW, WEB_WIDE, Chart
from psr_report.charts import text as in_text
from psr_report.charts.palette import STROKED, style_sheet
from psr_report.drawings import drawing
from psr_report.fonts import child_environment, fontconfig_file
from psr_report.read.newsroom import newsroom
from psr_report.settings import COLOURS

ROOT = Path(__file__).resolve().parents[1]
NEWSROOM = ROOT / "gallery" / "newsroom"
MONTH = "2025-11"
WIDTHS = (76, 40)  # columns of the terminal; the narrow one in ASCII
PRINT = """
import sys
from weasyprint import HTML
HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""
WEB_STYLE = """
@font-face {
  font-family: Inter; font-weight: 400;
  src: url(../../report_templates/fonts/Inter-Regular.woff2)
}
@font-face {
  font-family: Inter; font-weight: 600;
  src: url(../../report_templates/fonts/Inter-SemiBold.woff2)
}
.gallery { display: grid; grid-template-columns: 656px 335px; gap: 0 40px; padding: 20px 40px }
.gallery .chart-box { margin: 16px 0 }
"""
PRINT_STYLE = """
@page { size: A4; margin: 15mm 19mm }
.pair { break-inside: avoid }
.pair::after { content: ""; display: block; clear: both }
.column, .brief { float: left; width: 154.2pt }
.column { width: 320.3pt; margin-right: 13pt }
"""


def cases() -> Iterator[Chart]:
    """Yield the charts of the gallery in its order."""
    reading = newsroom(NEWSROOM, MONTH)
    assert reading.newsroom is not None
    assert not reading.problems, [str(problem) for problem in reading.problems]
    folder = reading.newsroom.folders[MONTH]
    for section in folder.plan.sections:
        for slug in section.articles:
            article = folder.stories[slug].article
            for at, asked in enumerate(article.drawings, 1):
                yield drawing(article, asked, f"{slug}-{at}", reading.newsroom.specs)


def in_words(chart: Chart) -> str:
    """Return the chart as text: in blocks, and narrow in ASCII."""
    wide, narrow = WIDTHS
    parts = [in_text.lines(chart, wide), in_text.lines(chart, narrow, ascii_only=True)]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def web(drawn: list[Chart]) -> str:
    """Return the page for browsers: each chart wide and narrow, on paper's white and on a dark screen."""
    templates = render.environment()
    light = {"roles": COLOURS, "chart_light": LIGHT, "chart_dark": DARK, "stroked": STROKED}
    style = render.page(templates, "html/colours.css.j2", light)
    style += render.stylesheet(templates, ["html/web.css"]) + WEB_STYLE
    dark = "; ".join(f"--{name}: {colour}" for name, colour in DARK.items())
    style += f".dark {{ {dark}; background: var(--paper); color: var(--ink) }}\n"
    style += style_sheet(DARK).replace(".chart .", ".dark .chart .")
    boxes = [_box(chart, WEB_WIDE) + _box(chart, WEB_NARROW) for chart in drawn]
    # Ids are for one drawing each: the dark half is the same drawings under other names.
    other = [
        box.replace(f"{chart.id}-w", f"dark-{chart.id}-w") for chart, box in zip(drawn, boxes, strict=True)
    ]
    halves = "".join(
        f'<main class="gallery{name}">{"".join(part)}</main>'
        for name, part in (("", boxes), (" dark", other))
    )
    return _page(style, halves)


def paper(drawn: list[Chart]) -> str:
    """Return the page for paper: each chart as wide as a lead, a column and a brief."""
    style = render.stylesheet(render.environment(), ["pdf/print.css"]) + PRINT_STYLE
    cases = []
    for chart in drawn:
        column, brief = _box(chart, PRINT_TEXT), _box(chart, PRINT_BRIEF)
        pair = f'<div class="column">{column}</div><div class="brief">{brief}</div>'
        cases.append(f'{_box(chart, PRINT_FULL)}<div class="pair">{pair}</div>')
    return _page(style, "".join(cases))


def _box(chart: Chart, frame: charts.Frame) -> str:
    finding, measure = f'<p class="finding">{escape(chart.title)}</p>', escape(chart.measure)
    drawn, source = charts.draw(chart, frame), escape(chart.source)
    if frame.unit == "px":
        head = f"<figcaption>{finding}{measure}</figcaption>"
        return f'<figure class="chart-box">{head}{drawn}<p class="src">{source}</p></figure>'
    head = f'{finding}<p class="measure">{measure}</p>'
    return f'<div class="chart-box">{head}{drawn}<p class="cite">{source}</p></div>'


def _page(style: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Gallery of charts</title>'
        f"<style>{Markup(style)}</style></head><body>{body}</body></html>\n"
    )


def printed(page: str, target: Path) -> None:
    """Write the page as PDF, with the fonts of the PDF edition."""
    with TemporaryDirectory(prefix="psr-report-gallery-") as scratch:
        folder = Path(scratch)
        (folder / "fonts.conf").write_text(fontconfig_file(scratch=folder), "utf-8")
        (folder / "page.html").write_text(page, "utf-8")
        command = [sys.executable, "-c", PRINT, str(folder / "page.html"), str(target)]
        subprocess.run(command, env=child_environment(folder / "fonts.conf", os.environ), check=True)


def main() -> None:
    """Write the three pages, and print where they are."""
    target = ROOT / "output" / "gallery"
    target.mkdir(parents=True, exist_ok=True)
    drawn = list(cases())
    (target / "gallery.html").write_text(web(drawn), "utf-8")
    (target / "gallery.txt").write_text("\n\n".join(map(in_words, drawn)), "utf-8")
    printed(paper(drawn), target / "gallery.pdf")
    for ending in ("pdf", "html", "txt"):
        print(f"output/gallery/gallery.{ending}")


if __name__ == "__main__":
    main()
