"""A rule's docstring as a page: what it says, why, examples, how to silence it."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from psr_report.checks.rule import Rule

Kind: TypeAlias = Literal["text", "fails", "passes"]

INTRODUCTION = """\
`psr-report check` asks these of an issue, `psr-report build` asks the same. E is an error, which stops a
build; W a warning, which does so with `--strict`; I an information. What is marked F can be mended by
`psr-report check --fix`.
`psr-report explain RULE` shows a page in the terminal."""
SILENCE = "Set it aside for one story, with the reason that the report of checks prints:"
NEVER = "It cannot be set aside."

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


def markdown(rule: Rule, level: int = 1) -> str:
    """Return a rule's page as Markdown, its title a heading of ``level``."""
    found = page(rule.page)
    lines = [f"{'#' * level} {rule.name}", "", f"*{weight(rule)}*", "", f"**{found.says}**"]
    for part in found.parts:
        if part.kind == "text":
            lines += ["", _as_code(part.text)]
        else:
            lines += ["", part.heading, "", "```yaml", part.text.rstrip("\n"), "```"]
    for paragraph in silence(rule):
        lines += ["", _as_code(paragraph)]
    return "\n".join(lines) + "\n"


def _as_code(paragraph: str) -> str:
    """Return a paragraph as it is, an indented one as a block of YAML."""
    if not paragraph.startswith("    "):
        return paragraph
    return f"```yaml\n{textwrap.dedent(paragraph)}\n```"


def weight(rule: Rule) -> str:
    """Return what a rule's finding weighs and whether the program can mend it: "error, can be fixed"."""
    return f"{rule.severity}, can be fixed with check --fix" if rule.fixes else str(rule.severity)


def silence(rule: Rule) -> list[str]:
    """Return the paragraphs that say how the rule is set aside; none where its page says so itself."""
    if not rule.yields:
        return [NEVER]
    if any("ignore:" in part.text for part in page(rule.page).parts if part.kind == "text"):
        return []
    return [SILENCE, f"    ignore: {{{rule.name}: the reason}}"]


def book(groups: Mapping[str, Mapping[str, Rule]]) -> str:
    """Return all pages as one Markdown document, each group under its heading, with a table in front."""
    lines = ["# House rules", "", INTRODUCTION]
    for heading, rules in groups.items():
        lines += ["", f"## {heading}", "", "| rule | | what it says |", "|---|---|---|"]
        rows = ((name, _sign(rule), page(rule.page).says) for name, rule in rules.items())
        lines += [f"| [{name}](#{name}) | {sign} | {says} |" for name, sign, says in rows]
    for rules in groups.values():
        lines += [f"\n{markdown(rule, 3).rstrip()}" for rule in rules.values()]
    return "\n".join(lines) + "\n"


def _sign(rule: Rule) -> str:
    return f"{rule.severity.value[0].upper()}{' F' if rule.fixes else ''}"
