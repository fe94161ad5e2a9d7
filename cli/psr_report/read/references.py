"""Names that lead nowhere: sources, people, companies, topics, figures and stories that nothing defines.

The trees are asked, not the models: a story with a wrong date still has its unknown sources reported in the
same run. A name that is itself no text, or a list that could not be read, is reported once by whoever reads
it and not again here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from psr_report.errors import Problem, Severity
from psr_report.memory import Memory, Same
from psr_report.read.tree import Document, Items, Node, Scalar, Table, find, is_blank, nearest
from psr_report.read.typed import MAX_PROBLEMS
from psr_report.shapes import as_line, slugified

if TYPE_CHECKING:
    from psr_report.read.newsroom import Folder

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that something may be called by, and other spellings of them."""

    where: str
    names: Sequence[str]
    others: Mapping[str, str]  # a spelling, folded, to the name that is meant
    problem: str  # the rule that an unknown name breaks
    entry: str = ""  # how one is added


_PERSON = "{key}: {{name: {name}, title: …, organisation: …}}"
_OWN: Memory[tuple[Problem, ...]] = Memory(1024)


def dangling(documents: Mapping[str, Document], folders: Mapping[str, Folder], month: str) -> list[Problem]:
    """Return a problem for each reference of the month's files that leads nowhere, at most a hundred a file.

    ``documents`` are the newsroom's lists by their file's name; ``folders`` the months read.
    """
    folder = folders[month]
    files = {slug: story.document for slug, story in folder.stories.items()} | dict(folder.unreadable)
    problems: list[Problem] = []
    for slug in sorted(files):
        problems += islice(_of_story(documents, files[slug], folders, month), MAX_PROBLEMS)
    return [*problems, *islice(_of_plan(documents, folder.document, files, month), MAX_PROBLEMS)]


def _of_story(
    documents: Mapping[str, Document], story: Document, folders: Mapping[str, Folder], month: str
) -> Iterator[Problem]:
    lists = (Same(documents.get(name)) for name in ("topics.yaml", "companies.yaml", "people.yaml"))
    yield from _OWN.of((Same(story), *lists), lambda: tuple(_within(documents, story)))
    yield from _earlier(story, folders, month)


def _within(documents: Mapping[str, Document], story: Document) -> Iterator[Problem]:
    """Yield what is wrong with a story's references to itself and to the newsroom's lists."""
    yield from _tags(documents, story)
    if sources := _keys(story, ("sources",), "the story", "source-unknown"):
        for path in _source_paths(story):
            yield from _check(story, path, sources, 'source "{}" is not among this story\'s sources')
    if figures := _keys(story, ("figures",), "the story", "figure-unknown"):
        for chart in [("chart",), *_entries(story, ("charts",))]:
            for path in _entries(story, (*chart, "figures")):
                yield from _check(story, path, figures, 'figure "{}" is not among this story\'s figures')
        for correction in _entries(story, ("corrections",)):
            path = (*correction, "figure")
            yield from _check(story, path, figures, 'figure "{}" is not among this story\'s figures')
    yield from _signers(documents, story, _entries(story, ("analysis", "by")))


def _tags(documents: Mapping[str, Document], story: Document) -> Iterator[Problem]:
    topics = documents.get("topics.yaml", Document("topics.yaml", root=_NOTHING))
    if known := _keys(topics, ("topics",), "topics.yaml", "tag-unknown"):
        yield from _check(story, ("topic",), known, 'topic "{}" is not in topics.yaml')
    for key, many in (("region", "regions"), ("segment", "segments")):
        names = _names_at(topics, (many,))
        if names is not None:
            known = _Known("topics.yaml", names, {}, "tag-unknown")
            yield from _check(story, (key,), known, f'{key} "{{}}" is not in topics.yaml')
    companies = documents.get("companies.yaml", Document("companies.yaml", root=_NOTHING))
    if known := _keys(companies, (), "companies.yaml", "tag-unknown", "{name}: {{name: {name}}}"):
        for path in _entries(story, ("companies",)):
            yield from _check(story, path, known, 'company "{}" is not in companies.yaml')


def _signers(
    documents: Mapping[str, Document], document: Document, paths: Sequence[Path]
) -> Iterator[Problem]:
    people = documents.get("people.yaml", Document("people.yaml", root=_NOTHING))
    if known := _keys(people, (), "people.yaml", "signer-unknown", _PERSON):
        for path in paths:
            yield from _check(document, path, known, '"{}" is not in people.yaml')


def _source_paths(story: Document) -> Iterator[Path]:
    figures = find(story.root, ("figures",))
    for key in figures.entries if isinstance(figures, Table) else ():
        yield "figures", key, "source"
    yield "chart", "source"
    for many in ("charts", "forecasts", "quotes"):
        yield from ((*path, "source") for path in _entries(story, (many,)))
    yield from ((*path, "outcome", "source") for path in _entries(story, ("forecasts",)))


