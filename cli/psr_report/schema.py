"""JSON Schema of the newsroom's files, for editors: made from the models and from the names in use.

An editor checks what YAML 1.2 makes of a file, where the program reads every value as text: ``2025`` is a
number there, ``True`` a truth value, a key with nothing behind it null. The schema lets all of that pass
where the program does, but for the word ``null`` at a key that must be there. What the schema does not say,
such as that a note needs an author, a build says.

Light until a schema is asked for: the command line reads KINDS.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from psr_report.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from psr_report.errors import Problem

Json = dict[str, Any]

FOLDER = ".schema"
KINDS: Mapping[str, str] = {
    "article": "One story, such as 2025-11/solid-state.yaml.",
    "issue": "The plan of a month, such as 2025-11/issue.yaml.",
    "report": "The publication: report.yaml.",
    "people": "Who signs: people.yaml.",
    "companies": "Companies as the house writes them: companies.yaml.",
    "topics": "Topics, regions and segments: topics.yaml.",
    "terms": "Acronyms and words of the trade: terms.yaml.",
}

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COMMENT = (
    "Made by psr-report schema. Make it again when the newsroom's lists change: psr-report schema --write"
)
_TITLES = {"alt": "Alternative text", "url": "URL"}
# Both are said by what they are not: an editor offers `null` and `true` wherever a schema names their types,
# and the program would print them as words.
_OTHERS = {
    "blank": {
        "$comment": "A key with nothing behind it counts as left out.",
        "not": {"type": ["array", "boolean", "number", "object", "string"]},
    },
    "word": {
        "$comment": "Words such as True, which editors take for a truth value.",
        "not": {"type": ["array", "null", "number", "object", "string"]},
    },
}
_BLANK, _WORD = ({"$ref": f"#/$defs/{name}"} for name in _OTHERS)
_RECENT = 2  # months whose stories are suggested: the one that came out and the one at work

# Where the names of a newsroom are the only values there are, and where its stories are worth suggesting: a
# schema for all months cannot know which of them a file may name.
_CHOICES: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "article": {
        ("topic",): "topics",
        ("region",): "regions",
        ("segment",): "segments",
        ("companies",): "companies",
        ("analysis", "by"): "people",
    },
    "issue": {("editor",): "people"},
}
_SUGGESTIONS: Mapping[str, Sequence[tuple[str, ...]]] = {
    "article": [("follows",)],
    "issue": [("takeaways", "article"), ("watch", "article"), ("sections", "articles")],
}

_TYPES = ("string", "number", "boolean", "null")
_NULLS = ("", "~", "null", "Null", "NULL")
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], float]], ...] = (
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the files of a newsroom may name, each with a line about it (which may be empty).

    ``stories`` are those of the last months as YYYY-MM/slug, newest first.
    """

    topics: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    stories: tuple[str, ...] = ()


def kinds_named(kind: str | None) -> tuple[str, ...]:
    """Return the kind, or all when none is named; raise UsageError for one that there is not."""
    if kind is None:
        return tuple(KINDS)
    if kind.casefold() in KINDS:
        return (kind.casefold(),)
    import difflib

    near = difflib.get_close_matches(kind.casefold()[:60], list(KINDS), n=1)
    there = f"the kinds are {', '.join(KINDS)}"
    hint = f"did you mean {near[0]}? {there}" if near else there
    raise UsageError(f'"{kind[:60]}" is not a kind of file', hint)


