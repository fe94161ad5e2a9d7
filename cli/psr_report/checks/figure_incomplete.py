"""A figure gives its value with a unit, says of what kind it is and of when, and names its source.

A number without its unit can mean anything. Whether it was counted, estimated, claimed by a maker or
forecast changes what a reader may do with it; so does its age. And without a source nobody can look it up.

Fails:

    summary: |
      The pack stores 81 kWh, the desk reports.
    figures:
      pack: {label: stored by the pack, value: 81, kind: actual}

Passes:

    summary: |
      The pack stores 81 kWh, the desk reports.
    figures:
      pack: {label: stored by the pack, value: 81 kWh, kind: actual, as_of: 2025-09, source: desk}

Passes, where things are counted and nobody says when:

    summary: |
      The maker runs 61 stations, the desk reports.
    figures:
      stations: {label: run by the maker, value: 61 stations, kind: actual, as_of: unknown, source: desk}

Silence it only while a draft waits for an answer:

    ignore: {figure-incomplete: the maker was asked for the date and has not answered yet}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from psr_report.checks.rule import Desk
from psr_report.checks.wording import listed
from psr_report.errors import Problem, Severity
from psr_report.model import Figure
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"figures"}


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each figure that leaves something out, at its name, with all that it leaves out."""
    for name, figure in story.article.figures.items():
        missing = list(_missing(figure, story.article.sources))
        if missing:
            place = story.place("figures", name, key=True)
            message = f'the figure "{name}" has no {listed([what for what, _ in missing], "and no")}'
            hint = "; ".join(how for _, how in missing)
            yield Problem("figure-incomplete", Severity.ERROR, place, message, hint, len(name))


def _missing(figure: Figure, sources: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what a figure leaves out, each with how to add it."""
    value = figure.value
    if value.unit is None:
        yield "unit", f"say what is counted: `value: {value.text} units`, or give the unit: {value.text} km"
    if figure.kind is None:
        yield "kind", "add `kind:` actual, estimate, claim or forecast"
    if "as_of" not in figure.model_fields_set:
        yield "as-of date", "add `as_of:` with the date for which it was stated, or unknown"
    if figure.source is None:
        yield "source", f"add `source: {listed(list(sources), 'or')}`"
