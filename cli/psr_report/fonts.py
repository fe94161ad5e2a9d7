"""Which characters can be printed on this machine, and the font settings the PDF is made with.

Two families ship with the program and cover Latin, Greek and Cyrillic text. What they lack is asked of
fontconfig, under the very settings that the PDF is rendered with, so that what is promised here gets printed.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from psr_report import font_coverage, libraries
from psr_report.scripts import COMMON, LANGUAGES, script_of

if TYPE_CHECKING:
    from ctypes import CDLL, Structure

PACKAGES: dict[str, str] = dict.fromkeys(LANGUAGES, "fonts-noto-core") | dict.fromkeys(
    ("Bopomofo", "Han", "Hangul", "Kana"), "fonts-noto-cjk"
)
"""The Debian package with a font for each script."""

_CALLED = {"Han": "Chinese characters", "Hangul": "Korean", "Kana": "Japanese", COMMON: "signs and symbols"}

# fontconfig folders of Linux and macOS, searched in this order after the shipped fonts.
_SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "{data}/fonts",
    "{home}/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "{home}/Library/Fonts",
)
_CACHES = ("/var/cache/fontconfig", "{cache}/fontconfig")

# Bitmap and colour fonts are pictures, Type 1 and packed web fonts cannot be embedded, the named ones draw
# one box, or nothing, for every character there is.
_REJECTED = """\
  <selectfont><rejectfont>
    <pattern><patelt name="outline"><bool>false</bool></patelt></pattern>
    <pattern><patelt name="color"><bool>true</bool></patelt></pattern>
    <pattern><patelt name="fontformat"><string>Type 1</string></patelt></pattern>
    <pattern><patelt name="fontformat"><string>CID Type 1</string></patelt></pattern>
    <pattern><patelt name="fontformat"><string>Type 42</string></patelt></pattern>
    <pattern><patelt name="family"><string>LastResort</string></patelt></pattern>
    <pattern><patelt name="family"><string>Last Resort</string></patelt></pattern>
    <pattern><patelt name="family"><string>.LastResort</string></patelt></pattern>
    <pattern><patelt name="family"><string>Adobe Blank</string></patelt></pattern>
    <pattern><patelt name="family"><string>Adobe NotDef</string></patelt></pattern>
    <glob>*.woff</glob>
    <glob>*.woff2</glob>
  </rejectfont></selectfont>
