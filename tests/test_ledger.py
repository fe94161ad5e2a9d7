from __future__ import annotations

import pytest

from psr_report import ledger
from psr_report.ledger import Entry
from psr_report.model import Figure
from tests.desk import article


def figure(
    value: str, period: str | None, more: str = "", of: str = "LFP cells", metric: str = "price"
) -> Figure:
    dated = f", period: {period}" if period else ""
    text = f'figures:\n  it: {{label: it, value: "{value}", of: "{of}", metric: {metric}{dated}{more}}}'
    return article(text).figures["it"]


def entry(one: Figure, month: str = "2025-11", slug: str = "story") -> Entry:
    return Entry(month, slug, "it", one)


def earlier(before: Figure, after: Figure, printed: str = "2025-09") -> Entry | None:
    return ledger.earlier([entry(before, printed), entry(after)], entry(after))


def test_the_newest_figure_of_an_earlier_period_is_found_in_this_issue_and_in_earlier_ones() -> None:
    old = entry(figure("US$148/kWh", "2022"), "2025-09")
    newer = entry(figure("US$90/kWh", "2023"), "2025-10")
    now = entry(figure("US$63/kWh", "2025-09"))
    assert ledger.earlier([old, newer, now], now) == newer
    assert ledger.earlier([old, now], now) == old
    assert ledger.earlier([now], now) is None


def test_of_two_prints_of_one_period_the_later_one_counts() -> None:
    first = entry(figure("US$148/kWh", "2022"), "2025-09")
    corrected = entry(figure("US$150/kWh", "2022"), "2025-10")
    now = entry(figure("US$63/kWh", "2025"))
    assert ledger.earlier([corrected, first, now], now) == corrected


def test_letters_of_the_key_may_differ_in_case() -> None:
    assert earlier(figure("US$148/kWh", "2022", of="lfp CELLS"), figure("US$63/kWh", "2025")) is not None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            figure("5 million units", "H1 2024"), figure("6 million units", "2025"), id="half against year"
        ),
        pytest.param(
            figure("US$5/kWh", "H1 2024"), figure("US$6/kWh", "2025"), id="a price, half against year"
        ),
        pytest.param(figure("5 units", "2024-09"), figure("6 units", "2025"), id="month against year"),
        pytest.param(figure("5 units", "Q1 2024"), figure("6 units", "H1 2025"), id="quarter against half"),
        pytest.param(
            figure("5 units", "2024-01/2024-07"), figure("6 units", "2025-01/2025-08"), id="unlike spans"
        ),
        pytest.param(
            figure("US$5 million/year", "2024"), figure("US$6 million/year", "2025-09"), id="money a year"
        ),
        pytest.param(figure("5 km", "2024"), figure("6 miles", "2025"), id="another unit"),
        pytest.param(
            figure("US$5/kWh", "2024", ", level: pack"),
            figure("US$6/kWh", "2025", ", level: cell"),
            id="level",
        ),
        pytest.param(
            figure("5 km", "2024", ", cycle: CLTC"), figure("6 km", "2025", ", cycle: WLTP"), id="test cycle"
        ),
        pytest.param(figure("5 km", "2024", of="NMC"), figure("6 km", "2025"), id="another entity"),
        pytest.param(figure("5 km", "2024", metric="range"), figure("6 km", "2025"), id="another measure"),
        pytest.param(
            figure("5 km", "2024", ", kind: forecast"), figure("6 km", "2025"), id="a forecast before"
        ),
        pytest.param(figure("5 km", "2024"), figure("6 km", "2025", ", kind: forecast"), id="a forecast now"),
        pytest.param(figure("5 km", "2025"), figure("6 km", "2025"), id="the same period"),
        pytest.param(figure("5 km", "2026"), figure("6 km", "2025"), id="a later period"),
        pytest.param(figure("5 km", None), figure("6 km", "2025"), id="no period before"),
        pytest.param(figure("5 km", "2024"), figure("6 km", None), id="no period now"),
    ],
)
def test_what_is_not_the_same_measure_is_never_compared(before: Figure, after: Figure) -> None:
    assert earlier(before, after) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(figure("5 units", "H1 2024"), figure("6 units", "H1 2025"), id="halves"),
        pytest.param(
            figure("5 units", "2024-01/2024-07"), figure("6 units", "2025-01/2025-07"), id="like spans"
        ),
        pytest.param(
            figure("US$5/kWh", "2024"), figure("US$6/kWh", "2025-09"), id="a price of a year and of a month"
        ),
        pytest.param(figure("5 km", "2024"), figure("6 km", "2025"), id="years"),
    ],
)
def test_what_is_the_same_measure_is_compared(before: Figure, after: Figure) -> None:
    assert earlier(before, after) is not None


def test_a_figure_printed_later_is_not_known_yet() -> None:
    assert earlier(figure("5 km", "2024"), figure("6 km", "2025"), printed="2025-12") is None


def change(before: str, after: str) -> float | None:
    return ledger.change(figure(before, "2024"), figure(after, "2025"))


def test_a_change_is_in_whole_percent_with_halves_away_from_zero() -> None:
    assert change("US$148/kWh", "about US$63/kWh") == -57
    assert change("200 km", "225 km") == 13
    assert change("200 km", "175 km") == -13


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("9.2%", "22%"),
        ("20°C", "30°C"),
        ("2 times", "3 times"),
        ("3 percentage points", "4 percentage points"),
        ("10–15 km", "20 km"),
        ("10 km", "20–25 km"),
        ("0 km", "5 km"),
        ("−5 km", "5 km"),
        ("5 km", "−5 km"),
        ("over 1,000 km", "1,200 km"),
        ("1,000 km", "up to 1,200 km"),
    ],
)
def test_shares_ranges_bounds_and_zero_have_no_change_in_percent(before: str, after: str) -> None:
    assert change(before, after) is None


def test_the_last_known_value_is_the_newest_that_is_no_forecast() -> None:
    old = entry(figure("5 km", "2023"), "2025-09")
    new = entry(figure("6 km", "2024"), "2025-10")
    wish = entry(figure("9 km", "2030", ", kind: forecast"))
    late = entry(figure("7 km", "2025"), "2025-12")
    book = [new, old, wish, late]
    assert ledger.last_known(book, "lfp cells", "Price", "2025-11") == new
    assert ledger.last_known(book, "LFP cells", None, "2025-11") is None
    assert ledger.last_known(book, None, "price", "2025-11") is None
    assert ledger.last_known(book, "LFP cells", "weight", "2025-11") is None


def test_a_figure_without_entity_or_measure_has_no_key() -> None:
    assert entry(article("figures: {a: {label: x, value: 5 km, of: y}}").figures["a"]).key is None
