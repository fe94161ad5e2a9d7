"""What one rule says of a newsroom of a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from psr_report import checks
from psr_report.errors import Problem
from tests.desk import MONTH, room, yaml


def asked(folder: Path, rule: str, files: Mapping[str, str], month: str = MONTH) -> list[Problem]:
    """Return what a rule objects to in these files."""
    found = checks.run(room(folder, files, month), month, only=[rule])
    assert {problem.rule for problem in found} <= {rule}
    return found


def of_story(folder: Path, rule: str, *more: str, summary: str = "It is so.") -> list[Problem]:
    """Return what a rule objects to in one story; its summary begins in line 4, ``more`` below it."""
    return asked(folder, rule, {f"{MONTH}/a.yaml": yaml("A story", *more, summary=summary)})


def spots(problems: list[Problem]) -> list[str]:
    """Return where the problems are, as "line:column+width"."""
    return [f"{one.place.line}:{one.place.column}+{one.width}" for one in problems]
