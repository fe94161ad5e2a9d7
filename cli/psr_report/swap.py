"""One folder takes the place of another: at one instant where the system can, else in two steps."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
_AT_FDCWD = -100
# What kernels, libraries, sandboxes and file systems answer that do not know how to exchange two names.
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)


def put_in_place(staged: Path, target: Path) -> None:
    """Give the folder ``staged`` the name ``target``; what had that name before is then at ``staged``.

    Both are on one file system. Raises OSError, with ``target`` as it was.
    """
    if not os.path.lexists(target):
        staged.rename(target)
        return
    try:
        exchange(staged, target)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
        _rename_both(staged, target)


def exchange(one: Path, other: Path) -> None:
    """Make two names change places at one instant. Raises OSError: ENOSYS where the system cannot."""
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(system, "renameat2"):
        failed = system.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(system, "renamex_np"):
        failed = system.renamex_np(*names, _RENAME_SWAP)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(one), None, str(other))


def aside(staged: Path) -> Path:
    """Return where the old folder waits during the two steps of a system that cannot exchange."""
    return staged.with_suffix(".previous")


def _rename_both(staged: Path, target: Path) -> None:
    try:
        target.rename(aside(staged))
        staged.rename(target)
    except BaseException:  # an interrupt between the two steps must not leave the name without a folder
        if os.path.lexists(aside(staged)) and not os.path.lexists(target):
            aside(staged).rename(target)
        raise
    aside(staged).rename(staged)
