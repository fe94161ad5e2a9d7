from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from psr_report.errors import INTERNAL, Severity
from psr_report.inspection import Checked, Inspection, inspect
from psr_report.read.newsroom import Newsroom
from tests.desk import MONTH, NOW, write, yaml
from tests.formats.inspections import CHART, TWO, add, break_a_rule, inspected


def told(inspection: Inspection) -> list[tuple[str, str]]:
    return [(Path(one.place.file).name, one.rule) for one in inspection.problems]


def test_what_reading_and_the_rules_object_to_is_told_together_and_by_place(tmp_path: Path) -> None:
    files = {
        **TWO,
        f"{MONTH}/a.yaml": yaml("A", "companies: [Cattl]", CHART),
        f"{MONTH}/c.yaml": "headline: [\n",
        "people.yaml": "ada: {name: Ada, title: A, organisation: S, nam: Ada}\n",
    }
    assert told(inspected(tmp_path, files)) == [
        ("a.yaml", "tag-unknown"),
        ("a.yaml", "chart-data"),
        ("b.yaml", "chart-data"),
        ("c.yaml", "yaml-syntax"),
        ("people.yaml", "key-unknown"),
    ]


def test_a_newsroom_without_a_publication_has_its_stories_checked(tmp_path: Path) -> None:
    found = inspected(tmp_path, {**TWO, "report.yaml": ""})
    assert told(found) == [
        ("a.yaml", "chart-data"),
        ("b.yaml", "chart-data"),
        ("report.yaml", "file-unreadable"),
    ]


def test_the_stories_come_in_the_order_of_their_files_readable_or_not(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a.yaml": yaml("A"),
        f"{MONTH}/a-b.yaml": "headline: [\n",
        f"{MONTH}/b.yaml": yaml("B", "colour: red"),
    }
    stories = inspected(tmp_path, files).stories
    assert [(story.file, story.slug, story.is_readable) for story in stories] == [
        (f"content/{MONTH}/a-b.yaml", "a-b", False),
        (f"content/{MONTH}/a.yaml", "a", True),
        (f"content/{MONTH}/b.yaml", "b", False),
    ]
    broken, whole, part = stories
    assert broken.unasked == checks.RULES.keys()
    assert whole.unasked == part.unasked == {"ignore-unused"}


def test_a_rule_that_needs_what_was_lost_is_said_not_to_have_been_asked(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": yaml("A", "figures: {a: {label: A, value: much}}"), f"{MONTH}/b.yaml": yaml()}
    first, second = inspected(tmp_path, files).stories
    assert {"chart-data", "unused"} <= first.unasked
    assert second == Checked(f"content/{MONTH}/b.yaml", "b", True, frozenset({"ignore-unused"}))


def test_the_lists_and_the_plan_are_named_with_their_texts_and_those_of_every_story(tmp_path: Path) -> None:
    files = {
        **TWO,
        "2025-10/old.yaml": yaml("Old"),
        f"{MONTH}/c.yaml": "a: [\n",
        f"{MONTH}/issue.yaml": "number: 3\n",
    }
    found = inspected(tmp_path, files)
    names = ("report", "people", "companies", "topics", "terms")
    assert found.lists == (*(f"content/{name}.yaml" for name in names), f"content/{MONTH}/issue.yaml")
    for name, text in files.items():
        assert found.texts[f"content/{name}"] == text


def test_only_the_rules_that_are_named_are_asked_and_reading_is_always_told(tmp_path: Path) -> None:
    files = {**TWO, f"{MONTH}/c.yaml": "headline: [\n"}
    found = inspected(tmp_path, files, ["unused"])
    assert found.rules == ("unused",)
    assert told(found) == [("c.yaml", "yaml-syntax")]
    assert inspected(tmp_path, files).rules == tuple(checks.RULES)


def test_what_is_set_aside_weighs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, Severity.INFO)
    found = inspected(tmp_path, TWO)
    assert [found.count(severity) for severity in Severity] == [1, 0, 2]
    assert len(found.problems) == 4


def test_a_rule_that_broke_is_a_problem_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_a_rule(monkeypatch)
    assert told(inspected(tmp_path, TWO, ["broken", "chart-data"])) == [
        ("a.yaml", INTERNAL),
        ("a.yaml", "chart-data"),
        ("b.yaml", INTERNAL),
        ("b.yaml", "chart-data"),
    ]


def test_whoever_waits_hears_of_the_newsroom_before_the_rules_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def run(*asked: object) -> list[object]:
        heard.append("asked")
        return []

    def tell(room: Newsroom) -> None:
        heard.append(f"{len(room.folders[MONTH].stories)} stories")

    monkeypatch.setattr(checks, "run", run)
    inspect(write(tmp_path, TWO), MONTH, NOW, tell=tell)
    assert heard == ["2 stories", "asked"]


def test_a_month_that_is_not_there_has_no_stories(tmp_path: Path) -> None:
    found = inspect(write(tmp_path, TWO), "2025-01", NOW)
    assert (found.stories, found.problems, len(found.lists)) == ((), (), 5)
