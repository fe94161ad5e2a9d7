"""A number sign does not cut a text short.

In YAML a # behind a blank begins a comment: of `headline: The # 1 pack` only “The” is read, and no program
objects. A text with a # in it stands in quotation marks. A comment behind other values is fine.

Fails:

    headline: A maker prints a # on its packs

Passes:

    headline: "A maker prints a # on its packs"

Silence it where the comment is meant as one:

    ignore: {text-cut: the comment behind the headline is for the editor}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read import tree
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING

_TEXTS = frozenset({"headline", "why_it_matters", "title", "measure", "note", "label", "statement", "text"})
_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_NUMBER = re.compile(r"#[ \t]?[0-9]")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a warning for each text behind which a comment stands that looks like the rest of it."""
    yield from _in(story.document, story.document.root)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of issue.yaml."""
    yield from _in(desk.folder.document, desk.folder.document.root)


def _in(document: tree.Document, node: tree.Node | None, name: str = "") -> Iterator[Problem]:
    if isinstance(node, tree.Table):
        for key, (_, value) in node.entries.items():
            yield from _in(document, value, key)
    elif isinstance(node, tree.Items):
        for item in node.items:
            yield from _in(document, item)
    elif node is not None and node.style is None and name in _TEXTS:
        comment = _COMMENT.match(document.text, node.end)
        if comment and (name == "headline" or _NUMBER.match(comment[1])):
            place = document.inside(node, 0)
            message = f'this text ends before the #: what is read is "{_clipped(node.value)}"'
            hint = "put the whole text in quotation marks"
            yield Problem("text-cut", Severity.WARNING, place, message, hint, node.end - node.start)


def _clipped(text: str) -> str:
    return text if len(text) <= 60 else f"…{text[-59:]}"
