"""Where the files that ship with the program are."""

from __future__ import annotations

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
