"""The command `figures`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from psr_report import completion
from psr_report.commands.options import NewsroomFolder
from psr_report.errors import ExitCode, UsageError


class Format(StrEnum):
    """How rows of the ledger are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def figures(
    of: Annotated[
        list[str] | None,
        typer.Option("--of", "--entity", metavar="NAME", help="What is measured; some of its words will do."),
    ] = None,
    metric: Annotated[
        list[str] | None,
        typer.Option("--metric", metavar="NAME", help="The measure; some of its words will do."),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="NAME", help="The story's topic.", autocompletion=completion.topics),
    ] = None,
    company: Annotated[
        list[str] | None,
        typer.Option(
            "--company", metavar="NAME", help="One the story is about.", autocompletion=completion.companies
        ),
    ] = None,
    issue: Annotated[
        list[str] | None,
        typer.Option(
            "--issue",
            metavar="ISSUE",
            help="The issue, named as for build.",
            autocompletion=completion.issues,
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KINDS",
            help="actual, estimate, claim, forecast; several with commas.",
            autocompletion=completion.kinds,
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar="UNIT", help="miles, US$/kWh … Without it: the unit of the newest value."
        ),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="For spreadsheets csv; for programs json and parquet.")
    ] = Format.TABLE,
    drafts: Annotated[bool, typer.Option("--drafts", help="Show those of drafts, marked as such.")] = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """List the figures of all issues.

    Each has its article, line, source and address. An option may stand several times: any
    of its values will do. One measure of one thing is drawn as well.
    """
    from psr_report import figures as ledger
    from psr_report import terminal
    from psr_report.read import discovery, months
    from psr_report.terminal import tables

    folder = discovery.find(newsroom)
    there = months.available(folder)
    asked = ledger.Asked(
        of=tuple(of or ()),
        metric=tuple(metric or ()),
        topic=tuple(topic or ()),
        company=tuple(company or ()),
        kind=ledger.kinds(kind or ()),
        months=tuple(months.choose(each, there).month for each in issue or ()),
    )
    found = ledger.find(folder, asked, months.now(), unit=ledger.unit(unit), drafts=drafts)
    if form is Format.TABLE:
        tables.figures(found)
    else:
        if form is Format.PARQUET and sys.stdout.isatty():
            hint = "send it to a file: … > figures.parquet"
            raise UsageError("this is nothing to read on a terminal", hint)
        terminal.document(ledger.written(found.rows, form.value))
    for notice in found.notices:
        terminal.notice(notice)
    if found.problems:
        terminal.problems(found.problems, written=True)
        raise typer.Exit(ExitCode.PROBLEMS)
