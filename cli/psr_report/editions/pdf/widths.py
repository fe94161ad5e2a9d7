"""How wide display type runs: enough to size the cover's number and to break headlines into like lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# How much wider other cuts run than the widths below, over a line of English.
_SEMIBOLD = 1.02
_SUBHEAD = 1.07
_SURE = 0.97  # the widths are near the truth, not the truth
_SHORT = 0.3  # a last line below this part of its column is too short

# Advance widths of Source Serif 4 Display Regular, from the space to the tilde, in thousandths of an em.
_ADVANCES = (
    204,
    268,
    336,
    526,
    470,
    794,
    676,
    181,
    318,
    318,
    418,
    500,
    258,
    289,
    258,
    309,
    470,
    470,
    470,
    470,
    470,
    470,
    470,
    470,
    470,
    470,
    258,
    258,
    500,
    500,
    500,
    388,
    823,
    612,
    549,
    572,
    636,
    543,
    508,
    604,
    700,
    317,
    329,
    606,
    520,
    812,
    670,
    640,
    514,
    640,
    609,
    469,
    569,
    663,
    612,
    890,
    613,
    594,
    501,
    302,
    309,
    302,
    497,
    477,
    400,
    454,
    541,
    429,
    529,
    457,
    319,
    477,
    558,
    273,
    261,
    506,
    273,
    837,
    558,
    501,
    540,
    513,
    391,
    392,
    298,
    541,
    465,
    698,
    458,
    465,
    413,
    326,
    288,
    326,
    500,
)
_OTHER = {"–": 500, "−": 500, "€": 470, "£": 470, "¥": 470, "₹": 470, "\u00a0": 204, "₂": 320, "°": 330}


def em(text: str, tracking: float, own: Mapping[str, float] | None = None) -> float:
    """Return the width of a text in em, with letters ``tracking`` em apart; ``own`` is for another face."""
    if own is not None:
        return sum(own.get(letter, _advance(letter)) / 1000 + tracking for letter in text)
    return sum(_advance(letter) / 1000 + tracking for letter in text)


def _advance(letter: str) -> int:
    code = ord(letter) - 32
    return (
        _ADVANCES[code]
        if 0 <= code < len(_ADVANCES)
        else _OTHER.get(letter, 600 if letter < "\u1100" else 1000)
    )


def balanced(headline: str, size: float, tracking: float, column: float) -> float:
    """Return the width in points at which a headline keeps its number of lines, of like length."""
    words = [em(word, tracking) * size * _SEMIBOLD for word in headline.split()]
    space = em(" ", tracking) * size * _SEMIBOLD
    count, _ = _lines(words, space, column)
    if count == 1 or count > 4:
        return column
    low, high = max(words), column
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if _lines(words, space, middle)[0] <= count else (middle, high)
    return min(column, round(high * 1.03, 1))


def _lines(words: Sequence[float], space: float, width: float) -> tuple[int, float]:
    """Return how many lines the words fill, and how wide the last one is."""
    lines, at = 1, 0.0
    for word in words:
        if at and at + space + word > width:
            lines, at = lines + 1, word
        else:
            at += (space if at else 0) + word
    return lines, at


def unorphaned(text: str, size: float, column: float) -> float:
    """Return the width in points at which a text in the Subhead cut does not end in a short line."""
    words = [em(word, 0) * size * _SUBHEAD for word in text.split()]
    space = em(" ", 0) * size * _SUBHEAD
    count, last = _lines(words, space, column)
    width = chosen = column
    while count > 1 and last < column * _SHORT and width > column * 0.6:
        width -= size / 2
        if _lines(words, space, width * _SURE)[0] > count:
            break
        chosen, last = width, _lines(words, space, width)[1]
    return round(chosen, 1)
