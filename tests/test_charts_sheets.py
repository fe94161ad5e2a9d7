"""A chart as an HTML table: heads, kinds in words, gaps, and columns that fit."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psr_report.charts import (
    FRAMES,
    PRINT_BRIEF,
    PRINT_TEXT,
    Chart,
    ChartError,
    Frame,
    Kind,
    Point,
    Row,
    check,
    draw,
    draw_table,
)
from psr_report.charts.measure import width
from psr_report.charts.sheets import lay_out
from tests.test_charts_layout import charts


def point(series: str, text: str, kind: Kind = "actual", by: str = "") -> Point:
    return Point(Decimal(1), text, kind, series, forecaster=by)


def sheet(*rows: Row) -> Chart:
    return Chart("c", "table", "Finding", "Measure", rows, "Source.", rows_name="Maker")


def parsed(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(re.sub("(<col [^>]*)>", r"\1/>", html))


def cells(chart: Chart, frame: Frame = PRINT_TEXT) -> list[list[str]]:
    root = parsed(draw(chart, frame))
    return [["|".join(cell.itertext()) for cell in row] for row in root.iter("tr")]


def test_series_are_columns_and_rows_have_their_names_and_notes() -> None:
    chart = sheet(
        Row("BMW", (point("2024", "5"), point("2025", "6"))),
        Row("Kia", (point("2024", "7"), point("2025", "8")), "by its own count"),
    )
    assert cells(chart) == [
        ["Maker", "2024", "2025"],
        ["BMW", "5", "6"],
        ["Kia|by its own count", "7", "8"],
    ]


def test_what_is_not_known_has_a_dash() -> None:
    chart = sheet(Row("BMW", (point("2024", "5"), point("2025", "6"))), Row("Kia", (point("2025", "8"),)))
    assert cells(chart)[2] == ["Kia", "–", "8"]


def test_a_figure_that_is_not_actual_says_its_kind_in_words() -> None:
    chart = sheet(
        Row("BMW", (point("2025", "5"), point("2026", "6", "forecast", "BMI"))),
        Row("Kia", (point("2025", "7", "claim"), point("2026", "8", "forecast", "BMI"))),
    )
    assert cells(chart) == [
        ["Maker", "2025", "2026|BMI forecast"],
        ["BMW", "5", "6"],
        ["Kia", "7|claim", "8"],
    ]


def test_kinds_that_are_all_alike_are_left_to_the_line_below() -> None:
    chart = sheet(
        Row("BMW", (point("2025", "5", "estimate"),)), Row("Kia", (point("2025", "7", "estimate"),))
    )
    assert cells(chart) == [["Maker", "2025"], ["BMW", "5"], ["Kia", "7"]]


def test_heads_are_heads_for_those_who_do_not_see() -> None:
    root = parsed(draw(sheet(Row("BMW", (point("2025", "5"),))), PRINT_TEXT))
    assert [head.get("scope") for head in root.iter("th")] == ["col", "col", "row"]


def test_columns_that_do_not_fit_are_stacked_under_each_name() -> None:
    years = [f"H{half} {year}" for year in (2023, 2024, 2025) for half in (1, 2)]
    chart = sheet(Row("BMW", tuple(point(year, "1,204") for year in years)))
    assert cells(chart, PRINT_BRIEF)[:2] == [["BMW"], ["H1 2023", "1,204"]]
    assert cells(chart, PRINT_TEXT)[0][0] == "Maker"
    root = parsed(draw(chart, PRINT_BRIEF))
    assert [head.get("scope") for head in root.iter("th")] == ["rowgroup", *["row"] * 6]


def test_markup_in_content_is_shown_not_run() -> None:
    made = draw(
        sheet(
            Row("<script>", (point("</td><a>", "&lt;", "claim"), point("b", "1"))),
        ),
        PRINT_TEXT,
    )
    assert "<script>" not in made
    assert {element.tag for element in parsed(made).iter()} <= {
        "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "span", "i",
    }  # fmt: skip


def test_a_table_may_have_six_columns_and_no_more() -> None:
    six = sheet(Row("A", tuple(point(name, "1") for name in "abcdef")))
    assert draw(six, PRINT_TEXT)
    with pytest.raises(ChartError, match="7 series, more than 6"):
        draw(sheet(Row("A", tuple(point(name, "1") for name in "abcdefg"))), PRINT_TEXT)


def test_a_line_can_be_shown_as_a_table_too() -> None:
    rows = (Row("2024", (point("", "5"),), at=2024.5), Row("2025", (point("", "6"),), at=2025.5))
    chart = Chart("c", "line", "F", "M", rows, "", rows_name="Period")
    made = parsed(draw_table(chart, PRINT_TEXT))
    assert ["|".join(row.itertext()) for row in made.iter("tr")] == ["Period|Value", "2024|5", "2025|6"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(charts("table"), st.sampled_from(FRAMES))
def test_columns_share_the_whole_width_and_leave_the_names_room(chart: Chart, frame: Frame) -> None:
    if not check(chart):
        laid = lay_out(chart, frame)
        assert sum(laid.shares) == pytest.approx(100, abs=0.1)
        names = max(width(row.label, frame.text) for row in chart.rows)
        assert laid.shares[0] * frame.width / 100 >= min(names, 0.239 * frame.width)
        assert laid.height >= len(chart.rows) * frame.text
        assert len(list(parsed(draw(chart, frame)).iter("td"))) == len(laid.heads) * len(chart.rows)
