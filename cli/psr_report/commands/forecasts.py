"""The command `forecasts` and those below it: options in, a library call, an exit code out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from psr_report.commands.options import Issue, NewsroomFolder
from psr_report.errors import ContentError, Problem, UsageError

if TYPE_CHECKING:
    from psr_report.forecasts import Made
    from psr_report.model import Result
    from psr_report.read.newsroom import Reading

app = typer.Typer(
    invoke_without_command=True,
    help="List the forecasts of all issues. They are past their date, open or resolved.",
    epilog="Example: psr-report forecasts --due",
    rich_markup_mode=None,
)


@app.callback()
def forecasts(
    context: typer.Context,
    due: Annotated[
        bool, typer.Option("--due", help="Those whose date has passed without an outcome.")
    ] = False,
    still_open: Annotated[bool, typer.Option("--open", help="Those whose date is still to come.")] = False,
    resolved: Annotated[bool, typer.Option("--resolved", help="Those with an outcome.")] = False,
    scorecard: Annotated[
        bool, typer.Option("--scorecard", help="How the forecasts of each forecaster have fared.")
    ] = False,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, json, csv.")] = "table",
    newsroom: NewsroomFolder = None,
) -> None:
    """List the forecasts of all issues: past their date, open and resolved."""
    if context.invoked_subcommand is not None:
        return
    from psr_report import forecasts, listing, terminal
    from psr_report.read import months
    from psr_report.terminal import forecasts as told

    if form not in listing.FORMATS:
        raise UsageError(f'"{form[:40]}" is not a format', f"the formats are {', '.join(listing.FORMATS)}")
    now = months.now()
    reading = _read(newsroom)
    room = reading.newsroom
    terminal.problems(_hiding(reading), written=True)
    stories = listing.told(room, now)
    scores = forecasts.scores(listing.standings(stories), now.date())
    asked = {"due": due, "open": still_open, "hit": resolved, "partial": resolved, "miss": resolved}
    rows = [
        row for row in listing.listed(stories, now.date()) if asked[row.status] or not any(asked.values())
    ]
    if form == "json":
        terminal.document(listing.as_json(scores if scorecard else rows).encode())
    elif form == "csv":
        shape = forecasts.Score if scorecard else listing.Listed
        terminal.document(listing.as_csv(scores if scorecard else rows, shape))
    elif scorecard:
        told.scores(scores)
    else:
        told.forecasts(rows)


@app.command(
    epilog='Example: psr-report forecasts resolve china-trucks/bmi-2025 --actual 22% --source "CV World" '
    "--url https://example.org/2025 --outcome miss"
)
def resolve(
    name: Annotated[
        str, typer.Argument(metavar="SLUG/ID", help="As psr-report forecasts lists it; SLUG/1 is its first.")
    ],
    outcome: Annotated[str, typer.Option("--outcome", metavar="RESULT", help="hit, miss or partial.")],
    source: Annotated[
        str,
        typer.Option(
            "--source", metavar="NAME", help="A source of the story; with --url the publisher of a new one."
        ),
    ],
    actual: Annotated[
        str | None, typer.Option("--actual", metavar="VALUE", help="What came about: 22%.")
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="The address of a new source, or unknown.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="The title of a new source.")] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="When a new source was published.")
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", help="What readers have to know beside the result.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--date", metavar="DAY", help="The day of this verdict; without it, today.")
    ] = None,
    early: Annotated[bool, typer.Option("--early", help="Before the forecast is due.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change and write nothing.")] = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """Write what became of a forecast into the YAML that made it.

    The verdict is yours: nothing is resolved by the program. The words of the forecast stay as they are.
    """
    from psr_report import horizon, resolving, terminal, write
    from psr_report.read import months

    today = months.now().date()
    verdict = resolving.Verdict(
        _result(outcome), source, _day(on, today), actual, note, url, title, published
    )
    reading = _read(newsroom)
    room = reading.newsroom
    made = _found(reading, name)
    resolved = resolving.resolve(room, made, verdict, today=today, early=early)
    if dry_run:
        terminal.differences([resolved.mended.diff()])
        return
    terminal.differences([resolved.mended.diff()], sys.stderr)
    write.change(resolved.path, resolved.mended.before, resolved.mended.after)
    first = next(
        month
        for month in sorted(room.folders)
        if month >= made.story.month and horizon.knows(room, month, verdict.date)
    )
    terminal.notice(f"the tracker tells it from the issue of {months.spoken(first)} on")
    terminal.paths([Path(resolved.mended.file)])


@app.command(epilog="Example: psr-report forecasts freeze december")
def freeze(
    issue: Issue = None,
    newsroom: NewsroomFolder = None,
) -> None:
    """Keep the words of a published issue's forecasts, as build --release does.

    They go into forecasts.lock in the month's folder, which belongs under version control.
    """
    from psr_report import published, terminal, write
    from psr_report.read import discovery, months
    from psr_report.selection import selection

    now = months.now()
    folder = discovery.find(newsroom)
    chosen = months.choose(issue, months.available(folder))
    if chosen.notice:
        terminal.notice(chosen.notice)
    room = _read(newsroom).newsroom
    plan = room.folders[chosen.month].plan
    if not published.is_out(plan.publishes, chosen.month, now.date()):
        raise UsageError(
            f"the issue of {months.spoken(chosen.month)} is not published yet",
            "its forecasts freeze when its publishing date has come",
        )
    record = published.record(room, chosen.month, selection(room, chosen.month, now).stories)
    if record is None:
        terminal.notice("there is nothing to freeze that is not frozen")
        return
    write.change(record.path, record.before, record.after)
    terminal.paths([Path(discovery.shown(record.path))])


def _read(newsroom: str | None) -> Reading:
    """Return all issues of the newsroom; raise UsageError where there are none."""
    from psr_report.read import discovery, months
    from psr_report.read.newsroom import memory

    folder = discovery.find(newsroom)
    months.choose(None, months.available(folder))  # says so when there is none
    return memory(folder)


def _hiding(reading: Reading, slug: str | None = None) -> list[Problem]:
    """Return what keeps stories, or that of one name, from being read: their forecasts are not listed."""
    files = {
        document.file
        for folder in reading.newsroom.folders.values()
        for name, document in folder.unreadable.items()
        if slug in (None, name)
    }
    return [problem for problem in reading.problems if problem.place.file in files]


def _found(reading: Reading, name: str) -> Made:
    from psr_report import resolving

    stories = [story for folder in reading.newsroom.folders.values() for story in folder.stories.values()]
    try:
        return resolving.find(stories, name)
    except UsageError:
        for part in name.strip("/").split("/"):
            if hiding := _hiding(reading, part):
                raise ContentError(hiding) from None
        raise


def _result(outcome: str) -> Result:
    from typing import get_args

    from psr_report.model import Result
    from psr_report.read.tree import nearest

    asked = outcome.strip().casefold()
    known: dict[str, Result] = {word: word for word in get_args(Result)}
    if asked not in known:
        hint = nearest(asked, list(known)) or "an outcome is hit, miss or partial"
        raise UsageError(f'"{outcome[:40]}" is not an outcome', hint)
    return known[asked]


def _day(typed: str | None, today: date) -> date:
    if typed is None:
        return today
    from psr_report import periods

    try:
        day = periods.parse(typed)
    except periods.PeriodError as error:
        raise UsageError(f"--date: {error.message}", error.hint) from None
    if day.form != "day":
        raise UsageError(f'--date: "{day.text}" is not a day', "write year, month and day: 2026-01-15")
    if day.last > today:
        raise UsageError(f"--date: {periods.short(day)} is still to come", "leave it out for today")
    return day.last
