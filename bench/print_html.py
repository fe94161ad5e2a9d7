"""The print page of an issue, laid down so that WeasyPrint alone can read it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def print_html(newsroom: Path, month: str, target_dir: Path) -> Path:
    """Return the print page of ``month`` in ``target_dir``, with its pictures beside it.

    The page is the very text that the PDF edition hands to its renderer: renderers are compared, not pages.
    Its styles are inside, and plain ``weasyprint.HTML(filename=page).write_pdf(…)`` resolves every reference.
    """
    from psr_report import assemble, render
    from psr_report.editions.pdf.page import job
    from psr_report.errors import Severity
    from psr_report.read import months
    from psr_report.read.newsroom import newsroom as read

    reading = read(newsroom, month)
    if any(problem.severity is Severity.ERROR for problem in reading.problems):
        sys.exit(f"the bench stops: {newsroom} cannot be read")
    chosen = assemble.selection(reading.newsroom, month, months.now())
    made = job(assemble.issue(reading.newsroom, month, chosen), render.environment(newsroom))
    target_dir.mkdir()
    for name, data in made["pictures"].items():
        picture = target_dir / "pictures" / name
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(data)
    page = target_dir / "issue.html"
    html = str(made["html"]).replace("</head>", f"<style>{made['css']}</style></head>", 1)
    page.write_text(html.replace(made["base"], ""), "utf-8")
    return page


def fonts(target_dir: Path) -> dict[str, str]:
    """Return the environment in which WeasyPrint alone finds the fonts of the PDF edition."""
    from psr_report.fonts import child_environment, fontconfig_file

    settings = target_dir / "fonts.conf"
    settings.write_text(fontconfig_file(scratch=target_dir), "utf-8")
    changed = child_environment(settings, os.environ)
    return {name: value for name, value in changed.items() if os.environ.get(name) != value}
