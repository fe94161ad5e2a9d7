"""The ledger for a person who asks: the figures of all issues, found, brought to one unit and set in rows.

``find`` reads and picks the rows; ``sheet`` writes them for programs, ``page`` and ``history`` for people.
"""

from __future__ import annotations

from collections.abc import Sequence

from psr_report import quantities
from psr_report.errors import UsageError
from psr_report.quantities import Unit

from . import sheet
from .asked import Asked, kinds
from .rows import Common, Row
from .search import Found, find

__all__ = ["Asked", "Common", "Found", "Row", "find", "kinds", "unit", "written"]


def unit(typed: str | None) -> Unit | None:
    """Return the unit that a person asks for; raises UsageError for what is none."""
    if typed is None:
        return None
    try:
        return quantities.unit(typed)
    except quantities.QuantityError as error:
        raise UsageError(error.message, error.hint) from None


def written(rows: Sequence[Row], form: str) -> bytes:
    """Return the rows as a file: csv, json or parquet. Raises RenderError where Parquet cannot be written."""
    return sheet.FORMATS[form](rows)
