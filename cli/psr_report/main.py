"""The commands: options in, a library call, an exit code out. No rules live here."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from psr_report import __version__, completion, main_forecasts
from psr_report.editions import EDITIONS
from psr_report.errors import ContentError, ExitCode, ReportError, UsageError, exit_code
from psr_report.formats import FORMATS
from psr_report.schema import KINDS

if TYPE_CHECKING:
    from psr_report.inspection import Inspection

app = typer.Typer(
    name="psr-report",
    help="Turn analysts' YAML into the month's report, as PDF and HTML.",
    epilog="Example: psr-report build november",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(main_forecasts.app, name="forecasts")


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


def _issues(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield what an issue may be called, for the shell to complete; nothing where there is no newsroom."""
    from psr_report.read import discovery, months

    try:
        there = months.available(discovery.find(context.params.get("newsroom")))
    except (ReportError, OSError):
        return
    names = {months.MONTHS[int(month[5:]) - 1] for month in there}
    yield from (*reversed(there), *sorted(names), "latest", "current")


def _kinds(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the kinds of files that have a schema, for the shell to complete."""
    yield from KINDS


def _editions(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the editions, for the shell to complete, after those that are there already with a comma."""
    yield from _one_more(incomplete, EDITIONS)


def _rules(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the house rules, for the shell to complete, after those that are there already with a comma."""
    from psr_report.checks import RULES

    yield from _one_more(incomplete, RULES)


def _one_more(incomplete: str, names: Iterable[str]) -> Iterator[str]:
    before, comma, _ = incomplete.rpartition(",")
    yield from (f"{before}{comma}{name}" for name in names if name not in before.split(","))


def _formats(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the formats of a report of checks, for the shell to complete."""
    yield from FORMATS


Issue = Annotated[
    str | None,
    typer.Argument(
        metavar="ISSUE",
        help='november, nov, 2025-11, nov-2025, "november 2025", latest (the default), current (this month).',
        autocompletion=_issues,
    ),
]
NewsroomFolder = Annotated[
    str | None,
    typer.Option(
        "--newsroom",
        metavar="DIR",
        help="The folder that holds report.yaml. Else PSR_REPORT_NEWSROOM, else the nearest from here.",
    ),
]

OutputFolder = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help="Where the months' folders go.")
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
        typer.Option(
            "-t",
            "--to",
            metavar="EDITIONS",
            help=f"{', '.join(EDITIONS)}; several with commas. Without it: all.",
            autocompletion=_editions,
        ),
    ] = None,
    output: OutputFolder = Path("output"),
    newsroom: NewsroomFolder = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings stop the build too.")] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="Print drafts, marked as such.")] = False,
    release: Annotated[
        bool,
        typer.Option(
            "--release", help="Refuse, with exit code 4, while a story is a draft or under embargo."
        ),
    ] = False,
) -> None:
    """Check an issue, then write its editions.

    Nothing is written when there are errors, and nothing is done when nothing has changed.
    """
    from psr_report import pipeline, terminal
    from psr_report.request import requested

    request, choice = requested(
        issue, to=to or [], output=output, newsroom=newsroom, strict=strict, drafts=drafts, release=release
    )
    with terminal.Progress(choice) as progress:
        progress.done(pipeline.build(request, progress.stage))


@app.command(epilog="Example: psr-report check november --strict --format junit")
def check(
    issue: Issue = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}. Without it: text, and inside GitHub Actions github.",
            autocompletion=_formats,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail the check too.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULES",
            help="Ask these house rules alone; several with commas. What reading objects to is always told.",
            autocompletion=_rules,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULES",
            help="Do not ask these house rules; several with commas.",
            autocompletion=_rules,
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend in the YAML what can be mended without changing a meaning.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix changes; without --fix nothing is changed.")
    ] = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """Tell all problems of an issue at once, each with its place and how to mend it.

    The report is the result and goes to standard output. Exit code 1 means that there are errors.
    """
    from psr_report import checks, formats, terminal
    from psr_report.inspection import inspect
    from psr_report.request import issue_of

    asked = "text" if diff and form is None else formats.named(form)
    if diff and asked != "text":
        raise UsageError(f"a report as {asked} has no place for a --diff", "leave one of the two out")
    rules = checks.chosen(select or (), ignore or ())
    folder, chosen, _ = issue_of(newsroom, issue)
    terminal.say(chosen.notice)
    if fix or diff:
        found = _mended(folder, chosen.month, rules, diff=diff, fix=fix)
    else:
        found = inspect(folder, chosen.month, rules=rules)
    report = formats.report(asked, found)
    if asked == "text":
        terminal.result(report)
    else:
        terminal.document(report.encode("utf-8", "replace"))
    raise typer.Exit(exit_code(found.problems, strict=strict))


def _mended(folder: Path, month: str, rules: Sequence[str], *, diff: bool, fix: bool) -> Inspection:
    """Return what is left to say of an issue when its fixes are shown, made, or both."""
    from psr_report import mending, terminal, write

    made = mending.mend(folder, month, rules=rules)
    if diff:
        terminal.differences([each.diff() for each in made.files])
    if not fix:
        return made.before
    for each in made.files:
        write.change(Path(each.file), each.before, each.after)
    terminal.mended(made.fixes, [each.file for each in made.files])
    return made.after


