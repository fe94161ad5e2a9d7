"""A tree of texts to a typed model, and what pydantic objects to as problems with a place and a hint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from psr_report.errors import Place, Problem, Severity
from psr_report.read.tree import Document, Table, find, is_blank, nearest, plain

Model = TypeVar("Model")
Path = tuple[str | int, ...]

MAX_PROBLEMS = 100  # of one file: enough to see what is wrong with it, few enough to read

# What belongs at a place, by the type of pydantic's error. The rest is handled by name in ``_said``.
_SHAPE_ERRORS = {
    "model_type": "a set of keys",
    "dict_type": "a set of keys",
    "tuple_type": "a list",
}


def typed(document: Document, shape: type[Model]) -> tuple[Model | None, list[Problem]]:
    """Return the document as a value of ``shape``, or None and the first hundred problems."""
    if document.root is None:
        return None, []
    try:
        value: Model = adapter(shape).validate_python(plain(document.root))
    except ValidationError as error:
        rows: Sequence[Any] = error.errors(include_url=False)
        problems = [_problem(document, row, shape) for row in rows[:MAX_PROBLEMS]]
        if len(rows) > MAX_PROBLEMS:
            problems.append(too_many(document.file, len(rows) - MAX_PROBLEMS))
        return None, problems
    return value, []


def too_many(file: str, rest: int) -> Problem:
    """Return the problem that stands for the ``rest`` of a file's problems."""
    message = f"this file has {rest:,} more problems that are not listed"
    return Problem("too-many", Severity.ERROR, Place(file), message, "mend the others first")


adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def _problem(document: Document, row: Mapping[str, Any], shape: Any) -> Problem:
    path: Path = row["loc"]
    kind, context = row["type"], row.get("ctx", {})
    # Pydantic's mark of a bad key stands behind the key; a key that somebody typed so is only an unknown one.
    is_key = path[-1:] == ("[key]",) and len(path) > 1 and kind != "extra_forbidden"
    if is_key:
        path = path[:-1]
    if "message" in context and row["input"] is not None:
        path = (*path, *context["path"])
        place = document.place(path, context["offset"], key=is_key)
        return Problem(kind, Severity.ERROR, place, context["message"], context["hint"])
    node = find(document.root, path)
    if kind == "missing" or (kind != "extra_forbidden" and node is not None and is_blank(node)):
        return _missing(document, path, shape)
    message, hint = _said(kind, path, row["input"], shape)
    rule = "key-unknown" if kind == "extra_forbidden" else "value-wrong"
    return Problem(rule, Severity.ERROR, document.place(path, key=kind == "extra_forbidden"), message, hint)


def _said(kind: str, path: Path, value: Any, shape: Any) -> tuple[str, str | None]:
    """Return message and hint for one of pydantic's own errors."""
    if kind == "extra_forbidden":
        known = list(_keys(_type_at(shape, path[:-1])))
        return f'"{str(path[-1])[:60]}" is not a key that belongs here', nearest(
            str(path[-1]), known
        ) or _listed(known)
    if kind == "literal_error":
        known = [str(choice) for choice in get_args(_type_at(shape, path))]
        if not isinstance(value, str):
            return f"one word belongs here, not {_form(value)}", _listed(known, "the words")
        hint = nearest(value, known) or "write one of these words"
        return f'"{value[:60]}" is not one of {", ".join(known)}', hint
    wanted = _SHAPE_ERRORS.get(kind)
    if wanted is None:
        return f"{_form(value)} does not fit here", "compare it with another file of the newsroom"
    message = f"{wanted} belongs here, not {_form(value)}"
    if wanted == "a list":
        is_short = isinstance(value, str) and len(value) <= 40 and not set(value) & set('[]{},:#"')
        return message, f"write [{value}]" if is_short else 'begin each entry on a line of its own with "- "'
    known = list(_keys(_type_at(shape, path)))
    if isinstance(value, str) and value.casefold() in known:
        return message, f"write `{path[-1]}: {{{value.casefold()}: …}}`"
    return message, _listed(known) or "write each as `name:`, and what it holds indented below it"


def _form(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return "a set of keys" if isinstance(value, dict) else "a text"


def _listed(known: Sequence[str], what: str = "the keys") -> str | None:
    return f"{what} here are {', '.join(known)}" if known else None


def _missing(document: Document, path: Path, shape: Any) -> Problem:
    rule = _rule(shape, path)
    holder, name = find(document.root, path[:-1]), path[-1]
    if isinstance(name, int):
        place = document.place(path)
        return Problem(rule, Severity.ERROR, place, "this entry is empty", "fill it, or delete the dash")
    if isinstance(holder, Table) and name in holder.entries:
        place = document.place(path, key=True)
        return Problem(rule, Severity.ERROR, place, f'"{name[:60]}" has no value', "write it after the colon")
    place = document.place(path[:-1])
    message = f'"{name}"{_owner(path[:-1])} is missing'
    return Problem(rule, Severity.ERROR, place, message, _how_to_add(name, _type_at(shape, path)))


def _how_to_add(name: str, kind: Any) -> str:
    """Return how a key is added: on one line, or with keys of its own below it."""
    inner = get_args(kind)[1] if get_origin(kind) in (Mapping, dict) else None
    if inner is not None and (needed := _needed(_bare(inner))):
        return f"add `{name}:`, below it a name for each entry, and below that {', '.join(needed)}"
    if needed := _needed(kind):
        return f"add `{name}:` and below it {', '.join(needed)}"
    return f"add a line `{name}: …`"


def _needed(shape: Any) -> list[str]:
    if not (isinstance(shape, type) and issubclass(shape, BaseModel)):
        return []
    return [key for key, each in shape.model_fields.items() if each.is_required()]


def _rule(shape: Any, path: Path) -> str:
    """Return the house rule that the models declare for a key that is left out; else the reader's own."""
    holder = _type_at(shape, path[:-1])
    if isinstance(holder, type) and issubclass(holder, BaseModel):
        extra = holder.model_fields[str(path[-1])].json_schema_extra
        if isinstance(extra, dict):
            return str(extra.get("rule", "key-missing"))
    return "key-missing"


def _owner(path: Path) -> str:
    """Return what a missing key is missing from: nothing for the file itself."""
    if not path:
        return ""
    if isinstance(path[-1], int):
        return f" of entry {path[-1] + 1}{_owner(path[:-1])}"
    return f' of "{path[-1][:60]}"'


def _keys(shape: Any) -> Sequence[str]:
    return tuple(shape.model_fields) if isinstance(shape, type) and issubclass(shape, BaseModel) else ()


def _type_at(shape: Any, path: Path) -> Any:
    """Return the type that the models declare at ``path``, without its annotations and its None."""
    shape = _bare(shape)
    for step in path:
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            shape = shape.model_fields[str(step)].annotation
        else:
            # The type of a mapping's values, or of a tuple's entries.
            shape = get_args(shape)[1 if isinstance(step, str) else 0]
        shape = _bare(shape)
    return shape


def _bare(shape: Any) -> Any:
    while True:
        origin = get_origin(shape)
        if origin is Annotated:
            shape = get_args(shape)[0]
        elif origin in (Union, UnionType):
            shape = next(inner for inner in get_args(shape) if inner is not type(None))
        else:
            return shape
