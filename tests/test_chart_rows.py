"""From figures or inline rows to groups, lines and tables: what stands where, and what is refused."""

from __future__ import annotations

import pytest

from psr_report.charts import Chart, ChartError
from psr_report.drawings import MixedPeriods
from tests.test_drawings import drawn, inline

CELLS = (
    "of: LFP, metric: price, value: US$63/kWh, period: 2025-09, kind: estimate",
    "of: NMC, metric: price, value: US$164/kWh, period: 2022, kind: actual",
    "of: LFP, metric: price, value: US$148/kWh, period: 2022, kind: actual",
)


def told(chart: Chart) -> list[tuple[str, dict[str, str]]]:
    return [(row.label, {point.series: point.text for point in row.points}) for row in chart.rows]


def test_figures_are_grouped_by_what_they_measure_the_earlier_first() -> None:
    chart = drawn("grouped", *CELLS)
    assert told(chart) == [
        ("LFP", {"2022": "US$148", "September 2025": "US$63"}),
        ("NMC", {"2022": "US$164"}),
    ]
    assert chart.series == ("2022", "September 2025")


def test_figures_of_one_time_are_grouped_by_their_measure() -> None:
    chart = drawn(
        "grouped",
        "of: A, metric: city, value: 5 km, period: 2025",
        "of: A, metric: motorway, value: 3 km, period: 2025",
    )
    assert told(chart) == [("A", {"city": "5", "motorway": "3"})]


@pytest.mark.parametrize("kind", ["grouped", "line", "table"])
def test_two_figures_for_one_place_are_refused(kind: str) -> None:
    with pytest.raises(ChartError, match="two figures for one place: A, 2025"):
        drawn(
            kind, "of: A, value: 5 km, period: 2025", "of: A, value: 6 km, period: 2025",
            "of: A, value: 4 km, period: 2024",
        )  # fmt: skip


def test_a_line_has_a_period_to_a_row_in_the_order_of_time() -> None:
    chart = drawn("line", *CELLS)
    assert told(chart) == [
        ("2022", {"LFP": "US$148", "NMC": "US$164"}),
        ("September 2025", {"LFP": "US$63"}),
    ]
    assert [row.at for row in chart.rows] == pytest.approx([2022.5, 2025.7], abs=0.02)
    assert chart.rows_name == "Period"


def test_a_line_of_one_thing_has_no_name() -> None:
    chart = drawn("line", "of: A, value: 5 km, period: 2024", "of: A, value: 6 km, period: 2025")
    assert chart.series == ("",)


def test_a_figure_without_a_period_is_on_no_line() -> None:
    with pytest.raises(ChartError, match="the figure 'label b' has no period"):
        drawn("line", "of: A, value: 5 km, period: 2024", "of: A, value: 6 km")


@pytest.mark.parametrize("kind", ["line", "grouped"])
@pytest.mark.parametrize(("one", "other"), [("H1 2025", "2024"), ("2024", "Q3 2025"), ("2024", "2025-09")])
def test_periods_of_different_length_are_never_joined(kind: str, one: str, other: str) -> None:
    with pytest.raises(MixedPeriods, match="differ in length"):
        drawn(kind, f"of: A, value: 22%, period: {one}", f"of: A, value: 9%, period: {other}")
    rows = (f"{{period: {one}, A: 22%, B: 5%}}", f"{{period: {other}, A: 9%, B: 5%}}")
    with pytest.raises(MixedPeriods, match="differ in length"):
        inline(kind, *rows)


def test_a_price_of_a_month_may_follow_that_of_a_year() -> None:
    chart = inline("line", "{when: 2025-09, LFP: US$63/kWh}", "{when: 2022, LFP: US$148/kWh}")
    assert [row.label for row in chart.rows] == ["2022", "September 2025"]


def test_a_line_through_what_is_no_time_is_refused() -> None:
    from psr_report.charts import check

    [fault, *_] = check(inline("line", "{maker: BMW, A: 5}", "{maker: Kia, A: 6}"))
    assert "'BMW' is none" in str(fault)


def test_unknown_and_no_entry_leave_a_gap() -> None:
    chart = inline("grouped", "{maker: A, 2023: 1, 2024: unknown, 2025: 3}", "{maker: B, 2025: 4}")
    assert told(chart) == [("A", {"2023": "1", "2025": "3"}), ("B", {"2025": "4"})]
    assert chart.series == ("2023", "2025")


def test_series_keep_the_order_of_the_columns_where_the_first_row_lacks_one() -> None:
    chart = inline("grouped", "{maker: A, 2024: unknown, 2025: 3}", "{maker: B, 2024: 1, 2025: 4}")
    assert chart.series == ("2024", "2025")


def test_a_table_of_one_thing_lists_its_periods() -> None:
    chart = drawn("table", "of: A, value: 6 km, period: 2025", "of: A, value: 5 km, period: 2024")
    assert told(chart) == [("2024", {"": "5"}), ("2025", {"": "6"})]
    assert chart.rows_name == "Period"


def test_the_columns_of_a_table_may_differ_in_unit_and_then_say_it() -> None:
    chart = drawn("table", "of: A, metric: Range, value: 612 km", "of: A, metric: Pack, value: 81 kWh",
                  "of: B, metric: Range, value: 500 km")  # fmt: skip
    assert told(chart) == [
        ("A", {"Range": "612\u00a0km", "Pack": "81\u00a0kWh"}),
        ("B", {"Range": "500\u00a0km"}),
    ]
    rows = inline("table", "{car: A, range: 612 km, pack: 81 kWh}")
    assert told(rows) == [("A", {"range": "612\u00a0km", "pack": "81\u00a0kWh"})]


def test_one_column_of_a_table_has_one_unit() -> None:
    with pytest.raises(ChartError, match="one unit; here are km and miles"):
        inline("table", "{car: A, range: 612 km}", "{car: B, range: 300 miles}")
    with pytest.raises(ChartError, match="one unit; here are km and miles"):
        drawn("table", "of: A, metric: Range, value: 6 km", "of: B, metric: Range, value: 3 miles")


def test_the_kind_of_all_figures_of_a_table_stands_below_it() -> None:
    chart = inline("table", "{car: A, range: 612 km, kind: claim}", "{car: B, range: 5 km, kind: claim}")
    assert chart.source == "All figures are claims."
    assert inline("table", "{car: A, range: 612 km, kind: claim}", "{car: B, range: 5 km}").source == ""


def test_half_and_full_years_may_stand_in_one_table() -> None:
    assert inline("table", "{maker: A, H1 2025: 22%, 2024: 9%}").series == ("H1 2025", "2024")
