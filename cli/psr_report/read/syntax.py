"""What a YAML parser objects to, in words for an analyst.

The parser's own English is neither shown nor looked at: what stands in the file where it gave up says more,
and says the same with every parser.
"""

from __future__ import annotations

from typing import Any

from psr_report.errors import Problem, Severity
from psr_report.read.text import BREAK, place_of

_SIGNS = {
    "%": "a value cannot begin with",
    "@": "a value cannot begin with",
    "`": "a value cannot begin with",
    "*": "a value cannot begin with",
    "&": "a value cannot begin with",
    "|": "this text cannot begin with",
    ">": "this text cannot begin with",
}
_PAIRS = {"[": "]", "{": "}"}
_TYPOGRAPHIC = ("“", "”", "„", "‘", "«", "»")
_WORD_MARKS = 'to YAML the marks of a word processor are no quotation marks: put " around the whole value'
_QUOTE_ALL = (
    "put the whole value in quotation marks, or write it as a block: `|` after the colon, the text below it"
)


def syntax_problem(error: Exception, text: str, file: str) -> Problem:
    """Return what a PyYAML error means, at the sign that has to change."""
    at = _index(getattr(error, "problem_mark", None), text)
    begun = _index(getattr(error, "context_mark", None), text)
    index, message, hint = _explained(text, at if at is not None else begun, begun)
    place = place_of(text, index, file)
    return Problem("yaml-syntax", Severity.ERROR, place, message, hint)


def _index(mark: Any, text: str) -> int | None:
    return None if mark is None else min(int(mark.index), len(text))


def _explained(text: str, at: int | None, begun: int | None) -> tuple[int, str, str]:
    """Return index, message and hint for a parser that stopped at ``at`` in what began at ``begun``."""
    if at is None:
        return 0, "this is not YAML", "compare it with another file of the newsroom"
    row = text[_row_start(text, at) : at]
    letter, opening = text[at : at + 1], text[begun : begun + 1] if begun is not None else ""
    if letter == "\t" or (not row.strip() and "\t" in row):
        return at, "a tab stands in the indentation", "indent with spaces"
    if begun is not None and opening in ('"', "'") and (found := _in_quotes(text, at, begun)):
        return found
    if opening in _PAIRS and begun is not None:
        message = f'the bracket "{opening}" opens here, not closed by "{_PAIRS[opening]}" where it should be'
        return begun, message, "check commas and brackets; a text with brackets in it needs quotation marks"
    if letter == ":" and at:
        return _second_colon(at, row)
    if begun is not None and ":" not in _row(text, begun) and _row(text, begun).strip():
        hint = "a key needs a colon; a text that runs on must be indented deeper than its key"
        return begun, "this line is neither a key nor part of the text above", hint
    for index in (at, begun):
        sign = text[index : index + 1] if index is not None else ""
        if index is not None and sign in _SIGNS:
            return index, f'{_SIGNS[sign]} "{sign}"', _QUOTE_ALL
    return _misfit(text, at, row)


def _second_colon(at: int, row: str) -> tuple[int, str, str]:
    if ":" in row or "- " in row or not row[:1].isspace():
        if row.partition(":")[2].strip()[:1] in _TYPOGRAPHIC:
            return at, 'a second ": " stands in this value', _WORD_MARKS
        return at, 'a second ": " stands in this value', _QUOTE_ALL
    start = at - len(row.lstrip())
    message = "this line is indented as if it went on with the line above"
    return start, message, "begin it in the column of its siblings"


def _in_quotes(text: str, at: int, begun: int) -> tuple[int, str, str] | None:
    """Return what is wrong inside a quotation; None when it is closed and something behind it is wrong."""
    slash = text.rfind("\\", begun, at + 1)
    if text[begun] == '"' and begun < slash and at - slash <= 2:
        message = f'"{text[slash : slash + 2]}" means nothing in double quotation marks'
        return slash, message, "write the backslash twice, or use single marks"
    if at >= len(text.rstrip()) or text[at : at + 3] in ("---", "..."):
        return begun, "this quotation mark is opened and never closed", "close it at the end of the value"
    return None


def _misfit(text: str, at: int, row: str) -> tuple[int, str, str]:
    before = row.rstrip()[-1:]
    if before in ('"', "'"):
        return (
            at,
            "text stands behind the closing quotation mark",
            "put the whole value in one pair of quotation marks",
        )
    if before in _PAIRS.values():
        return at, f'text stands behind the closing "{before}"', "put the whole value in quotation marks"
    if text[at : at + 1] in ("]", "}"):
        return (
            at,
            f'"{text[at]}" closes a bracket that was not opened',
            "delete it, or put the value in quotation marks",
        )
    hint = "begin it in the column of its siblings, a text two spaces further in; check quotation marks, too"
    return at, "this line does not fit the lines above it", hint


def _row_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _row(text: str, at: int) -> str:
    following = BREAK.search(text, at)
    return text[_row_start(text, at) : following.start() if following else len(text)]
