from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from psr_report import checks
from psr_report.errors import Place, Problem, Severity
from psr_report.formats import junit
from psr_report.inspection import Checked, Inspection
from tests.desk import MONTH, yaml
from tests.formats.inspections import TWO, add, break_a_rule, inspected

A, B = f"content/{MONTH}/a.yaml", f"content/{MONTH}/b.yaml"


def cases(inspection: Inspection) -> dict[tuple[str | None, str | None], ET.Element]:
    """Return the cases of a report by file and rule, each of which must stand once."""
    suites = ET.fromstring(junit.report(inspection))
    (suite,) = suites
    found = list(suite)
    for one in (suites, suite):
        assert (suites.tag, suite.tag) == ("testsuites", "testsuite")
        assert int(one.attrib["tests"]) == len(found)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(one.attrib[name]) == sum(case.find(tag) is not None for case in found)
    by_name = {(case.get("classname"), case.get("name")): case for case in found}
    assert len(by_name) == len(found)
    return by_name


def came_out(case: ET.Element) -> list[str]:
    return [element.tag for element in case]


def test_every_story_has_a_case_for_every_rule(tmp_path: Path) -> None:
    found = cases(inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A"), f"{MONTH}/b.yaml": yaml("B")}))
    for file in (A, B):
        assert [name for one, name in found if one == file] == ["read", *checks.RULES]
    assert not any(map(came_out, found.values()))


def test_the_suite_is_the_issue(tmp_path: Path) -> None:
    assert ET.fromstring(junit.report(inspected(tmp_path, TWO)))[0].get("name") == "November 2025"


def test_the_lists_and_the_plan_have_a_case_each(tmp_path: Path) -> None:
    files = {**TWO, f"{MONTH}/issue.yaml": "number: 3\n"}
    lists = [file for (file, name) in cases(inspected(tmp_path, files)) if name == "read"]
    assert [Path(file or "").stem for file in lists] == [
        *("report", "people", "companies", "topics", "terms", "issue"),
        *("a", "b"),
    ]


def test_what_a_rule_objects_to_is_a_failure_with_place_and_hint(tmp_path: Path) -> None:
    case = cases(inspected(tmp_path, TWO))[A, "chart-data"]
    (failure,) = case
    assert failure.tag == "failure"
    assert failure.attrib == {"message": "all values are zero", "type": "error"}
    assert failure.text == (
        f"{A}:5:15: error: all values are zero [chart-data]\n  hint: say it in the text instead"
    )


def test_several_problems_are_one_failure_of_which_the_first_is_the_message(tmp_path: Path) -> None:
    chart = "chart: {kind: bar, title: t, measure: m, rows: [{a: A, b: 0}, {a: B, note: none}]}"
    case = cases(inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A", chart)}))[A, "chart-data"]
    (failure,) = case
    assert (failure.text or "").count(" error: ") == 2
    assert failure.get("message") == "all values are zero"


def test_what_is_set_aside_is_skipped_with_its_reason(tmp_path: Path) -> None:
    case = cases(inspected(tmp_path, TWO))[B, "chart-data"]
    assert came_out(case) == ["skipped", "system-out"]
    assert case[0].get("message") == "it is drawn elsewhere"
    assert "set aside: it is drawn elsewhere" in (case[1].text or "")


def test_a_mere_information_passes_and_says_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, Severity.INFO)
    case = cases(inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A")}))[A, "fine"]
    assert came_out(case) == ["system-out"]
    assert '"so" is not fine' in (case[0].text or "")


def test_a_warning_fails_its_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, Severity.WARNING)
    (failure,) = cases(inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A")}))[A, "fine"]
    assert (failure.tag, failure.get("type")) == ("failure", "warning")


def test_a_story_that_cannot_be_read_fails_and_no_rule_is_said_to_pass(tmp_path: Path) -> None:
    found = cases(inspected(tmp_path, {f"{MONTH}/a.yaml": "headline: [\n", f"{MONTH}/b.yaml": yaml("B")}))
    of_a = {name: came_out(case) for (file, name), case in found.items() if file == A}
    assert of_a == {"yaml-syntax": ["failure"], **{name: ["skipped"] for name in checks.RULES}}
    assert found[A, "unused"][0].get("message") == "not asked: the file could not be read as a whole"
    assert came_out(found[B, "unused"]) == []


def test_a_story_that_is_read_in_part_is_held_to_the_rules_that_can_be_asked(tmp_path: Path) -> None:
    figure = "figures: {a: {label: A, value: much}}"
    found = cases(inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A", figure)}))
    of_a = {name: came_out(case) for (file, name), case in found.items() if file == A}
    assert (of_a["quantity-wrong"], of_a["chart-data"], of_a["glyph-missing"]) == (
        ["failure"],
        ["skipped"],
        [],
    )
    assert of_a["ignore-unused"] == ["skipped"]


def test_a_list_with_a_mistake_fails(tmp_path: Path) -> None:
    found = cases(inspected(tmp_path, {**TWO, "people.yaml": "ada: {nam: A}\n"}))
    assert [name for file, name in found if file == "content/people.yaml"] == ["key-missing", "key-unknown"]


def test_a_file_of_an_earlier_month_has_a_case_when_it_has_a_problem(tmp_path: Path) -> None:
    found = cases(inspected(tmp_path, {**TWO, "2025-10/old.yaml": "headline: [\n"}))
    assert came_out(found["content/2025-10/old.yaml", "yaml-syntax"]) == ["failure"]


def test_a_rule_that_broke_on_a_story_is_in_error_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_a_rule(monkeypatch)
    case = cases(inspected(tmp_path, TWO))[A, "broken"]
    assert came_out(case) == ["error"]
    assert case[0].get("message") == "the rule broken broke: KeyError: 'a'"


def test_a_rule_that_broke_on_the_issue_passes_for_no_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_a_rule(monkeypatch, on_the_issue=True)
    found = cases(inspected(tmp_path, TWO))
    assert came_out(found[f"content/{MONTH}/issue.yaml", "broken"]) == ["error"]
    assert [came_out(found[file, "broken"]) for file in (A, B)] == [["skipped"], ["skipped"]]


def test_no_character_breaks_the_report() -> None:
    evil = "a\x00\x1b[31m<b>&\"'\ufffe\ud800\u202e]]>\n\u0085電"
    problem = Problem("x", Severity.ERROR, Place(evil, 1, 1), evil, evil, aside=None)
    aside = Problem("y", Severity.INFO, Place(evil, 1, 1), evil, evil, aside=evil)
    story = Checked(evil, "a", True)
    inspection = Inspection(MONTH, (problem, aside), (story,), (), ("x", "y"), None, {})  # type: ignore[arg-type]
    report = junit.report(inspection)
    report.encode()
    assert not set(report) & set("\x00\x1b\ufffe\u202e\u0085")
    found = {case.get("name"): case for case in ET.fromstring(report)[0]}
    assert "<U+001B>[31m<b>&\"'" in (found["x"][0].get("message") or "")
    assert "]]>" in (found["x"][0].text or "")
    assert found["y"][0].tag == "skipped"


def test_nothing_in_it_tells_when_or_how_fast_it_was_checked(tmp_path: Path) -> None:
    report = junit.report(inspected(tmp_path, TWO))
    assert "time" not in report
    assert report.startswith('<?xml version="1.0" encoding="utf-8"?>\n<testsuites ')
