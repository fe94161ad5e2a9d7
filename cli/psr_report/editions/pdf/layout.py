"""Where pages break: heights estimated from the texts, so that pages fill and stories stay whole.

The page is laid out once. What an estimate is good for is the choice between breaking before a story, keeping
it whole and letting it run on; it is never a position. All heights are in lines of the 13.5 pt baseline.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from psr_report.charts import (
    PRINT_BRIEF,
    PRINT_FULL,
    PRINT_TEXT,
    Chart,
    Frame,
    draw,
    draw_table,
    is_labelled,
)
from psr_report.editions.pdf.reference import ReferencePages, reference_pages
from psr_report.editions.pdf.reference import lines as _lines
from psr_report.editions.pdf.reference import prose as _prose
from psr_report.editions.pdf.widths import balanced
from psr_report.issue import Issue, KeyFigure, Section, Story

_LINES = {"A4": 54, "Letter": 50}
_RAIL = {"lead": 4, "standard": 3, "brief": 1}
_HEADLINE = {
    "lead": (25, -0.008),
    "standard": (17, -0.004),
    "brief": (12.5, 0),
}  # size in points, tracking in em
_FEW_ROWS = 6  # of data that are printed below a chart
_FULL = 0.80  # a page may end when it is this full
_START = 12  # lines below which a story that runs on does not begin on a page
_DOUBT = 1.5  # lines by which an estimate may be wrong
_GAP = 2.0  # lines of space after a story, which the foot of a page swallows


@dataclass(frozen=True, slots=True)
class StoryPlan:
    """How one story is printed: what stands in the rail, which charts, and how it breaks."""

    story: Story
    opens_section: bool
    rail: tuple[KeyFigure, ...]
    rail_chart: tuple[Chart, str] | None
    hero: tuple[Chart, str] | None
    charts: tuple[tuple[Chart, str], ...]
    headline_width: float  # points: narrower than the column where that keeps a last word from standing alone
    new_page: bool = False
    whole: bool = False


Group = tuple[StoryPlan, ...]

# The rail is 54 mm wide, a column of three briefs 54.4 mm.
_RAIL_FRAME = replace(PRINT_BRIEF, name="print-rail", width=153.0, ids="-pr")
_FRAMES = {
    1: PRINT_TEXT,
    2: replace(PRINT_BRIEF, name="print-half", width=237.2),
    3: PRINT_BRIEF,
}  # by stories abreast


@dataclass(frozen=True, slots=True)
class Layout:
    """The groups of stories in order (several briefs abreast make one) and the breaks around them."""

    groups: tuple[Group, ...]
    letter_on_new_page: bool
    dashboard_on_new_page: bool
    dashboard: tuple[KeyFigure, ...]
    dashboard_gap: float  # points below each row of the dashboard: more where the page has room
    reference_on_new_page: bool
    reference: ReferencePages


def layout(issue: Issue) -> Layout:
    """Return how the issue is broken into pages."""
    page = _LINES[issue.report.page_size]
    groups = [group for section in issue.sections for group in _groups(section, page)]
    contents = _contents_height(issue)
    letter = _letter_height(issue)
    shown = _dashboard(issue, page if letter else page - contents % page)
    dashboard = _dashboard_height(len(shown))
    opening = letter + dashboard
    letter_breaks = contents % page + opening > page
    at = opening if letter_breaks and opening <= page else (contents + opening) % page
    dashboard_breaks = letter_breaks and opening > page and letter % page > page * _FULL
    if dashboard_breaks:
        at = dashboard
    placed, at = _placed(groups, at, page)
    reference_breaks = at > page * _FULL or at + 12 > page
    return Layout(
        tuple(placed),
        letter_breaks,
        dashboard_breaks,
        shown,
        _dashboard_gap(len(shown), opening if letter_breaks and opening <= page else 0, page),
        reference_breaks,
        reference_pages(issue, 0 if reference_breaks else at, page),
    )


def _dashboard(issue: Issue, room: float) -> tuple[KeyFigure, ...]:
    """Return the figures of the dashboard: one row where two have no room below the contents."""
    figures = issue.dashboard
    if len(figures) > 3 and _dashboard_height(len(figures)) > room >= _dashboard_height(3):
        return figures[:3]
    return figures


def _dashboard_height(count: int) -> float:
    return 7 + 9.6 * math.ceil(count / 3) if count else 0.0


def _dashboard_gap(count: int, opening: float, page: int) -> float:
    """Return the space below a row of figures, in points; more where their page would stay empty."""
    rows = math.ceil(count / 3)
    if not opening or not rows:
        return 27.0
    spare = max(0.0, page * 0.88 - opening) * 13.5
    return 27.0 + min(54.0, 6.75 * (spare / rows // 6.75))


def _placed(groups: Sequence[Group], at: float, page: int) -> tuple[list[Group], float]:
    """Return the groups with their breaks, and how far down the last page they reach.

    Only the first group is sent to a new page. Others are kept whole, which moves them where they do not
    fit, or run on; briefs that do not fit abreast stand one below the other.
    """
    placed: list[Group] = []
    waiting = list(groups)
    while waiting:
        group = waiting.pop(0)
        height = _height(group)
        fits = height - _GAP <= page - at
        if not fits and len(group) == 1:
            group = (_with_rail_chart(group[0], page - at + 1),)
            height = _height(group)
            fits = height - _GAP <= page - at + bool(group[0].rail_chart)
        if not fits and len(group) > 1 and at <= page * _FULL:
            waiting[:0] = [(_plan(plan.story, plan.opens_section, page=page, abreast=1),) for plan in group]
            continue
        opens = not placed and (group[0].story.size == "lead" or at > page * 0.5)
        moves = opens or at > page * _FULL or (not fits and page - at < _START)
        if moves:
            at, fits = 0.0, height - _GAP <= page
        # Where the estimate is within a line or two of the foot, a story may as well run on.
        fits = fits and (moves or height - _GAP <= page - at - _DOUBT)
        first = replace(group[0], new_page=opens, whole=fits and height < page * 0.95)
        if not fits and len(group) == 1:
            first = _shortened(first, page - at - 3)
        placed.append((first, *group[1:]))
        at = (at + height) % page
    return placed, at


def _groups(section: Section, page: int) -> Iterator[Group]:
    """Yield the section's stories, neighbouring briefs two or three abreast."""
    opened = False
    run: list[Story] = []
    for story in (*section.stories, None):
        if story is not None and story.size == "brief":
            run.append(story)
            continue
        for abreast in _abreast(run):
            yield tuple(
                _plan(each, not opened and each is abreast[0], page=page, abreast=len(abreast))
                for each in abreast
            )
            opened = True
        run = []
        if story is not None:
            yield (_plan(story, not opened, page=page, abreast=1),)
            opened = True


