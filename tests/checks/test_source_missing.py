from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Severity
from psr_report.read.newsroom import newsroom
from tests.checks.asking import of_story, spots
from tests.desk import MONTH, write, yaml

RULE = "source-missing"


def test_a_source_without_an_address_is_an_error_at_its_name(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, "sources:\n  wire: {publisher: W, title: t}\n")
    assert spots(found) == ["6:3+4"]
    assert found[0].severity is Severity.ERROR
    assert found[0].message == 'the source "wire" has no address'
    assert found[0].hint == "add `url:` with its web address, or `url: unknown` if nobody knows it"


@pytest.mark.parametrize("url", ["https://example.org/x", "unknown", "Unknown"])
def test_an_address_and_the_word_unknown_are_both_an_answer(url: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, f"sources: {{wire: {{publisher: W, title: t, url: {url}}}}}") == []


def test_a_key_with_nothing_behind_it_is_no_answer(tmp_path: Path) -> None:
    assert spots(
        of_story(tmp_path, RULE, "sources:\n  wire:\n    publisher: W\n    title: t\n    url:\n")
    ) == ["6:3+4"]


def test_a_draft_is_told_as_well(tmp_path: Path) -> None:
    assert len(of_story(tmp_path, RULE, "status: draft", "sources: {wire: {publisher: W, title: t}}")) == 1


@pytest.mark.parametrize(
    ("sources", "place", "message"),
    [
        ("sources: {wire: {title: t, url: unknown}}", (5, 11), '"publisher" of "wire" is missing'),
        (
            "sources:\n  wire:\n    publisher:\n    title: t\n",
            (7, 5),
            '"publisher" has no value',
        ),
        ("sources: {}", (5, 1), "this story names no source"),
        ("sources:", (5, 1), '"sources" has no value'),
    ],
)
def test_reading_reports_what_it_refuses_under_the_same_name(
    sources: str, place: tuple[int, int], message: str, tmp_path: Path
) -> None:
    found = newsroom(write(tmp_path, {f"{MONTH}/a.yaml": yaml("A", sources)}), MONTH).problems
    assert [(one.rule, (one.place.line, one.place.column), one.message) for one in found] == [
        (RULE, place, message)
    ]
