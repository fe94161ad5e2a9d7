from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psr_report import main, quick
from psr_report.errors import UsageError

WORDS = st.sampled_from(
    [
        *("november", "nov 2025", "pdf", "html,pdf", "out", ""),
        *("-t", "--to", "-o", "--output", "--newsroom", "--strict", "--drafts", "--release"),
        *("--", "-", "-h", "--to=pdf", "-tpdf", "-oout", "--stric", "-x"),
    ]
)
DEFAULTS: dict[str, Any] = {
    "issue": None,
    "to": [],
    "output": Path("output"),
    "newsroom": None,
    "strict": False,
    "drafts": False,
    "release": False,
}


def as_typer_reads(arguments: list[str]) -> dict[str, Any] | None:
    """Return what the command gets from the library of the command line; None when that refuses it."""
    heard: list[dict[str, Any]] = []

    def requested(issue: str | None = None, **rest: Any) -> None:
        heard.append({"issue": issue, **rest})
        raise UsageError("far enough")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("psr_report.request.requested", requested)
        main.run(arguments)
    return heard[0] if heard else None


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_whatever_is_plain_is_read_as_typer_reads_it(words: list[str]) -> None:
    plain = quick.plainly(["build", *words])
    if plain is not None:
        assert {**DEFAULTS, **plain} == as_typer_reads(["build", *words])


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", {}),
        ("november", {"issue": "november"}),
        ("nov -t pdf -o out", {"issue": "nov", "to": ["pdf"], "output": Path("out")}),
        ("--to html --to pdf --strict", {"to": ["html", "pdf"], "strict": True}),
        ("--newsroom content --drafts --release", {"newsroom": "content", "drafts": True, "release": True}),
    ],
)
def test_the_usual_ways_to_ask_are_plain(words: str, asked: dict[str, Any]) -> None:
    assert quick.plainly(["build", *words.split()]) == asked


@pytest.mark.parametrize(
    "words",
    [
        "",
        "doctor",
        "build --help",
        "build -o",
        "build -o -t",
        "build november december",
        "build -o a -o b",
        "build --to=pdf",
        "build --strict --strict",
    ],
)
def test_what_is_unusual_is_left_to_typer(words: str) -> None:
    assert quick.plainly(words.split()) is None


def test_a_request_for_completion_is_left_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_PSR_REPORT_COMPLETE", "complete_bash")
    assert not quick.build(["build"])
