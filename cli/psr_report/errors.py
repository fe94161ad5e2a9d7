"""What can go wrong, said once: places, problems, exit codes and the exceptions that carry them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """What the program tells the shell."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    CANNOT_RENDER = 3
    WITHHELD = 4
    INTERRUPTED = 130
    TERMINATED = 143


INTERNAL = "internal"  # what a problem is filed under when a rule broke


class Severity(StrEnum):
    """How much a problem weighs: an error stops a build, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its place among all, the gravest first."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file as shown to a person, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Fix:
    """What mends a problem: in ``file``, the characters ``start`` to ``end`` become ``text``.

    Both count from 0, in the file as it was decoded, so that everything else stays byte for byte.
    """

    file: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the content: the rule, how bad, where, what, and how to mend it.

    ``width`` counts the characters of its line that are in question, from the place on. ``aside`` is the
    reason for which the newsroom sets it aside; ``broke`` names the rule that an internal problem is about.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    hint: str | None = None
    width: int = 1
    fix: Fix | None = None
    aside: str | None = None
    broke: str | None = None


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by place, each once."""
    return sorted(
        set(problems),
        key=lambda one: (
            one.place,
            one.rule,
            one.message,
            one.severity,
            one.hint or "",
            one.width,
            (one.fix,) if one.fix else (),
            one.aside or "",
            one.broke or "",
        ),
    )


class ReportError(Exception):
    """Anything a person can cause. ``str()`` says what; ``hint`` says how to mend it, ``place`` where."""

    exit_code = ExitCode.PROBLEMS

    def __init__(self, message: str, hint: str | None = None, place: Place | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.place = place


def exit_code(problems: Iterable[Problem], *, strict: bool = False) -> ExitCode:
    """Return what problems come to: nothing that stops, problems in the content, or a fault of the program.

    When a rule broke, what it would have found is not known: that is worse than anything found.
    """
    found = list(problems)
    if any(problem.rule == INTERNAL for problem in found):
        return ExitCode.CANNOT_RENDER
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return ExitCode.PROBLEMS if any(one.severity in stopping for one in found) else ExitCode.DONE


class ContentError(ReportError):
    """The content has problems; all of them are in ``problems``, by place.

    The exit code is 3 when a rule broke: that is a fault of the program, and what it would have found is
    not known.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the content")
        self.problems = in_order(problems)
        self.exit_code = exit_code(problems) or ExitCode.PROBLEMS


class UsageError(ReportError):
    """The command was called in a way that cannot work."""

    exit_code = ExitCode.USAGE


class RenderError(ReportError):
    """The machine or a template cannot produce or write the report."""

    exit_code = ExitCode.CANNOT_RENDER


class UnreachableError(ReportError):
    """A page or a file that was asked for cannot be had: no answer, too large, too slow."""

    exit_code = ExitCode.CANNOT_RENDER


class WithheldError(ReportError):
    """``--release`` refused: a draft, an unapproved or an embargoed story."""

    exit_code = ExitCode.WITHHELD