"""
_CJK = {"zh-Hans": "CJK SC", "zh-Hant": "CJK TC", "ja": "CJK JP", "ko": "CJK KR"}
_SIGNS = ("Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Symbols2", "Noto Sans Math", "DejaVu Sans")
# Chinese comes last, for ideographs whose language nobody gave: else chance picks an East Asian font.
_GENERIC = {
    "serif": ("Noto Serif", "DejaVu Serif", *_SIGNS, "Noto Serif CJK SC"),
    "sans-serif": ("Noto Sans", *_SIGNS, "Noto Sans CJK SC"),
    "monospace": ("Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono", *_SIGNS, "Noto Sans Mono CJK SC"),
}
# Invisible though Unicode does not call them format characters: joiners, fillers, variation selectors.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
# What no font can make readable: private use, surrogates. PDF/A forbids them too.
_UNREADABLE = frozenset({"Co", "Cs"})
_SETTINGS_OF_THE_PERSON = frozenset(
    {"FC_LANG", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "LANG", "LANGUAGE", "PANGO_LANGUAGE"}
)


@cache
def shipped_characters() -> frozenset[str]:
    """Return the characters that every face of the shipped serif, or every face of the shipped sans, has.

    Text in the one family falls back on the other, so either will do. `psr_report.font_coverage` holds them;
    ``python tests/test_fonts_coverage.py`` writes it anew when the fonts change.
    """
    ranges = (part.partition("-") for part in font_coverage.SHIPPED.split())
    codes = (range(int(first, 16), int(last or first, 16) + 1) for first, _, last in ranges)
    return frozenset(chr(code) for span in codes for code in span)


def missing(texts: Iterable[str], settings: str | None = None) -> set[str]:
    """Return the characters of the texts that no font on this machine can print.

    Spaces, control and format characters and variation selectors print nothing and are never missing;
    private-use characters always are. Without libfontconfig only the shipped fonts count. ``settings`` is the
    text of a fontconfig file, `fontconfig_file` when left out.
    """
    unsure = {char for text in texts for char in text} - shipped_characters()
    unsure = {char for char in unsure if not _prints_nothing(char)}
    askable = {char for char in unsure if unicodedata.category(char) not in _UNREADABLE}
    if not askable:
        return unsure
    return unsure - _printed_by_installed(askable, settings)


def hint(char: str) -> str:
    """Return how to mend a character that cannot be printed: what to install, or to write instead."""
    if unicodedata.category(char) in _UNREADABLE | {"Cn"}:
        return "remove it, or write what it stands for in words"
    script = script_of(char)
    advice = f"install a font for {called(script)}"
    if sys.platform != "darwin":
        advice += f": {install_command(script)}"
    return f"{advice}; or write it in words" if script == COMMON else advice


def called(script: str) -> str:
    """Return the script as a person would call it: "Chinese characters" for Han."""
    return _CALLED.get(script, script)


def install_command(script: str) -> str:
    """Return the command that installs a font for the script on Debian and Ubuntu."""
    return f"apt-get install {PACKAGES.get(script, 'fonts-noto-core')}"


def fontconfig_file(folder: Path | None = None, scratch: Path | None = None) -> str:
    """Return the text of a fontconfig file under which every machine with the same fonts prints the same.

    It names the shipped fonts (in ``folder``, by default that of this installation), the machine's font
    folders and the font of each language. The person's own rules have no say; only a ``FONTCONFIG_FILE`` in
    the environment replaces the machine's folders: so a container or a test lists its fonts. ``scratch`` is
    where fontconfig may keep its cache if neither usual place can be written: it would complain on stderr.
    """
    if folder is None:
        from psr_report.resources import templates_dir

        folder = templates_dir() / "fonts"
    own = os.environ.get("FONTCONFIG_FILE")
    system = [_element("include", Path(own).absolute(), ' ignore_missing="yes"')] if own else _folders()
    caches = [*_expanded(_CACHES), *([str(scratch)] if scratch else [])]
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        _element("dir", folder.absolute()),
        *system,
        *(_element("cachedir", place) for place in caches),
        _REJECTED.rstrip("\n"),
        *_preferences(),
        "</fontconfig>",
    ]
    return "\n".join(lines) + "\n"


def child_environment(settings: Path, base: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a rendering process that reads the fontconfig file ``settings``.

    The rest is ``base`` without what would let the person's language choose glyphs: Pango and fontconfig both
    look there for Chinese characters whose language is not given.
    """
    kept = {name: value for name, value in base.items() if name not in _SETTINGS_OF_THE_PERSON}
    return kept | {"FONTCONFIG_FILE": str(settings), "LC_ALL": "C.UTF-8"}


def _prints_nothing(char: str) -> bool:
    return char in _INVISIBLE or unicodedata.category(char) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def _printed_by_installed(chars: set[str], settings: str | None) -> set[str]:
    """Return those of the characters that a font fontconfig knows under the settings has."""
    from tempfile import TemporaryDirectory

    library = libraries.load("fontconfig")
    if library is None:
        return set()
    with TemporaryDirectory(prefix="psr-report-") as scratch:
        text = fontconfig_file(scratch=Path(scratch)) if settings is None else settings
        return _asked(library, chars, text)


