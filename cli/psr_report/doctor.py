"""What this machine lacks for making reports, and the command that mends each lack.

Nothing here imports WeasyPrint: without its libraries or without any font that fails, or ends the process.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from psr_report import fonts, libraries
from psr_report.resources import find_templates
from psr_report.scripts import script_of, scripts_used

OLDEST_PYTHON = (3, 11)
OLDEST_PANGO = (1, 44, 0)
WEASYPRINT = range(70, 71)
"""The major versions of WeasyPrint that setup.cfg allows."""

_NEEDED = ("gobject", "pango", "harfbuzz", "fontconfig", "pangoft2")
_DEBIAN_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_REINSTALL = "python3 -m pip install --force-reinstall"

# Each language's name for itself: letters any font for the script has; the first of a block may be rare.
_SAMPLES = {
    "Arabic": "العربية",
    "Armenian": "Հայերեն",
    "Bengali": "বাংলা",
    "Bopomofo": "ㄅㄆㄇㄈ",
    "Cyrillic": "Русский",
    "Devanagari": "हिन्दी",
    "Ethiopic": "አማርኛ",
    "Georgian": "ქართული",
    "Greek": "Ελληνικά",
    "Gujarati": "ગુજરાતી",
    "Gurmukhi": "ਪੰਜਾਬੀ",
    "Han": "中文漢字",
    "Hangul": "한국어",
    "Hebrew": "עברית",
    "Kana": "ひらがなカタカナ",
    "Kannada": "ಕನ್ನಡ",
    "Khmer": "ខ្មែរ",
    "Lao": "ລາວ",
    "Latin": "Latin Škoda Łódź",
    "Malayalam": "മലയാളം",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ",
    "Myanmar": "မြန်မာ",
    "Oriya": "ଓଡ଼ିଆ",
    "Sinhala": "සිංහල",
    "Syriac": "ܣܘܪܝܝܐ",
    "Tamil": "தமிழ்",
    "Telugu": "తెలుగు",
    "Thaana": "ދިވެހި",
    "Thai": "ภาษาไทย",
    "Tibetan": "བོད་སྐད",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is right, what was found, and the command that mends it if not.

    ``needed`` tells what no report can be made without from what is only advised.
    """

    name: str
    ok: bool
    found: str
    remedy: str | None = None
    needed: bool = True


def diagnose(scripts: AbstractSet[str] = frozenset(), output: Path = Path("output")) -> list[Finding]:
    """Return what was found on this machine, in the order to mend it.

    ``scripts`` are those the newsroom writes in (see `scripts_of`), ``output`` the folder reports go to.
    """
    findings = [
        _python(),
        _weasyprint(),
        *_pango(),
        _harfbuzz_subset(),
        _shipped_fonts(),
        *_fonts_for(scripts),
        _output_folder(output),
    ]
    return [replace(finding, remedy=None) if finding.ok else finding for finding in findings]


def pango_missing() -> list[str]:
    """Return the file names of those libraries that WeasyPrint cannot do without and that do not load."""
    return [_file_name(library) for library in _NEEDED if libraries.load(library) is None]


def pango_remedy() -> str:
    """Return the command that installs Pango on this machine."""
    if sys.platform == "darwin":
        return "brew install pango"
    return f"{_as_root()}apt-get install {_DEBIAN_PACKAGES}"


def scripts_of(newsroom: Path) -> set[str]:
    """Return the scripts that the YAML files of a newsroom are written in.

    The files are read as plain text, line by line, because they may have any fault and the machine is asked
    about all the same. What cannot be read or decoded is left out.
    """
    used: set[str] = set()
    for path in sorted(newsroom.rglob("*.yaml")):
        try:
            used |= scripts_used(path.read_text(encoding="utf-8", errors="ignore").splitlines())
        except OSError:
            continue
    return used


def _python() -> Finding:
    ok = sys.version_info[:2] >= OLDEST_PYTHON
    found = ".".join(map(str, sys.version_info[:3]))
    remedy = "brew install python" if sys.platform == "darwin" else f"{_as_root()}apt-get install python3"
    return Finding("Python", ok, found if ok else f"{found}, too old: 3.11 or newer is needed", remedy)


def _weasyprint() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    wanted = f"{WEASYPRINT.start} or newer, below {WEASYPRINT.stop}"
    remedy = f'{_REINSTALL} "weasyprint>={WEASYPRINT.start},<{WEASYPRINT.stop}"'
    try:
        found = version("weasyprint")
    except PackageNotFoundError:
        return Finding("WeasyPrint", False, f"not installed: {wanted} is needed", remedy)
    ok = found.partition(".")[0] in map(str, WEASYPRINT)
    return Finding("WeasyPrint", ok, found if ok else f"{found}: {wanted} is needed", remedy)


