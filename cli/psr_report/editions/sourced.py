"""Numbers of the web issue that say where they come from, on hover, focus and tap, with no script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from psr_report import markup
from psr_report.issue import Prose, Traced
from psr_report.marking import Shown

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATE = "html/fact.html.j2"


def filters(templates: Environment) -> Mapping[str, Callable[..., Any]]:
    """Return the filters ``prose``, ``sourced`` and ``valued`` for one page, whose numbers they count."""
    numbering = count(1)

    def shown(numbers: Sequence[Traced]) -> Shown:
        macros: Any = templates.get_template(_TEMPLATE).module

        def dressed(at: int, inner: str, is_in_link: bool) -> str:
            if is_in_link:  # a link leads where the analyst meant it to
                return str(macros.value(numbers[at], Markup(inner)))
            return str(macros.fact(numbers[at], Markup(inner), f"Fact-{next(numbering)}"))

        return dressed

    def prose(text: Prose | str, end_mark: str = "", name: str = "") -> Markup:
        numbers = text.numbers if isinstance(text, Prose) else ()
        return markup.prose(text, end_mark, name, shown=shown(numbers) if numbers else None)

    def sourced(text: str, numbers: Sequence[Traced]) -> Markup:
        return markup.inline_with(text, numbers, shown(numbers)) if numbers else markup.inline(text)

    def valued(text: str, numbers: Sequence[Traced]) -> Markup:
        """Return a text that is a link itself: its numbers have their values, and lead where it leads."""
        macros: Any = templates.get_template(_TEMPLATE).module

        def dressed(at: int, inner: str, is_in_link: bool) -> str:
            return str(macros.value(numbers[at], Markup(inner)))

        return markup.inline_with(text, numbers, dressed) if numbers else markup.inline(text)

    return {"prose": prose, "sourced": sourced, "valued": valued}
