"""A Markdown file or plain text: its paragraphs, its first heading, and what its front matter says.

Programs that save web pages as Markdown (Obsidian's clipper and others) put the source's address, author
and date there, between two lines of three hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from psr_report.clip.alphabet import decoded
from psr_report.clip.reading import Text, UnreadableError
from psr_report.shapes import address_fault

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_BLOCKS = re.compile(r"\n[ \t]*\n")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?=\Z|[T ])")
_LINK = re.compile(r"\A\[\[(.+)\]\]\Z")  # Obsidian's clipper links authors
_NAMES = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "site", "sitename", "site_name"),
    "author": ("author", "authors", "creator"),
    "published": ("published", "date"),
    "url": ("url", "source", "link", "canonical_url"),
    "language": ("lang", "language"),
}


def read(data: bytes, charset: str = "", *, is_plain: bool = False) -> Text:
    """Return what a text says; signs mean nothing in plain text. Raises UnreadableError if it is empty."""
    text = decoded(data, charset).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    said: Mapping[str, str] = {}
    if not is_plain and (front := _FRONT.match(text)):
        said, text = _front_matter(front[1]), text[front.end() :]
    heading, paragraphs = _plain(text) if is_plain else _marked_up(text)
    title = said.get("title", "") or heading
    if not paragraphs and not title:
        raise UnreadableError("is empty", "look whether the right file was given")
    url, day = said.get("url", ""), _DAY.match(said.get("published", ""))
    return Text(
        paragraphs=tuple(each for each in paragraphs if each != title),
        title=title,
        publisher=said.get("publisher", ""),
        author=said.get("author", ""),
        published=day[0] if day else "",
        url=url if url and address_fault(url) is None else "",
        language=said.get("language", ""),
    )


def _front_matter(text: str) -> dict[str, str]:
    """Return what the front matter says, by our names; nothing when it cannot be read."""
    from psr_report.read import tree

    document, _ = tree.load(text.encode("utf-8", "replace"), "front matter")
    said = tree.plain(document.root) if document.root is not None else {}
    if not isinstance(said, dict):
        return {}
    typed = {name.casefold(): _one_line(value) for name, value in said.items()}
    found = {}
    for name, others in _NAMES.items():
        found[name] = next((typed[other] for other in others if typed.get(other)), "")
    return found


def _one_line(value: object) -> str:
    values = value if isinstance(value, list) else [value]
    return "; ".join(_LINK.sub(r"\1", each.strip()) for each in values if isinstance(each, str))


def _plain(text: str) -> tuple[str, list[str]]:
    """Return the first line as a heading when it stands alone, and the paragraphs."""
    blocks = [" ".join(block.split()) for block in _BLOCKS.split(text.strip("\n")) if block.strip()]
    first = text.strip("\n").partition("\n")[0].strip()
    is_heading = len(blocks) > 1 and blocks[0] == first and not first.endswith((".", "!", "?", ":"))
    return (first if is_heading else ""), blocks


def _marked_up(text: str) -> tuple[str, list[str]]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").parse(text)
    heading, paragraphs = "", []
    for before, token in pairwise(tokens):
        if token.type != "inline":
            continue
        said = " ".join("".join(_words(token.children or [])).split())
        if before.type == "heading_open":
            heading = heading or said
        elif before.type == "paragraph_open" and said:
            paragraphs.append(said)
    return heading, paragraphs


def _words(tokens: Sequence[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
