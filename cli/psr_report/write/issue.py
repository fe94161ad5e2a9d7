"""The files of an issue: staged beside the target, synced to the disk, swapped as a whole; ``manifest.json``.

Whoever looks into an issue's folder sees the old issue or the new one, whole, whatever happens to the program
that writes it. What a killed program leaves behind are hidden folders beside it; the next build removes them.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psr_report import __version__, swap
from psr_report.errors import RenderError
from psr_report.output import Output
from psr_report.unchanged import MANIFEST, SCHEMA, hash_file, is_plain_name, read_manifest
from psr_report.write import disk

LOCK = ".psr-report.lock"

_TRIES, _PAUSE = 30, 0.1  # seconds: a build writes for well under a second


def manifest(
    issue: str,
    editions: Mapping[str, Sequence[Output]],
    inputs: str,
    *,
    drafts: bool = False,
    warnings: int = 0,
    recheck_after: datetime | None = None,
    number: int = 1,
) -> dict[str, Any]:
    """Return the manifest of the editions of an issue, for ``publish``: the same for the same arguments.

    ``inputs`` is ``unchanged.fingerprint`` of what they were made from; ``drafts`` whether drafts are let in;
    ``warnings`` the number of warnings; ``recheck_after``, an instant with a time zone, says when the next
    embargo ends; ``number`` is the issue's edition, which corrections raise. All but the warnings stand with
    each edition, because a later build may make some editions anew and leave the others.
    """
    if recheck_after is not None and recheck_after.tzinfo is None:
        raise ValueError("recheck_after needs a time zone")
    due = recheck_after.astimezone(UTC).isoformat() if recheck_after else None
    return {
        "schema": SCHEMA,
        "issue": issue,
        "edition": number,
        "tool": f"psr-report {__version__}",
        "editions": {
            edition: {
                "inputs": inputs,
                "edition": number,
                "files": [output.name for output in outputs],
                "drafts": drafts,
                "recheck_after": due,
            }
            for edition, outputs in editions.items()
        },
        "files": {output.name: _listed(output) for outputs in editions.values() for output in outputs},
        "warnings": warnings,
    }


def publish(
    outputs: Sequence[Output], folder: Path, manifest: Mapping[str, Any], *, keep: bool = True
) -> list[Path]:
    """Return the paths of the outputs, written into ``folder`` with their manifest: all or nothing.

    Editions that only the manifest already there lists stay, with their entries, as long as ``keep`` is true,
    it is the same issue, and all were made with drafts or all without. Files that earlier builds wrote and
    nobody lists any more go. Everything else in the folder is a person's, an edited output too, and stays; if
    a new file needs its name, it gets a ``~``.

    Raises RenderError when the folder cannot be written or another build is writing beside it; the folder
    then holds the old issue or the new one, whole. Raises ValueError when the manifest is not that of the
    outputs.
    """
    _check_names(outputs, manifest)
    if folder.name in ("", ".."):
        raise RenderError(f"{folder} cannot be the folder of an issue", hint=disk.ELSEWHERE)
    try:
        root = _make_root(folder)
        with _locked(root, folder):
            _sweep(root)
            staged = root / f".psr-report-{folder.name}-{os.urandom(4).hex()}{disk.STAGED}"
            try:
                _stage(staged, root / folder.name, outputs, manifest, keep)
                swap.put_in_place(staged, root / folder.name)
                disk.sync_folder(root)
            finally:
                shutil.rmtree(staged, ignore_errors=True)
    except OSError as error:
        raise _refusal(error, folder) from error
    return [folder / output.name for output in outputs]


def _listed(output: Output) -> dict[str, Any]:
    """Return what the manifest says of one file."""
    entry: dict[str, Any] = {"sha256": hashlib.sha256(output.data).hexdigest(), "size": len(output.data)}
    return entry if output.pages is None else {**entry, "pages": output.pages}


def _check_names(outputs: Sequence[Output], manifest: Mapping[str, Any]) -> None:
    """Raise RenderError unless each name is plain and none is another's, or its folder, on any system."""
    taken: set[str] = {MANIFEST}
    for name in sorted((output.name for output in outputs), key=str.casefold):
        parts = name.casefold().split("/")
        folders = {"/".join(parts[:end]) for end in range(1, len(parts))}
        if not is_plain_name(name) or "/".join(parts) in taken or folders & taken:
            raise RenderError(
                f"{name!r} cannot be the name of a file of an issue",
                hint="use a plain name that no other file of the issue has",
            )
        taken.add("/".join(parts))
    if {output.name: _listed(output) for output in outputs} != manifest["files"]:
        raise ValueError("the manifest lists other files than the outputs")


