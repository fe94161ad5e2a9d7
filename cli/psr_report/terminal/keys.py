"""Keys as a person presses them, from the bytes that a terminal sends for them."""

from __future__ import annotations

import codecs
import os
import re
import select
from collections import deque
from collections.abc import Iterator

_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|[^\[O\x1b])", re.DOTALL)
_NAMES = {
    "A": "up", "B": "down", "H": "home", "F": "end",
    "1~": "home", "7~": "home", "4~": "end", "8~": "end", "5~": "pageup", "6~": "pagedown",
}  # fmt: skip
_SINGLE = {"\r": "enter", "\n": "enter", "\x7f": "backspace", "\x08": "backspace", "\x1b": "escape"}
_PATIENCE = 0.05  # seconds in which the rest of a sequence arrives; what comes alone is the key Escape


class Keys:
    """What was typed, key by key: a letter is itself, others have a name, ^L is Control with L."""

    def __init__(self, keyboard: int) -> None:
        self._keyboard = keyboard
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._typed: deque[str] = deque()

    def next(self) -> str:
        """Return the next key, waiting for it; "eof" when the terminal is gone."""
        while not self._typed:
            select.select([self._keyboard], [], [])
            self.read()
        return self._typed.popleft()

    def typed(self) -> Iterator[str]:
        """Yield the keys that were read, as long as there are any."""
        while self._typed:
            yield self._typed.popleft()

    def read(self) -> None:
        """Read the keys that wait."""
        text = self._read()
        while text and self._is_open(text) and select.select([self._keyboard], [], [], _PATIENCE)[0]:
            more = self._read()
            if not more:
                break
            text += more
        self._typed.extend(parsed(text) if text else ["eof"])

    def _read(self) -> str:
        try:
            data = os.read(self._keyboard, 1024)
        except OSError:
            return ""
        return self._decoder.decode(data) or ("\x00" if data else "")

    @staticmethod
    def _is_open(text: str) -> bool:
        start = text.rfind("\x1b")
        return start >= 0 and _SEQUENCE.match(text, start) is None


def parsed(text: str) -> list[str]:
    """Return the names of the keys in what a terminal sent; what is not known has an empty name."""
    keys = []
    at = 0
    while at < len(text):
        found = _SEQUENCE.match(text, at)
        if found is not None:
            keys.append(_NAMES.get(found[0][2:], ""))
            at = found.end()
            continue
        one = text[at]
        if one in _SINGLE:
            keys.append(_SINGLE[one])
        elif one < " ":
            keys.append(f"^{chr(ord(one) + 64)}")
        else:
            keys.append(one)
        at += 1
    return keys
