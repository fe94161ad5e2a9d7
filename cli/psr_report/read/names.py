"""The names that one of the newsroom's lists defines, without the models: for the shell to complete."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from psr_report.read import tree
from psr_report.read.text import MAX_BYTES


def keys(path: Path, inside: Sequence[str] = ()) -> list[str]:
    """Return the keys of a file, or of the set of keys that ``inside`` leads to; none where it is broken.

    Raises OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        document, _ = tree.load(file.read(MAX_BYTES + 1), path.name)
    found = tree.find(document.root, inside)
    return list(found.entries) if isinstance(found, tree.Table) else []
