"""The worker of the preview: hears of saves and of views that are looked at, and renders one by one."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias

from psr_report.errors import Problem, ReportError
from psr_report.output import Output
from psr_report.read import months
from psr_report.read.newsroom import Reading
from psr_report.serving import told
from psr_report.serving.board import Board
from psr_report.serving.warm import WEB, Rendering, Warm

SETTLING = 0.08  # seconds: a file that an editor has half written makes no error
COLLECT = 25  # times that the rules are asked between two collections of garbage, which nothing else starts
_IDLE = 3600.0  # seconds: the longest wait for an embargo to end


class Look:
    """An edition of one rendering, on its way: whoever asks first waits for it, and all get the same."""

    def __init__(self, wait: Callable[[], Sequence[Output]]) -> None:
        self._wait = wait
        self._turn = threading.Lock()
        self._outputs: Sequence[Output] | None = None
        self._error: ReportError | None = None

    def outputs(self) -> Sequence[Output]:
        """Return the files. Raises ReportError when they cannot be made."""
        with self._turn:
            if self._error is not None:
                raise self._error
            if self._outputs is None:
                try:
                    self._outputs = self._wait()
                except ReportError as error:
                    self._error = error
                    raise
            return self._outputs


@dataclass(frozen=True, slots=True)
class Saved:
    """Something of the newsroom or the templates has changed; ``at`` is when the watcher noticed."""

    at: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody looks at an edition; ``answer`` is given the number of the rendering and its look."""

    edition: str
    answer: Future[tuple[int, Look | None]]


Inbox: TypeAlias = "SimpleQueue[Saved | Asked]"


@dataclass(frozen=True, slots=True)
class _State:
    """What was read last, the last rendering that could be made and its number, and what is to be said.

    ``is_stale`` says that the rendering is older than what was read.
    """

    number: int = 0
    reading: Reading | None = None
    rendering: Rendering | None = None
    is_stale: bool = False
    problems: Sequence[dict[str, Any]] = ()
    looks: Mapping[str, Look] = field(default_factory=dict)
    rules_asked: bool = True


class Desk:
    """Works on messages from ``inbox`` and puts what it makes on the board."""

    def __init__(self, warm: Warm, board: Board, inbox: Inbox) -> None:
        self._warm = warm
        self._board = board
        self._inbox = inbox
        self._put_off: list[Asked] = []
        self._state = _State()
        self._times = 0  # that the rules were asked

    def run(self) -> None:
        """Work until a signal ends the program."""
        self.show(time.perf_counter())
        while True:
            self.work()

    def work(self) -> None:
        """Ask the rules of what was shown, if nothing waits, and then work on the next message."""
        message = self._next()
        if isinstance(message, Asked):
            self._answer(message)
        else:
            self.show(message.at if message else time.perf_counter())

    def show(self, noticed: float) -> None:
        """Read and render the newsroom as it is now, and tell the browsers."""
        while True:
            reading, outcome = self._made(noticed)
            if outcome is None or (later := self._saved_within(SETTLING)) is None:
                break
            noticed = later.at
        self._state = replace(self._state, reading=reading, is_stale=outcome is not None, rules_asked=False)
        if outcome is not None:
            self._tell(told.failure(outcome), is_final=False)

    def _made(self, noticed: float) -> tuple[Reading | None, ReportError | None]:
        """Read, render and show the newsroom; return what was read, and what kept it from being shown."""
        reading = None
        try:
            reading = self._warm.read()
            self._show_rendering(reading, self._warm.render(reading), noticed)
        except ReportError as error:
            return reading, error
        return reading, None

    def _show_rendering(self, reading: Reading, rendering: Rendering, noticed: float) -> None:
        number = self._state.number + 1
        self._board.put_edition(WEB, rendering.files)
        self._board.say(
            "page",
            {
                "number": number,
                "name": rendering.issue.report.name,
                "title": rendering.issue.title,
                "drafts": sum(story.is_draft for story in rendering.issue.stories),
                "files": told.files(WEB, rendering.files),
                "took": round((time.perf_counter() - noticed) * 1000, 1),
            },
        )
        self._state = _State(number, reading, rendering)

    def _next(self) -> Saved | Asked | None:
        """Return the next message, having asked the rules meanwhile; None when an embargo has ended."""
        if self._put_off:
            return self._put_off.pop(0)
        if not self._state.rules_asked and self._inbox.empty():
            self.ask_rules()
        try:
            message = self._inbox.get(timeout=self._seconds_left())
        except Empty:
            return None
        return self._newest(message) if isinstance(message, Saved) else message

    def _newest(self, message: Saved) -> Saved:
        """Return the last of the saves that wait already: they are read together."""
        while (later := self._saved_within(0)) is not None:
            message = later
        return message

    def _saved_within(self, seconds: float) -> Saved | None:
        """Return a save that comes soon; who asks for a view meanwhile is answered after it."""
        end = time.monotonic() + seconds
        while True:
            try:
                message = self._inbox.get(timeout=max(end - time.monotonic(), 0.0))
            except Empty:
                return None
            if isinstance(message, Saved):
                return message
            self._put_off.append(message)

    def _seconds_left(self) -> float:
        rendering = self._state.rendering
        if rendering is None or rendering.recheck_after is None:
            return _IDLE
        left = (rendering.recheck_after - months.now()).total_seconds()
        return min(max(left, 1.0), _IDLE)

    def ask_rules(self) -> None:
        """Tell what the house rules object to in what was read last."""
        reading = self._state.reading
        found: list[Problem] = [*reading.problems, *self._warm.rules(reading)] if reading else []
        said = told.problems(found)
        if self._state.is_stale:  # an error in a template is none of the content
            said = [*(one for one in self._state.problems if one not in said), *said]
        self._state = replace(self._state, rules_asked=True)
        self._tell(said, is_final=True)
        self._times += 1
        if self._times % COLLECT == 0:
            gc.collect()

    def _tell(self, problems: Sequence[dict[str, Any]], *, is_final: bool) -> None:
        state = self._state = replace(self._state, problems=problems)
        self._board.say(
            "problems",
            {
                "number": state.number,
                "stale": state.is_stale,
                "complete": is_final,
                "problems": problems,
                "notices": state.rendering.notices if state.rendering else (),
            },
        )

    def _answer(self, asked: Asked) -> None:
        """Start an edition of the last rendering, or give the one that was started for it."""
        state = self._state
        look = state.looks.get(asked.edition)
        if look is None and state.rendering is not None:
            look = self._look(asked.edition, state.rendering)
            self._state = replace(state, looks={**state.looks, asked.edition: look})
        asked.answer.set_result((state.number, look))

    def _look(self, edition: str, rendering: Rendering) -> Look:
        if edition == WEB:
            return Look(lambda: rendering.files)
        try:
            return Look(self._warm.begin(edition, rendering.issue))
        except ReportError as error:
            return Look(_raising(error))


def _raising(error: ReportError) -> Callable[[], Sequence[Output]]:
    def wait() -> Sequence[Output]:
        raise error

    return wait
