"""Links lead to the web and nowhere else: http or https, no password, no hidden characters.

What readers click on under the publisher's name must be what it seems. Addresses that run a script, open a
file or carry a user name are refused wherever they stand: under `url:` when the file is read, and in the
text of stories and letters, where such a link would be printed as it was typed.

Fails:

    summary: |
      A maker has shown [a pack](javascript:alert), the desk reports.

Fails, in a source:

    sources:
      desk: {publisher: Desk, title: notes, url: "https://me:secret@example.org/notes", published: unknown}

Passes:

    summary: |
      A maker has shown [a pack](https://example.org/pack), the desk reports.

It cannot be silenced: use the plain address of the page, or leave the link out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story
from psr_report.shapes import address_fault

SEVERITY = Severity.ERROR
YIELDS = False

_MARKDOWN = frozenset({"summary", "analysis", "letter"})
# The targets of links, of links defined apart, and addresses in angle brackets, as CommonMark has them.
_TARGET = re.compile(
    r"""(?<!\\)\]\([ \t]*\n?[ \t]*
        (?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<][^\s()]*(?:\([^\s()]*\)[^\s()]*)*))
      | (?m:^)[ ]{0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*\n?[ \t]*<?(?P<defined>[^\s<>]+)
      | <(?P<bare>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>
      | <(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>""",
    re.VERBOSE,
)
# What may follow a target: a title, then the bracket. Anything else makes it no link.
_CLOSED = re.compile(r"""[ \t]*\n?[ \t]*(?:"[^"]{0,300}"|'[^']{0,300}'|\([^()]{0,300}\))?\s{0,9}\)""")
_CODE = re.compile(r"`[^`]*`")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each link of a story that leads elsewhere than to the web, at its target."""
    for passage in desk.texts(story):
        yield from _problems(passage)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the letter."""
    for passage in desk.plan:
        yield from _problems(passage)


def _problems(passage: Passage) -> Iterator[Problem]:
    if passage.role not in _MARKDOWN or not (
        "](" in passage.text or "<" in passage.text or "]:" in passage.text
    ):
        return
    from markdown_it.common.utils import unescapeAll

    text = _CODE.sub(lambda match: " " * len(match[0]), passage.text)
    for match in _TARGET.finditer(text):
        part = match.lastgroup or "plain"
        address = unescapeAll(match[part])
        is_target = part in ("angled", "plain")
        if is_target and not _CLOSED.match(text, match.end()):
            if "://" not in address:
                continue  # brackets beside brackets, and no link
            message, hint = "a space cannot stand in a web address", "copy it again from the browser"
        elif _HIDDEN.search(address):
            message, hint = "a hidden character stands in this address", "copy it again from the browser"
        elif fault := address_fault(address):
            message, hint, _ = fault
            hint = "write a whole web address, or take the link out" if hint.startswith("or ") else hint
            hint = hint.replace(", or say `unknown`", ", or take the link out")
        else:
            continue
        yield passage.problem("link-unsafe", SEVERITY, match.span(part), message, hint)
