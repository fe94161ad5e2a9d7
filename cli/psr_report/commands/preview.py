"""The command `preview`."""

from __future__ import annotations

from collections.abc import Mapping
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
    web: Annotated[
        bool, typer.Option("--web", help="Serve it to a browser, and change it there at each save.")
    ] = False,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="N",
            min=1,
            max=65535,
            help="With --web. Without it: 8000, or the next free one.",
        ),
    ] = None,
    browser: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help="With --web: open the browser. Without it: where there is a screen to show it on.",
            show_default=False,
        ),
    ] = None,
    newsroom: NewsroomFolder = None,
) -> None:
    """Read an issue before it is built.

    At the terminal, or with --web in a browser: drafts included, each problem beside its story. Problems do
    not stop it; at the terminal the exit code is 1 only when nothing can be read.
    """
    if web:
        _keep_to_the_browser(
            {"--article": article, "--width": width, "--watch": watch, "--no-pager": not pager}
        )
        _in_browser(issue, newsroom, port, browser)
        return
    if port is not None or browser is not None:
        raise UsageError("--port and --open belong to --web", "add --web for the preview in a browser")
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


def _in_browser(issue: str | None, newsroom: str | None, port: int | None, browser: bool | None) -> None:
    """Serve an issue to a browser until Ctrl-C."""
    from psr_report import terminal
    from psr_report.request import issue_of
    from psr_report.serving import serve

    folder, chosen, _ = issue_of(newsroom, issue)
    terminal.say(chosen.notice)

    def tell(address: str, taken: int) -> None:
        if port is None and taken != serve.FIRST:
            terminal.notice(f"port {serve.FIRST} is taken, this is port {taken}")
        terminal.result(f"{address}\n")
        terminal.say("saved changes show at once; Ctrl-C stops it")
        if serve.has_a_screen() if browser is None else browser:
            import webbrowser

            webbrowser.open(address)

    serve.serve(folder, chosen.month, port, tell)


def _keep_to_the_browser(others: Mapping[str, object]) -> None:
    for name, value in others.items():
        if value:
            hint = "leave one of the two out"
            raise UsageError(f"{name} is for the terminal, and --web for a browser", hint)
