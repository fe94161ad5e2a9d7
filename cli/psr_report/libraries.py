"""The shared libraries that WeasyPrint stands on, loaded by the names it knows them by."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctypes import CDLL

# As in weasyprint.text.ffi: Linux first, then macOS.
NAMES: dict[str, tuple[str, ...]] = {
    "gobject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
}


def load(library: str) -> CDLL | None:
    """Return the library loaded into this process, None when this machine does not have it.

    ``library`` is a key of `NAMES`. Trying is the only sure answer, and needs no subprocess, unlike
    ``ctypes.util.find_library``.
    """
    from ctypes import CDLL

    for name in NAMES[library]:
        try:
            return CDLL(name, mode=os.RTLD_LAZY)
        except OSError:
            continue
    return None
