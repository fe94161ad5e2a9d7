"""The house rules: one module a rule, one line here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from psr_report.checks import (
    agentless,
    analysis_missing,
    analysis_unsigned,
    chart_data,
    claim_unattributed,
    duplicate_story,
    embargoed,
    glyph_missing,
    hedge_stack,
    link_unsafe,
    name_variant,
    opinion_in_summary,
    period_mismatch,
    quote_long,
    quote_unsourced,
    signer_unknown,
    tag_unknown,
    term_unexpanded,
    text_copied,
    typed_mark,
    unused,
)
from psr_report.checks.rule import Desk, Rule
from psr_report.errors import INTERNAL, Place, Problem, ReportError, Severity, in_order
from psr_report.read import months
from psr_report.read.newsroom import Newsroom

__all__ = ["RULES", "Desk", "Rule", "run"]

RULES: dict[str, Rule] = {
    "agentless": Rule.of(agentless),
    "analysis-missing": Rule.of(analysis_missing),
    "analysis-unsigned": Rule.of(analysis_unsigned),
    "chart-data": Rule.of(chart_data),
    "claim-unattributed": Rule.of(claim_unattributed),
    "duplicate-story": Rule.of(duplicate_story),
    "embargoed": Rule.of(embargoed),
    "glyph-missing": Rule.of(glyph_missing),
    "hedge-stack": Rule.of(hedge_stack),
    "link-unsafe": Rule.of(link_unsafe),
    "name-variant": Rule.of(name_variant),
    "opinion-in-summary": Rule.of(opinion_in_summary),
    "period-mismatch": Rule.of(period_mismatch),
    "quote-long": Rule.of(quote_long),
    "quote-unsourced": Rule.of(quote_unsourced),
    "signer-unknown": Rule.of(signer_unknown),
    "tag-unknown": Rule.of(tag_unknown),
    "term-unexpanded": Rule.of(term_unexpanded),
    "text-copied": Rule.of(text_copied),
    "typed-mark": Rule.of(typed_mark),
    "unused": Rule.of(unused),
}


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
