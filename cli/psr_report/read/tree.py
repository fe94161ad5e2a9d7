"""YAML text to a tree in which every key and value knows where it stands.

Scalars stay text: typing is the model's work, so ``NO``, ``1.10``, ``12:30`` and ``010`` mean what was typed. Limits are
enforced on the event stream, before anything is built: a hostile file costs no more than its events up to the first offence.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from psr_report.errors import Place, Problem, Severity

MAX_BYTES = 1 << 20
MAX_DEPTH = 16
MAX_NODES = 20_000
MAX_WORD = 2_000  # letters: wrapping a word is quadratic in its length when pages are laid out

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PRIVATE = "Co"  # private use: the renderer marks source numbers with these characters


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text value and where it starts (line and column from 1, index from 0 in characters)."""

    value: str
    line: int
    column: int
    start: int
    end: int
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML sequence."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """A YAML mapping; each value stands with the key it was typed under."""

    entries: Mapping[str, tuple[Scalar, Node]]
    line: int
    column: int


Node = Scalar | Items | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One read file: its name as shown to a person, its text and its tree (None when it could not be read)."""

    file: str
    text: str = field(default="", repr=False)
    root: Node | None = None

    def place(self, path: Sequence[str | int] = (), offset: int = 0, *, key: bool = False) -> Place:
        """Return where the value at ``path`` stands, ``offset`` characters into its text.

        A path that leads nowhere ends at its last existing part: a missing key is placed at its parent. With ``key`` the
        place is that of the last key, not of its value.
        """
        node, at = self.root, self.root
        last_key: Scalar | None = None
        for step in path:
            if isinstance(at, Table) and isinstance(step, str) and step in at.entries:
                last_key, at = at.entries[step]
            elif isinstance(at, Items) and isinstance(step, int) and step < len(at.items):
                last_key, at = None, at.items[step]
            else:
                break
            node = at
        if key and last_key is not None:
            return Place(self.file, last_key.line, last_key.column)
        if node is None:
            return Place(self.file)
        if isinstance(node, Scalar):
            return Place(self.file, *_inside(self.text, node, offset))
        if isinstance(node, Table) and last_key is not None:
            return Place(self.file, last_key.line, last_key.column)
        return Place(self.file, node.line, node.column)

    def inside(self, scalar: Scalar, offset: int) -> Place:
        """Return where the ``offset``-th character of one of the document's values stands."""
        return Place(self.file, *_inside(self.text, scalar, offset))


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every value of a tree, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from scalars(item)
    else:
        for key, value in node.entries.values():
            yield key
            yield from scalars(value)


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the hint that names what was probably meant, or None when nothing is near."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return f'did you mean "{folded[close[0]]}"?' if close else None


def load(data: bytes, file: str) -> tuple[Document, list[Problem]]:
    """Return the document in ``data`` and every problem met on the way; its root is None when nothing could be kept."""
    text, problem = _decode(data, file)
    if problem:
        return Document(file), [problem]
    builder = _Builder(file, text)
    try:
        root = builder.build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        builder.problems.append(_syntax_problem(error, place, text))
        root = None
    except yaml.YAMLError as error:
        builder.problems.append(_problem("yaml-syntax", Place(file), f"this is not YAML: {error}", None))
        root = None
    except _LimitError as error:
        builder.problems.append(error.problem)
        root = None
    return Document(file, text, root), builder.problems


