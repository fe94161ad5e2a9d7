"""What runs with nobody watching: the line for cron in the README, the workflow, the Makefile."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from psr_report.editions import EDITIONS
from tests.program import run
from tests.read.rooms import ARTICLE, STORY, write

ROOT = Path(__file__).parents[1]
WORKFLOW = (ROOT / ".github" / "workflows" / "monthly-issue.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("answer", "asked", "code"),
    [(0, ["current"], 0), (1, ["current"], 1), (2, ["current", "latest"], 0), (3, ["current"], 1)],
)
def test_cron_builds_the_latest_issue_only_when_the_month_has_none(
    tmp_path: Path, answer: int, asked: list[str], code: int
) -> None:
    (line,) = re.findall(r"^0 6 5 \* \*  (.+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    program = tmp_path / ".venv" / "bin" / "psr-report"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "$2"\n[ "$2" = latest ] || exit {answer}\n')
    program.chmod(0o755)
    ended = subprocess.run(
        ["sh", "-c", line.replace("/srv/newsroom", str(tmp_path))],
        capture_output=True,
        check=False,
        text=True,
    )
    assert (ended.stdout.split(), ended.returncode) == (asked, code)


def test_a_month_without_an_issue_and_a_mistake_in_the_content_end_differently(tmp_path: Path) -> None:
    write(tmp_path, {STORY: ARTICLE.replace("source: cctv", "source: cctw")})
    build = ("build", "current", "-t", "announcement")
    assert run(*build, cwd=tmp_path, env={"SOURCE_DATE_EPOCH": "1767225600"}).code == 2
    assert run(*build, cwd=tmp_path, env={"SOURCE_DATE_EPOCH": "1763000000"}).code == 1


def test_the_workflow_builds_and_uploads_every_edition() -> None:
    assert "--to" not in WORKFLOW
    assert set(EDITIONS) == {"html", "pdf", "announcement"}
    for pattern in ("output/*/*.pdf", "output/*/*.html", "output/*/*-announcement*"):
        assert f"            {pattern}\n" in WORKFLOW


def test_make_clean_leaves_no_log_of_a_build() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "build.log" in makefile.partition("\nclean:")[2].partition("\n\n")[0]
