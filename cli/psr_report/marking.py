"""The numbers of a text on their way through Markdown: marked before it, dressed after it, changing nothing.

The marks are private-use characters, which are refused in content. A mark that would change the markup around
it is taken back, and so is one whose number begins inside an element and ends outside: the number is then
printed as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from psr_report.issue import Traced

Shown = Callable[[int, str, bool], str]
"""Gives the markup of a number: its place among the text's numbers, its HTML, whether it is in a link."""

Mark = tuple[int, int, str]
"""Where a mark goes, its rank among marks at one place, and its characters."""

_CLOSE, _OPEN = "\ue003", "\ue004"
_DIGIT = 0xE010
SIGNS = _CLOSE + _OPEN
ENDS, NOTE, BEGINS = range(3)

_DIGITS = f"[{chr(_DIGIT)}-{chr(_DIGIT + 9)}]"
_MARKED = re.compile(f"{_OPEN}({_DIGITS}+)(.*?){_CLOSE}", re.DOTALL)
_ANY = re.compile(f"{_OPEN}{_DIGITS}+|{_CLOSE}")
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_INLINE = frozenset({"em", "strong", "s"})


def around(numbers: Sequence[Traced]) -> list[Mark]:
    """Return the two marks of each number."""
    return [mark for at, number in enumerate(numbers) for mark in _pair(at, number)]


def inserted(text: str, marks: Iterable[Mark]) -> str:
    """Return the text with the marks in it."""
    for offset, _, mark in sorted(marks, reverse=True):
        text = text[:offset] + mark + text[offset:]
    return text


def marked(made: str, numbers: Sequence[Traced], rendered: Callable[[Sequence[Mark]], str]) -> str:
    """Return HTML with as many numbers marked as leave it as it is.

    ``made`` is the HTML without these marks, ``rendered`` makes it anew with some.
    """
    pairs = [_pair(at, number) for at, number in enumerate(numbers)]
    whole = rendered([mark for pair in pairs for mark in pair])
    if _is_same(whole, made):
        return whole
    harmless = [mark for pair in pairs if _is_same(rendered(pair), made) for mark in pair]
    some = rendered(harmless)
    return some if _is_same(some, made) else made


def resolved(made: str, shown: Shown) -> str:
    """Return HTML with each marked number as ``shown`` has it."""

    def dressed(match: re.Match[str]) -> str:
        at = int("".join(chr(ord(sign) - _DIGIT + ord("0")) for sign in match[1]))
        is_in_link = made.rfind("<a ", 0, match.start()) > made.rfind("</a>", 0, match.start())
        return shown(at, match[2], is_in_link)

    return _MARKED.sub(dressed, made)


def outside(made: str, at: int) -> int:
    """Return a place in HTML at which an element may begin: before the number that ``at`` stands in."""
    opened = made.rfind(_OPEN, 0, at)
    return opened if opened > made.rfind(_CLOSE, 0, at) else at


def _pair(at: int, number: Traced) -> tuple[Mark, Mark]:
    digits = "".join(chr(_DIGIT + int(digit)) for digit in str(at))
    return (number.start, BEGINS, _OPEN + digits), (number.end, ENDS, _CLOSE)


def _is_same(made: str, plain: str) -> bool:
    """Return whether the marks changed nothing, and each number is whole inside one element."""
    return _ANY.sub("", made) == plain and all(_is_whole(match[2]) for match in _MARKED.finditer(made))


def _is_whole(inside: str) -> bool:
    opened: list[str] = []
    for closes, name in _TAG.findall(inside):
        if name not in _INLINE or (closes and (not opened or opened.pop() != name)):
            return False
        if not closes:
            opened.append(name)
    return not opened
