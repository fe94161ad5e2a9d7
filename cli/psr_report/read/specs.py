"""Vega-Lite files: read once, below the newsroom's folder, and refused when they would fetch anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from psr_report.charts.model import Spec
from psr_report.charts.vega_spec import SpecError, parse
from psr_report.errors import Place, Problem, Severity
from psr_report.read.discovery import shown
from psr_report.read.text import character_problem, hidden_in
from psr_report.read.tree import Document, Items, Scalar, find
from psr_report.shapes import as_line

RULE = "chart-file"
MAX_BYTES = 256 << 10
_ENDING = ".json"


def specs(newsroom: Path, documents: list[Document]) -> tuple[dict[str, Spec], list[Problem]]:
    """Return the Vega-Lite charts that stories ask for, by name, and what is wrong with the others."""
    found: dict[str, Spec] = {}
    problems = []
    for document in documents:
        for path in _charts(document):
            node = find(document.root, path)
            if not isinstance(node, Scalar) or not node.value.strip():
                continue
            name = as_line(node.value)
            try:
                found[name] = found.get(name) or load(newsroom, name)
            except SpecError as error:
                place = document.place(path)
                if error.line:
                    place = Place(shown(newsroom / name), error.line, error.column)
                problems.append(Problem(RULE, Severity.ERROR, place, str(error), error.hint))
    return found, problems


def load(newsroom: Path, name: str) -> Spec:
    """Return the chart in the file ``name`` below the newsroom; raise SpecError when it cannot be used."""
    hint = "copy the file into charts/ and name it from there: charts/x.vl.json"
    if "://" in name:
        raise SpecError("a chart is a file, not a web address", hint)
    if Path(name).is_absolute() or ".." in Path(name).parts or "\\" in name:
        raise SpecError(f'"{name}" leads out of the newsroom', hint)
    if not name.endswith(_ENDING):
        raise SpecError(f'"{name}" is not a Vega-Lite file', f"its name ends in .vl{_ENDING}")
    try:
        path = newsroom / name
        if not path.is_file():
            raise SpecError(f'there is no file "{name}" in the newsroom', hint)
        if not path.resolve().is_relative_to(newsroom.resolve()):
            raise SpecError(f'"{name}" leads out of the newsroom', hint)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise SpecError(f'"{name}" cannot be read: {said}', "check its name and its permissions") from None
    if len(data) > MAX_BYTES:
        raise SpecError(f"this chart has more than {MAX_BYTES >> 10} KiB, the limit", "sum up its data first")
    try:
        spec = parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SpecError(f'"{name}" is not UTF-8 text', "save it as UTF-8") from None
    for text in _texts(json.loads(spec.text)):
        at = hidden_in(text)
        if at is not None:
            found = character_problem(text[at], Place(name))
            raise SpecError(f'{found.message}, in "{name}"', found.hint or hint)
    return spec


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a JSON value, keys among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)


def _charts(document: Document) -> list[tuple[str | int, ...]]:
    many = find(document.root, ("charts",))
    count = len(many.items) if isinstance(many, Items) else 0
    return [("chart", "vega"), *(("charts", n, "vega") for n in range(count))]
