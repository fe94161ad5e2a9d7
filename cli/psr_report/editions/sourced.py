"""Numbers of the web issue that say where they come from, on hover, focus and tap, with no script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from psr_report import markup
from psr_report.issue import Prose, Traced
from psr_report.marking import Shown

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATE = "html/fact.html.j2"


class Numbering:
    """How many numbers of a page have been given an id."""

    def __init__(self) -> None:
        self.given = 0

    def next(self) -> str:
        """Return the next id."""
        self.given += 1
        return f"Fact-{self.given}"


def filters(templates: Environment, numbering: Numbering) -> Mapping[str, Callable[..., Any]]:
    """Return the filters ``prose``, ``sourced`` and ``valued`` for the page of that numbering."""

    def shown(numbers: Sequence[Traced]) -> Shown:
        macros: Any = templates.get_template(TEMPLATE).module

        def dressed(at: int, inner: str, is_in_link: bool) -> str:
            if is_in_link:  # a link leads where the analyst meant it to
                return str(macros.value(numbers[at], Markup(inner)))
            return str(macros.fact(numbers[at], Markup(inner), numbering.next()))

        return dressed

    def prose(text: Prose | str, end_mark: str = "", name: str = "") -> Markup:
        numbers = text.numbers if isinstance(text, Prose) else ()
        return markup.prose(text, end_mark, name, shown=shown(numbers) if numbers else None)

    def sourced(text: str, numbers: Sequence[Traced]) -> Markup:
        return markup.inline_with(text, numbers, shown(numbers)) if numbers else markup.inline(text)

    def valued(text: str, numbers: Sequence[Traced]) -> Markup:
        """Return a text that is a link itself: its numbers have their values, and lead where it leads."""
        macros: Any = templates.get_template(TEMPLATE).module

        def dressed(at: int, inner: str, is_in_link: bool) -> str:
            return str(macros.value(numbers[at], Markup(inner)))

        return markup.inline_with(text, numbers, dressed) if numbers else markup.inline(text)

    return {"prose": prose, "sourced": sourced, "valued": valued}
