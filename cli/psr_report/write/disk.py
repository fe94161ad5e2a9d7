"""Files on their way to the disk: written whole and synced, and what a person is told when that fails."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

LEFT_OVER = re.compile(r"\.psr-report-(?P<folder>.+)-[0-9a-f]{8}\.(?P<state>staged|previous)")
STAGED = ".staged"  # with a dot in front: no file of the newsroom is called so
ELSEWHERE = "choose another folder with --output"

_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF)
_REFUSALS = {
    errno.ENOSPC: ("the disk is full", f"free some space, or {ELSEWHERE}"),
    errno.EDQUOT: ("your share of the disk is used up", f"free some space, or {ELSEWHERE}"),
    errno.EROFS: ("the disk is read-only", ELSEWHERE),
    errno.EACCES: ("you are not allowed to write there", f"change its permissions, or {ELSEWHERE}"),
    errno.EPERM: ("you are not allowed to write there", f"change its permissions, or {ELSEWHERE}"),
    errno.EXDEV: ("it is a disk of its own", "name the folder above it with --output"),
    errno.EBUSY: ("it is in use, or a disk of its own", "name the folder above it with --output"),
    errno.ENOTDIR: ("a part of its path is a file", ELSEWHERE),
    errno.EEXIST: ("a part of its path is a file", ELSEWHERE),
    errno.ENAMETOOLONG: ("its path is too long", ELSEWHERE),
}


def put(path: Path, data: bytes) -> None:
    """Write a new file, readable as the umask says, and have it on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    finally:
        os.close(file)


def sync(path: Path, flags: int) -> None:
    """Have a file or folder, opened with these flags, on the disk."""
    file = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def sync_folder(folder: Path) -> None:
    """Have the names in the folder on the disk, where its file system knows how to do that."""
    try:
        sync(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def refused(error: OSError) -> tuple[str, str]:
    """Return why the system refused to write, and what to do about it when it is the output folder."""
    return _REFUSALS.get(error.errno or 0, (error.strerror or str(error), ELSEWHERE))


def is_left_over(name: str) -> bool:
    """Return whether a name is that of a folder which a killed program left where it was at work."""
    return LEFT_OVER.fullmatch(name) is not None
