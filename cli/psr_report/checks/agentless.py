"""Whatever is expected, somebody expects it: the sentence says who.

"Sales are expected to grow" sounds like knowledge and is somebody's guess. A reader who knows whose can
weigh it, and the forecast can be held against its maker when it falls due. A sentence that says openly that
the source names nobody is honest enough.

Fails (as an information):

    summary: |
      Sales are expected to grow, and the plant opens in spring.

Passes:

    summary: |
      Sales will grow, the desk expects.

Passes, with the gap in the open:

    summary: |
      Sales are expected to grow; the source does not say by whom.

Silence it where the agent is plain from the sentence before:

    ignore: {agentless: the paragraph gives the plan of one company, named at its start}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report.checks import speakers
from psr_report.checks.passages import PROSE, Passage
from psr_report.checks.rule import Desk
from psr_report.checks.speakers import Speakers
from psr_report.errors import Problem, Severity
from psr_report.model import Article
from psr_report.read.newsroom import Story

SEVERITY = Severity.INFO
NEEDS = {"sources", "forecasts", "quotes", "figures", "companies.yaml", "people.yaml", "report.yaml"}

_BE = r"(?:is|are|was|were|has been|have been|had been|’s|’re)".replace(" ", r"\s+")
_PASSIVE = re.compile(
    rf"(?<!\w){_BE}\s+(?:(?:still|also|now|widely|generally|commonly|often|largely|further|then|thus|not)\s+){{0,2}}"
    r"(?P<verb>expected(?!\s+of)|believed|thought|anticipated|predicted|projected|assumed|rumou?red|understood|hoped"
    r"|feared|tipped|(?:seen|regarded|viewed|considered)\s+as|(?:forecast|said|reported|estimated|deemed|considered)"
    r"(?=\s+(?:to|that|at)\b))(?!\w)",
    re.IGNORECASE,
)
# Words behind "by" that are a time, an amount or a way, and no agent.
_NO_AGENT = (
    r"(?:[0-9]|US\$|\$|€|£|(?:then|now|and\s+large|far|about|around|over|under|nearly|almost|more|less|up\s+to|half|a\s+(?:third"
    r"|quarter|half|fifth|factor|further|few)|one|two|three|four|five|six|seven|eight|nine|ten|volume|weight|value"
    r"|law|means|sea|rail|road|air|ship|truck|early|mid|late|the\s+(?:end|middle|beginning|start|time|year|turn|early"
    r"|late|mid|first|second|third|fourth|close|summer|spring|autumn|winter)|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|summer|spring|autumn|winter|year|next|this|mid|H[12]|Q[1-4]"
    r"|(?-i:[a-z]+ing))\b)"
)
_AGENT = re.compile(
    rf"\bby\s+(?!{_NO_AGENT})\w|\baccording\s+to\s|(?<!\w)in\s+the\s+(?:view|eyes|opinion)\s+of\s"
    r"|[’']s?\s+(?:own\s+)?(?:account|count|forecast|view|reckoning|estimate)s?(?!\w)",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"(?<!\w)(?:says?|reckons?|expects?|believes?|thinks?|predicts?|anticipates?|writes?|argues?|calculates?"
    r"|puts?|tells?|notes|adds|calls|claims|states|hopes|assumes|(?<=[a-z] )forecasts"
    r"|(?<=\w )reports(?=[,.]|\s+that)"
    r"|estimates(?=[,.]|\s+that)|said(?=[,.]|\s+that|\s+on|\s+in)|announced|told|wrote|promised)(?!\w)"
)
_OPEN = re.compile(
    r"(?:does|do|did)\s+not\s+(?:say|name|tell|give)|not\s+named|unnamed|without\s+(?:saying|naming)|by\s+whom"
    r"|(?:nobody|no\s+one)\s+(?:says|is\s+named)",
    re.IGNORECASE,
)


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield an information for each expectation of a story that is nobody's, at its words."""
    yield from _problems(desk.texts(story), [story.article], desk)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of the month's plan."""
    yield from _problems(desk.plan, [story.article for story in desk.folder.stories.values()], desk)


def _problems(texts: tuple[Passage, ...], articles: list[Article], desk: Desk) -> Iterator[Problem]:
    known: Speakers | None = None
    for passage in texts:
        for match in _PASSIVE.finditer(passage.unquoted) if passage.role in PROSE else ():
            sentence = passage.sentence_words(match.start())
            if any(pattern.search(sentence) for pattern in (_AGENT, _ACTIVE, _OPEN)):
                continue
            known = known or speakers.of(articles, (), desk.makers)
            if any(known.names_in(sentence)):
                continue
            said = " ".join(passage.text[slice(*match.span())].split())
            yield passage.problem(
                "agentless",
                SEVERITY,
                match.span(),
                f'"{said}" does not say by whom',
                _hint(articles, " ".join(match["verb"].split()[:1])),
            )


def _hint(articles: list[Article], verb: str) -> str:
    named = {forecast.by for article in articles for forecast in article.forecasts if forecast.by}
    if len(named) == 1:
        return f'name who does, such as "{verb} by {named.pop()}"'
    return f'name who does: "{verb} by …", or make that somebody the subject'
