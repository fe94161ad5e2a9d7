"""The name of a story's file, made of its headline."""

from __future__ import annotations

import re

from psr_report.shapes import slugified

MAX_LENGTH = 50  # characters: such a name is still read at a glance

# Letters that have no accent to take away, as they are written where they are missing.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "&": " and ",
    }
)
_INSIDE_A_WORD = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_INSIDE_A_NUMBER = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")


def slug(headline: str) -> str:
    """Return the slug of a headline, cut at the end of a word; "" where it has no letter that can be used."""
    text = _INSIDE_A_NUMBER.sub("", _INSIDE_A_WORD.sub("", headline.casefold())).translate(_LETTERS)
    words: list[str] = []
    for word in slugified(text).split("-"):
        if words and len("-".join([*words, word])) > MAX_LENGTH:
            break
        words.append(word[:MAX_LENGTH])
    return "-".join(words)
