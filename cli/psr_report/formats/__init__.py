"""The forms of a report of checks: each one module with ``report(inspection)``, one line here."""

from __future__ import annotations

import os
from importlib import import_module

from psr_report.errors import UsageError

TYPE_CHECKING = False  # what type checkers look for; a build prints its annotations from here
if TYPE_CHECKING:
    from collections.abc import Callable

    from psr_report.inspection import Inspection

FORMATS = {
    "text": "psr_report.formats.text",
    "json": "psr_report.formats.json_rows",
    "github": "psr_report.formats.github",
    "sarif": "psr_report.formats.sarif",
    "junit": "psr_report.formats.junit",
}


def named(name: str | None = None) -> str:
    """Return the format asked for; without a name text, and inside GitHub Actions its annotations.

    Raises UsageError for one that there is not.
    """
    from psr_report import terminal

    if name is None:
        return "github" if terminal.is_set("GITHUB_ACTIONS") else "text"
    asked = name.strip().casefold()
    if asked not in FORMATS:
        import difflib

        near = difflib.get_close_matches(asked, list(FORMATS), n=1)
        there = f"the formats are {', '.join(FORMATS)}"
        raise UsageError(f'"{name}" is not a format', f"did you mean {near[0]}? {there}" if near else there)
    return asked


def report(name: str, inspection: Inspection) -> str:
    """Return the report of an inspection in the format of that name."""
    made: Callable[[Inspection], str] = import_module(FORMATS[name]).report
    return made(inspection)


def in_workspace(file: str) -> str:
    """Return a file as GitHub knows it: relative to the checkout, wherever the program runs."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if not workspace:
        return file
    shown = os.path.relpath(os.path.realpath(file), os.path.realpath(workspace))
    return file if shown.startswith("..") else shown
