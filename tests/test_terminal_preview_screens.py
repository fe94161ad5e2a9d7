"""The November issue at a real terminal: four widths, five environments, as they were when last looked at."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report.columns import columns
from tests.program import CONTENT, PROGRAM, environment, shell
from tests.screens import Terminal, drawn
from tests.test_references import REFERENCES, compare

WIDTHS = (40, 80, 120, 200)
FOLDER = REFERENCES / "terminal"
WORDS = ("preview", "november", "--no-pager", "--newsroom", CONTENT)
COLOURS = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
PLAIN: dict[str, Mapping[str, str | None]] = {
    "no-color": {**COLOURS, "NO_COLOR": "1"},
    "dumb": {"TERM": "dumb"},
}


def printed(width: int, env: Mapping[str, str | None], cwd: Path) -> bytes:
    """Return what appears at a terminal, but for the line that says which issue it is."""
    terminal = Terminal(*WORDS, cwd=cwd, columns=width, env=env)
    assert terminal.ended() == 0
    said, _, rest = terminal.raw.partition(b"\r\n")
    assert said == b"november is November 2025"
    return rest


def piped(width: int, env: Mapping[str, str | None], cwd: Path) -> bytes:
    done = subprocess.run(
        [*PROGRAM, *map(str, WORDS)],
        cwd=cwd,
        env=environment({"COLUMNS": str(width), **env}),
        capture_output=True,
        check=True,
    )
    return done.stdout


def held(name: str, text: str, width: int, update: bool) -> None:
    for line in text.splitlines():
        assert columns(line) <= width, line
        assert line == line.rstrip()
    compare(FOLDER, {name: text.encode()}, update)


@pytest.mark.parametrize("width", WIDTHS)
def test_in_colour_it_looks_as_it_did(width: int, tmp_path: Path, update_references: bool) -> None:
    raw = printed(width, COLOURS, tmp_path)
    assert b"\x1b[1;38;2;" in raw
    held(f"november-{width}-colour.txt", drawn(raw, width), width, update_references)


@pytest.mark.parametrize("width", WIDTHS)
def test_without_colour_at_a_dumb_terminal_and_in_a_pipe_it_is_the_same_clean_text(
    width: int, tmp_path: Path, update_references: bool
) -> None:
    text = piped(width, {}, tmp_path)
    held(f"november-{width}-plain.txt", text.decode(), width, update_references)
    for env in PLAIN.values():
        assert printed(width, env, tmp_path).replace(b"\r\n", b"\n") == text


@pytest.mark.parametrize("width", WIDTHS)
def test_in_an_ascii_locale_it_is_ascii(width: int, tmp_path: Path, update_references: bool) -> None:
    env = {"LC_ALL": "C", "TERM": "xterm-256color", "NO_COLOR": "1"}
    raw = printed(width, env, tmp_path)
    assert raw.isascii()
    assert b"\x1b" not in raw
    held(f"november-{width}-ascii.txt", drawn(raw, width), width, update_references)
    assert piped(width, {"LC_ALL": "C"}, tmp_path) == raw.replace(b"\r\n", b"\n")


def test_there_is_no_screen_that_nothing_is_compared_with() -> None:
    expected = {f"november-{width}-{kind}.txt" for width in WIDTHS for kind in ("colour", "plain", "ascii")}
    assert {path.name for path in FOLDER.iterdir()} == expected


def test_a_pipe_that_closes_early_is_no_failure(tmp_path: Path) -> None:
    line = f"set -o pipefail; $R preview november --newsroom {CONTENT} | head -1; echo ${{PIPESTATUS[0]}}"
    ended = shell(line, cwd=tmp_path)
    assert ended.out == "\n0\n"
    assert ended.err == "november is November 2025\n"


def test_a_narrower_pipe_than_any_screen_is_a_usage_error(tmp_path: Path) -> None:
    ended = shell(f"$R preview november --newsroom {CONTENT} --width 39", cwd=tmp_path)
    assert ended.code == 2
    assert "39 is not in the range 40<=x<=1000" in ended.err
