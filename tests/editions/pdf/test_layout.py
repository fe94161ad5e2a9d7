from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from psr_report.charts import PRINT_TEXT, Chart, Point, Row
from psr_report.editions.pdf.layout import Layout, StoryPlan, _drawings, _drawn, layout
from psr_report.editions.pdf.reference import method_halves
from psr_report.issue import Issue, Prose, Section, Story
from tests.issues import bare_issue, figure, sample_issue, story

SENTENCE = "Battery trucks carry goods over the roads of the country. "


def long(slug: str, words: int, size: str = "standard", **changes: object) -> Story:
    text = Prose(SENTENCE * max(1, words // 10))
    return story(slug, "A headline of some words", size=size, text=text, **changes)  # type: ignore[arg-type]


def issue_of(*stories: Story) -> Issue:
    return replace(bare_issue(), sections=(Section("section-1", "Trucks", stories),))


def groups(made: Layout) -> list[list[str]]:
    return [[plan.story.slug for plan in group] for group in made.groups]


def test_three_neighbouring_briefs_stand_abreast() -> None:
    briefs = [long(f"b{number}", 40, "brief") for number in range(3)]
    assert groups(layout(issue_of(*briefs))) == [["b0", "b1", "b2"]]


def test_four_briefs_stand_two_and_two() -> None:
    briefs = [long(f"b{number}", 40, "brief") for number in range(4)]
    assert groups(layout(issue_of(*briefs))) == [["b0", "b1"], ["b2", "b3"]]


def test_a_lone_brief_stands_alone() -> None:
    assert groups(layout(issue_of(long("b", 40, "brief")))) == [["b"]]


def test_briefs_are_not_drawn_together_across_another_story() -> None:
    stories = [long("b0", 40, "brief"), long("s", 100), long("b1", 40, "brief")]
    assert groups(layout(issue_of(*stories))) == [["b0"], ["s"], ["b1"]]


def line(*values: int) -> Chart:
    rows = tuple(
        Row(str(2000 + n), (Point(Decimal(value), str(value), "actual"),), at=2000 + n)
        for n, value in enumerate(values)
    )
    return Chart("c", "line", "Finding", "Measure", rows, "Source.")


def drawn(chart: Chart, size: str = "standard") -> StoryPlan:
    return layout(issue_of(long("s", 200, size, charts=(chart,)))).groups[0][0]


def test_a_chart_that_writes_all_its_values_has_no_table_below_it() -> None:
    [(_, markup)] = drawn(line(10, 20, 30)).charts
    assert "<table" not in markup


def test_a_chart_that_cannot_write_all_its_values_has_a_table_of_the_few_below_it() -> None:
    crowded = line(1000, 1001, 1000, 1001, 1000, 1001)
    rows = tuple(
        replace(row, points=tuple(replace(row.points[0], series=name) for name in "ABCD"))
        for row in crowded.rows
    )
    [(_, markup)] = drawn(replace(crowded, rows=rows)).charts
    assert markup.count("<table") == 1
    assert markup.count("<tr>") == 7


def test_many_values_are_left_to_the_attached_file() -> None:
    [(_, markup)] = drawn(line(*(100 + n % 2 for n in range(20)))).charts
    assert "<table" not in markup


def test_a_table_is_as_high_as_its_rows_for_the_layout() -> None:
    few, many = (replace(line(*range(1, count)), kind="table") for count in (4, 20))
    one, other = (_drawn(pair) for pair in _drawings((few, many), PRINT_TEXT))
    assert one == pytest.approx(4 * 16.875 / 13.5)
    assert other == pytest.approx(20 * 16.875 / 13.5)


def test_a_table_opens_a_lead_as_wide_as_the_page() -> None:
    plan = drawn(replace(line(1, 2, 3), kind="table"), "lead")
    assert plan.hero is not None
    assert 'class="chart-table print-full"' in plan.hero[1]


def test_the_first_lead_opens_a_page() -> None:
    made = layout(issue_of(long("lead", 150, "lead"), long("next", 90)))
    assert [group[0].new_page for group in made.groups] == [True, False]


def test_a_rail_is_no_longer_than_its_text() -> None:
    figures = tuple(figure(f"share {number}", "22%") for number in range(6))
    short = layout(issue_of(long("short", 20, figures=figures))).groups[0][0]
    tall = layout(issue_of(long("tall", 400, figures=figures))).groups[0][0]
    assert len(short.rail) < len(tall.rail) <= 3


def test_a_story_longer_than_a_page_may_break() -> None:
    made = layout(issue_of(long("endless", 2000)))
    assert not made.groups[0][0].whole


def test_a_story_that_fits_on_its_page_stays_whole() -> None:
    made = layout(issue_of(long("lead", 150, "lead"), long("next", 60)))
    assert all(group[0].whole for group in made.groups)


def test_every_story_of_a_large_issue_is_printed_once_and_in_order() -> None:
    stories = [
        long(f"s{number}", 60 + number * 7, ("lead", "standard", "brief")[number % 3]) for number in range(40)
    ]
    assert [slug for group in groups(layout(issue_of(*stories))) for slug in group] == [
        each.slug for each in stories
    ]


def test_a_section_is_opened_by_its_first_story_only() -> None:
    made = layout(issue_of(long("a", 60), long("b", 60), long("c", 60)))
    assert [group[0].opens_section for group in made.groups] == [True, False, False]


def test_the_reference_part_begins_with_the_tracker_and_what_to_watch() -> None:
    blocks = layout(sample_issue()).reference.blocks
    assert blocks[:2] == ("tracker", "watch")
    assert set(blocks[2:]) == {"index", "glossary", "corrections", "sources"}


def test_a_block_with_nothing_in_it_is_not_printed() -> None:
    blocks = layout(
        replace(sample_issue(), forecasts=(), watch=(), glossary=(), corrections=())
    ).reference.blocks
    assert set(blocks) == {"index", "sources"}


@pytest.mark.parametrize("paragraphs", [1, 2, 3, 5])
def test_the_method_is_cut_between_paragraphs_and_keeps_every_word(paragraphs: int) -> None:
    text = "\n\n".join(
        f"Paragraph {number}. " + (SENTENCE * number).strip() for number in range(1, paragraphs + 1)
    )
    issue = sample_issue()
    made = method_halves(replace(issue, report=issue.report.model_copy(update={"method": text})))
    assert len(made) == 2
    assert "\n\n".join(half for half in made if half) == text.strip()


def test_without_method_and_disclaimer_there_is_nothing_to_set() -> None:
    issue = sample_issue()
    report = issue.report.model_copy(update={"method": None, "disclaimer": None})
    assert method_halves(replace(issue, report=report)) == []
