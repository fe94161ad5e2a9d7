from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from psr_report import __version__, checks
from psr_report.errors import Severity
from psr_report.formats import sarif
from psr_report.inspection import Inspection
from tests.desk import MONTH, yaml
from tests.formats.inspections import TWO, add, break_a_rule, inspected

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def run(inspection: Inspection) -> Any:
    """Return the one run of a report, which must be valid."""
    log = json.loads(sarif.report(inspection))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    return one


def test_a_result_has_its_rule_its_words_and_its_hint(tmp_path: Path) -> None:
    one = run(inspected(tmp_path, TWO))
    first = one["results"][0]
    assert one["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "chart-data"
    assert (first["level"], first["suppressions"]) == ("error", [])
    assert first["message"]["text"] == ("all values are zero\nsay it in the text instead")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "content/2025-11/a.yaml"},
        "region": {"startLine": 5, "startColumn": 15, "endColumn": 16},
    }
    assert one["columnKind"] == "unicodeCodePoints"
    assert one["invocations"] == [{"executionSuccessful": True}]


def test_what_is_set_aside_is_suppressed_with_its_reason(tmp_path: Path) -> None:
    second = run(inspected(tmp_path, TWO))["results"][1]
    assert second["level"] == "note"
    assert second["suppressions"] == [{"kind": "inSource", "justification": "it is drawn elsewhere"}]


def test_the_tool_has_every_rule_with_its_page(tmp_path: Path) -> None:
    driver = run(inspected(tmp_path, TWO))["tool"]["driver"]
    assert (driver["name"], driver["version"], "informationUri" in driver) == (
        "psr-report",
        __version__,
        False,
    )
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert list(rules) == sorted({*checks.RULES, *checks.READING})
    rule = rules["chart-data"]
    assert rule["shortDescription"]["text"].startswith("A chart must be drawable: ")
    assert rule["fullDescription"]["text"].startswith("A chart that cannot be drawn as asked is never drawn")
    assert "Fails:\n\n    figures:\n" in rule["help"]["text"]
    assert "Fails:\n\n```yaml\nfigures:\n" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rules["unused"]["defaultConfiguration"] == {"level": "warning"}
    assert "UTF-8" in rules["encoding"]["help"]["text"]


def test_a_rule_that_was_not_asked_is_not_among_them(tmp_path: Path) -> None:
    rules = {rule["id"] for rule in run(inspected(tmp_path, TWO, ["unused"]))["tool"]["driver"]["rules"]}
    assert rules & checks.RULES.keys() == {"unused"}
    assert "key-unknown" in rules


def test_what_reading_objects_to_has_a_rule_too(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": yaml("A", "colour: red", topic="x"), "people.yaml": "a: [\n"}
    one = run(inspected(tmp_path, files))
    found = [(result["ruleId"], result["ruleIndex"]) for result in one["results"]]
    assert {name for name, _ in found} == {"key-unknown", "tag-unknown", "yaml-syntax"}
    assert all(one["tool"]["driver"]["rules"][index]["id"] == name for name, index in found)


def test_a_fix_counts_the_characters_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, Severity.WARNING, word="kWH", becomes="kWh")
    text = yaml("A", summary="电池 81 kWH.")
    (result,) = run(inspected(tmp_path, {f"{MONTH}/a.yaml": text}, ["fine"]))["results"]
    assert result["fixes"] == [
        {
            "description": {"text": "mend it"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "content/2025-11/a.yaml"},
                    "replacements": [
                        {
                            "deletedRegion": {"charOffset": text.index("kWH"), "charLength": 3},
                            "insertedContent": {"text": "kWh"},
                        }
                    ],
                }
            ],
        }
    ]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (9, 12)


def test_a_rule_that_broke_is_told_beside_the_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_a_rule(monkeypatch)
    one = run(inspected(tmp_path, TWO))
    (invocation,) = one["invocations"]
    assert not invocation["executionSuccessful"]
    first, _ = invocation["toolExecutionNotifications"]
    assert first["level"] == "error"
    assert first["message"]["text"].startswith("the rule broken broke: KeyError: 'a'\nthis is a fault of")
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "content/2025-11/a.yaml"
    assert {result["ruleId"] for result in one["results"]} == {"chart-data"}


def test_addresses_are_escaped_and_absolute_ones_say_so(tmp_path: Path) -> None:
    assert sarif._artifact("content/a b/50%:é.yaml") == {"uri": "content/a%20b/50%25%3A%C3%A9.yaml"}
    assert sarif._artifact("/srv/a b.yaml") == {"uri": "file:///srv/a%20b.yaml"}


def test_addresses_are_those_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = inspected(tmp_path, TWO)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path.parent))
    place = run(found)["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == f"{tmp_path.name}/content/2025-11/a.yaml"


def test_an_issue_without_a_problem_is_valid_too(tmp_path: Path) -> None:
    assert run(inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A")}))["results"] == []
