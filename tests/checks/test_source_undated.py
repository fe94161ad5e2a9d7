from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Severity
from tests.checks.asking import of_story, spots

RULE = "source-undated"


def test_a_source_without_a_date_is_a_warning_at_its_name(tmp_path: Path) -> None:
    found = of_story(
        tmp_path, RULE, "sources:\n  wire: {publisher: W, title: t}\n  b: {publisher: W, title: u}\n"
    )
    assert spots(found) == ["6:3+4", "7:3+1"]
    assert {one.severity for one in found} == {Severity.WARNING}
    assert found[0].message == 'the source "wire" has no date'
    assert "`published: unknown`" in (found[0].hint or "")


@pytest.mark.parametrize("published", ["2025-10-16", "2025-10", "2025", "unknown"])
def test_a_date_of_any_length_and_the_word_unknown_are_an_answer(published: str, tmp_path: Path) -> None:
    source = f"sources: {{wire: {{publisher: W, title: t, published: {published}}}}}"
    assert of_story(tmp_path, RULE, source) == []


def test_when_it_was_read_does_not_say_when_it_was_published(tmp_path: Path) -> None:
    source = "sources: {wire: {publisher: W, title: t, accessed: 2025-10-20}}"
    assert len(of_story(tmp_path, RULE, source)) == 1
