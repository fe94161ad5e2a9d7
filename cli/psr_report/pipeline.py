"""The line: read, check, assemble, render, write. Readable in a minute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from psr_report import unchanged
from psr_report.editions import EDITIONS, edition
from psr_report.errors import ContentError, Problem, Severity, UsageError, WithheldError

Tell = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: an issue (YYYY-MM) of a newsroom, in some editions, below an output folder, at an instant."""

    newsroom: Path
    month: str
    editions: tuple[str, ...]
    output: Path
    now: datetime
    drafts: bool = False
    strict: bool = False
    release: bool = False

    @property
    def folder(self) -> Path:
        """Where the issue's files go."""
        return self.output / self.month


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: the files, pages where they have any, warnings, notices; or that nothing had to be done."""

    paths: tuple[Path, ...]
    pages: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    is_unchanged: bool = False


def editions_named(names: Sequence[str]) -> tuple[str, ...]:
    """Return the editions asked for, each once, in the order of the dictionary; all of them when none is named."""
    asked = [name.strip() for each in names for name in each.split(",") if name.strip()]
    for name in asked:
        if name not in EDITIONS:
            import difflib

            near = difflib.get_close_matches(name, list(EDITIONS), n=1)
            hint = f"did you mean {near[0]}?" if near else f"the editions are {', '.join(EDITIONS)}"
            raise UsageError(f'"{name}" is not an edition', hint)
    return tuple(name for name in EDITIONS if not asked or name in asked)


def build(request: Request, tell: Tell = lambda stage, what: None) -> Built:
    """Write the editions of an issue, unless nothing has changed since they were written.

    ``tell`` hears of each finished stage. Raises ContentError with every problem, RenderError, WithheldError.
    """
    options = {"drafts": str(request.drafts), "strict": str(request.strict), "release": str(request.release)}
    inputs = unchanged.fingerprint(request.newsroom, options)
    done = unchanged.is_unchanged(request.folder, request.editions, inputs, request.now)
    if done is not None:
        return Built(tuple(done), is_unchanged=True)
    return _make(request, inputs, tell)


def _make(request: Request, inputs: str, tell: Tell) -> Built:
    with ExitStack() as running:
        editions = {name: running.enter_context(edition(name)) for name in request.editions}

        from psr_report import assemble, checks, render, write
        from psr_report.read.newsroom import newsroom

        reading = newsroom(request.newsroom, request.month)
        tell("read", _counted(reading.newsroom, request.month))
        problems = list(reading.problems)
        if reading.newsroom is None:
            raise ContentError(problems)
        room = reading.newsroom
        problems += checks.run(room, request.month)
        _stop_at_errors(problems, strict=request.strict)
        tell("check", _weighed(problems))

        chosen = assemble.selection(room, request.month, request.now, drafts=request.drafts)
        notices = _left_out(chosen)
        if request.release and (notices or any(story.article.status == "draft" for story in chosen.stories)):
            raise WithheldError("; ".join(notices) or "drafts are in this issue", "finish them, or build without --release")
        if not chosen.stories:
            raise UsageError(f"the issue of {request.month} has no story to print", "; ".join(notices) or "write one")
        issue = assemble.issue(room, request.month, chosen)
        tell("assemble", f"{len(issue.stories)} stories, {len(issue.sources)} sources")

        templates = render.environment(request.newsroom)
        for each in editions.values():
            each.begin(issue, templates)
        finished = {}
        for name, each in editions.items():
            finished[name] = list(each.outputs())
            tell("render", name)

        outputs = [output for each in finished.values() for output in each]
        embargoes = [
            story.article.embargo
            for story, reason in chosen.left_out
            if reason == "embargoed" and story.article.embargo is not None
        ]
        manifest = write.manifest(
            request.month, finished, inputs, warnings=len(problems), recheck_after=min(embargoes, default=None)
        )
        written = write.publish(outputs, request.folder, manifest)
        tell("write", f"{len(written)} files")
    pages = {output.name: output.pages for output in outputs if output.pages is not None}
    return Built(tuple(written), pages, tuple(problems), tuple(notices))


def _stop_at_errors(problems: Sequence[Problem], *, strict: bool) -> None:
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in stopping for problem in problems):
        raise ContentError(problems)


def _counted(room: object, month: str) -> str:
    from psr_report.read.newsroom import Newsroom

    if not isinstance(room, Newsroom):
        return "no publication"
    stories = len(room.folders[month].stories) if month in room.folders else 0
    return f"{stories} stories, {len(room.folders) - 1} earlier issues"


def _weighed(problems: Sequence[Problem]) -> str:
    return f"{len(problems)} warnings" if len(problems) != 1 else "1 warning"


def _left_out(chosen: object) -> list[str]:
    from psr_report.assemble import Selection

    if not isinstance(chosen, Selection):
        return []
    said = {
        "draft": "{slug} is a draft and left out; --drafts prints it",
        "embargoed": "{slug} is under embargo until {until} and left out",
    }
    return [
        said[reason].format(slug=story.slug, until=story.article.embargo and story.article.embargo.isoformat())
        for story, reason in chosen.left_out
        if reason in said
    ]
