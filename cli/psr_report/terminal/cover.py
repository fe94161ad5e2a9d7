"""The first screen of an issue: masthead, the giant figure, the lines of the cover."""

from __future__ import annotations

from psr_report.columns import columns
from psr_report.issue import CoverFigure, Issue
from psr_report.terminal.figures import provenance
from psr_report.terminal.prose import inline
from psr_report.terminal.setting import Line, Piece, Setting, balanced, beside, blocks, fill, padded, width
from psr_report.terminal.story import stub

# Three by five, the rows of each sign from above.
_SHAPES = {
    "0": "### # # # # # # ###", "1": "##   #   #   #  ###", "2": "###   # ### #   ###",
    "3": "###   # ###   # ###", "4": "# # # # ###   #   #", "5": "### #   ###   # ###",
    "6": "### #   ### # # ###", "7": "###   #   #   #   #", "8": "### # # ### # # ###",
    "9": "### # # ###   # ###", "%": "# #   #  #  #   # #", "+": "     #  ###  #     ",
    "−": "        ###        ", "–": "        ###        ",
    ",": "    .   .   #   #  ", ".": "    .   .   .   #  ",
}  # fmt: skip
_LINES = 5


def cover(setting: Setting, issue: Issue) -> list[Line]:
    """Return the cover: on wide screens its lines stand beside the figure."""
    number = f"No. {issue.number}" if issue.number else ""
    told = [issue.report.publisher, issue.title, number, issue.edition_name]
    masthead = [
        stub(setting),
        *fill([setting.text(issue.report.name.upper(), "bold navy")], setting.block),
        *fill([setting.text(" · ".join(filter(None, told)), "muted")], setting.block),
    ]
    figure = _figure(setting, issue.cover) if issue.cover else _picture(setting, issue)
    room = setting.rail if setting.rail and figure else setting.measure
    lines = blocks(*(_line(setting, story.kicker, story.headline, room) for story in issue.cover_stories))
    if setting.rail and figure:
        return blocks(masthead, beside(figure, lines, setting.measure, setting.gap))
    return blocks(masthead, figure, lines)


def _line(setting: Setting, kicker: tuple[str, ...], headline: str, room: int) -> list[Line]:
    about = fill([setting.text(" · ".join(kicker), "muted")], room) if kicker else []
    return [*about, *balanced(inline(setting, headline, "bold"), room)]


def _picture(setting: Setting, issue: Issue) -> list[Line]:
    if issue.cover_picture is None:
        return []
    shown = issue.cover_picture
    told = [Piece("Picture  ", "bold muted"), *inline(setting, shown.caption or shown.alt)]
    return fill([*told, setting.text(f" {shown.credit} · {shown.licence}", "muted")], setting.measure)


def _figure(setting: Setting, cover: CoverFigure) -> list[Line]:
    """Return the number in big signs with its words around it, or in bold where it does not fit."""
    parts = cover.figure.parts
    number = "".join(part.text for part in parts if part.role in ("number", "percent"))
    at = next((n for n, part in enumerate(parts) if part.role == "number"), 0)
    before = " ".join(part.text for part in parts[:at])
    after = " ".join(part.text for part in parts[at:] if part.role not in ("number", "percent"))
    below = [
        *fill(inline(setting, cover.text), setting.measure),
        *fill(provenance(setting, cover.figure), setting.measure),
    ]
    side = columns(setting.text(before).text), columns(setting.text(after).text)
    drawn = _drawn(setting, number, setting.measure - sum(each + 2 for each in side if each))
    if drawn is None:
        told = " ".join(filter(None, (before, number, after)))
        return blocks(fill([setting.text(told, "bold navy")], setting.measure), below)
    if before:
        head = padded((setting.text(before, "bold navy"),), side[0] + 2)
        drawn = [
            (*(head if not row else (Piece(" " * width(head)),)), *line) for row, line in enumerate(drawn)
        ]
    if after:
        widest = max(map(width, drawn))
        drawn[-1] = (*padded(drawn[-1], widest + 2), setting.text(after, "bold navy"))
    return blocks(drawn, below)


def _drawn(setting: Setting, number: str, room: int) -> list[Line] | None:
    """Return a number in signs five lines high; None where a sign has no shape or they do not fit."""
    if not number or any(sign not in _SHAPES for sign in number):
        return None
    for pixel in (setting.signs.pixel * 2, setting.signs.pixel):
        lines = [_row(number, at, pixel) for at in range(_LINES)]
        if max(map(columns, lines)) <= room:
            return [(Piece(line, "navy"),) for line in lines]
    return None


def _row(number: str, row: int, pixel: str) -> str:
    """Return one line of a number; signs are a pixel apart, and a comma is no wider than it needs."""
    blank = " " * len(pixel)
    cells = []
    for sign in number:
        cell = _SHAPES[sign].ljust(19)[row * 4 : row * 4 + 3]
        cell = cell[:1] if sign in ",." else cell
        cells.append("".join(pixel if each == "#" else blank for each in cell))
    return blank.join(cells).rstrip()
