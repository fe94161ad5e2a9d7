from __future__ import annotations

from pathlib import Path

from psr_report import checks
from tests.desk import MONTH, room, yaml

FIGURES = (
    "figures:\n  a: {label: x, value: 5%, period: 2025, of: A}\n"
    "  b: {label: y, value: 6%, period: H1 2025, of: B}\n"
)


def told(folder: Path, *more: str) -> list[str]:
    read = room(folder, {f"{MONTH}/a.yaml": yaml("A", *more)})
    return [
        f"{one.place.line}:{one.place.column} {one.severity} {one.message} {one.hint}"
        for one in checks.run(read, MONTH)
        if one.rule == "period-mismatch"
    ]


def test_a_chart_that_misleads_is_an_error_at_the_chart(tmp_path: Path) -> None:
    charts = (
        "charts:\n  - {kind: bar, title: t, measure: m, figures: [a]}\n"
        "  - {kind: bar, title: t, measure: m, figures: [a, b]}\n"
    )
    found = told(tmp_path, FIGURES, charts)
    assert [one.split(" ")[0] for one in found] == ["10:12"]
    assert "H1 2025 and 2025 differ in length" in found[0]
    assert "draw them as `kind: dots`" in found[0]


def test_labelled_dots_may_show_both(tmp_path: Path) -> None:
    assert told(tmp_path, FIGURES, "chart: {kind: dots, title: t, measure: m, figures: [a, b]}") == []


def test_an_unknown_figure_is_left_to_the_reader_of_references(tmp_path: Path) -> None:
    assert told(tmp_path, FIGURES, "chart: {kind: bar, title: t, measure: m, figures: [nobody]}") == []
