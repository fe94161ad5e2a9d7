"""Where the paragraphs and sentences of a text begin and end, its Markdown left as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The end of a sentence: its stop and what closes with it, before a space or the end. 0.1% and 1,000 are not
# ends.
_STOP = re.compile(r"[.!?…][”’\"')\]*_~]*(?:\[\^[^\]\s]+\])*(?=\s|\Z)")
_ABBREVIATIONS = frozenset(
    {
        "approx",
        "ca",
        "cf",
        "co",
        "corp",
        "dr",
        "e.g",
        "etc",
        "fig",
        "i.e",
        "inc",
        "ltd",
        "mr",
        "mrs",
        "ms",
        "no",
    }
    | {"nos", "pp", "prof", "st", "vs"}
)
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
# Nothing may be put into links, emphasis, code or addresses: the markup would no longer be what was typed.
_UNTOUCHED = re.compile(
    r"""(?<!\\)(?:
        `[^`]*`
      | <[^<>\s]+>
      | !?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\))?
      | (?P<mark>\*{1,3}|_{1,3}|~~)(?=\S)(?:(?!(?P=mark)).)+(?<=\S)(?P=mark)
    )""",
    re.VERBOSE | re.DOTALL,
)
_PART = re.compile(r"\n[ \t]*\n|\n(?= {0,3}(?:[-*+]\s|[0-9]{1,2}[.)]\s|>|\|))")
_BLOCK = re.compile(r"\n[ \t]*\n")
# Lists, quotations, tables and definitions are not running text. Inside a paragraph only a list that counts
# from one begins anew: "2025. The" at the start of a wrapped line does not.
_OPENS_OTHER = re.compile(r" {0,3}(?:[-*+](?:\s|\Z)|[0-9]{1,9}[.)](?:\s|\Z)|>|\||\[[^\]]+\]:)| {4}|\t")
_INTERRUPTS = re.compile(r" {0,3}(?:[-*+]\s|1[.)]\s|>|\||\[\^[^\]]+\]:)")
_TABLE_RULE = re.compile(r" {0,3}:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+\Z")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the paragraphs of running text begin and end."""
    start = 0
    for gap in [*_BLOCK.finditer(text), None]:
        stop = gap.start() if gap else len(text)
        end = _running_end(text, start, stop)
        if text[start:end].strip():
            yield start, start + len(text[start:end].rstrip())
        if gap:
            start = gap.end()


def every(text: str) -> Iterator[tuple[int, int]]:
    """Yield where all sentences of a text begin and end, those of lists, tables and quotations included."""
    start = 0
    for gap in [*_PART.finditer(text), None]:
        stop = gap.start() if gap else len(text)
        yield from sentences(text, start, stop)
        start = gap.end() if gap else stop


def _running_end(text: str, start: int, stop: int) -> int:
    """Return where the running text of a block ends; ``start`` when the block is something else."""
    at, before = start, start
    for number, line in enumerate(text[start:stop].split("\n")):
        if _TABLE_RULE.match(line):
            return before
        if (_INTERRUPTS if number else _OPENS_OTHER).match(line):
            return at
        before, at = at, at + len(line) + 1
    return stop


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the sentences between ``start`` and ``end`` begin and end, inside one block of text."""
    untouched = [match.span() for match in _UNTOUCHED.finditer(text, start, end)]
    first = start
    for stop in _STOP.finditer(text, start, end):
        at = stop.end()
        if any(opens < at < closes for opens, closes in untouched) or not _closes(
            text[first : stop.start()], text[at:end]
        ):
            continue
        yield first, at
        first = at
    if text[first:end].strip():
        yield first, end


def _closes(before: str, after: str) -> bool:
    """Return whether a stop between two texts ends a sentence, and not an abbreviation."""
    if not after.strip():
        return True
    word = re.split(r"[\s(\[“‘]", before)[-1]
    is_abbreviation = word.casefold() in _ABBREVIATIONS or _INITIALS.fullmatch(word) is not None
    return not is_abbreviation and not after.lstrip()[0].islower()
