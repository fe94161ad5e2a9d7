"""What can be kept of a file with mistakes in it, so that the rules look at the rest in the same run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from psr_report.read.tree import Document, Items, Node, Table, closest, find, plain, without
from psr_report.read.typed import Path, adapter

Model = TypeVar("Model")

ROUNDS = 6  # a wrong cell takes its row with it, the row its chart; nothing is nested deeper


def kept(document: Document, shape: type[Model]) -> tuple[Model, Document] | None:
    """Return a file as a value of ``shape`` without what is wrong in it; None when too little is left.

    What the model objects to is taken out of the tree, and the rest is tried again: an unknown key, a wrong
    value, then the entry that cannot be without it. Nothing is filled in: a file that lacks what is required
    gives None. The document returned is of the same text; its tree holds what the value holds, so that the
    same path leads to the same thing in both, and its ``lost`` names the top-level keys that lost something.
    """
    for _ in range(ROUNDS):
        if document.root is None:
            return None
        try:
            value: Model = adapter(shape).validate_python(plain(document.root))
        except ValidationError as error:
            cut = {_wrong(document.root, row) for row in error.errors(include_url=False)}
            if () in cut:
                return None
            lost = document.lost.union(*(_meant(document.root, path, shape) for path in cut))
            document = replace(document, root=without(document.root, cut), lost=lost)
        else:
            return value, document
    return None


def _wrong(root: Node, row: Mapping[str, Any]) -> Path:
    """Return the path of what has to go for one of pydantic's errors; () when that is everything."""
    path: Path = (*row["loc"], *row.get("ctx", {}).get("path", ()))
    while path and find(root, path) is None:  # what is missing takes its holder along
        path = path[:-1]
    return path


def _meant(root: Node, path: Path, shape: Any) -> Iterator[str]:
    """Yield the top-level key that lost something; for one that nobody knows also what it may stand for."""
    name = str(path[0])
    yield name
    known: Sequence[str] = (
        list(shape.model_fields) if isinstance(shape, type) and issubclass(shape, BaseModel) else ()
    )
    if len(path) > 1 or name in known:
        return
    if (meant := closest(name, known)) is not None:
        yield meant
    elif isinstance(find(root, path), Table | Items):
        yield from (each for each in known if find(root, (each,)) is None)
