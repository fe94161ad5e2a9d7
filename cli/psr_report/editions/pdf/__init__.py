"""The printed issue: the page from the templates, and the child process that makes it a PDF.

Only ``worker`` knows WeasyPrint; it runs in a process of its own, with limits, started before anything is read.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from psr_report import __version__
from psr_report.errors import RenderError
from psr_report.output import Output

if TYPE_CHECKING:
    from jinja2 import Environment

    from psr_report.issue import Issue

BASE = "psr://issue/"  # a fixed address: names of objects in the PDF derive from it
WALL_SECONDS = 300


def edition() -> Printing:
    """Return the edition."""
    return Printing()


class Printing:
    """The PDF edition: entering starts the child process, whose imports take longer than reading the newsroom."""

    def __init__(self) -> None:
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._waiting: threading.Thread | None = None
        self._answer: tuple[bytes, bytes] | None = None
        self._name = ""

    def __enter__(self) -> Self:
        from psr_report.fonts import child_environment, fontconfig_file

        self._scratch = tempfile.TemporaryDirectory(prefix="psr-report-")
        folder = Path(self._scratch.name)
        settings = folder / "fonts.conf"
        settings.write_text(fontconfig_file(scratch=folder), encoding="utf-8")
        environment = child_environment(settings, os.environ)
        environment |= {"TMPDIR": str(folder), "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
        environment.pop("SOURCE_DATE_EPOCH", None)
        self._child = subprocess.Popen(
            [sys.executable, "-m", "psr_report.editions.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._child is not None:
            if self._child.poll() is None:
                self._child.kill()
            if self._waiting is not None:
                self._waiting.join()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
                if pipe is not None and not pipe.closed:
                    _close(pipe)
        if self._scratch is not None:
            self._scratch.cleanup()

    def begin(self, issue: Issue, templates: Environment) -> None:
        """Hand the page to the child."""
        from psr_report.editions.pdf.page import job

        self._name = f"{issue.file_stem}.pdf"
        self._waiting = threading.Thread(target=self._run, args=(pickle.dumps(job(issue, templates)),), daemon=True)
        self._waiting.start()

    def _run(self, job: bytes) -> None:
        assert self._child is not None
        try:
            self._answer = self._child.communicate(job, timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def outputs(self) -> Sequence[Output]:
        """Return the PDF, waiting for the child. Raises RenderError when it failed or went past its limits."""
        assert self._child is not None and self._waiting is not None
        while self._waiting.is_alive():
            self._waiting.join(0.2)  # in steps, so that Ctrl-C is heard
        if self._answer is None:
            raise RenderError(f"the PDF took longer than {WALL_SECONDS} seconds", "look for an extremely long text or table")
        answer, complaint = self._answer
        if self._child.returncode != 0:
            raise _failure(self._child.returncode, complaint.decode("utf-8", "replace"))
        head, _, data = answer.partition(b"\n")
        return [Output(self._name, data, pages=int(head))]


def print_page(issue: Issue, templates: Environment) -> str:
    """Return the HTML that the child prints, with its styles inside: for measuring against plain WeasyPrint."""
    from psr_report.editions.pdf.page import job

    made: dict[str, Any] = job(issue, templates)
    return str(made["html"]).replace("</head>", f"<style>{made['css']}</style></head>", 1)


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return  # the child is gone and took its end of the pipe with it


def _failure(code: int, complaint: str) -> RenderError:
    """Return what the child's end means to a person."""
    lines = [line for line in complaint.splitlines() if line.strip()]
    last = lines[-1] if lines else ""
    if code == -signal.SIGXCPU or code == -signal.SIGKILL:
        return RenderError("the PDF took more processor time or memory than allowed", "look for an extremely long text or table")
    if code < 0:
        return RenderError(
            f"the PDF engine crashed ({signal.Signals(-code).name})", "run `psr-report doctor`; it says which fonts or libraries are missing"
        )
    if "MemoryError" in complaint or "Cannot allocate memory" in complaint:
        return RenderError("the PDF needed more memory than allowed", "look for an extremely long text, table or picture")
    if "cannot load library" in complaint or "ModuleNotFoundError" in complaint:
        return RenderError(f"the PDF engine cannot start: {last}", "run `psr-report doctor`; it names the command that mends it")
    return RenderError(f"the PDF could not be made: {last or f'exit code {code}'}", f"psr-report {__version__}; run `psr-report doctor`")
