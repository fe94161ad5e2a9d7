"""Where each character of a YAML value stands in the file.

The inverse of quoting, escaping and folding: YAML 1.1, chapters 5 to 9.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from psr_report.read.text import BREAK

_ESCAPES = {"x": 4, "u": 6, "U": 10}  # characters in the file for one in the value; the others are two long
_BLANKS = re.compile(r"[ \t]+")
_FOLD = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*")


@lru_cache(maxsize=8)  # a text that many words are pointed at is counted through once
def positions(raw: str, value: str, style: str | None) -> Sequence[int]:
    """Return, for each character of ``value`` and for its end, the index in ``raw``.

    ``raw`` is the source from the first quotation mark or sign on. A character that folding made (a space for
    a line break) is placed at the break.
    """
    is_block = style in ("|", ">")
    found = _block(raw, value, folds=style == ">") if is_block else list(_flow(raw, style))
    found = found[: len(value)]
    return (*found, *[found[-1] + 1 if found else 0] * (len(value) + 1 - len(found)))


def as_typed(typed: str, held: str, offset: int) -> int:
    """Return which character of ``typed`` is the ``offset``-th of ``held``.

    ``held`` is what the model made of it: without blanks around it, with runs of blanks joined, with accents
    composed (NFC).
    """
    start = typed.find(held)
    if start >= 0:
        return start + offset
    at = _skip(typed, 0, str.isspace) if held[:1].strip() else 0
    for letter, following in zip(held[:offset], held[1:] + " ", strict=False):
        if letter.isspace():
            at = at + 1 if following.isspace() else _skip(typed, at, str.isspace)
        elif not _is_mark(letter):
            at = _skip(typed, at + 1, _is_mark)
    return min(at, len(typed))


def _skip(text: str, at: int, skipped: Callable[[str], bool]) -> int:
    while at < len(text) and skipped(text[at]):
        at += 1
    return at


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) > 0


def _flow(raw: str, style: str | None) -> Iterator[int]:
    at, end = (1, len(raw) - 1) if style else (0, len(raw))
    while at < end:
        letter = raw[at]
        if letter in "\r\n":
            breaks, at = _folded(raw, at)
            yield from breaks[1:] or breaks
        elif letter in " \t":
            blanks = _BLANKS.match(raw, at, end)
            stop = blanks.end() if blanks else at + 1
            if raw[stop : stop + 1] not in ("\r", "\n"):
                yield from range(at, stop)
            at = stop
        elif letter == "\\" and style == '"':
            if raw[at + 1 : at + 2] in ("\r", "\n"):
                breaks, at = _folded(raw, at + 1)
                yield from breaks[1:]
            else:
                yield at
                at += _ESCAPES.get(raw[at + 1 : at + 2], 2)
        else:
            yield at
            at += 2 if letter == "'" == style else 1


def _folded(raw: str, at: int) -> tuple[list[int], int]:
    fold = _FOLD.match(raw, at)
    stop = fold.end() if fold else at + 1
    return [match.start() for match in BREAK.finditer(raw, at, stop)], stop


def _block(raw: str, value: str, *, folds: bool) -> list[int]:
    lines = _lines(raw)[1:]  # the first holds the sign | or > and its indicators
    indent = _indent(raw, lines, value)
    found: list[int] = []
    line_break: int | None = None
    empty: list[int] = []
    was_indented = False
    for start, stop in lines:
        width = _spaces(raw[start:stop])
        if width == stop - start and width <= indent:
            empty.append(stop)
            continue
        if width < indent:
            break
        is_indented = raw[start + indent] in " \t"
        is_folded = folds and not was_indented and not is_indented
        if line_break is not None and not (is_folded and empty):
            found.append(line_break)
        found += empty
        found += range(start + indent, stop)
        line_break, was_indented, empty = stop, is_indented, []
    return [*found, *([] if line_break is None else [line_break]), *empty]


def _lines(raw: str) -> list[tuple[int, int]]:
    """Return start and end of each line, without its break."""
    breaks = [(match.start(), match.end()) for match in BREAK.finditer(raw)]
    return list(
        zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(raw)], strict=True)
    )


def _indent(raw: str, lines: list[tuple[int, int]], value: str) -> int:
    """Return how far the block is indented: what its first line with a word has more than its value."""
    typed = next((_spaces(raw[start:stop]) for start, stop in lines if raw[start:stop].strip(" ")), 0)
    kept = next((_spaces(line) for line in value.split("\n") if line.strip(" ")), 0)
    return typed - kept


def _spaces(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