def _abreast(briefs: Sequence[Story]) -> Iterator[Sequence[Story]]:
    at = 0
    while at < len(briefs):
        left = len(briefs) - at
        take = 2 if left in (2, 4) else min(3, left)
        yield briefs[at : at + take]
        at += take


def _plan(story: Story, opens_section: bool, *, page: int, abreast: int) -> StoryPlan:
    """Return the fullest plan whose rail is no longer than its text, and that keeps a lead to its page."""
    column = PRINT_FULL.width if story.size == "lead" else _FRAMES[abreast].width
    plan = StoryPlan(
        story,
        opens_section,
        rail=story.figures[: _RAIL["brief" if abreast > 1 else story.size]],
        rail_chart=None,
        hero=None,
        charts=_drawings(story.charts, _FRAMES[abreast]),
        headline_width=balanced(story.headline, *_HEADLINE[story.size], column),
    )
    if abreast > 1:
        return plan
    if story.size == "lead" and story.charts:
        plan = replace(plan, hero=_drawings(story.charts[:1], PRINT_FULL)[0], charts=plan.charts[1:])
    plain = _trimmed(plan)
    if story.size != "lead" or _height((plain,)) - _GAP <= page or not plan.charts:
        return plain
    chart = _drawings([plan.charts[0][0]], _RAIL_FRAME)[0]
    tight = _trimmed(replace(plan, rail_chart=chart, charts=plan.charts[1:]))
    return tight if _height((tight,)) < _height((plain,)) else plain


def _trimmed(plan: StoryPlan) -> StoryPlan:
    """Return the plan with no more figures in the rail than stand beside the text."""
    room = max(
        _text_height(plan), _rail_height(replace(plan, rail=plan.rail[:1])) if not plan.rail_chart else 0.0
    )
    return _shortened(plan, room)