def _make_root(folder: Path) -> Path:
    """Return the real path of the folder that holds the issues, made if it was not there."""
    root = Path(os.path.realpath(folder.parent))
    if not root.is_dir():
        root.mkdir(parents=True, exist_ok=True)
        disk.sync_folder(root.parent)
    target = root / folder.name
    if target.is_symlink():
        raise RenderError(
            f"{folder} is a link; an issue is written into a folder of its own",
            hint=f"remove the link, or {disk.ELSEWHERE}",
        )
    if target.exists() and not target.is_dir():
        raise RenderError(
            f"{folder} is a file; an issue is written into a folder",
            hint=f"move the file away, or {disk.ELSEWHERE}",
        )
    if target.exists() and not os.access(target, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return root


@contextmanager
def _locked(root: Path, folder: Path) -> Iterator[None]:
    """Hold the lock of the root: one build writes below it at a time. A killed process lets go of it."""
    lock = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        for _ in range(_TRIES):
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(_PAUSE)
        else:
            raise RenderError(
                f"another build is writing to {folder.parent}",
                hint="wait until it has finished, then build again",
            )
        yield
    finally:
        os.close(lock)


def _sweep(root: Path) -> None:
    """Remove what killed builds left in the root. The lock is held, so no build is at work on it."""
    with os.scandir(root) as entries:
        left_over = [match for entry in entries if (match := disk.LEFT_OVER.fullmatch(entry.name))]
    for match in sorted(left_over, key=lambda match: match.string):
        target = root / match["folder"]
        if match["state"] == "previous" and not os.path.lexists(target):
            (root / match.string).rename(target)
        else:
            shutil.rmtree(root / match.string, ignore_errors=True)


def _stage(
    staged: Path, target: Path, outputs: Sequence[Output], manifest: Mapping[str, Any], keep: bool
) -> None:
    """Write the whole new folder to ``staged`` and to the disk."""
    staged.mkdir()
    old = read_manifest(target)
    merged = _merged(manifest, old, target) if keep else manifest
    for output in outputs:
        disk.put(staged / output.name, output.data)
    disk.put(
        staged / MANIFEST, json.dumps(merged, sort_keys=True, indent=2, ensure_ascii=False).encode() + b"\n"
    )
    if target.is_dir():
        _carry_over(target, staged, merged, old)
        staged.chmod(target.stat().st_mode & 0o7777)
    for path, _, _ in os.walk(staged, topdown=False):
        disk.sync_folder(Path(path))


def _merged(manifest: Mapping[str, Any], old: Mapping[str, Any] | None, folder: Path) -> Mapping[str, Any]:
    """Return the new manifest with the editions that only the old one has and whose files are all there.

    Those made with drafts never stay beside those made without: somebody would send them out together.
    """
    if old is None or old["issue"] != manifest["issue"]:
        return manifest
    drafts = {entry["drafts"] for entry in manifest["editions"].values()}
    kept = {
        edition: entry
        for edition, entry in old["editions"].items()
        if edition not in manifest["editions"]
        and drafts <= {entry.get("drafts")}
        and all((folder / name).is_file() for name in entry["files"])
    }
    files = {name: old["files"][name] for entry in kept.values() for name in entry["files"]}
    return {
        **manifest,
        "editions": {**kept, **manifest["editions"]},
        "files": {**files, **manifest["files"]},
    }


def _carry_over(target: Path, staged: Path, merged: Mapping[str, Any], old: Mapping[str, Any] | None) -> None:
    """Put into ``staged`` what ``target`` has and nothing replaces: kept editions, a person's files."""
    before = old["files"] if old else {}
    made: list[Path] = []
    for name in _names_below(target):
        source, place = target / name, staged / name
        is_kept = name in merged["files"] and not os.path.lexists(place)
        ours = {files[name]["sha256"] for files in (before, merged["files"]) if name in files}
        if name == MANIFEST or (not is_kept and _is_dispensable(source, place, ours)):
            continue
        for parent in reversed(Path(name).parents):
            if not (staged / parent).exists():
                (staged / parent).mkdir()
                made.append(parent)
        _put(source, staged / _free(name, staged, target))
    for parent in reversed(made):
        shutil.copystat(target / parent, staged / parent)


def _names_below(folder: Path, name: str = "") -> Iterator[str]:
    """Yield the names of all files, links and empty folders below ``folder``, in order, following no link."""
    with os.scandir(folder / name) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    if name and not entries:
        yield name
    for entry in entries:
        below = f"{name}/{entry.name}" if name else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _names_below(folder, below)
        else:
            yield below


def _is_dispensable(source: Path, place: Path, ours: Collection[str]) -> bool:
    """Return whether nothing is lost with ``source``: bytes of a build, an empty folder that is there too."""
    if source.is_symlink():
        return False
    if source.is_dir():
        return place.is_dir()
    return bool(ours) and source.is_file() and hash_file(source) in ours


def _free(name: str, staged: Path, target: Path) -> str:
    """Return the name; when ``staged`` has it already, with as many ``~`` as make it new in both folders."""
    if os.path.lexists(staged / name):
        while os.path.lexists(staged / name) or os.path.lexists(target / name):
            name += "~"
    return name


def _put(source: Path, place: Path) -> None:
    """Make what is at ``source`` appear at ``place`` too: the same file where the disk can, else a copy."""
    if source.is_symlink():
        place.symlink_to(source.readlink())
    elif source.is_dir():
        place.mkdir()
        shutil.copystat(source, place)
    else:
        try:
            place.hardlink_to(source)
        except OSError:
            shutil.copy2(source, place)
            disk.sync(place, os.O_RDONLY)


def _refusal(error: OSError, folder: Path) -> RenderError:
    """Return what a person is told about an error of the system."""
    why, hint = disk.refused(error)
    return RenderError(f"cannot write {folder}: {why}", hint=hint)
