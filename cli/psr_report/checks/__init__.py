"""The house rules: one module a rule, one line here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from psr_report.checks import (
    agentless,
    analysis_missing,
    analysis_unsigned,
    cell_or_pack,
    change_arithmetic,
    chart_data,
    claim_unattributed,
    conversion_wrong,
    correction_spread,
    date_after_close,
    double_negative,
    duplicate_story,
    embargoed,
    figure_changed,
    figure_incomplete,
    figure_unbacked,
    forecast_due,
    forecast_frozen,
    forecast_incomplete,
    gap_left,
    glyph_missing,
    headline_length,
    hedge_stack,
    ignore_unknown,
    ignore_unused,
    image_alt,
    image_rights,
    link_unsafe,
    name_variant,
    opinion_in_summary,
    percent_points,
    period_mismatch,
    quote_long,
    quote_unsourced,
    range_cycle,
    relative_date,
    signer_unknown,
    source_missing,
    source_undated,
    tag_unknown,
    term_unexpanded,
    text_copied,
    text_cut,
    typed_mark,
    unit_form,
    unit_pair,
    unit_unspecified,
    unused,
)
from psr_report.checks.asking import Desks, answers, reasons, set_aside
from psr_report.checks.reading import READING
from psr_report.checks.rule import Desk, Rule
from psr_report.errors import Problem, UsageError, in_order
from psr_report.read import months
from psr_report.read.newsroom import Newsroom
from psr_report.read.tree import nearest

__all__ = ["EVERY", "GROUPS", "RULES", "Desk", "Rule", "chosen", "named", "run"]

RULES: dict[str, Rule] = {
    "agentless": Rule.of(agentless),
    "analysis-missing": Rule.of(analysis_missing),
    "analysis-unsigned": Rule.of(analysis_unsigned),
    "cell-or-pack": Rule.of(cell_or_pack),
    "change-arithmetic": Rule.of(change_arithmetic),
    "chart-data": Rule.of(chart_data),
    "claim-unattributed": Rule.of(claim_unattributed),
    "conversion-wrong": Rule.of(conversion_wrong),
    "correction-spread": Rule.of(correction_spread),
    "date-after-close": Rule.of(date_after_close),
    "double-negative": Rule.of(double_negative),
    "duplicate-story": Rule.of(duplicate_story),
    "embargoed": Rule.of(embargoed),
    "figure-changed": Rule.of(figure_changed),
    "figure-incomplete": Rule.of(figure_incomplete),
    "figure-unbacked": Rule.of(figure_unbacked),
    "forecast-due": Rule.of(forecast_due),
    "forecast-frozen": Rule.of(forecast_frozen),
    "forecast-incomplete": Rule.of(forecast_incomplete),
    "gap-left": Rule.of(gap_left),
    "glyph-missing": Rule.of(glyph_missing),
    "headline-length": Rule.of(headline_length),
    "hedge-stack": Rule.of(hedge_stack),
    "ignore-unknown": Rule.of(ignore_unknown),
    "ignore-unused": Rule.of(ignore_unused),
    "image-alt": Rule.of(image_alt),
    "image-rights": Rule.of(image_rights),
    "link-unsafe": Rule.of(link_unsafe),
    "name-variant": Rule.of(name_variant),
    "opinion-in-summary": Rule.of(opinion_in_summary),
    "percent-points": Rule.of(percent_points),
    "period-mismatch": Rule.of(period_mismatch),
    "quote-long": Rule.of(quote_long),
    "quote-unsourced": Rule.of(quote_unsourced),
    "range-cycle": Rule.of(range_cycle),
    "relative-date": Rule.of(relative_date),
    "signer-unknown": Rule.of(signer_unknown),
    "source-missing": Rule.of(source_missing),
    "source-undated": Rule.of(source_undated),
    "tag-unknown": Rule.of(tag_unknown),
    "term-unexpanded": Rule.of(term_unexpanded),
    "text-copied": Rule.of(text_copied),
    "text-cut": Rule.of(text_cut),
    "typed-mark": Rule.of(typed_mark),
    "unit-form": Rule.of(unit_form),
    "unit-pair": Rule.of(unit_pair),
    "unit-unspecified": Rule.of(unit_unspecified),
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


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the rules to ask, in the order of the dictionary: those selected, or all, but none ignored.

    A name may be several, with commas between them. Raises UsageError for one that is no house rule.
    """
    selected, ignored = (
        [name.strip().casefold() for each in names for name in each.split(",")] for names in (select, ignore)
    )
    for name in (*selected, *ignored):
        if name in READING:
            raise UsageError(f"{name} is found while the files are read, and always reported")
        if name not in RULES:
            raise UsageError(f'"{name}" is not a rule', nearest(name, list(RULES)) or _all_rules())
    return tuple(name for name in RULES if (not selected or name in selected) and name not in ignored)


def _all_rules() -> str:
    return f"the rules are {', '.join(RULES)}"


def run(
    room: Newsroom, month: str, now: datetime | None = None, only: Collection[str] | None = None
) -> list[Problem]:
    """Return what the rules object to in the issue of ``month``, by place.

    ``now`` is the instant that embargoes are held against, ``only`` the names of the rules to ask; all of
    them without it. What a story sets aside under ``ignore:`` becomes an information that carries its reason.
    A rule that breaks is a fault of the program, not of the content: it is reported as such with the file it
    broke on, and all others are asked. Of a story that could be read only in part the rules see that part.
    """
    if month not in room.folders:
        return []
    rules = [rule for name, rule in RULES.items() if only is None or name in only]
    desks = Desks(room, room.folders[month], now or months.now())
    folder = desks.whole.folder
    by_file = reasons(desks.whole.room, folder)
    found = [
        set_aside(problem, by_file.get(problem.place.file, {})) if _yields(problem.rule) else problem
        for rule in rules
        for problem in answers(rule, desks)
    ]
    if room.is_whole and RULES.get("ignore-unused") in rules:
        found += ignore_unused.idle(folder, rules, found)
    return in_order(found)


def _yields(name: str) -> bool:
    return name in RULES and RULES[name].can_be_set_aside
