"""From nothing to a first issue, as a person types it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report.columns import columns
from psr_report.commands import new
from psr_report.mended import Mended
from psr_report.scaffolding.beginning import Begun
from tests.program import Ended, at_terminal, run
from tests.read.rooms import write

NOBODY: Mapping[str, str | None] = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
EVERYTHING = [
    *(".gitignore", ".schema/article.json", ".schema/companies.json", ".schema/issue.json"),
    *(".schema/people.json", ".schema/report.json", ".schema/terms.json", ".schema/topics.json"),
    *(".vscode/extensions.json", ".vscode/settings.json", "2025-12/how-a-story-is-written.yaml"),
    *("2025-12/issue.yaml", "README.md", "people.yaml", "report.yaml", "terms.yaml", "topics.yaml"),
]


def psr(cwd: Path, *words: str, **more: str) -> Ended:
    return run(*words, cwd=cwd, env={**NOBODY, **more})


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Return a folder in which there is a new newsroom."""
    ended = psr(tmp_path, "init", "room", "--name", "Sample Report", "--publisher", "Sample House")
    assert ended.code == 0, ended.err
    return tmp_path / "room"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_new_newsroom_is_a_path_and_the_commands_that_come_next(tmp_path: Path) -> None:
    ended = psr(tmp_path, "init", "my room")
    assert (ended.code, ended.out) == (0, "my room\n")
    assert [line.split("  #")[0].strip() for line in ended.err.splitlines()] == [
        "next:",
        "cd 'my room'",
        "psr-report build",
        'psr-report new article 2025-12 "Your headline"',
        "psr-report check",
    ]
    assert files(tmp_path / "my room") == EVERYTHING


def test_a_new_newsroom_builds_at_once_with_nothing_to_mend(room: Path) -> None:
    assert psr(room, "check", "--strict").code == 0, psr(room, "check").out
    ended = psr(room, "build", "-t", "html,announcement", "--release", "--strict")
    assert ended.code == 0, ended.err
    [line] = (room / "output" / "2025-12").glob("*-line.txt")
    assert line.read_text() == "In the December 2025 issue of the Sample Report: how a story is written.\n"


def test_a_repository_that_is_empty_becomes_a_newsroom_and_nothing_built_is_kept_in_it(
    tmp_path: Path,
) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert psr(tmp_path, "init", ".").code == 0
    assert psr(tmp_path, "build", "-t", "announcement").code == 0
    subprocess.run(["git", "-C", tmp_path, "add", "."], check=True)
    kept = subprocess.check_output(["git", "-C", tmp_path, "ls-files"], text=True).split("\n")
    assert [name for name in EVERYTHING if not name.startswith(".schema/")] == [name for name in kept if name]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["init", "room"], "room is a newsroom already"),
        (["init", "room/2026-01"], "room/2026-01 is inside the newsroom"),
        (["init", "full"], "full is not empty: there is a"),
        (["init", "full/a"], "full/a is a file"),
        (["init", "x", "--name", ""], "--name is empty"),
        (["init", ""], "the folder has no name"),
    ],
)
def test_a_newsroom_that_cannot_be_is_wrong_usage_and_changes_nothing(
    words: list[str], said: str, room: Path
) -> None:
    (room.parent / "full").mkdir()
    (room.parent / "full" / "a").touch()
    before = files(room.parent)
    ended = psr(room.parent, *words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: {said}")
    assert "\n  hint: " in ended.err
    assert files(room.parent) == before


def test_an_article_is_a_draft_with_its_gaps_told_and_none_of_it_printed(room: Path) -> None:
    ended = psr(room, "new", "article", "december", "Price: # “cells” cost less", "--topic", "batteries")
    assert (ended.code, ended.out) == (0, "2025-12/price-cells-cost-less.yaml\n")
    assert ended.err == "december is December 2025\n"
    checked = psr(room, "check")
    assert checked.code == 0
    rules = {line.rpartition("[")[2] for line in checked.out.splitlines() if line.startswith("2025-12/")}
    assert rules == {"gap-left]"}
    built = psr(room, "build", "-t", "html")
    assert built.code == 0
    assert "price-cells-cost-less is a draft and left out" in built.err
    assert "write here" not in next((room / "output" / "2025-12").glob("*.html")).read_text()


def test_an_article_with_a_gap_cannot_be_ready(room: Path) -> None:
    assert psr(room, "new", "article", "2025-12", "Cells").code == 0
    path = room / "2025-12" / "cells.yaml"
    path.write_text(path.read_text().replace("status: draft", "status: ready"))
    ended = psr(room, "build", "-t", "html")
    assert ended.code == 1
    assert "2025-12/cells.yaml:11:3: error: still to be written: what happened [gap-left]" in ended.err
    assert not (room / "output").exists()


def test_the_same_article_again_is_wrong_usage(room: Path) -> None:
    assert psr(room, "new", "article", "2025-12", "Cells").code == 0
    ended = psr(room, "new", "article", "2025-12", "Cells")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "error: 2025-12/cells.yaml is there already\n"
        "  hint: open it, or give the new story another name: --slug cells-2\n"
    )


