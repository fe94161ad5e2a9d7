from __future__ import annotations

import pytest

from psr_report.charts.text import ASCII, BLOCKS, Signs
from psr_report.columns import columns
from psr_report.figures.history import chart
from tests.figures.book import listed


def drawn(*figures: str, width: int = 60, signs: Signs = BLOCKS) -> list[str]:
    """Return the chart of figures of one key, each given by value, period and more keys."""
    texts = [f"{{label: x, of: LFP cells, metric: price, value: {figure}}}" for figure in figures]
    return chart(listed(texts[0], *(f"  n{at}: {text}" for at, text in enumerate(texts[1:]))), width, signs)


def bars(lines: list[str], mark: str) -> list[int]:
    return [line.count(mark) for line in lines if mark in line][:-1]


def test_bars_are_as_long_as_their_values_and_marked_by_kind() -> None:
    found = drawn("US$100/kWh, period: 2022, kind: actual", "US$50/kWh, period: 2025, kind: estimate")
    assert found[0].startswith("2022  █")
    assert found[-1] == "█ actual  ▒ estimate"
    [whole], [half] = bars(found, "█"), bars(found, "▒")
    assert abs(whole - 2 * half) <= 1


def test_each_kind_has_the_mark_of_every_other_chart() -> None:
    found = drawn(*(f"US$5/kWh, period: {2020 + at}, kind: {kind}" for at, kind in enumerate(BLOCKS.fills)))
    for line, mark in zip(found, "█▒▚░", strict=False):
        assert mark in line


def test_a_bar_says_its_value_and_the_change_since_the_earlier_one() -> None:
    found = drawn(
        "US$148/kWh, period: 2022, kind: actual", "about US$63/kWh, period: 2025, kind: estimate", width=90
    )
    assert found[0].endswith("█  US$148/kWh")
    assert found[1].endswith("▒  about US$63/kWh  ▼ down 57% since 2022, calculated")
    narrow = drawn("US$148/kWh, period: 2022", "about US$63/kWh, period: 2025", width=60)
    assert narrow[2] == "      ▼ down 57% since 2022, calculated"
    risen = drawn("US$50/kWh, period: 2022, kind: actual", "US$60/kWh, period: 2025, kind: actual", width=110)
    assert risen[1].endswith("▲ up 20% since 2022, calculated")


def test_a_converted_value_says_that_it_is_calculated() -> None:
    found = drawn("10 miles, period: 2024, kind: claim", "20 km, period: 2025, kind: claim")
    assert found[0].endswith("16 km, calculated")
    assert found[1].endswith("20 km")


def test_half_years_stand_apart_from_years_and_cells_from_packs() -> None:
    found = drawn(
        "9%, period: H1 2024, kind: actual",
        "22%, period: H1 2025, kind: actual",
        "20%, period: 2025, kind: forecast",
    )
    assert [line for line in found if line in ("Half years", "Years")] == ["Half years", "Years"]
    found = drawn(
        "US$9/kWh, period: 2024, level: cell",
        "US$8/kWh, period: 2025, level: cell",
        "US$12/kWh, period: 2025, level: pack",
    )
    assert [line for line in found if "level" in line] == ["Years, cell level", "Years, pack level"]


def test_a_price_of_a_month_stands_beside_that_of_a_year() -> None:
    found = drawn("US$9/kWh, period: 2024", "US$8/kWh, period: 2025-09")
    assert not [line for line in found if line in ("Years", "Months")]


def test_a_single_value_is_no_history() -> None:
    assert drawn("US$9/kWh, period: 2024") == []
    assert drawn("9%, period: H1 2024", "22%, period: 2025") == []


def test_values_that_cannot_be_brought_to_one_unit_are_not_drawn() -> None:
    assert drawn("5 tons, period: 2024", "5 kg, period: 2025") == []


def test_a_range_is_open_beyond_its_lower_end() -> None:
    found = drawn("10–20%, period: 2024, kind: forecast", "20%, period: 2025, kind: forecast")
    assert (found[0].count("░"), found[0].count("┄")) == (found[1].count("░") // 2,) * 2


def test_negative_values_go_the_other_way_from_zero() -> None:
    found = drawn("−10 km, period: 2024, kind: actual", "10 km, period: 2025, kind: actual")
    first, second = (line.index("█") for line in found[:2])
    assert second > first
    assert second - first == found[0].count("█")


def test_nothing_but_zeros_has_no_bars() -> None:
    found = drawn("0 km, period: 2024, kind: actual", "0 km, period: 2025, kind: actual")
    assert "█" not in "".join(found[:2])
    assert "0 km" in found[0]


def test_the_smallest_value_is_still_seen() -> None:
    found = drawn("1 km, period: 2024, kind: actual", "9000 km, period: 2025, kind: actual")
    assert found[0].count("█") == 1


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_asked_for(width: int) -> None:
    found = drawn("US$148/kWh, period: 2022", "about US$63/kWh, period: 2025-09", width=width)
    assert max(map(columns, found)) <= width
    assert "calculated" in " ".join(found)


def test_a_terminal_with_a_small_alphabet_gets_other_marks() -> None:
    found = drawn("5 km, period: 2024, kind: claim", "5 km, period: 2025, kind: claim", signs=ASCII)
    assert found[-1] == "/ claim"
    assert "▚" not in "".join(found)


def test_figures_without_a_period_say_when_they_were_stated() -> None:
    found = drawn("5 km, as_of: 2025-09, kind: claim", "6 km, as_of: 2025-10, kind: claim")
    assert found[0].startswith("as of September 2025")
