from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from tests.desk import MONTH, room, yaml


def told(folder: Path, files: dict[str, str]) -> list[tuple[str, str, str | None, int]]:
    found = checks.run(room(folder, files), MONTH, only=["ignore-unknown"])
    assert {str(one.severity) for one in found} <= {"warning"}
    return [
        (f"{Path(one.place.file).name}:{one.place.line}:{one.place.column}", one.message, one.hint, one.width)
        for one in found
    ]


def test_a_name_with_a_slip_in_it_is_a_warning_at_the_name_with_the_nearest_rule(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": yaml("A", "ignore:\n  unused: so\n  chart-dat: it is drawn elsewhere")}
    assert told(tmp_path, files) == [
        ("a.yaml:7:3", 'there is no rule "chart-dat"', 'did you mean "chart-data"?', 9)
    ]


def test_a_name_that_is_near_to_none_is_to_be_copied_from_a_problem(tmp_path: Path) -> None:
    [(_, _, hint, _)] = told(tmp_path, {f"{MONTH}/a.yaml": yaml("A", "ignore: {xyzzy: so}")})
    assert hint == "write the name that stands in brackets behind the problem, or delete this"


@pytest.mark.parametrize("name", ["glyph-missing", "key-unknown", "ignore-unknown", "ignore-unused"])
def test_what_cannot_be_set_aside_is_said(tmp_path: Path, name: str) -> None:
    [(_, message, hint, _)] = told(tmp_path, {f"{MONTH}/a.yaml": yaml("A", f"ignore: {{{name}: so}}")})
    assert message == f"{name} cannot be set aside"
    assert hint == "mend what it objects to, and delete this"


def test_a_fault_of_the_program_cannot_be_set_aside_either(tmp_path: Path) -> None:
    [(_, message, _, _)] = told(tmp_path, {f"{MONTH}/a.yaml": yaml("A", "ignore: {internal: so}")})
    assert message == "internal cannot be set aside"


def test_the_plan_is_asked_too(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": yaml("A"), f"{MONTH}/issue.yaml": "number: 3\nignore: {unusd: so}\n"}
    assert told(tmp_path, files) == [
        ("issue.yaml:2:10", 'there is no rule "unusd"', 'did you mean "unused"?', 5)
    ]


def test_the_names_of_rules_that_yield_are_right(tmp_path: Path) -> None:
    assert told(tmp_path, {f"{MONTH}/a.yaml": yaml("A", "ignore: {unused: so, chart-data: so}")}) == []
