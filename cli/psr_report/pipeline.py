"""The line: read, check, assemble, render, write. Readable in a minute."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from psr_report import withholding
from psr_report.counted import counted
from psr_report.editions import edition
from psr_report.errors import ContentError, Problem, ReportError, Severity, WithheldError, exit_code
from psr_report.read import discovery
from psr_report.request import Built, Request, up_to_date

if TYPE_CHECKING:
    from psr_report.assemble import Selection
    from psr_report.editions import Edition
    from psr_report.issue import Issue
    from psr_report.output import Output
    from psr_report.read.newsroom import Newsroom

Tell = Callable[[str, str, str], None]
"""Hears of each finished stage: its name, what came of it, and the stage that follows."""


def build(request: Request, tell: Tell = lambda stage, what, following: None) -> Built:
    """Write the editions of an issue, unless nothing has changed since they were written.

    Raises ContentError with every problem there is, WithheldError when ``request.release`` forbids the issue,
    RenderError when the machine or a template cannot make it. Nothing is written then.
    """
    inputs = request.inputs()
    return up_to_date(request, inputs) or _make(request, inputs, tell)


def _make(request: Request, inputs: str, tell: Tell) -> Built:
    with _without_collecting(), ExitStack() as running:
        # Entered before anything is read: what an edition starts here runs meanwhile.
        editions = {name: running.enter_context(edition(name)) for name in request.editions}
        from psr_report import assemble

        room, problems = _read_and_check(request, tell)
        chosen = assemble.selection(room, request.month, request.now, drafts=request.drafts)
        _stop_if_withheld(chosen, release=request.release)
        issue = assemble.issue(room, request.month, chosen)
        tell(
            "assemble",
            f"{_stories(issue.stories)}, {counted(len(issue.sources), 'source', none='no')}",
            "render",
        )
        outputs = _render(request, editions, issue, tell)
        _stop_if_empty(outputs)
        built = _write(request, inputs, outputs, problems, chosen, issue, tell)
        return replace(built, notices=(*built.notices, *_kept(request, room, chosen)))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector from running: what a build makes lives until it is written."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_and_check(request: Request, tell: Tell) -> tuple[Newsroom, Sequence[Problem]]:
    """Return the newsroom and what is to be said of it; raise ContentError when that stops the build."""
    from psr_report.inspection import inspect

    def tell_of(room: Newsroom) -> None:
        earlier = counted(len(room.folders) - 1, "earlier issue", none="no")
        tell("read", f"{_stories(room.folders[request.month].stories)}, {earlier}", "check")

    found = inspect(request.newsroom, request.month, request.now, tell=tell_of)
    if exit_code(found.problems, strict=request.strict):
        raise ContentError(found.problems)
    tell("check", counted(len(_warnings(found.problems)), "warning", none="no"), "assemble")
    return found.newsroom, found.problems


def _stop_if_withheld(chosen: Selection, *, release: bool) -> None:
    if release:
        _stop_release(chosen)
    if not chosen.stories:
        why = "; ".join(withholding.left_out(chosen)) or "write one, or list one in issue.yaml"
        raise ReportError("this issue has no story to print", why)


def _stop_release(chosen: Selection) -> None:
    reasons, ways = withholding.reasons(chosen)
    if reasons:
        raise WithheldError(
            f"not released: {'; '.join(reasons)}", f"{', and '.join(ways)}; or build without --release"
        )


def _stop_if_empty(editions: Mapping[str, Sequence[Output]]) -> None:
    if not any(editions.values()):
        raise ReportError(
            f"there is nothing to write: {' and '.join(editions)} would have no file for this issue",
            "give its stories, or issue.yaml, words under announce:",
        )


def _render(
    request: Request, editions: Mapping[str, Edition], issue: Issue, tell: Tell
) -> dict[str, Sequence[Output]]:
    from psr_report.render import environment

    templates = environment(request.newsroom)
    for each in editions.values():
        each.begin(issue, templates)
    finished = {}
    for name, each in editions.items():
        finished[name] = each.outputs()
        tell("render", name, "render" if len(finished) < len(editions) else "write")
    return finished


def _write(
    request: Request,
    inputs: str,
    editions: Mapping[str, Sequence[Output]],
    problems: Sequence[Problem],
    chosen: Selection,
    issue: Issue,
    tell: Tell,
) -> Built:
    from psr_report import write

    warnings = len(_warnings(problems))
    manifest = write.manifest(
        request.month,
        editions,
        inputs,
        drafts=request.drafts,
        warnings=warnings,
        recheck_after=_recheck_after(request, chosen, issue),
        number=issue.edition,
    )
    outputs = [output for each in editions.values() for output in each]
    paths = write.publish(outputs, request.folder, manifest)
    tell("write", counted(len(paths), "file", none="no"), "")
    pages = {output.name: output.pages for output in outputs if output.pages is not None}
    return Built(tuple(paths), pages, warnings, tuple(problems), tuple(withholding.left_out(chosen)))


def _recheck_after(request: Request, chosen: Selection, issue: Issue) -> datetime | None:
    """Return when to build again though nothing has changed: an embargo ends, a release becomes public."""
    moments = [chosen.recheck_after] if chosen.recheck_after else []
    if request.release and issue.publishes is not None and issue.publishes.first > request.now.date():
        moments.append(datetime.combine(issue.publishes.first, time(), UTC))
    return min(moments, default=None)


def _kept(request: Request, room: Newsroom, chosen: Selection) -> Iterator[str]:
    """Keep the words of the forecasts of a release whose day has come, and yield what a person should know.

    The issue is written by then; that its forecasts cannot be kept does not undo it.
    """
    from psr_report import published, write

    plan = room.folders[request.month].plan
    if not request.release or not published.is_out(plan.publishes, request.month, request.now.date()):
        return
    try:
        record = published.record(room, request.month, chosen.stories)
        if record is None:
            return
        write.change(record.path, record.before, record.after)
    except ReportError as error:
        yield f"the words of this issue's forecasts are not kept: {error}"
        return
    words = counted(record.new, "forecast")
    yield f"the words of {words} are frozen in {discovery.shown(record.path)}; commit it with the issue"


def _warnings(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.WARNING]


def _stories(found: Collection[object]) -> str:
    return counted(len(found), "story", plural="stories", none="no")
