"""A small newsroom without a fault, for tests that put one in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from psr_report.errors import Problem
from psr_report.read.newsroom import Newsroom, newsroom

MONTH = "2025-11"
STORY = "2025-11/solid-state.yaml"

ARTICLE = """\
headline: Solid-state cells promise 1,000 km
topic: batteries
region: China
companies: [CATL]
date: 2025-10
summary: |
  The pack goes 1,000 km (620 miles).
figures:
  range:
    label: Claimed range
    value: over 1,000 km
    source: cctv
    kind: claim
    as_of: unknown
    cycle: not stated
sources:
  cctv: {publisher: CCTV, title: A report, url: unknown, published: unknown}
analysis: {none: not supplied}
"""

FILES = {
    "report.yaml": "name: Alternative Power Report\npublisher: Power Systems Research\n",
    "people.yaml": "guy-youngs: {name: Guy Youngs, title: Lead, organisation: PSR, aliases: [G. Youngs]}\n",
    "companies.yaml": (
        "CATL: {name: CATL, native_name: 宁德时代, aliases: [Contemporary Amperex]}\nBYD: {name: BYD}\n"
    ),
    "topics.yaml": (
        "topics:\n  batteries: {name: Batteries}\nregions: [China, Europe]\nsegments: [passenger cars]\n"
    ),
    STORY: ARTICLE,
}


def write(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Return the folder of the small newsroom, with some files written otherwise or (None) left out."""
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def problems(
    folder: Path, changes: Mapping[str, str | bytes | None] | None = None, month: str = MONTH
) -> list[Problem]:
    """Return what reading the small newsroom with these changes objects to."""
    return list(newsroom(write(folder, changes), month).problems)


def lines(
    folder: Path, changes: Mapping[str, str | bytes | None] | None = None, month: str = MONTH
) -> list[str]:
    """Return the same as "file:line:column: message [rule]", the file named from the newsroom's folder."""
    found = problems(folder, changes, month)
    return [
        f"{str(problem.place).removeprefix(f'{folder}/')}: {problem.message} [{problem.rule}]"
        for problem in found
    ]


def room(
    folder: Path, changes: Mapping[str, str | bytes | None] | None = None, month: str = MONTH
) -> Newsroom:
    """Return the small newsroom with these changes, which must be readable."""
    reading = newsroom(write(folder, changes), month)
    assert reading.problems == ()
    return reading.newsroom
