"""What the README shows is true."""

from __future__ import annotations

import re
from pathlib import Path

from psr_report import checks
from psr_report.errors import Severity
from tests.checks.examples import told

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PEOPLE = "# people.yaml\nguy-youngs: {name: Guy Youngs, title: Lead, organisation: Sample House}\n\n"


def test_the_story_in_the_readme_is_right_under_all_rules(tmp_path: Path) -> None:
    [story] = re.findall(r"```yaml\n(headline:.*?)```", README, re.DOTALL)
    found = told(tmp_path, f"{PEOPLE}# 2025-11/story.yaml\n{story}")
    assert [one.message for one in found if one.severity is not Severity.INFO] == []


def test_the_rules_that_the_readme_names_exist() -> None:
    named = re.findall(r": (?:error|warning|info): .* \[([a-z-]+)\]\n", README)
    assert named
    assert set(named) <= checks.EVERY.keys()
