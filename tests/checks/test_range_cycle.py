from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Severity
from tests.checks.asking import asked, of_story, spots
from tests.desk import LISTS, MONTH, yaml

RULE = "range-cycle"


def test_a_range_in_the_text_is_a_warning_at_the_distance(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, summary="The car has a range\nof **500 km** (310 miles).")
    assert spots(found) == ["5:8+6"]
    assert found[0].severity is Severity.WARNING
    assert found[0].message == 'the range "500 km" has no test cycle'
    assert (
        found[0].hint
        == 'name the test cycle, as in "500 km (WLTP)", or add that the test cycle is not stated'
    )


def test_a_figure_without_a_cycle_is_a_warning_at_its_value(tmp_path: Path) -> None:
    figures = (
        "figures:\n  a: {label: claimed range, value: 500 km}\n"
        "  b: {label: x, metric: range, value: 300 miles}\n"
    )
    found = of_story(tmp_path, RULE, figures)
    assert spots(found) == ["6:36+6", "7:39+9"]
    assert "`cycle: not stated`" in (found[0].hint or "")


@pytest.mark.parametrize(
    "summary",
    [
        "A range of up to 500 km is claimed.",
        "It has 500 km of range.",
        "The range of the car is 500 km.",
        "Its driving range rises from 400 km.",
        "It comes with a range from 300 to 500 km.",
        "They offer ranges of 300 km.",
        "Ten minutes add 100 miles of range.",
    ],
)
def test_a_range_is_known_however_it_is_said(summary: str, tmp_path: Path) -> None:
    assert len(of_story(tmp_path, RULE, summary=summary)) == 1


@pytest.mark.parametrize(
    "summary",
    [
        "Its range is 500 km (WLTP).",
        "Its range is 500 km. On which test cycle, nobody says.",
        "A range of 500 km is claimed; the cycle is not\nstated.",
        "Prices range from €5 for 30 km to €6.",
        "It offers a range of trucks for 500 km.",
        "A wide range of uses within 50 km is planned.",
        "In the price range of the car, 500 km are much.",
        "The long-range version goes 500 km.",
        "The range extender adds 200 km.",
        "Trips are in the range of 100 to 200 km.",
        "Without range anxiety they drive 40 km.",
        "The tests, ranging from 30 km to 40 km, went well.",
        "The network measures 184,000 km.",
        "The range grows by 20%.",
        "The tests were [long](https://example.org/range) and went on for 500 km.",
    ],
)
def test_other_ranges_and_ranges_with_their_cycle_pass(summary: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, summary=summary) == []


def test_the_next_paragraph_is_too_far_away_to_name_the_cycle(tmp_path: Path) -> None:
    summary = "Its range is 500 km.\n\nThe WLTP cycle is mild."
    assert len(of_story(tmp_path, RULE, summary=summary)) == 1


def test_a_figure_with_its_cycle_answers_for_the_number_converted_too(tmp_path: Path) -> None:
    figures = "figures: {a: {label: x, metric: range, value: 500 km, cycle: not stated}}"
    summary = "A range of 310 miles is claimed. For others a range of 400 miles is claimed."
    assert spots(of_story(tmp_path, RULE, figures, summary=summary)) == ["4:58+9"]


def test_lengths_that_are_no_ranges_need_no_cycle(tmp_path: Path) -> None:
    figures = "figures: {a: {label: whole network, metric: expressway, value: 500 km}}"
    assert of_story(tmp_path, RULE, figures) == []


def test_the_newsroom_names_the_cycles_it_knows(tmp_path: Path) -> None:
    report = LISTS["report.yaml"] + "rules: {range_cycle_names: [JC08]}\n"
    files = {
        f"{MONTH}/a.yaml": yaml("A", summary="Its range is 500 km (JC08)."),
        f"{MONTH}/b.yaml": yaml("B", summary="Its range is 500 km (WLTP)."),
        "report.yaml": report,
    }
    found = asked(tmp_path, RULE, files)
    assert [Path(one.place.file).name for one in found] == ["b.yaml"]


def test_the_letter_is_read_with_the_figures_of_all_stories(tmp_path: Path) -> None:
    story = yaml("A", "figures: {a: {label: x, metric: range, value: 500 km, cycle: WLTP}}")
    plan = "letter: |\n  A range of 500 km is claimed. A range of 900 km is not.\n"
    found = asked(tmp_path, RULE, {f"{MONTH}/a.yaml": story, f"{MONTH}/issue.yaml": plan})
    assert spots(found) == ["2:44+6"]
