"""YAML text to a tree in which every key and value knows where it stands.

Scalars stay text: typing is the model's work, so ``NO``, ``1.10``, ``12:30`` and ``010`` mean what was typed.
Limits are enforced on the event stream, before anything is built: a hostile file costs no more than its
events up to the first offence.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

import yaml

from psr_report.errors import Fix, Place, Problem, Severity
from psr_report.read.positions import positions
from psr_report.read.syntax import syntax_problem
from psr_report.read.text import BREAK, MAX_BYTES, character_problem, decode, hidden_in

__all__ = [
    "MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "MAX_WORD",
    "Document", "Items", "Node", "Scalar", "Table",
    "closest", "find", "is_blank", "load", "nearest", "plain", "scalars", "widths", "without",
]  # fmt: skip

MAX_DEPTH = 16
MAX_NODES = 20_000
MAX_WORD = 2_000  # letters: wrapping a word is quadratic in its length when pages are laid out

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What would end a value, or mean something else in it, by the way the value is quoted.
_UNFIT = {
    None: re.compile(r"[\n\r]|:(?=\s|\Z)|(?:\A|\s)#"),
    "'": re.compile(r"[\n\r']"),
    '"': re.compile(r'[\n\r"\\]'),
    "|": re.compile(r"[\n\r]"),
    ">": re.compile(r"[\n\r]"),
}
_LONG_WORD = re.compile(rf"[^ \n\t\u200b]{{{MAX_WORD + 1},}}")


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
    """One read file: its name as shown to a person, its text, its tree (None when it could not be read).

    ``lost`` holds the top-level keys under which the tree has less than the file: a key that stands there
    twice is kept once.
    """

    file: str
    text: str = field(default="", repr=False)
    root: Node | None = None
    lost: frozenset[str] = frozenset()

    def place(self, path: Sequence[str | int] = (), offset: int = 0, *, key: bool = False) -> Place:
        """Return where the value at ``path`` stands, ``offset`` characters into its text.

        A path that leads nowhere ends at its last existing part: a missing key is placed at its parent. With
        ``key`` the place is that of the last key, not of its value.
        """
        at = self.root
        last_key: Scalar | None = None
        for step in path:
            if isinstance(at, Table) and isinstance(step, str) and step in at.entries:
                last_key, at = at.entries[step]
            elif isinstance(at, Items) and isinstance(step, int) and step < len(at.items):
                last_key, at = None, at.items[step]
            else:
                break
        if last_key is not None and (key or not isinstance(at, Scalar) or is_blank(at)):
            return self._at(last_key)
        if isinstance(at, Scalar):
            return self.inside(at, offset)
        return self._at(at) if at is not None else Place(self.file)

    def inside(self, scalar: Scalar, offset: int) -> Place:
        """Return where the ``offset``-th character of one of the document's values stands."""
        if offset <= 0 and scalar.style not in ("|", ">"):
            return self._at(scalar)
        raw = self.text[scalar.start : scalar.end]
        last = len(scalar.value.rstrip("\n"))
        at = positions(raw, scalar.value, scalar.style)[min(max(offset, 0), last)]
        breaks = list(BREAK.finditer(raw, 0, at))
        if not breaks:
            return Place(self.file, scalar.line, scalar.column + at)
        return Place(self.file, scalar.line + len(breaks), at - breaks[-1].end() + 1)

    def fix(self, scalar: Scalar, start: int, end: int, text: str) -> Fix | None:
        """Return the change that puts ``text`` in place of the characters ``start`` to ``end`` of a value.

        None where the value would no longer be what is meant: the characters run over a folded line, or the
        text cannot stand in a value that is quoted so.
        """
        raw = self.text[scalar.start : scalar.end]
        found = positions(raw, scalar.value, scalar.style)
        first, last = found[start], found[end - 1] + 1 if end > start else found[start]
        if raw[first:last] != scalar.value[start:end] or not _fits(text, scalar.style):
            return None
        return Fix(self.file, scalar.start + first, scalar.start + last, text)

    def _at(self, node: Node) -> Place:
        return Place(self.file, node.line, node.column)


