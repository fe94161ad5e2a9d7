"""Known names in a text: found as whole words, the longest that fits, in time that grows with the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"\w+")


class Names:
    """Spellings to look for, by the first word of each: a thousand of them cost no more than ten."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._by_word: dict[str, list[tuple[int, str]]] = {}
        for spelling in sorted(set(spellings), key=lambda one: (-len(one), one)):
            if first := _WORD.search(spelling):
                self._by_word.setdefault(first[0], []).append((first.start(), spelling))

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where known spellings begin and end, in order; no two of them overlap.

        Of those that begin at one place the longest counts. Blanks in a name may be line breaks in the
        text. Capitals count.
        """
        end = 0
        for word in _WORD.finditer(text):
            for before, spelling in self._by_word.get(word[0], ()):
                start = word.start() - before
                if start < end or (start and _is_letter(text[start - 1]) and _is_letter(spelling[0])):
                    continue
                if match := _pattern(spelling).match(text, start):
                    end = match.end()
                    yield start, end, spelling
                    break


@lru_cache(maxsize=4096)
def _pattern(spelling: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, spelling.split()))
    return re.compile(words + (r"(?!\w)" if _is_letter(spelling[-1]) else ""))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
