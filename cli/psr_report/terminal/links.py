"""Whether a terminal follows links (OSC 8), and which addresses it is given."""

from __future__ import annotations

import os
import re
from typing import TextIO

from psr_report.terminal import is_rich, is_set

# Printable ASCII alone: nothing that could end the sequence early, nothing that a terminal would guess at.
_SAFE = re.compile(r"(?:https?://[!-.0-~][!-~]*|mailto:[!-~]+@[!-~]+)\Z")
_NAMED = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM", "GHOSTTY_RESOURCES_DIR")
_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby", "mintty", "contour")
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour")
_VTE = 5000  # before 0.50 it showed the sequence instead of following it


def is_safe(address: str) -> bool:
    """Return whether an address may be given to a terminal."""
    return _SAFE.match(address) is not None


def follows(stream: TextIO) -> bool:
    """Return whether a stream is a terminal that is known to follow links; FORCE_HYPERLINK decides."""
    if not is_rich(stream):
        return False
    if "FORCE_HYPERLINK" in os.environ:
        return is_set("FORCE_HYPERLINK")
    if os.environ.get("TMUX") or os.environ.get("STY"):
        return _tmux_does()
    term = os.environ.get("TERM", "")
    return (
        any(os.environ.get(name) for name in _NAMED)
        or os.environ.get("TERM_PROGRAM") in _PROGRAMS
        or term.startswith(_TERMS)
        or _number(os.environ.get("VTE_VERSION", "")) >= _VTE
    )


def _tmux_does() -> bool:
    """Return whether it is tmux of 3.4 or later; what tmux itself runs in cannot be known."""
    if os.environ.get("TERM_PROGRAM") != "tmux":
        return False
    version = re.match(r"(\d+)\.(\d+)", os.environ.get("TERM_PROGRAM_VERSION", ""))
    return version is not None and (int(version[1]), int(version[2])) >= (3, 4)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
