"""Numbers that name something instead of counting it: Euro 7, Polestar 3, RX 450h."""

from __future__ import annotations

import re

# Words that may begin a sentence before a number; any other capitalised word before one is a name.
_FUNCTION_WORD = re.compile(
    r"a|about|above|after|all|almost|already|an|and|any|around|as|at|barely|before"
    r"|below|between|beyond|both|but|by|down|during|each|either|even|every|exactly|fewer"
    r"|first|five|for|from|fully|half|her|his|how|if|in|is|its|just|last|less|many"
    r"|maybe|merely|more|most|nearly|next|no|not|now|of|on|once|only|or|our|over|past"
    r"|per|roughly|since|so|some|still|than|that|the|their|then|these|they|this|those"
    r"|to|total|under|until|up|via|what|when|where|whether|which|while|with|within"
    r"|without|yet",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?:article|batch|category|chapter|class|day|euro|gen|generation|hall|level|line|lot|mark|mode|model|no"
    r"|number|page|part|phase|point|route|scope|series|stage|step|tier|type|unit|version|week)s?",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(?P<word>[^\W_][\w’'&.-]{0,40})[ \u00a0]\Z")


def names_something(text: str, at: int) -> bool:
    """Return whether the number at ``at`` belongs to the word before it: a name, or a word such as level."""
    match = _WORD_BEFORE.search(text, max(0, at - 50), at)
    if match is None:
        return False
    word = match["word"].rstrip(".")
    if _LEVEL.fullmatch(word):
        return True
    return word[:1].isupper() and _FUNCTION_WORD.fullmatch(word) is None
