from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from psr_report.errors import Problem
from tests.checks.asking import asked
from tests.desk import MONTH, room

STORY = (
    "headline: A\ntopic: batteries\nsummary: It is so.\n"
    "sources: {desk: {publisher: Desk, title: notes, url: unknown, published: unknown}}\n"
)


def told(folder: Path, more: str = "") -> list[Problem]:
    return asked(folder, "analysis-missing", {f"{MONTH}/a.yaml": STORY + more})


def test_a_story_without_a_note_is_an_error_that_says_both_ways_out(tmp_path: Path) -> None:
    [found] = told(tmp_path)
    assert (found.severity, found.place.line, found.place.column) == ("error", 1, 1)
    assert found.hint is not None
    assert "`by:` and `text:`" in found.hint
    assert "analysis: {none: " in found.hint


def test_a_key_with_nothing_behind_it_is_no_note_and_the_problem_stands_there(tmp_path: Path) -> None:
    [found] = told(tmp_path, "analysis:\n")
    assert (found.place.line, found.place.column) == (5, 1)


def test_a_draft_is_only_warned(tmp_path: Path) -> None:
    assert [one.severity for one in told(tmp_path, "status: draft\n")] == ["warning"]


@pytest.mark.parametrize("note", ["{none: not supplied}", "{by: [ada], text: So it is.}"])
def test_a_note_and_an_explicit_none_are_both_right(tmp_path: Path, note: str) -> None:
    assert told(tmp_path, f"analysis: {note}\n") == []


@pytest.mark.parametrize("note", ["{text: So it is.}", "{by: [ada]}", "{none: x, text: T, by: [ada]}", "no"])
def test_a_note_that_could_not_be_read_is_not_called_missing_as_well(tmp_path: Path, note: str) -> None:
    assert told(tmp_path, f"analysis: {note}\n") == []


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ("analysis: {text: So it is.}\n", "analysis-unsigned"),
        ("analysis: {by: [adda], text: So it is.}\n", "signer-unknown"),
        ("region: Chine\nanalysis: {none: x}\n", "tag-unknown"),
        ("ignore: {analysis-unsigned: I like it so}\nanalysis: {text: So it is.}\n", "analysis-unsigned"),
    ],
)
def test_what_reading_refuses_is_refused_under_the_name_of_a_rule_with_a_page(
    tmp_path: Path, more: str, rule: str
) -> None:
    from psr_report.read.newsroom import newsroom

    room(tmp_path, {f"{MONTH}/a.yaml": STORY + more})
    found = [one for one in newsroom(tmp_path, MONTH).problems if one.rule == rule]
    assert [str(one.severity) for one in found] == ["error"]
    assert checks.RULES[rule].of_story is None
    assert not checks.RULES[rule].can_be_set_aside
