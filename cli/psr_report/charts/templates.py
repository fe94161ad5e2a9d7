"""The templates of charts: the newsroom's own where an edition is drawn with them, else the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

# Charts are drawn deep inside the layout of pages, by filters and by the gallery: what they are drawn with
# is the affair of the edition, not of each of these.
_CURRENT: ContextVar[Environment | None] = ContextVar("templates", default=None)


@contextmanager
def drawn_with(templates: Environment) -> Iterator[None]:
    """Draw charts with the templates of this environment for as long as the block runs."""
    token = _CURRENT.set(templates)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def fill(name: str, values: dict[str, Any]) -> str:
    """Return a template of the folder ``charts`` filled with the values.

    Raises RenderError when the template is wrong.
    """
    from psr_report.render import page

    return page(_CURRENT.get() or _shipped(), f"charts/{name}", values)


@cache
def _shipped() -> Environment:
    from psr_report.render import environment

    return environment()


def number(value: float) -> str:
    """Return a length with at most two decimals, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
