"""The program: its commands, and what a person is told when one of them fails."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from psr_report import __version__
from psr_report.commands import forecasts
from psr_report.commands.build import build
from psr_report.commands.check import check
from psr_report.commands.doctor import doctor
from psr_report.commands.explain import explain
from psr_report.commands.figures import figures
from psr_report.commands.preview import preview
from psr_report.commands.schema import schema
from psr_report.errors import ContentError, ExitCode, ReportError, UsageError

app = typer.Typer(
    name="psr-report",
    help="Turn analysts' YAML into the month's report, as PDF and HTML.",
    epilog="Example: psr-report build november",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; say what went wrong on standard error."""
    try:
        return int(app(arguments, prog_name="psr-report", standalone_mode=False) or 0)
    except ReportError as error:
        from psr_report import terminal

        if isinstance(error, ContentError):
            terminal.problems(error.problems)
        else:
            terminal.failure(error)
        return int(error.exit_code)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # typer's answer to it is exit code 1
            raise end.__context__ from None
        raise
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _misused(error)


_SUGGESTION = re.compile(r"[. ]*(?:\(Possible options: (?P<options>.+)\)|(?P<question>Did you mean .+))\Z")


def _misused(error: Any) -> int:
    """Say a mistake on the command line, which typer found, as every other failure is said."""
    from psr_report import terminal

    if error.ctx is not None and error.message == error.ctx.get_help():  # no command was given
        typer.echo(error.message, err=True)
        return int(ExitCode.USAGE)
    text = error.format_message()
    found = _SUGGESTION.search(text)
    if found is None:
        hint = f"see {error.ctx.command_path if error.ctx else 'psr-report'} --help"
    else:
        text = text[: found.start()]
        hint = found["question"] or f"did you mean {found['options']}?"
    terminal.failure(UsageError(_small(text.rstrip(".")), _small(hint)))
    return int(ExitCode.USAGE)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


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


for command, example in (
    (build, "psr-report build november -t pdf,html -o output"),
    (check, "psr-report check november --strict --format junit"),
    (preview, "psr-report preview november --web"),
    (schema, "psr-report schema --write"),
    (doctor, "psr-report doctor"),
    (explain, "psr-report explain figure-unbacked"),
    (figures, "psr-report figures --metric cell-price --of LFP"),
):
    app.command(epilog=f"Example: {example}")(command)
app.add_typer(forecasts.app, name="forecasts")
