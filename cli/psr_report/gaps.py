"""The mark of what only a person can fill: «write here who published it».

Scaffolding writes it, the rule gap-left finds it. It may stand in any text and in a comment, since a value
such as a topic has to be one of the newsroom's. Light, without imports of the program's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENING = "«write here"
_MARK = re.compile(rf"{_OPENING}[^»\n]*»?", re.IGNORECASE)


def gap(what: str) -> str:
    """Return the mark that asks for ``what``, in a few words: YAML takes it as it is."""
    return f"{_OPENING} {what}»"


def marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each mark begins and ends in a text, one whose end was deleted too."""
    for match in _MARK.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip())


def asked(mark: str) -> str:
    """Return what a mark asks for; "" when it does not say."""
    return mark[len(_OPENING) :].rstrip("»").strip()
