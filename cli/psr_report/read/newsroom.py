"""A folder of YAML to a Newsroom: every file typed, every reference followed, every problem kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from psr_report.errors import Place, Problem, Severity, in_order
from psr_report.model import Article, Company, IssuePlan, Person, Term, Topics
from psr_report.read import months, tree
from psr_report.read.discovery import shown
from psr_report.read.images import Picture, PictureError
from psr_report.read.images import load as load_picture
from psr_report.read.typed import typed
from psr_report.settings import Report
from psr_report.shapes import Slug

Value = TypeVar("Value")

_PEOPLE = TypeAdapter(dict[Slug, Person])
_COMPANIES = TypeAdapter(dict[str, Company])
_TERMS = TypeAdapter(dict[str, Term])


@dataclass(frozen=True, slots=True)
class Story:
    """An article with its slug, its month (YYYY-MM) and the file it stands in."""

    slug: str
    month: str
    article: Article
    document: tree.Document = field(repr=False)

    def place(self, *path: str | int, offset: int = 0, key: bool = False) -> Place:
        """Return where a value of the article stands, ``offset`` characters into it."""
        return self.document.place(path, offset, key=key)


@dataclass(frozen=True, slots=True)
class Folder:
    """One month: its plan and its stories by slug."""

    month: str
    plan: IssuePlan
    document: tree.Document = field(repr=False)
    stories: Mapping[str, Story]


@dataclass(frozen=True, slots=True)
class Newsroom:
    """All that was read: the publication, its lists, the months up to the one asked for, and the pictures it uses."""

    folder: Path
    report: Report
    people: Mapping[str, Person]
    companies: Mapping[str, Company]
    topics: Topics
    terms: Mapping[str, Term]
    folders: Mapping[str, Folder]
    documents: Mapping[str, tree.Document] = field(repr=False)
    pictures: Mapping[str, Picture] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: the newsroom, or None when the publication itself is unreadable, and all problems."""

    newsroom: Newsroom | None
    problems: tuple[Problem, ...]


def newsroom(folder: Path, month: str) -> Reading:
    """Return the newsroom in ``folder`` as far as the issue of ``month`` needs it: that month and the ones before.

    Problems of earlier months are warnings: they take a memory away, they do not stop this issue.
    """
    problems: list[Problem] = []
    documents: dict[str, tree.Document] = {}

    def part(name: str, shape: Any, empty: Value) -> Value:
        value, document, found = _file(folder / name, shape)
        if document is not None:
            documents[name] = document
        problems.extend(found)
        return empty if value is None else value

    report = part("report.yaml", Report, None)
    people: dict[str, Person] = part("people.yaml", _PEOPLE, {})
    companies: dict[str, Company] = part("companies.yaml", _COMPANIES, {})
    topics: Topics = part("topics.yaml", Topics, Topics(topics={}))
    terms: dict[str, Term] = part("terms.yaml", _TERMS, {})
    folders: dict[str, Folder] = {}
    for each in months.available(folder):
        if each > month:
            continue
        one, found = _folder(folder, each)
        problems.extend(found if each == month else (_remembered(problem) for problem in found))
        folders[each] = one
    if report is None:
        return Reading(None, tuple(in_order(problems)))
    room = Newsroom(folder, report, people, companies, topics, terms, folders, documents, {})
    from psr_report.read.references import dangling

    problems.extend(dangling(room, month))
    pictures, found = _pictures(room, month)
    problems.extend(found)
    return Reading(replace(room, pictures=pictures), tuple(in_order(problems)))


def _remembered(problem: Problem) -> Problem:
    if problem.severity is not Severity.ERROR:
        return problem
    return replace(problem, severity=Severity.WARNING)


def _file(path: Path, shape: Any) -> tuple[Any, tree.Document | None, list[Problem]]:
    name = shown(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, None, []
    except OSError as error:
        message = f"this file cannot be read: {(error.strerror or str(error)).lower()}"
        return None, None, [Problem("file-unreadable", Severity.ERROR, Place(name), message, "check its permissions")]
    document, problems = tree.load(data, name)
    if any(problem.rule == "control-character" for problem in problems):
        return None, document, problems
    value, found = typed(document, shape)
    return value, document, [*problems, *found]


def _folder(newsroom: Path, month: str) -> tuple[Folder, list[Problem]]:
    problems: list[Problem] = []
    stories: dict[str, Story] = {}
    plan, plan_document = IssuePlan(), tree.Document(shown(newsroom / month / "issue.yaml"))
    for name in sorted(os.listdir(newsroom / month)):
        path = newsroom / month / name
        if name.startswith(".") or name.endswith("~"):
            continue
        if name.endswith(".yml"):
            hint = f"rename it to {name[:-4]}.yaml"
            problems.append(Problem("file-name", Severity.WARNING, Place(shown(path)), "files named .yml are not read", hint))
        if not name.endswith(".yaml"):
            continue
        slug = name.removesuffix(".yaml")
        if slug == "issue":
            value, document, found = _file(path, IssuePlan)
            plan, plan_document = value or plan, document or plan_document
        else:
            value, document, found = _file(path, Article)
            found += _slug_problems(slug, path)
            if value is not None and document is not None:
                stories[slug] = Story(slug, month, value, document)
        problems.extend(found)
    return Folder(month, plan, plan_document, stories), problems


def _slug_problems(slug: str, path: Path) -> list[Problem]:
    import re

    better = re.sub(r"[^a-z0-9]+", "-", slug.casefold()).strip("-")
    if slug == better:
        return []
    message = f'"{slug}" cannot be the name of a story: it becomes part of web addresses'
    return [Problem("file-name", Severity.ERROR, Place(shown(path)), message, f"rename the file to {better or 'story'}.yaml")]


def _pictures(room: Newsroom, month: str) -> tuple[dict[str, Picture], list[Problem]]:
    folder = room.folders.get(month)
    if folder is None:
        return {}, []
    asked = [
        (story.article.image.file, story.document, ("image", "file"))
        for story in folder.stories.values()
        if story.article.image
    ]
    if folder.plan.cover and folder.plan.cover.image:
        asked.append((folder.plan.cover.image.file, folder.document, ("cover", "image", "file")))
    pictures: dict[str, Picture] = {}
    problems = []
    for name, document, path in asked:
        try:
            pictures[name] = pictures.get(name) or load_picture(room.folder, name)
        except PictureError as error:
            problems.append(Problem("image-unusable", Severity.ERROR, document.place(path), str(error), error.hint))
    return pictures, problems
