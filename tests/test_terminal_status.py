"""How issues stand, as a person sees it at terminals of any width, and in pipes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests import desk
from tests.desk import MONTH, yaml
from tests.program import Ended, at_terminal, run

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FILES = {
    "2025-10/old.yaml": yaml("An old story"),
    f"{MONTH}/owed.yaml": yaml(
        "宁德时代 shows a pack on a stand in a hall of the fair", "analysis: {by: [ada]}"
    ),
    f"{MONTH}/waiting.yaml": yaml("A story that waits", "status: draft", "embargo: 2025-12-24T09:00+07:00"),
    f"{MONTH}/issue.yaml": "sections:\n  - {name: Batteries and all that, articles: [owed, gone, waiting]}\n",
}


@pytest.fixture
def room(tmp_path: Path) -> Path:
    desk.write(tmp_path / "content", FILES)
    return tmp_path


def seen(ended: Ended) -> list[str]:
    return COLOUR.sub("", ended.out).splitlines()


@pytest.mark.parametrize("width", [40, 76, 80, 110, 120, 200])
@pytest.mark.parametrize("words", [("status", "november"), ("status",)])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(
    room: Path, width: int, words: tuple[str, ...]
) -> None:
    ended = at_terminal(*words, cwd=room, env={"COLUMNS": str(width)})
    assert ended.code == 0
    assert max(map(cell_len, seen(ended))) <= width
    told = " ".join(" ".join(seen(ended)).split())
    for word in ("owed", "gone", "waiting", "Ada", "draft", "2025-12-24", "2 errors"):
        assert word in told


def test_a_pipe_gets_a_line_for_each_story_and_one_for_what_blocks_the_issue(room: Path) -> None:
    lines = run("status", "november", cwd=room).out.splitlines()
    assert [line.split("  ")[0] for line in lines[:5]] == [
        "November 2025",
        "story",
        "owed",
        "gone",
        "waiting",
    ]
    assert lines[2].split()[-6:] == ["Ada", "Sample", "1", "error", "ready", "none"]
    assert lines[-1] == (
        "blocked: 2 errors (issue.yaml, owed), 1 embargo (waiting until 2025-12-24 09:00+07:00)"
    )


@pytest.mark.parametrize("alphabet", ["utf-8", "ascii"])
def test_columns_stand_below_each_other_in_any_alphabet(room: Path, alphabet: str) -> None:
    lines = run("status", "november", cwd=room, env={"PYTHONIOENCODING": alphabet}).out.splitlines()[1:5]
    heads = {
        cell_len(line[: match.start()]) for line in lines if (match := re.search("section|Batteries", line))
    }
    assert len(heads) == 1


def test_without_an_issue_all_months_are_told_the_newest_first(room: Path) -> None:
    lines = run("status", cwd=room).out.splitlines()
    assert [line[:13] for line in lines[1:3]] == ["November 2025", "October 2025 "]
    assert lines[2].endswith("nothing")
    assert "blocked: " in lines[-1]


def test_the_json_holds_every_month(room: Path) -> None:
    issues = json.loads(run("status", "--format", "json", cwd=room).out)
    assert [(each["month"], each["is_blocked"]) for each in issues] == [(MONTH, True), ("2025-10", False)]


def test_a_finished_issue_says_so(room: Path) -> None:
    ended = run("status", "october", cwd=room)
    assert ended.out.splitlines()[-1] == "nothing blocks October 2025"
    assert ended.err == "october is October 2025\n"


def test_content_cannot_steer_the_terminal(room: Path) -> None:
    story = yaml("A story", "analysis: {none: '[red]x[/red] :warning:'}")
    (room / "content" / "2025-10" / "old.yaml").write_text(story)
    assert "none: [red]x[/red] :warning:" in run("status", "oct", cwd=room).out


def test_wrong_usage_is_told(room: Path) -> None:
    assert run("status", "november", "--format", "yaml", cwd=room).code == 2
    assert run("status", "may", cwd=room).code == 2
