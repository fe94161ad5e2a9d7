"""What the browser is told, as values that become JSON: problems, files to look at, what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from psr_report.errors import ContentError, Problem, ReportError, Severity
from psr_report.output import Output
from psr_report.visible import visible

_KINDS = {".html": "page", ".pdf": "pdf"}  # everything else is shown as text
_TYPES = {".html": "text/html; charset=utf-8", ".pdf": "application/pdf"}
_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """What is served under one address."""

    media_type: str
    data: bytes


def address(edition: str, output: Output) -> str:
    """Return where a file of an edition is served: under the same address after each save."""
    return f"/view/{edition}/{output.name}"


def page(output: Output) -> Page:
    """Return a file as it is served."""
    return Page(_TYPES.get(PurePath(output.name).suffix, _TEXT), output.data)


def files(edition: str, outputs: Iterable[Output]) -> list[dict[str, Any]]:
    """Return the files of an edition: name, address, how to show each, and its pages."""
    return [
        {
            "name": output.name,
            "address": address(edition, output),
            "kind": _KINDS.get(PurePath(output.name).suffix, "text"),
            "pages": output.pages,
        }
        for output in outputs
    ]


def problems(found: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return the problems that weigh something, the gravest first; what is set aside is not among them."""
    weighing = [one for one in found if one.aside is None and one.severity is not Severity.INFO]
    weighing.sort(key=lambda one: one.severity.rank)
    return [_problem(one) for one in weighing]


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "severity": one.severity.value,
        "file": visible(one.place.file),
        "line": one.place.line,
        "column": one.place.column,
        "message": visible(one.message),
        "hint": visible(one.hint or ""),
        "rule": one.rule,
    }


def failure(error: ReportError) -> list[dict[str, Any]]:
    """Return an error that stops everything as problems; its place is that of a template, if it has one."""
    if isinstance(error, ContentError):
        return problems(error.problems)
    place = error.place
    where: Mapping[str, Any] = (
        {"file": visible(place.file), "line": place.line, "column": 0}
        if place is not None
        else {"file": "", "line": 0, "column": 0}
    )
    said = {"message": visible(str(error)), "hint": visible(error.hint or ""), "rule": ""}
    return [{"severity": Severity.ERROR.value, **where, **said}]
