"""What the shell completes: names of the newsroom that are cheap to find; nothing where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from psr_report.editions import EDITIONS
from psr_report.errors import ReportError
from psr_report.formats import FORMATS
from psr_report.schema import KINDS

_KINDS = ("actual", "estimate", "claim", "forecast")  # those of the model, which takes long to import


def issues(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield what an issue may be called, for the shell to complete; nothing where there is no newsroom."""
    from psr_report.read import months

    try:
        there = months.available(_folder(context))
    except (ReportError, OSError):
        return
    names = {months.MONTHS[int(month[5:]) - 1] for month in there}
    yield from (*reversed(there), *sorted(names), "latest", "current")


def articles(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the stories of the issue that is named, else of the latest, for the shell to complete."""
    from psr_report.read import months

    try:
        folder = _folder(context)
        # Behind an option whose value is still missing, the issue waits among what was not parsed.
        issue = context.params.get("issue") or next(iter(context.args), None)
        month = months.choose(issue, months.available(folder)).month
        files = sorted((folder / month).glob("*.yaml"))
    except (ReportError, OSError):
        return
    yield from (file.stem for file in files if file.stem != "issue" and not file.name.startswith("."))


def schemas(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the kinds of files that have a schema, for the shell to complete."""
    yield from KINDS


def editions(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the editions, for the shell to complete, after those that are there already with a comma."""
    yield from _one_more(incomplete, EDITIONS)


def rules(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the house rules, for the shell to complete, after those that are there already with a comma."""
    from psr_report.checks import RULES

    yield from _one_more(incomplete, RULES)


def formats(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the formats of a report of checks, for the shell to complete."""
    yield from FORMATS


def pages(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the names that a problem may carry, for the shell to complete."""
    from psr_report.checks import EVERY

    yield from EVERY


def templates(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the names of the shipped templates."""
    from psr_report.templates import every

    yield from (template.name for template in every(None))


def topics(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the topics, by the names that articles use."""
    yield from _keys(context, "topics.yaml", ("topics",))


def companies(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the companies, by the names that articles use."""
    yield from _keys(context, "companies.yaml", ())


def people(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield those who sign, by their names in people.yaml."""
    yield from _keys(context, "people.yaml", ())


def kinds(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the kinds of figures, after those that are there already with a comma."""
    yield from _one_more(incomplete, _KINDS)


def _one_more(incomplete: str, names: Iterable[str]) -> Iterator[str]:
    before, comma, _ = incomplete.rpartition(",")
    yield from (f"{before}{comma}{name}" for name in names if name not in before.split(","))


def _keys(context: typer.Context, file: str, path: tuple[str, ...]) -> Iterator[str]:
    from psr_report.read.names import keys

    try:
        yield from keys(_folder(context) / file, path)
    except (ReportError, OSError):
        return


def _folder(context: typer.Context) -> Path:
    from psr_report.read import discovery

    return discovery.find(context.params.get("newsroom"))
