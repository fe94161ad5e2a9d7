"""A file of the newsroom as it is and as it becomes."""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after, and how many fixes made the difference."""

    file: str
    before: str
    after: str
    fixes: int

    def diff(self) -> str:
        """Return the difference as a unified diff."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"a/{self.file}",
            f"b/{self.file}",
        )
        without_end = "\n\\ No newline at end of file\n"
        return "".join(line if line.endswith("\n") else line + without_end for line in lines)
