"""A rule's docstring as a page: what it says, why, examples, how to silence it."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "fails", "passes"]

_HEADING = re.compile(r"(Fails|Passes)\b[^\n]*:\Z")
_FILE = re.compile(r"# ((?:[0-9]{4}-[0-9]{2}/)?[a-z0-9-]+\.yaml)\Z")
STORY = "2025-11/story.yaml"
"""The file that an example speaks of when it names none."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a page, or an example (``text`` is YAML then) under its heading."""

    kind: Kind
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page: its first sentence, and what follows in order."""

    says: str
    parts: tuple[Part, ...]

    def examples(self, kind: Kind) -> list[str]:
        """Return the examples that fail or those that pass."""
        return [part.text for part in self.parts if part.kind == kind]


def page(docstring: str) -> Page:
    """Return the page that a docstring holds.

    Blocks are separated by blank lines. One that ends in "Fails:" or "Passes:" is the heading of the indented
    example below it.
    """
    lines = inspect.cleandoc(docstring).split("\n")
    says, parts = "", []
    heading = ""
    for block in _blocks(lines):
        if not says:
            says = block
        elif _HEADING.match(block):
            heading = block
        elif heading:
            kind: Kind = "fails" if heading.startswith("Fails") else "passes"
            parts.append(Part(kind, textwrap.dedent(block) + "\n", heading))
            heading = ""
        else:
            is_code = block.startswith("    ")
            parts.append(Part("text", block if is_code else block.replace("\n", " ")))
    return Page(says.replace("\n", " "), tuple(parts))


def markdown(page: Page) -> str:
    """Return a page as Markdown, its examples as blocks of YAML."""
    told = [page.says]
    for part in page.parts:
        if part.kind == "text":
            told.append(f"```yaml\n{textwrap.dedent(part.text)}\n```" if part.text[:1] == " " else part.text)
        else:
            told.append(f"{part.heading}\n\n```yaml\n{part.text}```")
    return "\n\n".join(told) + "\n"


def files(example: str) -> dict[str, str]:
    """Return the files of an example, by name: a line such as ``# companies.yaml`` begins another one."""
    found: dict[str, list[str]] = {}
    name = STORY
    for line in example.split("\n"):
        if match := _FILE.match(line):
            name = match[1]
        else:
            found.setdefault(name, []).append(line)
    return {name: "\n".join(text).strip("\n") + "\n" for name, text in found.items() if any(text)}


def _blocks(lines: list[str]) -> Iterator[str]:
    """Yield paragraphs, and each indented example whole, blank lines inside it included."""
    block: list[str] = []
    for line in lines:
        is_inside = bool(block) and block[0].startswith("    ")
        if line.strip():
            if is_inside and not line.startswith("    "):
                yield "\n".join(block).rstrip()
                block = []
            block.append(line)
        elif is_inside:
            block.append("")
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block).rstrip()
