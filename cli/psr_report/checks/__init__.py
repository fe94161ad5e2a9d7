"""The house rules: one module a rule, one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from psr_report.checks import chart_drawable, glyph_missing, unused
from psr_report.errors import Problem, RenderError, ReportError, Severity, in_order
from psr_report.read.newsroom import Folder, Newsroom

Rule: TypeAlias = Callable[[Newsroom, Folder], Iterator[Problem]]

RULES: dict[str, Rule] = {
    "chart-data": chart_drawable.check,
    "glyph-missing": glyph_missing.check,
    "unused": unused.check,
}

# A box on paper cannot be wanted, whatever the reason.
_ALWAYS = frozenset({"glyph-missing"})


def run(room: Newsroom, month: str) -> list[Problem]:
    """Return what the rules object to in the issue of ``month``, by place.

    What a story sets aside under ``ignore:`` becomes an information that carries its reason. A rule that
    breaks is a fault of the program, not of the content: RenderError names it and the file it broke on.
    """
    folder = room.folders.get(month)
    if folder is None:
        return []
    problems = [problem for name, rule in RULES.items() for problem in _asked(name, rule, room, folder)]
    return in_order(_set_aside(problem, folder) for problem in problems)


def _asked(name: str, rule: Rule, room: Newsroom, folder: Folder) -> Sequence[Problem]:
    try:
        return list(rule(room, folder))
    except ReportError:
        raise
    except Exception as error:
        raise RenderError(
            f"{_broken_on(rule, room, folder)}: the rule {name} broke: {type(error).__name__}: {error}",
            "this is a fault of psr-report, not of the text; report it with the file",
        ) from error


def _broken_on(rule: Rule, room: Newsroom, folder: Folder) -> str:
    """Return the file a rule breaks on: the first story that it cannot even check alone, else the plan."""
    for slug, story in folder.stories.items():
        try:
            list(rule(room, replace(folder, stories={slug: story})))
        except Exception:
            return story.document.file
    return folder.document.file


def _set_aside(problem: Problem, folder: Folder) -> Problem:
    if problem.rule in _ALWAYS or problem.severity is Severity.INFO:
        return problem
    for story in folder.stories.values():
        reason = story.article.ignore.get(problem.rule)
        if reason is not None and story.document.file == problem.place.file:
            return replace(problem, severity=Severity.INFO, hint=f"set aside: {reason}")
    return problem
