"""The program as a person runs it: in a process of its own, with pipes or at a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psr_report

CONTENT = Path(__file__).parents[1] / "content"
CLOCK = "1764547200"  # 1 December 2025, after every embargo of the sample
PROGRAM = (sys.executable, "-m", "psr_report")
_OURS = ("CI", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "SOURCE_DATE_EPOCH", "TERM")
_PREFIXES = ("GITHUB_", "LC_", "PSR_REPORT_", "PYTHON")


@dataclass(frozen=True)
class Ended:
    """How a run ended and what it said; at a terminal both streams are the same wire."""

    code: int
    out: str
    err: str


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return an environment in which nothing of the tests' own shows; None takes a name out."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _OURS and not name.startswith(_PREFIXES)
    }
    plain = {
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path(psr_report.__file__).parents[1]),
        "SOURCE_DATE_EPOCH": CLOCK,
        "TERM": "xterm",
    }
    coverage = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    changed = {**kept, **plain, **coverage, **(changes or {})}
    return {name: value for name, value in changed.items() if value is not None}


def run(*words: str | Path, cwd: Path, env: Mapping[str, str | None] | None = None) -> Ended:
    """Return how ``psr-report`` with these words ended, its streams being pipes."""
    done = subprocess.run(
        [*PROGRAM, *map(str, words)],
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def shell(line: str, *, cwd: Path, env: Mapping[str, str | None] | None = None) -> Ended:
    """Return how a line of bash ended in which $R is the program."""
    program = {"R": " ".join(PROGRAM), **(env or {})}
    done = subprocess.run(
        ["bash", "-c", line], cwd=cwd, env=environment(program), capture_output=True, check=False
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def at_terminal(*words: str | Path, cwd: Path, env: Mapping[str, str | None] | None = None) -> Ended:
    """Return how the program ended at a terminal of 80 columns, and all that appeared there."""
    ours, theirs = pty.openpty()
    shown: list[bytes] = []

    def watch() -> None:
        try:
            while part := os.read(ours, 4096):
                shown.append(part)
        except OSError:
            return  # the other end was closed

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        process = subprocess.Popen(
            [*PROGRAM, *map(str, words)],
            cwd=cwd,
            env=environment({"COLUMNS": "80", **(env or {})}),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
    finally:
        os.close(theirs)
    code = process.wait()
    watcher.join()
    os.close(ours)
    text = b"".join(shown).decode().replace("\r\n", "\n")
    return Ended(code, text, text)
