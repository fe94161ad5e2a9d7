from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report.errors import Place, Problem, Severity
from psr_report.formats import json_rows
from psr_report.visible import INVISIBLE
from tests.desk import MONTH, yaml
from tests.formats.inspections import TWO, add, inspected


def test_a_row_is_the_contracts_seven_keys_in_their_order(tmp_path: Path) -> None:
    first, second = json.loads(json_rows.report(inspected(tmp_path, TWO)))
    assert list(first) == ["rule", "severity", "file", "line", "column", "message", "hint"]
    assert first == {
        "rule": "chart-data",
        "severity": "error",
        "file": "content/2025-11/a.yaml",
        "line": 5,
        "column": 15,
        "message": "all values are zero",
        "hint": "say it in the text instead",
    }
    assert (second["severity"], second["hint"]) == ("info", "set aside: it is drawn elsewhere")


def test_a_problem_without_a_hint_has_null(tmp_path: Path) -> None:
    seen = inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A")})
    seen = replace(seen, problems=(Problem("fine", Severity.ERROR, Place("a.yaml"), "so"),))
    assert [(row["rule"], row["hint"]) for row in json.loads(json_rows.report(seen))] == [("fine", None)]


def test_no_problem_is_an_empty_list(tmp_path: Path) -> None:
    assert json_rows.report(inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A")})) == "[]\n"


def test_rows_are_laid_out_for_a_person(tmp_path: Path) -> None:
    lines = json_rows.report(inspected(tmp_path, TWO)).split("\n")
    assert lines[:3] == ["[", "  {", '    "rule": "chart-data",']
    assert lines[-2:] == ["]", ""]


def test_letters_of_any_script_are_themselves_and_what_hides_is_escaped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(monkeypatch, Severity.ERROR, word="电池")
    found = inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A", summary="The 电池 of it.")})
    assert '"message": "\\"电池\\" is not fine"' in json_rows.report(found)
    assert json_rows.dumped("a\x9b\u202eb\U000e0041\ud800") == '"a\\u009b\\u202eb\\udb40\\udc41\\ud800"\n'


@given(st.text() | st.text(st.characters(categories=["Cc", "Cf"])))
def test_whatever_is_said_comes_back_and_cannot_steer_a_terminal(text: str) -> None:
    dumped = json_rows.dumped({"a": text})
    assert json.loads(dumped) == {"a": text}
    assert not INVISIBLE.search(dumped.replace("\n", ""))
    dumped.encode()
