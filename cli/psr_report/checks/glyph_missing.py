r"""Every character must be printable by a font that ships with the program or stands on this machine.

A character that no font can print would become an empty box on paper. It is reported where it stands,
before anything is rendered, with the package that brings a font for its script. Spellings that the house
does not print (``aliases:``) and companies that no story of the issue names need no font.

Fails:

    headline: "A maker calls its pack \u0378"

Passes:

    headline: A maker calls its pack by a letter that no font can print

It cannot be silenced: a box on paper cannot be wanted.
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report import fonts, mentions
from psr_report.checks.passages import charts_of
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read import tree
from psr_report.read.newsroom import Folder, Newsroom, Story

SEVERITY = Severity.ERROR
YIELDS = False

_NEVER_PRINTED = frozenset({"aliases", "ignore"})
_SHOWN = 6  # characters that a message spells out


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each value that cannot be printed; a character is reported once in a file."""
    room, folder = desk.room, desk.folder
    documents = [
        (
            document,
            [scalar for scalar in tree.scalars(document.root, _NEVER_PRINTED) if not scalar.value.isascii()],
        )
        for document in _documents(room, folder)
    ]
    used = {
        letter for _, values in documents for scalar in values for letter in scalar.value if letter > "\u007e"
    }
    missing = fonts.missing(used)
    for document, values in documents if missing else ():
        reported: set[str] = set()
        for scalar in values:
            new = {letter: None for letter in scalar.value if letter in missing and letter not in reported}
            reported |= new.keys()
            yield from _problems(document, scalar, list(new))


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each Vega-Lite file that holds what cannot be printed, where the story names it."""
    for path, asked in charts_of(story):
        spec = desk.room.specs.get(asked.vega or "")
        missing = fonts.missing({letter for letter in spec.text if letter > "\u007e"}) if spec else ()
        for letter in sorted(missing)[:1]:
            message = f'no font here can print "{letter}" (U+{ord(letter):04X}) in {asked.vega}'
            place = story.place(*path, "vega")
            yield Problem("glyph-missing", Severity.ERROR, place, message, fonts.hint(letter))


def _problems(document: tree.Document, scalar: tree.Scalar, letters: list[str]) -> Iterator[Problem]:
    """Yield a problem for each remedy that the missing letters of a value need."""
    by_remedy: dict[str, list[str]] = {}
    for letter in letters:
        by_remedy.setdefault(fonts.hint(letter), []).append(letter)
    for remedy, group in by_remedy.items():
        shown = "".join(group[:_SHOWN]) + ("…" if len(group) > _SHOWN else "")
        message = f'no font here can print "{shown}" (U+{ord(group[0]):04X}{", …" if len(group) > 1 else ""})'
        place = document.inside(scalar, scalar.value.index(group[0]))
        yield Problem("glyph-missing", Severity.ERROR, place, message, remedy)


def _documents(room: Newsroom, folder: Folder) -> Iterator[tree.Document]:
    for name, document in room.documents.items():
        if name == "companies.yaml" and isinstance(document.root, tree.Table):
            yield _only(document, document.root, _companies(room, folder))
        else:
            yield document
    yield folder.document
    yield from (story.document for story in folder.stories.values())


def _only(document: tree.Document, root: tree.Table, names: set[str]) -> tree.Document:
    kept = {name: entry for name, entry in root.entries.items() if name in names}
    return tree.Document(document.file, document.text, tree.Table(kept, root.line, root.column))


def _companies(room: Newsroom, folder: Folder) -> set[str]:
    """Return the companies that the month's stories list or name, by the names that articles use."""
    names = {company.name: name for name, company in room.companies.items()}
    used = {name for story in folder.stories.values() for name in story.article.companies}
    for story in folder.stories.values():
        text = " ".join(story.document.text.split())
        used |= {names[name] for name in mentions.named(names, text)}
    return used
