from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from psr_report import swap


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    folder = tmp_path / ".new.staged"
    folder.mkdir()
    (folder / "new").touch()
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "2025-11"
    folder.mkdir()
    (folder / "old").touch()
    return folder


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _refuse(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def exchange(one: Path, other: Path) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(swap, "exchange", exchange)


def test_a_first_folder_gets_its_name(staged: Path, tmp_path: Path) -> None:
    swap.put_in_place(staged, tmp_path / "2025-11")
    assert _names(tmp_path) == ["2025-11"]


def test_two_folders_change_places(staged: Path, target: Path) -> None:
    swap.put_in_place(staged, target)
    assert (_names(target), _names(staged)) == (["new"], ["old"])


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM])
def test_a_system_that_cannot_exchange_renames_twice(
    staged: Path, target: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refuse(code, monkeypatch)
    swap.put_in_place(staged, target)
    assert (_names(target), _names(staged)) == (["new"], ["old"])
    assert not swap.aside(staged).exists()


def test_another_error_is_not_taken_for_a_system_that_cannot(
    staged: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refuse(errno.EIO, monkeypatch)
    with pytest.raises(OSError, match="Input/output error"):
        swap.put_in_place(staged, target)
    assert _names(target) == ["old"]


@pytest.mark.parametrize("stop", [OSError(errno.EIO, "no"), KeyboardInterrupt()])
def test_two_renames_that_stop_between_are_taken_back(
    staged: Path, target: Path, stop: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refuse(errno.ENOSYS, monkeypatch)
    rename = os.rename

    def stop_at_the_second(one: Path, other: Path) -> None:
        if Path(one) == staged:
            raise stop
        rename(one, other)

    monkeypatch.setattr(os, "rename", stop_at_the_second)
    with pytest.raises(type(stop)):
        swap.put_in_place(staged, target)
    assert _names(target) == ["old"]
    assert not swap.aside(staged).exists()
