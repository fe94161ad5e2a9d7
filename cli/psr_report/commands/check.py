"""The command `check`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from psr_report import completion
from psr_report.commands.options import Issue, NewsroomFolder
from psr_report.errors import UsageError, exit_code
from psr_report.formats import FORMATS

if TYPE_CHECKING:
    from psr_report.inspection import Inspection


def check(
    issue: Issue = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}. Without it: text, and inside GitHub Actions github.",
            autocompletion=completion.formats,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail the check too.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULES",
            help="Ask these house rules alone; several with commas. What reading objects to is always told.",
            autocompletion=completion.rules,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULES",
            help="Do not ask these house rules; several with commas.",
            autocompletion=completion.rules,
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
    """Tell all problems of an issue at once.

    Each has its place and says how to mend it. The report is the result and goes to standard output. Exit
    code 1 means that there are errors.
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
