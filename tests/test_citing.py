from __future__ import annotations

from psr_report import citing
from tests.desk import article

STORY = """
figures:
  a: {label: x, value: 5%, as_of: 2025-11, source: desk}
forecasts:
  - {statement: Half, by: W, due: 2025, source: wire, outcome: {result: hit, source: late, date: 2026-01-12}}
  - {statement: All, by: W, due: 2025, source: wire, outcome: {result: miss, source: desk, date: 2026-01-12}}
sources:
  desk: {publisher: D, title: t, url: unknown, published: unknown}
  wire: {publisher: W, title: t, url: unknown, published: unknown}
  note: {publisher: N, title: t, url: unknown, published: unknown}
  late: {publisher: L, title: t, url: unknown, published: unknown}
"""


def test_what_a_story_refers_to_is_told_apart_from_what_came_later() -> None:
    told = article(STORY, summary="It is so.[^note]")
    assert sorted(citing.cited(told)) == ["desk", "note", "wire", "wire"]
    assert list(citing.of_outcomes(told)) == ["late", "desk"]
    assert citing.later(told) == {"late"}


def test_a_story_without_outcomes_has_no_later_sources() -> None:
    assert citing.later(article()) == frozenset()
