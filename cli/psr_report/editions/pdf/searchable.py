"""Thai and Indic text that can be found and copied in a PDF.

A PDF names the character of each glyph, one for one. In these scripts one letter becomes two glyphs or two
letters one: WeasyPrint then writes มหำชน for มหาชน and loses the tone of น้ำ. Such a line is therefore marked
with its text (ActualText, ISO 32000-1, 14.9.4), which readers, search and copying prefer to the glyphs.
"""

from __future__ import annotations

from typing import Any

from psr_report.scripts import script_of

RESHAPED = frozenset(
    {
        "Bengali",
        "Devanagari",
        "Gujarati",
        "Gurmukhi",
        "Kannada",
        "Khmer",
        "Lao",
        "Malayalam",
        "Myanmar",
        "Oriya",
        "Sinhala",
        "Tamil",
        "Telugu",
        "Thai",
        "Tibetan",
    }
)
"""The scripts whose letters and glyphs do not match one for one."""


def is_reshaped(text: str) -> bool:
    """Tell whether the text has a letter of a script whose glyphs do not give the text back."""
    return not text.isascii() and any(script_of(char) in RESHAPED for char in text)


def mark_reshaped_text() -> None:
    """Make WeasyPrint, in this process, write the text of each line in a reshaped script beside its glyphs.

    To be called once before rendering, in the rendering process; a second call changes nothing. It wraps a
    private function of WeasyPrint 70, the version setup.cfg pins; what is drawn stays the same to the pixel.
    """
    import pydyf
    from weasyprint.draw import text as drawing

    if hasattr(drawing, "marks_reshaped_text"):
        return
    draw = drawing.draw_first_line

    def draw_and_mark(stream: Any, textbox: Any, *args: Any, **options: Any) -> Any:
        if not is_reshaped(textbox.text):
            return draw(stream, textbox, *args, **options)
        said = pydyf.Dictionary({"ActualText": pydyf.String(textbox.text)})
        pydyf.Stream.begin_marked_content(stream, "Span", said)
        try:
            return draw(stream, textbox, *args, **options)
        finally:
            pydyf.Stream.end_marked_content(stream)

    drawing.draw_first_line = draw_and_mark
    drawing.marks_reshaped_text = True