def _fits(text: str, style: str | None) -> bool:
    """Return whether a text stands in a value of this style just as it is."""
    return _UNFIT[style].search(text) is None


def find(node: Node | None, path: Sequence[str | int]) -> Node | None:
    """Return what stands at ``path`` below a node, or None."""
    for step in path:
        if isinstance(node, Table) and isinstance(step, str) and step in node.entries:
            node = node.entries[step][1]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def without(node: Node, paths: Collection[Sequence[str | int]]) -> Node:
    """Return a tree that lacks what stands at ``paths`` below it; all else keeps its place in the file."""
    below: dict[str | int, list[Sequence[str | int]]] = {}
    for path in paths:
        below.setdefault(path[0], []).append(path[1:])

    def kept(step: str | int, inner: Node) -> Iterator[Node]:
        if step not in below:
            yield inner
        elif all(below[step]):
            yield without(inner, below[step])

    if isinstance(node, Items):
        items = tuple(one for number, item in enumerate(node.items) for one in kept(number, item))
        return replace(node, items=items)
    if isinstance(node, Table):
        entries = {
            name: (key, one) for name, (key, value) in node.entries.items() for one in kept(name, value)
        }
        return replace(node, entries=entries)
    return node


def scalars(node: Node | None, without: frozenset[str] = frozenset()) -> Iterator[Scalar]:
    """Yield the keys and values of a tree, in the order of the file, but none of the keys ``without``."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from scalars(item, without)
    elif node is not None:
        for name, (key, value) in node.entries.items():
            if name not in without:
                yield key
                yield from scalars(value, without)


def nearest(word: str, known: Sequence[str], least: float = 0.6) -> str | None:
    """Return the hint that names what was probably meant, or None when nothing is near."""
    name = closest(word, known, least)
    return None if name is None else f'did you mean "{name}"?'


def widths(document: Document) -> Mapping[tuple[int, int], int]:
    """Return how many characters the keys and values have on their first line, by line and column."""
    found = {}
    for scalar in scalars(document.root):
        if scalar.style not in ("|", ">"):  # such a value begins on the line below
            raw = document.text[scalar.start : scalar.end]
            found[scalar.line, scalar.column] = max(len(BREAK.split(raw, 1)[0].rstrip()), 1)
    return found


def closest(word: str, known: Sequence[str], least: float = 0.6) -> str | None:
    """Return the known name that a word is nearest to, or None when it is near to none.

    ``least`` is how near it must be: 1.0 is the very same.
    """
    folded = {name.casefold(): name for name in reversed(known)}
    close = difflib.get_close_matches(word.casefold()[:100], list(folded), n=1, cutoff=least)
    return folded[close[0]] if close else None


def load(data: bytes, file: str) -> tuple[Document, list[Problem]]:
    """Return the document in ``data`` and every problem met; its root is None when nothing could be kept."""
    text, parsable, problems = decode(data, file)
    if not text:
        return Document(file), problems
    builder = _Builder(file, text, parsable)
    try:
        root = builder.build()
    except _LimitError as error:
        return Document(file, text), [*problems, *builder.problems, error.problem]
    except (
        yaml.YAMLError,
        ValueError,
        OverflowError,
    ) as error:  # PyYAML's Python parser lets "\U00110000" through to chr()
        return Document(file, text), [*problems, *builder.problems, syntax_problem(error, text, file)]
    return Document(file, text, root, frozenset(builder.lost)), [*problems, *builder.problems]


def plain(node: Node) -> Any:
    """Return the tree as dicts, lists and strings; None where a key or a dash has nothing behind it."""
    if isinstance(node, Scalar):
        return None if is_blank(node) else node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {name: plain(value) for name, (_, value) in node.entries.items()}


def is_blank(node: Node) -> bool:
    """Return whether the value was left empty: ``key:`` and no more."""
    return isinstance(node, Scalar) and node.value == "" and node.style is None


class _LimitError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Builder:
    """Builds the tree from the parser's events; recursion is bounded by MAX_DEPTH."""

    def __init__(self, file: str, text: str, parsable: str) -> None:
        self.problems: list[Problem] = []
        self.lost: set[str] = set()
        self._left_out = 0  # keys met so far that the tree does not hold
        self._document = Document(file, text)
        self._nodes = 0
        self._events: Iterator[Any] = yaml.parse(parsable, Loader=_LOADER)

    def build(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._stop(event, "a second document starts here", "delete the line with ---")
                root = self._node(next(self._events), 0)
        if root is None or is_blank(root):
            self._report(
                "empty-file", Place(self._document.file), "this file says nothing", "fill it, or delete it"
            )
            return None
        return root

    def _at(self, event: Any) -> Place:
        return Place(self._document.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _stop(self, event: Any, message: str, hint: str) -> NoReturn:
        raise _LimitError(Problem("yaml-limits", Severity.ERROR, self._at(event), message, hint))

    def _report(self, rule: str, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(rule, Severity.ERROR, place, message, hint))

    def _node(self, event: Any, depth: int) -> Node:
        self._nodes += 1
        self._limit(event, depth)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            style = event.style if event.style in ("'", '"', "|", ">") else None
            start, end = (mark.index if mark else 0 for mark in (event.start_mark, event.end_mark))
            scalar = Scalar(event.value, line, column, start, end, style)
            self._inspect(scalar)
            return scalar
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Items(tuple(items), line, column)
        return self._table(line, column, depth)

    def _limit(self, event: Any, depth: int) -> None:
        if self._nodes > MAX_NODES:
            self._stop(event, f"this file has more than {MAX_NODES:,} values", "split it")
        if depth > MAX_DEPTH:
            self._stop(event, f"values are nested more than {MAX_DEPTH} deep", "flatten them")
        if isinstance(event, yaml.AliasEvent):
            self._stop(event, "aliases (*) are not allowed", _quote("write the value out", "*"))
        if event.anchor is not None:
            self._stop(event, "anchors (&) are not allowed", _quote("delete it", "&"))
        if event.tag is not None:
            self._stop(event, "tags (!) are not allowed", _quote("delete the tag", "!"))

    def _table(self, line: int, column: int, depth: int) -> Table:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            left_out = self._left_out
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            place = Place(self._document.file, key.line, key.column)
            if not isinstance(key, Scalar):
                hint = "check the brackets on this line; a key that has brackets in it needs quotation marks"
                self._report("key-unknown", place, "a key must be a word", hint)
                self._left_out += 1
            elif key.value in entries:
                first = entries[key.value][0].line
                message = f'"{key.value[:60]}" stands here a second time; the first is in line {first}'
                self._report("key-duplicate", place, message, "keep one of the two")
                self._left_out += 1
            else:
                entries[key.value] = (key, value)
            if depth == 0 and isinstance(key, Scalar) and self._left_out > left_out:
                self.lost.add(key.value)
        return Table(entries, line, column)

    def _inspect(self, scalar: Scalar) -> None:
        """Report what only parsing brings to light: escaped characters, words joined from several lines."""
        if scalar.style == '"' and (offset := hidden_in(scalar.value)) is not None:
            place = self._document.inside(scalar, offset)
            self.problems.append(character_problem(scalar.value[offset], place))
        if len(scalar.value) > MAX_WORD and (word := _LONG_WORD.search(scalar.value)):
            message = f"a word of {len(word[0]):,} letters stands here; the limit is {MAX_WORD:,}"
            self._report("yaml-limits", self._document.inside(scalar, word.start()), message, "break it up")


def _quote(remedy: str, sign: str) -> str:
    return f'{remedy}, or put the value in quotation marks if "{sign}" is part of the text'
