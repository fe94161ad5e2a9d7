"""The no-op check: is what lies in the output folder already what a build would write?

It runs before anything heavy is imported: a few cheap standard modules, and no types of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from psr_report.resources import find_templates

TYPE_CHECKING = False  # what type checkers look for; importing it from typing would cost more than the check
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

MANIFEST = "manifest.json"
SCHEMA = 1

_PACKAGE = Path(__file__).parent
_EVERYTHING = ("",)
_CONTENT = (".yaml", ".yml", ".png", ".jpg", ".jpeg", ".webp")
_WHOLE_FOLDERS = ("images", "templates")
_FOREIGN_FOLDERS = ("__pycache__", "node_modules")
_FONTS = (".ttf", ".otf", ".woff", ".woff2")  # megabytes that only a release changes: their size will do


def fingerprint(newsroom: Path, options: Mapping[str, str]) -> str:
    """Return the SHA-256, in hexadecimal, of all that can influence an issue of the newsroom.

    Counted are the YAML files and pictures of the newsroom, everything in its ``images`` and ``templates``,
    the program with its templates, the Python version, the installed distributions and the options. Not
    counted are hidden files, editors' back-ups and ``output``, nor times, the place of the newsroom and who
    asks. A file that cannot be read counts as its error, so the build runs and reports it. What else a result
    depends on, SOURCE_DATE_EPOCH for instance, the caller puts into ``options``.
    """
    total = hashlib.sha256()
    for influence in _influences(newsroom, options):
        for part in influence:
            total.update(b"%d:" % len(part))
            total.update(part)
    return total.hexdigest()


def is_unchanged(
    folder: Path, editions: Sequence[str], fingerprint: str, now: str | datetime
) -> list[Path] | None:
    """Return the files of the editions if all of them are up to date in ``folder``, else None.

    Up to date means: made from the inputs of this fingerprint, every file still as it was written, and no
    embargo ended since. A missing or damaged manifest is simply not up to date. ``now`` has a time zone.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    names: dict[str, None] = {}
    for edition in editions:
        entry = manifest["editions"].get(edition)
        if entry is None or entry["inputs"] != fingerprint or _is_due(entry["recheck_after"], now):
            return None
        names.update(dict.fromkeys(entry["files"]))
    if all(_is_intact(folder / name, manifest["files"][name]) for name in names):
        return [folder / name for name in names]
    return None


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of the issue in ``folder``, None when there is none or it is not well-formed."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if _is_manifest(found) else None


def is_plain_name(name: str) -> bool:
    """Return whether ``name`` names a file below a folder, the same on every system: ``topics/fuel.html``.

    No way up or out, no empty part, no backslash, colon or control character, no dot or space at an end.
    """
    return name.isprintable() and all(
        part and part[-1] not in ". " and not set(part) & {"\\", ":"} and len(part.encode()) <= 200
        for part in name.split("/")
    )


