"""A mend for one line-breaking fault of WeasyPrint 70: a lone first word on a line of its own.

When a text ends in a space and an inline element follows (a number range, a link, an emphasis), WeasyPrint
measures its last line with that space. If the line fits only without it, the whole line is taken for one
unbreakable word and cut after its first word. Asked again with room for the space, it breaks where it should.
"""

from __future__ import annotations

from typing import Any

_SPACE_EM = 0.5  # wider than the space of any shipped face


def mend_trailing_spaces() -> None:
    """Wrap WeasyPrint's ``split_first_line`` where inline boxes are laid out."""
    from weasyprint.layout import inline
    from weasyprint.text.line_break import split_first_line

    def split(text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any) -> Any:
        result = split_first_line(text, style, context, max_width, *rest, **named)
        length, resume = result[1], result[2]
        if resume is None or max_width is None or not text.endswith(" ") or " " in text[:length]:
            return result
        wider = split_first_line(
            text, style, context, max_width + style["font_size"] * _SPACE_EM, *rest, **named
        )
        trimmed = split_first_line(text.rstrip(" "), style, context, max_width, *rest, **named)
        return wider if trimmed[2] is None and wider[2] is None else result

    inline.split_first_line = split
