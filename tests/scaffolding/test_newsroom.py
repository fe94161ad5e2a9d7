"""A new newsroom: it passes every rule, and nothing in it is invented."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from psr_report import assemble, checks, schema, write
from psr_report.errors import UsageError
from psr_report.model import Article
from psr_report.read import tree
from psr_report.read.newsroom import newsroom as read
from psr_report.scaffolding import beginning, newsroom, signer
from psr_report.scaffolding.newsroom import STORY, Someone
from tests.test_schema import seen

TODAY = date(2025, 12, 3)
NOW = datetime(2025, 12, 3, tzinfo=UTC)
ADA = Someone("ada-sample", "Ada Sample", "ada@example.org")


def made(folder: Path, name: str = "Sample Report", publisher: str = "House", person: Someone = ADA) -> Path:
    write.found(newsroom.files(name, publisher, person, TODAY), folder)
    return folder


@pytest.mark.parametrize("person", [ADA, Someone()])
@pytest.mark.parametrize("name", ["Sample Report", 'A: "b" # c – 宁 {x}'])
def test_it_passes_every_rule_and_has_no_gap(name: str, person: Someone, tmp_path: Path) -> None:
    reading = read(made(tmp_path / "room", name, name, person), "2025-12")
    assert [*reading.problems, *checks.run(reading.newsroom, "2025-12", NOW)] == []
    room = reading.newsroom
    assert (room.report.name, room.report.publisher) == (name, name)
    assert [(key, one.name, one.email) for key, one in room.people.items()] == [
        (person.key, person.name, person.email)
    ]


def test_its_issue_shows_figures_a_chart_a_cover_and_the_letter(tmp_path: Path) -> None:
    room = read(made(tmp_path / "room"), "2025-12").newsroom
    issue = assemble.issue(room, "2025-12", assemble.selection(room, "2025-12", NOW))
    assert issue.number == 1
    assert issue.cover is not None
    assert issue.letter is not None
    plan, story = room.folders["2025-12"].plan, room.folders["2025-12"].stories[STORY].article
    assert len(plan.takeaways) == 3
    assert [chart.figures for chart in story.drawings] == [("needed", "possible")]


def test_what_the_story_says_of_the_keys_is_so(tmp_path: Path) -> None:
    story = read(made(tmp_path / "room"), "2025-12").newsroom.folders["2025-12"].stories[STORY].article
    needed = [name for name, field in Article.model_fields.items() if field.is_required()]
    assert needed == ["headline", "topic", "summary", "sources"]
    assert [figure.value.text for figure in story.figures.values()] == [
        f"{round(100 * len(needed) / len(Article.model_fields))}%",
        f"{len(needed)} keys",
        f"{len(Article.model_fields)} keys",
    ]
    assert "Four keys must be there: headline, topic,\nsummary and sources." in story.summary


def test_nobody_is_said_to_have_written_what_is_an_example(tmp_path: Path) -> None:
    room = read(made(tmp_path / "room"), "2025-12").newsroom
    folder = room.folders["2025-12"]
    analysis = folder.stories[STORY].article.analysis
    assert analysis is not None
    assert (analysis.by, folder.plan.editor) == ((), None)


def test_a_name_that_nobody_gave_is_a_gap_that_does_not_keep_it_from_being_built(tmp_path: Path) -> None:
    write.found(newsroom.files(None, None, ADA, TODAY), tmp_path / "room")
    reading = read(tmp_path / "room", "2025-12")
    found = checks.run(reading.newsroom, "2025-12", NOW)
    assert [(one.rule, one.severity.value, one.message) for one in found] == [
        ("gap-left", "warning", "still to be written: the name of your report"),
        ("gap-left", "warning", "still to be written: who publishes it"),
    ]


@given(st.text(min_size=1, max_size=60))
def test_any_name_comes_back_as_typed(typed: str) -> None:
    try:
        name = newsroom.label(typed, "--name")
    except UsageError:
        return
    texts = {each.name: each.data.decode() for each in newsroom.files(name, name, ADA, TODAY)}
    for file, key in (("report.yaml", "publisher"), ("report.yaml", "name")):
        document, problems = tree.load(texts[file].encode(), file)
        assert problems == []
        assert document.root is not None
        assert tree.plain(document.root)[key] == name


def test_the_readme_shows_a_name_as_it_is_and_names_the_files_that_are_there(tmp_path: Path) -> None:
    folder = made(tmp_path / "room", "A *b* <i> [c](d)")
    text = (folder / "README.md").read_text()
    assert text.startswith("# A \\*b\\* \\<i\\> \\[c\\](d)\n")
    named = set(re.findall(r"^\| `([\w/.-]+)` \|", text, re.MULTILINE))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    assert named - {"companies.yaml", "images/"} == there


def test_the_settings_of_the_editor_name_a_schema_for_every_list(tmp_path: Path) -> None:
    folder = made(tmp_path / "room")
    settings = json.loads((folder / ".vscode" / "settings.json").read_text())
    assert set(settings["yaml.schemas"].values()) >= {path.name for path in folder.glob("*.yaml")}
    assert json.loads((folder / ".vscode" / "extensions.json").read_text())["recommendations"]
    for path in folder.rglob("*.yaml"):
        schema = path.read_text().split("\n")[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve().parent == folder / ".schema"


def test_a_folder_that_is_new_or_empty_but_for_a_repository_will_do(tmp_path: Path) -> None:
    (tmp_path / "empty" / ".git").mkdir(parents=True)
    (tmp_path / "empty" / ".psr-report-empty-0123abcd.staged").mkdir()
    assert newsroom.place(str(tmp_path / "empty")) == tmp_path / "empty"
    assert newsroom.place(str(tmp_path / "a" / "new")) == tmp_path / "a" / "new"


def test_a_folder_with_something_in_it_is_refused_with_what_is_there(tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "b.txt", "d.txt"):
        (tmp_path / name).touch()
    with pytest.raises(UsageError) as raised:
        newsroom.place(str(tmp_path))
    assert str(raised.value) == f"{tmp_path} is not empty: there is a.txt, b.txt, c.txt and 1 more"


def test_a_file_and_a_link_that_leads_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "b").symlink_to("nowhere")
    for name, said in (("a", "is a file"), ("b", "is a link that leads nowhere")):
        with pytest.raises(UsageError, match=f"{name} {said}"):
            newsroom.place(str(tmp_path / name))


def test_a_newsroom_in_another_one_is_refused(tmp_path: Path) -> None:
    folder = made(tmp_path / "room")
    with pytest.raises(UsageError, match="is a newsroom already"):
        newsroom.place(str(folder))
    with pytest.raises(UsageError, match="is inside the newsroom"):
        newsroom.place(str(folder / "a" / "b"))


@pytest.mark.parametrize("typed", ["", "  ", "x" * 161, "a\x1b[31m", "a\u202eb"])
def test_a_name_that_no_masthead_can_carry_is_wrong_usage(typed: str) -> None:
    with pytest.raises(UsageError, match=r"^--name "):
        newsroom.label(typed, "--name")


def test_the_first_person_is_whom_git_knows_else_nobody_in_particular(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[str, str | None] = {"user.name": "Ada  Sample", "user.email": "ada@example.org"}
    monkeypatch.setattr(signer, "_configured", lambda key, folder: known[key])
    assert newsroom.at_work(tmp_path / "not" / "there") == ADA
    known["user.name"] = "宁"
    assert newsroom.at_work(tmp_path).key == "analyst"
    known |= {"user.name": "Ada\x1b[31m"}
    assert newsroom.at_work(tmp_path) == Someone()
    known |= {"user.name": None}
    assert newsroom.at_work(tmp_path) == Someone()


def test_the_commands_that_come_next_can_be_typed_as_they_stand(tmp_path: Path) -> None:
    steps = list(newsroom.next_steps(tmp_path / "my 'room'", TODAY))
    assert steps[0] == f"cd '{tmp_path}/my '\"'\"'room'\"'\"''"
    assert steps[1:] == [
        "psr-report build",
        'psr-report new article 2025-12 "Your headline"',
        "psr-report check",
    ]
    assert list(newsroom.next_steps(Path(), TODAY)) == steps[1:]


def test_an_editor_marks_nothing_in_it_nor_in_what_is_begun_in_it(tmp_path: Path) -> None:
    folder = made(tmp_path / "room")
    begun = [
        beginning.issue(folder, "2026-01"),
        beginning.article(folder, "2025-12", beginning.Asked("A story: 5 km"), TODAY),
        beginning.article(folder, "2025-12", beginning.Asked("Signed", by="ada-sample"), TODAY),
    ]
    for each in begun:
        write.begin(each.path, each.text)
    names, problems = schema.names(folder)
    assert problems == ()
    looked_at = 0
    for path in folder.rglob("*.yaml"):
        kind = re.search(r"\.schema/(\w+)\.json\n", path.read_text())
        assert kind is not None
        validator = Draft202012Validator(schema.schema(kind[1], names))
        assert [error.message for error in validator.iter_errors(seen(path.read_text()))] == []
        looked_at += 1
    assert looked_at == 9
