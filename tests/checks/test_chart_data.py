from __future__ import annotations

from pathlib import Path

from psr_report import checks
from tests.desk import MONTH, room, yaml

FIGURES = (
    "figures:\n  a: {label: x, value: 5%, period: 2025, of: A}\n  b: {label: y, value: 6%, "
    "period: H1 2025, of: B}\n"
)


def told(folder: Path, *more: str) -> list[str]:
    read = room(folder, {f"{MONTH}/a.yaml": yaml("A", *more)})
    return [
        f"{one.place.line}:{one.place.column} {one.severity} {one.message} [{one.rule}] {one.hint}"
        for one in checks.run(read, MONTH)
        if one.rule == "chart-data"
    ]


def test_every_fault_of_a_chart_is_told_at_once(tmp_path: Path) -> None:
    chart = (
        "chart:\n  kind: bar\n  title: t\n  measure: m\n  rows:\n    - {maker: A, share: 0}\n   "
        " - {maker: B, note: none}\n"
    )
    found = told(tmp_path, chart)
    assert [one.split(" ")[0] for one in found] == ["6:9", "6:9"]
    assert "all values are zero" in found[0]
    assert "row 'B' has no value" in found[1]


def test_a_line_through_one_point_is_an_error_that_names_another_kind(tmp_path: Path) -> None:
    [found] = told(tmp_path, FIGURES, "chart: {kind: line, title: t, measure: m, figures: [a]}")
    assert found.endswith("a line needs values at two points in time [chart-data] draw bars or dots")


def test_an_unknown_figure_is_left_to_the_reader_of_references(tmp_path: Path) -> None:
    assert told(tmp_path, FIGURES, "chart: {kind: bar, title: t, measure: m, figures: [nobody]}") == []


def test_a_fault_set_aside_is_an_information_with_its_reason(tmp_path: Path) -> None:
    chart = (
        "chart: {kind: line, title: t, measure: m, figures: [a]}\nignore: {chart-data: they "
        "are drawn elsewhere}"
    )
    [found] = told(tmp_path, FIGURES, chart)
    assert " info " in found
    assert found.endswith("set aside: they are drawn elsewhere")