def hash_file(path: Path) -> str:
    """Return the SHA-256 of the file, in hexadecimal; raise OSError when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_manifest(found: Any) -> bool:
    """Return whether the JSON has the shape that ``write.manifest`` gives it and names no file elsewhere."""
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        return False
    files, editions = found.get("files"), found.get("editions")
    if not (isinstance(found.get("issue"), str) and isinstance(files, dict) and isinstance(editions, dict)):
        return False
    return all(
        is_plain_name(name)
        and isinstance(file, dict)
        and isinstance(file.get("sha256"), str)
        and isinstance(file.get("size"), int)
        for name, file in files.items()
    ) and all(
        isinstance(edition, dict)
        and isinstance(edition.get("inputs"), str)
        and isinstance(edition.get("files"), list)
        and all(isinstance(name, str) and name in files for name in edition["files"])
        and isinstance(edition.get("recheck_after", 0), str | None)
        for edition in editions.values()
    )


def _is_due(recheck_after: str | None, now: str | datetime) -> bool:
    """Return whether the instant after which an edition may look different has come."""
    if recheck_after is None:
        return False
    from datetime import datetime

    if isinstance(now, str):
        now = datetime.fromisoformat(now)
    try:
        return now >= datetime.fromisoformat(recheck_after)
    except (ValueError, TypeError):
        return True


def _is_intact(path: Path, listed: Mapping[str, Any]) -> bool:
    """Return whether the file is there with the bytes that the manifest lists."""
    try:
        is_there = path.is_file() and path.stat().st_size == listed["size"]
        return is_there and hash_file(path) == listed["sha256"]
    except OSError:
        return False


def _influences(newsroom: Path, options: Mapping[str, str]) -> Iterator[tuple[bytes, bytes]]:
    """Yield a name and a content for each thing that can influence an issue, always in the same order."""
    home = os.path.realpath(newsroom)
    seen: set[tuple[str, tuple[str, ...]]] = set()
    try:
        names = _names_in(home)
    except OSError as error:
        yield b".", _failure(error)
        names = []
    for name in names:
        if name != "output":
            endings = _EVERYTHING if name in _WHOLE_FOLDERS else _CONTENT
            yield from _files(f"{home}/{name}", name, home, seen, endings)
    yield from _files(str(_PACKAGE), "psr_report", None, set(), (".py",))
    yield from _files(str(find_templates(_PACKAGE)), "report_templates", None, set(), _EVERYTHING)
    yield b"python", f"{sys.implementation.name} {sys.version_info[:3]}".encode()
    for distribution in _distributions():
        yield b"distribution", os.fsencode(distribution)
    for option in sorted(options):
        yield b"option " + option.encode(), options[option].encode()


def _files(
    path: str, name: str, home: str | None, seen: set[tuple[str, tuple[str, ...]]], endings: tuple[str, ...]
) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of the file ``path``, or of the files below it, if they have one of the endings.

    Links are followed as long as they stay inside ``home`` (None: anywhere). A folder that is reached again
    counts as the place it was seen at, so circles end.
    """
    real = os.path.realpath(path)
    if home is not None and not real.startswith(f"{home}/"):
        yield os.fsencode(name), b"a link out of the newsroom"
    elif not _is_folder(real):
        if name.lower().endswith(endings):
            yield os.fsencode(name), _content(Path(real))
    elif (real, endings) in seen:
        yield os.fsencode(name), b"the folder " + os.fsencode(os.path.relpath(real, home))
    else:
        seen.add((real, endings))
        try:
            names = _names_in(real)
        except OSError as error:
            yield os.fsencode(name), _failure(error)
            return
        for below in names:
            yield from _files(f"{real}/{below}", f"{name}/{below}", home, seen, endings)


def _names_in(folder: str) -> list[str]:
    """Return the names in the folder that can matter, by their bytes; none for a virtual environment."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
    if "pyvenv.cfg" in names:
        return []
    kept = (name for name in names if name[0] != "." and name[-1] != "~" and name not in _FOREIGN_FOLDERS)
    return sorted(kept, key=os.fsencode)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _content(path: Path) -> bytes:
    """Return what stands for the file: the hash of its bytes, the size of a font, why it cannot be read."""
    try:
        if not path.is_file():
            return b"no file"
        if path.suffix.lower() in _FONTS:
            return b"%d bytes" % path.stat().st_size
        return hash_file(path).encode()
    except OSError as error:
        return _failure(error)


def _failure(error: OSError) -> bytes:
    return b"error %d" % (error.errno or 0)  # the number: its text depends on the locale


def _distributions() -> list[str]:
    """Return the names of the installed distributions with their versions, as pip leaves them on disk."""
    found: set[str] = set()
    for folder in sys.path:
        if folder.endswith(("site-packages", "dist-packages")) and _is_folder(folder):
            found.update(name for name in _names_in(folder) if name.endswith(".dist-info"))
    return sorted(found)
