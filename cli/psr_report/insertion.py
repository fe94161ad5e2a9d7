"""Keys and entries of lists put into a YAML file, behind those that are there: every other byte stays.

The text is edited where the keys belong, in the style of what surrounds them, then read again: it must say
what it said, and the new keys beside it. Nothing else would be written.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from psr_report.read import tree
from psr_report.read.text import BREAK

Path: TypeAlias = tuple[str | int, ...]
Entry: TypeAlias = str | Mapping[str, "Entry"]
"""What stands under a new key: a text on one line, or keys of its own."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STEP = 2  # columns
# Where a value is tried; in braces libraries disagree about question marks.
_LINE, _BRACES = "a: {}\nb: c\n", "{{a: {}, b: c}}"


class InsertionError(ValueError):
    """The file is written in a way that no key can be put in safely."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A key and what stands under it, to be put in as the last of the keys at ``path``."""

    path: Path
    key: str
    value: Entry


@dataclass(frozen=True, slots=True)
class Item:
    """A text on one line, to be put in as the last entry of the list at ``path``."""

    path: Path
    value: str


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    at: int
    text: str


def inserted(document: tree.Document, additions: Sequence[Addition | Item]) -> str:
    """Return the document's text with the additions.

    Raises InsertionError when one has no place, its key is there already, or the result would not say what
    is meant.
    """
    root = yaml.compose(document.text, Loader=_LOADER)
    edits = sorted((_edit(document.text, root, each) for each in additions), reverse=True)
    text = document.text
    for edit in edits:
        text = text[: edit.at] + edit.text + text[edit.at :]
    after, problems = tree.load(text.encode(), document.file)
    if problems or after.root is None or tree.plain(after.root) != _meant(document, additions):
        raise InsertionError(f"{document.file} would no longer say what it says")
    return text


def as_block(key: str, value: Entry, indent: int = 0) -> list[str]:
    """Return the lines of a key, each below the other."""
    margin = " " * indent
    if isinstance(value, str):
        return [f"{margin}{key}: {_scalar(value, _LINE)}"]
    inner = (line for name, each in value.items() for line in as_block(name, each, indent + _STEP))
    return [f"{margin}{key}:", *inner]


def _edit(text: str, root: Any, addition: Addition | Item) -> _Edit:
    node = _node(root, addition.path)
    if isinstance(addition, Item):
        return _entry(text, node, addition.value)
    if not isinstance(node, yaml.MappingNode) or any(key.value == addition.key for key, _ in node.value):
        raise InsertionError(f"there is no place for {addition.key}")
    if node.flow_style:
        words = f"{addition.key}: {_in_braces(addition.value)}"
        if not node.value:
            return _Edit(node.start_mark.index + 1, words)
        return _Edit(node.value[-1][1].end_mark.index, f", {words}")
    column = node.value[0][0].start_mark.column
    return _below(text, node, as_block(addition.key, addition.value, column))


def _entry(text: str, node: Any, value: str) -> _Edit:
    if not isinstance(node, yaml.SequenceNode):
        raise InsertionError(f"there is no list for {value}")
    if not node.flow_style:
        return _below(text, node, [f"{' ' * node.start_mark.column}- {_scalar(value, _LINE)}"])
    words = _scalar(value, _BRACES)
    if not node.value:
        return _Edit(node.start_mark.index + 1, words)
    return _Edit(node.value[-1].end_mark.index, f", {words}")


def _below(text: str, node: Any, lines: Sequence[str]) -> _Edit:
    """Return the lines on their own below the last one of what stands in block style."""
    found = BREAK.search(text)
    newline = found[0] if found else "\n"
    at = _next_line(text, node)
    block = newline.join(lines) + newline
    is_below = at == 0 or text[at - 1] in "\r\n"
    return _Edit(at, block if is_below else newline + block.removesuffix(newline))


def _next_line(text: str, node: Any) -> int:
    """Return where the line after the last one of a node in block style begins; or the text ends."""
    last = node
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    start, end = int(last.start_mark.index), int(last.end_mark.index)
    if isinstance(last, yaml.ScalarNode) and last.style in ("|", ">"):
        header = text[start : text.find("\n", start)]
        if "+" in header:  # the empty lines at its end are a part of it
            return end
        end = start + len(text[start:end].rstrip())
    found = BREAK.search(text, end)
    return found.end() if found else len(text)


def _node(node: Any, path: Path) -> Any:
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _in_braces(value: Entry) -> str:
    if isinstance(value, str):
        return _scalar(value, _BRACES)
    return f"{{{', '.join(f'{name}: {_in_braces(each)}' for name, each in value.items())}}}"


def _scalar(value: str, sample: str) -> str:
    """Return a text as it is where it can stand so in a place like ``sample``, else in quotation marks."""
    is_plain = _reads_as(sample.format(value), value) and not (sample == _BRACES and "?" in value)
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _reads_as(text: str, value: str) -> bool:
    document, problems = tree.load(text.encode(), "")
    return not problems and document.root is not None and tree.plain(document.root) == {"a": value, "b": "c"}


def _meant(document: tree.Document, additions: Sequence[Addition | Item]) -> Any:
    assert document.root is not None
    meant = copy.deepcopy(tree.plain(document.root))
    for each in additions:
        holder = meant
        for step in each.path:
            holder = holder[step]
        if isinstance(each, Item):
            holder.append(each.value)
        else:
            holder[each.key] = _plain(each.value)
    return meant


def _plain(value: Entry) -> Any:
    return value if isinstance(value, str) else {name: _plain(each) for name, each in value.items()}


def added_lines(additions: Sequence[Addition]) -> Iterator[str]:
    """Yield the lines to put in by hand, where the program cannot."""
    for each in additions:
        yield from as_block(each.key, each.value)
