"""The editions: each one module, one line here, one template folder, one reference file in the tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from psr_report.output import Output

if TYPE_CHECKING:
    from jinja2 import Environment

    from psr_report.issue import Issue

EDITIONS = {
    "html": "psr_report.editions.html",
    "pdf": "psr_report.editions.pdf",
    "announcement": "psr_report.editions.announcement",
}


class Edition(Protocol):
    """One way to print an issue. Entering it may start what takes time; leaving it stops what still runs."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def begin(self, issue: Issue, templates: Environment) -> None:
        """Start rendering the issue."""

    def outputs(self) -> Sequence[Output]:
        """Return the finished files, waiting for them if need be. Raises RenderError."""
        ...


class Immediate:
    """An edition that is rendered in one go by a function of the issue and the templates."""

    def __init__(self, render: Callable[[Issue, Environment], Sequence[Output]]) -> None:
        self._render = render
        self._outputs: Sequence[Output] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        return None

    def begin(self, issue: Issue, templates: Environment) -> None:
        """Render the issue."""
        self._outputs = self._render(issue, templates)

    def outputs(self) -> Sequence[Output]:
        """Return the finished files."""
        return self._outputs


class Standing(Protocol):
    """What renders an edition of one issue after the other. Leaving it stops what still runs."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def begin(self, issue: Issue, templates: Environment) -> Callable[[], Sequence[Output]]:
        """Start rendering an issue; what is returned waits for its files. Both raise RenderError."""
        ...


class Anew:
    """An edition that starts nothing: each issue is rendered by one of its own."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        return None

    def begin(self, issue: Issue, templates: Environment) -> Callable[[], Sequence[Output]]:
        """Render the issue."""
        with edition(self._name) as one:
            one.begin(issue, templates)
            outputs = one.outputs()
        return lambda: outputs


def standing(name: str) -> Standing:
    """Return what renders the edition of that name again and again, as a preview does."""
    own: Callable[[], Standing] | None = getattr(import_module(EDITIONS[name]), "standing", None)
    return own() if own is not None else Anew(name)


def edition(name: str) -> Edition:
    """Return the edition of that name, importing no more than it needs."""
    made: Edition = import_module(EDITIONS[name]).edition()
    return made
