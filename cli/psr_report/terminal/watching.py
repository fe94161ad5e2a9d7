"""Saves in a folder, as something that a pager can wait for beside its keys."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_STEP = 30  # milliseconds without a further change, after which a save is complete


class Saves:
    """Has a byte to read, under ``fileno()``, whenever something in the folder was saved."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._end = threading.Event()
        self._ours, self._theirs = os.pipe()
        os.set_blocking(self._ours, False)
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()
        os.close(self._ours)
        os.close(self._theirs)

    def fileno(self) -> int:
        """Return what to wait for."""
        return self._ours

    def taken(self) -> bool:
        """Return whether something was saved since it was asked."""
        try:
            return bool(os.read(self._ours, 4096))
        except BlockingIOError:
            return False

    def _listen(self) -> None:
        import watchfiles

        try:
            for _ in watchfiles.watch(
                self._folder,
                step=_STEP,
                stop_event=self._end,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                os.write(self._theirs, b".")
        except (FileNotFoundError, OSError):
            return  # the folder is gone; what is shown stays
