from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Severity
from tests.checks.asking import of_story, spots

RULE = "figure-incomplete"


def figure(value: str = "5%", **without: bool) -> str:
    keys = {"kind": "actual", "as_of": "2025-10", "source": "desk"}
    rest = "".join(f", {key}: {said}" for key, said in keys.items() if key not in without)
    return f"figures:\n  share: {{label: x, value: {value}{rest}}}\n"


def test_a_bare_number_is_an_error_at_the_figures_name_that_asks_what_is_counted(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, figure(value="'1,200'"))
    assert spots(found) == ["6:3+5"]
    assert found[0].severity is Severity.ERROR
    assert found[0].message == 'the figure "share" has no unit'
    assert found[0].hint == "say what is counted: `value: 1,200 units`, or give the unit: 1,200 km"


def test_all_that_is_missing_is_told_in_one_problem(tmp_path: Path) -> None:
    [found] = of_story(tmp_path, RULE, "figures:\n  share: {label: x, value: 7}\n")
    assert found.message == 'the figure "share" has no unit, kind, as-of date and no source'
    assert found.hint is not None
    assert [word in found.hint for word in ("units", "`kind:`", "`as_of:`", "`source: desk`")] == [True] * 4


@pytest.mark.parametrize(
    ("key", "message"), [("kind", "no kind"), ("as_of", "no as-of date"), ("source", "no source")]
)
def test_each_part_is_asked_for(key: str, message: str, tmp_path: Path) -> None:
    [found] = of_story(tmp_path, RULE, figure(**{key: True}))
    assert found.message == f'the figure "share" has {message}'


@pytest.mark.parametrize("value", ["61 stations", "20–25%", "US$63/kWh", "2–3 times", "a third", "−8 °C"])
def test_everything_that_says_what_it_counts_has_a_unit(value: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, figure(value=value)) == []


def test_a_date_that_nobody_knows_is_a_date(tmp_path: Path) -> None:
    text = "figures: {share: {label: x, value: 5%, kind: claim, as_of: unknown, source: desk}}"
    assert of_story(tmp_path, RULE, text) == []


def test_each_figure_is_told_once(tmp_path: Path) -> None:
    text = "figures:\n  a: {label: x, value: 5%}\n  b: {label: y, value: 6%}\n"
    assert spots(of_story(tmp_path, RULE, text)) == ["6:3+1", "7:3+1"]
