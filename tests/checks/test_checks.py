from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from psr_report import checks, main
from psr_report.checks.rule import Desk, OfIssue, OfStory, Rule
from psr_report.errors import Place, Problem, Severity, UsageError, in_order
from psr_report.read.newsroom import Story
from tests.desk import MONTH, room, write, yaml

FILES = {f"{MONTH}/{slug}.yaml": yaml(slug) for slug in ("a", "b", "c")}


def rule(*, of_story: OfStory | None = None, of_issue: OfIssue | None = None) -> Rule:
    return Rule("fine", Severity.WARNING, "It is fine.", of_story, of_issue)


def everywhere(story: Story, desk: Desk) -> Iterator[Problem]:
    yield Problem("fine", Severity.ERROR, story.place(), "so", "mend it")


def of_rule(found: Sequence[Problem], name: str = "fine") -> list[Problem]:
    return [one for one in found if one.rule == name]


def test_a_rule_that_breaks_on_a_story_is_reported_with_its_file_and_asked_for_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(story: Story, desk: Desk) -> Iterator[Problem]:
        yield from everywhere(story, desk)
        if story.slug == "b":
            raise KeyError(story.slug)

    monkeypatch.setitem(checks.RULES, "fine", rule(of_story=broken))
    found = checks.run(room(tmp_path, FILES), MONTH)
    assert [Path(one.place.file).name for one in of_rule(found)] == ["a.yaml", "b.yaml", "c.yaml"]
    [internal] = of_rule(found, "internal")
    assert Path(internal.place.file).name == "b.yaml"
    assert internal.message == "the rule fine broke: KeyError: 'b'"
    assert internal.severity is Severity.ERROR
    assert "fault of psr-report" in (internal.hint or "")


def test_a_rule_that_breaks_on_the_issue_is_reported_with_the_plan_and_the_other_rules_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(desk: Desk) -> Iterator[Problem]:
        raise ZeroDivisionError
        yield

    monkeypatch.setitem(checks.RULES, "broken", rule(of_issue=broken))
    monkeypatch.setitem(checks.RULES, "fine", rule(of_story=everywhere))
    found = checks.run(room(tmp_path, FILES), MONTH)
    assert [Path(one.place.file).name for one in of_rule(found, "internal")] == ["issue.yaml"]
    assert len(of_rule(found)) == 3


def test_an_analyst_hears_of_a_broken_rule_without_a_traceback_and_the_exit_code_is_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(story: Story, desk: Desk) -> Iterator[Problem]:
        raise KeyError(story.slug)

    monkeypatch.setitem(checks.RULES, "fine", rule(of_story=broken))
    newsroom = write(tmp_path / "content", FILES)
    words = ["build", MONTH, "-t", "html", "--newsroom", str(newsroom), "-o", str(tmp_path / "output")]
    assert main.run(words) == 3
    said = capsys.readouterr().err
    assert said.count("the rule fine broke: KeyError") == 3
    assert "Traceback" not in said
    assert not (tmp_path / "output").exists()


def test_an_error_that_says_what_to_do_passes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(desk: Desk) -> Iterator[Problem]:
        raise UsageError("not so", "but so")

    monkeypatch.setitem(checks.RULES, "fine", rule(of_issue=refuses))
    with pytest.raises(UsageError, match="not so"):
        checks.run(room(tmp_path, FILES), MONTH)


def test_only_the_rules_that_are_named_are_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(checks.RULES, "fine", rule(of_story=everywhere))
    read = room(tmp_path, FILES)
    assert {one.rule for one in checks.run(read, MONTH, only=["fine"])} == {"fine"}
    assert of_rule(checks.run(read, MONTH, only=["unused"])) == []


def test_problems_come_by_place_and_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(desk: Desk) -> Iterator[Problem]:
        for slug in ("c", "a", "c"):
            yield Problem("fine", Severity.WARNING, desk.folder.stories[slug].place(), "so")

    monkeypatch.setitem(checks.RULES, "fine", rule(of_issue=twice))
    found = of_rule(checks.run(room(tmp_path, FILES), MONTH))
    assert [Path(one.place.file).name for one in found] == ["a.yaml", "c.yaml"]


def test_problems_that_differ_only_in_weight_or_hint_have_an_order_too() -> None:
    said = [
        Problem("fine", severity, Place("a.yaml"), "so", hint)
        for severity in (Severity.ERROR, Severity.INFO, Severity.WARNING)
        for hint in (None, *(f"hint {number}" for number in range(9)))
    ]
    assert in_order(reversed(said)) == said


def test_a_story_sets_aside_a_rule_for_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(checks.RULES, "fine", rule(of_story=everywhere))
    files = {**FILES, f"{MONTH}/b.yaml": yaml("b", "ignore: {fine: it is}")}
    found = [(str(one.severity), one.hint) for one in of_rule(checks.run(room(tmp_path, files), MONTH))]
    assert found == [("error", "mend it"), ("info", "set aside: it is"), ("error", "mend it")]


def test_the_plan_sets_aside_a_rule_for_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_plan_and_stories(desk: Desk) -> Iterator[Problem]:
        yield Problem("fine", Severity.ERROR, desk.folder.place(), "so", "mend it")
        for story in desk.folder.stories.values():
            yield from everywhere(story, desk)

    monkeypatch.setitem(checks.RULES, "fine", rule(of_issue=of_plan_and_stories))
    files = {**FILES, f"{MONTH}/issue.yaml": "ignore: {fine: it is}"}
    found = of_rule(checks.run(room(tmp_path, files), MONTH))
    aside = [Path(one.place.file).name for one in found if one.severity is Severity.INFO]
    assert aside == ["issue.yaml"]
    assert len(found) == 4


def test_a_month_that_is_not_there_has_no_problems(tmp_path: Path) -> None:
    assert checks.run(room(tmp_path, FILES), "2025-01") == []


# Rules chosen by name


def test_without_names_all_rules_are_asked() -> None:
    assert checks.chosen() == tuple(checks.RULES)


def test_rules_are_selected_and_ignored_by_name_several_with_commas() -> None:
    assert checks.chosen(["unused, chart-data"]) == ("chart-data", "unused")
    assert checks.chosen(["unused", "Chart-Data"], ["unused"]) == ("chart-data",)
    assert checks.chosen(ignore=["unused"]) == tuple(name for name in checks.RULES if name != "unused")


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("unusd", '"unusd" is not a rule', 'did you mean "unused"?'),
        ("", '"" is not a rule', "the rules are "),
        ("key-unknown", "key-unknown is found while the files are read, and always reported", ""),
    ],
)
def test_a_name_that_is_no_house_rule_is_wrong_usage(name: str, message: str, hint: str) -> None:
    for select, ignore in (([name], []), ([], [name])):
        with pytest.raises(UsageError) as raised:
            checks.chosen(select, ignore)
        assert str(raised.value) == message
        assert (raised.value.hint or "").startswith(hint)


def test_a_fault_of_the_program_cannot_be_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(story: Story, desk: Desk) -> Iterator[Problem]:
        raise KeyError
        yield

    monkeypatch.setitem(checks.RULES, "fine", rule(of_story=broken))
    files = {f"{MONTH}/a.yaml": yaml("a", "ignore: {internal: it is, fine: it is}")}
    [internal] = of_rule(checks.run(room(tmp_path, files), MONTH), "internal")
    assert (internal.severity, internal.aside, internal.broke) == (Severity.ERROR, None, "fine")
