"""Where the newsroom is. Light, for builds that have nothing to do."""

from __future__ import annotations

import os
from pathlib import Path

from psr_report.errors import UsageError

VARIABLE = "PSR_REPORT_NEWSROOM"


def find(option: str | None = None) -> Path:
    """Return the folder that holds report.yaml, as an absolute path.

    Looked for in ``option``, in the environment's PSR_REPORT_NEWSROOM, here, in ./content, then the same in each parent.
    Raises UsageError when there is none.
    """
    named = option or os.environ.get(VARIABLE)
    if named:
        folder = Path(named).expanduser()
        folder = folder.parent if folder.name == "report.yaml" else folder
        if (folder / "report.yaml").is_file():
            return folder.resolve()
        origin = "--newsroom" if option else VARIABLE
        inner = folder / "content"
        hint = f"did you mean {inner}?" if (inner / "report.yaml").is_file() else "name the folder that holds report.yaml"
        raise UsageError(f"{origin} is {named}, but there is no report.yaml in it", hint)
    here = Path.cwd()
    for folder in (here, *here.parents):
        for place in (folder, folder / "content"):
            if (place / "report.yaml").is_file():
                return place.resolve()
    raise UsageError(
        "there is no newsroom here: no report.yaml in this folder, in content/ or in a folder above",
        f"go to the newsroom's folder, or name it with --newsroom or {VARIABLE}",
    )


def shown(path: Path) -> str:
    """Return a path as a person in the current folder would type it: relative below it, else absolute."""
    try:
        return path.relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()