def plain(node: Node) -> Any:
    """Return the tree as dicts, lists and strings; a key with nothing behind it is left out, as if it were not there."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {name: plain(value) for name, (_, value) in node.entries.items() if not is_blank(value)}


def is_blank(node: Node) -> bool:
    """Return whether the value was left empty: ``key:`` and no more."""
    return isinstance(node, Scalar) and node.value == "" and node.style is None


def _problem(rule: str, place: Place, message: str, hint: str | None) -> Problem:
    return Problem(rule, Severity.ERROR, place, message, hint)


def _decode(data: bytes, file: str) -> tuple[str, Problem | None]:
    if len(data) > MAX_BYTES:
        return "", _problem(
            "file-too-large", Place(file), f"this file has {len(data):,} bytes; the limit is {MAX_BYTES:,}",
            "split it, or keep pictures and tables in files of their own",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        hint = "save the file as UTF-8"
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            hint = "the file is UTF-16; save it as UTF-8"
        return "", _problem(
            "encoding", Place(file, line, column), f"byte 0x{data[error.start]:02x} is not UTF-8 text", hint
        )
    for number, row in enumerate(text.split("\n"), 1):
        for position, character in enumerate(row.rstrip("\r")):
            if (character < " " and character != "\t") or "\x7f" <= character <= "\x9f":
                return "", _control_problem(character, Place(file, number, position + 1))
    if not text.strip():
        return "", _problem("empty-file", Place(file), "this file is empty", "fill it, or delete it")
    return text, None


def _control_problem(character: str, place: Place) -> Problem:
    return _problem(
        "control-character", place, f"an invisible control character (U+{ord(character):04X}) stands here",
        "delete it; it often comes with text copied from elsewhere",
    )


def _syntax_problem(error: yaml.MarkedYAMLError, place: Place, text: str) -> Problem:
    lines = text.split("\n")
    row = lines[place.line - 1] if place.line <= len(lines) else ""
    what = (error.problem or "the text stops making sense here").rstrip(".")
    hint = "check the indentation and the quotation marks on this line and the one above"
    if "\t" in row[: len(row) - len(row.lstrip())]:
        hint = "indent with spaces, not with tabs"
    elif "mapping values are not allowed" in what:
        hint = 'put the value in quotation marks: a text with ": " in it needs them'
    elif row.lstrip()[:1] in ("%", "@", "`"):
        hint = f'put the value in quotation marks: a text cannot start with "{row.lstrip()[:1]}"'
    elif "scalar" in (error.context or "") and "quoted" in (error.context or ""):
        hint = "a quotation mark is opened and never closed"
    return _problem("yaml-syntax", place, f"this is not YAML: {what}", hint)


class _LimitError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Builder:
    """Builds the tree from the parser's events; recursion is bounded by MAX_DEPTH."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._nodes = 0
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def build(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._stop(event, "yaml-limits", "a second document starts here", "delete the line with ---")
                root = self._node(next(self._events), 0)
        if root is None:
            self.problems.append(_problem("empty-file", Place(self.file), "this file says nothing", "fill it, or delete it"))
        return root

    def _at(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _stop(self, event: Any, rule: str, message: str, hint: str) -> None:
        raise _LimitError(_problem(rule, self._at(event), message, hint))

    def _node(self, event: Any, depth: int) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop(event, "yaml-limits", f"this file has more than {MAX_NODES:,} values", "split it")
        if depth > MAX_DEPTH:
            self._stop(event, "yaml-limits", f"values are nested more than {MAX_DEPTH} deep", "flatten them")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._stop(event, "yaml-limits", "anchors and aliases (& and *) are not allowed",
                       "write the value out, or put it in quotation marks if the sign is part of the text")
        if getattr(event, "tag", None) is not None:
            self._stop(event, "yaml-limits", "tags (!) are not allowed",
                       "delete the tag, or put the value in quotation marks if the sign is part of the text")
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            style = event.style if event.style in ("'", '"', "|", ">") else None
            scalar = Scalar(event.value, line, column, event.start_mark.index, event.end_mark.index, style)
            self._inspect(scalar)
            return scalar
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Items(tuple(items), line, column)
        return self._table(line, column, depth)

    def _table(self, line: int, column: int, depth: int) -> Table:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                place = Place(self.file, key.line, key.column)
                self.problems.append(_problem("key-unknown", place, "a key must be a word", "check the brackets on this line"))
            elif key.value in entries:
                first = entries[key.value][0]
                self.problems.append(_problem(
                    "key-duplicate", Place(self.file, key.line, key.column),
                    f'"{key.value}" stands here a second time; the first is in line {first.line}', "keep one of the two",
                ))
            else:
                entries[key.value] = (key, value)
        return Table(entries, line, column)

    def _inspect(self, scalar: Scalar) -> None:
        for position, character in enumerate(scalar.value):
            if character in "\n\t" or " " <= character <= "~":
                continue
            if character in _BIDI or unicodedata.category(character) in ("Cc", "Cs", _PRIVATE):
                place = Place(self.file, scalar.line, scalar.column + (0 if scalar.style in ("|", ">") else position))
                self.problems.append(_control_problem(character, place))
                return
        for word in scalar.value.split():
            if len(word) > MAX_WORD:
                place = Place(self.file, scalar.line, scalar.column)
                self.problems.append(_problem(
                    "yaml-limits", place, f"a word of {len(word):,} letters stands here; the limit is {MAX_WORD:,}", "break it up"))
                return


def _inside(text: str, scalar: Scalar, offset: int) -> tuple[int, int]:
    """Return line and column of the ``offset``-th character of a scalar's value, by walking value and source together."""
    if offset <= 0 and scalar.style not in ("|", ">"):
        return scalar.line, scalar.column
    raw = text[scalar.start : scalar.end]
    at = 0
    if scalar.style in ("|", ">"):
        at = raw.find("\n") + 1
    elif scalar.style:
        at = 1
    for character in scalar.value[:offset]:
        at = _after(raw, at, character, scalar.style)
    while at < len(raw) and raw[at] in " \n" and offset < len(scalar.value) and scalar.value[offset] not in " \n":
        at += 1
    before = raw[:at]
    line = scalar.line + before.count("\n")
    column = len(before) - before.rfind("\n") if "\n" in before else scalar.column + len(before)
    return line, column


def _after(raw: str, at: int, character: str, style: str | None) -> int:
    if character in " \n":
        found = at
        while found < len(raw) and raw[found] not in " \n":
            found += 1
        return found + 1
    while at < len(raw) and raw[at] in " \n" :
        at += 1
    if style == '"' and raw[at : at + 1] == "\\":
        width = {"x": 4, "u": 6, "U": 10}.get(raw[at + 1 : at + 2], 2)
        return at + width
    if style == "'" and character == "'":
        return at + 2
    return at + 1
