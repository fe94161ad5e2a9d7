"""The program: its commands, and what a person is told when one of them fails."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer
import typer.core

from psr_report import __version__
from psr_report.commands import forecasts, new, templates
from psr_report.commands.build import build
from psr_report.commands.check import check
from psr_report.commands.doctor import doctor
from psr_report.commands.explain import explain
from psr_report.commands.figures import figures
from psr_report.commands.init import init
from psr_report.commands.preview import preview
from psr_report.commands.schema import schema
from psr_report.commands.status import status
from psr_report.errors import ContentError, ExitCode, ReportError, UsageError

# From the first newsroom to the first issue, and then what is needed less often.
_ORDER = ("init", "new", "check", "preview", "build")


class _InOrder(typer.core.TyperGroup):
    """The commands in the order in which a newcomer needs them."""

    def list_commands(self, ctx: Any) -> list[str]:
        names = super().list_commands(ctx)
        return [*(name for name in _ORDER if name in names), *(name for name in names if name not in _ORDER)]


app = typer.Typer(
    cls=_InOrder,
    name="psr-report",
    help="Turn analysts' YAML into the month's report, as PDF and HTML.\n\n"
    "New here? psr-report init makes a newsroom that builds at once.",
    epilog="Example: psr-report init my-report",
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
        if text.startswith("Got unexpected extra argument"):
            hint = f"words that belong together stand in quotation marks; {hint}"
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
    (init, 'psr-report init my-report --name "My Report" --publisher "My House"'),
    (build, "psr-report build november -t pdf,html -o output"),
    (check, "psr-report check november --strict --format junit"),
    (status, "psr-report status november"),
    (preview, "psr-report preview november --article solid-state"),
    (schema, "psr-report schema --write"),
    (doctor, "psr-report doctor"),
    (explain, "psr-report explain figure-unbacked"),
    (figures, "psr-report figures --metric cell-price --of LFP"),
):
    app.command(epilog=f"Example: {example}")(command)
app.add_typer(forecasts.app, name="forecasts")
app.add_typer(new.app, name="new")
app.add_typer(templates.app, name="templates")
