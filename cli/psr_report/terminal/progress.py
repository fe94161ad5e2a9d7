"""What a person sees while an issue is built, and what came of it."""

from __future__ import annotations

import os
import sys
import time

from psr_report.counted import counted
from psr_report.terminal import is_rich, is_set, notice, painted, paths, problems, say, tell
from psr_report.visible import visible

TYPE_CHECKING = False  # what type checkers look for; a build with nothing to do prints its files from here
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Literal, Self

    from psr_report.request import Built


class Progress:
    """A line per finished stage on a terminal, nothing elsewhere; at the end the files."""

    def __init__(self, choice: str | None) -> None:
        self._choice = choice
        self._start = self._last = time.perf_counter()
        self._speaks = sys.stderr.isatty() and not is_set("CI")
        self._erases = is_rich(sys.stderr)
        self._is_pending = False  # the name of the stage at work stands on a line that is not finished

    def __enter__(self) -> Self:
        say(self._choice)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._erase()

    def stage(self, name: str, what: str, following: str) -> None:
        """Say that a stage is done, and which one follows."""
        now = time.perf_counter()
        if self._speaks:
            self._erase()
            tell(painted(f"  {name:<9} {visible(what):<40} {now - self._last:5.1f} s", "2", sys.stderr))
            if self._erases and following:
                tell(f"  {following} …", end="")
                self._is_pending = True
        self._last = now

    def _erase(self) -> None:
        if self._is_pending:
            tell("\r\x1b[K", end="")
            self._is_pending = False

    def done(self, built: Built) -> None:
        """Print what was written: a table on a terminal, one path a line elsewhere."""
        self._erase()
        for text in built.notices:
            notice(text)
        problems(built.problems, written=True)
        if built.is_unchanged:
            warned = f", with {counted(built.warnings, 'warning')}" if built.warnings else ""
            tell(f"nothing has changed; the issue is up to date{warned}")
        if built.paths and sys.stdout.isatty():
            _table(built, time.perf_counter() - self._start)
        else:
            paths(built.paths)


def _table(built: Built, seconds: float) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(f"{visible(str(built.paths[0].parent))}{os.sep}", overflow="fold")
    table.add_column("pages" if built.pages else "", justify="right")
    table.add_column("size", justify="right")
    for path in built.paths:
        pages = str(built.pages.get(path.name, ""))
        table.add_row(Text(visible(path.name)), pages, _size(path.stat().st_size))
    colours: Literal["auto"] | None = "auto" if is_rich(sys.stdout) else None
    console = Console(highlight=False, markup=False, emoji=False, color_system=colours)
    console.print(table)
    console.print(f"{counted(built.warnings, 'warning')}, {seconds:.1f} seconds", style="dim")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size, 1000) / 1000:.0f} kB"
