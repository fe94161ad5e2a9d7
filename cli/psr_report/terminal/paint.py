"""Roles to colours: the house's own, moved to a lightness that is read on dark and on light screens."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, TextIO

from psr_report.charts.palette import LIGHT
from psr_report.settings import COLOURS
from psr_report.terminal import is_rich
from psr_report.terminal.setting import NO_BREAK, Line, plain

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from rich.style import Style

# The luminance at which a colour has the same contrast, more than 4, to white as to a dark screen: for white
# paper and #10171E, (1.05 / (l + 0.05)) = (l + 0.05) / 0.0585.
_LUMINANCE = 0.198
_NEAR = 0.005
# A terminal of sixteen colours has its own, of which these are legible in most.
_SIXTEEN = {
    "navy": "cyan", "rust": "magenta", "alert": "red", "warning": "yellow", "info": "cyan", "muted": "dim",
    "rule": "dim", "s0": "dim", "s1": "cyan", "s2": "yellow", "s3": "green", "s4": "magenta",
}  # fmt: skip
_ATTRIBUTES = {"bold", "italic", "underline", "reverse", "strike", "dim"}
_WARNING, _RULE = "#B98900", "#7D8894"

Painter = Callable[[Line], str]


def painter(stream: TextIO, colours: Mapping[str, str]) -> Painter:
    """Return what turns lines into text for a stream, with the report's ``colours`` where it shows any."""
    if not is_rich(stream):
        return plain
    from rich.color import ColorSystem
    from rich.console import Console

    named = {
        "standard": ColorSystem.STANDARD,
        "256": ColorSystem.EIGHT_BIT,
        "truecolor": ColorSystem.TRUECOLOR,
    }
    system = named.get(Console(file=stream, force_terminal=True).color_system or "", ColorSystem.STANDARD)
    return in_colour(system, colours)


def in_colour(system: ColorSystem, colours: Mapping[str, str]) -> Painter:
    """Return what turns lines into text with the escape sequences of a terminal with so many colours."""
    from rich.color import ColorSystem
    from rich.style import Style

    chosen = _SIXTEEN if system is ColorSystem.STANDARD else palette(colours)

    @lru_cache(maxsize=512)
    def style(role: str, link: str) -> Style:
        words = [word if word in _ATTRIBUTES else chosen.get(word, "") for word in role.split()]
        return Style.parse(" ".join(filter(None, words))) + Style(link=link or None)

    def paint(line: Line) -> str:
        last = max(
            (at for at, piece in enumerate(line, 1) if piece.text.strip(" ") or "reverse" in piece.role),
            default=0,
        )
        shown = line[:last]
        text = ""
        for at, piece in enumerate(shown, 1):
            words = piece.text.replace(NO_BREAK, " ")
            words = words.rstrip(" ") if at == last and "reverse" not in piece.role else words
            text += style(piece.role, piece.link).render(words, color_system=system) if words else ""
        return text

    return paint


def palette(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the colour of each role, legible on dark and on light screens."""
    house = {**COLOURS, **colours}
    asked = {role: house[role] for role in ("navy", "rust", "alert", "muted")}
    asked |= {"warning": _WARNING, "info": house["navy"], "rule": _RULE}
    asked |= {name: LIGHT[name] for name in ("s0", "s1", "s2", "s3", "s4")}
    return {role: legible(colour) for role, colour in asked.items()}


def legible(colour: str) -> str:
    """Return a colour (#RRGGBB) mixed with white or black until it is as light as can be read on both."""
    own = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    end = 255 if luminance(colour) < _LUMINANCE else 0
    least, most = 0.0, 1.0
    made = colour
    for _ in range(12):
        part = (least + most) / 2
        made = "#" + "".join(f"{round(each + (end - each) * part):02X}" for each in own)
        if abs(luminance(made) - _LUMINANCE) < _NEAR:
            break
        if (luminance(made) < _LUMINANCE) == (end == 255):
            least = part
        else:
            most = part
    return made


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_small_alphabet(stream: TextIO) -> bool:
    """Return whether a stream has no more than ASCII for certain.

    Python writes UTF-8 under LC_ALL=C, where nobody has asked for it; the person has asked for ASCII there.
    """
    import locale

    if not (stream.encoding or "").casefold().replace("-", "").startswith("utf"):
        return True
    is_asked = (
        bool(os.environ.get("PYTHONUTF8") or os.environ.get("PYTHONIOENCODING")) or sys.flags.utf8_mode == 0
    )
    return not is_asked and locale.getencoding().casefold() in ("ascii", "us-ascii", "ansi_x3.4-1968", "646")
