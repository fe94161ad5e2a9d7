"""What travels inside the PDF: the issue's YAML as typed, and its figures as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from psr_report import quantities
from psr_report.read.newsroom import Newsroom, Story

HEAD = (
    "story", "figure", "label", "value as printed", "low", "high", "unit", "qualifier", "also", "kind", "of", "metric",
    "period", "as of", "level", "cycle", "by", "source number", "publisher", "title", "address",
)  # fmt: skip

# A spreadsheet runs a cell that starts with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def of(
    room: Newsroom, month: str, stories: Sequence[Story], numbers: Mapping[str, Mapping[str, int]]
) -> dict[str, bytes]:
    """Return the files attached to the issue by name: its plan, its printed stories and figures.csv."""
    files = {f"{story.slug}.yaml": story.document.text.encode() for story in stories}
    plan = room.folders[month].document
    if plan.text:
        files["issue.yaml"] = plan.text.encode()
    files["figures.csv"] = figures(stories, numbers)
    return dict(sorted(files.items()))


def figures(stories: Sequence[Story], numbers: Mapping[str, Mapping[str, int]]) -> bytes:
    """Return the stories' figures as CSV (UTF-8 with BOM, so that spreadsheets read it; no cell can run)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for story in stories:
        for name, figure in story.article.figures.items():
            value = figure.value
            source = story.article.sources.get(figure.source or "")
            cells = [
                story.slug, name, figure.label, quantities.house(value), f"{value.low:f}", f"{value.high:f}",
                value.unit.symbol if value.unit else "", value.qualifier or "",
                quantities.house(figure.also) if figure.also else "", figure.kind or "", figure.of or "", figure.metric or "",
                figure.period.text if figure.period else "", figure.as_of.text if figure.as_of else "", figure.level or "",
                figure.cycle or "", figure.by or "", str(numbers[story.slug].get(figure.source or "", "")),
                source.publisher if source else "", source.title if source else "", source.url or "" if source else "",
            ]  # fmt: skip
            writer.writerow([_safe(cell, is_number=column in (4, 5)) for column, cell in enumerate(cells)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(cell: str, *, is_number: bool) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not is_number else cell
