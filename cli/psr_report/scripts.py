"""Which scripts a text is written in, so that a name in Thai or Chinese gets its own language and font.

A PDF and a browser choose glyphs, and the places where a line may break, by language. An English text with a
foreign name in it is therefore split into runs, and every run in another script carries a BCP 47 language.
The ranges are those of the Unicode blocks, Unicode 15.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

COMMON = "Common"
LATIN = "Latin"

_WIDE = "Wide"
_HAN = "Han"
_EAST_ASIAN = frozenset({_HAN, "Kana", "Hangul", "Bopomofo"})

LANGUAGES: dict[str, str] = {
    "Arabic": "ar",
    "Armenian": "hy",
    "Bengali": "bn",
    "Bopomofo": "zh-Hant",
    "Cyrillic": "ru",
    "Devanagari": "hi",
    "Ethiopic": "am",
    "Georgian": "ka",
    "Greek": "el",
    "Gujarati": "gu",
    "Gurmukhi": "pa",
    "Han": "zh-Hans",
    "Hangul": "ko",
    "Hebrew": "he",
    "Kana": "ja",
    "Kannada": "kn",
    "Khmer": "km",
    "Lao": "lo",
    "Malayalam": "ml",
    "Mongolian": "mn",
    "Myanmar": "my",
    "Oriya": "or",
    "Sinhala": "si",
    "Syriac": "syr",
    "Tamil": "ta",
    "Telugu": "te",
    "Thaana": "dv",
    "Thai": "th",
    "Tibetan": "bo",
}
"""The language assumed for a script; Han is Japanese beside kana and Korean beside hangul (see `runs`)."""

# First and last code point of the blocks of each script. Wide: punctuation and full-width forms that the East
# Asian scripts share. Left out on purpose: U+0E3F, the baht sign, which is common currency.
_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x0860, 0x086F, "Syriac"),
    (0x0870, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E3E, "Thai"),
    (0x0E40, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"),
    (0x19E0, 0x19FF, "Khmer"),
    (0x1C80, 0x1C8F, "Cyrillic"),
    (0x1C90, 0x1CBF, "Georgian"),
    (0x1F00, 0x1FFF, "Greek"),
    (0x2D00, 0x2D2F, "Georgian"),
    (0x2D80, 0x2DDF, "Ethiopic"),
    (0x2DE0, 0x2DFF, "Cyrillic"),
    (0x2E80, 0x2FDF, "Han"),
    (0x2FF0, 0x3004, _WIDE),
    (0x3005, 0x3007, "Han"),
    (0x3008, 0x3020, _WIDE),
    (0x3021, 0x3029, "Han"),
    (0x302A, 0x3037, _WIDE),
    (0x3038, 0x303B, "Han"),
    (0x303C, 0x303F, _WIDE),
    (0x3040, 0x309F, "Kana"),
    (0x30A0, 0x30A0, _WIDE),
    (0x30A1, 0x30FA, "Kana"),
    (0x30FB, 0x30FB, _WIDE),
    (0x30FC, 0x30FF, "Kana"),
    (0x3100, 0x312F, "Bopomofo"),
    (0x3130, 0x318F, "Hangul"),
    (0x3190, 0x319F, "Han"),
    (0x31A0, 0x31BF, "Bopomofo"),
    (0x31C0, 0x31EF, "Han"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3200, 0x33FF, _WIDE),
    (0x3400, 0x4DBF, "Han"),
    (0x4E00, 0x9FFF, "Han"),
    (0xA640, 0xA69F, "Cyrillic"),
    (0xA8E0, 0xA8FF, "Devanagari"),
    (0xA960, 0xA97F, "Hangul"),
    (0xA9E0, 0xA9FF, "Myanmar"),
    (0xAA60, 0xAA7F, "Myanmar"),
    (0xAC00, 0xD7FF, "Hangul"),
    (0xF900, 0xFAFF, "Han"),
    (0xFB13, 0xFB17, "Armenian"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE30, 0xFE4F, _WIDE),
    (0xFE70, 0xFEFE, "Arabic"),
    (0xFF00, 0xFF65, _WIDE),
    (0xFF66, 0xFF9F, "Kana"),
    (0xFFA0, 0xFFDC, "Hangul"),
    (0xFFE0, 0xFFE6, _WIDE),
    (0x1AFF0, 0x1B16F, "Kana"),
    (0x20000, 0x3FFFF, "Han"),
)
_STARTS = tuple(first for first, _, _ in _RANGES)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language; `lang` is None for Latin letters and what all scripts share."""

    text: str
    lang: str | None


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Return the script of one character: "Latin", "Thai", "Han", …; "Common" for digits, signs and spaces.

    Hiragana and katakana are both "Kana". A letter of a script without a range here is named by the first
    word of its Unicode name ("Cherokee").
    """
    if char < "\u0370":
        return LATIN if char.isalpha() and char not in "ªºµ" else COMMON
    index = bisect_right(_STARTS, ord(char)) - 1
    _, last, script = _RANGES[index]
    if ord(char) <= last:
        return COMMON if script == _WIDE else script
    if unicodedata.category(char) not in {"Lu", "Ll", "Lt", "Lo"} or "\u2100" <= char <= "\u214f":
        return COMMON
    word = unicodedata.name(char, COMMON).split()[0].title()
    return COMMON if word == "Mathematical" else word


def runs(text: str) -> list[Run]:
    """Return the text cut into runs of one language; joined, they are the text again.

    Spaces, digits and punctuation between two runs of one language belong to it; elsewhere they stay with the
    Latin text. Marks and joiners stay with the character before them. Greek letters standing alone (Δ, Ω in a
    formula) have no language. Han is "ja" when the text has kana, "ko" when it has hangul and no kana, else
    "zh-Hans".
    """
    if text.isascii():
        return [Run(text, None)] if text else []
    languages = _languages(text)
    pieces = [
        Run("".join(char for char, _ in group), lang)
        for lang, group in groupby(zip(text, languages, strict=True), key=lambda pair: pair[1])
    ]
    return _merged(Run(run.text, None) if _is_formula(run) else run for run in pieces)


def scripts_used(texts: Iterable[str]) -> set[str]:
    """Return the names of the scripts the texts are written in, "Latin" among them.

    A Greek letter that stands alone is a sign and does not count.
    """
    found: set[str] = set()
    for text in texts:
        if text.isascii():
            found |= {LATIN} if any(map(str.isalpha, text)) else set()
            continue
        for run in runs(text):
            scripts = {script_of(char) for char in run.text} - {COMMON}
            found |= scripts - {"Greek"} if run.lang is None else scripts
    return found


def _languages(text: str) -> list[str | None]:
    """Return the language of each character, after common characters have joined their neighbours."""
    han = _language_of_han(text)
    kinds = _kinds(text)
    languages = [han if kind == _HAN else LANGUAGES.get(kind) for kind in kinds]
    strong = [index for index, kind in enumerate(kinds) if kind not in {COMMON, _WIDE}]
    for before, after in pairwise(strong):
        if languages[before] == languages[after]:
            languages[before + 1 : after] = [languages[before]] * (after - before - 1)
    _attach_wide(kinds, languages)
    return languages


def _kinds(text: str) -> list[str]:
    """Return the script of each character, with "Wide" kept apart and marks given that of their base."""
    kinds: list[str] = []
    for char in text:
        if kinds and (unicodedata.category(char) in {"Mn", "Mc", "Me"} or char in "\u200c\u200d"):
            kinds.append(kinds[-1])
            continue
        script = script_of(char)
        kinds.append(_WIDE if script == COMMON and _is_wide(char) else script)
    return kinds


def _is_wide(char: str) -> bool:
    index = bisect_right(_STARTS, ord(char)) - 1
    return index >= 0 and ord(char) <= _RANGES[index][1] and _RANGES[index][2] == _WIDE


def _attach_wide(kinds: list[str], languages: list[str | None]) -> None:
    """Give wide punctuation at the edge of an East Asian run the language of that run, in place."""
    east_asian = {LANGUAGES[script] for script in _EAST_ASIAN}
    forward = range(1, len(kinds))
    backward = range(len(kinds) - 2, -1, -1)
    for indices, step in ((forward, -1), (backward, 1)):
        for index in indices:
            neighbour = languages[index + step]
            if kinds[index] == _WIDE and languages[index] is None and neighbour in east_asian:
                languages[index] = neighbour


def _language_of_han(text: str) -> str:
    scripts = {script_of(char) for char in text}
    for script in ("Kana", "Hangul", "Bopomofo"):
        if script in scripts:
            return LANGUAGES[script]
    return LANGUAGES[_HAN]


def _is_formula(run: Run) -> bool:
    """Tell whether a Greek run has no word of two letters, so that its letters are signs."""
    if run.lang != LANGUAGES["Greek"]:
        return False
    letters = [char.isalpha() for char in unicodedata.normalize("NFC", run.text)]
    return not any(first and second for first, second in pairwise(letters))


def _merged(pieces: Iterable[Run]) -> list[Run]:
    return [
        Run("".join(run.text for run in group), lang)
        for lang, group in groupby(pieces, key=lambda run: run.lang)
    ]
