"""The person's own editor, as VISUAL or EDITOR names it."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from psr_report.errors import UsageError

_VARIABLES = ("VISUAL", "EDITOR")


def named() -> tuple[str, ...]:
    """Return the editor's program and its arguments; raises UsageError where none can be started."""
    for variable in _VARIABLES:
        line = os.environ.get(variable, "").strip()
        if not line:
            continue
        try:
            words = shlex.split(line)
        except ValueError:
            words = []
        if not words or shutil.which(words[0]) is None:
            raise UsageError(
                f"{variable} is {line[:100]}, and there is no such program",
                f"set it to your editor: export {variable}=nano",
            )
        return tuple(words)
    raise UsageError(
        "--edit needs to know your editor, and neither VISUAL nor EDITOR names one",
        'say it once: export EDITOR=nano, or export EDITOR="code --wait"; or leave --edit out',
    )


def edit(words: Sequence[str], path: Path) -> int:
    """Open a file in an editor and return the editor's exit code. Ctrl-C is the editor's meanwhile."""
    sys.stdout.flush()  # what was printed before comes before what the editor prints
    try:
        program = subprocess.Popen([*words, os.fspath(path)])
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise UsageError(f"{words[0]} cannot be started: {said}", f"the file is there: {path}") from error
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return program.wait()
    finally:
        signal.signal(signal.SIGINT, before)
