"""Saves in a newsroom, as something that a pager can wait for beside its keys."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from psr_report.resources import templates_dir
from psr_report.watch import Watcher


class Saves:
    """Has a byte to read, under ``fileno()``, whenever something that can change the issue was saved.

    Once the newsroom is gone there are no more. Raises RenderError when the system does not let it watch.
    """

    def __init__(self, newsroom: Path) -> None:
        self._ours, self._theirs = os.pipe()
        os.set_blocking(self._ours, False)
        self._watcher = Watcher(newsroom, templates_dir(), lambda at: self._tell())

    def __enter__(self) -> Self:
        try:
            self._watcher.__enter__()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._watcher.__exit__(kind, error, trace)
        self._close()

    def fileno(self) -> int:
        """Return what to wait for."""
        return self._ours

    def taken(self) -> bool:
        """Return whether something was saved since it was asked."""
        try:
            return bool(os.read(self._ours, 4096))
        except BlockingIOError:
            return False

    def _tell(self) -> None:
        os.write(self._theirs, b".")

    def _close(self) -> None:
        os.close(self._ours)
        os.close(self._theirs)
