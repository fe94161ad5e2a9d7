"""The command `status`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from psr_report import completion
from psr_report.commands.options import NewsroomFolder


class Format(StrEnum):
    """How the standing of issues is printed."""

    TABLE = "table"
    JSON = "json"


def status(
    issue: Annotated[
        str | None,
        typer.Argument(
            metavar="ISSUE",
            help='november, nov, 2025-11, nov-2025, "november 2025", latest, current. Without it: all.',
            autocompletion=completion.issues,
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="For programs json.")] = Format.TABLE,
    newsroom: NewsroomFolder = None,
) -> None:
    """Tell what each story lacks and who owes it.

    The last line says what blocks the issue. Without ISSUE: a line for each issue, the newest first, and
    below them the table of each that is not finished. Whatever there is to tell, the exit code is 0: to fail
    on problems is for `check`.
    """
    from psr_report import status as standing
    from psr_report import terminal
    from psr_report.read import discovery, months
    from psr_report.terminal import status as printed

    folder = discovery.find(newsroom)
    there = months.available(folder)
    chosen = months.choose(issue, there)
    now = months.now()
    if issue is not None:
        terminal.say(chosen.notice)
    asked = [chosen.month] if issue is not None else list(reversed(there))
    found = standing.every(folder, asked, now)
    if form is Format.JSON:
        terminal.document(standing.as_json(found).encode())
    elif issue is not None:
        printed.month(found[0])
    else:
        printed.overview(found)
