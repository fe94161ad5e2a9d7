"""The command `templates` as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import at_terminal, run
from tests.read.rooms import write

COVER = "content/templates/html/cover.html.j2"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    write(tmp_path / "content")
    return tmp_path


def test_the_list_says_what_each_template_is_and_whose(room: Path) -> None:
    run("templates", "copy", "html/cover", cwd=room)
    rows = {line.split("\t")[0]: line.split("\t") for line in run("templates", cwd=room).out.splitlines()}
    assert rows["html/cover.html.j2"][1:3] == ["yours", "masthead,front"]
    assert rows["pdf/cover.html.j2"][1] == "shipped"
    assert rows["pdf/print.css"][3] == "The style sheet of the printed issue"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_list_fits_the_terminal(room: Path, width: int) -> None:
    ended = at_terminal("templates", cwd=room, env={"COLUMNS": str(width), "NO_COLOR": "1"})
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= width


def test_a_copy_names_its_file_and_is_not_made_twice(room: Path) -> None:
    first = run("templates", "copy", "html/cover", cwd=room)
    assert (first.code, first.out, first.err) == (0, f"{COVER}\n", "")
    again = run("templates", "copy", "html/cover", "--extend", cwd=room)
    assert (again.code, again.out) == (2, "")
    assert f"{COVER} is there already" in again.err


def test_a_name_that_there_is_not_is_told_with_the_nearest(room: Path) -> None:
    ended = run("templates", "copy", "html/isue", cwd=room)
    assert ended.code == 2
    assert 'did you mean "html/issue.html.j2"?' in ended.err


def test_a_build_prints_the_block_that_was_filled(room: Path) -> None:
    name = "announcement/announcement-line.txt.j2"
    run("templates", "copy", name, "--extend", cwd=room)
    path = room / "content" / "templates" / name
    path.write_text(path.read_text().replace("{{ super() -}}", "Read {{ title }}."))
    assert run("build", "november", "-t", "announcement", cwd=room).code == 0
    [line] = (room / "output" / "2025-11").glob("*-line.txt")
    assert line.read_text() == "Read November 2025.\n"
    path.write_text(path.read_text().replace("title", "tittle"))
    ended = run("build", "november", "-t", "announcement", cwd=room)
    assert ended.code == 3
    assert ended.err.splitlines()[-2:] == [
        f"error: template content/templates/{name}, line 4: 'tittle' is undefined",
        '  hint: did you mean "title"?',
    ]
    assert line.read_text() == "Read November 2025.\n"


def test_templates_are_listed_where_there_is_no_newsroom(tmp_path: Path) -> None:
    assert "html/cover.html.j2\tshipped\t" in run("templates", cwd=tmp_path).out
    assert run("templates", "copy", "html/cover", cwd=tmp_path).code == 2