def names(newsroom: Path) -> tuple[Names, tuple[Problem, ...]]:
    """Return the names of a newsroom and the problems of its lists; a list with an error names nothing."""
    from psr_report.read import months
    from psr_report.read.newsroom import newsroom as read
    from psr_report.shapes import slugified

    reading = read(newsroom, month="")  # before all months: the lists are enough
    recent = months.available(newsroom)[: -_RECENT - 1 : -1]
    files = (path for month in recent for path in sorted((newsroom / month).glob("*.yaml")))
    stories = tuple(
        f"{path.parent.name}/{path.stem}"
        for path in files
        if path.stem != "issue" and path.stem == slugified(path.stem)
    )
    found = reading.newsroom
    return Names(
        topics={name: topic.intro or topic.name for name, topic in found.topics.topics.items()},
        regions=dict.fromkeys(found.topics.regions, ""),
        segments=dict.fromkeys(found.topics.segments, ""),
        companies={name: one.native_name or one.name for name, one in sorted(found.companies.items())},
        people={key: f"{one.name}, {one.title}" for key, one in sorted(found.people.items())},
        stories=stories,
    ), reading.problems


def printed(kind: str, names: Names = Names()) -> bytes:
    """Return the schema as a file: UTF-8, indented, the same bytes for the same names."""
    return json.dumps(schema(kind, names), ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"


def write(kinds: Sequence[str], names: Names, newsroom: Path) -> list[Path]:
    """Return the paths of the schemas of these kinds, written into the newsroom where they have changed."""
    from psr_report.output import Output
    from psr_report.read.discovery import from_here
    from psr_report.write import refresh

    made = [Output(f"{kind}.json", printed(kind, names)) for kind in kinds]
    return refresh(made, from_here(newsroom / FOLDER))


def schema(kind: str, names: Names = Names()) -> Json:
    """Return the JSON Schema (2020-12) of a kind of file; the names are the values that it accepts.

    Where a list has no names, any value is accepted: the list may be missing, or have an error in it.
    """
    from pydantic import TypeAdapter

    from psr_report.examples import every_example, example

    made = TypeAdapter(_shape(kind)).json_schema()
    body = _inlined(made, made.pop("$defs", {}))
    for path, many in _CHOICES.get(kind, {}).items():
        _accept_only(_at(body, path), getattr(names, many))
    for path in _SUGGESTIONS.get(kind, ()):
        _suggest(_at(body, path), names.stories if kind == "article" else map(_slug_of, names.stories))
    for one in every_example(kind):
        _give_examples(body, one)
    body |= {"title": kind.capitalize(), "description": KINDS[kind]}
    head = {"$schema": _DIALECT, "$comment": _COMMENT}
    short = as_seen(_in_terms_of(names, example(kind)))
    return {**head, **_for_editors(body), "examples": [short], "$defs": _OTHERS}


def as_seen(value: Any) -> Any:
    """Return what an editor sees of a value that the program reads as text: the core schema of YAML 1.2."""
    if isinstance(value, dict):
        return {key: as_seen(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_seen(one) for one in value]
    if value in _NULLS:
        return None
    if value in _TRUTHS:
        return _TRUTHS[value]
    for pattern, number in _NUMBERS:
        if pattern.fullmatch(value) and math.isfinite(found := number(value)):
            return found
    return value


def _shape(kind: str) -> Any:
    from psr_report import lists, model, plan
    from psr_report.settings import Report
    from psr_report.shapes import Label, Slug

    return {
        "article": model.Article,
        "issue": plan.IssuePlan,
        "report": Report,
        "people": dict[Slug, lists.Person],
        "companies": dict[Label, lists.Company],
        "topics": lists.Topics,
        "terms": dict[Label, lists.Term],
    }[kind]


def _inlined(node: Any, models: Mapping[str, Json]) -> Any:
    """Return pydantic's schema with each model where it stands, and a value or null as the value alone.

    Editors look no further than the property itself for the keys to write below it.
    """
    if isinstance(node, list):
        return [_inlined(one, models) for one in node]
    if not isinstance(node, dict):
        return node
    node = {key: _inlined(value, models) for key, value in node.items()}
    if "$ref" in node:
        model = models[node.pop("$ref").rpartition("/")[2]]
        return {**_inlined(model, models), **node}
    if "anyOf" in node:
        value, _ = node.pop("anyOf")
        return {**value, **node}
    if "patternProperties" in node:
        ((_, value),) = node.pop("patternProperties").items()
        return {**node, "propertyNames": _slug(), "additionalProperties": value}
    return node


def _slug() -> Json:
    from pydantic import TypeAdapter

    from psr_report.shapes import Slug

    return {key: value for key, value in TypeAdapter(Slug).json_schema().items() if key != "type"}


def _at(node: Json, path: Iterable[str]) -> Json:
    """Return the schema of the values at a path of keys; lists stand for their entries."""
    for key in path:
        node = node["properties"][key]
        while "items" in node:
            node = node["items"]
    return node


def _accept_only(node: Json, names: Mapping[str, str]) -> None:
    """Let a text be one of the names, in each form that an editor may see; any text if there are none."""
    if not names:
        return
    for key in ("minLength", "maxLength", "pattern", "errorMessage"):
        node.pop(key, None)
    accepted = {json.dumps(value): about for name, about in names.items() for value in (name, as_seen(name))}
    node["enum"] = [json.loads(value) for value in accepted]
    node["type"] = sorted({_type(value) for value in node["enum"]}, key=_TYPES.index)
    if any(accepted.values()):
        node["enumDescriptions"] = list(accepted.values())


def _type(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return "null" if value is None else "boolean"
    return "string" if isinstance(value, str) else "number"


def _slug_of(story: str) -> str:
    return story.partition("/")[2]


def _suggest(node: Json, stories: Iterable[str]) -> None:
    if suggested := [as_seen(story) for story in dict.fromkeys(stories)]:
        node["examples"] = suggested


def _give_examples(node: Json, example: Any) -> None:
    """Give each text an example that has none yet, nor a list of what it may be."""
    if isinstance(example, dict):
        for key, value in example.items():
            _give_examples(node.get("properties", {}).get(key) or node["additionalProperties"], value)
    elif isinstance(example, list):
        for value in example:
            _give_examples(node["items"], value)
    elif "enum" not in node:
        node.setdefault("examples", [as_seen(example)])


def _in_terms_of(names: Names, example: Json) -> Json:
    """Return the example as this newsroom's schema accepts it, without people and companies that exist.

    Nobody real may be seen to have said what is invented.
    """
    known = {"topic": names.topics, "region": names.regions}
    named = {"companies": names.companies, "analysis": names.people, "editor": names.people}
    kept = {key: value for key, value in example.items() if not named.get(key)}
    return kept | {key: next(iter(first)) for key, first in known.items() if key in kept and first}


def _for_editors(node: Json, *, is_optional: bool = False) -> Json:
    """Return the schema of a value with human titles and all that an editor may see where it stands."""
    node = {
        key: value
        for key, value in node.items()
        if key != "rule" and (key != "default" or _says_something(value))
    }
    needed = node.get("required", ())
    if "properties" in node:
        node["properties"] = {
            name: _for_editors({**one, "title": _title(name)}, is_optional=name not in needed)
            for name, one in node["properties"].items()
        }
    for below in ("items", "additionalProperties"):
        if isinstance(node.get(below), dict):
            node[below] = _for_editors(node[below])
    value: Json = {
        key: node.pop(key) for key in ("type", "enum", "enumDescriptions", "examples") if key in node
    }
    types = [value["type"]] if isinstance(value["type"], str) else value["type"]
    may_be_word = "boolean" in types and "enum" not in value
    types = [one for one in types if one != "boolean" or not may_be_word]
    value["type"] = types[0] if len(types) == 1 else types
    others = [*([_WORD] if may_be_word else []), *([_BLANK] if is_optional else [])]
    head: Json = {key: node.pop(key) for key in ("title", "description") if key in node}
    return {**head, **node, "anyOf": [value, *others]} if others else {**head, **value, **node}


def _says_something(default: Any) -> bool:
    return bool(default) and not isinstance(default, dict)


def _title(key: str) -> str:
    return _TITLES.get(key, key.replace("_", " ").capitalize())
