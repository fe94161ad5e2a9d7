from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Severity
from tests.checks.asking import asked, of_story, spots
from tests.desk import MONTH, yaml

RULE = "cell-or-pack"


def test_a_price_in_the_text_is_a_warning_at_the_price(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, summary="They are cheap:\nthey cost **US$63 per kWh**.")
    assert spots(found) == ["5:15+13"]
    assert found[0].severity is Severity.WARNING
    assert found[0].message == '"US$63 per kWh" does not say whether it is paid for cells or packs'
    assert found[0].hint == "say in the sentence whether cells or packs cost that much"


def test_a_figure_without_a_level_is_a_warning_at_its_value(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, "figures:\n  a: {label: paid for batteries, value: US$63/kWh}\n")
    assert spots(found) == ["6:41+9"]
    assert found[0].hint == "add `level: cell` or `level: pack`"


def test_a_sentence_is_told_once_for_both_currencies(tmp_path: Path) -> None:
    found = of_story(
        tmp_path, RULE, summary="They cost US$63 (€54) per kWh. Others cost US$68 (€58) per kWh."
    )
    assert spots(found) == ["4:13+5", "4:46+5"]


@pytest.mark.parametrize(
    "summary",
    [
        "Cells cost US$63 per kWh.",
        "A battery pack costs US$63/kWh.",
        "Prices at cell level reach US$63 per kWh.",
        "Packs are dear. They cost US$63 per kWh.",
        "Electricity costs €0.30 per kWh.",
        "Charging costs €0.59/kWh at the motorway.",
        "The motor takes 20 kWh per 100 km and costs US$63.",
        "It costs US$63 for every pound.",
        "It costs `US$63/kWh`.",
    ],
)
def test_what_says_its_level_and_what_is_no_battery_price_passes(summary: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, summary=summary) == []


def test_the_paragraph_before_does_not_say_it(tmp_path: Path) -> None:
    assert len(of_story(tmp_path, RULE, summary="Cells are dear.\n\nThey cost US$63 per kWh.")) == 1


def test_a_fuel_cell_or_a_word_with_cell_in_it_says_no_level_by_chance(tmp_path: Path) -> None:
    assert len(of_story(tmp_path, RULE, summary="The excellent package costs US$63 per kWh.")) == 1


def test_a_figure_with_a_level_answers_for_the_number_in_the_text(tmp_path: Path) -> None:
    figures = "figures: {a: {label: paid, value: US$63/kWh, also: €54/kWh, level: cell}}"
    summary = "They cost US$63 (€54) per kWh. Others cost US$68 per kWh."
    assert spots(of_story(tmp_path, RULE, figures, summary=summary)) == ["4:46+13"]


def test_a_figure_of_electricity_needs_no_level(tmp_path: Path) -> None:
    figures = "figures: {a: {label: paid by households, of: electricity, value: €0.30/kWh}}"
    assert of_story(tmp_path, RULE, figures) == []


def test_the_letter_and_the_takeaways_are_read_with_the_figures_of_all_stories(tmp_path: Path) -> None:
    story = yaml("A", "figures: {a: {label: paid, value: US$63/kWh, level: cell}}")
    plan = "letter: |\n  They cost US$63 per kWh. Others cost US$68 per kWh.\n"
    plan += "takeaways: [{text: They cost US$70 per kWh., article: a}]\n"
    found = asked(tmp_path, RULE, {f"{MONTH}/a.yaml": story, f"{MONTH}/issue.yaml": plan})
    assert spots(found) == ["2:40+13", "3:30+13"]
