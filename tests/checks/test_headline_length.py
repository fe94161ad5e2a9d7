from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from tests.checks.telling import ask
from tests.desk import LISTS, MONTH, room, yaml

RULE = "headline-length"
KNOWN = (
    "figures: {a: {label: sites, value: 61 stations, also: about 60 stations},"
    " b: {label: p, value: 10–15 points}}\n"
    "chart: {kind: bar, title: t, measure: m, rows: [{place: x, number: 70}]}"
)


@pytest.mark.parametrize(
    ("length", "severity", "hint"),
    [
        (70, [], []),
        (71, ["warning"], ["shorten it by 1, to 70"]),
        (95, ["warning"], ["shorten it by 25, to 70"]),
        (96, ["error"], ["shorten it by 26, to 70"]),
    ],
)
def test_length_is_held_against_the_limits(
    length: int, severity: list[str], hint: list[str], tmp_path: Path
) -> None:
    told = ask(RULE, tmp_path, headline="x" * length)
    assert (told.severities, told.hints) == (severity, hint)


def test_what_is_too_much_is_pointed_at(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, headline="x" * 70 + "yz")
    assert told.words == ["yz"]
    assert told.messages == ["this headline has 72 characters; the limit is 70"]


def test_the_limits_are_options(tmp_path: Path) -> None:
    files = {
        "report.yaml": LISTS["report.yaml"]
        + "rules: {headline_length_warning: 5, headline_length_error: 8}\n",
        f"{MONTH}/a.yaml": yaml("Six letters"),
    }
    [problem] = checks.run(room(tmp_path, files), MONTH, only=[RULE])
    assert problem.message == "this headline has 11 characters; the limit is 8"


def test_a_full_stop_is_a_warning_without_a_fix(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, headline="It ends.")
    assert (told.words, told.severities, told.problems[0].fix) == (["."], ["warning"], None)


@pytest.mark.parametrize(
    "headline", ["Bought by Kia Inc.", "Sold in the U.S.", "It goes on...", "Does it end?"]
)
def test_other_stops_may_end_a_headline(headline: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, headline=headline).problems == ()


@pytest.mark.parametrize(
    ("headline", "word"),
    [
        ("The United States has 62 stations", "62"),
        ("Over 300 makers join", "300"),
        ("A plan for 250,000 points", "250,000"),
        ("Makers sell about 2 million trucks", "about 2 million"),
        ("So 12 makers join", "12"),
    ],
)
def test_a_number_that_no_figure_gives_is_a_warning(headline: str, word: str, tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "It is so.", KNOWN, headline=headline)
    assert (told.words, told.severities) == ([word], ["warning"])
    assert told.messages == [f'"{word}" in the headline is no figure of this story']


@pytest.mark.parametrize(
    "headline",
    [
        "The United States has 61 stations, or 60, and 70 elsewhere",
        "Between 10 and 15 points are open; 10–15 in all",
        "The EV3, the i4, the Xiaomi 14 Pro, Boeing 737, Polestar 3 and Euro 7",
        "Plans for 2025–27 and the 2030s, for 2025, Q3 2025 and H1",
        "On 27 November, November 27 and at 9 am",
        "Between 12 and 15 March, on 12–15 April",
        "4680 cells, 18650 and 21700 formats, a 6×4 and lot 5",
        "The 20th car, the 1st truck and level 2 charging",
        "A 12-cell pack, 2:1 for LFP, NMC811",
        "It goes 758 km for US$63 and 20%",
        '"All 12 makers" join, says one',
    ],
)
def test_figures_years_dates_names_and_numbers_with_a_unit_are_right(headline: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, "It is so.", KNOWN, headline=headline).problems == ()


def test_the_value_of_a_forecast_is_known(tmp_path: Path) -> None:
    forecast = "forecasts: [{statement: s, value: 500 trucks, due: 2030, source: desk}]"
    assert ask(RULE, tmp_path, "It is so.", forecast, headline="Maker plans 500 trucks").problems == ()
