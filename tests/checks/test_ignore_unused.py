from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from psr_report import checks
from psr_report.checks.rule import Desk, Rule
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story
from tests.desk import MONTH, room, yaml

IDLE = yaml("A", "ignore:\n  chart-data: so\n  unused: so")
CHART = "chart: {kind: bar, title: t, measure: m, rows: [{a: b, c: 0%}]}"


def told(folder: Path, files: dict[str, str], only: Collection[str] | None = None) -> list[str]:
    found = [one for one in checks.run(room(folder, files), MONTH, only=only) if one.rule == "ignore-unused"]
    assert {(str(one.severity), one.hint) for one in found} <= {("warning", "delete it")}
    return [
        f"{Path(one.place.file).name}:{one.place.line}:{one.place.column}+{one.width} {one.message}"
        for one in found
    ]


def test_an_entry_that_sets_nothing_aside_is_a_warning_at_its_name(tmp_path: Path) -> None:
    assert told(tmp_path, {f"{MONTH}/a.yaml": IDLE}) == [
        "a.yaml:6:3+10 nothing is set aside by this: chart-data objects to nothing in this file",
        "a.yaml:7:3+6 nothing is set aside by this: unused objects to nothing in this file",
    ]


def test_an_entry_that_sets_something_aside_is_right(tmp_path: Path) -> None:
    assert told(tmp_path, {f"{MONTH}/a.yaml": yaml("A", CHART, "ignore: {chart-data: so}")}) == []


def test_each_file_needs_its_own_reason(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a.yaml": yaml("A", CHART, "ignore: {chart-data: so}"),
        f"{MONTH}/b.yaml": yaml("B", "ignore: {chart-data: so}"),
        f"{MONTH}/issue.yaml": "ignore: {chart-data: so}\n",
    }
    assert [one.partition("+")[0] for one in told(tmp_path, files)] == ["b.yaml:5:10", "issue.yaml:1:10"]


def test_an_information_is_set_aside_like_any_other_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
        yield Problem("mild", Severity.INFO, story.place(), "so", "think of it")

    monkeypatch.setitem(checks.RULES, "mild", Rule("mild", Severity.INFO, "It is mild.", of_story))
    files = {f"{MONTH}/a.yaml": yaml("A", "ignore: {mild: it is}")}
    assert told(tmp_path, files) == []
    [one] = [one for one in checks.run(room(tmp_path, files), MONTH) if one.rule == "mild"]
    assert (one.aside, one.hint, one.severity) == ("it is", "set aside: it is", Severity.INFO)


def test_a_rule_that_was_not_asked_may_have_something_to_set_aside(tmp_path: Path) -> None:
    assert told(tmp_path, {f"{MONTH}/a.yaml": IDLE}, only=["unused"]) == []
    found = told(tmp_path, {f"{MONTH}/a.yaml": IDLE}, only=["unused", "ignore-unused"])
    assert [one.partition("+")[0] for one in found] == ["a.yaml:7:3"]


@pytest.mark.parametrize(
    ("name", "text"), [(f"{MONTH}/b.yaml", "headline: [\n"), ("companies.yaml", "Kia:\n")]
)
def test_nothing_is_said_before_all_could_be_read(tmp_path: Path, name: str, text: str) -> None:
    assert told(tmp_path, {f"{MONTH}/a.yaml": IDLE, name: text}) == []


def test_nothing_is_said_when_a_rule_broke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_issue(desk: Desk) -> Iterator[Problem]:
        raise KeyError
        yield

    monkeypatch.setitem(checks.RULES, "broken", Rule("broken", Severity.ERROR, "", of_issue=of_issue))
    assert told(tmp_path, {f"{MONTH}/a.yaml": IDLE}) == []


def test_names_that_are_no_rules_are_the_affair_of_another_rule(tmp_path: Path) -> None:
    assert told(tmp_path, {f"{MONTH}/a.yaml": yaml("A", "ignore: {xyz: so, glyph-missing: so}")}) == []
