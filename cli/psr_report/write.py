"""Outputs -> files: staged beside the target, synced to the disk, swapped as a whole; ``manifest.json``.

Whoever looks into an issue's folder sees the old issue or the new one, whole, whatever happens to the program
that writes it. What a killed program leaves behind are hidden folders beside it; the next build removes them.
"""

from __future__ import annotations

import codecs
import errno
import fcntl
import hashlib
import json
import os
import re
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

LOCK = ".psr-report.lock"

_STAGED = ".staged"  # with a dot in front: no file of the newsroom is called so
_LEFT_OVER = re.compile(r"\.psr-report-(?P<folder>.+)-[0-9a-f]{8}\.(?P<state>staged|previous)")
_TRIES, _PAUSE = 30, 0.1  # seconds: a build writes for well under a second
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF)
_ELSEWHERE = "choose another folder with --output"
_REFUSALS = {
    errno.ENOSPC: ("the disk is full", f"free some space, or {_ELSEWHERE}"),
    errno.EDQUOT: ("your share of the disk is used up", f"free some space, or {_ELSEWHERE}"),
    errno.EROFS: ("the disk is read-only", _ELSEWHERE),
    errno.EACCES: ("you are not allowed to write there", f"change its permissions, or {_ELSEWHERE}"),
    errno.EPERM: ("you are not allowed to write there", f"change its permissions, or {_ELSEWHERE}"),
    errno.EXDEV: ("it is a disk of its own", "name the folder above it with --output"),
    errno.EBUSY: ("it is in use, or a disk of its own", "name the folder above it with --output"),
    errno.ENOTDIR: ("a part of its path is a file", _ELSEWHERE),
    errno.EEXIST: ("a part of its path is a file", _ELSEWHERE),
    errno.ENAMETOOLONG: ("its path is too long", _ELSEWHERE),
}


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
        raise RenderError(f"{folder} cannot be the folder of an issue", hint=_ELSEWHERE)
    try:
        root = _make_root(folder)
        with _locked(root, folder):
            _sweep(root)
            staged = root / f".psr-report-{folder.name}-{os.urandom(4).hex()}.staged"
            try:
                _stage(staged, root / folder.name, outputs, manifest, keep)
                swap.put_in_place(staged, root / folder.name)
                _sync_folder(root)
            finally:
                shutil.rmtree(staged, ignore_errors=True)
    except OSError as error:
        raise _refusal(error, folder) from error
    return [folder / output.name for output in outputs]


def refresh(outputs: Sequence[Output], folder: Path) -> list[Path]:
    """Return the paths of the outputs in a folder of files that help; those that differ are written anew.

    Each is swapped alone and whole, because an editor may be reading it. What else is in the folder stays.
    Raises RenderError when the folder cannot be written.
    """
    if folder.is_symlink():
        raise RenderError(
            f"{folder} is a link; these files get a folder of their own", hint="remove the link"
        )
    try:
        folder.mkdir(exist_ok=True)
        stale = [output for output in outputs if not _holds(folder / output.name, output.data)]
        for output in stale:
            _swap(folder / output.name, output.data)
        if stale:
            _sync_folder(folder)
    except OSError as error:
        why, _ = _REFUSALS.get(error.errno or 0, (error.strerror or str(error), ""))
        hint = "it takes a little space there, and the permission to write"
        raise RenderError(f"cannot write {folder}: {why}", hint=hint) from error
    return [folder / output.name for output in outputs]


def _holds(path: Path, data: bytes) -> bool:
    """Return whether a file, no link to one, holds these bytes."""
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


