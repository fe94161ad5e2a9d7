from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Place, Problem, Severity
from psr_report.formats import github
from tests.formats.inspections import TWO, inspected


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def test_each_problem_is_a_line_at_its_words(tmp_path: Path) -> None:
    first, second, rest = github.report(inspected(tmp_path, TWO)).split("\n")
    assert first == (
        "::error file=content/2025-11/a.yaml,line=5,col=15,endColumn=16,title=chart-data::"
        "content/2025-11/a.yaml:5:15: all values are zero [chart-data]"
        "%0Ahint: say it in the text instead"
    )
    assert second.startswith("::notice file=content/2025-11/b.yaml,line=5,")
    assert second.endswith("%0Ahint: set aside: it is drawn elsewhere")
    assert rest == ""


def test_an_annotation_ends_behind_the_words_in_question() -> None:
    problem = Problem("rule", Severity.WARNING, Place("a.yaml", 3, 7), "so", width=6)
    assert github.annotation(problem) == (
        "::warning file=a.yaml,line=3,col=7,endColumn=13,title=rule::a.yaml:3:7: so [rule]"
    )


def test_nothing_in_a_problem_can_end_its_line_or_begin_a_command() -> None:
    evil = Place("a,b::c%0A\n::add-mask::x.yaml", 1, 2)
    said = github.annotation(
        Problem("rule", Severity.ERROR, evil, "x\n::stop-commands::t\r100%\u202e", "y\n::z")
    )
    assert said == (
        "::error file=a%2Cb%3A%3Ac%250A %3A%3Aadd-mask%3A%3Ax.yaml,line=1,col=2,endColumn=3,title=rule::"
        "a,b::c%250A ::add-mask::x.yaml:1:2: x ::stop-commands::t 100%25<U+202E> [rule]%0Ahint: y ::z"
    )


def test_what_has_no_place_is_said_of_the_whole_run() -> None:
    assert github.command("error", "100%\nso", "but\x1bso") == "::error::100%25 so%0Ahint: but<U+001B>so"
    assert github.command("notice", "it is so") == "::notice::it is so"
