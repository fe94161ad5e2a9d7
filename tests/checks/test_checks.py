from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from psr_report import checks, main
from psr_report.errors import Place, Problem, RenderError, Severity, UsageError, in_order
from psr_report.read.newsroom import Folder, Newsroom
from tests.desk import MONTH, room, write, yaml

FILES = {f"{MONTH}/{slug}.yaml": yaml(slug) for slug in ("a", "b", "c")}


def test_a_rule_that_breaks_is_a_fault_of_the_program_on_a_named_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(room: Newsroom, folder: Folder) -> Iterator[Problem]:
        for slug, story in folder.stories.items():
            yield Problem("fine", Severity.INFO, story.place(), "so far")
            if slug == "b":
                raise KeyError(slug)

    monkeypatch.setitem(checks.RULES, "fine", broken)
    with pytest.raises(
        RenderError, match=r"/2025-11/b\.yaml: the rule fine broke: KeyError: 'b'\Z"
    ) as caught:
        checks.run(room(tmp_path, FILES), MONTH)
    assert caught.value.exit_code == 3
    assert "fault of psr-report" in str(caught.value.hint)
    assert isinstance(caught.value.__cause__, KeyError)


def test_a_rule_that_breaks_on_no_single_story_is_named_with_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(room: Newsroom, folder: Folder) -> Iterator[Problem]:
        if len(folder.stories) > 1:
            raise ZeroDivisionError
        yield from ()

    monkeypatch.setitem(checks.RULES, "fine", broken)
    with pytest.raises(RenderError, match=r"/2025-11/issue\.yaml: the rule fine broke"):
        checks.run(room(tmp_path, FILES), MONTH)


def test_an_analyst_hears_of_a_broken_rule_in_two_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(room: Newsroom, folder: Folder) -> Iterator[Problem]:
        raise KeyError(folder.stories["b"].slug)

    monkeypatch.setitem(checks.RULES, "fine", broken)
    newsroom = write(tmp_path / "content", FILES)
    words = ["build", MONTH, "-t", "html", "--newsroom", str(newsroom), "-o", str(tmp_path / "output")]
    assert main.run(words) == 3
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(": the rule fine broke: ")[2] for line in said[:-1]] == ["KeyError: 'b'"]
    assert said[-1] == "  hint: this is a fault of psr-report, not of the text; report it with the file"


def test_an_error_that_says_what_to_do_passes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(room: Newsroom, folder: Folder) -> Iterator[Problem]:
        raise UsageError("not so", "but so")

    monkeypatch.setitem(checks.RULES, "fine", refuses)
    with pytest.raises(UsageError, match="not so"):
        checks.run(room(tmp_path, FILES), MONTH)


def test_problems_come_by_place_and_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(room: Newsroom, folder: Folder) -> Iterator[Problem]:
        for slug in ("c", "a", "c"):
            yield Problem("fine", Severity.WARNING, folder.stories[slug].place(), "so")

    monkeypatch.setitem(checks.RULES, "fine", twice)
    found = [one for one in checks.run(room(tmp_path, FILES), MONTH) if one.rule == "fine"]
    assert [Path(one.place.file).name for one in found] == ["a.yaml", "c.yaml"]


def test_problems_that_differ_only_in_weight_or_hint_have_an_order_too() -> None:
    said = [
        Problem("fine", severity, Place("a.yaml"), "so", hint)
        for severity in (Severity.ERROR, Severity.INFO, Severity.WARNING)
        for hint in (None, *(f"hint {number}" for number in range(9)))
    ]
    assert in_order(reversed(said)) == said


def test_a_story_sets_aside_a_rule_for_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def everywhere(room: Newsroom, folder: Folder) -> Iterator[Problem]:
        for story in folder.stories.values():
            yield Problem("fine", Severity.ERROR, story.place(), "so", "mend it")

    monkeypatch.setitem(checks.RULES, "fine", everywhere)
    files = {**FILES, f"{MONTH}/b.yaml": yaml("b", "ignore: {fine: it is}")}
    found = [
        (str(one.severity), one.hint)
        for one in checks.run(room(tmp_path, files), MONTH)
        if one.rule == "fine"
    ]
    assert found == [("error", "mend it"), ("info", "set aside: it is"), ("error", "mend it")]


def test_a_month_that_is_not_there_has_no_problems(tmp_path: Path) -> None:
    assert checks.run(room(tmp_path, FILES), "2025-01") == []
