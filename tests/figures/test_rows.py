from __future__ import annotations

from dataclasses import replace

from psr_report import quantities
from psr_report.figures.rows import Common, Row, in_one_unit
from psr_report.figures.sheet import printed
from tests.figures.book import row


def common(row: Row, unit: str | None = None) -> tuple[str, bool, str]:
    [made] = in_one_unit([row], quantities.unit(unit) if unit else None)
    value = made.common.value
    return (printed(value) if value else "", made.common.is_calculated, made.common.why_not)


def test_a_value_is_converted_to_the_unit_asked_for_and_is_calculated_then() -> None:
    assert common(row("{label: x, value: 758 km}"), "miles") == ("471 miles", True, "")
    assert common(row("{label: x, value: 758 km}"), "km") == ("758 km", False, "")


def test_what_the_source_printed_beside_a_value_is_taken_before_a_conversion() -> None:
    both = row('{label: x, value: "1,000 km", also: 621 miles}')
    assert common(both, "miles") == ("621 miles", False, "")
    money = row("{label: x, value: US$63/kWh, also: €54/kWh}")
    assert common(money, "€/kWh") == ("€54/kWh", False, "")


def test_without_a_unit_the_newest_value_of_a_key_gives_it() -> None:
    old = row("{label: x, value: 600 miles, of: a, metric: range, period: 2023}", month="2025-10")
    new = row("{label: x, value: 758 km, of: A, metric: Range, period: 2025}")
    other = row("{label: x, value: 5 miles, of: b, metric: range, period: 2026}")
    made = in_one_unit([old, new, other])
    assert [printed(one.common.value) for one in made if one.common.value] == ["970 km", "758 km", "5 miles"]
    assert [one.common.is_calculated for one in made] == [True, False, False]


def test_of_two_values_of_one_time_the_one_printed_later_is_the_newest() -> None:
    first = row("{label: x, value: 10 km, of: a, metric: m, period: 2025}", month="2025-09")
    second = row("{label: x, value: 6 miles, of: a, metric: m, period: 2025}", month="2025-10")
    for order in ([first, second], [second, first]):
        assert {one.common.value.unit for one in in_one_unit(order) if one.common.value} == {
            second.figure.value.unit
        }


def test_a_value_that_cannot_be_converted_says_why_and_stays_as_printed() -> None:
    ton = row("{label: x, value: 5 tons}")
    value, _, why = common(ton, "tonnes")
    assert (value, printed(ton.figure.value)) == ("", "5 tons")
    assert "not specified" in why
    money = common(row("{label: x, value: US$5}"), "€")
    assert money[0] == ""
    assert money[2]
    assert common(row("{label: x, value: 5}"), "km")[2] == '"5" has no unit'


def test_a_value_with_a_unit_beside_newer_ones_without_is_not_converted() -> None:
    old = row("{label: x, value: 5 km, of: a, metric: m, period: 2024}")
    new = row("{label: x, value: 6, of: a, metric: m, period: 2025}")
    made = in_one_unit([old, new])
    assert made[0].common == Common(None, why_not="the others have no unit")


def test_a_row_knows_its_article_its_source_and_the_number_of_its_source() -> None:
    text = "{label: x, value: 5 km, source: two}"
    sources = "sources: {one: {publisher: A, title: t}, two: {publisher: B, title: t}}"
    made = row(text, sources, slug="pack")
    assert (made.article, made.source and made.source.publisher, made.number) == ("2025-09/pack", "B", 2)


def test_rows_stand_by_entity_and_measure_then_by_time_and_those_without_at_the_end() -> None:
    bare = row("{label: x, value: 5 km}")
    late = row("{label: x, value: 5 km, of: a, metric: m, period: 2025}")
    early = row("{label: x, value: 5 km, of: A, metric: m, period: 2024}", month="2025-11")
    other = row("{label: x, value: 5 km, of: B, metric: m, as_of: 2020}")
    assert sorted([bare, other, late, early], key=lambda one: one.order) == [early, late, other, bare]


def test_the_row_itself_is_not_changed_by_a_conversion() -> None:
    made = row("{label: x, value: 758 km}")
    [converted] = in_one_unit([made], quantities.unit("miles"))
    assert replace(converted, common=made.common) == made
