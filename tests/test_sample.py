"""The traps that are in the facts of the sample newsroom, on its real files."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

import pytest

from psr_report import assemble, checks, periods, quantities
from psr_report.errors import Severity
from psr_report.issue import Issue, KeyFigure, Story
from psr_report.markup import prose
from psr_report.read.newsroom import newsroom
from tests.desk import CONTENT

MONTHS = ("2025-09", "2025-10", "2025-11", "2025-12")
_RELATIVE = re.compile(
    r"(?<!third and )\b(this|last|next|current|coming|previous) (year|month|quarter|half)\b"
    r"|\b(currently|soon|recently)\b|\w+ years? ago\b",
    re.IGNORECASE,
)


@cache
def sample(month: str) -> Issue:
    read = newsroom(CONTENT, month).newsroom
    return assemble.issue(read, month, assemble.selection(read, month, datetime(2026, 1, 1, tzinfo=UTC)))


def story(month: str, slug: str) -> Story:
    return next(one for one in sample(month).stories if one.slug == slug)


def beside(month: str, slug: str) -> dict[str, KeyFigure]:
    return {one.id: one for one in story(month, slug).figures}


def pair(one: KeyFigure) -> tuple[str, bool]:
    assert one.pair is not None
    return quantities.house(one.pair).replace("\u00a0", " "), one.pair_is_converted


@pytest.mark.parametrize("month", MONTHS)
def test_the_sample_reads_and_passes_its_checks(month: str) -> None:
    reading = newsroom(CONTENT, month)
    assert reading.problems == ()
    problems = checks.run(reading.newsroom, month)
    assert [
        one
        for one in problems
        if one.rule != "glyph-missing"  # which fonts are here is the machine's affair
        and one.severity is not Severity.INFO  # set aside, with a reason
    ] == []


def test_a_half_year_share_and_a_full_year_forecast_are_labelled_dots_and_nothing_compares_them() -> None:
    dots = story("2025-12", "china-trucks").charts[0]
    assert dots.kind == "dots"
    assert [row.label for row in dots.rows] == ["First half of 2024", "First half of 2025", "2025", "2026"]
    assert [point.forecaster for point in dots.points] == ["", "", "BMI", "BMI"]


@pytest.mark.parametrize("month", MONTHS)
def test_no_bar_or_dumbbell_joins_half_years_and_full_years(month: str) -> None:
    for one in sample(month).stories:
        for chart in one.charts:
            if chart.kind == "dots":
                continue
            named = [
                name for row in chart.rows for name in (row.label, *(point.series for point in row.points))
            ]
            forms = {
                periods.parse(name).form for name in named if re.fullmatch(r"([HQ][1-4] )?[0-9]{4}", name)
            }
            assert not ({"half", "quarter"} & forms and "year" in forms)


@pytest.mark.parametrize("month", MONTHS)
def test_no_share_has_a_change_in_percent_and_no_change_crosses_halves_and_years(month: str) -> None:
    made = sample(month)
    for one in (*made.dashboard, *(figure for each in made.stories for figure in each.figures)):
        if one.change is not None:
            assert one.value.unit is not None
            assert not one.value.unit.is_percent
            assert one.change.since.form in ("day", "month", "year")


def test_cell_prices_fell_by_57_and_59_percent_since_2022() -> None:
    moved = {
        one.id: (one.change.percent, one.change.since.text)
        for one in sample("2025-09").dashboard
        if one.change
    }
    assert moved == {"lfp-2025": (-57, "2022"), "nmc-2025": (-59, "2022")}


def test_758_km_prints_471_miles_as_converted() -> None:
    assert pair(beside("2025-09", "catl-shenxing-pro")["range"]) == ("471 miles", True)


def test_1000_km_prints_the_620_miles_of_its_source() -> None:
    assert pair(beside("2025-11", "solid-state")["range"]) == ("620 miles", False)
    assert pair(beside("2025-11", "solid-state")["pack-weight"]) == ("220 lb", True)


def test_a_gallon_and_a_ton_that_nobody_specified_are_not_converted() -> None:
    figures = beside("2025-10", "rotterdam-generator")
    assert [figures[name].pair for name in ("diesel-saved", "carbon-saved")] == [None, None]
    for name in ("diesel-saved", "carbon-saved"):
        with pytest.raises(quantities.QuantityError, match="not specified"):
            quantities.convert(figures[name].value, "litres" if name == "diesel-saved" else "tonnes")


def test_both_copies_of_the_same_story_stand_with_a_source_of_their_own() -> None:
    figures = beside("2025-10", "eu-carmakers")
    mine, other = figures["shortfall"], figures["shortfall-other-copy"]
    assert (quantities.house(mine.value), quantities.house(other.value)) == ("10\u00a0g/km", "1\u00a0g/km")
    assert mine.source is not None
    assert other.source is not None
    assert mine.source.number != other.source.number
    text = story("2025-10", "eu-carmakers").text
    assert (mine.source.number, other.source.number) in [numbers for _, numbers in text.notes]


@pytest.mark.parametrize("month", MONTHS)
def test_no_source_has_two_numbers(month: str) -> None:
    told = [(one.publisher, one.title, one.url, one.published) for one in sample(month).sources]
    assert len(told) == len(set(told))
    assert [one.number for one in sample(month).sources] == list(range(1, len(told) + 1))


@pytest.mark.parametrize("month", MONTHS)
def test_the_texts_give_the_year_and_never_count_from_the_day_they_were_written(month: str) -> None:
    made = sample(month)
    texts = [made.letter.text if made.letter else "", *(one.text for one in (*made.takeaways, *made.watch))]
    for one in made.stories:
        texts += [one.headline, one.why or "", one.text.text, one.analysis.text.text if one.analysis else ""]
    assert [match[0] for text in texts for match in _RELATIVE.finditer(text)] == []


@pytest.mark.parametrize("month", MONTHS)
def test_only_what_an_analyst_said_is_signed_and_it_says_that_it_is_a_paraphrase(month: str) -> None:
    for one in sample(month).stories:
        if one.analysis is not None:
            assert one.analysis.is_paraphrase
            assert one.analysis.names == ("Guy Youngs",)


@pytest.mark.parametrize("month", MONTHS)
def test_source_numbers_change_nothing_in_the_markup_of_the_sample(month: str) -> None:
    for one in sample(month).stories:
        with_notes = prose(one.text, "PSR", one.slug)
        assert re.sub(r'<sup class="note">.*?</sup>', "", with_notes) == prose(one.text.text, "PSR", one.slug)
        assert with_notes.count('class="end"') == 1


def test_a_forecast_of_an_earlier_month_stays_open_on_the_tracker() -> None:
    told = [(one.by, one.issue, one.status) for one in sample("2025-11").forecasts]
    assert told == [
        ("Transport & Environment (T&E)", "October 2025", "open"),
        ("Construction Machinery Association", "October 2025", "open"),
        ("not named by the source", "September 2025", "open"),
    ]
