"""Files of the newsroom: changed in place, begun, and made with their folder; whole or not at all."""

from __future__ import annotations

import codecs
import errno
import fcntl
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from psr_report.errors import RenderError
from psr_report.output import Output
from psr_report.write import disk


def refresh(outputs: Sequence[Output], folder: Path) -> list[Path]:
    """Return the paths of the outputs in a folder of files that help; those that differ are written anew.

    Each is swapped alone and whole, because an editor may be reading it. What else is in the folder stays.
    Raises RenderError when the folder cannot be written.
    """
    if folder.is_symlink():
        raise RenderError(
            f"{folder} is a link; these files get a folder of their own", hint="remove the link"
        )
    try:
        folder.mkdir(exist_ok=True)
        stale = [output for output in outputs if not _holds(folder / output.name, output.data)]
        for output in stale:
            with _staged(folder / output.name, output.data) as staged:
                staged.replace(folder / output.name)
        if stale:
            disk.sync_folder(folder)
    except OSError as error:
        hint = "it takes a little space there, and the permission to write"
        raise _refusal(error, folder, hint) from error
    return [folder / output.name for output in outputs]


def _holds(path: Path, data: bytes) -> bool:
    """Return whether a file, no link to one, holds these bytes."""
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


@contextmanager
def _staged(path: Path, data: bytes) -> Iterator[Path]:
    """Give a file beside ``path`` that holds ``data``; it is gone afterwards, unless it got another name."""
    staged = path.with_name(f".{path.name}-{os.urandom(4).hex()}{disk.STAGED}")
    try:
        disk.put(staged, data)
        yield staged
    finally:
        staged.unlink(missing_ok=True)


def change(path: Path, before: str | None, after: str) -> None:
    """Put ``after`` in place of ``before``, the text of one of the newsroom's files; None is no file yet.

    Folders on the way to a new file are made. Whoever reads it meanwhile gets the one text or the other,
    whole. The byte order mark, the permissions and what a link points at stay. Raises RenderError, and
    changes nothing, when the file has changed since it was read or cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        if before is None:
            target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target.parent):
            _sweep_beside(target)
            data = _unchanged(path, target, before)
            with _staged(target, after.encode() if data is None else data + after.encode()) as staged:
                if before is not None:
                    _take_after(staged, target)
                staged.replace(target)
                disk.sync_folder(target.parent)
    except OSError as error:
        raise _refusal(error, path) from error


def begin(path: Path, text: str) -> None:
    """Write a file of the newsroom that is not there yet, its folder with it where that is missing too.

    Raises RenderError, with nothing left behind, when the file is there by now or cannot be written.
    """
    if path.parent.is_dir():
        change(path, None, text)
    else:
        found([Output(path.name, text.encode())], path.parent)


def found(outputs: Sequence[Output], folder: Path) -> list[Path]:
    """Return the paths of the outputs in a folder that is new, or has nothing of these names: all or none.

    A new folder appears whole. One that is there stays the same folder, for somebody may be in it; the last
    of the outputs comes last. Raises RenderError, with nothing left behind, when it cannot be written.
    """
    target = Path(os.path.realpath(folder))
    missing = [each for each in (target.parent, *target.parent.parents) if not each.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        home = target if target.is_dir() else target.parent
        name = target.name or "new"
        staged = home / f".psr-report-{name}-{os.urandom(4).hex()}{disk.STAGED}"
        with _alone(home):
            _sweep_stages(home, name)
            try:
                for output in outputs:
                    disk.put(staged / output.name, output.data)
                _place(staged, target, [output.name.partition("/")[0] for output in outputs])
                disk.sync_folder(home)
            finally:
                shutil.rmtree(staged, ignore_errors=True)
    except BaseException as error:
        for each in missing:  # the nearest first; one that somebody else uses by now stays
            with suppress(OSError):
                each.rmdir()
        if not isinstance(error, OSError):
            raise
        raise _refusal(error, folder) from error
    return [folder / output.name for output in outputs]


def _sweep_stages(home: Path, name: str) -> None:
    """Remove the stages of a folder of this name. The lock of ``home`` is held: nobody is at work on them."""
    for each in sorted(home.iterdir()):
        match = disk.LEFT_OVER.fullmatch(each.name)
        if match and (match["folder"], match["state"]) == (name, "staged"):
            shutil.rmtree(each, ignore_errors=True)


def _place(staged: Path, target: Path, names: Sequence[str]) -> None:
    """Give a staged folder its name; where a folder has it, put what is in it there, by these names."""
    if not target.is_dir():
        staged.rename(target)
        return
    placed: list[str] = []
    try:
        for name in dict.fromkeys(names):
            if os.path.lexists(target / name):
                raise FileExistsError(errno.ENOTEMPTY, "there is something in it by now", str(target / name))
            (staged / name).rename(target / name)
            placed.append(name)
    except BaseException:
        for name in placed:
            (target / name).rename(staged / name)
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder of the newsroom, so that of two programs one waits for the other."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _unchanged(path: Path, target: Path, before: str | None) -> bytes | None:
    """Return the byte order mark of the file or nothing, if its text still is ``before``; None if new."""
    if before is None:
        if not os.path.lexists(target):
            return None
        raise RenderError(f"{path} has been written meanwhile", "look at it, then try again")
    data = target.read_bytes() if target.is_file() else b""
    text = before.encode()
    if data in (text, codecs.BOM_UTF8 + text):
        return data[: len(data) - len(text)]
    raise RenderError(f"{path} has changed since it was read", "look at it, then try again")


def _take_after(staged: Path, target: Path) -> None:
    """Give ``staged`` the permissions of ``target`` and, where that is allowed, its owner."""
    found = target.stat()
    with suppress(PermissionError):
        os.chown(staged, found.st_uid, found.st_gid)
    staged.chmod(found.st_mode & 0o7777)


def _sweep_beside(target: Path) -> None:
    """Remove what a killed program left beside a file. The folder's lock is held, so nobody is at work."""
    name = re.compile(rf"\.{re.escape(target.name)}-[0-9a-f]{{8}}{re.escape(disk.STAGED)}")
    with os.scandir(target.parent) as entries:
        left_over = [entry.path for entry in entries if name.fullmatch(entry.name)]
    for path in left_over:
        Path(path).unlink(missing_ok=True)


def _refusal(error: OSError, what: Path, hint: str = "check its permissions and the disk") -> RenderError:
    """Return what a person is told about an error of the system."""
    why, _ = disk.refused(error)
    return RenderError(f"cannot write {what}: {why}", hint)
