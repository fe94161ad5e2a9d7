"""The command `doctor`."""

from __future__ import annotations

from pathlib import Path

import typer

from psr_report.commands.options import NewsroomFolder, OutputFolder, newsroom_if_any
from psr_report.errors import ExitCode


def doctor(output: OutputFolder = Path("output"), newsroom: NewsroomFolder = None) -> None:
    """Say what this machine lacks.

    With the command that mends it.
    """
    from psr_report.doctor import diagnose, scripts_of
    from psr_report.terminal import tables

    folder = newsroom_if_any(newsroom)  # a machine may be looked at before there is a newsroom on it
    found = diagnose(scripts_of(folder) if folder else set(), output)
    tables.findings(found)
    if any(finding.needed and not finding.ok for finding in found):
        raise typer.Exit(ExitCode.CANNOT_RENDER)
