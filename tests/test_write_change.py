from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from psr_report import write
from psr_report.errors import RenderError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_gets_its_new_text_and_keeps_mode_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    path.chmod(0o640)
    write.change(path, "a: 1\r\n", "a: 电\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + "a: 电\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.yaml"]


def test_a_file_that_has_changed_since_it_was_read_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("somebody's\n")
    with pytest.raises(RenderError, match="has changed since it was read"):
        write.change(path, "mine\n", "new\n")
    assert path.read_text() == "somebody's\n"
    assert names(tmp_path) == ["a.yaml"]


def test_a_file_that_has_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="has changed since it was read"):
        write.change(tmp_path / "a.yaml", "mine\n", "new\n")
    assert names(tmp_path) == []


def test_a_new_file_is_made_and_never_over_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    write.change(path, None, "one\n")
    assert path.read_text() == "one\n"
    with pytest.raises(RenderError, match="has been written meanwhile"):
        write.change(path, None, "two\n")
    assert path.read_text() == "one\n"


def test_a_link_stays_and_what_it_points_at_changes(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.yaml").write_text("a\n")
    link = tmp_path / "a.yaml"
    link.symlink_to(Path("shared") / "a.yaml")
    write.change(link, "a\n", "b\n")
    assert link.is_symlink()
    assert (tmp_path / "shared" / "a.yaml").read_text() == "b\n"


def test_the_old_text_is_there_whole_until_the_new_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old\n")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RenderError, match="the disk is full"):
        write.change(path, "old\n", "new\n")
    assert path.read_text() == "old\n"
    assert names(tmp_path) == ["a.yaml"]


def test_what_a_killed_program_left_beside_a_file_goes_with_the_next_change(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old\n")
    (tmp_path / ".a.yaml-0123abcd.staged").write_text("half of")
    (tmp_path / ".b.yaml-0123abcd.staged").write_text("of another file")
    write.change(path, "old\n", "new\n")
    assert names(tmp_path) == [".b.yaml-0123abcd.staged", "a.yaml"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="cannot write"):
        write.change(tmp_path / "none" / "a.yaml", "a", "b")
