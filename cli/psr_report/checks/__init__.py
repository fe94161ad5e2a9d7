"""The house rules: one module a rule, one line here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from psr_report.checks import chart_data, figure_unbacked, glyph_missing, period_mismatch, text_cut, unused
from psr_report.checks.reading import READING
from psr_report.checks.rule import Desk, Rule
from psr_report.errors import INTERNAL, Place, Problem, ReportError, Severity, UsageError, in_order
from psr_report.read import months
from psr_report.read.newsroom import Newsroom
from psr_report.read.tree import nearest

__all__ = ["EVERY", "GROUPS", "RULES", "Desk", "Rule", "named", "run"]

RULES: dict[str, Rule] = {
    "chart-data": Rule.of(chart_data),
    "figure-unbacked": Rule.of(figure_unbacked),
    "glyph-missing": Rule.of(glyph_missing),
    "period-mismatch": Rule.of(period_mismatch),
    "text-cut": Rule.of(text_cut),
    "unused": Rule.of(unused),
}


GROUPS: dict[str, dict[str, Rule]] = {"House rules": RULES, "Found while reading": READING}
EVERY: dict[str, Rule] = {**RULES, **READING}
"""All names that a problem may carry, with their pages."""


def named(name: str) -> Rule:
    """Return the rule of this name; raises UsageError with the nearest one where there is none."""
    asked = name.strip().strip("[]").casefold().replace("_", "-")
    if asked in EVERY:
        return EVERY[asked]
    hint = nearest(asked, list(EVERY)) or "psr-report explain lists them"
    raise UsageError(f'there is no rule "{name[:60]}"', hint)


def run(
    room: Newsroom, month: str, now: datetime | None = None, only: Collection[str] | None = None
) -> list[Problem]:
    """Return what the rules object to in the issue of ``month``, by place.

    ``now`` is the instant that embargoes are held against, ``only`` the names of the rules to ask; all of
    them without it. What a story sets aside under ``ignore:`` becomes an information that carries its reason.
    A rule that breaks is a fault of the program, not of the content: it is reported as such with the file it
    broke on, and all others are asked.
    """
    folder = room.folders.get(month)
    if folder is None:
        return []
    desk = Desk(room, folder, now or months.now())
    found: list[Problem] = []
    for name, rule in RULES.items():
        if only is None or name in only:
            found += _asked(name, rule, desk)
    reasons = {story.document.file: story.article.ignore for story in folder.stories.values()}
    reasons[folder.document.file] = folder.plan.ignore
    return in_order(_set_aside(problem, reasons.get(problem.place.file, {})) for problem in found)


def _asked(name: str, rule: Rule, desk: Desk) -> Iterator[Problem]:
    if rule.of_issue is not None:
        yield from _guarded(name, partial(rule.of_issue, desk), desk.folder.document.file)
    if rule.of_story is not None:
        for story in desk.folder.stories.values():
            yield from _guarded(name, partial(rule.of_story, story, desk), story.document.file)


def _guarded(name: str, ask: Callable[[], Iterator[Problem]], file: str) -> Iterator[Problem]:
    """Yield what a rule finds, and a problem of its own kind when it breaks."""
    try:
        yield from ask()
    except ReportError:
        raise
    except Exception as error:
        yield Problem(
            INTERNAL,
            Severity.ERROR,
            Place(file),
            f"the rule {name} broke: {type(error).__name__}: {error}",
            "this is a fault of psr-report, not of the text; report it with the file",
        )


def _set_aside(problem: Problem, reasons: Mapping[str, str]) -> Problem:
    reason = reasons.get(problem.rule)
    if reason is None or problem.severity is Severity.INFO or not _yields(problem.rule):
        return problem
    return replace(problem, severity=Severity.INFO, hint=f"set aside: {reason}", fix=None)


def _yields(name: str) -> bool:
    return name in RULES and RULES[name].yields
