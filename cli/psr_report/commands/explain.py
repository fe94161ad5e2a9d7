"""The command `explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from psr_report import completion


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE",
            help="The name in brackets behind a problem. Without it: a list of all.",
            autocompletion=completion.pages,
        ),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown, as docs/rules.md is made.")
    ] = False,
) -> None:
    """Say what a rule asks, and why.

    With an example that fails, one that passes, and how to silence it.
    """
    from psr_report import terminal
    from psr_report.checks import GROUPS, named, pages
    from psr_report.terminal import rulebook

    if rule is None:
        if markdown:
            terminal.result(pages.book(GROUPS))
        else:
            rulebook.rules(GROUPS)
        return
    chosen = named(rule)
    if markdown:
        terminal.result(pages.markdown(chosen))
    else:
        rulebook.page(chosen)