def _asked(library: CDLL, chars: set[str], settings: str) -> set[str]:
    """Return those of the characters that are in the character set of any font, asking libfontconfig.

    Every font that the settings leave is one that can be embedded, so having the character is enough.
    """
    from ctypes import byref, c_void_p

    font_set = _declare(library)
    config = library.FcConfigCreate()
    try:
        if not library.FcConfigParseAndLoadFromMemory(config, settings.encode(), 1):
            return set()
        library.FcConfigBuildFonts(config)
        fonts = library.FcConfigGetFonts(config, 0)
        if not fonts:
            return set()
        listed = font_set.from_address(fonts)
        found: set[str] = set()
        for pattern in listed.fonts[: listed.count]:
            charset = c_void_p()
            if library.FcPatternGetCharSet(pattern, b"charset", 0, byref(charset)) == 0:
                found |= {char for char in chars - found if library.FcCharSetHasChar(charset, ord(char))}
        return found
    finally:
        library.FcConfigDestroy(config)


def _declare(library: CDLL) -> type[Structure]:
    """Give the functions of fontconfig.h used here their types; return its FcFontSet."""
    from ctypes import POINTER, Structure, c_char_p, c_int, c_uint32, c_void_p

    class FontSet(Structure):
        _fields_ = (("count", c_int), ("room", c_int), ("fonts", POINTER(c_void_p)))

    library.FcConfigCreate.restype = c_void_p
    library.FcConfigParseAndLoadFromMemory.argtypes = (c_void_p, c_char_p, c_int)
    library.FcConfigBuildFonts.argtypes = (c_void_p,)
    library.FcConfigGetFonts.argtypes = (c_void_p, c_int)
    library.FcConfigGetFonts.restype = c_void_p
    library.FcPatternGetCharSet.argtypes = (c_void_p, c_char_p, c_int, POINTER(c_void_p))
    library.FcCharSetHasChar.argtypes = (c_void_p, c_uint32)
    library.FcConfigDestroy.argtypes = (c_void_p,)
    library.FcConfigDestroy.restype = None
    return FontSet


def _folders() -> list[str]:
    return [_element("dir", folder) for folder in _expanded(_SYSTEM_FOLDERS)]


def _expanded(places: Iterable[str]) -> Iterator[str]:
    """Return the places with the person's folders written out, so that no later HOME can change them."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where a machine knows no home
    roots = {
        "home": home,
        "data": os.environ.get("XDG_DATA_HOME") or f"{home}/.local/share",
        "cache": os.environ.get("XDG_CACHE_HOME") or f"{home}/.cache",
    }
    expanded = (place.format_map(roots) for place in places)
    return (place for place in expanded if place.startswith("/"))


def _preferences() -> list[str]:
    """Return the rules that put a language's font before the generic family, and signs after it."""
    rules = [
        _rule(generic, "prepend", (_noto(generic, script, lang),), lang)
        for script, lang in sorted(LANGUAGES.items())
        for generic in ("serif", "sans-serif")
    ]
    return rules + [_rule(generic, "append", families) for generic, families in _GENERIC.items()]


def _noto(generic: str, script: str, lang: str) -> str:
    if generic == "serif" and script == "Arabic":
        return "Noto Naskh Arabic"
    style = "Serif" if generic == "serif" else "Sans"
    return f"Noto {style} {_CJK.get(lang, script)}"


def _rule(generic: str, mode: str, families: tuple[str, ...], lang: str | None = None) -> str:
    test = f'<test name="lang"><string>{lang}</string></test>' if lang else ""
    names = "".join(f"<string>{family}</string>" for family in families)
    return (
        f'  <match target="pattern">{test}<test name="family"><string>{generic}</string></test>'
        f'<edit name="family" mode="{mode}" binding="same">{names}</edit></match>'
    )


def _element(name: str, text: str | Path, attributes: str = "") -> str:
    escaped = str(text).replace("&", "&amp;").replace("<", "&lt;")
    return f"  <{name}{attributes}>{escaped}</{name}>"
