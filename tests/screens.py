"""What a person sees at a terminal: the program in a pseudo-terminal, its output made into a screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pexpect
import pyte

from tests.program import PROGRAM, environment

PATIENCE = 60  # seconds after which a screen that does not come is a failure; no test measures time by it


class Terminal:
    """A terminal of ``columns`` and ``lines`` in which the program runs."""

    def __init__(
        self,
        *words: str | Path,
        cwd: Path,
        columns: int = 80,
        lines: int = 24,
        env: Mapping[str, str | None] | None = None,
    ) -> None:
        self.columns, self.lines = columns, lines
        self.raw = b""
        self.program = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], *map(str, words)],
            cwd=str(cwd),
            env=environment({"PAGER": None, **(env or {})}),  # type: ignore[arg-type]
            dimensions=(lines, columns),
            timeout=PATIENCE,
        )
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def display(self) -> list[str]:
        """The lines of the screen."""
        return [line.rstrip() for line in self._screen.display]

    def shows(self, what: str | Callable[[list[str]], bool]) -> list[str]:
        """Wait until the screen shows something, and return it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if any(what in line for line in self.display) if isinstance(what, str) else what(self.display):
                return self.display
            if not self._read():
                break
        raise AssertionError(f"{what} is not on the screen:\n" + "\n".join(self.display))

    def type(self, keys: str) -> None:
        """Press keys."""
        self.program.send(keys)

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the window."""
        self.columns, self.lines = columns, lines
        self._screen.resize(lines, columns)
        self.program.setwinsize(lines, columns)

    def ended(self) -> int:
        """Wait for the program to end, and return its exit code."""
        while self._read():
            pass
        self.program.close()
        code: Any = self.program.exitstatus
        assert code is not None, f"stopped by signal {self.program.signalstatus}"
        return int(code)

    def _read(self) -> bool:
        try:
            part = self.program.read_nonblocking(65536, timeout=1)
        except pexpect.TIMEOUT:
            return self.program.isalive()
        except pexpect.EOF:
            return False
        self.raw += part
        # What pyte does not know (synchronised and alternate scrolling) it skips.
        self._stream.feed(part)
        return True


def drawn(raw: bytes, columns: int) -> str:
    """Return all that was printed as the text of one tall screen."""
    screen = pyte.Screen(columns, raw.count(b"\n") + 2)
    pyte.ByteStream(screen).feed(raw)
    lines = [line.rstrip() for line in screen.display]
    return "\n".join(lines).rstrip("\n") + "\n"
