"""The command `preview`."""

from __future__ import annotations

from typing import Annotated

import typer

from psr_report import completion
from psr_report.commands.options import Issue, NewsroomFolder
from psr_report.errors import UsageError


def preview(
    issue: Issue = None,
    article: Annotated[
        str | None,
        typer.Option(
            "--article",
            metavar="SLUG",
            help="One story alone, by its file's name.",
            autocompletion=completion.articles,
        ),
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(
            "--width",
            metavar="N",
            min=40,
            max=1000,
            help="Columns. Else those of the terminal, and 80 in a pipe.",
        ),
    ] = None,
    pager: Annotated[
        bool, typer.Option("--pager/--no-pager", help="Turn pages at a terminal, with PAGER where it is set.")
    ] = True,
    watch: Annotated[bool, typer.Option("--watch", help="Draw it anew whenever a file is saved.")] = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """Read an issue at the terminal as it will read, drafts included, with its problems beside the stories.

    Problems do not stop it: the exit code is 1 only when nothing can be read.
    """
    from psr_report import terminal
    from psr_report.proof import proof
    from psr_report.read import months
    from psr_report.request import issue_of
    from psr_report.terminal import preview as shown

    if watch and not pager:
        raise UsageError("--watch draws in the pager", "leave one of --watch and --no-pager out")
    folder, chosen, _ = issue_of(newsroom, issue)
    terminal.say(chosen.notice)
    if watch:
        shown.watch(lambda: proof(folder, chosen.month, months.now(), article), folder, width)
    else:
        shown.show(proof(folder, chosen.month, months.now(), article), width, paged=pager)
