"""A tree of texts to a typed model, and what pydantic objects to as problems with a place and a hint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from psr_report.errors import Problem, Severity
from psr_report.read.tree import Document, Table, is_blank, nearest, plain

Model = TypeVar("Model")

_SHAPE_ERRORS = {
    "model_type": "a set of keys belongs here",
    "dict_type": "a set of keys belongs here",
    "mapping_type": "a set of keys belongs here",
    "tuple_type": "a list belongs here",
    "list_type": "a list belongs here",
    "string_type": "a text belongs here",
}
_SHAPE_HINTS = {
    "tuple_type": "begin each entry on a line of its own with “- ”, or write [a, b]",
    "list_type": "begin each entry on a line of its own with “- ”, or write [a, b]",
    "string_type": "write it on one line after the colon",
}


def typed(document: Document, shape: type[Model] | TypeAdapter[Model]) -> tuple[Model | None, list[Problem]]:
    """Return the document as a value of ``shape``, or None and every problem that prevents it."""
    if document.root is None:
        return None, []
    adapter = shape if isinstance(shape, TypeAdapter) else TypeAdapter(shape)
    data = plain(document.root)
    try:
        return adapter.validate_python(data), []
    except ValidationError as error:
        rows = error.errors(include_url=False, include_input=True)
        return None, [_problem(document, dict(row), data, adapter) for row in rows]


def _problem(document: Document, row: dict[str, Any], data: Any, adapter: TypeAdapter[Any]) -> Problem:
    kind: str = row["type"]
    context: Mapping[str, Any] = row.get("ctx", {})
    path = [step for step in row["loc"] if step != "[key]"]
    is_key = "[key]" in row["loc"]
    hint: str | None = None
    rule, offset = "value-wrong", 0
    if "message" in context:
        rule, message, hint = kind, context["message"], context["hint"]
        path, offset = [*path, *context["path"]], context["offset"]
        is_key = is_key or rule == "key-unknown"
    elif kind == "missing":
        return _missing(document, path)
    elif kind == "extra_forbidden":
        known = _known_keys(adapter, path[:-1])
        rule, is_key = "key-unknown", True
        message = f'"{path[-1]}" is not a key that belongs here'
        hint = nearest(str(path[-1]), known) or (f"the keys here are {', '.join(known)}" if known else None)
    elif kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(context["expected"]))
        message = f'"{str(row["input"])[:60]}" is not one of {", ".join(known)}'
        hint = nearest(str(row["input"]), known) if isinstance(row["input"], str) else None
    else:
        message = _SHAPE_ERRORS.get(kind, f"this value does not fit here ({kind})")
        hint = _SHAPE_HINTS.get(kind, "see the article's example in the README")
    place = document.place(path, offset, key=is_key)
    return Problem(rule, Severity.ERROR, place, message, hint)


def _missing(document: Document, path: list[str | int]) -> Problem:
    name = path[-1]
    holder = document.root
    for step in path[:-1]:
        if isinstance(holder, Table) and isinstance(step, str) and step in holder.entries:
            holder = holder.entries[step][1]
    if isinstance(holder, Table) and name in holder.entries and is_blank(holder.entries[str(name)][1]):
        place = document.place(path, key=True)
        return Problem("key-missing", Severity.ERROR, place, f'"{name}" has no value', "write it after the colon")
    where = f' of "{path[-2]}"' if len(path) > 1 and isinstance(path[-2], str) else ""
    return Problem(
        "key-missing", Severity.ERROR, document.place(path[:-1]), f'"{name}"{where} is missing', f"add a line `{name}: …`"
    )


def _known_keys(adapter: TypeAdapter[Any], path: list[Any]) -> list[str]:
    """Return the keys that a model at ``path`` knows, following the fields' types from the adapter's own."""
    shapes = _models_in(adapter._type)
    for step in path:
        if isinstance(step, int):
            continue
        fields = [shape.model_fields[step].annotation for shape in shapes if step in shape.model_fields]
        if fields:
            shapes = [model for field in fields for model in _models_in(field)]
    return sorted({name for shape in shapes for name in shape.model_fields})


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in getattr(annotation, "__args__", ()) for model in _models_in(inner)]
