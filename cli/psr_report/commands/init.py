"""The command `init`."""

from __future__ import annotations

from typing import Annotated

import typer


def init(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="A folder that is not there yet, or is empty.")
    ],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="The name of the report, on its masthead.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="NAME", help="Who publishes it.")
    ] = None,
) -> None:
    """Make a newsroom that builds at once.

    It has the lists, a month with its plan and a story to overwrite, settings for your editor and a README.
    All of it can be changed later, name and publisher too. Nothing that is there is overwritten.
    """
    from psr_report import schema, terminal, write
    from psr_report.read import months
    from psr_report.scaffolding import newsroom

    where = newsroom.place(folder)
    today = months.now().date()
    files = newsroom.files(
        newsroom.label(name, "--name"),
        newsroom.label(publisher, "--publisher"),
        newsroom.at_work(where),
        today,
    )
    write.found(files, where)
    names, _ = schema.names(where)
    schema.write(tuple(schema.KINDS), names, where)
    terminal.paths([where])
    terminal.steps(newsroom.next_steps(where, today))
