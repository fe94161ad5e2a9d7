"""A folder that was not there: all of it, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import write
from psr_report.errors import RenderError
from psr_report.output import Output
from psr_report.write import disk

FILES = [Output("2025-12/a.yaml", b"a\n"), Output(".gitignore", b"output/\n"), Output("report.yaml", b"r\n")]


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_appears_whole_with_the_folders_above_it(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "room"
    assert write.found(FILES, folder) == [folder / each.name for each in FILES]
    assert below(tmp_path / "a") == [
        f"b/room/{name}" for name in (".gitignore", "2025-12/a.yaml", "report.yaml")
    ]


def test_an_empty_folder_stays_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tmp_path.stat().st_ino
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    write.found(FILES, Path())
    assert tmp_path.stat().st_ino == before
    assert below(tmp_path) == [".gitignore", "2025-12/a.yaml", "report.yaml"]
    assert names(tmp_path) == [".git", ".gitignore", "2025-12", "report.yaml"]


def test_what_is_there_already_is_not_touched_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text("somebody's\n")
    with pytest.raises(RenderError, match="there is something in it by now"):
        write.found(FILES, tmp_path)
    assert below(tmp_path) == ["report.yaml"]
    assert (tmp_path / "report.yaml").read_text() == "somebody's\n"
    assert names(tmp_path) == ["report.yaml"]


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("number", range(3))
def test_a_disk_that_is_full_leaves_nothing_behind(
    number: int, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = disk.put, []

    def full(path: Path, data: bytes) -> None:
        if len(written) == number:
            raise OSError(28, "No space left on device")
        written.append(path)
        real(path, data)

    monkeypatch.setattr(disk, "put", full)
    folder = tmp_path / "up" / "room"
    if there:
        folder.mkdir(parents=True)
    with pytest.raises(RenderError, match="the disk is full") as raised:
        write.found(FILES, folder)
    assert "--output" not in (raised.value.hint or "")
    assert [path.name for path in tmp_path.rglob("*")] == (["up", "room"] if there else [])


def test_a_part_of_the_path_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(RenderError, match="a part of its path is a file"):
        write.found(FILES, tmp_path / "a" / "room")


def test_a_file_is_begun_in_a_folder_that_is_there_or_with_it(tmp_path: Path) -> None:
    write.begin(tmp_path / "2025-12" / "a.yaml", "a\n")
    write.begin(tmp_path / "2025-12" / "b.yaml", "b\n")
    assert below(tmp_path) == ["2025-12/a.yaml", "2025-12/b.yaml"]
    with pytest.raises(RenderError, match="has been written meanwhile"):
        write.begin(tmp_path / "2025-12" / "a.yaml", "other\n")
    assert (tmp_path / "2025-12" / "a.yaml").read_text() == "a\n"


def test_what_a_killed_program_left_behind_goes_and_what_another_left_stays(tmp_path: Path) -> None:
    for name in ("room", "other"):
        (tmp_path / f".psr-report-{name}-0123abcd.staged").mkdir()
    write.found(FILES, tmp_path / "room")
    assert names(tmp_path) == [".psr-report-other-0123abcd.staged", "room"]
    empty = tmp_path / "empty"
    (empty / ".psr-report-empty-0123abcd.staged" / "2025-12").mkdir(parents=True)
    write.found(FILES, empty)
    assert names(empty) == [".gitignore", "2025-12", "report.yaml"]
