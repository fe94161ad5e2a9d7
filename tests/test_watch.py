from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import pytest

from psr_report.errors import RenderError
from psr_report.watch import Watcher, is_heeded

WAIT = 30  # seconds: the end of a test that hangs, not a measure


@pytest.mark.parametrize(
    "path",
    [
        "report.yaml",
        "people.yaml",
        "2025-11/story.yaml",
        "2025-11/issue.yaml",
        "2025-11/forecasts.lock",
        "2025-11/story.yml",  # a warning comes or goes
        "2025-12",
        "images/x.jpg",
        "images/maps/x.webp",
        "charts/x.vl.json",
        "templates/html/web.css",
    ],
)
def test_what_can_change_an_issue_is_heeded(tmp_path: Path, path: str) -> None:
    assert is_heeded(tmp_path / path, tmp_path)


@pytest.mark.parametrize(
    "path",
    [
        "2025-11/.story.yaml.swp",
        "2025-11/story.yaml~",
        "2025-11/#story.yaml#",
        "2025-11/.#story.yaml",
        "2025-11/story.yaml.tmp",
        ".schema/article.json",
        ".git/index",
        "templates/html/.web.css.swp",
        "output/2025-11/report.html",
        "output",
        "README.md",
        "notes.txt",
    ],
)
def test_what_editors_and_programs_leave_behind_is_not(tmp_path: Path, path: str) -> None:
    assert not is_heeded(tmp_path / path, tmp_path)


def test_the_shipped_templates_are_heeded_but_for_the_module_beside_them(tmp_path: Path) -> None:
    shipped, newsroom = tmp_path / "shipped", tmp_path / "newsroom"
    assert is_heeded(shipped / "html" / "web.css", newsroom)
    assert not is_heeded(shipped / "__init__.py", newsroom)


def _in_place(newsroom: Path, shipped: Path) -> None:
    (newsroom / "2025-11" / "story.yaml").write_text("a: c\n", "utf-8")


def _by_a_new_file_of_the_same_name(newsroom: Path, shipped: Path) -> None:
    other = newsroom / "2025-11" / ".story.yaml.new"
    other.write_text("a: d\n", "utf-8")
    other.replace(newsroom / "2025-11" / "story.yaml")


def _in_a_folder_that_was_not_there(newsroom: Path, shipped: Path) -> None:
    (newsroom / "templates").mkdir()
    (newsroom / "templates" / "web.css").write_text("", "utf-8")


def _among_the_shipped_templates(newsroom: Path, shipped: Path) -> None:
    (shipped / "page.j2").write_text("", "utf-8")


def _by_removing_a_story(newsroom: Path, shipped: Path) -> None:
    (newsroom / "2025-11" / "story.yaml").unlink()


@pytest.mark.parametrize(
    "save",
    [
        _in_place,
        _by_a_new_file_of_the_same_name,
        _in_a_folder_that_was_not_there,
        _among_the_shipped_templates,
        _by_removing_a_story,
    ],
)
def test_a_save_is_told_however_an_editor_saves(save: Callable[[Path, Path], None], tmp_path: Path) -> None:
    newsroom, shipped = tmp_path / "newsroom", tmp_path / "shipped"
    (newsroom / "2025-11").mkdir(parents=True)
    shipped.mkdir()
    (newsroom / "2025-11" / "story.yaml").write_text("a: b\n", "utf-8")
    told: SimpleQueue[float] = SimpleQueue()
    with Watcher(newsroom, shipped, told.put) as watcher:
        save(newsroom, shipped)
        assert told.get(timeout=WAIT)
    assert not watcher._thread.is_alive()


def test_saves_in_a_folder_that_was_replaced_by_another_are_told(tmp_path: Path) -> None:
    newsroom, shipped = tmp_path / "newsroom", tmp_path / "shipped"
    (newsroom / "2025-11").mkdir(parents=True)
    shipped.mkdir()
    told: SimpleQueue[float] = SimpleQueue()
    with Watcher(newsroom, shipped, told.put):
        newsroom.rename(tmp_path / "gone")
        assert told.get(timeout=WAIT)
        (newsroom / "2025-11").mkdir(parents=True)
        heard = 0
        for number in range(2000):  # a watcher that is deaf would hear no more than two of them
            while not told.empty():
                told.get()
            (newsroom / "2025-11" / "story.yaml").write_text(f"a: {number}\n", "utf-8")
            time.sleep(0.03)
            heard += not told.empty()
            if heard == 10:
                break
        assert heard == 10


def test_a_folder_that_cannot_be_watched_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="cannot be watched for changes") as raised:
        Watcher(tmp_path / "none", tmp_path, lambda at: None).__enter__()
    assert raised.value.hint
