"""What the shell completes: names of the newsroom that are cheap to find; nothing where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from psr_report.errors import ReportError

_KINDS = ("actual", "estimate", "claim", "forecast")  # those of the model, which takes long to import


def topics(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the topics, by the names that articles use."""
    yield from _keys(context, "topics.yaml", ("topics",))


def companies(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the companies, by the names that articles use."""
    yield from _keys(context, "companies.yaml", ())


def kinds(context: typer.Context, arguments: list[str], incomplete: str) -> Iterator[str]:
    """Yield the kinds of figures, after those that are there already with a comma."""
    before, comma, _ = incomplete.rpartition(",")
    yield from (f"{before}{comma}{name}" for name in _KINDS if name not in before.split(","))


def _keys(context: typer.Context, file: str, path: tuple[str, ...]) -> Iterator[str]:
    from psr_report.read.names import keys

    try:
        yield from keys(_folder(context) / file, path)
    except (ReportError, OSError):
        return


def _folder(context: typer.Context) -> Path:
    from psr_report.read import discovery

    return discovery.find(context.params.get("newsroom"))
