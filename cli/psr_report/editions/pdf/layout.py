"""Where pages break: heights estimated from the texts, so that pages fill and stories stay whole where that costs no paper.

The page is laid out once. What an estimate is good for is the choice between breaking before a story, keeping it whole and
letting it run on; it is never a position. All heights are in lines of the 13.5 pt baseline.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from psr_report.charts import PRINT_BRIEF, PRINT_FULL, PRINT_TEXT, Chart, draw
from psr_report.issue import Issue, KeyFigure, Section, Story

_LINES = {"A4": 54, "Letter": 50}
_RAIL = {"lead": 5, "standard": 4, "brief": 1}
_FULL = 0.80  # a page may end when it is this full
_START = 14  # lines below which a story that runs on does not begin on a page


@dataclass(frozen=True, slots=True)
class StoryPlan:
    """How one story is printed: what stands in the rail, which charts, and how it breaks."""

    story: Story
    opens_section: bool
    rail: tuple[KeyFigure, ...]
    more: tuple[KeyFigure, ...]
    hero: tuple[Chart, str] | None
    charts: tuple[tuple[Chart, str], ...]
    new_page: bool = False
    whole: bool = False


Group = tuple[StoryPlan, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The groups of stories in order (several briefs abreast make one) and the breaks around them."""

    groups: tuple[Group, ...]
    letter_on_new_page: bool
    dashboard_on_new_page: bool
    reference_on_new_page: bool


def layout(issue: Issue) -> Layout:
    """Return how the issue is broken into pages."""
    page = _LINES[issue.report.page_size]
    groups = [group for section in issue.sections for group in _groups(section)]
    contents = _contents_height(issue)
    letter = _letter_height(issue)
    dashboard = 7 + 9.6 * math.ceil(len(issue.dashboard) / 3) if issue.dashboard else 0
    opening = letter + dashboard
    letter_breaks = contents % page + opening > page
    at = opening if letter_breaks and opening <= page else (contents + opening) % page
    dashboard_breaks = letter_breaks and opening > page and letter % page > page * _FULL
    if dashboard_breaks:
        at = dashboard
    placed, at = _placed(groups, at, page)
    reference_breaks = bool(issue.forecasts) and (at > page * _FULL or at + 12 > page)
    return Layout(tuple(placed), letter_breaks, dashboard_breaks, reference_breaks)


def _placed(groups: Sequence[Group], at: float, page: int) -> tuple[list[Group], float]:
    """Return the groups with their breaks, and how far down the last page they reach."""
    placed = []
    for number, group in enumerate(groups):
        height = _height(group)
        rest = page - at
        opens = number == 0 and (group[0].story.size == "lead" or at > page * 0.5)
        if opens or at > page * _FULL or (height > rest and rest < max(_START, _must_fit(group))):
            breaks, at = True, 0.0
        else:
            breaks = False
        whole = len(group) > 1 or height <= page - at
        if not whole and not breaks and height <= page and at >= page * _FULL:
            breaks, whole, at = True, True, 0.0
        placed.append((replace(group[0], new_page=breaks, whole=whole and height < page * 0.9), *group[1:]))
        at = (at + height) % page
    return placed, at


def _must_fit(group: Group) -> float:
    """Return the lines below which a group does not begin: briefs stay whole, a story needs its rail beside it."""
    return _height(group) if len(group) > 1 else min(_height(group), 6 + _rail_height(group[0]))


def _groups(section: Section) -> Iterator[Group]:
    """Yield the section's stories, neighbouring briefs two or three abreast."""
    opened = False
    run: list[Story] = []
    for story in (*section.stories, None):
        if story is not None and story.size == "brief":
            run.append(story)
            continue
        for abreast in _abreast(run):
            yield tuple(_plan(each, not opened and each is abreast[0], brief=len(abreast) > 1) for each in abreast)
            opened = True
        run = []
        if story is not None:
            yield (_plan(story, not opened, brief=False),)
            opened = True


def _abreast(briefs: Sequence[Story]) -> Iterator[Sequence[Story]]:
    at = 0
    while at < len(briefs):
        left = len(briefs) - at
        take = 2 if left in (2, 4) else min(3, left)
        yield briefs[at : at + take]
        at += take


