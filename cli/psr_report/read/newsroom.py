"""A folder of YAML to a Newsroom: every file typed, every reference followed, every problem kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from psr_report.charts.model import Spec
from psr_report.errors import Fix, Place, Problem, Severity, in_order
from psr_report.faces import Face
from psr_report.lists import Company, Person, Term, Topics
from psr_report.lock import LOCK, Published
from psr_report.model import Article
from psr_report.plan import IssuePlan
from psr_report.read import files, months, tree, typefaces
from psr_report.read.discovery import shown
from psr_report.read.files import Texts
from psr_report.read.images import Picture, PictureError, unshown
from psr_report.read.images import load as load_picture
from psr_report.read.partly import kept
from psr_report.read.positions import as_typed
from psr_report.read.references import dangling
from psr_report.read.specs import specs as load_specs
from psr_report.settings import Report
from psr_report.shapes import Label, Slug, as_line

Value = TypeVar("Value")

_OF_ALL = ("file-name", "key-missing", "source-missing", "too-many")  # may speak of a file as a whole

LISTS = ("people.yaml", "companies.yaml", "topics.yaml", "terms.yaml")


@dataclass(frozen=True, slots=True)
class Story:
    """An article with its slug, its month (YYYY-MM) and the file it stands in.

    ``dropped`` holds the keys of the article that lost something while it was read: one that stood there
    twice, or a value that is wrong in a story read in part.
    """

    slug: str
    month: str
    article: Article
    document: tree.Document = field(repr=False)
    dropped: frozenset[str] = frozenset()

    def place(self, *path: str | int, offset: int = 0, key: bool = False) -> Place:
        """Return where a value of the article stands, ``offset`` characters into it as the model has it."""
        return _place(self.document, self.article, path, offset, key=key)

    def fix(self, *path: str | int, start: int, end: int, text: str) -> Fix | None:
        """Return the change that puts ``text`` in place of characters of a value as the model has it."""
        return _fix(self.document, self.article, path, start, end, text)


@dataclass(frozen=True, slots=True)
class Folder:
    """One month: its plan, its stories by slug, and the files of stories that could not be read as such.

    ``partial`` holds those of the unreadable stories that make an article without what is wrong in them. The
    rules look at them, nothing prints them. ``dropped`` holds the keys of the plan that lost something.

    ``published`` is what it forecast when it was published, ``lock`` the file that keeps it.
    """

    month: str
    plan: IssuePlan
    document: tree.Document = field(repr=False)
    stories: Mapping[str, Story]
    unreadable: Mapping[str, tree.Document] = field(default_factory=dict, repr=False)
    partial: Mapping[str, Story] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    published: Published | None = None
    lock: tree.Document | None = field(default=None, repr=False)

    def place(self, *path: str | int, offset: int = 0, key: bool = False) -> Place:
        """Return where a value of the plan stands, ``offset`` characters into it as the model has it."""
        return _place(self.document, self.plan, path, offset, key=key)

    def fix(self, *path: str | int, start: int, end: int, text: str) -> Fix | None:
        """Return the change that puts ``text`` in place of characters of a value as the model has it."""
        return _fix(self.document, self.plan, path, start, end, text)


Known: TypeAlias = dict[str, tuple[Folder, list[Problem]]]
"""Months that were read, with what was objected to in each."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """All that was read: the publication, its lists, the months up to the one asked for, its pictures.

    ``months`` are all that there are, those after the one asked for included.
    ``specs`` are the Vega-Lite charts of the month by the names of their files.

    ``is_whole`` says whether nothing was objected to. Where something was, it holds what could be kept;
    ``damaged`` names the lists, report.yaml among them, that lost something so.
    """

    folder: Path
    report: Report
    people: Mapping[str, Person]
    companies: Mapping[str, Company]
    topics: Topics
    terms: Mapping[str, Term]
    folders: Mapping[str, Folder]
    documents: Mapping[str, tree.Document] = field(repr=False)
    pictures: Mapping[str, Picture] = field(repr=False)
    specs: Mapping[str, Spec] = field(default_factory=dict, repr=False)
    is_whole: bool = True
    damaged: frozenset[str] = frozenset()
    faces: tuple[Face, ...] = field(default=(), repr=False)
    months: tuple[str, ...] = ()
    unshown_images: tuple[str, ...] = ()
    """The files in images/ that no file of any month names, as they would be named there."""

    def files(self) -> Iterator[tree.Document]:
        """Yield every file that was read, those of no use included."""
        yield from self.documents.values()
        for folder in self.folders.values():
            yield folder.document
            yield from (story.document for story in folder.stories.values())
            yield from folder.unreadable.values()


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: the newsroom as far as it could be read, and all problems."""

    newsroom: Newsroom
    problems: tuple[Problem, ...]


