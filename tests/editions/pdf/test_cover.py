from __future__ import annotations

from dataclasses import replace

import pytest

from psr_report.editions.pdf.cover import Measures, dot_field, measures
from psr_report.issue import CoverFigure
from tests.issues import figure, sample_issue

PAGE = {"A4": 297.0, "Letter": 279.4}


def cover_of(
    value: str, text: str = "of new trucks were electric", dots: int | None = None, page_size: str = "A4"
) -> Measures:
    issue = sample_issue(cover=CoverFigure(figure("share", value), text, dots), cover_picture=None)
    return measures(replace(issue, report=issue.report.model_copy(update={"page_size": page_size})))


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
@pytest.mark.parametrize(
    "value", ["0.1%", "22%", "over 1,000 km", "US$63/kWh", "20–25%", "about 250,000 motorcycles", "7"]
)
def test_the_giant_number_stays_on_the_page_above_the_lines(value: str, page_size: str) -> None:
    made = cover_of(value, page_size=page_size)
    assert 40 < made.size <= 330
    assert 40 < made.giant_top < made.say_top < made.note_top < PAGE[page_size] - 47


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_the_field_of_dots_ends_above_the_lines_even_below_a_long_sentence(page_size: str) -> None:
    made = cover_of(
        "22%",
        "of the new heavy trucks that were sold in China in the first half of 2025 ran on a battery",
        220,
        page_size,
    )
    assert made.dots_top + 74 <= PAGE[page_size] - 47 + 0.01


def test_a_long_number_is_set_smaller_than_a_short_one() -> None:
    assert cover_of("20–25%").size < cover_of("22%").size


def test_a_qualifier_stands_before_the_number_and_not_in_it() -> None:
    made = cover_of("over 1,000 km")
    assert made.before == "over"
    assert "over" not in "".join(part.text for part in made.parts)


def test_what_a_count_counts_is_left_to_the_sentence() -> None:
    made = cover_of("61 stations")
    assert [part.text for part in made.parts] == ["61"]


def test_a_wide_publication_name_is_set_to_the_width_of_the_page() -> None:
    issue = sample_issue()
    long = replace(
        issue,
        report=issue.report.model_copy(update={"name": "The International Alternative Power Systems Report"}),
    )
    assert measures(long).masthead < measures(issue).masthead


@pytest.mark.parametrize("lit", [1, 3, 4, 50, 51, 220, 999, 1000])
def test_as_many_dots_are_lit_as_the_share_says(lit: int) -> None:
    lines = dot_field(lit).lines
    count = {True: 0, False: 0}
    for line in lines:
        count[line.lit] += round((line.x2 - line.x1) / 9.752) + 1
    assert count == {True: lit, False: 1000 - lit}


def test_one_dot_is_said_in_words() -> None:
    assert dot_field(1).said == "One thousand dots, one of them lit"


def test_a_cover_without_a_figure_shows_a_headline_in_lines_of_like_length() -> None:
    made = measures(sample_issue(cover=None, cover_picture=None))
    assert not made.parts
    assert 0 < made.headline_width <= 487.6
