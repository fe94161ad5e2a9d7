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


def said(problems: list[Problem], text: str) -> list[str]:
    """Return the words that the problems point at, in a text whose lines are those of the file."""
    lines = text.split("\n")
    return [lines[one.place.line - 1][one.place.column - 1 :][: one.width] for one in problems]


def mended(problems: list[Problem]) -> str:
    """Return the file that the problems are in with all their fixes made."""
    fixes = sorted({one.fix for one in problems if one.fix}, reverse=True)
    text = Path(problems[0].place.file).read_text("utf-8")
    for fix in fixes:
        text = text[: fix.start] + fix.text + text[fix.end :]
    return text