@app.command(epilog="Example: psr-report schema --write")
def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND", help=f"{', '.join(KINDS)}. Without it: what each is.", autocompletion=_kinds
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Put the schemas into the newsroom's .schema/: KIND's, else all.")
    ] = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """Print the JSON Schema of a kind of file, with the newsroom's topics, people and companies.

    Editors check and complete by it. A file names its schema in its first line:

    # yaml-language-server: $schema=../.schema/article.json
    """
    from psr_report import schema as schemas
    from psr_report import terminal

    kinds = schemas.kinds_named(kind)
    if kind is None and not write:
        terminal.choices(KINDS)
        return
    folder = _newsroom(newsroom, is_needed=write)
    names, problems = schemas.names(folder) if folder else (schemas.Names(), ())
    terminal.problems(problems, written=True)
    if folder is None or not write:
        terminal.document(schemas.printed(kinds[0], names))
    else:
        terminal.paths(schemas.write(kinds, names, folder))


def _newsroom(option: str | None, *, is_needed: bool = False) -> Path | None:
    """Return the newsroom, or None where there is none, none is named and it can be done without."""
    from psr_report.read import discovery

    try:
        return discovery.find(option)
    except UsageError:
        if is_needed or option or os.environ.get(discovery.VARIABLE):
            raise
        return None


@app.command(epilog="Example: psr-report doctor")
def doctor(output: OutputFolder = Path("output"), newsroom: NewsroomFolder = None) -> None:
    """Say what this machine lacks, and the command that mends it."""
    from psr_report import terminal
    from psr_report.doctor import diagnose, scripts_of

    folder = _newsroom(newsroom)  # a machine may be looked at before there is a newsroom on it
    found = diagnose(scripts_of(folder) if folder else set(), output)
    terminal.findings(found)
    if any(finding.needed and not finding.ok for finding in found):
        raise typer.Exit(ExitCode.CANNOT_RENDER)


def _pages(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the names that a problem may carry, for the shell to complete."""
    from psr_report.checks import EVERY

    yield from EVERY


@app.command(epilog="Example: psr-report explain figure-unbacked")
def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE",
            help="The name in brackets behind a problem. Without it: a list of all.",
            autocompletion=_pages,
        ),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown, as docs/rules.md is made.")
    ] = False,
) -> None:
    """Say what a rule asks, why, and how to satisfy or silence it."""
    from psr_report import terminal
    from psr_report.checks import GROUPS, named, pages

    if rule is None:
        if markdown:
            terminal.result(pages.book(GROUPS))
        else:
            terminal.rules(GROUPS)
        return
    chosen = named(rule)
    if markdown:
        terminal.result(pages.markdown(chosen))
    else:
        terminal.page(chosen)


class Format(StrEnum):
    """How rows of the ledger are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


@app.command(epilog="Example: psr-report figures --metric cell-price --of LFP")
def figures(
    of: Annotated[
        list[str] | None,
        typer.Option("--of", "--entity", metavar="NAME", help="What is measured; some of its words will do."),
    ] = None,
    metric: Annotated[
        list[str] | None,
        typer.Option("--metric", metavar="NAME", help="The measure; some of its words will do."),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="NAME", help="The story's topic.", autocompletion=completion.topics),
    ] = None,
    company: Annotated[
        list[str] | None,
        typer.Option(
            "--company", metavar="NAME", help="One the story is about.", autocompletion=completion.companies
        ),
    ] = None,
    issue: Annotated[
        list[str] | None,
        typer.Option(
            "--issue", metavar="ISSUE", help="The issue, named as for build.", autocompletion=_issues
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KINDS",
            help="actual, estimate, claim, forecast; several with commas.",
            autocompletion=completion.kinds,
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar="UNIT", help="miles, US$/kWh … Without it: the unit of the newest value."
        ),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="For spreadsheets csv; for programs json and parquet.")
    ] = Format.TABLE,
    drafts: Annotated[bool, typer.Option("--drafts", help="Show those of drafts, marked as such.")] = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """List the figures of all issues, each with its article, line, source and address.

    An option may stand several times: any of its values will do. One measure of one thing is drawn as well.
    """
    from psr_report import figures as ledger
    from psr_report import terminal
    from psr_report.read import discovery, months

    folder = discovery.find(newsroom)
    there = months.available(folder)
    asked = ledger.Asked(
        of=tuple(of or ()),
        metric=tuple(metric or ()),
        topic=tuple(topic or ()),
        company=tuple(company or ()),
        kind=ledger.kinds(kind or ()),
        months=tuple(months.choose(each, there).month for each in issue or ()),
    )
    found = ledger.find(folder, asked, months.now(), unit=ledger.unit(unit), drafts=drafts)
    if form is Format.TABLE:
        terminal.figures(found)
    else:
        if form is Format.PARQUET and sys.stdout.isatty():
            hint = "send it to a file: … > figures.parquet"
            raise UsageError("this is nothing to read on a terminal", hint)
        terminal.document(ledger.written(found.rows, form.value))
    for notice in found.notices:
        terminal.notice(notice)
    if found.problems:
        terminal.problems(found.problems, written=True)
        raise typer.Exit(ExitCode.PROBLEMS)
