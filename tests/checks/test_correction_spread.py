from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from tests.desk import MONTH, NOW, room, yaml

KEY = "of: cells, metric: price, period: 2025-09"
NAMED = "corrections: [{date: 2025-11-12, was: US$65/kWh, now: US$63/kWh, reason: R, figure: b}]"
UNNAMED = NAMED.replace(", figure: b", "")


def figure(name: str, value: str, more: str = KEY) -> str:
    return f"figures:\n  {name}: {{label: price, value: {value}, {more}}}"


def told(folder: Path, other: str, corrected: str, *, month: str = "2025-10") -> list[tuple[str, str]]:
    files = {f"{month}/first.yaml": other, f"{MONTH}/second.yaml": corrected}
    found = checks.run(room(folder, files, max(month, MONTH)), max(month, MONTH), NOW)
    return [
        (f"{Path(one.place.file).name}:{one.place.line}:{one.place.column} {one.severity}", one.message)
        for one in found
        if one.rule == "correction-spread"
    ]


@pytest.mark.parametrize("correction", [NAMED, UNNAMED])
@pytest.mark.parametrize("month", ["2025-10", "2025-12"])
def test_the_old_value_in_another_issue_is_a_warning_that_names_both_places(
    tmp_path: Path, correction: str, month: str
) -> None:
    other = yaml("A", figure("a", "US$65/kWh"))
    [(place, message)] = told(tmp_path, other, yaml("B", figure("b", "US$63/kWh"), correction), month=month)
    assert place == "first.yaml:6:28 warning"
    assert message.startswith(
        f"{month}/first/a still says US$65/kWh, which 2025-11/second corrected to US$63/kWh on 12 "
        "November 2025 ("
    )
    assert message.endswith("2025-11/second.yaml:7:39)")


@pytest.mark.parametrize(
    "other",
    [
        figure("a", "US$63/kWh"),
        figure("a", "US$60/kWh"),
        figure("a", "US$65/kWh", "of: cells, metric: price, period: 2024"),
        figure("a", "US$65/kWh", "of: packs, metric: price, period: 2025-09"),
        figure("a", "US$65/kWh", "kind: actual"),
        figure("a", "US$65/kWh", f"{KEY}, level: pack"),
    ],
)
def test_another_value_or_another_figure_is_none_of_its_business(tmp_path: Path, other: str) -> None:
    corrected = yaml("B", figure("b", "US$63/kWh", f"{KEY}, level: cell"), NAMED)
    assert told(tmp_path, yaml("A", other), corrected) == []


def test_a_figure_that_supersedes_says_which_it_is(tmp_path: Path) -> None:
    other = yaml("A", figure("a", "US$65/kWh", "kind: actual"))
    corrected = yaml("B", figure("b", "US$63/kWh", "supersedes: 2025-10/first/a"), NAMED)
    assert len(told(tmp_path, other, corrected)) == 1


def test_a_story_that_follows_shares_the_value(tmp_path: Path) -> None:
    other = yaml("A", figure("a", "US$65/kWh", "kind: actual"))
    corrected = yaml("B", figure("b", "US$63/kWh", "kind: actual"), NAMED, "follows: 2025-10/first")
    assert len(told(tmp_path, other, corrected)) == 1


def test_near_values_are_told_apart_to_the_last_digit(tmp_path: Path) -> None:
    near = "corrections: [{date: 2025-11-12, was: '1,000 km', now: '1,010 km', reason: R, figure: b}]"
    corrected = yaml("B", figure("b", "'1,010 km'"), near)
    assert told(tmp_path, yaml("A", figure("a", "'1,010 km'")), corrected) == []
    assert len(told(tmp_path / "b", yaml("A", figure("a", "'1,000 km'")), corrected)) == 1


def test_the_story_with_the_old_value_may_say_why_it_stays(tmp_path: Path) -> None:
    aside = "ignore: {correction-spread: it tells the story of the mistake}"
    other = yaml("A", figure("a", "US$65/kWh"), aside)
    [(place, _)] = told(tmp_path, other, yaml("B", figure("b", "US$63/kWh"), NAMED))
    assert place.endswith(" info")
