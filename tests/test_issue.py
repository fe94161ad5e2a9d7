from __future__ import annotations

import pytest

from psr_report.issue import Change
from psr_report.periods import parse
from psr_report.settings import Report
from tests.issues import figure, sample_issue, story


@pytest.mark.parametrize(
    ("value", "parts", "counted", "caption"),
    [
        ("over 250,000 charging points", ["over", "250,000"], "charging points", "charging points in the US"),
        ("1 station", ["1"], "station", "station in the US"),
        ("2 million units", ["2", "million"], "units", "units in the US"),
        ("22%", ["22", "%"], "", "in the US"),
        ("US$63/kWh", ["US$", "63", "/kWh"], "", "in the US"),
        ("20,000", ["20,000"], "", "in the US"),
    ],
)
def test_what_a_count_counts_opens_the_label(
    value: str, parts: list[str], counted: str, caption: str
) -> None:
    one = figure("in the US", value)
    assert [part.text for part in one.parts] == parts
    assert (one.counted, one.caption) == (counted, caption)


def test_stories_come_in_the_order_of_the_sections() -> None:
    issue = sample_issue()
    assert [each.slug for each in issue.stories] == [
        each.slug for section in issue.sections for each in section.stories
    ]
    assert story("x", "X").slug == "x"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Alternative Power Report", "alternative-power-report-2025-11"),
        ("R&D: Ships/Ports", "r-d-ships-ports-2025-11"),
        ("../../etc", "etc-2025-11"),
        ("Énergie Münch", "energie-munch-2025-11"),
        ("电力报告", "report-2025-11"),
    ],
)
def test_the_name_of_the_files_is_safe_on_every_disk(name: str, stem: str) -> None:
    assert sample_issue(report=Report(name=name, publisher="P")).file_stem == stem


def test_a_change_says_since_when_and_which_earlier_issue_printed_the_value() -> None:
    assert Change(-57, parse("2022"), None).words == "since 2022, calculated"
    assert Change(-57, parse("2022"), "2025-09").words == "since 2022 (September 2025 issue), calculated"
    assert Change(5, parse("2025-09"), "2025-09").words == "since September 2025, calculated"
