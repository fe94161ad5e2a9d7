"""Every number in the text stands on a figure of the story.

A number with a unit, a currency or a percent sign gets quoted. Readers ask where it comes from, so it has to
agree with one of the story's figures: with its value, with what the source printed beside it (`also:`), or
with a conversion of either, within rounding. The ends of a range, both sides of "from A to B", scales such as
million, and fractions in words ("a third", "more than double") are understood. Years, dates, names such as
EV3 or NMC811, ordinals, and things that are only counted ("61 stations", "three reasons") need no figure.

Looked at are headline, why it matters, summary, chart titles, and in issue.yaml the takeaways, the letter,
the cover's sentence and the dates to watch. In a draft it is a warning.

Fails:

    summary: |
      With this pack the car goes 785 km, the maker says.
    figures:
      range: {label: range claimed, value: 758 km, kind: claim, cycle: WLTP, as_of: 2025-09, source: desk}

Passes:

    summary: |
      With this pack the car goes 758 km (471 miles) on the WLTP cycle, the desk reports.
    figures:
      range: {label: range claimed, value: 758 km, kind: claim, cycle: WLTP, as_of: 2025-09, source: desk}

Fails, for an end that no figure gives:

    summary: |
      The share went from 9.2% to 23% within a year, the desk reports.
    figures:
      before: {label: share in 2024, value: 9.2%, kind: actual, as_of: 2025-09, source: desk}
      after: {label: share in 2025, value: 22%, kind: actual, as_of: 2025-09, source: desk}

Passes:

    summary: |
      Every fifth truck was electric: the share of 22% is more than double the 9.2% of 2024, the desk reports.
    figures:
      before: {label: share in 2024, value: 9.2%, kind: actual, as_of: 2025-09, source: desk}
      after: {label: share in 2025, value: 22%, kind: actual, as_of: 2025-09, source: desk}

Silence it only where a number is no statement, such as the name of a programme:

    ignore: {figure-unbacked: “Fit for 55%” is the name of a programme}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from psr_report import chart_rows, evidence, quantities
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.evidence import Evidence
from psr_report.model import Figure
from psr_report.quantities import Quantity
from psr_report.read.newsroom import Story

SEVERITY = Severity.ERROR
NEEDS = {"figures", "chart", "charts"}

_ROLES = frozenset({"headline", "why", "summary", "chart-title"})


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each number of the story's own texts that no figure backs."""
    figures = known([story])
    severity = Severity.WARNING if story.article.status == "draft" else Severity.ERROR
    for passage in desk.texts(story):
        if passage.role in _ROLES:
            yield from _in(passage, figures, severity)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each number of issue.yaml that no figure of the story it names backs.

    The letter speaks of all stories; a date to watch that names none may speak of an earlier issue's.
    """
    stories = desk.folder.stories
    plan = desk.folder.plan
    for passage in desk.plan:
        match passage.path:
            case ("takeaways", int(number), _):
                named = plan.takeaways[number].article
            case ("watch", int(number), _):
                named = plan.watch[number].article or ""
            case _:
                named = ""
        if named and named not in stories:
            continue  # an unknown name was reported at its place, a story that could not be read at its own
        told = [stories[named]] if named else list(stories.values())
        if passage.role == "watch" and not named:
            told += desk.earlier
        is_draft = bool(named) and stories[named].article.status == "draft"
        yield from _in(passage, known(told), Severity.WARNING if is_draft else Severity.ERROR)


def known(stories: Sequence[Story]) -> Mapping[str, Figure]:
    """Return what the numbers of a text may stand on: the stories' figures and the rows of their charts."""
    known: dict[str, Figure] = {}
    for story in stories:
        for name, figure in chart_rows.stated(story.article).items():
            known[name if len(stories) == 1 else f"{story.slug}/{name}"] = figure
    return known


def _in(passage: Passage, figures: Mapping[str, Figure], severity: Severity) -> Iterator[Problem]:
    for found in evidence.behind(passage.words, figures, passage.numbers):
        if not found.figures:
            said = " ".join(passage.text[found.start : found.end].split())
            message = f"no figure of this {_holder(passage)} says {said}"
            yield passage.problem(
                "figure-unbacked", severity, (found.start, found.end), message, _hint(found, said, figures)
            )


def _holder(passage: Passage) -> str:
    return "issue" if passage.role in ("letter", "cover", "watch") else "story"


def _hint(found: Evidence, said: str, figures: Mapping[str, Figure]) -> str:
    near = _nearest(found.quantity, figures) if found.quantity is not None else None
    if near is None:
        return f"add a figure for {said} with its source, or correct the number"
    name, value = near
    is_said = _said(value, found.quantity)
    return f"the nearest figure is {name}: {is_said}; correct one of them, or add a figure"


def _said(value: Quantity, like: Quantity | None) -> str:
    """Return a figure's value as typed, with its conversion where the text gives another unit."""
    text = quantities.house(value).replace("\u00a0", " ")
    if like is None or like.unit is None or value.unit is None or like.unit.base == value.unit.base:
        return text
    converted = quantities.convert(value, like.unit)
    return f"{text}, which is {quantities.house(converted)}".replace("\u00a0", " ")


def _nearest(said: Quantity, figures: Mapping[str, Figure]) -> tuple[str, Quantity] | None:
    """Return the figure of the same kind whose value is nearest; None when none is within a factor of 2."""
    best: tuple[float, str, Quantity] | None = None
    for name, figure in figures.items():
        for value in evidence.values(figure, said):
            if said.unit is None or value.unit is None:
                continue
            try:
                there = quantities.convert(value, said.unit)
            except quantities.QuantityError:
                continue
            if said.low > 0 and there.low > 0:
                apart = float(max(said.low / there.low, there.low / said.low))
                if apart <= 2 and (best is None or apart < best[0]):
                    best = (apart, name, value)
    return best[1:] if best else None
