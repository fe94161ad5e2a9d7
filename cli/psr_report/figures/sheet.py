"""The rows for programs: one column a fact, named alike in JSON, Parquet and, with blanks, in CSV.

CSV is what a spreadsheet opens: UTF-8 with a byte order mark, without which it shows € as â‚¬, lines that end
with CR LF, and no cell that it would run. Whoever reads it with a program says "utf-8-sig", or takes JSON.
"""

from __future__ import annotations

import csv as writer
import io
import json as dumper
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from psr_report import quantities
from psr_report.errors import RenderError
from psr_report.figures.rows import Row
from psr_report.periods import Period
from psr_report.quantities import Quantity

Cell = str | int | Decimal | None

HEAD = (
    "issue", "article", "line", "figure", "status", "headline", "topic", "region", "companies",
    "label", "value", "low", "high", "unit", "qualifier", "also",
    "common_value", "common_low", "common_high", "common_unit", "common_note",
    "kind", "of", "metric", "period", "period_first", "period_last", "as_of",
    "level", "cycle", "by", "supersedes",
    "source_number", "publisher", "title", "address", "published", "via",
)  # fmt: skip
WHOLE = frozenset({"line", "source_number"})
NUMBERS = frozenset({"low", "high", "common_low", "common_high"})

# A spreadsheet runs a cell that starts with one of these; the wide forms count in East Asian ones. Where the
# comma is the decimal sign, cells are parted at semicolons, so that a cell may start behind one as well.
_RUNS = re.compile(r"(\A|;)(?=[=+\-@\t\r\n＝＋－＠])")


def cells(row: Row) -> dict[str, Cell]:
    """Return all that is known of a figure, by column; None where nothing is.

    ``value`` is the value as printed, ``low`` and ``high`` are its ends in full. The columns that begin with
    ``common`` say it in the unit it shares with others, and ``common_note`` where that comes from.
    """
    known = (*_of_story(row), *_of_figure(row), *_of_source(row))
    return {name: None if cell == "" else cell for name, cell in known}


def csv(rows: Sequence[Row]) -> bytes:
    """Return the rows as CSV that a spreadsheet may open: no cell in it can run."""
    return table([name.replace("_", " ") for name in HEAD], (list(cells(row).values()) for row in rows))


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return any table as such CSV."""
    out = io.StringIO()
    sheet = writer.writer(out, lineterminator="\r\n")
    sheet.writerow(head)
    for row in rows:
        sheet.writerow(map(_plain, row))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def json(rows: Sequence[Row]) -> bytes:
    """Return the rows as a JSON array, one object a line, every column in each."""
    objects = (dumper.dumps(_numbered(cells(row)), ensure_ascii=False) for row in rows)
    return f"[{','.join(f'{chr(10)}{each}' for each in objects)}\n]\n".encode()


def parquet(rows: Sequence[Row]) -> bytes:
    """Return the rows as Parquet: texts, 64-bit floats for the values, 64-bit integers for line and number.

    Raises RenderError where the library for it is not installed.
    """
    try:
        from arro3.core import Array, DataType, Table
        from arro3.io import write_parquet
    except ImportError:
        hint = "install it: pip install 'psr-report[parquet]'; or ask for csv or json"
        raise RenderError("what writes Parquet is not installed", hint) from None
    types = {name: DataType.int64() for name in WHOLE} | {name: DataType.float64() for name in NUMBERS}
    found = [cells(row) for row in rows]
    columns: dict[str, Any] = {
        name: Array(
            [float(cell) if isinstance(cell := each[name], Decimal) else cell for each in found],
            type=types.get(name, DataType.utf8()),
        )
        for name in HEAD
    }
    out = io.BytesIO()
    write_parquet(Table.from_pydict(columns), out)
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Sequence[Row]], bytes]] = {"csv": csv, "json": json, "parquet": parquet}


def _of_story(row: Row) -> Iterator[tuple[str, Cell]]:
    article = row.story.article
    yield "issue", row.story.month
    yield "article", row.article
    yield "line", row.story.place("figures", row.id, key=True).line
    yield "figure", row.id
    yield "status", article.status
    yield "headline", article.headline
    yield "topic", article.topic
    yield "region", article.region
    yield "companies", "; ".join(article.companies)


def _of_figure(row: Row) -> Iterator[tuple[str, Cell]]:
    figure, value = row.figure, row.figure.value
    yield "label", figure.label
    yield "value", printed(value)
    yield from _ends(row)
    yield "kind", figure.kind
    yield "of", figure.of
    yield "metric", figure.metric
    yield "period", _typed(figure.period)
    yield "period_first", figure.period.first.isoformat() if figure.period else None
    yield "period_last", figure.period.last.isoformat() if figure.period else None
    yield "as_of", _typed(figure.as_of)
    yield "level", figure.level
    yield "cycle", figure.cycle
    yield "by", figure.by
    yield "supersedes", figure.supersedes


def _ends(row: Row) -> Iterator[tuple[str, Cell]]:
    value, also, common = row.figure.value, row.figure.also, row.common.value
    yield "low", value.low
    yield "high", value.high
    yield "unit", value.unit.symbol if value.unit else None
    yield "qualifier", value.qualifier
    yield "also", printed(also) if also else None
    yield "common_value", printed(common) if common else None
    yield "common_low", common.low if common else None
    yield "common_high", common.high if common else None
    yield "common_unit", common.unit.symbol if common and common.unit else None
    yield "common_note", note(row)


def _of_source(row: Row) -> Iterator[tuple[str, Cell]]:
    source = row.source
    yield "source_number", row.number
    yield "publisher", source.publisher if source else None
    yield "title", source.title if source else None
    yield "address", source.url if source else None
    yield "published", _typed(source.published) if source else None
    yield "via", source.via if source else None


def note(row: Row) -> str:
    """Return whether the value in the common unit was printed or calculated, or why there is none."""
    if row.common.value is None:
        return f"not converted: {row.common.why_not}"
    return "calculated" if row.common.is_calculated else "as printed"


def printed(value: Quantity) -> str:
    """Return the printed form with plain spaces: a spreadsheet does not find a no-break space."""
    return quantities.house(value).replace("\u00a0", " ")


def _typed(period: Period | None) -> str | None:
    return period.text if period else None


def _plain(cell: Cell) -> str:
    """Return a cell as CSV has it; a text that a spreadsheet would run has an apostrophe before it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _RUNS.sub(r"\1'", cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _numbered(row: Mapping[str, Cell]) -> dict[str, Any]:
    """Return a row with numbers that JSON has: whole ones in full, others as they are typed."""
    return {
        name: (int(cell) if cell == cell.to_integral_value() else float(cell))
        if isinstance(cell, Decimal)
        else cell
        for name, cell in row.items()
    }
