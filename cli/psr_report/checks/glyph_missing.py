"""Every character must be printable by a font that ships with the program or stands on this machine.

A character that no font can print would become an empty box on paper. It is reported where it stands, before anything is
rendered, with the package that brings a font for its script.
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report import fonts
from psr_report.errors import Problem, Severity
from psr_report.read import tree
from psr_report.read.newsroom import Folder, Newsroom


def check(room: Newsroom, folder: Folder) -> Iterator[Problem]:
    """Yield a problem for the first place of each character of a file that cannot be printed."""
    documents = [*room.documents.values(), folder.document, *(story.document for story in folder.stories.values())]
    used = {letter for document in documents for letter in document.text if letter > "\u007e"}
    missing = fonts.missing(used)
    if not missing:
        return
    for document in documents:
        yield from _in_document(document, missing)


def _in_document(document: tree.Document, missing: set[str]) -> Iterator[Problem]:
    wanted = missing & set(document.text)
    if not wanted or document.root is None:
        return
    for scalar in tree.scalars(document.root):
        for offset, letter in enumerate(scalar.value):
            if letter in wanted:
                wanted.discard(letter)
                place = document.inside(scalar, offset)
                message = f'no font here can print "{letter}" (U+{ord(letter):04X})'
                yield Problem("glyph-missing", Severity.ERROR, place, message, fonts.hint(letter))