def _earlier(story: Document, folders: Mapping[str, Folder], month: str) -> Iterator[Problem]:
    before = [folder for each, folder in folders.items() if each < month]
    stories = [f"{each.month}/{slug}" for each in before for slug in (*each.stories, *each.unreadable)]
    known = _Known("the newsroom", stories, {}, "article-unknown")
    yield from _check(story, ("follows",), known, 'there is no earlier story "{}"')
    unreadable = tuple(f"{each.month}/{slug}/" for each in before for slug in each.unreadable)
    numbers = [
        f"{each.month}/{slug}/{key}"
        for each in before
        for slug, one in each.stories.items()
        for key in one.article.figures
    ]
    known = _Known("the newsroom", numbers, {}, "figure-unknown")
    figures = find(story.root, ("figures",))
    for key in figures.entries if isinstance(figures, Table) else ():
        path = ("figures", key, "supersedes")
        if not _text(story, path).startswith(unreadable):
            yield from _check(story, path, known, 'there is no earlier figure "{}"')


def _of_plan(
    documents: Mapping[str, Document], plan: Document, files: Mapping[str, Document], month: str
) -> Iterator[Problem]:
    stories = _Known(f"the folder {month}", list(files), {}, "article-unknown")
    paths = [
        path for section in _entries(plan, ("sections",)) for path in _entries(plan, (*section, "articles"))
    ]
    paths += [(*path, "article") for many in ("takeaways", "watch") for path in _entries(plan, (many,))]
    for path in paths:
        yield from _check(plan, path, stories, f'there is no story "{{}}" in {month}')
    yield from _signers(documents, plan, [("editor",)])
    figures = [
        f"{slug}/{key}" for slug, story in files.items() for key in _names_at(story, ("figures",)) or ()
    ]
    unread = tuple(f"{slug}/" for slug, story in files.items() if story.root is None)
    if not _text(plan, ("cover", "figure")).startswith(unread):
        known = _Known("the issue", figures, {}, "figure-unknown")
        yield from _check(plan, ("cover", "figure"), known, 'there is no figure "{}" in this issue')


def _check(document: Document, path: Path, known: _Known, message: str) -> Iterator[Problem]:
    """Yield a problem when the text at ``path``, if there is one, is none of the known names."""
    name = _text(document, path)
    if not name or name in known.names:
        return
    meant = known.others.get(name.casefold())
    hint = f'did you mean "{meant}"?' if meant else nearest(name, known.names)
    if hint is None and known.names:
        hint = f"{known.where} has {', '.join(known.names[:12])}" + (" …" if len(known.names) > 12 else "")
    hint = hint or f"{known.where} has none{'' if known.entry else ': add it'}"
    if known.entry and not hint.startswith("did you mean"):
        key = slugified(name) if known.where == "people.yaml" else name
        hint += f"; to add one: `{known.entry.format(key=key, name=name)}`"
    yield Problem(known.problem, Severity.ERROR, document.place(path), message.format(name[:100]), hint)


def _text(document: Document, path: Path) -> str:
    node = find(document.root, path)
    return as_line(node.value) if isinstance(node, Scalar) else ""


def _entries(document: Document, path: Path) -> list[Path]:
    """Return the paths of a list's entries."""
    node = find(document.root, path)
    return [(*path, number) for number in range(len(node.items))] if isinstance(node, Items) else []


def _keys(document: Document, path: Path, where: str, problem: str, entry: str = "") -> _Known | None:
    """Return the names that a mapping defines, or None when there is no telling."""
    names = _names_at(document, path)
    if names is None:
        return None
    others: dict[str, str] = {}
    for name in names:
        for spelling in _spellings(find(document.root, (*path, name))):
            others.setdefault(spelling.casefold(), name)
    return _Known(where, names, others, problem, entry)


def _names_at(document: Document, path: Path) -> list[str] | None:
    """Return the keys or entries at ``path``: [] if nothing is there, None if the file cannot be read."""
    if document.root is None:
        return None
    node = find(document.root, path)
    if node is None or is_blank(node):
        return []
    if isinstance(node, Table):
        return [as_line(key) for key in node.entries]
    return (
        [as_line(item.value) for item in node.items if isinstance(item, Scalar)]
        if isinstance(node, Items)
        else None
    )


def _spellings(node: Node | None) -> Iterator[str]:
    for key in ("name", "native_name"):
        if isinstance(one := find(node, (key,)), Scalar):
            yield as_line(one.value)
    if isinstance(many := find(node, ("aliases",)), Items):
        yield from (as_line(item.value) for item in many.items if isinstance(item, Scalar))


_NOTHING = Table({}, 1, 1)
