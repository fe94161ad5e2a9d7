"""Markdown as text for a terminal: from the same safe HTML that the pages print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from psr_report import markup
from psr_report.charts.text import tabular
from psr_report.charts.words import Table
from psr_report.issue import Prose
from psr_report.terminal.links import is_safe
from psr_report.terminal.setting import NO_BREAK, Line, Piece, Setting, blocks, fill

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BLOCKS = ("p", "ul", "ol", "blockquote", "table", "section")
_SPACE = re.compile(r"[ \t\n]+")
_NUMBER = re.compile(r"[\W_]*[A-Z]{0,3}[$€£¥₹฿]?[\W_]*[0-9]|\W*\Z")
_ROLES = {"strong": "bold", "em": "italic", "th": "bold"}


@dataclass(slots=True)
class _Node:
    """An element of HTML while it is read."""

    tag: str
    attributes: dict[str, str]
    children: list[_Node | str] = field(default_factory=list)


def prose(setting: Setting, text: Prose | str, room: int, end_mark: str = "") -> list[Line]:
    """Return Markdown in lines of at most ``room`` columns, the source numbers where they belong."""
    return _laid_out(setting, _parsed(markup.prose(text, end_mark=end_mark)).children, room)


def inline(setting: Setting, text: str, role: str = "") -> list[Piece]:
    """Return one line of plain text in pieces, with the quotation marks and unbroken numbers of the pages."""
    return list(_pieces(setting, _parsed(markup.inline(text)).children, role))


def note(setting: Setting, numbers: Iterable[int | str], role: str = "navy") -> Piece:
    """Return source numbers as they stand behind a word."""
    if setting.is_ascii:
        return Piece(f"[{','.join(map(str, numbers))}]", role)
    return Piece(NO_BREAK.join(str(number).translate(_SUPERSCRIPTS) for number in numbers), role)


def mark(setting: Setting, words: str) -> Piece:
    """Return the mark that ends a story."""
    shown = setting.text(words).text.replace(" ", NO_BREAK)
    if setting.is_coloured:
        return Piece(f"{NO_BREAK}{shown}{NO_BREAK}", "bold reverse navy")
    return Piece(f"[{shown}]")


def address(setting: Setting, words: Sequence[Piece], url: str | None, role: str = "muted") -> list[Piece]:
    """Return words that lead to an address; where nothing can lead, or it is not safe, it is printed."""
    if not url:
        return list(words)
    if setting.has_links and is_safe(url):
        return [replace(piece, link=url, role=f"{piece.role} underline") for piece in words]
    shown = setting.text(url, role)
    if "".join(piece.text for piece in words).strip() == shown.text:
        return list(words)
    return [*words, Piece(" "), Piece("(", role), shown, Piece(")", role)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag != "br":
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _parsed(made: str) -> _Node:
    reader = _Reader()
    reader.feed(made)
    reader.close()
    return reader.open[0]


def _laid_out(setting: Setting, children: Sequence[_Node | str], room: int) -> list[Line]:
    """Return blocks with an empty line between each two; what stands outside of blocks is a paragraph."""
    found: list[list[Line]] = []
    loose: list[_Node | str] = []

    def gathered() -> None:
        if any(not isinstance(each, str) or each.strip() for each in loose):
            found.append(fill(_pieces(setting, loose, ""), room))
        loose.clear()

    for child in children:
        if isinstance(child, str) or child.tag not in _BLOCKS:
            loose.append(child)
        else:
            gathered()
            found.append(_block(setting, child, room))
    gathered()
    return blocks(*found)


def _block(setting: Setting, node: _Node, room: int) -> list[Line]:
    if node.tag == "p":
        return fill(_pieces(setting, node.children, ""), room)
    if node.tag in ("ul", "ol"):
        return _items(setting, node, room)
    if node.tag == "blockquote":
        side = Piece(f"{setting.signs.side} ", "muted")
        return [(side, *line) for line in _laid_out(setting, node.children, room - 2)]
    if node.tag == "table":
        return _table(setting, node, room)
    rule: Line = (Piece(setting.signs.rule * 8, "rule"),)
    return [rule, *_laid_out(setting, node.children, room)]


def _items(setting: Setting, node: _Node, room: int) -> list[Line]:
    """Return a list, its items indented behind their signs; items of several paragraphs have space."""
    items = [child for child in node.children if isinstance(child, _Node)]
    start = int(node.attributes.get("start") or 1) if node.tag == "ol" else 0
    signs = [f"{start + at}." if node.tag == "ol" else setting.signs.bullet for at in range(len(items))]
    indent = max(map(len, signs), default=0) + 1
    made = []
    for sign, item in zip(signs, items, strict=True):
        lines = _laid_out(setting, item.children, max(room - indent, 12)) or [()]
        first = Piece(f"{sign:<{indent}}", "navy")
        made.append(
            [(first, *lines[0]), *((Piece(" " * indent), *line) if line else line for line in lines[1:])]
        )
    if any(() in item for item in made):
        return blocks(*made)
    return [line for item in made for line in item]


def _table(setting: Setting, node: _Node, room: int) -> list[Line]:
    rows = [
        tuple(
            "".join(piece.text for piece in _pieces(setting, cell.children, "")).replace("\n", " ").strip()
            for cell in row.children
            if isinstance(cell, _Node)
        )
        for row in _inside(node, "tr")
    ]
    if not rows:
        return []
    head, *body = rows
    numeric = tuple(at for at in range(1, len(head)) if body and all(_NUMBER.match(row[at]) for row in body))
    lines = tabular(Table(head, tuple(body), numeric), room, setting.cut)
    is_columns = len(lines) == len(rows)
    return [(Piece(line, "bold" if is_columns and not at else ""),) for at, line in enumerate(lines)]


def _inside(node: _Node, tag: str) -> Iterator[_Node]:
    for child in node.children:
        if isinstance(child, _Node):
            if child.tag == tag:
                yield child
            else:
                yield from _inside(child, tag)


def _pieces(setting: Setting, children: Iterable[_Node | str], role: str) -> Iterator[Piece]:
    for child in children:
        if isinstance(child, str):
            yield setting.text(_SPACE.sub(" ", child), role)
        else:
            yield from _dressed(setting, child, role)


def _dressed(setting: Setting, node: _Node, role: str) -> Iterator[Piece]:
    kind = node.attributes.get("class", "")
    if node.tag == "br":
        yield Piece("\n")
    elif node.tag == "sup" and kind == "note":
        numbers = [each.children[0] for each in _inside(node, "a")]
        yield note(setting, [str(number) for number in numbers], f"{role} navy".strip())
    elif node.tag == "sup":
        words = _words(node).strip("[]")
        yield Piece(f"[note{NO_BREAK}{words}]" if setting.is_ascii else f"[{words}]", "navy")
    elif kind == "end":
        yield mark(setting, _words(node))
    elif node.tag == "a":
        if "footnote-backref" not in kind:
            linked = list(_pieces(setting, node.children, f"{role} navy".strip()))
            yield from address(setting, linked, node.attributes.get("href"))
    elif node.tag == "s" and not setting.is_coloured:
        yield from (Piece("~~", role), *_pieces(setting, node.children, role), Piece("~~", role))
    else:
        own = "strike" if node.tag == "s" else _ROLES.get(node.tag, "")
        for piece in _pieces(setting, node.children, f"{role} {own}".strip()):
            yield replace(piece, text=piece.text.replace(" ", NO_BREAK)) if kind == "nb" else piece


def _words(node: _Node) -> str:
    return "".join(child if isinstance(child, str) else _words(child) for child in node.children)
