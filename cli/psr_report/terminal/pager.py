"""A small pager: the keys of `less`, lines laid out anew when the window changes or a file is saved.

It exists because a plain machine has no `less`, and `less` lays nothing out. The terminal is left as it was
found on every way out.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from types import FrameType
from typing import Protocol, TextIO

from psr_report.columns import cut
from psr_report.terminal.keys import Keys
from psr_report.terminal.setting import Line, Piece, padded, plain

_ENTER = (
    "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?1007h"  # another screen, no cursor, no wrapping, the wheel as arrows
)
_LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1007l\x1b[?1049l"
_HELP = """
  Down  j  Enter       one line on          Up  k         one line back
  Space  f  PageDown   one screen on        b  PageUp     one screen back
  d                    half a screen on     u             half a screen back
  g  Home              to the beginning     G  End        to the end
  ]                    to the next story    [             to the one before

  /pattern             search onwards       ?pattern      search backwards
  n                    the next one         N             the one before

  h                    this page            q             quit

  A pattern in small letters finds capitals too. Any key leads back.
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines to look at, where their parts begin, by name, and what stands in the status line."""

    lines: tuple[Line, ...]
    marks: tuple[tuple[int, str], ...]
    status: str


class Changes(Protocol):
    """Something that may be waited for, after which the lines are others."""

    def fileno(self) -> int:
        """Return what has a byte to read after a change."""

    def taken(self) -> bool:
        """Return whether something changed since it was asked."""


Lay = Callable[[int], Sheet]
Paint = Callable[[Line], str]


def size(stream: TextIO) -> tuple[int, int]:
    """Return columns and lines of a terminal, as it says itself, else as the environment does."""
    try:
        found = os.get_terminal_size(stream.fileno())
    except OSError:
        found = os.terminal_size((0, 0))
    other = shutil.get_terminal_size()
    return found.columns or other.columns, found.lines or other.lines


def page(
    lay: Lay, paint: Paint, changes: Changes | None = None, renew: Callable[[], str] | None = None
) -> None:
    """Show what ``lay`` sets for a number of columns, until the person quits.

    After each of ``changes`` ``renew`` is called, and its answer shown.
    """
    with _keyboard() as keyboard, _Screen(keyboard) as screen:
        _Pager(lay, paint, screen, changes, renew).run()


@contextmanager
def _keyboard() -> Iterator[int]:
    """Give what the person types on, which standard input may not be."""
    if sys.stdin.isatty():
        yield sys.stdin.fileno()
        return
    opened = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    try:
        yield opened
    finally:
        os.close(opened)


class _Screen:
    """The terminal while it is ours: keys come one by one, and what happens to the window is told."""

    def __init__(self, keyboard: int) -> None:
        import termios

        self.keyboard = keyboard
        self._before = termios.tcgetattr(keyboard)
        self._ours, self._theirs = os.pipe()
        os.set_blocking(self._ours, False)
        os.set_blocking(self._theirs, False)
        self._handlers: dict[int, object] = {}

    def __enter__(self) -> _Screen:
        for number, handler in ((signal.SIGWINCH, self._changed), (signal.SIGTSTP, self._suspend)):
            self._handlers[number] = signal.signal(number, handler)
        self._take()
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._give_back()
        os.close(self._ours)
        os.close(self._theirs)

    def fileno(self) -> int:
        """Return what has a byte to read when the screen has to be drawn anew."""
        return self._ours

    def taken(self) -> None:
        """Read those bytes."""
        with suppress(BlockingIOError):
            os.read(self._ours, 4096)

    def draw(self, text: str) -> None:
        """Write at once, in the letters that the terminal has."""
        sys.stdout.flush()
        data = text.encode(sys.stdout.encoding or "utf-8", "backslashreplace")
        while data:
            data = data[os.write(sys.stdout.fileno(), data) :]

    def _take(self) -> None:
        import termios

        mode = termios.tcgetattr(self.keyboard)
        mode[0] &= ~(termios.IXON | termios.ICRNL)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self.keyboard, termios.TCSADRAIN, mode)
        self.draw(_ENTER)

    def _give_back(self) -> None:
        import termios

        with suppress(OSError):  # the terminal may be gone
            self.draw(_LEAVE)
        with suppress(OSError, termios.error):
            termios.tcsetattr(self.keyboard, termios.TCSADRAIN, self._before)

    def _changed(self, number: int, frame: FrameType | None) -> None:
        with suppress(BlockingIOError):
            os.write(self._theirs, b".")

    def _suspend(self, number: int, frame: FrameType | None) -> None:
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._suspend)
        self._take()
        self._changed(number, frame)


class _Pager:
    """Which lines are on the screen, and what the keys do."""

    def __init__(
        self,
        lay: Lay,
        paint: Paint,
        screen: _Screen,
        changes: Changes | None,
        renew: Callable[[], str] | None,
    ) -> None:
        self._lay, self._paint, self._screen = lay, paint, screen
        self._changes, self._renew = changes, renew
        self._keys = Keys(screen.keyboard)
        self._columns, self._rows = size(sys.stdout)
        self._sheet = lay(self._columns)
        self._top = 0
        self._pattern: re.Pattern[str] | None = None
        self._backwards = False
        self._said = ""
        self._helps = False

    def run(self) -> None:
        """Answer keys until the person quits."""
        self._draw()
        while True:
            keyboard, window = self._screen.keyboard, self._screen.fileno()
            saved = [self._changes.fileno()] if self._changes else []
            ready, _, _ = select.select([keyboard, window, *saved], [], [])
            if window in ready:
                self._screen.taken()
                self._resize()
            if self._changes is not None and self._changes.taken():
                self._said = self._renew() if self._renew else ""
                self._relay()
            if keyboard in ready:
                self._keys.read()
                for key in self._keys.typed():
                    if key == "eof" or (key in ("q", "Q") and not self._helps):
                        return
                    self._said = ""
                    if self._helps:
                        self._helps = False
                    else:
                        self._do(key)
            self._draw()

    @property
    def _page(self) -> int:
        return max(1, self._rows - 1)

    @property
    def _last(self) -> int:
        return max(0, len(self._sheet.lines) - self._page)

    def _do(self, key: str) -> None:
        steps = {
            "down": 1, "j": 1, "e": 1, "enter": 1, "^N": 1, "up": -1, "k": -1, "y": -1, "^P": -1,
            " ": self._page, "f": self._page, "pagedown": self._page, "^F": self._page, "^V": self._page,
            "b": -self._page, "pageup": -self._page, "^B": -self._page,
            "d": self._page // 2, "^D": self._page // 2, "u": -self._page // 2, "^U": -self._page // 2,
        }  # fmt: skip
        if key in steps:
            self._go(self._top + steps[key])
        elif key in ("g", "<", "home"):
            self._go(0)
        elif key in ("G", ">", "end"):
            self._go(self._last)
        elif key in ("]", "["):
            self._turn_to_story(forwards=key == "]")
        elif key in ("/", "?"):
            self._ask(key)
        elif key in ("n", "N"):
            self._find(backwards=self._backwards != (key == "N"), again=True)
        elif key in ("h", "H"):
            self._helps = True

    def _go(self, line: int) -> None:
        self._top = max(0, min(line, self._last))

    def _turn_to_story(self, *, forwards: bool) -> None:
        places = [at for at, _ in self._sheet.marks]
        found = [at for at in places if (at > self._top if forwards else at < self._top)]
        if found:
            self._go(found[0] if forwards else found[-1])

    def _ask(self, sign: str) -> None:
        """Have a pattern typed in the last line, and look for it; nothing typed is the last one again."""
        typed = ""
        while True:
            self._screen.draw(f"\x1b[{self._rows};1H\x1b[?25h{sign}{cut(typed, self._columns - 2)}\x1b[K")
            key = self._keys.next()
            if key in ("enter", "escape", "eof") or (key == "backspace" and not typed):
                self._screen.draw("\x1b[?25l")
                if key == "enter":
                    self._search(typed, backwards=sign == "?")
                return
            typed = typed[:-1] if key == "backspace" else "" if key == "^U" else typed
            typed += key if len(key) == 1 else ""

    def _search(self, typed: str, *, backwards: bool) -> None:
        self._backwards = backwards
        if typed:
            flags = re.NOFLAG if any(letter.isupper() for letter in typed) else re.IGNORECASE
            try:
                self._pattern = re.compile(typed, flags)
            except re.error:
                self._pattern = re.compile(re.escape(typed), flags)
        self._find(backwards=backwards, again=not typed)

    def _find(self, *, backwards: bool, again: bool) -> None:
        """Bring the next line with the pattern to the top; a new search begins with the line at the top."""
        if self._pattern is None:
            self._said = "nothing was searched for"
            return
        lines = self._sheet.lines
        at = self._top + (0 if not again else -1 if backwards else 1)
        ahead = range(at, -1, -1) if backwards else range(at, len(lines))
        found = next((line for line in ahead if self._pattern.search(plain(lines[line]))), None)
        if found is None:
            self._said = "not found" if not again else "no more"
        elif found > self._last and self._top == self._last:
            self._said = "no more"
        else:
            self._go(found)

    def _resize(self) -> None:
        columns = self._columns
        self._columns, self._rows = size(sys.stdout)
        self._relay(scaled=columns != self._columns)

    def _relay(self, *, scaled: bool = False) -> None:
        """Lay the lines out anew, the part at the top still there, at the same line or ``scaled``."""
        before, self._sheet = self._sheet, self._lay(self._columns)
        at, name = max((mark for mark in before.marks if mark[0] <= self._top), default=(0, ""))
        start = {name: start for start, name in self._sheet.marks}.get(name, at)
        was, now = _length(before, at), _length(self._sheet, start)
        past = self._top - at
        self._go(start + (round(past * now / was) if scaled else min(past, now - 1)))

    def _draw(self) -> None:
        shown = self._sheet.lines[self._top : self._top + self._page]
        if self._helps:
            shown = tuple((Piece(line),) for line in _HELP.splitlines()[: self._page])
        rows = [self._paint(self._found(line)) for line in shown] + ["~"] * (self._page - len(shown))
        # A line is erased before it is written: behind a full one the cursor still stands on its last letter.
        text = "".join(f"\x1b[K{row}\x1b[0m\r\n" for row in rows)
        self._screen.draw(f"\x1b[H{text}\x1b[K\x1b[7m{self._status()}\x1b[0m")

    def _found(self, line: Line) -> Line:
        """Return a line with what was searched for in reverse."""
        if self._pattern is None:
            return line
        spans = [each.span() for each in self._pattern.finditer(plain(line)) if each.group()]
        return marked(line, spans) if spans else line

    def _status(self) -> str:
        end = min(self._top + self._page, len(self._sheet.lines))
        share = 100 if end >= len(self._sheet.lines) else round(100 * end / len(self._sheet.lines))
        keys = f"{share}%  q quits  / searches  h helps "
        short = f"{share}% " if self._columns < 70 else keys
        told = cut(self._said or self._sheet.status, max(1, self._columns - len(short) - 2))
        told = told.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8")
        words = padded((Piece(f" {told}"),), self._columns - len(short))
        return "".join(piece.text for piece in words) + short


def _length(sheet: Sheet, start: int) -> int:
    """Return how many lines the part has that begins at a line."""
    return max(1, min((at for at, _ in sheet.marks if at > start), default=len(sheet.lines)) - start)


def marked(line: Line, spans: list[tuple[int, int]]) -> Line:
    """Return a line with some of its characters in reverse."""
    made: list[Piece] = []
    at = 0
    for piece in line:
        cuts = {0, len(piece.text)}
        cuts |= {end - at for span in spans for end in span if 0 < end - at < len(piece.text)}
        places = sorted(cuts)
        for start, stop in pairwise(places):
            is_found = any(first <= at + start and at + stop <= last for first, last in spans)
            role = f"{piece.role} reverse" if is_found else piece.role
            made.append(replace(piece, text=piece.text[start:stop], role=role))
        at += len(piece.text)
    return tuple(made)
