from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Severity
from tests.checks.asking import of_story, spots

RULE = "forecast-incomplete"


def test_a_forecast_without_a_due_date_is_an_error_at_its_words(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, "forecasts:\n  - {statement: Cells get cheaper, by: BMI}\n")
    assert spots(found) == ["6:17+17"]
    assert found[0].severity is Severity.ERROR
    assert found[0].message == "this forecast has no due date"
    assert "`due:`" in (found[0].hint or "")


def test_a_forecast_of_nobody_is_an_error(tmp_path: Path) -> None:
    [found] = of_story(tmp_path, RULE, "forecasts:\n  - {statement: Cells get cheaper, due: 2030}\n")
    assert found.message == "this forecast has no forecaster"
    assert "`by: not named by the source`" in (found.hint or "")


def test_all_that_is_missing_is_told_in_one_problem(tmp_path: Path) -> None:
    [found] = of_story(tmp_path, RULE, "forecasts:\n  - {statement: Cells get cheaper}\n")
    assert found.message == "this forecast has no forecaster and no due date"


@pytest.mark.parametrize("who", ["by: BMI", "by: not named by the source", "source: desk"])
def test_a_name_a_remark_and_a_publisher_each_answer_who_forecasts(who: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, f"forecasts: [{{statement: Cells get cheaper, {who}, due: 2030}}]") == []


def test_a_figure_that_is_a_forecast_needs_a_period_and_a_forecaster(tmp_path: Path) -> None:
    figures = (
        "figures:\n  a: {label: x, value: 5%, kind: forecast, source: desk}\n"
        "  b: {label: x, value: 5%, kind: forecast, period: 2030}\n"
        "  c: {label: x, value: 5%, kind: forecast, period: 2030, by: BMI}\n"
        "  d: {label: x, value: 5%, kind: forecast, period: 2030, source: desk}\n"
    )
    found = of_story(tmp_path, RULE, figures)
    assert [(spots([one])[0], one.message) for one in found] == [
        ("6:3+1", 'the forecast "a" has no period'),
        ("7:3+1", 'the forecast "b" has no forecaster'),
    ]


@pytest.mark.parametrize("kind", ["actual", "estimate", "claim"])
def test_other_figures_need_neither(kind: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, f"figures: {{a: {{label: x, value: 5%, kind: {kind}}}}}") == []
