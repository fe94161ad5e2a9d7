"""Rows for a person: of the ledger, of forecasts, of what the machine lacks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from psr_report.terminal import columns, is_rich, notice, painted, visible

if TYPE_CHECKING:
    from psr_report.doctor import Finding
    from psr_report.figures import Found
    from psr_report.forecasts import Score
    from psr_report.listing import Listed

_UNFOLDED = 4000  # columns: a line for each row where no person looks


def findings(found: Sequence[Finding]) -> None:
    """Print what the machine has and lacks, and below each lack the command that mends it."""
    for finding in found:
        lack = ("MISSING", "31") if finding.needed else ("advised", "33")
        mark, code = ("ok", "32") if finding.ok else lack
        print(f"{painted(f'{mark:<8}', code, sys.stdout)} {visible(finding.name)}: {visible(finding.found)}")
        if finding.remedy and not finding.ok:
            print(f"{'':<8} {visible(finding.remedy)}")


def figures(found: Found) -> None:
    """Print rows of the ledger as a page, for one measure with its history as a chart."""
    from psr_report.charts.text import ASCII, BLOCKS
    from psr_report.figures import history, page

    weights = {"head": "1", "plain": "", "faint": "2"}
    is_person = sys.stdout.isatty()
    for line in page.page(found.rows, columns() if is_person else None):
        print(painted(line.text, weights[line.weight], sys.stdout) if line.text else "")
    signs = BLOCKS if _can_print("".join(BLOCKS.fills.values()) + BLOCKS.open) else ASCII
    chart = history.chart(found.rows, columns() if is_person else 100, signs) if found.is_history else []
    for text in ["", *chart] if chart else []:
        print(text)


def _can_print(signs: str) -> bool:
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def forecasts(rows: Sequence[Listed]) -> None:
    """Print the forecasts as a table: of several lines each on a terminal, of one line each elsewhere."""
    if not rows:
        notice("no forecast of any issue stands so")
        return
    heads = ("status", "forecast", "value", "due", "last known")
    if sys.stdout.isatty():
        _columned(heads, [(_standing(row), _described(row), row.value, row.due, _last(row)) for row in rows])
        return
    cells = [(_standing(row), row.id, row.value, row.due, _last(row), row.by, row.statement) for row in rows]
    _columned((*heads, "by", "statement"), cells)


def scores(found: Sequence[Score]) -> None:
    """Print how the forecasts of each forecaster have fared."""
    heads = ("forecaster", "open", "due", "hit", "partial", "miss", "rate")
    _columned(
        heads,
        [
            (score.by, *map(str, (score.open, score.due, score.hit, score.partial, score.miss)), score.rate)
            for score in found
        ],
        numbers=range(1, 6),
    )


def _standing(row: Listed) -> str:
    return f"{row.status}: {row.actual}" if row.actual else row.status


def _described(row: Listed) -> str:
    said = f"{row.id}\n{visible(row.statement)}"
    said += f"\n{visible(row.by)}" if row.by else ""
    return said + (
        f"\noutcome: {visible(row.outcome_source)}, {row.outcome_date}" if row.outcome_date else ""
    )


def _last(row: Listed) -> str:
    return ", ".join(filter(None, (row.last_known, row.last_known_period)))


def _columned(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> None:
    """Print rows under heads; a line of a cell may end in a break that the program itself has put there."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    is_terminal = sys.stdout.isatty()
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 1 if is_terminal else 0, 0))
    right = set(numbers)
    for at, head in enumerate(heads):
        table.add_column(head, justify="right" if at in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("\n".join(map(visible, cell.split("\n")))) for cell in row))
    colours: Literal["auto"] | None = "auto" if is_rich(sys.stdout) else None
    width = None if is_terminal else _UNFOLDED
    console = Console(highlight=False, markup=False, emoji=False, color_system=colours, width=width)
    with console.capture() as printed:
        console.print(table)
    lines = [line.rstrip() for line in printed.get().splitlines()]
    print("\n".join(lines).rstrip())
