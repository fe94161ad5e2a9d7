"""The command `schema`."""

from __future__ import annotations

from typing import Annotated

import typer

from psr_report import completion
from psr_report.commands.options import NewsroomFolder, newsroom_if_any
from psr_report.schema import KINDS


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND",
            help=f"{', '.join(KINDS)}. Without it: what each is.",
            autocompletion=completion.schemas,
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Put the schemas into the newsroom's .schema/: KIND's, else all.")
    ] = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """Print the JSON Schema of a kind of file.

    It knows the newsroom's topics, people and companies. Editors check and complete by it. A file names
    its schema in its first line:

    # yaml-language-server: $schema=../.schema/article.json
    """
    from psr_report import schema as schemas
    from psr_report import terminal

    kinds = schemas.kinds_named(kind)
    if kind is None and not write:
        terminal.choices(KINDS)
        return
    folder = newsroom_if_any(newsroom, is_needed=write)
    names, problems = schemas.names(folder) if folder else (schemas.Names(), ())
    terminal.problems(problems, written=True)
    if folder is None or not write:
        terminal.document(schemas.printed(kinds[0], names))
    else:
        terminal.paths(schemas.write(kinds, names, folder))