def newsroom(
    folder: Path, month: str, texts: Texts = MappingProxyType({}), known: Known | None = None
) -> Reading:
    """Return the newsroom in ``folder`` as far as the issue of ``month`` needs it.

    Read are that month and the ones before. Problems of earlier months are warnings: they take a memory away,
    they do not stop this issue. Lists and files of this month that have mistakes in them are kept without
    what is wrong, and a publication without a name under another, so that the rules find the rest in the same
    run. ``texts`` are read in place of what the files of these names, as shown to a person, hold. Months in
    ``known`` are not read again, and those that are read are added to it, for whoever asks for several.
    """
    problems: list[Problem] = []
    documents: dict[str, tree.Document] = {}
    damaged: set[str] = set()

    def part(name: str, shape: type[Value]) -> Value | None:
        value, document, found = files.read(folder / name, shape, texts, is_optional=name in LISTS)
        if document is None:
            return None
        problems.extend(found)
        documents[name] = document
        if found:
            damaged.add(name)
        return value if value is not None else _kept(document, shape, found)

    report = part("report.yaml", Report)
    people = part("people.yaml", dict[Slug, Person])
    companies = part("companies.yaml", dict[Label, Company])
    topics = part("topics.yaml", Topics)
    terms = part("terms.yaml", dict[Label, Term])
    there = months.available(folder)
    wanted = [each for each in there if each <= month]
    folders = dict(_folders(folder, wanted, month, texts, problems, {} if known is None else known))
    faces, unusable = typefaces.typefaces(folder, report, documents["report.yaml"]) if report else ([], [])
    problems += unusable
    pictures: dict[str, Picture] = {}
    specs: dict[str, Spec] = {}
    if month in folders:
        problems += dangling(documents, folders, month)
        pictures, found = _pictures(folder, folders[month])
        problems += found
        specs, found = load_specs(folder, _articles(folders[month]))
        problems += found
    room = Newsroom(
        folder,
        report or _unnamed(documents["report.yaml"], problems),
        people or {},
        companies or {},
        topics or Topics(topics={}),
        terms or {},
        folders,
        documents,
        pictures,
        specs,
        is_whole=not problems,
        damaged=frozenset(damaged),
        faces=tuple(faces),
        months=tuple(there),
    )
    room = replace(room, unshown_images=unshown(folder, _texts(room)))
    told = tuple(in_order(_measured(problems, room)))
    if month in folders:
        room = replace(room, folders={**folders, month: _in_part(folders[month], told)})
    return Reading(room, told)


def memory(folder: Path, wanted: Collection[str] | None = None) -> Reading:
    """Return the newsroom in ``folder`` as far as its figures need it: all months, or the ``wanted`` ones.

    No people, terms and pictures are read, and no reference is followed from file to file.
    """
    problems: list[Problem] = []
    documents: dict[str, tree.Document] = {}

    def part(name: str, shape: type[Value]) -> Value | None:
        value, document, found = files.read(folder / name, shape, {}, is_optional=name in LISTS)
        problems.extend(found)
        if document is not None:
            documents[name] = document
        return value

    report = part("report.yaml", Report)
    companies = part("companies.yaml", dict[Label, Company])
    topics = part("topics.yaml", Topics)
    folders: dict[str, Folder] = {}
    there = months.available(folder)
    for month in there:
        if wanted is None or month in wanted:
            folders[month], found = _folder(folder, month, {})
            problems += found
    publication = report or _unnamed(documents["report.yaml"], problems)
    known = topics or Topics(topics={})
    room = Newsroom(
        folder, publication, {}, companies or {}, known, {}, folders, documents, {}, months=tuple(there)
    )
    return Reading(room, tuple(in_order(problems)))


def _texts(room: Newsroom) -> Iterator[str]:
    """Yield the texts of all files, and at last those of the months that were not read."""
    yield from (document.text for document in room.files())
    for month in months.available(room.folder):
        if month not in room.folders:
            for path in sorted((room.folder / month).glob("*.yaml")):
                with suppress(OSError):
                    yield (files.contents(path) or b"").decode("utf-8", "replace")


def _measured(problems: Sequence[Problem], room: Newsroom) -> Iterator[Problem]:
    """Yield the problems, each as wide as the key or the value that it points at."""
    files = {problem.place.file for problem in problems}
    widths = {each.file: tree.widths(each) for each in room.files() if each.file in files}
    for problem in problems:
        place = problem.place
        is_of_all = problem.rule in _OF_ALL and (place.line, place.column) == (1, 1)
        width = 1 if is_of_all else widths.get(place.file, {}).get((place.line, place.column), 1)
        yield replace(problem, width=width) if problem.width == 1 else problem


def _kept(document: tree.Document, shape: type[Value], problems: Sequence[Problem]) -> Value | None:
    """Return what can be kept of a file with mistakes in it; nothing where characters hide in it."""
    found = None if _hides_something(document, problems) else kept(document, shape)
    return None if found is None else found[0]


def _hides_something(document: tree.Document, problems: Sequence[Problem]) -> bool:
    return any(one.rule == "control-character" and one.place.file == document.file for one in problems)


