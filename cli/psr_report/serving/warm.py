"""An issue rendered again and again: the line of a build, up to the editions, in a process that stays.

Nothing is cached here: the stages keep what they worked out from the same values (`psr_report.memory`), and
a file whose bytes are the same is the same value. So one changed story is read, assembled and rendered, and
the rest is found again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from psr_report import assemble, checks, render, withholding
from psr_report.editions import EDITIONS, Standing, standing
from psr_report.errors import ContentError, Problem, ReportError, Severity
from psr_report.issue import Issue
from psr_report.output import Output
from psr_report.read import months
from psr_report.read.newsroom import Reading, newsroom

WEB = "html"


@dataclass(frozen=True, slots=True)
class Rendering:
    """A web issue that could be made: the issue, its files, and what a person should know of it.

    ``recheck_after`` is the moment at which an embargo ends that it heeds.
    """

    issue: Issue
    files: Sequence[Output]
    notices: tuple[str, ...]
    recheck_after: datetime | None


class Warm:
    """The newsroom and one of its months. Leaving it ends what the editions have started."""

    def __init__(self, folder: Path, month: str) -> None:
        self.folder = folder
        self.month = month
        self._compiled = render.InMemory()
        self._editions: dict[str, Standing] = {}
        self._running = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._running.close()

    def read(self) -> Reading:
        """Return what the files say now."""
        return newsroom(self.folder, self.month)

    def render(self, reading: Reading) -> Rendering:
        """Return the web issue of what was read, drafts included.

        Raises ContentError where something could not be read, ReportError where nothing can be shown.
        """
        wrong = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
        if wrong:
            raise ContentError(reading.problems)
        room = reading.newsroom
        if self.month not in room.folders:
            raise ReportError(f"{self.month} has no story any more", "write one, or stop the preview")
        chosen = assemble.selection(room, self.month, months.now(), drafts=True)
        if not chosen.stories:
            why = "; ".join(withholding.left_out(chosen)) or "write one, or list one in issue.yaml"
            raise ReportError("this issue has no story to show", why)
        issue = assemble.issue(room, self.month, chosen)
        drafts = [f"{each.slug} is a draft: build leaves it out" for each in issue.stories if each.is_draft]
        files = self.begin(WEB, issue)()
        return Rendering(issue, files, (*drafts, *withholding.left_out(chosen)), chosen.recheck_after)

    def rules(self, reading: Reading) -> list[Problem]:
        """Return what the house rules object to in what was read."""
        return checks.run(reading.newsroom, self.month, months.now())

    def begin(self, name: str, issue: Issue) -> Callable[[], Sequence[Output]]:
        """Start rendering an edition of an issue; what is returned waits for its files."""
        if name not in self._editions:
            self._editions[name] = self._running.enter_context(standing(name))
        templates = render.environment(self.folder, self._compiled)
        return self._editions[name].begin(issue, templates)


def views() -> tuple[str, ...]:
    """Return the editions that there are to look at, the web issue first."""
    return (WEB, *(name for name in EDITIONS if name != WEB))
