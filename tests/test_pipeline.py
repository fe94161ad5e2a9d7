from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from psr_report import pipeline
from psr_report.errors import ContentError, RenderError, ReportError, Severity, WithheldError
from psr_report.request import Request
from psr_report.unchanged import read_manifest
from tests.read.rooms import ARTICLE, MONTH, STORY, write

NOW = datetime(2025, 12, 1, tzinfo=UTC)
EMBARGO = "embargo: 2026-01-05T09:00+07:00\n"
UNDER_EMBARGO = "e is under embargo until 2026-01-05 09:00+07:00"
DRAFT = f"{ARTICLE}status: draft\n"
FINISH = "finish what is a draft and set its status to ready"


def request(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Request:
    newsroom = write(folder / "content", changes)
    return Request(newsroom, MONTH, ("announcement",), folder / "output", NOW)


def test_a_build_tells_of_each_stage_and_the_one_that_follows(tmp_path: Path) -> None:
    told: list[tuple[str, str, str]] = []
    two = replace(request(tmp_path), editions=("html", "announcement"))
    pipeline.build(two, lambda *stage: told.append(stage))
    assert told == [
        ("read", "1 story, no earlier issues", "check"),
        ("check", "no warnings", "assemble"),
        ("assemble", "1 story, 1 source", "render"),
        ("render", "html", "render"),
        ("render", "announcement", "write"),
        ("write", "4 files", ""),
    ]


def test_the_second_build_does_nothing(tmp_path: Path) -> None:
    asked = request(tmp_path)
    first = pipeline.build(asked)
    told: list[str] = []
    again = pipeline.build(asked, lambda stage, what, following: told.append(stage))
    assert (again.is_unchanged, again.paths, told) == (True, first.paths, [])


def test_what_reading_and_the_rules_object_to_is_told_together(tmp_path: Path) -> None:
    changes = {STORY: ARTICLE.replace("620 miles", "620 miles \U000f1234"), "2025-11/b.yaml": "headline: x\n"}
    with pytest.raises(ContentError) as raised:
        pipeline.build(request(tmp_path, changes))
    files = {problem.place.file.rpartition("/")[2] for problem in raised.value.problems}
    assert files == {"solid-state.yaml", "b.yaml"}
    assert not (tmp_path / "output").exists()


def test_a_newsroom_whose_publication_cannot_be_read_is_a_problem_of_the_content(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        pipeline.build(request(tmp_path, {"report.yaml": "name: [\n", STORY: f"{ARTICLE}ignore: {{x: y}}\n"}))
    files = [problem.place.file.rpartition("/")[2] for problem in raised.value.problems]
    assert files == ["solid-state.yaml", "report.yaml"]


def test_a_story_that_is_read_in_part_is_never_printed(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        pipeline.build(request(tmp_path, {"2025-11/b.yaml": f"{ARTICLE}colour: red\n"}))
    assert [one.rule for one in raised.value.problems if one.severity is Severity.ERROR] == ["key-unknown"]
    assert not (tmp_path / "output").exists()


def test_only_warnings_are_counted_as_warnings(tmp_path: Path) -> None:
    built = pipeline.build(request(tmp_path, {"2025-11/old.yml": "headline: x\n"}))
    assert built.warnings == sum(problem.severity is Severity.WARNING for problem in built.problems) == 1
    manifest = read_manifest(tmp_path / "output" / MONTH)
    assert manifest is not None
    assert manifest["warnings"] == 1


def test_the_manifest_says_when_an_embargo_ends(tmp_path: Path) -> None:
    changes = {
        "2025-11/secret.yaml": ARTICLE + EMBARGO,
        "2025-11/later.yaml": ARTICLE + EMBARGO.replace("01-05", "02-05"),
        "2025-11/past.yaml": ARTICLE + EMBARGO.replace("2026", "2025") + "status: draft\n",
    }
    built = pipeline.build(request(tmp_path, changes))
    assert [notice.split()[0] for notice in built.notices] == ["later", "past", "secret"]
    manifest = read_manifest(tmp_path / "output" / MONTH)
    assert manifest is not None
    assert manifest["editions"]["announcement"]["recheck_after"] == "2026-01-05T02:00:00+00:00"


def test_what_an_embargo_silences_is_said(tmp_path: Path) -> None:
    plan = "letter: Read on.\nwatch:\n  - {date: 2026, text: Some day.}\n"
    changes: dict[str, str | bytes | None] = {
        "2025-11/issue.yaml": plan,
        "2025-11/secret.yaml": ARTICLE + "status: draft\n",
    }
    drafted = pipeline.build(request(tmp_path, changes)).notices
    embargoed = pipeline.build(
        request(tmp_path, {**changes, "2025-11/secret.yaml": ARTICLE + EMBARGO})
    ).notices
    assert [notice.split()[0] for notice in drafted] == ["secret"]
    assert embargoed[1:] == (
        "the letter is left out while a story is under embargo",
        "dates to watch that name no article are left out while a story is under embargo",
    )


@pytest.mark.parametrize(
    ("changes", "drafts", "reason", "way"),
    [
        ({"2025-11/d.yaml": DRAFT}, False, "d is a draft", FINISH),
        ({"2025-11/d.yaml": DRAFT}, True, "d is a draft", FINISH),
        ({"2025-11/e.yaml": ARTICLE + EMBARGO}, False, UNDER_EMBARGO, "wait for the embargo to end"),
        (
            {"2025-11/d.yaml": DRAFT, "2025-11/e.yaml": ARTICLE + EMBARGO},
            False,
            f"d is a draft; {UNDER_EMBARGO}",
            f"{FINISH}, and wait for the embargo to end",
        ),
    ],
)
def test_a_release_names_what_withholds_it_and_only_ways_out_that_it_allows(
    tmp_path: Path, changes: dict[str, str | bytes | None], drafts: bool, reason: str, way: str
) -> None:
    asked = replace(request(tmp_path, changes), release=True, drafts=drafts)
    with pytest.raises(WithheldError) as raised:
        pipeline.build(asked)
    assert str(raised.value) == f"not released: {reason}"
    assert raised.value.hint == f"{way}; or build without --release"
    assert not (tmp_path / "output").exists()


def test_an_issue_without_a_story_to_print_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no story to print") as raised:
        pipeline.build(request(tmp_path, {STORY: None, "2025-11/issue.yaml": "number: 1\n"}))
    assert raised.value.exit_code == 1


def test_an_issue_of_which_the_editions_print_nothing_is_refused(tmp_path: Path) -> None:
    asked = request(tmp_path, {STORY: ARTICLE.replace("Solid-state cells promise 1,000 km", '"."')})
    with pytest.raises(ReportError, match="nothing to write: announcement") as raised:
        pipeline.build(asked)
    assert (raised.value.exit_code, raised.value.hint is None) == (1, False)
    assert not (tmp_path / "output").exists()
    assert pipeline.build(replace(asked, editions=("html", "announcement"))).paths


def test_a_draft_does_not_stay_beside_a_release(tmp_path: Path) -> None:
    asked = request(tmp_path)
    (page,) = pipeline.build(replace(asked, editions=("html",), drafts=True)).paths
    pipeline.build(replace(asked, release=True))
    manifest = read_manifest(asked.folder)
    assert manifest is not None
    assert (page.exists(), list(manifest["editions"])) == (False, ["announcement"])


def test_an_edition_that_fails_leaves_the_old_issue_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = request(tmp_path)
    before = {path: path.read_bytes() for path in pipeline.build(asked).paths}
    write(tmp_path / "content", {STORY: ARTICLE.replace("promise", "may give")})
    (tmp_path / "content" / "templates" / "announcement").mkdir(parents=True)
    for name in ("announcement.md.j2", "announcement.txt.j2", "line.txt.j2"):
        (tmp_path / "content" / "templates" / "announcement" / name).write_text("{{ nothing }}")
    with pytest.raises(RenderError, match="nothing"):
        pipeline.build(asked)
    assert {path: path.read_bytes() for path in before} == before


def test_an_edition_is_left_however_the_build_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[str] = []

    class Started:
        def __enter__(self) -> Started:
            return self

        def __exit__(self, *why: object) -> None:
            left.append("left")

    monkeypatch.setattr(pipeline, "edition", lambda name: Started())
    with pytest.raises(ContentError):
        pipeline.build(request(tmp_path, {STORY: "headline: [\n"}))
    assert left == ["left"]
