"""Texts as YAML, so that every reader of YAML 1.1 or 1.2 gets back what was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from psr_report.read.text import hidden_in

# What stands in YAML as it is: it begins with a letter, a mark that means nothing there or a number with its
# unit, and holds nothing that would end it.
_PLAIN = re.compile(r"(?:[^\W\d_]|[«“‘(€£¥]|[0-9][0-9.,]* [^\W\d_]).*", re.DOTALL)
_ENDS = re.compile(r":(?=\s|\Z)|\s#|\s\Z|[\x00-\x1f\x7f-\x9f]")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}\Z")
# The words that some reader takes for a truth value, a number or nothing.
_WORDS = re.compile(r"(?:null|true|false|yes|no|on|off|y|n|inf|nan)\Z", re.IGNORECASE)
_COMMENT_WIDTH = 100  # characters


def scalar(text: str) -> str:
    """Return a text as a value on one line: as it is where every reader takes it for itself, else quoted.

    It can stand behind a colon, not in brackets.
    """
    is_plain = _PLAIN.fullmatch(text) and not _ENDS.search(text) and not _WORDS.match(text)
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def date(text: str) -> str:
    """Return a day, a month or a year as files are written by hand: without quotation marks."""
    return text if _DATE.match(text) else scalar(text)


def block(text: str, margin: str = "  ") -> str:
    """Return a text of several lines as what stands behind the colon of a key, its lines below it.

    Line breaks around it go, as they do when it is read.
    """
    lines = text.strip("\n").split("\n")
    sign = f"|{len(margin)}" if lines[0][:1].isspace() else "|"
    return "\n".join([sign, *(f"{margin}{line}" if line else "" for line in lines)])


def comment(text: str, margin: str = "", then: str = "  ") -> Iterator[str]:
    """Yield a text as lines of a comment, none much longer than a screen is wide; later ones indented more.

    What a reader could not see is left out, as it would be refused in the file.
    """
    seen = "".join(letter for letter in text if hidden_in(letter) is None)
    line, lead = f"{margin}#", " "
    for word in seen.split():
        if len(line) + 1 + len(word) > _COMMENT_WIDTH and line.strip(" #"):
            yield line
            line, lead = f"{margin}#", f" {then}"
        line += f"{lead}{word}"
        lead = " "
    yield line
