from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Severity
from tests.checks.asking import asked, of_story, spots
from tests.desk import LISTS, MONTH, yaml

RULE = "relative-date"


def test_words_that_count_from_the_day_of_reading_are_an_error_at_the_words(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, summary="It is so.\nSales **rose** this year, they say.")
    assert spots(found) == ["5:18+9"]
    assert found[0].severity is Severity.ERROR
    assert found[0].message == '"this year" counts from the day it is read'


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("this year", "write 2025, if it counts from this issue"),
        ("last year", "write 2024, if it counts from this issue"),
        ("next year", "write 2026, if it counts from this issue"),
        ("the current year", "write 2025, if it counts from this issue"),
        ("last month", "write October 2025, if it counts from this issue"),
        ("next quarter", "write the first quarter of 2026, if it counts from this issue"),
        ("this half-year", "write the second half of 2025, if it counts from this issue"),
        ("this decade", "write the 2020s, if it counts from this issue"),
        ("three years ago", "write in 2022, if it counts from this issue"),
        ("a year ago", "write in 2024, if it counts from this issue"),
        ("six months ago", "write in May 2025, if it counts from this issue"),
        ("a few years ago", "give the date with its year"),
        ("two and a half years ago", "give the date with its year"),
        ("last summer", "give the date with its year"),
        ("next March", "give the date with its year"),
        ("recently", "give the date with its year"),
        ("in two years’ time", "give the date with its year"),
        ("in recent years", 'name the years, as in "from 2022 to 2025"'),
        ("over the past three years", 'name the years, as in "from 2022 to 2025"'),
        ("in the coming years", 'name the years, as in "from 2026 to 2029"'),
        ("soon", "say by when, with the year, or that no date is given"),
        ("currently", 'give the month or the year, as in "in November 2025", or leave the word out'),
        ("at present", 'give the month or the year, as in "in November 2025", or leave the word out'),
        ("today", 'give the month or the year, as in "in November 2025", or leave the word out'),
        ("today’s", 'give the month or the year, as in "in November 2025", or leave the word out'),
        ("nowadays", 'give the month or the year, as in "in November 2025", or leave the word out'),
        ("to date", 'give the month or the year, as in "in November 2025", or leave the word out'),
    ],
)
def test_the_hint_says_what_to_write_in_their_place(words: str, hint: str, tmp_path: Path) -> None:
    [found] = of_story(tmp_path, RULE, summary=f"It was seen {words} here.")
    assert (found.message, found.hint) == (f'"{words}" counts from the day it is read', hint)
    assert (found.place.column, found.width) == (15, len(words))


@pytest.mark.parametrize("month", ["1900-01", "2200-12"])
def test_a_hint_never_leaves_the_years_that_can_be_written(month: str, tmp_path: Path) -> None:
    summary = "It was more last year, and next year it will be more. Ninety and 90 years ago it was less."
    found = asked(tmp_path, RULE, {f"{month}/a.yaml": yaml("A", summary=summary)}, month)
    assert len(found) == 3


@pytest.mark.parametrize(
    "summary",
    [
        "This\nyear it is more.",
        "It rose by 9.2% in 2024 and by 22% last year.",
        "It rose from 9.2% in 2024 to 22% this year.",
        "It sold less this year than in 2024.",
        "It sells more this year and in 2026.",
        "It sold 300 so far this year.",
        "It will soon be built.",
        "Until recently it was dear.",
        "It ends by the end of this decade.",
    ],
)
def test_a_year_that_is_another_time_does_not_date_the_words(summary: str, tmp_path: Path) -> None:
    assert len(of_story(tmp_path, RULE, summary=summary)) == 1


@pytest.mark.parametrize(
    "summary",
    [
        "It rose this year (2025).",
        "In 2025, this year, it rose.",
        "There are currently (November 2025) 61 stations.",
        "There are currently 61 stations in the country (October 2025).",
        "By this year’s EV Progress Report (September 2025) it rose.",
        "In 2025 the maker currently builds packs.",
        "This decade, the 2020s, is electric.",
        "It is last quarter of 2025.",
        "At present (2025–27) it is so.",
    ],
)
def test_words_with_their_year_beside_them_pass(summary: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, summary=summary) == []


@pytest.mark.parametrize(
    "summary",
    [
        "Three years earlier it was less, and in the same year it rose.",
        "It sells 300 a year, or 25 per month.",
        "The third and last year of the targets.",
        "The last year of the programme, and its last quarter.",
        "In the last two years of the programme it rose.",
        "Over three years batteries became cheaper, two years sooner.",
        "The next year it fell, a week later it rose.",
        "The next generation and the next renewal.",
        "It is up to date. The plans are said to date from 1966.",
        "As soon as it can. Too soon to say. It soon became clear. Soon after the launch it fell.",
        "Shortly after the launch it fell.",
        "USA Today reports it.",
        "This may help; next may come more. The last march was long.",
        "The electric current year-round, a last-year model, a three-year plan.",
        "The latest news came long ago.",
        "This quarter of the market is small.",
        '"We will soon build this year", it said, and "currently" is a word.',
        "It says `this year` and [more](https://example.org/this-year/today).",
        "A presentation at presentations. Todays and yesterdays.",
    ],
)
def test_what_does_not_count_from_the_day_of_reading_passes(summary: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, summary=summary) == []


def test_a_long_text_is_read_to_its_end_and_nothing_is_told_twice(tmp_path: Path) -> None:
    filling = "The maker has shown a pack. " * 9
    summary = f"It comes soon. {filling}Today, this year and recently it did. {filling}\nİt comes\nsoon"
    found = of_story(tmp_path / "a", RULE, summary=summary)
    assert [one.message.split('"')[1] for one in found] == ["soon", "Today", "this year", "recently", "soon"]
    plain = of_story(tmp_path / "b", RULE, summary=summary.replace("İ", "I"))
    assert spots(plain) == spots(found)


def test_every_printed_text_is_read(tmp_path: Path) -> None:
    story = yaml(
        "It comes soon",
        "why_it_matters: It comes soon.",
        "figures:\n  a: {label: sold this year, value: 5%}",
        "chart: {kind: bar, title: It comes soon, measure: share today, figures: [a], note: It comes soon.}",
        "analysis:\n  by: [ada]\n  text: It comes soon.",
    )
    plan = (
        "letter: It comes soon.\ntakeaways: [{text: It comes soon., article: a}]\n"
        "watch: [{date: 2026, text: It comes soon.}]\ncover: {figure: a/a, text: It comes soon.}\n"
    )
    found = asked(tmp_path, RULE, {f"{MONTH}/a.yaml": story, f"{MONTH}/issue.yaml": plan})
    assert [(Path(one.place.file).name, one.place.line) for one in found] == [
        *(("a.yaml", line) for line in (1, 5, 7, 8, 8, 8, 11)),
        *(("issue.yaml", line) for line in (1, 2, 3, 4)),
    ]


def test_the_newsroom_adds_words_of_its_own(tmp_path: Path) -> None:
    report = LISTS["report.yaml"] + 'rules: {relative_date_words: ["now", "these weeks"]}\n'
    files = {
        "report.yaml": report,
        f"{MONTH}/a.yaml": yaml(
            "A", summary="It now rises in these\nweeks. Nowhere else. Now (2025) it is so."
        ),
    }
    assert spots(asked(tmp_path, RULE, files)) == ["4:6+3", "4:19+5"]