def _plan(story: Story, opens_section: bool, *, brief: bool) -> StoryPlan:
    room = _RAIL["brief"] if brief else max(2, _RAIL[story.size])
    rail = story.figures[:room]
    hero = None
    charts = story.charts
    if story.size == "lead" and charts:
        hero, charts = (charts[0], draw(charts[0], PRINT_FULL)), charts[1:]
    frame = PRINT_BRIEF if brief else PRINT_TEXT
    return StoryPlan(
        story, opens_section, rail, story.figures[room:], hero, tuple((chart, draw(chart, frame)) for chart in charts)
    )


def _height(group: Group) -> float:
    if len(group) > 1:
        return 2 + max(_brief_height(plan, 38 if len(group) == 2 else 24) for plan in group)
    plan = group[0]
    story = plan.story
    head = 2.5
    if story.size == "lead":
        head += 2 * _lines(story.headline, 46) + 0.5
        head += (1.25 * _lines(story.why, 84) + 1) if story.why else 0
        head += (6 + _drawn(plan.hero)) if plan.hero else 0
        head += 20 if story.picture and not plan.hero else 0
    return head + max(_text_height(plan), _rail_height(plan)) + 2


def _text_height(plan: StoryPlan) -> float:
    story = plan.story
    height = _prose(story.text.text, 66)
    if story.size != "lead":
        height += 1.5 * _lines(story.headline, 46) + 0.5
        height += (_lines(story.why, 58) + 0.5) if story.why else 0
    height += sum(6 + _drawn(each) for each in plan.charts)
    height += sum(1.5 + _lines(quote.text, 52) for quote in story.quotes)
    height += (1 + 1.4 * len(plan.more)) if plan.more else 0
    height += 20 if story.picture and (story.size != "lead" or plan.hero) else 0
    if story.analysis:
        height += 4 + _prose(story.analysis.text.text, 60) + 1.5 * len(story.analysis.sign_offs)
    return height + 3 * len(story.corrections) + (1.5 if story.follows else 0)


def _rail_height(plan: StoryPlan) -> float:
    return sum(_figure_height(figure, 36) for figure in plan.rail) + _sources_height(plan.story, 42)


def _figure_height(figure: KeyFigure, width: int) -> float:
    small = _lines(figure.label, width) + _lines(f"{figure.kind} · {figure.by} · {figure.as_of}"[:90], width)
    return 4.0 + 0.75 * (small + (figure.pair is not None) + (figure.change is not None))


def _sources_height(story: Story, width: int) -> float:
    lines = sum(
        _lines(f"{each.publisher}, {each.title}. {each.via or ''} {each.url or ''}", width) + 0.35 for each in story.sources
    )
    return 1.2 + 0.75 * lines


def _brief_height(plan: StoryPlan, width: int) -> float:
    story = plan.story
    height = 2.5 + _lines(story.headline, width) + 0.5 + _prose(story.text.text, width + 7)
    height += sum(6 + _drawn(each) for each in plan.charts)
    height += sum(_figure_height(figure, width + 8) for figure in plan.rail)
    if story.analysis:
        height += 4 + _prose(story.analysis.text.text, width) + 1.5
    return height + _sources_height(story, width + 14) + 0.75


def _prose(text: str, width: int) -> float:
    return sum(_lines(block, width) for block in re.split(r"\n\s*\n", text.strip()))


def _lines(text: str | None, width: int) -> int:
    return math.ceil(len(text) / width) if text else 0


def _drawn(pair: tuple[Chart, str]) -> float:
    match = re.search(r'height="([\d.]+)pt"', pair[1])
    return float(match[1]) / 13.5 if match else 8.0


def _contents_height(issue: Issue) -> float:
    """Return the lines that the contents and the issue in 60 seconds take."""
    reference = sum(bool(part) for part in (issue.forecasts, issue.watch, issue.companies, issue.glossary, issue.sources, True))
    entries = len(issue.stories) + reference + bool(issue.letter) + bool(issue.dashboard)
    labels = len(issue.sections) + 2
    takeaways = sum(1.25 * _lines(item.text, 74) + 1 for item in issue.takeaways)
    return 4 + 1.25 * entries + labels + (6 + takeaways if issue.takeaways else 0)


def _letter_height(issue: Issue) -> float:
    if issue.letter is None:
        return 0.0
    blocks = re.split(r"\n\s*\n", issue.letter.text.strip())
    return max(22.0, 6 + 1.25 * sum(_lines(block, 56) for block in blocks))
