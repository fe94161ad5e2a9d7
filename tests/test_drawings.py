from __future__ import annotations

from decimal import Decimal

import pytest

from psr_report.charts import Chart, ChartError
from psr_report.drawings import drawing, faults, sources_of
from tests.desk import article

SOURCES = (
    "sources:\n  te: {publisher: Transport & Environment (T&E), title: a}\n"
    "  acme: {publisher: Acme Inc., title: b}\n  thai: {publisher: Heli (Thailand), title: c}\n"
)


def figures(*lines: str) -> str:
    """Return figures a, b, c … with these fields, all of source te."""
    named = zip("abcdefgh", lines, strict=False)
    return "figures:\n" + "".join(
        f"  {name}: {{label: label {name}, source: te, {line}}}\n" for name, line in named
    )


def drawn(kind: str, *lines: str, more: str = "") -> Chart:
    """Return the chart of these figures."""
    names = ", ".join("abcdefgh"[: len(lines)])
    chart = f"chart: {{kind: {kind}, title: So, measure: M, figures: [{names}]{more}}}"
    one = article(figures(*lines), chart, SOURCES)
    return drawing(one, one.drawings[0], "id")


def inline(kind: str, *rows: str, more: str = "") -> Chart:
    """Return the chart of these rows, in a story without figures."""
    listed = "".join(f"    - {row}\n" for row in rows)
    one = article(f"chart:\n  kind: {kind}\n  title: So\n  measure: M\n  rows:\n{listed}{more}", SOURCES)
    return drawing(one, one.drawings[0], "id")


def test_half_year_and_full_year_figures_never_share_a_row_of_bars() -> None:
    with pytest.raises(
        ChartError, match="H1 2025 and 2024 differ in length: half-year and full-year"
    ) as caught:
        drawn("bar", "of: A, value: 22%, period: H1 2025", "of: A, value: 9%, period: 2024")
    assert "kind: dots" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Q1 2025", "2024"), ("Q1 2025", "H1 2025"), ("2025-01/2025-07", "2024"), ("2025", "H2 2024")],
)
def test_no_two_lengths_of_time_share_a_row_of_bars(one: str, other: str) -> None:
    with pytest.raises(ChartError, match="differ in length"):
        drawn("bar", f"of: A, value: 22%, period: {one}", f"of: A, value: 9%, period: {other}")


def test_half_and_full_year_rows_that_are_no_figures_are_refused_too() -> None:
    with pytest.raises(ChartError, match="H1 2025 and 2024 differ in length"):
        inline("bar", "{period: H1 2025, share: 22%}", "{period: 2024, share: 9%}")
    with pytest.raises(ChartError, match="H1 2025 and 2024 differ in length"):
        inline("bar", "{maker: A, H1 2025: 22%, 2024: 9%}")
    with pytest.raises(ChartError, match="H1 2025 and 2024 differ in length"):
        inline("dumbbell", "{maker: A, 2024: 9%, H1 2025: 22%}")


def test_a_dumbbell_never_joins_a_half_year_to_a_full_one() -> None:
    with pytest.raises(ChartError, match="H1 2025 and 2024 differ in length"):
        drawn("dumbbell", "of: A, value: 9%, period: 2024", "of: A, value: 22%, period: H1 2025")


def test_dots_take_half_and_full_years_and_name_them_with_their_forecaster() -> None:
    chart = drawn(
        "dots",
        "of: A, value: 22%, period: H1 2025, kind: actual",
        "of: B, value: nearly 46%, period: 2025, kind: forecast, by: BMI",
        "of: B, value: 60%, period: 2026, kind: forecast",
    )
    assert [(row.label, row.note) for row in chart.rows] == [
        ("First half of 2025", "A"),
        ("2025", "B"),
        ("2026", "B"),
    ]
    assert [point.forecaster for point in chart.points] == ["", "BMI", "T&E"]
    assert [point.text for point in chart.points] == ["22%", "nearly\u00a046%", "60%"]
    assert (chart.unit, chart.rows_name) == ("%", "Period")


def test_dots_of_one_period_are_named_by_what_they_measure() -> None:
    chart = drawn("dots", "of: A, value: 22%, period: 2025", "of: B, value: 9%, period: 2025")
    assert [row.label for row in chart.rows] == ["A", "B"]
    assert chart.rows_name == "Item"


def test_one_chart_draws_one_unit() -> None:
    with pytest.raises(ChartError, match="one unit; here are km and miles"):
        drawn("bar", "value: 5 km", "value: 3 miles")
    with pytest.raises(ChartError, match="one unit; here are % and no unit"):
        inline("bar", "{maker: A, share: 22%}", "{maker: B, share: 9}")


def test_a_noun_in_the_singular_is_the_same_unit() -> None:
    assert [
        point.text for point in drawn("bar", "of: A, value: 1 station", "of: B, value: 9 stations").points
    ] == [
        "1",
        "9",
    ]