def _unnamed(document: tree.Document, problems: Sequence[Problem]) -> Report:
    """Return what stands for a publication of which the file does not even give the name."""
    typed_in = document.root.entries if isinstance(document.root, tree.Table) else {}
    name = tree.Scalar("unnamed", 1, 1, 0, 0)
    entries = {"name": (name, name), "publisher": (name, name), **typed_in}
    named = replace(document, root=tree.Table(entries, 1, 1))
    return _kept(named, Report, problems) or Report(name=name.value, publisher=name.value)


def _in_part(folder: Folder, problems: Sequence[Problem]) -> Folder:
    """Return a month with what can be kept of its files that have mistakes in them."""
    hidden = {problem.place.file for problem in problems if problem.rule == "control-character"}
    partial = {}
    for slug, document in folder.unreadable.items():
        found = None if document.file in hidden else kept(document, Article)
        if found is not None:
            article, rest = found
            partial[slug] = Story(slug, folder.month, article, rest, rest.lost)
    read = None if folder.document.file in hidden else kept(folder.document, IssuePlan)
    if read is None:
        is_lost = any(problem.place.file == folder.document.file for problem in problems)
        return replace(folder, partial=partial, dropped=frozenset(IssuePlan.model_fields if is_lost else ()))
    plan, rest = read
    return replace(folder, partial=partial, plan=plan, document=rest, dropped=rest.lost)


def _folders(
    newsroom: Path, there: Sequence[str], month: str, texts: Texts, problems: list[Problem], known: Known
) -> Iterator[tuple[str, Folder]]:
    """Yield the months ``there``, and add their problems to ``problems``."""
    for each in there:
        if each not in known:
            known[each] = _folder(newsroom, each, texts)
        one, found = known[each]
        problems.extend(found if each == month else map(_remembered, found))
        yield each, one


def _remembered(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.WARNING) if problem.severity is Severity.ERROR else problem


def _place(
    document: tree.Document, holder: Any, path: tuple[str | int, ...], offset: int, *, key: bool
) -> Place:
    node, held = tree.find(document.root, path), _held(holder, path)
    if offset and isinstance(node, tree.Scalar) and isinstance(held, str):
        offset = as_typed(node.value, held, offset)
    return document.place(path, offset, key=key)


def _fix(
    document: tree.Document, holder: Any, path: tuple[str | int, ...], start: int, end: int, text: str
) -> Fix | None:
    node, held = tree.find(document.root, path), _held(holder, path)
    if not isinstance(node, tree.Scalar) or not isinstance(held, str):
        return None
    first = as_typed(node.value, held, start)
    last = as_typed(node.value, held, end - 1) + 1 if end > start else first
    return document.fix(node, first, last, text)


def _held(holder: Any, path: tuple[str | int, ...]) -> object:
    for step in path:
        try:
            holder = getattr(holder, str(step)) if hasattr(holder, "model_fields_set") else holder[step]
        except (AttributeError, LookupError, TypeError):
            return None
    return holder


def _folder(newsroom: Path, month: str, texts: Texts) -> tuple[Folder, list[Problem]]:
    problems: list[Problem] = []
    stories: dict[str, Story] = {}
    unreadable: dict[str, tree.Document] = {}
    plan, plan_document = IssuePlan(), tree.Document(shown(newsroom / month / "issue.yaml"))
    published, lock, found = files.read(newsroom / month / LOCK, Published, texts, is_optional=True)
    problems.extend(found)
    for path in sorted((newsroom / month).iterdir()):
        name = path.name
        slug = name.removesuffix(".yaml")
        if not name.endswith(".yaml") or name.startswith("."):
            problems.extend(files.left_out(path))
        elif slug == "issue":
            found_plan, document, found = files.read(path, IssuePlan, texts)
            plan, plan_document = found_plan or plan, document or plan_document
            problems.extend(found)
        else:
            article, document, found = files.read(path, Article, texts)
            problems.extend([*found, *files.slug_problems(slug, path)])
            if article is not None and document is not None:
                stories[slug] = Story(slug, month, article, document, document.lost)
            elif document is not None:
                unreadable[slug] = document
    made = Folder(month, plan, plan_document, stories, unreadable, published=published, lock=lock)
    return made, problems


def _articles(folder: Folder) -> list[tree.Document]:
    """Return the files of a month's stories, those that could not be typed among them."""
    return [*(story.document for story in folder.stories.values()), *folder.unreadable.values()]


def _pictures(newsroom: Path, folder: Folder) -> tuple[dict[str, Picture], list[Problem]]:
    """Return the pictures that the files of a month ask for, by name, and what is wrong with the others."""
    asked = [(document, ("image", "file")) for document in _articles(folder)]
    paths: list[tuple[tree.Document, tuple[str, ...]]] = [
        *asked,
        (folder.document, ("cover", "image", "file")),
    ]
    pictures: dict[str, Picture] = {}
    problems = []
    for document, path in paths:
        node = tree.find(document.root, path)
        if not isinstance(node, tree.Scalar) or not node.value.strip():
            continue
        name = as_line(node.value)
        try:
            pictures[name] = pictures.get(name) or load_picture(newsroom, name)
        except PictureError as error:
            problems.append(
                Problem("image-unusable", Severity.ERROR, document.place(path), str(error), error.hint)
            )
    return pictures, problems
