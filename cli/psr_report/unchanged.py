"""The no-op check: is what lies in the output folder already what a build would write?

It runs before anything heavy is imported: a few cheap standard modules, and no types of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
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
_CONTENT = (".yaml", ".yml", ".json", ".png", ".jpg", ".jpeg", ".webp")
_WHOLE_FOLDERS = ("fonts", "images", "templates")
_FOREIGN_FOLDERS = ("__pycache__", "node_modules")
# Megabytes that only a release changes: their size will do.
_SHIPPED_FONTS = f"{os.sep}report_templates{os.sep}fonts{os.sep}"


def fingerprint(newsroom: Path, options: Mapping[str, str]) -> str:
    """Return the SHA-256, in hexadecimal, of all that can influence an issue of the newsroom.

    Counted are the YAML files and pictures of the newsroom, everything in its ``fonts``, ``images`` and
    ``templates``, the program with its templates, the Python version, the installed distributions, the value
    of FONTCONFIG_FILE and the options. Not counted are hidden files, editors' back-ups, ``output``, times,
    the place of the newsroom and who asks. Nor are the system's fonts and libraries, Pango and HarfBuzz among
    them: to look at them would take longer than all the rest. Whoever changes them deletes the old files.

    A file that cannot be read counts as its error, so the build runs and reports it. What else a result
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
        entries = _entries(home)
    except OSError as error:
        yield b".", _failure(error)
        entries = []
    for entry in entries:
        if entry.name != "output":
            endings = _EVERYTHING if entry.name in _WHOLE_FOLDERS else _CONTENT
            yield from _files(entry, entry.name, home, seen, endings)
    yield from _files_below(str(_PACKAGE), "psr_report", "/", set(), (".py",))
    templates = find_templates(_PACKAGE)
    if templates is not None:
        yield from _files_below(str(templates), "report_templates", "/", set(), _EVERYTHING)
    yield b"python", f"{sys.implementation.name} {sys.version_info[:3]}".encode()
    for distribution in _distributions():
        yield b"distribution", os.fsencode(distribution)
    yield b"fontconfig", os.environb.get(b"FONTCONFIG_FILE", b"")
    for option in sorted(options):
        yield b"option " + option.encode(), options[option].encode()


def _files(
    entry: os.DirEntry[str],
    name: str,
    home: str,
    seen: set[tuple[str, tuple[str, ...]]],
    endings: tuple[str, ...],
) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of the entry, or of the files below it, if they have one of the endings.

    Links are followed as long as they stay inside ``home``.
    """
    is_link = entry.is_symlink()
    path = os.path.realpath(entry.path) if is_link else entry.path
    if is_link and os.path.commonpath((path, home)) != home:
        yield os.fsencode(name), b"a link out of the newsroom"
    elif _is_folder(path) if is_link else entry.is_dir():
        yield from _files_below(path, name, home, seen, endings)
    elif name.lower().endswith(endings):
        yield os.fsencode(name), _content(path)


def _files_below(
    folder: str, name: str, home: str, seen: set[tuple[str, tuple[str, ...]]], endings: tuple[str, ...]
) -> Iterator[tuple[bytes, bytes]]:
    """Yield names and contents of the files below the folder that have one of the endings.

    A folder that is reached again counts as the place it was seen at, so circles end.
    """
    if (folder, endings) in seen:
        yield os.fsencode(name), b"the folder " + os.fsencode(os.path.relpath(folder, home))
        return
    seen.add((folder, endings))
    try:
        entries = _entries(folder)
    except OSError as error:
        yield os.fsencode(name), _failure(error)
        return
    for entry in entries:
        yield from _files(entry, f"{name}/{entry.name}", home, seen, endings)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what in the folder can matter, by the bytes of its name; nothing of a virtual environment."""
    with os.scandir(folder) as found:
        entries = [entry for entry in found if entry.name[0] != "." and entry.name[-1] != "~"]
    if any(entry.name == "pyvenv.cfg" for entry in entries):
        return []
    kept = (entry for entry in entries if entry.name not in _FOREIGN_FOLDERS)
    return sorted(kept, key=lambda entry: os.fsencode(entry.name))


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _content(path: str) -> bytes:
    """Return what stands for the file: the hash of its bytes, the size of a shipped font, or a failure."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe must not block
    except OSError as error:
        return _failure(error)
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode):
            return b"no file"
        if _SHIPPED_FONTS in path:
            return b"%d bytes" % found.st_size
        content = hashlib.sha256()
        while part := os.read(file, 1 << 20):
            content.update(part)
        return content.digest()
    except OSError as error:
        return _failure(error)
    finally:
        os.close(file)


def _failure(error: OSError) -> bytes:
    return b"error %d" % (error.errno or 0)  # the number: its text depends on the locale


def _distributions() -> list[str]:
    """Return the names of the installed distributions with their versions, as pip leaves them on disk."""
    found: set[str] = set()
    for folder in sys.path:
        if folder.endswith(("site-packages", "dist-packages")) and _is_folder(folder):
            found.update(entry.name for entry in _entries(folder) if entry.name.endswith(".dist-info"))
    return sorted(found)