def _swap(path: Path, data: bytes) -> None:
    staged = path.with_name(f".{path.name}-{os.urandom(4).hex()}.staged")
    try:
        _write(staged, data)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def change(path: Path, before: str | None, after: str) -> None:
    """Put ``after`` in place of ``before``, the text of one of the newsroom's files; None is no file yet.

    Folders on the way to a new file are made.
    Whoever reads it meanwhile gets the one text or the other, whole. The byte order mark, the permissions and
    what a link points at stay. Raises RenderError, and changes nothing, when the file has changed since it
    was read or cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        if before is None:
            target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target.parent):
            _sweep_beside(target)
            data = _unchanged(path, target, before)
            staged = target.with_name(f".{target.name}-{os.urandom(4).hex()}{_STAGED}")
            try:
                _write(staged, after.encode() if data is None else data + after.encode())
                if before is not None:
                    _take_after(staged, target)
                staged.replace(target)
                _sync_folder(target.parent)
            finally:
                staged.unlink(missing_ok=True)
    except OSError as error:
        why, _ = _REFUSALS.get(error.errno or 0, (error.strerror or str(error), ""))
        raise RenderError(f"cannot write {path}: {why}", "check its permissions and the disk") from error


def begin(path: Path, text: str) -> None:
    """Write a file of the newsroom that is not there yet, its folder with it where that is missing too.

    Raises RenderError, with nothing left behind, when the file is there by now or cannot be written.
    """
    if path.parent.is_dir():
        change(path, None, text)
    else:
        found([Output(path.name, text.encode())], path.parent)


def found(outputs: Sequence[Output], folder: Path) -> list[Path]:
    """Return the paths of the outputs in a folder that is new, or has nothing of these names: all or none.

    A new folder appears whole. One that is there stays the same folder, for somebody may be in it; the last
    of the outputs comes last. Raises RenderError, with nothing left behind, when it cannot be written.
    """
    target = Path(os.path.realpath(folder))
    missing = [each for each in (target.parent, *target.parent.parents) if not each.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        home = target if target.is_dir() else target.parent
        name = target.name or "new"
        staged = home / f".psr-report-{name}-{os.urandom(4).hex()}{_STAGED}"
        with _alone(home):
            _sweep_stages(home, name)
            try:
                for output in outputs:
                    _write(staged / output.name, output.data)
                _place(staged, target, [output.name.partition("/")[0] for output in outputs])
                _sync_folder(home)
            finally:
                shutil.rmtree(staged, ignore_errors=True)
    except BaseException as error:
        for each in missing:  # the nearest first; one that somebody else uses by now stays
            with suppress(OSError):
                each.rmdir()
        if not isinstance(error, OSError):
            raise
        why, _ = _REFUSALS.get(error.errno or 0, (error.strerror or str(error), ""))
        raise RenderError(f"cannot write {folder}: {why}", "check its permissions and the disk") from error
    return [folder / output.name for output in outputs]


def is_left_over(name: str) -> bool:
    """Return whether a name is that of a folder which a killed program left where it was at work."""
    return _LEFT_OVER.fullmatch(name) is not None


def _sweep_stages(home: Path, name: str) -> None:
    """Remove the stages of a folder of this name. The lock of ``home`` is held: nobody is at work on them."""
    for each in sorted(home.iterdir()):
        match = _LEFT_OVER.fullmatch(each.name)
        if match and (match["folder"], match["state"]) == (name, "staged"):
            shutil.rmtree(each, ignore_errors=True)


def _place(staged: Path, target: Path, names: Sequence[str]) -> None:
    """Give a staged folder its name; where a folder has it, put what is in it there, by these names."""
    if not target.is_dir():
        staged.rename(target)
        return
    placed: list[str] = []
    try:
        for name in dict.fromkeys(names):
            if os.path.lexists(target / name):
                raise FileExistsError(errno.ENOTEMPTY, "there is something in it by now", str(target / name))
            (staged / name).rename(target / name)
            placed.append(name)
    except BaseException:
        for name in placed:
            (target / name).rename(staged / name)
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder of the newsroom, so that of two programs one waits for the other."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _unchanged(path: Path, target: Path, before: str | None) -> bytes | None:
    """Return the byte order mark of the file or nothing, if its text still is ``before``; None if new."""
    if before is None:
        if not os.path.lexists(target):
            return None
        raise RenderError(f"{path} has been written meanwhile", "look at it, then try again")
    data = target.read_bytes() if target.is_file() else b""
    text = before.encode()
    if data in (text, codecs.BOM_UTF8 + text):
        return data[: len(data) - len(text)]
    raise RenderError(f"{path} has changed since it was read", "look at it, then try again")


def _take_after(staged: Path, target: Path) -> None:
    """Give ``staged`` the permissions of ``target`` and, where that is allowed, its owner."""
    found = target.stat()
    with suppress(PermissionError):
        os.chown(staged, found.st_uid, found.st_gid)
    staged.chmod(found.st_mode & 0o7777)


def _sweep_beside(target: Path) -> None:
    """Remove what a killed program left beside a file. The folder's lock is held, so nobody is at work."""
    name = re.compile(rf"\.{re.escape(target.name)}-[0-9a-f]{{8}}{re.escape(_STAGED)}")
    with os.scandir(target.parent) as entries:
        left_over = [entry.path for entry in entries if name.fullmatch(entry.name)]
    for path in left_over:
        Path(path).unlink(missing_ok=True)


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
        _sync_folder(root.parent)
    target = root / folder.name
    if target.is_symlink():
        raise RenderError(
            f"{folder} is a link; an issue is written into a folder of its own",
            hint=f"remove the link, or {_ELSEWHERE}",
        )
    if target.exists() and not target.is_dir():
        raise RenderError(
            f"{folder} is a file; an issue is written into a folder",
            hint=f"move the file away, or {_ELSEWHERE}",
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
        left_over = [match for entry in entries if (match := _LEFT_OVER.fullmatch(entry.name))]
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
        _write(staged / output.name, output.data)
    _write(
        staged / MANIFEST, json.dumps(merged, sort_keys=True, indent=2, ensure_ascii=False).encode() + b"\n"
    )
    if target.is_dir():
        _carry_over(target, staged, merged, old)
        staged.chmod(target.stat().st_mode & 0o7777)
    for path, _, _ in os.walk(staged, topdown=False):
        _sync_folder(Path(path))


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
            _sync(place, os.O_RDONLY)


def _write(path: Path, data: bytes) -> None:
    """Write a new file, readable as the umask says, and have it on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    finally:
        os.close(file)


def _sync(path: Path, flags: int) -> None:
    file = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _sync_folder(folder: Path) -> None:
    """Have the names in the folder on the disk, where its file system knows how to do that."""
    try:
        _sync(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _refusal(error: OSError, folder: Path) -> RenderError:
    """Return what a person is told about an error of the system."""
    why, hint = _REFUSALS.get(error.errno or 0, (error.strerror or str(error), _ELSEWHERE))
    return RenderError(f"cannot write {folder}: {why}", hint=hint)
