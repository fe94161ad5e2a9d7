"""What a page or a document says, as plain text. The readers are other people's work and run apart.

A page of a stranger can keep a reader busy for ever, or make it take all memory. So each is read by a child
process with limits, which alone imports trafilatura and mammoth.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any

from psr_report.clip.material import Kind, Material
from psr_report.errors import UnreachableError, UsageError

SECONDS = 30  # of waiting for one text; a long page takes a fraction of one
NEEDS: Mapping[Kind, tuple[str, ...]] = {
    "page": ("trafilatura", "lxml", "webencodings"),
    "word": ("mammoth", "lxml"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """What was read: paragraphs in their order, and what the text says about itself, "" where nothing.

    ``published`` is a day or a month as the text declares it, ``language`` a tag such as en-US.
    """

    paragraphs: tuple[str, ...]
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    language: str = ""

    def as_json(self) -> str:
        """Return it as the child process sends it."""
        return json.dumps(asdict(self))


class UnreadableError(ValueError):
    """The bytes are not what their name says; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def require(*names: str) -> None:
    """Raise UsageError when one of the packages of the extra `clip` is missing."""
    if any(find_spec(name) is None for name in names):
        raise UsageError(
            "reading pages and documents needs packages that are not installed",
            "install them: pip install 'psr-report[clip]'",
        )


def read(material: Material) -> Text:
    """Return what the material says.

    Raises UsageError when it is not of its kind, UnreachableError when reading it takes too much.
    """
    require(*NEEDS.get(material.kind, ()))
    command = [sys.executable, "-P", "-m", "psr_report.clip.worker", str(SECONDS), material.kind]
    command += [material.url or "", material.charset or ""]
    try:
        done = subprocess.run(command, input=material.data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _too_much(material) from None
    if done.returncode == 1 and done.stdout:
        said = json.loads(done.stdout)
        raise UsageError(f"{material.name} {said['message']}", said["hint"])
    if done.returncode:
        raise _too_much(material)
    fields: dict[str, Any] = json.loads(done.stdout)
    return Text(**{**fields, "paragraphs": tuple(fields["paragraphs"])})


def _too_much(material: Material) -> UnreachableError:
    return UnreachableError(
        f"{material.name} cannot be read: it takes too much time or memory, or breaks its reader",
        "copy the part that matters into a Markdown file and give that",
    )
