"""What stands before and behind the stories: contents, takeaways, figures, letter; tracker, dates, terms."""

from __future__ import annotations

from psr_report import periods, quantities
from psr_report.columns import columns
from psr_report.counted import counted
from psr_report.errors import Severity
from psr_report.issue import Issue, TrackedForecast
from psr_report.proof import Entry, Proof
from psr_report.terminal.complaints import NAMES, said
from psr_report.terminal.figures import stacked
from psr_report.terminal.prose import address, inline, prose
from psr_report.terminal.setting import (
    Line,
    Piece,
    Setting,
    beside,
    blocks,
    columned,
    fill,
    indented,
    padded,
    width,
)
from psr_report.terminal.story import LABEL, correction, named, stub, title


def opening(setting: Setting, proof: Proof) -> list[Line]:
    """Return the contents and the issue in 60 seconds, side by side where there is room."""
    listed = _contents(setting, proof, setting.rail or setting.measure)
    told = _takeaways(setting, proof.issue)
    if setting.rail and told:
        left = [(Piece("The issue in 60 seconds", "bold"),), (), *told]
        right = [(Piece("In this issue", "bold"),), (), *listed]
        return [stub(setting), *beside(left, right, setting.measure, setting.gap)]
    first = blocks(title(setting, "In this issue"), listed)
    return [*first, (), (), *blocks(title(setting, "The issue in 60 seconds"), told)] if told else first


def _contents(setting: Setting, proof: Proof, room: int) -> list[Line]:
    """Return sections and stories, each story with what an editor has to know of it."""
    sections = [*proof.sections, *([("Not in the issue", proof.unlisted)] if proof.unlisted else [])]
    is_narrow = room < 60
    made = []
    for name, entries in sections:
        inner = room - (2 if is_narrow else LABEL)
        lines = [line for entry in entries for line in _listed(setting, entry, inner)]
        label = fill([setting.text(name, "bold navy")], room if is_narrow else LABEL - 2)
        made.append([*label, *indented(lines, 2)] if is_narrow else beside(label, lines, LABEL - 2, 2))
    return blocks(*made)


def _listed(setting: Setting, entry: Entry, room: int) -> list[Line]:
    words = entry.story.short if entry.story is not None else entry.slug
    state = _standing(entry)
    role = "alert" if "error" in state or entry.state == "unreadable" else "muted"
    lines = fill(inline(setting, words), room, (), (Piece("  "),))
    if not state:
        return lines
    told = setting.text(state, role)
    free = room - width(lines[-1]) - columns(told.text) - 2
    if free < 2:
        return [*lines, *(padded(line, room, right=True) for line in fill([told], room))]
    dots = Piece("." * free if setting.is_ascii else "·" * free, "rule")
    return [*lines[:-1], (*lines[-1], Piece(" "), dots, Piece(" "), told)]


def _standing(entry: Entry) -> str:
    if entry.state == "embargoed":
        return f"under embargo until {entry.until}"
    draft = "draft" if entry.story is not None and entry.story.is_draft else ""
    unread = "cannot be read" if entry.state == "unreadable" else ""
    return ", ".join(filter(None, (draft, unread, said(entry.problems))))


def _takeaways(setting: Setting, issue: Issue) -> list[Line]:
    lines: list[Line] = []
    for at, each in enumerate(issue.takeaways, 1):
        number = (Piece(f"{at}  ", "bold navy"),)
        lines += fill(inline(setting, each.text), setting.measure, number, (Piece("   "),))
    return lines


def dashboard(setting: Setting, issue: Issue) -> list[Line]:
    """Return the month in figures, as many side by side as the screen carries."""
    if not issue.dashboard:
        return []
    count = 1 if setting.is_narrow else 3 if setting.rail else 2
    cells = [lambda room, one=each: stacked(setting, one, room) for each in issue.dashboard]
    room = min(setting.block, 120)
    return blocks(title(setting, "The month in figures"), columned(cells, room, count, 4))


def letter(setting: Setting, issue: Issue) -> list[Line]:
    """Return the editor's letter."""
    if issue.letter is None:
        return []
    month = issue.title.split(" ")[0]
    text = prose(setting, issue.letter, setting.measure, issue.report.end_mark)
    return blocks(title(setting, f"What {month} brought"), text)


