"""Charts as bars of text: no wider than asked, aligned, the four kinds told apart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psr_report.charts import Chart, ChartError, Kind, Point, Row, check
from psr_report.charts import text as in_text
from psr_report.charts.model import Form
from psr_report.columns import columns
from tests.test_charts_layout import charts

slow = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
FORMS: tuple[Form, ...] = ("bar", "grouped", "dumbbell", "dots", "line", "table")
any_chart = st.sampled_from(FORMS).flatmap(charts)


def bars(*rows: tuple[str, str, Kind]) -> Chart:
    made = tuple(Row(name, (Point(Decimal(value), value, kind),)) for name, value, kind in rows)
    return Chart("c", "bar", "The finding", "Measure, km", made, "Source: T&E.")


@slow
@given(any_chart, st.integers(40, 200), st.booleans())
def test_no_line_is_wider_than_the_terminal(chart: Chart, width: int, plain: bool) -> None:
    if not check(chart):
        for line in in_text.lines(chart, width, ascii_only=plain):
            assert columns(line) <= width, line


@slow
@given(st.sampled_from(FORMS[:5]).flatmap(charts), st.integers(40, 200))
def test_zero_stands_in_one_column(chart: Chart, width: int) -> None:
    if not check(chart):
        zeros = {columns(line[: line.index("│")]) for line in in_text.plot(chart, width) if "│" in line}
        assert len(zeros) == 1


@slow
@given(any_chart)
def test_the_fallback_is_ascii_throughout(chart: Chart) -> None:
    if not check(chart):
        assert "".join(in_text.lines(chart, 80, ascii_only=True)).isascii()


def test_a_chart_is_read_from_its_finding_to_its_source() -> None:
    chart = bars(("Vietnam", "42", "actual"), ("Mexico", "21", "estimate"))
    assert in_text.lines(replace(chart, source="The outlined bar is an estimate. Source: T&E."), 40) == [
        "The finding",
        "Measure, km",
        "█ actual  ▒ estimate",
        "Vietnam  │██████████████████████████ 42",
        "Mexico   │▒▒▒▒▒▒▒▒▒▒▒▒▒ 21",
        "Source: T&E.",
    ]


def test_each_kind_is_drawn_in_a_sign_of_its_own() -> None:
    chart = bars(("a", "1", "actual"), ("b", "1", "estimate"), ("c", "1", "claim"), ("d", "1", "forecast"))
    assert [line.split("│")[1][0] for line in in_text.plot(chart, 40)] == list("█▒▚░")
    assert [line.split("|")[1][0] for line in in_text.plot(chart, 40, ascii_only=True)] == list("#=/:")


def test_negative_bars_go_left_of_zero_with_their_value_beyond() -> None:
    above, below = in_text.plot(bars(("BMW", "13", "actual"), ("Mercedes-Benz", "-10", "actual")), 60)
    assert above.index("│") == below.index("│")
    assert above.index("█") > above.index("│")
    assert below.rstrip().endswith("█│")
    assert below.index("-10") < below.index("█")


def test_wide_characters_count_twice() -> None:
    first, second = in_text.plot(bars(("宁德时代", "5", "actual"), ("BYD", "5", "actual")), 60)
    assert columns(first) == columns(second)
    assert first.startswith("宁德时代  │")
    assert second.startswith("BYD       │")


def test_what_is_not_zero_is_seen_and_zero_has_no_bar() -> None:
    chart = bars(("Large", "100000", "actual"), ("Small", "1", "actual"), ("None", "0", "actual"))
    assert [line.count("█") for line in in_text.plot(chart, 60)][1:] == [1, 0]


def test_a_range_is_sure_up_to_its_nearer_end() -> None:
    point = Point(Decimal(15), "10–20", "estimate", low=Decimal(10), high=Decimal(20))
    [line] = in_text.plot(Chart("c", "bar", "F", "M", (Row("A", (point,)),), ""), 60)
    assert line.count("▒") == pytest.approx(line.count("┄"), abs=1)


def test_a_line_is_told_series_by_series_with_its_gaps() -> None:
    rows = (
        Row(
            "2022", (Point(Decimal(1), "1", "actual", "A"), Point(Decimal(2), "2", "actual", "B")), at=2022.5
        ),
        Row("2023", (Point(Decimal(2), "2", "actual", "A"),), at=2023.5),
        Row("2024", (Point(Decimal(3), "3", "forecast", "B", forecaster="BMI"),), at=2024.5),
    )
    chart = Chart("c", "line", "F", "M", rows, "")
    told = in_text.plot(chart, 60)
    assert [line.split("│")[0].split() for line in told] == [
        ["A", "2022"],
        ["2023"],
        ["2024"],
        ["B", "2022"],
        ["2023"],
        ["2024"],
    ]
    assert told[2].endswith("│ no figure")
    assert told[5].endswith("3  BMI forecast")


def test_names_too_long_for_a_column_stand_above_their_bars() -> None:
    name = "LG Energy Solution-Stellantis joint venture NextStar in Windsor, Ontario"
    told = in_text.plot(bars((name, "49", "actual"), ("BYD", "153", "actual")), 40)
    assert told[:2] == ["LG Energy Solution-Stellantis joint", "venture NextStar in Windsor, Ontario"]
    assert told[2].startswith("│█")


def test_a_table_too_wide_for_the_terminal_becomes_a_list() -> None:
    names = ("battery-electric share", "plug-in hybrid share", "fuel-cell share")
    points = tuple(Point(Decimal(1), "1", "actual", name) for name in names)
    chart = Chart("c", "table", "F", "M", (Row("China", points),), "")
    assert in_text.plot(chart, 40)[:2] == ["China", "  battery-electric share: 1"]
    assert in_text.plot(chart, 100)[0].split("  ")[0] == "Item"


def test_a_faulty_chart_is_refused_as_in_the_drawing() -> None:
    with pytest.raises(ChartError, match="all values are zero"):
        in_text.plot(bars(("A", "0", "actual")), 80)
