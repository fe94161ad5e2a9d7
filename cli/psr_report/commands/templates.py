"""The command `templates` and the one below it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from psr_report import completion
from psr_report.commands.options import NewsroomFolder, newsroom_if_any

app = typer.Typer(
    invoke_without_command=True,
    help="List the templates, and copy one to change it.",
    epilog="Example: psr-report templates copy html/cover --extend",
    rich_markup_mode=None,
)


@app.callback()
def templates(context: typer.Context, newsroom: NewsroomFolder = None) -> None:
    """List the templates and style sheets, what each is, its blocks, and which the newsroom has replaced.

    A file of the same name in the newsroom's templates/ takes the place of a shipped one; shipped/… names
    the one replaced.
    """
    if context.invoked_subcommand is not None:
        return
    from psr_report import templates as shipped
    from psr_report import terminal
    from psr_report.terminal import templates as printed

    folder = newsroom_if_any(newsroom)
    printed.templates(shipped.every(folder))
    for note in shipped.notes(folder) if folder else ():
        terminal.notice(note)


@app.command(epilog="Example: psr-report templates copy html/cover --extend")
def copy(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="As psr-report templates lists it; .html.j2 may be left out.",
            autocompletion=completion.templates,
        ),
    ],
    extend: Annotated[
        bool,
        typer.Option(
            "--extend", help="Write one that extends the shipped one, with its blocks to be filled."
        ),
    ] = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """Copy a shipped template or style sheet into the newsroom's templates/, where it takes its place.

    What is there already is never overwritten.
    """
    from psr_report import templates as shipped
    from psr_report import terminal, write
    from psr_report.read import discovery

    folder = discovery.find(newsroom)
    target, text = shipped.copy(shipped.named(name), folder, extend=extend)
    write.change(target, None, text)
    terminal.paths([Path(discovery.shown(target))])
