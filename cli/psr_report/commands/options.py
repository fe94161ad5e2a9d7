"""Options that several commands take, in the same words."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from psr_report import completion
from psr_report.errors import UsageError

Issue = Annotated[
    str | None,
    typer.Argument(
        metavar="ISSUE",
        help='november, nov, 2025-11, nov-2025, "november 2025", latest (the default), current (this month).',
        autocompletion=completion.issues,
    ),
]
NewsroomFolder = Annotated[
    str | None,
    typer.Option(
        "--newsroom",
        metavar="DIR",
        help="The folder that holds report.yaml. Else PSR_REPORT_NEWSROOM, else the nearest from here.",
    ),
]
OutputFolder = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help="Where the months' folders go.")
]


def newsroom_if_any(option: str | None, *, is_needed: bool = False) -> Path | None:
    """Return the newsroom, or None where there is none, none is named and it can be done without."""
    from psr_report.read import discovery

    try:
        return discovery.find(option)
    except UsageError:
        if is_needed or option or os.environ.get(discovery.VARIABLE):
            raise
        return None
