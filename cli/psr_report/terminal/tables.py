"""Rows for a person: of the ledger, and of what the machine lacks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from psr_report.terminal import breadth, painted
from psr_report.visible import visible

if TYPE_CHECKING:
    from psr_report.doctor import Finding
    from psr_report.figures import Found


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
    for line in page.page(found.rows, breadth() if is_person else None):
        print(painted(line.text, weights[line.weight], sys.stdout) if line.text else "")
    signs = BLOCKS if _can_print("".join(BLOCKS.fills.values()) + BLOCKS.open) else ASCII
    chart = history.chart(found.rows, breadth() if is_person else 100, signs) if found.is_history else []
    for text in ["", *chart] if chart else []:
        print(text)


def _can_print(signs: str) -> bool:
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
