"""One story as it reads at a terminal: beside or below the text its figures, its problems and its sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from psr_report import periods
from psr_report.charts import Chart, words
from psr_report.charts import text as charts
from psr_report.columns import columns
from psr_report.issue import (
    Correction,
    Issue,
    NumberedSource,
    PlacedPicture,
    Quotation,
    SignedAnalysis,
    Story,
)
from psr_report.proof import Entry
from psr_report.terminal.complaints import complaints, said
from psr_report.terminal.figures import figures
from psr_report.terminal.prose import address, inline, mark, note, prose
from psr_report.terminal.setting import (
    NO_BREAK,
    Line,
    Piece,
    Setting,
    balanced,
    beside,
    blocks,
    fill,
    framed,
    indented,
)


def _plotted(signs: charts.Signs) -> re.Pattern[str]:
    filled = re.escape("".join((*signs.fills.values(), signs.open)))
    return re.compile(f"([{filled}]*)({re.escape(signs.zero)})([{filled}]*)")


_DRAWN, _TYPED = _plotted(charts.BLOCKS), _plotted(charts.ASCII)
LABEL = 24  # columns of a name beside what it is about


def entry(setting: Setting, one: Entry, issue: Issue, section: str = "") -> list[Line]:
    """Return what stands at the place of a story: the story, or a panel that says why it is not there."""
    if one.story is None:
        return _absent(setting, one, section)
    story, end_mark = one.story, issue.report.end_mark
    top = [stub(setting, section), *heading(setting, story)]
    body = blocks(
        prose(setting, story.text, setting.measure, "" if story.analysis else end_mark),
        _picture(setting, story.picture),
    )
    below = [
        *(chart(setting, each, setting.measure) for each in story.charts),
        *(_quotation(setting, each) for each in story.quotes),
        _analysis(setting, story.analysis, end_mark) if story.analysis else [],
        *(correction(setting, each, setting.measure) for each in story.corrections),
        _follows(setting, story),
    ]
    if not setting.rail:
        told = complaints(setting, one.problems, setting.measure, one.file, _state(one))
        beside_it = figures(setting, story.figures, setting.measure)
        return blocks(top, told, body, beside_it, *below, sources(setting, story.sources, setting.measure))
    rail = blocks(
        complaints(setting, one.problems, setting.rail, one.file, _state(one)),
        figures(setting, story.figures, setting.rail),
    )
    listed = sources(setting, story.sources, setting.rail)
    rule: Line = (Piece(setting.signs.rule * setting.rail, "rule"),)
    rail = blocks(rail, [rule, *listed] if rail and listed else listed)
    return blocks(top, beside(blocks(body, *below), rail, setting.measure, setting.gap))


def stub(setting: Setting, section: str = "") -> Line:
    """Return the rule that opens a story or a page, with the section at its end."""
    signs = setting.signs
    words = setting.cut(setting.text(section).text, setting.block - 8)
    name: Line = (Piece(" "), Piece(words, "muted")) if words else ()
    used = 4 + sum(columns(piece.text) for piece in name)
    return (Piece(signs.stub * 4, "navy"), Piece(signs.rule * (setting.block - used), "rule"), *name)


def title(setting: Setting, words: str, section: str = "") -> list[Line]:
    """Return the head of a page that is no story."""
    return [stub(setting, section), *fill([setting.text(words, "bold")], setting.block)]


def heading(setting: Setting, story: Story) -> list[Line]:
    """Return kicker, headline and why it matters; above them that the story is a draft."""
    lines: list[Line] = []
    if story.is_draft:
        badge = Piece("\u00a0DRAFT\u00a0", "bold reverse alert") if setting.is_coloured else Piece("DRAFT")
        lines += [(badge, Piece("  not released for publication", "alert"))]
    kicker = " · ".join(word.upper() for word in story.kicker)
    if kicker:
        lines += fill([setting.text(kicker, "bold navy")], setting.measure)
    lines += [(), *balanced(inline(setting, story.headline, "bold"), setting.measure)]
    if story.why:
        lines += fill(inline(setting, story.why, "italic muted"), setting.measure)
    return lines


def chart(setting: Setting, one: Chart, room: int) -> list[Line]:
    """Return a chart: the finding, what is measured, the bars in their colours, the source."""
    lines = balanced(inline(setting, one.title, "bold"), room)
    measure = inline(setting, one.measure, "muted")
    key = _key(setting, one)
    lines += fill([*measure, *([setting.text(" · ", "muted"), *key] if key else ())], room)
    bars = _TYPED if setting.is_ascii else _DRAWN
    for text, number in charts.coloured(one, room, ascii_only=setting.is_ascii):
        lines.append(_bar(text, number, bars) if number is not None else (Piece(text),))
    source = one.source.removeprefix(words.key(one)).strip()
    return lines + (fill(inline(setting, source, "muted"), room) if source else [])


def _key(setting: Setting, one: Chart) -> list[Piece]:
    """Return what the signs mean, where not all figures are actual."""
    fills = (charts.ASCII if setting.is_ascii else charts.BLOCKS).fills
    told = "  ".join(f"{fills[kind]}{NO_BREAK}{kind}" for kind in charts.kinds(one))
    return [Piece(told, "muted")] if told else []


def _bar(text: str, number: int, bars: re.Pattern[str]) -> Line:
    """Return a line of the plot, its bar in colour and the words at its end in bold."""
    found = bars.search(text)
    if found is None:
        return (Piece(text),)
    left, zero, right = found.groups()
    before, after = text[: found.start()], text[found.end() :]
    at = before.rstrip().rfind("  ") + 2 if left and not right else len(before)
    name: Line = (Piece(before[:at]), Piece(before[at:], "bold"))
    return (*name, Piece(left, f"s{number}"), Piece(zero), Piece(right, f"s{number}"), Piece(after, "bold"))


def _picture(setting: Setting, one: PlacedPicture | None) -> list[Line]:
    if one is None:
        return []
    told = [Piece("Picture  ", "bold muted"), *inline(setting, one.caption or one.alt, "")]
    rights = f" {one.credit} · {one.licence}"
    return fill([*told, setting.text(rights, "muted")], setting.measure)


def _quotation(setting: Setting, one: Quotation) -> list[Line]:
    side = Piece(f"{setting.signs.side} ", "navy")
    room = setting.measure - 2
    who = f"{one.speaker}, in " if one.speaker and one.speaker != one.source.publisher else ""
    by = [*inline(setting, who + one.source.publisher, "muted"), note(setting, [one.source.number])]
    said = [*fill(inline(setting, f"“{one.text}”", "italic"), room), *fill(by, room)]
    return [(side, *line) for line in said]


def _analysis(setting: Setting, one: SignedAnalysis, end_mark: str) -> list[Line]:
    """Return the signed note in its own panel, the end mark and who signs below it."""
    room = setting.measure
    name = setting.text(f"{end_mark} ANALYSIS".strip(), "bold rust")
    signed = setting.text(", ".join(one.names) + (" · paraphrase" if one.is_paraphrase else ""), "muted")
    signed = replace(signed, text=setting.cut(signed.text, room - 6))
    text = prose(setting, one.text, room - 6)
    panel = framed(setting, text, room, (name,), (signed,) if signed.text else (), "rust")
    closing = mark(setting, end_mark) if end_mark else None
    indent = columns(closing.text) + 2 if closing else 0
    lines: list[Line] = []
    for at, line in enumerate(one.sign_offs):
        first: Line = (closing, Piece("  ")) if closing and not at else (Piece(" " * indent),)
        lines += fill(inline(setting, line, "italic muted"), room, first, (Piece(" " * indent),))
    return [*panel, *(lines or ([(closing,)] if closing else []))]


def correction(setting: Setting, one: Correction, room: int, about: str = "") -> list[Line]:
    """Return what was put right, in a box that begins with the day."""
    inner = room - 6
    day = setting.text(f"Corrected on {periods.spoken(one.date)}", "bold alert")
    lines: list[Line] = []
    if about:
        issue = f", {one.issue} issue" if one.issue else ""
        lines += fill([*inline(setting, about, "bold"), setting.text(issue, "muted")], inner)
    if one.label:
        lines += fill(inline(setting, one.label[:1].upper() + one.label[1:]), inner)
    ends = "" if one.reason[-1:] in ".?!" else "."
    now = "should say" if one.issue else "now says"
    told = [*inline(setting, "It said "), *inline(setting, one.was, "strike" if setting.is_coloured else "")]
    told += [*inline(setting, f"; it {now} "), *inline(setting, one.now, "bold")]
    lines += fill([*told, *inline(setting, f". {one.reason}{ends}")], inner)
    return framed(setting, lines, room, (day,), (), "alert")


def _follows(setting: Setting, story: Story) -> list[Line]:
    if story.follows is None:
        return []
    told = f"An update of “{story.follows.headline}”, {story.follows.issue} issue."
    return fill(inline(setting, told, "italic muted"), setting.measure)


def sources(setting: Setting, found: Sequence[NumberedSource], room: int) -> list[Line]:
    """Return the sources under their numbers; a title leads to its address, or the address is printed."""
    lines: list[Line] = []
    indent = max((len(str(each.number)) for each in found), default=0) + 1
    for each in found:
        words = address(setting, inline(setting, each.title, "muted"), each.url)
        via = f", as reported by {each.via}" if each.via else ""
        dated = periods.spoken(each.published) if each.published else "date unknown"
        told = [
            *inline(setting, f"{each.publisher}, ", "muted"),
            *words,
            *inline(setting, f"{via}, {dated}", "muted"),
        ]
        first = Piece(f"{each.number:<{indent}}", "bold navy")
        lines += fill(told, room, (first,), (Piece(" " * indent),))
    return lines


def _state(one: Entry) -> str:
    """Return what a reader has to know of a story that is there, but not as it stands in its file."""
    if one.state == "unreadable":
        return "its file cannot be read now; the text is the last that could"
    return "no section of issue.yaml lists it" if one.state == "unlisted" else ""


def _absent(setting: Setting, one: Entry, section: str) -> list[Line]:
    """Return the panel in place of a story; one under embargo says neither headline nor problems."""
    lines = [stub(setting, section), (setting.text(one.slug, "bold"),)]
    if one.state == "embargoed":
        hidden = f" {said(one.problems)}; psr-report check tells." if one.problems else ""
        told = f"Under embargo until {one.until}: left out of every edition.{hidden}"
        return lines + fill([setting.text(told, "muted")], setting.measure)
    told = (
        "This story cannot be read; what is wrong stands below."
        if one.state == "unreadable"
        else "No section of issue.yaml lists this story: it is not in the issue."
    )
    lines += fill([setting.text(told, "alert" if one.state == "unreadable" else "muted")], setting.measure)
    return blocks(lines, complaints(setting, one.problems, setting.measure, one.file))


def named(setting: Setting, label: str, lines: Sequence[Line], room: int) -> list[Line]:
    """Return lines beside their name, which stands above them on a narrow screen."""
    own: Line = (setting.text(label, "bold navy"),)
    if setting.is_narrow:
        return [*fill(own, room), *indented(lines, 2)]
    return beside(fill(own, LABEL - 2), lines, LABEL - 2, 2)
