"""Where the files that ship with the program are."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path


@cache
def templates_dir() -> Path:
    """Return the folder of the shipped templates; raise RenderError when the installation lacks it."""
    found = find_templates(Path(__file__).parent)
    if found is None:
        from psr_report.errors import RenderError

        raise RenderError(
            "the templates that ship with psr-report are missing", hint="install psr-report again, with pip"
        )
    return found


def find_templates(package: Path) -> Path | None:
    """Return the templates that belong to the import package in ``package``, None when there are none.

    A wheel has them inside the package; an editable install leaves them at the root of the repository.
    Looking is much cheaper than ``importlib.resources``, which imports a dozen modules for the same answer.
    """
    for folder in (package / "report_templates", package.parent.parent / "report_templates"):
        if (folder / "__init__.py").is_file():
            return folder
    return None


def template_cache() -> Path | None:
    """Return the folder where compiled templates are kept between runs, or None where none can be had.

    It is the person's own cache, closed to others: what lies in it is run. Whoever keeps Python from writing
    compiled modules has no cache of templates either.
    """
    if sys.dont_write_bytecode:
        return None
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - see fonts
    folder = Path(home) / "psr-report" / "templates"
    if not folder.is_absolute():  # no cache by its specification; or there is no home that ~ could be
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except OSError:
        return None
    is_private = status.st_uid == os.getuid() and not status.st_mode & 0o022
    return folder if is_private and os.access(folder, os.W_OK) else None
