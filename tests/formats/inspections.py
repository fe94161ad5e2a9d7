"""Inspections for tests of the formats: of small newsrooms, and with rules that find what a test needs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from psr_report import checks
from psr_report.checks.rule import Desk, Rule
from psr_report.errors import Fix, Problem, Severity
from psr_report.inspection import Inspection, inspect
from psr_report.read.newsroom import Story
from tests.desk import MONTH, NOW, write, yaml

CHART = "chart: {kind: bar, title: t, measure: m, rows: [{a: b, c: 0%}]}"
TWO = {
    f"{MONTH}/a.yaml": yaml("A", CHART),
    f"{MONTH}/b.yaml": yaml("B", CHART, "ignore: {chart-data: it is drawn elsewhere}"),
}
"""Two stories with a chart that cannot be drawn: one is an error, the other is set aside."""


def inspected(folder: Path, files: Mapping[str, str], rules: Sequence[str] | None = None) -> Inspection:
    """Return what there is to say of these files, which are called content/… where they lie."""
    write(folder / "content", files)
    before = Path.cwd()
    os.chdir(folder)
    try:
        return inspect(folder / "content", MONTH, NOW, rules)
    finally:
        os.chdir(before)


def add(monkeypatch: pytest.MonkeyPatch, severity: Severity, *, word: str = "so", becomes: str = "") -> None:
    """Have a rule called fine object to a word of each summary, and mend it where it is said how."""

    def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
        at = story.article.summary.find(word)
        if at >= 0:
            place = story.place("summary", offset=at)
            fix: Fix | None = None
            if becomes:
                fix = story.fix("summary", start=at, end=at + len(word), text=becomes)
            yield Problem("fine", severity, place, f'"{word}" is not fine', "mend it", len(word), fix)

    page = "A text is fine.\n\nElse it is not.\n\nFails:\n\n    summary: so\n\nPasses:\n\n    summary: fine\n"
    monkeypatch.setitem(checks.RULES, "fine", Rule("fine", severity, page, of_story))


def break_a_rule(monkeypatch: pytest.MonkeyPatch, *, on_the_issue: bool = False) -> None:
    """Have a rule called broken break on each story, or on the issue as a whole."""

    def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
        raise KeyError(story.slug)
        yield

    def of_issue(desk: Desk) -> Iterator[Problem]:
        raise KeyError("all")
        yield

    page = "It works.\n"
    rule = (
        Rule("broken", Severity.ERROR, page, None, of_issue)
        if on_the_issue
        else Rule("broken", Severity.ERROR, page, of_story)
    )
    monkeypatch.setitem(checks.RULES, "broken", rule)
