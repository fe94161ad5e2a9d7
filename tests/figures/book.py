"""A newsroom with a few figures in three issues, and the rows that it gives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from psr_report.figures import Row
from psr_report.figures.rows import in_one_unit, rows
from psr_report.numbering import number
from tests.desk import story, write, yaml

NOW = datetime(2025, 12, 1, tzinfo=UTC)
SOURCES = "sources: {desk: {publisher: Desk, title: notes, url: 'https://desk.example/notes', via: Agency}}"
FILES = {
    "2025-09/cells.yaml": yaml(
        "Cells",
        "companies: [CATL]\nfigures:\n"
        "  then: {label: l, value: US$148/kWh, of: LFP cells, metric: price paid, period: 2022, kind: actual,"
        " level: cell, source: desk}\n"
        "  fall: {label: l, value: 57%, of: LFP cells, metric: fall in price, period: 2025, kind: estimate}\n"
        "  nmc: {label: l, value: US$68/kWh, of: NMC cells, metric: price paid, period: 2025, kind: claim}",
        SOURCES,
    ),
    "2025-10/more.yaml": yaml(
        "More",
        "figures:\n"
        "  now: {label: l, value: about US$63/kWh, also: €54/kWh, of: lfp cells, metric: Price paid,"
        " period: 2025-09, as_of: 2025-10, kind: estimate, level: cell, source: desk}\n"
        "  range: {label: l, value: 758 km, of: Shenxing, metric: range, kind: claim, cycle: not stated}",
        SOURCES,
        topic="trucks",
    ),
    "2025-11/late.yaml": yaml(
        "Late", "figures: {bare: {label: points planned, value: '12,000', kind: forecast}}"
    ),
}


def newsroom(folder: Path, **more: str) -> Path:
    """Return a folder with the newsroom; ``more`` are further files of November by their slug."""
    return write(folder, FILES | {f"2025-11/{slug}.yaml": text for slug, text in more.items()})


def row(figure: str, *more: str, month: str = "2025-09", slug: str = "story") -> Row:
    """Return the row of one figure, given by its keys in braces; ``more`` are lines of its article."""
    [made] = listed(figure, *more, month=month, slug=slug)
    return made


def listed(*parts: str, month: str = "2025-09", slug: str = "story") -> list[Row]:
    """Return the rows of one story: the first part gives its first figure, ``id: {…}`` lines may follow."""
    first, *more = parts
    figures = [part for part in more if part.startswith("  ")]
    others = [part for part in more if not part.startswith("  ")]
    text = yaml("S", f"figures:\n  it: {first}", *figures, *others)
    one = story(text, slug, month)
    return in_one_unit(list(rows([one], number([one]).numbers)))
