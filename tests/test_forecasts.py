from __future__ import annotations

from datetime import date

import pytest

from psr_report import forecasts
from psr_report.forecasts import Standing
from psr_report.read.newsroom import Story
from tests.desk import story, yaml

TODAY = date(2026, 2, 1)


def told(*entries: str, slug: str = "story", month: str = "2025-11", sources: str = "") -> Story:
    lines = "\n".join(f"  - {{{entry}}}" for entry in entries)
    return story(yaml("A story", f"forecasts:\n{lines}", sources), slug, month)


def standing(*stories: Story, until: date = date.max) -> list[Standing]:
    return forecasts.standing(stories, lambda recorded: recorded <= until)


def resolved(number: int, result: str) -> str:
    return (
        f"statement: Number {number}, by: X, due: 2025, "
        f"outcome: {{result: {result}, source: desk, date: 2026-01-15}}"
    )


def names(*entries: str, sources: str = "") -> list[str]:
    return [made.id for made in forecasts.of_story(told(*entries, sources=sources))]


def test_a_forecast_is_called_by_its_id_else_by_forecaster_and_due_date() -> None:
    assert names("statement: S, id: own-name, by: BMI, due: 2025", "statement: T, by: BMI, due: H1 2026") == [
        "own-name",
        "bmi-h1-2026",
    ]


def test_the_short_name_of_a_forecaster_is_enough_and_the_publisher_stands_in_for_it() -> None:
    sources = "sources: {te: {publisher: Transport & Environment (T&E), title: t}}"
    entries = ("statement: S, by: Transport & Environment (T&E), due: 2027", "statement: T, source: te")
    assert names(*entries, sources=sources) == ["t-e-2027", "t-e"]


def test_nothing_said_leaves_the_statement_and_names_in_a_story_never_meet() -> None:
    assert names(
        "statement: More BEVs", "statement: More BEVs", "statement: 更多", "statement: S, id: forecast"
    ) == [
        "more-bevs",
        "more-bevs-2",
        "forecast-2",
        "forecast",
    ]


def test_names_as_long_as_may_be_stay_as_they_were_frozen() -> None:
    words = f"statement: {'a' * 75} bc def"
    assert names(*[words] * 10)[:3] == [f"{'a' * 75}-bc-d", f"{'a' * 75}-bc-2", f"{'a' * 75}-bc-3"]
    assert names(*[words] * 10)[9] == f"{'a' * 75}-b-10"


def test_the_name_of_all_names_holds_month_and_story() -> None:
    [made] = forecasts.of_story(told("statement: S, by: BMI, due: 2025", slug="trucks", month="2025-12"))
    assert made.name == "2025-12/trucks/bmi-2025"
    assert (made.place("due").line, made.place("due").column) == (6, 34)


@pytest.mark.parametrize(
    ("due", "day", "status"),
    [
        ("due: 2025", date(2025, 12, 31), "open"),
        ("due: 2025", date(2026, 1, 1), "due"),
        ("due: 2026-02-01", TODAY, "open"),
        ("id: a", date(2100, 1, 1), "open"),
    ],
)
def test_a_forecast_is_due_when_its_last_day_has_passed_and_never_without_one(
    due: str, day: date, status: str
) -> None:
    [each] = standing(told(f"statement: S, {due}"))
    assert each.status(day) == status


def test_an_outcome_counts_from_the_day_it_was_recorded() -> None:
    one = told("statement: S, due: 2025, outcome: {result: miss, source: desk, date: 2026-01-15}")
    assert standing(one, until=date(2026, 1, 15))[0].status(TODAY) == "miss"
    assert standing(one, until=date(2026, 1, 14))[0].status(TODAY) == "due"


def test_the_same_forecast_told_twice_needs_one_outcome() -> None:
    entry = "statement: S, by: BMI, of: Trucks, metric: share, due: 2025, value: 46%"
    judged = f"{entry}, outcome: {{result: hit, source: desk, date: 2026-01-15}}"
    newer = told(entry.replace("Trucks", "trucks"), month="2025-12")
    [each] = standing(newer, told(judged, month="2025-10"))
    assert each.made.story.month == "2025-12"
    assert each.status(TODAY) == "hit"
    assert each.judged is not None
    assert each.judged.story.month == "2025-10"


def test_another_value_is_another_forecast_and_the_older_one_is_revised() -> None:
    entry = "statement: S, by: BMI, of: trucks, metric: share, due: 2025, value: "
    found = standing(told(f"{entry}44%", month="2025-12"), told(f"{entry}46%", month="2025-10"))
    assert [(each.made.story.month, each.is_revised) for each in found] == [
        ("2025-12", False),
        ("2025-10", True),
    ]


@pytest.mark.parametrize(
    ("hits", "misses", "rate"),
    [
        (0, 0, "none resolved yet"),
        (2, 1, "too few for a rate (3 of 10)"),
        (6, 3, "too few for a rate (9 of 10)"),
        (6, 4, "60% hit"),
        (5, 3, "too few for a rate (8 of 10)"),
        (1, 7 + 8, "6% hit"),  # 6.25
        (5, 3 + 8, "31% hit"),  # 31.25
        (3, 5 + 16, "13% hit"),  # 12.5, halves away from zero
    ],
)
def test_a_rate_is_told_from_ten_resolved_forecasts_on(hits: int, misses: int, rate: str) -> None:
    results = ["hit"] * hits + ["miss"] * misses
    entries = [resolved(number, result) for number, result in enumerate(results)]
    [score] = forecasts.scores(standing(told(*entries, "statement: Open, by: X, due: 2030")), TODAY)
    assert (score.open, score.hit, score.miss, score.rate) == (1, hits, misses, rate)


def test_scores_are_kept_by_forecaster_whatever_the_capitals_and_those_with_outcomes_come_first() -> None:
    one = told(
        "statement: A, by: Aye, due: 2025",
        resolved(1, "partial"),
        "statement: C, by: x, due: 2030",
        "statement: D",
    )
    told_of = [
        (score.by, score.open, score.due, score.partial) for score in forecasts.scores(standing(one), TODAY)
    ]
    assert told_of == [("X", 1, 0, 1), ("Aye", 0, 1, 0), (forecasts.UNNAMED, 1, 0, 0)]