def _pango() -> Iterator[Finding]:
    """Yield one finding for Pango and the libraries below it, and one for each library that does not load."""
    lacking = pango_missing()
    if lacking:
        yield from (Finding(name, False, "does not load", pango_remedy()) for name in lacking)
        return
    version = _pango_version()
    ok = version >= OLDEST_PANGO
    found = ".".join(map(str, version))
    if not ok:
        found += f", too old: {'.'.join(map(str, OLDEST_PANGO))} or newer is needed"
    yield Finding("Pango", ok, found, pango_remedy())


def _pango_version() -> tuple[int, ...]:
    """Return the version of the Pango library itself, (0,) when it does not load."""
    from ctypes import c_char_p

    pango = libraries.load("pango")
    if pango is None:
        return (0,)
    pango.pango_version_string.restype = c_char_p
    version: bytes = pango.pango_version_string()
    return tuple(int(part) for part in version.decode().split(".") if part.isdigit())


def _harfbuzz_subset() -> Finding:
    ok = libraries.load("harfbuzz-subset") is not None
    found = "loads" if ok else "does not load: PDFs take longer, and are not the same bytes as elsewhere"
    return Finding(_file_name("harfbuzz-subset"), ok, found, pango_remedy(), needed=False)


def _shipped_fonts() -> Finding:
    """Return whether the font files are those whose SHA-256 stands in the README beside them."""
    templates = find_templates(Path(__file__).parent)
    remedy = f"{_REINSTALL} psr-report"
    if templates is None:
        return Finding("fonts of the report", False, "the templates folder is missing", remedy)
    folder = templates / "fonts"
    listed = _listed_hashes(folder)
    damaged = [name for name, digest in sorted(listed.items()) if _sha256(folder / name) != digest]
    if not listed:
        return Finding("fonts of the report", False, "their list, fonts/README.md, is missing", remedy)
    found = f"missing or damaged: {', '.join(damaged)}" if damaged else f"{len(listed)} files, as shipped"
    return Finding("fonts of the report", not damaged, found, remedy)


def _listed_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each font by file name, from the table of the README; empty without one."""
    try:
        lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    rows = ([cell.strip(" `") for cell in line.strip("| ").split("|")] for line in lines)
    return {cells[0]: cells[-1] for cells in rows if len(cells) > 1 and len(cells[-1]) == 64}


def _sha256(path: Path) -> str | None:
    from hashlib import sha256

    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _fonts_for(scripts: AbstractSet[str]) -> Iterator[Finding]:
    """Yield a finding for each script: whether fonts print letters of it, and the package that brings one."""
    samples = {script: _sample(script) for script in sorted(scripts)}
    missing = fonts.missing(samples.values())
    for script, sample in samples.items():
        lacking = "".join(char for char in sample if char in missing)
        found = f"cannot print {lacking}" if lacking else "can be printed"
        remedy = None if sys.platform == "darwin" else _as_root() + fonts.install_command(script)
        yield Finding(f"font for {fonts.called(script)}", not lacking, found, remedy)


def _sample(script: str) -> str:
    """Return some letters of a script: a word where one is known, else the first letters Unicode has."""
    if script in _SAMPLES:
        return _SAMPLES[script]
    planes = (chr(code) for code in range(0x370, 0x20000) if not 0xD800 <= code <= 0xF8FF)
    letters = (char for char in planes if unicodedata.category(char) in {"Lu", "Ll", "Lo"})
    found = (char for char in letters if script_of(char) == script)
    return "".join(char for char, _ in zip(found, range(8), strict=False))


def _output_folder(output: Path) -> Finding:
    """Return whether the folder, or the nearest one above it that exists, may be written to."""
    from shlex import quote

    try:
        folder = output.absolute()
    except OSError:
        return Finding("output folder", False, "the current folder does not exist any more", "cd")
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir():
        remedy = f"mv {quote(str(folder))} {quote(f'{folder}.old')}"
        return Finding("output folder", False, f"{folder} is not a folder", remedy)
    ok = os.access(folder, os.W_OK | os.X_OK)
    found = f"{output} can be written" if ok else f"{folder} cannot be written"
    return Finding("output folder", ok, found, f"chmod u+rwx {quote(str(folder))}")


def _file_name(library: str) -> str:
    """Return the name of a library's file on this system."""
    linux, macos = libraries.NAMES[library]
    return macos if sys.platform == "darwin" else linux


def _as_root() -> str:
    return "" if os.geteuid() == 0 else "sudo "
