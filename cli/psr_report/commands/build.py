"""The command `build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from psr_report import completion
from psr_report.commands.options import Issue, NewsroomFolder, OutputFolder
from psr_report.editions import EDITIONS


def build(
    issue: Issue = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "-t",
            "--to",
            metavar="EDITIONS",
            help=f"{', '.join(EDITIONS)}; several with commas. Without it: all.",
            autocompletion=completion.editions,
        ),
    ] = None,
    output: OutputFolder = Path("output"),
    newsroom: NewsroomFolder = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings stop the build too.")] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="Print drafts, marked as such.")] = False,
    release: Annotated[
        bool,
        typer.Option(
            "--release", help="Refuse, with exit code 4, while a story is a draft or under embargo."
        ),
    ] = False,
) -> None:
    """Check an issue, then write its editions.

    Nothing is written when there are errors, and nothing is done when nothing has changed.
    """
    from psr_report import pipeline
    from psr_report.request import requested
    from psr_report.terminal.progress import Progress

    request, choice = requested(
        issue, to=to or [], output=output, newsroom=newsroom, strict=strict, drafts=drafts, release=release
    )
    with Progress(choice) as progress:
        progress.done(pipeline.build(request, progress.stage))
