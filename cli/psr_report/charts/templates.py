"""The shipped templates of charts, which a newsroom does not override."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(name: str) -> Template:
    """Return a template of the folder ``charts``; in it the filter ``n`` writes lengths."""
    from psr_report.render import environment

    made = environment()
    made.filters["n"] = number
    return made.get_template(f"charts/{name}")


def number(value: float) -> str:
    """Return a length with at most two decimals, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
