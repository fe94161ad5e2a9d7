from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import formats
from psr_report.errors import UsageError
from psr_report.formats import FORMATS
from tests.formats.inspections import TWO, inspected


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_reports_a_newsroom_the_same_way_twice_and_ends_its_last_line(
    name: str, tmp_path: Path
) -> None:
    found = inspected(tmp_path, TWO)
    report = formats.report(name, found)
    assert report == formats.report(name, inspected(tmp_path, TWO))
    assert report.endswith("\n")
    assert "content/2025-11/a.yaml" in report


@pytest.mark.parametrize(("value", "name"), [("true", "github"), ("false", "text"), (None, "text")])
def test_without_a_name_the_format_is_that_of_the_place(
    value: str | None, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    if value:
        monkeypatch.setenv("GITHUB_ACTIONS", value)
    assert formats.named() == name
    assert formats.named(" SARIF") == "sarif"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("jsn", "did you mean json? the formats are text, json, github, sarif, junit"),
        ("xyz", "the formats are text, json, github, sarif, junit"),
    ],
)
def test_a_format_that_there_is_not_is_answered_with_those_that_there_are(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f'"{name}" is not a format') as raised:
        formats.named(name)
    assert raised.value.hint == hint


def test_a_file_is_named_from_the_checkout_where_it_lies_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    assert formats.in_workspace("content/a.yaml") == "content/a.yaml"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert formats.in_workspace("content/a.yaml") == "sub/content/a.yaml"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "other"))
    assert formats.in_workspace("content/a.yaml") == "content/a.yaml"
