"""A proof: each story at its place with what is wrong beside it, and what is left out said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from psr_report.errors import ContentError, ReportError, Severity, UsageError
from psr_report.proof import Entry, Proof, broken, kept, proof
from tests.desk import MONTH, NOW, write, yaml

PLAN = "sections:\n  - {name: First, articles: [b, a]}\n  - {name: Second, articles: [c]}\n"


def made(folder: Path, files: dict[str, str], article: str | None = None) -> Proof:
    return proof(
        write(folder, {f"{MONTH}/{name}.yaml": text for name, text in files.items()}), MONTH, NOW, article
    )


def places(one: Proof) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(name, [(entry.slug, entry.state) for entry in entries]) for name, entries in one.sections]


def entry(one: Proof, slug: str) -> Entry:
    return next(each for each in one.entries if each.slug == slug)


def test_what_cannot_be_read_stands_at_its_place_in_the_plan(tmp_path: Path) -> None:
    one = made(tmp_path, {"issue": PLAN, "a": yaml("A"), "b": "headline: [", "c": yaml("C")})
    assert places(one) == [("First", [("b", "unreadable"), ("a", "printed")]), ("Second", [("c", "printed")])]
    assert entry(one, "b").story is None
    assert [problem.rule for problem in entry(one, "b").problems] == ["yaml-syntax"]
    assert one.count(Severity.ERROR) == 1


def test_without_a_plan_what_cannot_be_read_ends_its_topic(tmp_path: Path) -> None:
    lost = yaml("B", topic="trucks") + "nonsense: 1\n"
    one = made(tmp_path, {"a": yaml("A", topic="trucks"), "b": lost, "c": "headline: ["})
    assert places(one) == [
        ("Trucks", [("a", "printed"), ("b", "unreadable")]),
        ("Not read", [("c", "unreadable")]),
    ]


def test_drafts_are_shown_and_embargoed_stories_are_not(tmp_path: Path) -> None:
    files = {
        "a": yaml("A", "status: draft"),
        "b": yaml("A secret", "embargo: 2030-01-01T00:00Z"),
        "issue": "letter: Hello.\nsections: [{name: All, articles: [a, b]}]\n",
    }
    one = made(tmp_path, files)
    drafted = entry(one, "a").story
    assert drafted is not None
    assert drafted.is_draft
    hidden = entry(one, "b")
    assert (hidden.state, hidden.story, hidden.until) == ("embargoed", None, "2030-01-01 00:00+00:00")
    assert one.notes == ("the letter is left out while a story is under embargo",)
    assert "secret" not in repr(one.issue)
    alone = made(tmp_path, files, "b")
    assert [each.state for each in alone.shown] == ["embargoed"]


def test_a_story_that_no_section_lists_is_shown_when_it_is_asked_for(tmp_path: Path) -> None:
    files = {"issue": "sections: [{name: All, articles: [a]}]\n", "a": yaml("A"), "b": yaml("B")}
    assert [(each.slug, each.state) for each in made(tmp_path, files).unlisted] == [("b", "unlisted")]
    alone = made(tmp_path, files, "b")
    assert [(each.slug, each.state) for each in alone.shown] == [("b", "printed")]


def test_one_that_is_asked_for_and_under_embargo_stays_out_though_nothing_lists_it(tmp_path: Path) -> None:
    secret = yaml("A secret", "embargo: 2030-01-01T00:00Z")
    files = {"issue": "sections: [{name: All, articles: [a]}]\n", "a": yaml("A"), "b": secret}
    alone = made(tmp_path, files, "b")
    assert [(each.state, each.story) for each in alone.shown] == [("embargoed", None)]


def test_problems_of_other_files_are_general(tmp_path: Path) -> None:
    one = made(tmp_path, {"issue": "editor: nobody\n", "a": yaml("A", "region: Chine")})
    assert [problem.rule for problem in one.general] == ["signer-unknown"]
    assert "tag-unknown" in [problem.rule for problem in entry(one, "a").problems]


def test_an_article_is_named_by_its_slug_or_its_file(tmp_path: Path) -> None:
    files = {"story": yaml("A")}
    for name in ("story", "story.yaml", f"content/{MONTH}/story.yaml"):
        assert made(tmp_path, files, name).article == "story"
    with pytest.raises(UsageError, match='there is no article "stroy"') as error:
        made(tmp_path, files, "stroy")
    assert error.value.hint == 'did you mean "story"? there is story'


def test_where_nothing_can_be_read_the_problems_are_raised(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        made(tmp_path, {"a": "headline: ["})
    with pytest.raises(ContentError):
        made(tmp_path, {"a": yaml("A"), "b": "headline: ["}, "b")
    with pytest.raises(ReportError, match="no story to read"):
        proof(write(tmp_path / "other", {f"{MONTH}/issue.yaml": "number: 1\n"}), MONTH, NOW)


def test_a_publication_that_cannot_be_read_leaves_nothing_to_show(tmp_path: Path) -> None:
    write(tmp_path, {"report.yaml": "name: [", f"{MONTH}/a.yaml": yaml("A")})
    with pytest.raises(ContentError) as error:
        proof(tmp_path, MONTH, datetime(2025, 12, 1, tzinfo=UTC))
    assert {problem.place.file.rpartition("/")[2] for problem in error.value.problems} == {"report.yaml"}


def test_a_story_that_breaks_stays_as_it_was_before(tmp_path: Path) -> None:
    files = {"a": yaml("A"), "b": yaml("B")}
    before = made(tmp_path, files)
    now = kept(made(tmp_path, {**files, "b": "headline: ["}), before)
    assert entry(now, "b").story == entry(before, "b").story
    assert entry(now, "b").state == "unreadable"
    assert entry(now, "b").problems


def test_an_issue_that_breaks_as_a_whole_stays_with_its_problems_beside_it(tmp_path: Path) -> None:
    before = made(tmp_path, {"a": yaml("A")})
    with pytest.raises(ContentError) as error:
        made(tmp_path, {"a": "headline: ["})
    now = broken(before, error.value.problems)
    assert entry(now, "a").story == entry(before, "a").story
    assert [problem.rule for problem in entry(now, "a").problems] == ["yaml-syntax"]
    general = replace(
        error.value.problems[0], place=replace(error.value.problems[0].place, file="report.yaml")
    )
    assert broken(before, [general]).general == (general,)
