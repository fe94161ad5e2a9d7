"""The printed issue: the page from the templates, and the child process that makes it a PDF.

Only ``worker`` knows WeasyPrint. It runs in a process of its own, with limits, before anything is read.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from psr_report import __version__
from psr_report.errors import RenderError
from psr_report.output import Output

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory
    from types import TracebackType

    from jinja2 import Environment

    from psr_report.editions.pdf.press import Press
    from psr_report.issue import Issue

BASE = "psr://issue/"  # a fixed address: names of objects in the PDF derive from it
WALL_SECONDS = 300
CPU_SECONDS = 240
MEMORY = 3 << 30  # bytes of address space; an issue of forty stories needs a sixth of it

_TOO_LONG = "look for an extremely long text or table"
_MEMORY_WORDS = ("MemoryError", "Cannot allocate memory", "failed to allocate", "out of memory")


def edition() -> Printing:
    """Return the edition."""
    return Printing()


def standing() -> Press:
    """Return what prints one issue after the other."""
    from psr_report.editions.pdf.press import Press

    return Press()


class Printing:
    """The PDF edition: entering starts the child, whose imports take longer than reading the newsroom."""

    worker = "psr_report.editions.pdf.worker"

    def __init__(self) -> None:
        self._scratch: TemporaryDirectory[str] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._talk: threading.Thread | None = None
        self._answer: tuple[bytes, bytes] | Exception | None = None
        self._name = ""

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:  # a signal just now, too, must leave no process and no folder behind
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._child is not None:
            self._child.kill()
            if self._talk is not None:
                self._talk.join()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
                _close(pipe)
        if self._scratch is not None:
            self._scratch.cleanup()

    def _start(self) -> None:
        from tempfile import TemporaryDirectory

        from psr_report.fonts import fontconfig_file

        try:
            self._scratch = TemporaryDirectory(prefix="psr-report-", ignore_cleanup_errors=True)
            folder = Path(self._scratch.name)
            settings = folder / "fonts.conf"
            settings.write_text(fontconfig_file(scratch=folder), encoding="utf-8")
        except OSError as error:
            what = f"the PDF needs a temporary folder, and none can be written: {error.strerror or error}"
            raise RenderError(what, "free some space there, or name another folder in TMPDIR") from error
        # -P: a module of the current folder must not take the place of an installed one.
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", self.worker, str(MEMORY), str(CPU_SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(settings),
            process_group=0,  # Ctrl-C is for the parent alone, which ends the child
        )

    def begin(self, issue: Issue, templates: Environment) -> None:
        """Hand the page to the child."""
        from psr_report.editions.pdf.page import job

        self._name = f"{issue.file_stem}.pdf"
        self._talk = threading.Thread(
            target=self._ask, args=(pickle.dumps(job(issue, templates)),), daemon=True
        )
        self._talk.start()

    def _ask(self, job: bytes) -> None:
        assert self._child is not None
        try:
            self._answer = self._child.communicate(job, timeout=WALL_SECONDS)
        except Exception as error:  # raised again by the thread that waits
            self._answer = error
            self._child.kill()

    def outputs(self) -> Sequence[Output]:
        """Return the PDF, waiting for the child. Raises RenderError when that failed or passed its limits."""
        assert self._child is not None
        assert self._talk is not None
        self._talk.join()
        if isinstance(self._answer, subprocess.TimeoutExpired):
            raise too_late()
        if isinstance(self._answer, Exception):
            raise self._answer
        assert self._answer is not None
        answer, complaint = self._answer
        if self._child.returncode != 0:
            raise failure(self._child.returncode, complaint.decode("utf-8", "replace"))
        return [finished(self._name, answer)]


def finished(name: str, answer: bytes) -> Output:
    """Return the file in a worker's answer."""
    pages, _, data = answer.partition(b"\n")
    return Output(name, data, pages=int(pages))


def print_page(issue: Issue, templates: Environment) -> str:
    """Return the HTML that the child prints, its styles inside: for comparing, and for plain WeasyPrint."""
    from psr_report.editions.pdf.page import job

    made: dict[str, Any] = job(issue, templates)
    return str(made["html"]).replace("</head>", f"<style>{made['css']}</style></head>", 1)


def _environment(settings: Path) -> dict[str, str]:
    """Return the child's environment: the person's, without what could make two people's PDFs differ."""
    from psr_report.fonts import child_environment

    changed = child_environment(settings, os.environ)
    changed |= {
        "TMPDIR": str(settings.parent),
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
    }
    changed.pop("SOURCE_DATE_EPOCH", None)
    root = Path(__file__).parents[3]
    if not root.name.endswith("-packages"):  # not installed: the child would not find the program
        changed["PYTHONPATH"] = os.pathsep.join(filter(None, (changed.get("PYTHONPATH"), str(root))))
    return changed


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return  # the child is gone and took its end of the pipe with it


def too_late() -> RenderError:
    """Return what to say when the child took too long."""
    return RenderError(f"the PDF takes longer than {WALL_SECONDS} seconds", _TOO_LONG)


def failure(code: int, complaint: str) -> RenderError:
    """Return what the child's end means to a person, and what there is to do about it."""
    from psr_report.doctor import pango_missing, pango_remedy

    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    last = lines[-1] if lines else f"exit code {code}"
    if lacking := pango_missing():
        return RenderError(
            f"the PDF needs libraries that this machine lacks: {', '.join(lacking)}", pango_remedy()
        )
    if any(words in complaint for words in _MEMORY_WORDS):
        what = f"the PDF needs more than {MEMORY / (1 << 30):.3g} GiB of memory"
        return RenderError(what, f"{_TOO_LONG}, or a huge picture")
    if code == -signal.SIGXCPU:
        return RenderError(f"the PDF takes more than {CPU_SECONDS} seconds of processor time", _TOO_LONG)
    if code == -signal.SIGKILL:
        return RenderError(
            "the PDF engine was ended from outside", "if the machine ran out of memory, free some"
        )
    if code < 0:
        hint = f"{_TOO_LONG}, or a huge picture; `psr-report doctor` says what the machine lacks"
        return RenderError(f"the PDF engine crashed ({_signal_name(-code)})", hint)
    if code == 3:
        return RenderError(
            f"the PDF would be incomplete: {last}", "mend the template, or the text that asks for it"
        )
    return RenderError(
        f"the PDF engine failed: {last}", f"this is a fault of psr-report {__version__}, please report it"
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
