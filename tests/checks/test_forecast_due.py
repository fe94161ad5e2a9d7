from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from tests.desk import MONTH, NOW, room, yaml

ENTRY = "{statement: S, by: BMI, value: 46%, due: 2025-10, of: trucks, metric: share, source: desk"
OUTCOME = ", outcome: {result: miss, actual: 22%, source: desk, date: 2027-01-01}"


def told(folder: Path, files: dict[str, str], month: str = MONTH) -> list[tuple[str, str, str, str]]:
    found = [one for one in checks.run(room(folder, files, month), month, NOW) if one.rule == "forecast-due"]
    return [
        (
            f"{Path(one.place.file).parent.name}:{one.place.line}:{one.place.column}",
            str(one.severity),
            one.message,
            one.hint or "",
        )
        for one in found
    ]


def test_a_forecast_of_an_earlier_issue_whose_date_has_passed_is_a_warning_at_its_date(
    tmp_path: Path,
) -> None:
    files = {"2025-09/a.yaml": yaml("A", f"forecasts:\n  - {ENTRY}}}"), f"{MONTH}/b.yaml": yaml("B")}
    [(place, severity, message, hint)] = told(tmp_path, files)
    assert (place, severity) == ("2025-09:6:46", "warning")
    assert message == "the forecast by BMI for October 2025 is past its date and has no outcome"
    assert hint == (
        "look it up, then psr-report forecasts resolve 2025-09/a/bmi-2025-10 --actual … --source … "
        "--outcome hit|miss|partial"
    )


def test_any_outcome_satisfies_it_whenever_it_was_recorded(tmp_path: Path) -> None:
    files = {"2025-09/a.yaml": yaml("A", f"forecasts: [{ENTRY}{OUTCOME}}}]"), f"{MONTH}/b.yaml": yaml("B")}
    assert told(tmp_path, files) == []


@pytest.mark.parametrize("due", ["2025", "2025-11", "H2 2025"])
def test_what_is_due_later_than_the_issue_speaks_is_not_asked_for_whatever_the_clock_says(
    tmp_path: Path, due: str
) -> None:
    text = yaml("A", f"forecasts: [{ENTRY.replace('2025-10', due)}}}]")
    assert told(tmp_path, {f"{MONTH}/a.yaml": text}) == []


def test_the_publishing_day_counts(tmp_path: Path) -> None:
    text = yaml("A", f"forecasts: [{ENTRY.replace('2025-10', '2025-11-10')}}}]")
    for day, count in (("2025-11-10", 0), ("2025-11-11", 1)):
        files = {f"{MONTH}/a.yaml": text, f"{MONTH}/issue.yaml": f"publishes: {day}\n"}
        assert len(told(tmp_path / day, files)) == count


def test_a_story_that_was_never_printed_promised_nothing(tmp_path: Path) -> None:
    files = {
        "2025-09/a.yaml": yaml("A", f"forecasts: [{ENTRY}}}]", "status: draft"),
        f"{MONTH}/b.yaml": yaml("B"),
    }
    assert told(tmp_path, files) == []


def test_the_story_that_made_it_may_say_why_nobody_will_ever_know(tmp_path: Path) -> None:
    aside = "ignore: {forecast-due: the statistics were discontinued}"
    files = {
        "2025-09/a.yaml": yaml("A", f"forecasts: [{ENTRY}}}]", aside),
        f"{MONTH}/b.yaml": yaml("B"),
    }
    [(_, severity, _, hint)] = told(tmp_path, files)
    assert (severity, hint) == ("info", "set aside: the statistics were discontinued")
