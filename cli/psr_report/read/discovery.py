"""Where the newsroom is. Light, for builds that have nothing to do."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from psr_report.errors import UsageError

VARIABLE = "PSR_REPORT_NEWSROOM"


def find(option: str | None = None) -> Path:
    """Return the folder that holds report.yaml, as an absolute path.

    Looked for in ``option``, in the environment's PSR_REPORT_NEWSROOM, here, in ./content, then the same in
    each parent. Raises UsageError when there is none.
    """
    named = option or os.environ.get(VARIABLE)
    if named:
        return _named(named, "--newsroom" if option else VARIABLE)
    try:
        here = Path.cwd()
    except OSError:
        raise UsageError("the current folder does not exist any more", "go to another one") from None
    for folder in (here, *here.parents):
        for place in (folder, folder / "content"):
            if _holds_a_report(place):
                return place.resolve()
    raise UsageError(
        "there is no newsroom here: no report.yaml in this folder, in content/ or in a folder above",
        f"go to the newsroom's folder, or name it with --newsroom or {VARIABLE}; psr-report init makes one",
    )


def _named(named: str, origin: str) -> Path:
    try:
        folder = Path(named).expanduser()
    except RuntimeError:  # ~name of somebody who has no account here
        folder = Path(named)
    folder = folder.parent if folder.name == "report.yaml" else folder
    if _holds_a_report(folder):
        return folder.resolve()
    inner = folder / "content"
    hint = f"did you mean {inner}?" if _holds_a_report(inner) else "name the folder that holds report.yaml"
    raise UsageError(f"{origin} is {named}, but there is no report.yaml in it", hint)


def _holds_a_report(folder: Path) -> bool:
    try:
        return (folder / "report.yaml").is_file()
    except OSError:  # a folder that may not be entered, a name that is too long
        return False


def from_here(path: Path) -> Path:
    """Return a path as a person in the current folder would type it: relative below it, else absolute."""
    with suppress(ValueError, OSError):  # it is elsewhere; the current folder is gone
        path = path.relative_to(Path.cwd().resolve())
    return path


def shown(path: Path) -> str:
    """Return a path as `from_here` does, as text to show."""
    return os.fsencode(from_here(path)).decode("utf-8", "replace")
