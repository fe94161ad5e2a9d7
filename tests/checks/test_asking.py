from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from psr_report import checks
from psr_report.checks.rule import Desk, Rule
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story
from tests.desk import MONTH, room, yaml

COLOUR = "colour: red"
BAD_FIGURE = "figures: {a: {label: A, value: much}}"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what two rules look at: one that needs the figures and the sections, one that needs nothing."""
    looked: list[str] = []

    def rule(name: str, *needs: str) -> Rule:
        def of_issue(desk: Desk) -> Iterator[Problem]:
            looked.append(f"{name}: {' '.join(desk.folder.stories)}")
            yield from ()

        def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
            looked.append(f"{name}: {story.slug} {len(desk.texts(story))}")
            yield from ()

        return Rule(name, Severity.ERROR, "It is so.", of_story, of_issue, needs=frozenset(needs))

    for name in list(checks.RULES):
        monkeypatch.delitem(checks.RULES, name)
    monkeypatch.setitem(checks.RULES, "ignore-unused", rule("last"))
    monkeypatch.setitem(checks.RULES, "plain", rule("plain"))
    monkeypatch.setitem(checks.RULES, "needy", rule("needy", "figures", "sections", "companies.yaml"))
    return looked


def asked(folder: Path, files: dict[str, str], seen: list[str]) -> list[str]:
    checks.run(room(folder, files), MONTH, only=["plain", "needy"])
    return seen


def test_a_story_read_in_part_is_looked_at_in_the_order_of_the_files(tmp_path: Path, seen: list[str]) -> None:
    files = {f"{MONTH}/a.yaml": yaml(), f"{MONTH}/a-b.yaml": yaml("B", COLOUR), f"{MONTH}/c.yaml": yaml()}
    assert asked(tmp_path, files, seen)[:4] == ["plain: a-b a c", "plain: a-b 2", "plain: a 2", "plain: c 2"]


def test_a_rule_is_not_asked_of_a_story_that_lost_what_it_needs(tmp_path: Path, seen: list[str]) -> None:
    files = {f"{MONTH}/a.yaml": yaml("A", BAD_FIGURE), f"{MONTH}/b.yaml": yaml("B", COLOUR)}
    assert asked(tmp_path, files, seen) == [
        "plain: a b",
        "plain: a 2",
        "plain: b 2",
        "needy: b",
        "needy: b 2",
    ]


def test_a_key_that_stands_twice_is_one_that_lost_something(tmp_path: Path, seen: list[str]) -> None:
    twice = "figures:\n  a: {label: A, value: 5 km}\n  a: {label: B, value: 6 km}"
    files = {f"{MONTH}/a.yaml": yaml("A", twice), f"{MONTH}/b.yaml": yaml("B")}
    assert asked(tmp_path, files, seen)[-2:] == ["needy: b", "needy: b 2"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (f"{MONTH}/issue.yaml", "sections: [{name: All}]"),
        (f"{MONTH}/issue.yaml", "letter: [\n"),
        ("companies.yaml", "Kia: {nam: Kia}\n"),
    ],
)
def test_a_rule_is_asked_nothing_when_the_plan_or_a_list_lost_what_it_needs(
    tmp_path: Path, seen: list[str], name: str, text: str
) -> None:
    files = {f"{MONTH}/a.yaml": yaml(), name: text}
    assert asked(tmp_path, files, seen) == ["plain: a", "plain: a 2"]


def test_a_story_with_an_unknown_key_has_its_house_rules_asked_in_the_same_run(tmp_path: Path) -> None:
    chart = "chart: {kind: bar, title: t, measure: m, rows: [{a: b, c: 0%}]}"
    files = {f"{MONTH}/a.yaml": yaml("A", COLOUR, chart)}
    found = checks.run(room(tmp_path, files), MONTH)
    assert [(one.rule, one.place.line) for one in found] == [("chart-data", 6)]


def test_what_was_dropped_raises_no_false_alarm(tmp_path: Path) -> None:
    chart = "chart: {kind: bar, title: t, measure: m, rows: [{a: b, c: 5%}, {a: d, c: much, note: n}]}"
    assert checks.run(room(tmp_path, {f"{MONTH}/a.yaml": yaml("A", chart)}), MONTH) == []


def test_a_story_read_in_part_is_there_wherever_a_rule_looks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_issue(desk: Desk) -> Iterator[Problem]:
        assert desk.room.folders[MONTH].stories == desk.folder.stories
        for story in desk.folder.stories.values():
            yield Problem("looks", Severity.ERROR, story.place(), " ".join(desk.folder.stories))

    files = {f"{MONTH}/a.yaml": yaml("A", BAD_FIGURE), f"{MONTH}/b.yaml": yaml("B", COLOUR)}
    for needs, seen in ((frozenset[str](), "a b"), (frozenset({"figures"}), "b")):
        rule = Rule("looks", Severity.ERROR, "It looks.", of_issue=of_issue, needs=needs)
        monkeypatch.setitem(checks.RULES, "looks", rule)
        found = checks.run(room(tmp_path, files), MONTH, only=["looks"])
        assert {(one.rule, one.message) for one in found} == {("looks", seen)}
