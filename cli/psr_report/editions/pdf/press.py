"""The printed issue again and again: one child has WeasyPrint loaded, and prints each in a fork of it."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Self

from psr_report.editions import pdf
from psr_report.editions.pdf import frames
from psr_report.errors import RenderError
from psr_report.output import Output

if TYPE_CHECKING:
    from types import TracebackType

    from jinja2 import Environment

    from psr_report.issue import Issue


class Press:
    """Prints issues in a child that stays. It is started when the first one is to be printed.

    The thread that begins must outlive the child: where that thread ends, the system ends the child too.
    """

    def __init__(self) -> None:
        self._child: _Staying | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._child is not None:
            self._child.__exit__(kind, error, trace)

    def begin(self, issue: Issue, templates: Environment) -> Callable[[], Sequence[Output]]:
        """Start the child if none runs, make the page; what is returned has it printed."""
        from psr_report.editions.pdf.page import job

        if self._child is not None and not self._child.is_alive:
            self._child.__exit__(None, None, None)
            self._child = None
        if self._child is None:
            self._child = _Staying().__enter__()
        page = pickle.dumps(job(issue, templates))
        return partial(self._printed, self._child, f"{issue.file_stem}.pdf", page)

    def _printed(self, child: _Staying, name: str, page: bytes) -> Sequence[Output]:
        with self._turn:
            return [pdf.finished(name, child.ask(page))]


class _Staying(pdf.Printing):
    """The child and how it is asked."""

    worker = "psr_report.editions.pdf.staying"

    @property
    def is_alive(self) -> bool:
        """Whether the child can be asked."""
        return self._child is not None and self._child.poll() is None

    def ask(self, page: bytes) -> bytes:
        """Return the answer to a page; raise RenderError when it failed or passed its limits."""
        assert self._child is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            assert self._child is not None
            self._child.kill()

        timer = threading.Timer(pdf.WALL_SECONDS, end)
        timer.daemon = True
        timer.start()
        try:
            answer = self._asked(page)
        finally:
            timer.cancel()
        if answer is None:
            raise self._lost(late.is_set())
        code, data, complaint = answer
        if code != 0:
            raise pdf.failure(code, complaint.decode("utf-8", "replace"))
        return data

    def _asked(self, page: bytes) -> tuple[int, bytes, bytes] | None:
        """Return what the child answers, None when it is gone."""
        assert self._child is not None
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        try:
            frames.write(self._child.stdin, page)
            self._child.stdin.flush()
            code, data, complaint = (frames.read(self._child.stdout) for _ in range(3))
        except (OSError, ValueError):  # the child is gone; the program is ending and has closed the pipes
            return None
        return None if code is None or data is None or complaint is None else (int(code), data, complaint)

    def _lost(self, is_late: bool) -> RenderError:
        if is_late:
            return pdf.too_late()
        assert self._child is not None
        assert self._child.stderr is not None
        code = self._child.wait()
        said = b"" if self._child.stderr.closed else self._child.stderr.read()
        return pdf.failure(code, said.decode("utf-8", "replace"))
