from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from psr_report import completion
from psr_report.model import Kind
from psr_report.read.names import keys
from tests.figures.book import newsroom
from tests.program import PROGRAM, shell


def completed(folder: Path, *words: str) -> list[str]:
    """Return what bash is offered for the last of the words."""
    line = " ".join(["psr-report", *words])
    env = {"_PSR_REPORT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words))}
    ended = shell(" ".join(PROGRAM), cwd=folder, env=env)
    assert (ended.code, ended.err) == (0, "")
    return ended.out.split()


@pytest.mark.parametrize(
    ("option", "typed", "offered"),
    [
        ("--topic", "", ["batteries", "trucks"]),
        ("--company", "C", ["CATL"]),
        ("--kind", "", ["actual", "estimate", "claim", "forecast"]),
        ("--kind", "claim,f", ["claim,forecast"]),
        ("--issue", "2025-1", ["2025-11", "2025-10"]),
        ("--format", "p", ["parquet"]),
    ],
)
def test_the_shell_completes_what_the_ledger_is_asked_for(
    tmp_path: Path, option: str, typed: str, offered: list[str]
) -> None:
    newsroom(tmp_path)
    assert completed(tmp_path, "figures", option, typed or '""')[: len(offered)] == offered


def test_without_a_newsroom_nothing_is_offered(tmp_path: Path) -> None:
    assert completed(tmp_path, "figures", "--topic", '""') == []


def test_a_broken_list_offers_nothing(tmp_path: Path) -> None:
    for text in (b"topics: [", b"", b"\xff", b"topics: one", b"- a"):
        (tmp_path / "topics.yaml").write_bytes(text)
        assert keys(tmp_path / "topics.yaml", ("topics",)) == []


def test_a_list_that_is_not_there_offers_nothing(tmp_path: Path) -> None:
    newsroom(tmp_path)
    (tmp_path / "companies.yaml").unlink()
    assert completed(tmp_path, "figures", "--company", '""') == []


def test_the_kinds_are_those_of_the_model() -> None:
    assert get_args(Kind) == completion._KINDS
