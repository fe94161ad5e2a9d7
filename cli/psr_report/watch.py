"""What changes in the newsroom and among the templates, as it is saved."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from psr_report.errors import RenderError

STEP = 10  # milliseconds of quiet after which a change is told; an editor renames and writes within less
_BREATH = 50  # milliseconds without a change after which the watcher says that it is there
LONGEST = 200  # milliseconds after which it is told without quiet
_WHOLE_FOLDERS = ("images", "charts", "templates")
_SUFFIXES = (".yaml", ".yml", ".lock", "")  # without: a folder that comes or goes
_LEFT_BY_EDITORS = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", ".orig", ".part")


class Watcher:
    """Tells of each change, from a thread of its own, when it noticed it. Leaving it ends it.

    Once it is entered, nothing is missed. Raises RenderError when the system does not let it watch.
    """

    def __init__(self, newsroom: Path, templates: Path, tell: Callable[[float], None]) -> None:
        self._newsroom = newsroom
        self._folders: Sequence[Path] = (newsroom, templates)
        self._tell = tell
        self._begun, self._stop = threading.Event(), threading.Event()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._begun.wait()
        if self._error is not None:
            said = str(self._error).strip() or type(self._error).__name__
            hint = "on Linux: sysctl fs.inotify.max_user_watches=524288, or WATCHFILES_FORCE_POLLING=1"
            raise RenderError(f"the newsroom cannot be watched for changes: {said}", hint)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        try:
            while not self._stop.is_set():
                self._watch_folder()
        except Exception as error:  # of the library in Rust: it has no class of its own
            self._error = error
        finally:
            self._begun.set()

    def _watch_folder(self) -> None:
        """Tell of changes until another folder stands in the newsroom's place, as after a clone or a sync."""
        from watchfiles import watch

        before = _identity(self._newsroom)
        changes = watch(
            *self._folders,
            watch_filter=lambda kind, path: is_heeded(Path(path), self._newsroom),
            debounce=LONGEST,
            step=STEP,
            stop_event=self._stop,
            rust_timeout=_BREATH,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        is_new = self._begun.is_set()  # what was saved before the system had this folder is told, too
        for found in changes:
            if found or is_new:
                self._tell(time.perf_counter())
            is_new = False
            self._begun.set()  # the first breath, or change, says that the system has all folders
            if _identity(self._newsroom) != before:
                break
        self._await_folder()

    def _await_folder(self) -> None:
        if self._stop.is_set():
            return
        self._tell(time.perf_counter())
        while _identity(self._newsroom) is None and not self._stop.wait(_BREATH / 1000):
            continue
        self._tell(time.perf_counter())


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another one of its name; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
