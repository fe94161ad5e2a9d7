"""The rules' pages, as a person reads them at a terminal."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

from psr_report.terminal import COLOURS, breadth, painted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psr_report.checks.rule import Rule


def rules(groups: Mapping[str, Mapping[str, Rule]]) -> None:
    """Print the names of the rules with their weight and the first sentence of their pages, in groups."""
    from psr_report.checks import pages

    width = max(len(name) for group in groups.values() for name in group)
    room = max(30, breadth() - width - 12)
    for heading, group in groups.items():
        print(painted(heading, "1", sys.stdout))
        for name, rule in group.items():
            severity = painted(f"{rule.severity.value:<7}", COLOURS[rule.severity], sys.stdout)
            first, *others = textwrap.wrap(pages.page(rule.page).says, room)
            print(f"  {name:<{width}} {severity} {first}")
            for line in others:
                print(f"  {'':<{width}} {'':<7} {line}")
        print()
    print("psr-report explain RULE shows a rule's page.")


def page(rule: Rule) -> None:
    """Print a rule's page: what it says, why, examples that fail and pass, how to set it aside."""
    from psr_report.checks import pages

    found = pages.page(rule.page)
    room = min(80, breadth())
    weight = painted(pages.weight(rule), COLOURS[rule.severity], sys.stdout)
    print(f"{painted(rule.name, '1', sys.stdout)}  {weight}\n")
    for line in textwrap.wrap(found.says, room):
        print(painted(line, "1", sys.stdout))
    for part in found.parts:
        print()
        if part.kind == "text":
            print("\n".join(_wrapped(part.text, room)))
        else:
            colour = "31" if part.kind == "fails" else "32"
            print(painted(part.heading, colour, sys.stdout))
            bar = painted("│", colour, sys.stdout)
            print("\n".join(f"  {bar} {line}".rstrip() for line in part.text.rstrip("\n").split("\n")))
    for paragraph in pages.silence(rule):
        print()
        print("\n".join(_wrapped(paragraph, room)))


def _wrapped(paragraph: str, room: int) -> list[str]:
    return paragraph.split("\n") if paragraph.startswith("    ") else textwrap.wrap(paragraph, room)