def _with_rail_chart(plan: StoryPlan, room: float) -> StoryPlan:
    """Return the plan with its chart in the rail where that lets the story end within ``room`` lines."""
    if not plan.charts or plan.rail_chart:
        return plan
    chart = _drawings([plan.charts[0][0]], _RAIL_FRAME)[0]
    moved = _trimmed(replace(plan, rail_chart=chart, charts=plan.charts[1:]))
    return moved if _height((moved,)) - _GAP <= room else plan


def _shortened(plan: StoryPlan, room: float) -> StoryPlan:
    """Return the plan with as many figures in the rail as let it end within ``room`` lines."""
    while plan.rail and _rail_height(plan) > room:
        plan = replace(plan, rail=plan.rail[:-1])
    return plan


def _drawings(charts: Sequence[Chart], frame: Frame) -> tuple[tuple[Chart, str], ...]:
    return tuple((chart, draw(chart, frame) + _data(chart, frame)) for chart in charts)


def _data(chart: Chart, frame: Frame) -> str:
    """Return the few figures of a chart that does not write them all, as a table; many are in the CSV."""
    rows = len(chart.spec.rows if chart.spec else chart.rows)
    return "" if rows > _FEW_ROWS or is_labelled(chart, frame) else draw_table(chart, frame)


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
    height = _prose(story.text.text, 69)
    if story.size != "lead":
        height += 1.5 * _lines(story.headline, 46) + 0.5
        height += (_lines(story.why, 58) + 0.5) if story.why else 0
    height += sum(6 + _drawn(each) for each in plan.charts)
    height += sum(1.5 + _lines(quote.text, 52) for quote in story.quotes)
    height += 20 if story.picture and (story.size != "lead" or plan.hero) else 0
    if story.analysis:
        height += 4 + _prose(story.analysis.text.text, 63) + 1.5 * len(story.analysis.sign_offs)
    return height + 3 * len(story.corrections) + (1.5 if story.follows else 0)


def _rail_height(plan: StoryPlan) -> float:
    chart = 0.0
    if plan.rail_chart:
        asked = plan.rail_chart[0]
        words = _lines(asked.title, 30) + _lines(asked.measure, 38) + _lines(asked.source, 40)
        chart = 2.5 + _drawn(plan.rail_chart) + 0.75 * words
    return sum(_figure_height(figure, 36) for figure in plan.rail) + chart + _sources_height(plan.story, 42)


def _figure_height(figure: KeyFigure, width: int) -> float:
    small = _lines(figure.label, width) + _lines(f"{figure.kind} · {figure.by} · {figure.as_of}"[:90], width)
    moved = _lines(f"▼ down 57% {figure.change.words}", width) if figure.change else 0
    return 4.0 + 0.75 * (small + (figure.pair is not None) + moved)


def _sources_height(story: Story, width: int) -> float:
    lines = sum(
        _lines(f"{each.publisher}, {each.title}. {each.via or ''} {each.url or ''}", width) + 0.35
        for each in story.sources
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


def _drawn(pair: tuple[Chart, str]) -> float:
    """Return the height of a chart's drawing, and of its data below it, as the markup gives them."""
    heights = re.findall(r'\bheight="([\d.]+)pt"', pair[1])
    return sum(map(float, heights)) / 13.5 if heights else 8.0


def _contents_height(issue: Issue) -> float:
    """Return the lines that the contents and the issue in 60 seconds take."""
    reference = sum(
        bool(part)
        for part in (issue.forecasts, issue.watch, issue.companies, issue.glossary, issue.sources, True)
    )
    titles = sum(_lines(story.headline, 62) for story in issue.stories)
    entries = titles + reference + bool(issue.letter) + bool(issue.dashboard)
    labels = len(issue.sections) + 2
    takeaways = sum(1.25 * _lines(item.text, 74) + 1 for item in issue.takeaways)
    return 4 + 1.25 * entries + labels + (6 + takeaways if issue.takeaways else 0)


def _letter_height(issue: Issue) -> float:
    if issue.letter is None:
        return 0.0
    blocks = re.split(r"\n\s*\n", issue.letter.text.strip())
    return max(22.0, 6 + 1.25 * sum(_lines(block, 56) for block in blocks))