def tracker(setting: Setting, issue: Issue) -> list[Line]:
    """Return the forecast tracker and how forecasters have fared."""
    if not issue.forecasts:
        return []
    items = [_forecast(setting, each) for each in issue.forecasts]
    score = [
        line
        for each in issue.scorecard
        for line in fill(
            [
                *inline(setting, f"{each.by}: ", "bold"),
                setting.text(
                    f"{each.hit} hit, {each.partial} partial, {each.miss} missed; {each.rate}", "muted"
                ),
            ],
            setting.measure,
        )
    ]
    return blocks(title(setting, "Forecast tracker"), *items, score)


def _forecast(setting: Setting, one: TrackedForecast) -> list[Line]:
    value = quantities.house(one.value) if one.value else "no figure"
    due = f"due {periods.short(one.due)}" if one.due else "due date not stated"
    told = [one.by or "forecaster not stated", due]
    if one.last is not None:
        told.append(f"last known {quantities.house(one.last.value)}")
    if not one.is_new:
        told.append(f"from the {one.issue} issue")
    room = setting.measure - (2 if setting.is_narrow else LABEL)
    lines = fill(inline(setting, one.statement), room)
    lines += fill(
        [setting.text(_outcome(one), "bold"), *inline(setting, f" · {' · '.join(told)}", "muted")], room
    )
    if one.outcome is not None:
        source = address(setting, inline(setting, one.outcome.publisher, "muted"), one.outcome.url)
        lines += fill([*source, setting.text(f", {periods.short(one.outcome.date)}", "muted")], room)
        lines += fill(inline(setting, one.outcome.note, "muted"), room) if one.outcome.note else []
    return named(setting, value, lines, setting.measure)


def _outcome(one: TrackedForecast) -> str:
    if one.outcome is not None:
        actual = f": {quantities.house(one.outcome.actual)}" if one.outcome.actual else ""
        return f"{one.status.capitalize()}{actual}"
    return "Due: to be checked" if one.status == "due" else "New" if one.is_new else "Open"


def watch(setting: Setting, issue: Issue) -> list[Line]:
    """Return the dates to watch."""
    if not issue.watch:
        return []
    room = setting.measure - (2 if setting.is_narrow else LABEL)
    lines = [
        line
        for each in issue.watch
        for line in named(
            setting, periods.short(each.date), fill(inline(setting, each.text), room), setting.measure
        )
    ]
    return blocks(title(setting, "What to watch"), lines)


def corrections(setting: Setting, issue: Issue) -> list[Line]:
    """Return the errata of earlier issues; those of this one stand with their stories."""
    found = [(headline, each) for headline, each in issue.corrections if each.issue]
    if not found:
        return []
    boxes = [correction(setting, each, setting.measure, headline) for headline, each in found]
    return blocks(title(setting, "Corrections"), *boxes)


def glossary(setting: Setting, issue: Issue) -> list[Line]:
    """Return the terms used in the issue."""
    if not issue.glossary:
        return []
    room = setting.measure - (2 if setting.is_narrow else LABEL)
    lines: list[Line] = []
    for each in issue.glossary:
        expanded = inline(setting, f"{each.expansion}. ", "bold") if each.expansion else []
        words = fill([*expanded, *inline(setting, each.definition)], room)
        lines += named(setting, each.term, words, setting.measure)
    return blocks(title(setting, "Terms used here"), lines)


def closing(setting: Setting, proof: Proof) -> list[Line]:
    """Return what the preview ends with: the publication, and what `check` comes to."""
    aside = f", {proof.aside} set aside" if proof.aside and proof.article is None else ""
    of = proof.article or f"{proof.issue.report.name}, {proof.issue.title}"
    role = "alert" if proof.count(Severity.ERROR) else "muted"
    words = [setting.text(f"{of}: ", "muted"), setting.text(counts(proof), role)]
    return fill([*words, setting.text(aside, "muted")], setting.measure)


def counts(proof: Proof) -> str:
    """Return how many problems what is shown has."""
    told = [counted(proof.count(each), name) for each, name in NAMES.items() if proof.count(each)]
    return ", ".join(told) or "no problems"
