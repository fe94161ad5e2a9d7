"""Nothing is reported as having happened after the day on which the issue closes.

What lies behind the closing date nobody could know when the issue was made: either the date is mistyped, or
an announcement has become an event. The day stands in issue.yaml (`closes:`); without it, it is the last day
of the issue's month. Held against it are the dates of stories, sources and figures, and the days and months
with a year that the texts report as past. Plans, forecasts and deadlines may lie ahead, and what became of a
forecast was told later: a source that its outcome alone names may be as late as it is.

Fails:

    summary: |
      Ground was broken for the plant on 27 November 2025, the desk reports.
    # 2025-11/issue.yaml
    closes: 2025-11-15

Fails, for a source that cannot have been read:

    sources:
      desk: {publisher: Desk, title: notes on packs, url: unknown, published: 2025-12-01}

Passes:

    summary: |
      Ground will be broken for the plant on 27 November 2025, the desk reports.
    # 2025-11/issue.yaml
    closes: 2025-11-15

Silence it where a word was taken for a report and is none:

    ignore: {date-after-close: the sentence tells what a novel says of 2030}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from psr_report import citing, periods
from psr_report.checks.nearby import around
from psr_report.checks.passages import Passage, Path, Role
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.periods import Period
from psr_report.read.newsroom import Folder, Story

SEVERITY = Severity.ERROR
NEEDS = {"closes"}

_TEXTS: frozenset[Role] = frozenset({"headline", "why", "summary", "letter", "takeaway"})

_MONTHS = {month[:3].casefold(): number for number, month in enumerate(periods.MONTHS, 1)}
_MONTH = "|".join(
    sorted(
        {*periods.MONTHS, *(f"{month[:3]}" for month in periods.MONTHS), "Sept"}, key=lambda name: -len(name)
    )
)
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_DATE = re.compile(
    rf"(?<![\w.,])(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})\.?"
    r"(?:\s+(?P<late>[0-9]{1,2})(?:st|nd|rd|th)?,)?,?\s+(?P<year>(?:19|20|21)[0-9]{2})(?![\w])"
    r"|(?<![\w.,/-])(?P<iso>(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2})(?![\w-])"
)

_PREFIX = 40  # characters before a date
# What brings a date of the past: "on 27 November 2025", "in late November 2025", "since".
_PAST_DATE = re.compile(
    r"(?:(?<!\w)(?:on|in|since|during)\s+(?:(?:early|late|mid)[\s-]+)?(?:[A-Z][a-z]+day,?\s+)?(?:the\s+)?)\Z",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"[,;:()]|\s[–—]\s|—|(?<!\w)(?:and|but|or|while|whereas|which|that|who|where|when|once|if|because|so|before"
    r"|after|until|till|though|although|unless)(?!\w)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?<!\w)(?:will|would|shall|should|could|can|may|might|must|need|needs|(?:is|are|was|were|has|have|had|set|about"
    r"|going)\s+to|if|unless|next|due|deadline|ahead|later|slated|set|upcoming|coming|goal|outlook"
    r"|(?:re)?schedul\w*|plan(?:s|ned|ning)?|expect\w*|forecast\w*|predict\w*|projected|projects|target\w*"
    r"|aim(?:s|ed|ing)?|intend\w*|hope\w*|want\w*|promis\w*|propos\w*|pledg\w*|anticipat\w*|assum\w*"
    r"|postpon\w*|delay\w*|extend\w*|put\s+off|brought\s+forward|moved|shifted)(?!\w)"
)
_HELPED = (
    r"(?:was|were)|(?:has|have|had)\s+(?:also\s+|already\s+|now\s+|since\s+)?(?:been|[a-z]+ed|begun|risen|fallen"
    r"|grown|gone|taken|come|become|broken|won|lost|left|met|made|built|sold|held|shown|given)"
)
_IRREGULAR = (
    "began|rose|fell|grew|went|took|came|became|broke|won|stood|ran|lost|left|met|gave|showed|overtook"
)
# These may be participles too: "trucks sold in January 2026 pay less".
_DONE = (
    "opened|started|launched|ended|closed|stopped|ceased|halted|reached|entered|joined|resigned|inaugurated"
    "|handed|invested|acquired|bought|sold|made|built|produced|delivered|shipped|installed|exported|completed"
    "|unveiled|introduced|raised|received|climbed|slipped|dropped|jumped|doubled|tripled|halved|recalled|filed"
)
_SAID = (
    "announced|said|reported|told|confirmed|stated|published|agreed|signed|decided|approved|adopted|presented"
)
_PAST = re.compile(
    rf"(?<!\w)(?:(?P<sure>{_HELPED}|{_IRREGULAR})|(?P<done>{_DONE})|(?P<said>{_SAID}))(?!\w)", re.IGNORECASE
)
_NOUN_BEFORE = re.compile(
    r"(?:(?<!\w)[a-z]+s|\A\W*[A-Z][a-z]+s|(?<!\w)(?:[Aa]n?|[Aa]ny|[Ee]ach|[Ee]very|[Nn]o)\s+[\w-]+)\s+\Z"
)
# What lies between a verb and a date that belongs to something else: "a contract to deliver in March 2026".
_OTHER_VERB = re.compile(r"(?<!\w)to\s+(?!the\s|an?\s|its\s|their\s)[a-z]|(?<!\w)[12][0-9]{3}(?!\w)")
_OTHER_NOUN = re.compile(r"(?<!\w)(?:for|with)(?!\w)")
_SAID_WITHIN = 5  # words
_REACH = 240  # characters around a date that may say what happened then


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each date of a story that lies behind the close, at the date."""
    article = story.article
    dates: list[tuple[Path, str, Period | None]] = [(("date",), "the story is dated", article.date)]
    later = citing.later(article)
    for name, source in article.sources.items():
        if name in later:
            continue
        dates.append((("sources", name, "published"), f'the source "{name}" is dated', source.published))
    for name, figure in article.figures.items():
        dates.append((("figures", name, "as_of"), f'the figure "{name}" is dated', figure.as_of))
    close = closing_day(desk.folder)
    for path, what, period in dates:
        if period is not None and period.first > close:
            hint = "correct the date, or `closes:` in issue.yaml"
            if desk.folder.plan.closes is None:
                hint += "; without it, the issue closes with the last day of its month"
            message = f"{what} {period}, after the close of the issue on {_spoken(close)}"
            place = story.place(*path)
            yield Problem("date-after-close", Severity.ERROR, place, message, hint, len(period.text))
    for passage in desk.texts(story):
        yield from _of_passage(passage, close)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each date behind the close that the letter or a takeaway reports, at the date."""
    for passage in desk.plan:
        yield from _of_passage(passage, closing_day(desk.folder))


def closing_day(folder: Folder) -> date:
    """Return the last day that an issue may report of."""
    return (folder.plan.closes or periods.parse_month(folder.month)).last


def _of_passage(passage: Passage, close: date) -> Iterator[Problem]:
    if passage.role not in _TEXTS:
        return
    text = passage.unquoted
    if all(int(year[0]) < close.year for year in _YEAR.finditer(text)):
        return
    for match in _DATE.finditer(text):
        period = _period(match)
        if period is not None and period.first > close and _is_reported(passage, match):
            said = " ".join(match[0].split())
            message = f'"{said}" is reported as past, but the issue closes on {_spoken(close)}'
            hint = "correct the date, or say that it is planned or expected"
            yield passage.problem("date-after-close", Severity.ERROR, match.span(), message, hint)


def _period(match: re.Match[str]) -> Period | None:
    text = match["iso"]
    if text is None:
        month = _MONTHS[match["month"][:3].casefold()]
        day = match["day"] or match["late"]
        text = f"{match['year']}-{month:02}" + (f"-{int(day):02}" if day else "")
    try:
        return periods.parse(text)
    except periods.PeriodError:
        return None  # "31 November 2025" is no date


def _is_reported(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether a sentence says of what it dates so that it has happened."""
    start, end = around(passage, match.start())
    start, end = max(start, match.start() - _REACH), min(end, match.end() + _REACH)
    sentence, at = passage.unquoted[start:end], match.start() - start
    before = _PAST_DATE.search(sentence, max(0, at - _PREFIX), at)
    if before is None:
        return False
    first, last = _clause(sentence, before.start(), match.end() - start)
    clause = sentence[first:last]
    if _AHEAD.search(clause):
        return False
    dated = (before.start() - first, match.end() - start - first)
    return any(_is_of(verb, clause, dated) for verb in _PAST.finditer(clause))


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of a sentence that a date stands in, with the next one where the date opens it."""
    edges = [
        match.span() for match in _PARTS.finditer(sentence) if match.end() <= start or match.start() >= end
    ]
    first = max((close for _, close in edges if close <= start), default=0)
    behind = sorted(opens for opens, _ in edges if opens >= end)
    last = behind[0] if behind else len(sentence)
    if (
        not sentence[first:start].strip()
        and not sentence[end:last].strip()
        and sentence[last : last + 1] == ","
    ):
        return first, behind[1] if len(behind) > 1 else len(sentence)
    return first, last


def _is_of(verb: re.Match[str], clause: str, dated: tuple[int, int]) -> bool:
    """Return whether a date belongs to a verb of the past."""
    start, end = dated
    between = clause[verb.end() : start] if verb.end() <= start else clause[end : verb.start()]
    if verb["said"]:
        return len(between.split()) <= _SAID_WITHIN and (verb.start() > end or not between.strip())
    if verb["done"] and _NOUN_BEFORE.search(clause[: verb.start()]):
        return False
    is_day = clause[start:end].split()[0].casefold() == "on"
    if verb.start() > end:
        return True
    return not (_OTHER_VERB.search(between) or (not is_day and _OTHER_NOUN.search(between)))


def _spoken(day: date) -> str:
    return f"{day.day} {periods.month_name(day.month)} {day.year}"
