"""Charts as sentences, tables and keys."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from psr_report.charts import Chart, Kind, Point, Row, change, key, summary, table


def point(value: str, text: str, kind: Kind = "actual", series: str = "", forecaster: str = "") -> Point:
    return Point(Decimal(value), text, kind, series, forecaster=forecaster)


SHARES = Chart(
    "bev",
    "bar",
    "Vietnam is ahead",
    "BEV share, first half of 2025, percent",
    (Row("Vietnam", (point("42", "42%"),)), Row("Mexico", (point("5", "5%"),))),
    "Source: T&E.",
    unit="%",
    rows_name="Country",
)
CELLS = Chart(
    "cells",
    "dumbbell",
    "Cell prices more than halved",
    "US$ per kWh, cell level",
    (
        Row("LFP", (point("148", "US$148", series="2022"), point("63", "US$63", series="September 2025"))),
        Row("NMC", (point("164", "US$164", series="2022"), point("68", "US$68", series="September 2025"))),
    ),
    "Source: CleanTechnica.",
)
TRUCKS = replace(
    SHARES,
    kind="dots",
    rows=(
        Row("First half 2025", (point("22", "22%"),), "heavy trucks"),
        Row("Full year 2026", (point("60", "60%", "forecast", forecaster="BMI"),)),
    ),
)


def test_the_sentence_names_measure_rows_and_values() -> None:
    assert summary(SHARES) == "BEV share, first half of 2025, percent: Vietnam 42%, Mexico 5%."


def test_the_sentence_of_a_dumbbell_says_both_times_and_the_change() -> None:
    assert summary(CELLS) == (
        "US$ per kWh, cell level: LFP 2022 US$148, September 2025 US$63 (minus 57%); "
        "NMC 2022 US$164, September 2025 US$68 (minus 59%)."
    )


def test_the_sentence_says_which_figure_is_whose_forecast() -> None:
    assert summary(TRUCKS).endswith(
        "First half 2025 (heavy trucks) 22%, Full year 2026 60% (forecast by BMI)."
    )


def test_a_kind_that_all_share_is_said_once() -> None:
    rows = tuple(Row(r.label, (replace(r.points[0], kind="estimate"),)) for r in SHARES.rows)
    assert summary(replace(SHARES, rows=rows)).endswith("Mexico 5%; all estimates.")


def test_a_minus_sign_is_spoken() -> None:
    rows = (Row("Mercedes-Benz", (point("-10", "−10"),)), Row("BMW", (point("-3", "−US$3"),)))
    assert "Mercedes-Benz minus 10, BMW minus US$3." in summary(replace(SHARES, rows=rows))


@pytest.mark.parametrize(
    ("before", "after", "unit", "expected"),
    [
        (("148", "US$148"), ("63", "US$63"), "", "−57%"),
        (("63", "about US$63"), ("148", "US$148"), "", "+135%"),
        (("1000", "1,000"), ("1004", "1,004"), "", "+0.4%"),
        (("5", "5"), ("5", "5"), "", "0%"),
        (("9.2", "9.2%"), ("22", "22%"), "%", "+12.8\u00a0pts"),
        (("10", "10%"), ("10.25", "10.25%"), "%", "+0.3\u00a0pts"),
        (("96", "96%"), ("97", "97%"), "", "+1\u00a0pt"),
        (("-12", "−12"), ("4", "4"), "", ""),
        (("0", "0"), ("4", "4"), "", ""),
        (("54", "€54"), ("63", "US$63"), "", ""),
        (("5", "5"), ("61", "61"), "", "×12"),
        (("0.001", "0.001"), ("1000000", "1 million"), "", ""),
        (("1200000", "1.2 million"), ("900000", "900,000"), "", "−25%"),
    ],
)
def test_a_change_is_computed_only_between_like_and_positive_values(
    before: tuple[str, str], after: tuple[str, str], unit: str, expected: str
) -> None:
    assert change(Row("x", (point(*before), point(*after))), unit) == expected


def test_a_range_has_no_change() -> None:
    pair = (point("20", "20"), replace(point("22", "20–25"), low=Decimal(20), high=Decimal(25)))
    assert change(Row("x", pair), "") == ""


def test_the_table_of_one_series_has_two_columns() -> None:
    made = table(SHARES)
    assert made.head == ("Country", "Value")
    assert made.rows == (("Vietnam", "42%"), ("Mexico", "5%"))
    assert made.numeric == (1,)


def test_the_table_of_a_dumbbell_has_its_series_and_the_change() -> None:
    made = table(CELLS)
    assert made.head == ("Item", "2022", "September 2025", "Change")
    assert made.rows[0] == ("LFP", "US$148", "US$63", "−57%")
    assert made.numeric == (1, 2, 3)


def test_kinds_and_forecasters_are_columns_where_they_differ() -> None:
    made = table(TRUCKS)
    assert made.head == ("Country", "Note", "Value", "Kind", "Forecaster")
    assert made.rows == (
        ("First half 2025", "heavy trucks", "22%", "Actual", ""),
        ("Full year 2026", "", "60%", "Forecast", "BMI"),
    )
    assert made.numeric == (2,)


def test_the_key_explains_marks_that_do_not_speak_for_themselves() -> None:
    rows = (
        Row("Kia", (point("605", "605 km", "estimate"),)),
        Row("Nio", (point("900", "900 km", "claim"),)),
        Row("CATL", (point("758", "758 km", "claim"),)),
    )
    assert key(replace(SHARES, rows=rows)) == "The outlined bar is an estimate; hatched bars are claims."
    assert key(SHARES) == key(TRUCKS) == ""
