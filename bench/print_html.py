"""The print page of an issue, laid down so that WeasyPrint alone can read it."""

from __future__ import annotations

from pathlib import Path


def print_html(newsroom: Path, month: str, target_dir: Path) -> Path:
    """Return the print page of ``month`` in ``target_dir``, with all it refers to beside it.

    The page is the very text that the PDF edition hands to its renderer: renderers are compared, not pages.
    Style sheets, fonts and images are files, and every reference to them is one that plain
    ``weasyprint.HTML(filename=page).write_pdf(…)`` resolves without a fetcher of ours.
    """
    raise NotImplementedError