def test_a_dumbbell_pairs_the_figures_of_an_entity_the_earlier_first() -> None:
    chart = drawn(
        "dumbbell",
        "of: LFP, value: US$63/kWh, period: 2025-09, kind: estimate",
        "of: NMC, value: US$164/kWh, period: 2022, kind: actual",
        "of: LFP, value: US$148/kWh, period: 2022, kind: actual",
        "of: NMC, value: US$68/kWh, period: 2025-09, kind: estimate",
    )
    told = [(row.label, [(point.series, point.text) for point in row.points]) for row in chart.rows]
    assert told == [
        ("LFP", [("2022", "US$148"), ("September 2025", "US$63")]),
        ("NMC", [("2022", "US$164"), ("September 2025", "US$68")]),
    ]
    assert chart.unit == "US$"


@pytest.mark.parametrize(
    "lines",
    [
        ("of: A, value: 5 km, period: 2024",),
        ("of: A, value: 5 km, period: 2024", "of: A, value: 6 km"),
        ("of: A, value: 5 km, period: 2024", "of: A, value: 6 km, period: 2025", "of: A, value: 7 km"),
        ("of: A, value: 5 km, period: 2024", "of: B, value: 6 km, period: 2025"),
    ],
)
def test_a_dumbbell_without_two_dated_figures_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(ChartError, match="two dated figures of each entity; A has"):
        drawn("dumbbell", *lines)


def test_rows_of_their_own_say_kind_note_and_by() -> None:
    chart = inline(
        "bar",
        "{maker: A, margin: 13 g/km}",
        "{maker: B, margin: 9–10 g/km, kind: estimate, note: pooled, by: nobody}",
        "{maker: C, margin: −10 g/km, kind: forecast, by: T&E}",
        more="  source: te\n  note: Read it with care\n",
    )
    told = [(row.label, row.note, row.points[0].kind, row.points[0].forecaster) for row in chart.rows]
    assert told == [("A", "", "actual", ""), ("B", "pooled", "estimate", ""), ("C", "", "forecast", "T&E")]
    assert [point.text for point in chart.points] == ["13", "9–10", "−10"]
    assert (chart.points[1].low, chart.points[1].high, chart.points[1].value) == (9, 10, Decimal("9.5"))
    assert chart.source == "The outlined bar is an estimate. Source: T&E. Read it with care."
    assert chart.rows_name == "Maker"


def test_rows_with_several_columns_name_their_series() -> None:
    chart = inline("bar", "{maker: A, 2024: 5, 2025: 6}", "{maker: B, 2024: 7, 2025: 8}")
    assert chart.series == ("2024", "2025")


def test_a_chart_without_a_source_has_none_below_it() -> None:
    assert inline("bar", "{maker: A, margin: 5}").source == ""


def test_the_line_below_names_each_source_once_and_ends_every_sentence_once() -> None:
    one = article(
        "figures:\n  a: {label: a, value: 5, source: te, as_of: 2025-09, kind: actual}\n"
        "  b: {label: b, value: 6, source: acme, as_of: 2025-10, kind: actual}\n"
        "  c: {label: c, value: 7, source: te, kind: actual}\n",
        "chart: {kind: bar, title: So, measure: M, figures: [a, b, c], note: Is it so?}",
        SOURCES,
    )
    made = drawing(one, one.drawings[0], "id").source
    assert made == "Sources: T&E; Acme Inc. As of October 2025. Is it so?"
    assert sources_of(one.drawings[0], one) == ["te", "acme"]


def test_brackets_that_hold_no_short_name_stay_with_the_publisher() -> None:
    one = article(
        "figures: {a: {label: a, value: 5, source: thai}}",
        "chart: {kind: bar, title: So, measure: M, figures: [a]}",
        SOURCES,
    )
    assert "Source: Heli (Thailand)." in drawing(one, one.drawings[0], "id").source


def test_a_label_leaves_to_the_measure_line_what_is_the_same_for_all() -> None:
    lines = ("of: A, value: over 1.2 million units", "of: B, value: 0.9 million units")
    assert [point.text for point in drawn("bar", *lines).points] == [
        "over\u00a01.2\u00a0million",
        "0.9\u00a0million",
    ]


def test_a_figure_nobody_defined_is_refused() -> None:
    one = article(figures("value: 5"), "chart: {kind: bar, title: So, measure: M, figures: [b]}", SOURCES)
    with pytest.raises(ChartError, match='figure "b" is not among'):
        drawing(one, one.drawings[0], "id")


def test_every_fault_of_a_chart_is_told() -> None:
    listed = "".join(
        f"    - {{maker: M{number}, {'share: 0' if number else 'note: n'}}}\n" for number in range(22)
    )
    one = article(f"chart:\n  kind: bar\n  title: So\n  measure: M\n  rows:\n{listed}", SOURCES)
    told = [str(fault) for fault in faults(one, one.drawings[0])]
    assert told == ["the chart has 22 rows, more than 20", "row 'M0' has no value", "all values are zero"]
