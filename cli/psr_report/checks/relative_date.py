"""A date is written so that it means the same next year: "2024" instead of "last year".

An issue is read for years, and quoted without its cover. "This year", "currently" and "three years ago" then
count from the day of reading, and a text that was copied from an older source counts from a third day. The
year, or the month with its year, says what is meant. Such words may stand where the year stands right beside
them; quotations may say what they like.

Fails:

    summary: |
      The maker will build 300 packs this year, the desk reports.

Fails:

    headline: A maker currently builds its packs by hand

Passes:

    summary: |
      The maker will build 300 packs in 2025, the desk reports. Three years earlier it began with one.

Passes, where the year stands beside:

    summary: |
      The maker, the desk reports, built its packs by hand until last year (2024).

Silence it where the words do not mean a date:

    ignore: {relative-date: "Today" is the name of a magazine}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from psr_report import periods
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR

_UNIT = r"(?:half[\s-]year|year|month|quarter|week|decade|spring|summer|autumn|winter)"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_NUMBERS |= {"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
_COUNT = (
    rf"(?:[0-9]{{1,3}}|{'|'.join(_NUMBERS)}|some|few|several|many|couple|of|and|half|dozen|fifteen|twenty)"
)
_PLACED = r"(?:in|over|during|within|for|of|through|throughout|across)"
# What is meant, and the words that say it.
_KINDS = {
    "unit": rf"(?:this|last|next|(?:the\s+)?current|(?:the\s+)?coming)\s+{_UNIT}(?![\w-])",
    "named": rf"(?:this|last|next)\s+(?-i:{'|'.join((*periods.MONTHS, *_DAYS))})(?!\w)",
    "span": rf"{_PLACED}\s+(?:the\s+(?:last|past|next|coming|recent)|past|coming|recent)"
    rf"\s+(?:(?:couple\s+of|[a-z]+|[0-9]{{1,3}})\s+)?{_UNIT}s?(?!\w)",
    "ahead": rf"{_PLACED}\s+the\s+(?:weeks|months|years|decades)\s+(?:ahead|to\s+come)(?!\w)",
    "ago": rf"(?:{_COUNT}[\s-]+){{0,5}}(?:hour|day|{_UNIT})s?(?:\s+and\s+a\s+half)?\s+ago(?!\w)",
    "hence": rf"(?:{_COUNT}[\s-]+){{0,5}}{_UNIT}s?\s+from\s+now(?!\w)"
    rf"|in\s+(?:{_COUNT}[\s-]+){{1,5}}(?:day|{_UNIT})s?[’']s?\s+time(?!\w)",
    "now": r"(?:currently|presently|at\s+present|at\s+the\s+moment|nowadays|these\s+days|today(?:[’']s)?"
    r"|right\s+now|as\s+of\s+now|until\s+now|up\s+to\s+now|by\s+now)(?!\w)",
    "to_date": r"to\s+date(?!\w)(?!\s+(?:from|back|the|it|its|an?|them|with)(?!\w))",
    "past": r"(?:recently|lately|yesterday)(?!\w)",
    "soon": r"(?:soon|shortly|in\s+the\s+near\s+future|tomorrow(?![’']))(?!\w)",
}
_RELATIVE = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()) + ")", re.IGNORECASE
)
# The words without which none of these can be said: most texts have none of them and are done.
_HINTS = re.compile(
    r"\b(?:this|last|next|current|coming|past|recent|ahead|come|ago|now|time|currently|presently|present|moment"
    r"|nowadays|days|today|date|recently|lately|yesterday|soon|shortly|future|tomorrow)\b"
)
_LONGEST = 60  # characters from such a word to either end of what is said
_REACH = 24  # characters before the words that decide what they mean

# "The last year", "its next quarter": counted from what the text speaks of, and not from the day of reading.
_OWNED = re.compile(
    r"(?<!\w)(?:the|an?|its|their|his|her|our|each|every|that|very|(?:second|third|fourth|fifth)\s+and)\s+\Z"
    r"|[’']s?\s+\Z",
    re.IGNORECASE,
)
_ANCHORED = re.compile(r"\s+(?:of|before|until|for\s+which|in\s+which|when)(?!\w)", re.IGNORECASE)
_NOT_SOON = re.compile(r"(?<!\w)(?:as|too|how|so)\s+\Z", re.IGNORECASE)
_SOON_AFTER = re.compile(
    r"\s+(?:after\w*|before|thereafter|[a-z]+ed|was|were|became|began|had|found|rose|fell|lost|won|came|went"
    r"|gave|took|made|led|saw)(?!\w)",
    re.IGNORECASE,
)
_IN_A_NAME = re.compile(r"[\w&]\s\Z")
_BEFORE_TO_DATE = re.compile(r"(?<!\w)(?:up|hard|easy|difficult|back)\s+\Z", re.IGNORECASE)

_NEAR, _WITHIN = 45, 60  # characters between the words and their year; more where they stand for one moment
_YEAR = r"(?<![\w.,–-])(?:19|20|21)[0-9]{2}s?(?![\w%]|[.,][0-9])"
_YEAR_BEHIND = re.compile(_YEAR)
_YEAR_BEFORE = re.compile(_YEAR + r"([)\s,]{1,3}(?:[a-z]+\s+){0,2})\Z", re.IGNORECASE)
_ENDS = re.compile(r"[.;:!?](?!\w)|\s[–—-]\s|—")
# What stands between two different times: "this year than in 2024".
_CONTRASTS = re.compile(
    r"[0-9]|(?<!\w)(?:than|from|against|versus|since|after|before|until|for|by|and|or|but)(?!\w)",
    re.IGNORECASE,
)


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each date in a story that counts from the day of reading, at its words."""
    for passage in desk.texts(story):
        yield from _of_passage(passage, desk)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each such date in the letter and the other texts of the issue, at its words."""
    for passage in desk.plan:
        yield from _of_passage(passage, desk)


def _of_passage(passage: Passage, desk: Desk) -> Iterator[Problem]:
    text = passage.unquoted
    for kind, start, end in _found(text, desk.options.relative_date_words):
        if _is_meant(kind, text, start, end) and not _is_dated(kind, text, start, end):
            said = " ".join(text[start:end].split())
            hint = _hint(kind, said.casefold(), desk.folder.month)
            message = f'"{said}" counts from the day it is read'
            yield passage.problem("relative-date", Severity.ERROR, (start, end), message, hint)


def _found(text: str, more: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    for start, end in _windows(text):
        for match in _RELATIVE.finditer(text, start, end):
            yield match.lastgroup or "", match.start(), match.end()
    if more:
        for match in _added(more).finditer(text):
            yield "added", match.start(), match.end()


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text that may speak of such a date, in order and without overlap."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter that becomes two: the places would no longer be right
        yield 0, len(text)
        return
    first = last = 0
    for hint in _HINTS.finditer(lowered):
        start = max(hint.start() - _LONGEST, 0)
        if start > last and last:
            yield first, last
            first = start
        elif not last:
            first = start
        end = lowered.find(" ", hint.end() + _LONGEST)
        last = end if end >= 0 else len(text)
    if last:
        yield first, last


@cache
def _added(words: tuple[str, ...]) -> re.Pattern[str]:
    choice = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE)


def _is_meant(kind: str, text: str, start: int, end: int) -> bool:
    """Return whether words count from the day of reading, and not from what the text speaks of."""
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    first = text[start:end].split()[0].casefold()
    match kind:
        case "unit" if first in ("last", "next"):
            return not _OWNED.search(before)
        case "unit" if first == "this":
            return not (text[start:end].casefold().endswith("quarter") and _ANCHORED.match(behind))
        case "span":
            return not _ANCHORED.match(behind)
        case "soon":
            return not (
                _NOT_SOON.search(before) or _SOON_AFTER.match(behind) or _is_name(text, start, before)
            )
        case "to_date":
            return not _BEFORE_TO_DATE.search(before)
        case "now" | "past":
            is_on = first == "these" and before.casefold().rstrip().endswith("on")
            return not is_on and not _is_name(text, start, before)
    return True


def _is_name(text: str, start: int, before: str) -> bool:
    """Return whether a capital letter in mid-sentence makes a name of the word: USA Today."""
    return text[start].isupper() and _IN_A_NAME.search(before) is not None


def _is_dated(kind: str, text: str, start: int, end: int) -> bool:
    """Return whether a year stands beside the words, in the same clause, and is not another time."""
    is_moment = kind in ("now", "to_date", "past", "soon", "added")
    behind = text[end : end + (_WITHIN if is_moment else _NEAR) + 4]
    if year := _YEAR_BEHIND.search(behind):
        between = behind[: year.start()]
        if not _ENDS.search(between) and (is_moment or not _CONTRASTS.search(between)):
            return True
    year = _YEAR_BEFORE.search(text[max(0, start - _NEAR) : start])
    return year is not None and not _CONTRASTS.search(year[1])


def _hint(kind: str, said: str, month: str) -> str:
    words = re.split(r"[\s-]+", said)
    issue = periods.parse_month(month)
    if meant := _meant(kind, words, issue.first):
        return f"write {'in ' if kind == 'ago' else ''}{meant}, if it counts from this issue"
    match kind:
        case "now" | "to_date" | "added":
            return f'give the month or the year, as in "in {periods.spoken(issue)}", or leave the word out'
        case "soon":
            return "say by when, with the year, or that no date is given"
        case "span" | "ahead":
            is_ahead = kind == "ahead" or not {"next", "coming"}.isdisjoint(words)
            first = issue.first.year + (1 if is_ahead else -3)
            return f'name the years, as in "from {first} to {first + 3}"'
    return "give the date with its year"


def _meant(kind: str, words: list[str], issue: date) -> str | None:
    """Return the period that is meant by words that count from the month of the issue, where there is one."""
    unit = words[-2].removesuffix("s") if kind == "ago" else words[-1]
    if kind == "unit":
        *_, word = [each for each in words[:-1] if each != "half"]
        by = {"last": -1, "next": 1, "coming": 1}.get(word, 0)
        return _shifted("half" if "half" in words else unit, by, issue)
    if kind == "ago" and len(words) == 3:
        number = int(words[0]) if words[0].isdigit() else _NUMBERS.get(words[0], 0)
        return _shifted(unit, -number, issue) if number and unit in ("year", "month") else None
    return None


def _shifted(unit: str, by: int, issue: date) -> str | None:
    """Return the year, half, quarter or month that lies ``by`` of them from that of the issue."""
    if unit == "decade":
        return f"the {issue.year // 10 * 10 + 10 * by}s"
    length = {"year": 12, "half": 6, "quarter": 3, "month": 1}.get(unit)
    if length is None:
        return None
    at = (issue.year * 12 + issue.month - 1) // length + by
    year, month = divmod(at * length, 12)
    part = {"half": f"H{at % 2 + 1} {year}", "quarter": f"Q{at % 4 + 1} {year}", "year": f"{year}"}.get(unit)
    try:
        spoken = periods.spoken(periods.parse(part or f"{year}-{month + 1:02}"))
        return f"the {spoken}" if unit in ("half", "quarter") else spoken
    except periods.PeriodError:
        return None
