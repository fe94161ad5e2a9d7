from __future__ import annotations

import pytest

from psr_report.columns import columns
from psr_report.figures.page import page, wrapped
from tests.figures.book import listed, row

SOURCE = "sources: {desk: {publisher: Desk, title: notes, url: 'https://desk.example/notes', via: Agency}}"
CELL = (
    "{label: x, value: about US$63/kWh, of: LFP cells, metric: price paid, period: 2025-09, as_of: 2025-10,"
    " kind: estimate, level: cell, source: desk}"
)


def lines(*parts: str, width: int | None) -> list[str]:
    return [line.text for line in page(listed(*parts), width)]


def test_a_row_says_value_kind_as_of_source_address_article_and_line() -> None:
    head, body = lines(CELL, SOURCE, width=None)
    assert head.split("  ")[0] == "OF"
    assert [cell for cell in body.split("  ") if cell] == [
        "LFP cells",
        "price paid",
        "September 2025",
        "about US$63/kWh",
        "estimate, cell",
        "October 2025",
        "Desk, via Agency",
        "https://desk.example/notes",
        "2025-09/story.yaml:6",
    ]


def test_columns_stand_below_each_other_and_empty_ones_are_not_there() -> None:
    head, first, second = lines(
        "{label: points planned, value: '12,000'}", "  b: {label: x, value: 5 km}", width=None
    )
    assert "PERIOD" not in head
    assert head.index("VALUE") == first.index("12,000") == second.index("5 km")


def test_wide_letters_take_two_cells() -> None:
    assert (columns("宁德"), columns("เก่ง"), columns("CO₂"), columns("e\u0301")) == (4, 3, 3, 1)
    first, second = lines("{label: 宁德时代, value: 5 km}", "  b: {label: x, value: 6 km}", width=None)[1:]
    assert columns(first[: first.index("5 km")]) == columns(second[: second.index("6 km")])


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(width: int) -> None:
    found = lines(CELL, "  b: {label: 宁德时代, value: 758 km}", SOURCE, width=width)
    assert max(map(columns, found)) <= width
    letters = "".join("".join(found).split())
    for said in (
        "LFPcells",
        "pricepaid",
        "aboutUS$63/kWh",
        "estimate",
        "cell",
        "September2025",
        "October2025",
    ):
        assert said in letters
    for said in (
        "Desk,viaAgency",
        "https://desk.example/notes",
        "2025-09/story.yaml:6",
        "2025-09/story.yaml:7",
    ):
        assert said in letters


def test_on_a_narrow_terminal_figures_stand_under_what_they_columns() -> None:
    found = lines(CELL, CELL.replace("{", "  b: {").replace("63", "65"), SOURCE, width=60)
    assert [line for line in found if "LFP" in line] == ["LFP cells · price paid"]
    assert found[1] == "  September 2025  about US$63/kWh  estimate, cell"
    assert [line.weight for line in page([row(CELL, SOURCE)], 60)][:3] == ["head", "plain", "faint"]


def test_a_calculated_value_says_so_and_one_without_says_why() -> None:
    figure = "{label: x, value: %s, of: a, metric: m, period: %s}"
    told = "\n".join(
        lines(
            figure % ("10 miles", 2023),
            "  b: " + figure % ("5 tons", 2024),
            "  c: " + figure % ("20 km", 2025),
            width=None,
        )
    )
    assert "16 km, calculated" in told
    assert "not converted: " in told
    assert "20 km, " not in told


def test_a_figure_without_a_source_or_an_address_says_so() -> None:
    assert "no source  no address" in lines("{label: x, value: 5 km}", width=None)[1]


def test_the_test_cycle_and_a_draft_are_said() -> None:
    told = lines("{label: x, value: 5 km, kind: claim, cycle: not stated}", "status: draft", width=None)[1]
    assert "claim, cycle not stated, draft" in told


def test_what_could_steer_a_terminal_is_spelled_out() -> None:
    one = row('{label: "a", value: 5 km}')
    steering = one.figure.model_copy(update={"label": "\x1b[2Jx\u202e"})
    article = one.story.article.model_copy(update={"figures": {"it": steering}})
    made = type(one)(type(one.story)("story", "2025-09", article, one.story.document), "it", None, one.common)
    for width in (None, 40):
        assert "<U+001B>[2Jx<U+202E>" in "".join(line.text for line in page([made], width))


def test_no_rows_are_no_lines() -> None:
    assert page([], 80) == []


def test_words_that_are_too_long_are_broken() -> None:
    assert list(wrapped("a longer-word b", 6, "  ")) == ["a", "  long", "  er-w", "  ord", "  b"]
