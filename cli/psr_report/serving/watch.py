"""What changes in the newsroom and among the templates, as it is saved."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

STEP = 10  # milliseconds of quiet after which a change is told; an editor renames and writes within less
LONGEST = 200  # milliseconds after which it is told without quiet
_WHOLE_FOLDERS = ("images", "charts", "templates")
_SUFFIXES = (".yaml", ".yml", ".lock", "")  # without: a folder that comes or goes
_LEFT_BY_EDITORS = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", ".orig", ".part")


class Watcher:
    """Tells of each change, from a thread of its own, when it noticed it. Leaving it ends it."""

    def __init__(self, newsroom: Path, templates: Path, tell: Callable[[float], None]) -> None:
        self._newsroom = newsroom
        self._folders: Sequence[Path] = (newsroom, templates)
        self._tell = tell
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        from watchfiles import watch

        changes = watch(
            *self._folders,
            watch_filter=lambda kind, path: is_heeded(Path(path), self._newsroom),
            debounce=LONGEST,
            step=STEP,
            stop_event=self._stop,
            raise_interrupt=False,
        )
        for _ in changes:
            self._tell(time.perf_counter())


def is_heeded(path: Path, newsroom: Path) -> bool:
    """Return whether a change of this file can change the issue: neither hidden files nor back-ups can."""
    try:
        parts = path.relative_to(newsroom).parts
    except ValueError:  # a shipped template
        return not _is_foreign(path.name) and path.suffix not in (".py", ".pyc")
    if any(map(_is_foreign, parts)) or not parts:
        return False
    return parts[0] in _WHOLE_FOLDERS or (path.suffix in _SUFFIXES and parts[0] != "output")


def _is_foreign(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(_LEFT_BY_EDITORS) or name == "__pycache__"
