"""The command `preview`."""

from __future__ import annotations

from typing import Annotated

import typer

from psr_report.commands.options import Issue, NewsroomFolder
from psr_report.errors import UsageError


def preview(
    issue: Issue = None,
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
    """Read an issue before it is built, drafts included."""
    if not web:
        raise UsageError("the preview in the terminal is not there yet", "add --web for the one in a browser")
    in_browser(issue, newsroom, port, browser)


def in_browser(issue: str | None, newsroom: str | None, port: int | None, browser: bool | None) -> None:
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
