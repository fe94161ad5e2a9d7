"""One file of the newsroom: its bytes, what they say, and what its name says."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from psr_report.errors import Place, Problem, Severity, in_order
from psr_report.memory import Memory
from psr_report.read import tree
from psr_report.read.discovery import shown
from psr_report.read.text import MAX_BYTES
from psr_report.read.typed import MAX_PROBLEMS, too_many, typed
from psr_report.shapes import MAX_SLUG, slugified

Value = TypeVar("Value")
Texts: TypeAlias = Mapping[str, str]
"""Texts that stand for those of the files of these names, as they would be after a change."""

# A preview reads all files at each save, and one of them has changed.
_UNDERSTOOD: Memory[tuple[Any, tree.Document, tuple[Problem, ...]]] = Memory(1024)


def read(
    path: Path, shape: type[Value], texts: Texts, *, is_optional: bool = False
) -> tuple[Value | None, tree.Document | None, list[Problem]]:
    """Return a file's value, its document and its problems; no document if it is optional and not there."""
    name = shown(path)
    try:
        data = texts[name].encode() if name in texts else contents(path)
    except FileNotFoundError:
        if is_optional and not path.is_symlink():
            return None, None, []
        said = "this link leads nowhere" if path.is_symlink() else "this file is not there"
        return None, tree.Document(name), [_unreadable(name, said, "put the file there, or delete the link")]
    except OSError as error:
        said = f"this file cannot be read: {(error.strerror or str(error)).lower()}"
        return None, tree.Document(name), [_unreadable(name, said, "check its permissions")]
    if data is None:
        hint = "give folders and pipes another name, or delete them"
        return None, tree.Document(name), [_unreadable(name, "this is not a file", hint)]
    value, document, problems = _UNDERSTOOD.of((data, name, shape), lambda: _understood(data, name, shape))
    return value, document, list(problems)


def _understood(
    data: bytes, name: str, shape: type[Value]
) -> tuple[Value | None, tree.Document, tuple[Problem, ...]]:
    """Return what the bytes of a file of that name say: the value, the document and the problems."""
    document, problems = tree.load(data, name)
    value, found = typed(document, shape)
    if any(problem.rule == "control-character" for problem in problems):
        value = None
    problems = in_order([*problems, *found])
    if len(problems) > MAX_PROBLEMS + 1:
        problems = [*problems[:MAX_PROBLEMS], too_many(name, len(problems) - MAX_PROBLEMS)]
    return value, document, tuple(problems)


def contents(path: Path) -> bytes | None:
    """Return a file's bytes, at most one more than it may have; None for a folder, a pipe or a device."""
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _unreadable(name: str, message: str, hint: str) -> Problem:
    return Problem("file-unreadable", Severity.ERROR, Place(name), message, hint)


def left_out(path: Path) -> Iterator[Problem]:
    """Yield a warning for a file that looks like one of the newsroom's, but for its ending."""
    if path.suffix.casefold() in (".yml", ".yaml") and not path.name.startswith("."):
        hint = f"rename it to {path.stem}.yaml"
        message = f"files named {path.suffix} are not read"
        yield Problem("file-name", Severity.WARNING, Place(shown(path)), message, hint)


def slug_problems(slug: str, path: Path) -> Iterator[Problem]:
    """Yield an error for a file whose name cannot be that of a story."""
    better = slugified(slug)
    if slug != better:
        what = (
            "is too long"
            if len(slug) > MAX_SLUG
            else "cannot be the name of a story: it becomes part of web addresses"
        )
        hint = f"rename the file to {better or 'story'}.yaml"
        message = f'"{path.stem if len(slug) <= MAX_SLUG else slug[:40] + "…"}" {what}'
        yield Problem("file-name", Severity.ERROR, Place(shown(path)), message, hint)