def test_an_article_is_told_of_though_the_plan_that_lists_it_has_changed_meanwhile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"2025-12/issue.yaml": "sections: []\n"})
    plan, story = tmp_path / "2025-12" / "issue.yaml", tmp_path / "2025-12" / "cells.yaml"
    mended = Mended(str(plan), "what was read\n", "what lists it\n", 1)
    new._done(Begun(story, "headline: Cells\n", ("one more thing",), mended, "Batteries"), None)
    told = capsys.readouterr()
    assert told.out == f"{story}\n"
    assert told.err.splitlines() == [
        f"notice: could not list it: {plan} has changed since it was read; add cells to a section in {plan}",
        "notice: one more thing",
    ]
    assert (story.read_text(), plan.read_text()) == ("headline: Cells\n", "sections: []\n")


def test_a_headline_that_begins_with_a_dash_stands_behind_two(room: Path) -> None:
    assert psr(room, "new", "article", "2025-12", "--", "-5% for cells").out == "2025-12/5-for-cells.yaml\n"
    assert psr(room, "new", "article", "2025-12", "-5% for cells").code == 2


def test_the_next_issue_follows_the_last(room: Path) -> None:
    ended = psr(room, "new", "issue")
    assert (ended.code, ended.out, ended.err) == (0, "2026-01/issue.yaml\n", "next is January 2026\n")
    assert "\nnumber: 2 " in (room / "2026-01" / "issue.yaml").read_text()
    again = psr(room, "new", "issue", "jan-2026")
    assert again.code == 2
    assert again.err.startswith("error: the issue of January 2026 is there already: 2026-01/issue.yaml\n")


def test_paths_are_those_that_a_person_can_open_from_where_they_are(tmp_path: Path) -> None:
    write(tmp_path / "content")
    ended = psr(tmp_path, "new", "article", "2025-12", "Cells")
    assert ended.out == "content/2025-12/cells.yaml\n"
    assert ended.err == "notice: 2025-12 is a new month; psr-report new issue 2025-12 adds its plan\n"
    there = psr(tmp_path / "content" / "2025-12", "new", "article", "2025-12", "Packs")
    assert there.out == "packs.yaml\n"


def test_outside_a_newsroom_there_is_nothing_to_begin(tmp_path: Path) -> None:
    for words in (("issue", "2025-12"), ("article", "2025-12", "Cells")):
        ended = psr(tmp_path, "new", *words)
        assert ended.code == 2
        assert "psr-report init" in ended.err


def test_the_editor_opens_the_file_with_its_arguments(room: Path) -> None:
    script = room.parent / "editor.py"
    script.write_text("import sys; print(sys.argv[1:], flush=True)\n")
    editor = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))} --wait 'a b'"
    ended = psr(room, "new", "article", "2025-12", "Cells", "--edit", VISUAL=editor, EDITOR="false")
    assert ended.code == 0
    assert ended.out == "2025-12/cells.yaml\n['--wait', 'a b', '2025-12/cells.yaml']\n"
    failed = psr(room, "new", "article", "2025-12", "Packs", "--edit", EDITOR="false")
    assert (failed.code, failed.out) == (0, "2025-12/packs.yaml\n")
    assert failed.err == "notice: false ended with exit code 1; the file is there\n"


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ({}, "--edit needs to know your editor"),
        ({"EDITOR": "no-such-editor -w"}, "EDITOR is no-such-editor -w, and there is no such program"),
        ({"VISUAL": "'"}, "VISUAL is ', and there is no such program"),
    ],
)
def test_without_an_editor_nothing_is_begun(editor: dict[str, str], said: str, room: Path) -> None:
    env: dict[str, str | None] = {**NOBODY, "VISUAL": None, "EDITOR": None, **editor}
    ended = run("new", "article", "2025-12", "Cells", "--edit", cwd=room, env=env)
    assert ended.code == 2
    assert ended.err.startswith(f"error: {said}")
    assert not (room / "2025-12" / "cells.yaml").exists()


def test_help_leads_from_the_first_newsroom_to_the_first_issue(tmp_path: Path) -> None:
    text = psr(tmp_path, "--help").out
    listed = [
        line.split()[0] for line in text.partition("Commands:\n")[2].splitlines() if line.startswith("  ")
    ]
    assert listed[:5] == ["init", "new", "check", "preview", "build"]
    assert "..." not in text.partition("Commands:\n")[2]
    for words in (["init"], ["new"], ["new", "issue"], ["new", "article"]):
        assert f"Example: psr-report {' '.join(words)}" in psr(tmp_path, *words, "--help").out


def test_at_a_terminal_no_line_of_the_next_steps_is_wider_than_it(tmp_path: Path) -> None:
    for width in (80, 50):
        ended = at_terminal("init", f"room-{width}", cwd=tmp_path, env={**NOBODY, "COLUMNS": str(width)})
        assert ended.code == 0
        assert max(map(columns, re.sub("\x1b\\[[0-9;]*m", "", ended.out).splitlines())) <= width
        assert ("# your first story" in ended.out) == (width == 80)
