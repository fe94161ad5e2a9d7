"""An issue at a glance, as a value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from psr_report import status
from psr_report.errors import WithheldError
from psr_report.pipeline import _stop_release
from psr_report.selection import selection
from psr_report.status import Month, Note, Row
from tests import desk
from tests.desk import MONTH, NOW, yaml

FIGURE = (
    "figures:\n  pack:\n    label: Weight of a pack\n    value: 100 kg\n    kind: claim\n    source: desk"
)
SIGNED = "analysis:\n  by: [ada]\n  text: |\n    *Two* [words](https://example.org/a/b)."


def month(folder: Path, files: dict[str, str]) -> Month:
    return status.of(desk.write(folder, files), MONTH, NOW)


def row(folder: Path, text: str) -> Row:
    [found] = month(folder, {f"{MONTH}/story.yaml": text}).rows
    return found


def blocks(found: Month) -> list[str]:
    return [str(block) for block in found.blocks]


def test_a_story_is_counted_as_it_is_printed(tmp_path: Path) -> None:
    found = row(tmp_path, yaml("A pack", FIGURE, SIGNED, summary="It weighs - as they say - **100 kg**."))
    assert (found.words, found.figures, found.sources) == (2 + 7 + 2, 1, 1)
    assert (found.section, found.approval, found.read) == ("Batteries", "ready", "whole")


def test_a_note_is_signed_by_people_under_their_printed_names(tmp_path: Path) -> None:
    assert row(tmp_path, yaml("A pack", SIGNED)).analysis == Note("signed", ("Ada Sample",))


def test_a_note_that_is_not_to_be_gives_its_reason(tmp_path: Path) -> None:
    assert row(tmp_path, yaml("A pack")).analysis == Note("none", reason="not supplied")


@pytest.mark.parametrize(
    "typed", ["analysis: {by: [ada]}", "analysis:\n  by: ada\n  text:", "analysis:\n  by: [ada, ]"]
)
def test_a_note_without_a_text_is_owed_by_whom_it_names(tmp_path: Path, typed: str) -> None:
    found = row(tmp_path, yaml("A pack", typed))
    assert found.analysis == Note("owed", ("Ada Sample",))
    assert found.errors > 0


def test_a_note_that_nobody_is_named_for_is_owed_all_the_same(tmp_path: Path) -> None:
    found = month(tmp_path, {f"{MONTH}/story.yaml": yaml("A pack", "analysis:")})
    assert [each.analysis for each in found.owed] == [Note("owed")]


def test_a_note_set_aside_is_not_owed(tmp_path: Path) -> None:
    reason = "the analyst is away"
    found = row(tmp_path, yaml("A pack", "analysis:", f"ignore: {{analysis-missing: {reason}}}"))
    assert found.analysis == Note("none", reason=reason)


def test_the_rows_stand_in_the_order_of_the_issue_and_those_not_listed_come_last(tmp_path: Path) -> None:
    files = {f"{MONTH}/{slug}.yaml": yaml(f"Story {slug}") for slug in ("alpha", "beta", "gamma")}
    files[f"{MONTH}/issue.yaml"] = (
        "sections:\n  - {name: One, articles: [gamma]}\n  - {name: Two, articles: [beta]}"
    )
    found = month(tmp_path, files)
    assert [(each.slug, each.section) for each in found.rows] == [
        ("gamma", "One"),
        ("beta", "Two"),
        ("alpha", None),
    ]


def test_a_story_that_is_listed_but_not_there_has_a_row(tmp_path: Path) -> None:
    plan = "sections:\n  - {name: One, articles: [story, gone]}"
    found = month(tmp_path, {f"{MONTH}/story.yaml": yaml(), f"{MONTH}/issue.yaml": plan})
    gone = found.rows[1]
    assert (gone.slug, gone.read, gone.words, gone.section) == ("gone", "missing", None, "One")
    assert gone.file == str(tmp_path / MONTH / "gone.yaml")
    assert blocks(found) == ["1 error (issue.yaml)"]


def test_a_file_that_cannot_be_read_has_a_row(tmp_path: Path) -> None:
    found = month(tmp_path, {f"{MONTH}/story.yaml": "headline: [\n"})
    [broken] = found.rows
    assert (broken.read, broken.headline, broken.approval, broken.analysis) == (
        "unreadable",
        None,
        None,
        None,
    )
    assert blocks(found) == ["1 error (story)"]


def test_a_file_read_in_part_tells_what_it_has(tmp_path: Path) -> None:
    found = row(
        tmp_path, yaml("A pack", "region: [", topic="batteries").replace("region: [", "no_such_key: 1")
    )
    assert (found.read, found.headline, found.errors) == ("in part", "A pack", 1)


def test_what_a_reason_sets_aside_is_no_problem(tmp_path: Path) -> None:
    said = "It happened recently."
    assert row(tmp_path, yaml("A pack", summary=said)).errors == 1
    assert row(tmp_path, yaml("A pack", "ignore: {relative-date: a trial}", summary=said)).errors == 0


def test_problems_of_other_files_stand_beside_the_stories(tmp_path: Path) -> None:
    found = month(
        tmp_path, {f"{MONTH}/story.yaml": yaml(), "terms.yaml": "BEV: {definition: A car., nope: 1}\n"}
    )
    assert found.files == {str(tmp_path / "terms.yaml"): (1, 0)}
    assert (found.errors, blocks(found)) == (1, ["1 error (terms.yaml)"])


def test_a_finished_issue_is_blocked_by_nothing(tmp_path: Path) -> None:
    found = month(tmp_path, {f"{MONTH}/story.yaml": yaml()})
    assert (found.blocks, found.owed, found.errors) == ((), (), 0)


def test_an_issue_in_which_nothing_is_listed_has_no_story_to_print(tmp_path: Path) -> None:
    plan = "sections:\n  - {name: One, articles: []}"
    found = month(tmp_path, {f"{MONTH}/story.yaml": yaml(), f"{MONTH}/issue.yaml": plan})
    assert blocks(found) == ["no story to print"]


def test_what_blocks_an_issue_is_what_a_release_refuses(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a-draft.yaml": yaml("A", "status: draft"),
        f"{MONTH}/early.yaml": yaml("B", "embargo: 2025-12-24T09:00+07:00"),
        f"{MONTH}/over.yaml": yaml("C", "embargo: 2025-11-24T09:00+07:00"),
    }
    found = month(tmp_path, files)
    assert blocks(found) == ["1 draft (a-draft)", "1 embargo (early until 2025-12-24 09:00+07:00)"]
    assert [(each.slug, each.is_embargoed) for each in found.rows if each.embargo] == [
        ("early", True),
        ("over", False),
    ]
    with pytest.raises(WithheldError, match="a-draft is a draft; early is under embargo until 2025-12-24"):
        _stop_release(selection(desk.room(tmp_path, files), MONTH, NOW))


def test_the_json_has_the_names_of_the_rows(tmp_path: Path) -> None:
    text = yaml("A pack", "embargo: 2025-12-24T09:00+07:00")
    [issue] = json.loads(status.as_json([month(tmp_path, {f"{MONTH}/story.yaml": text})]))
    assert list(issue) == ["month", "stories", "files", "errors", "warnings", "is_blocked", "blocks"]
    [story] = issue["stories"]
    assert set(story) == set(Row.__dataclass_fields__)
    assert (story["embargo"], story["analysis"]["state"]) == ("2025-12-24T09:00:00+07:00", "none")
    assert issue["blocks"] == ["1 embargo (story until 2025-12-24 09:00+07:00)"]


def test_all_issues_asked_at_once_stand_as_each_does_alone(tmp_path: Path) -> None:
    files = {"2025-10/old.yaml": yaml("Old", "nope: 1"), f"{MONTH}/story.yaml": yaml("New", "analysis:")}
    folder = desk.write(tmp_path, files)
    asked = [MONTH, "2025-10"]
    together = status.every(folder, asked, NOW)
    assert together == [status.of(folder, each, NOW) for each in asked]
    assert [blocks(each) for each in together] == [["1 error (story)"], ["1 error (old)"]]
