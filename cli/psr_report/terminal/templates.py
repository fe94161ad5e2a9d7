"""The list of templates, as a person reads it."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from psr_report.terminal import breadth, painted, printable

if TYPE_CHECKING:
    from psr_report.templates import Template

_MARKS = {"shipped": ("", ""), "yours": ("yours", "32"), "outdated": ("yours, outdated", "33")}


def templates(found: Sequence[Template]) -> None:
    """Print the templates by folder: whose each is, what it is, and its blocks.

    Where no person looks, one line each: name, whose it is, blocks, what it is, parted by tabs.
    """
    if not sys.stdout.isatty():
        for each in found:
            words = (each.name, each.state, ",".join(each.blocks), each.about)
            print("\t".join(printable(word, sys.stdout) for word in words))
        return
    room = max(30, breadth())
    for each in found:
        mark, code = _MARKS[each.state]
        print(
            f"{painted(each.name, '1', sys.stdout)}{painted(f'  {mark}' if mark else '', code, sys.stdout)}"
        )
        for text, colour in ((each.about, ""), (_blocks(each), "2")):
            for line in textwrap.wrap(printable(text, sys.stdout), room - 2):
                print(painted(f"  {line}", colour, sys.stdout))


def _blocks(template: Template) -> str:
    return f"blocks: {', '.join(template.blocks)}" if template.blocks else ""
