"""The commands: options in, a library call, an exit code out. No rules live here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from psr_report import __version__
from psr_report.errors import ContentError, ExitCode, ReportError

app = typer.Typer(
    name="psr-report",
    help="Turn analysts' YAML into the month's report, as PDF and HTML.",
    epilog="Start with: psr-report build november",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Issue = Annotated[
    str | None,
    typer.Argument(
        metavar="[ISSUE]",
        help='november, nov, 2025-11, nov-2025, "november 2025", latest or current (this month). Without it: latest.',
    ),
]
NewsroomFolder = Annotated[
    str | None,
    typer.Option("--newsroom", metavar="DIR", help="The folder that holds report.yaml. Else PSR_REPORT_NEWSROOM, else found from here."),
]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"psr-report {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    return None


@app.command(epilog="Example: psr-report build november -t pdf,html -o output")
def build(
    issue: Issue = None,
    to: Annotated[
        list[str] | None,
        typer.Option("-t", "--to", metavar="EDITIONS", help="html, pdf, announcement; several with commas. Without it: all."),
    ] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the months' folders go.")
    ] = Path("output"),
    newsroom: NewsroomFolder = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings stop the build too.")] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="Print drafts, marked as such.")] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Refuse (exit 4) while a story of the issue is a draft or under embargo.")
    ] = False,
) -> None:
    """Check an issue, then write its editions.

    Nothing is written when there are errors, and nothing is done when nothing has changed.
    """
    from psr_report import pipeline, terminal
    from psr_report.read import discovery, months

    folder = discovery.find(newsroom)
    chosen = months.choose(issue, months.available(folder))
    request = pipeline.Request(
        newsroom=folder,
        month=chosen.month,
        editions=pipeline.editions_named(to or []),
        output=output,
        now=months.now(),
        drafts=drafts,
        strict=strict,
        release=release,
    )
    with terminal.Progress(chosen.notice) as progress:
        built = pipeline.build(request, progress.stage)
        progress.done(built)


@app.command(epilog="Example: psr-report doctor")
def doctor(newsroom: NewsroomFolder = None) -> None:
    """Say what this machine lacks, and the command that mends it."""
    from psr_report import terminal
    from psr_report.doctor import diagnose, scripts_of
    from psr_report.errors import UsageError
    from psr_report.read import discovery

    try:
        scripts = scripts_of(discovery.find(newsroom))
    except UsageError:
        if newsroom is not None:
            raise
        scripts = set()
    findings = diagnose(scripts)
    terminal.findings(findings)
    if any(finding.needed and not finding.ok for finding in findings):
        raise typer.Exit(ExitCode.CANNOT_RENDER)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; say what went wrong on standard error."""
    try:
        code = app(arguments, standalone_mode=False)
    except ReportError as error:
        from psr_report import terminal

        if isinstance(error, ContentError):
            terminal.problems(error.problems)
        else:
            terminal.failure(error)
        return int(error.exit_code)
    except typer.Abort:
        return int(ExitCode.INTERRUPTED)
    except Exception as error:
        return _usage_or_raise(error)
    return int(code or 0)


def _usage_or_raise(error: Exception) -> int:
    """Show a mistake on the command line as typer words it; anything else is ours and is raised."""
    show = getattr(error, "show", None)
    if show is None or not hasattr(error, "exit_code"):
        raise error
    show(sys.stderr)
    return int(ExitCode.USAGE)
