"""A Vega-Lite file as far as it may be drawn: data inside it, nothing to fetch, nothing that misleads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from psr_report.charts.faults import MOST_SERIES
from psr_report.charts.model import ChartError, Spec

MAX_ROWS = 500
MAX_CELL = 200  # characters
MAX_DEPTH = 40

_INLINE = "put the data into the file, as data: {values: […]}"
_MADE_UP = ("sequence", "graticule", "sphere")  # data that a program makes, which no source gives
_FROM_ZERO = ("bar", "area")
_SERIES = ("color", "fill", "stroke", "shape", "strokeDash", "detail")
_VIEWS = ("layer", "hconcat", "vconcat", "concat")


class SpecError(ChartError):
    """A file that is not a safe Vega-Lite chart; ``line`` and ``column`` say where it stops being JSON."""

    def __init__(self, message: str, hint: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message, hint)
        self.line, self.column = line, column


def parse(text: str) -> Spec:
    """Return the chart that a file holds; raise SpecError when it is none, or would fetch something."""
    try:
        found = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        hint = "mend it in the Vega editor, or any editor that knows JSON"
        raise SpecError(f"this is not JSON: {error.msg.lower()}", hint, error.lineno, error.colno) from None
    except RecursionError:
        raise _too_deep() from None
    if not isinstance(found, dict):
        raise SpecError("this is not a Vega-Lite chart", "a chart is one {…} with mark and encoding")
    for spec in _parts(found):
        _refuse_fetching(spec)
    if "title" in found:
        raise SpecError(
            "the title stands in the story", "delete `title` from the file, and keep that of the story"
        )
    rows = _rows(found)
    head = tuple(dict.fromkeys(name for row in rows for name in row))
    cells = tuple(tuple(_cell(row.get(name)) for name in head) for row in rows)
    numeric = tuple(
        n for n, name in enumerate(head)
        if n and all(isinstance(row.get(name), int | float) or row.get(name) is None for row in rows)
    )  # fmt: skip
    return Spec(json.dumps(found, ensure_ascii=False, sort_keys=True), head, cells, numeric)


def misleading(spec: Spec) -> list[ChartError]:
    """Return what a reader would be misled by: a second axis, bars not from zero, too many series."""
    found = json.loads(spec.text)
    faults = []
    if any(_has_second_axis(view) for view in _views(found)):
        faults.append(
            ChartError("the chart has a second axis", "draw two charts, one above the other: use vconcat")
        )
    if any(_is_cut_off(view) for view in _views(found)):
        faults.append(
            ChartError(
                "bars that do not start at zero mislead", "delete `zero: false` and the domain's lower end"
            )
        )
    names = {name for view in _views(found) for name in _series_fields(view) if name in spec.head}
    for name in sorted(names):
        values = {row[spec.head.index(name)] for row in spec.rows}
        if len(values) > MOST_SERIES:
            faults.append(
                ChartError(
                    f'"{name}" makes {len(values)} series, more than {MOST_SERIES}',
                    "draw two charts, or leave some out",
                )
            )
    return faults


def _refuse_constant(name: str) -> Any:
    raise SpecError(f"{name} is not a number that can be drawn", "leave the value out")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if key in dict(pairs[:n]))
        raise SpecError(f'"{twice[:60]}" stands twice', "keep the one that is meant")
    return found


def _too_deep() -> SpecError:
    return SpecError(f"the file has more than {MAX_DEPTH} levels", "a chart needs no more than a few")


def _parts(value: Any, depth: int = 0, *, is_data: bool = False) -> Iterator[Mapping[str, Any]]:
    """Yield every set of keys of the chart but the rows of its data."""
    if depth > MAX_DEPTH:
        raise _too_deep()
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if not (is_data and key == "values") and key != "datasets":
                yield from _parts(inner, depth + 1, is_data=key == "data")
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner, depth + 1)


def _refuse_fetching(part: Mapping[str, Any]) -> None:
    if "url" in part:
        raise SpecError("a chart fetches nothing, and this one names an address", _INLINE)
    if "href" in part:
        raise SpecError("a drawing holds no links", "delete `href` from the encoding")
    if any(key in part for key in _MADE_UP):
        raise SpecError("the data of a chart come from a source, not from a program", _INLINE)
    mark = part.get("mark")
    if (mark.get("type") if isinstance(mark, dict) else mark) == "image":
        raise SpecError("a drawing holds no pictures", "give the story an `image:` instead")


def _rows(spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the data of the chart, row by row: of several tables the first."""
    tables = [part["data"].get("values") for part in _parts(spec) if isinstance(part.get("data"), dict)]
    named = spec.get("datasets")
    tables += list(named.values()) if isinstance(named, dict) else []
    rows = next((table for table in tables if table), None)
    if not isinstance(rows, list):
        raise SpecError("the chart holds no data", _INLINE)
    if len(rows) > MAX_ROWS:
        raise SpecError(f"the chart has {len(rows)} rows of data, more than {MAX_ROWS}", "sum them up first")
    for row in rows:
        if not isinstance(row, dict) or not row:
            raise SpecError("each row of the data is a set of keys", 'write {"maker": "BMW", "margin": 13}')
        for cell in row.values():
            if isinstance(cell, dict | list) or len(str(cell)) > MAX_CELL:
                hint = f"a cell is a number, or a text of at most {MAX_CELL} characters"
                raise SpecError("a cell of the data holds more than one value", hint)
    return rows


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    text = str(value)
    return "\u2212" + text[1:] if isinstance(value, int | float) and text.startswith("-") else text


def _views(spec: Any) -> Iterator[Mapping[str, Any]]:
    """Yield each view of the chart, with what the views around it encode."""
    yield from _views_within(spec, {})


def _views_within(spec: Any, encoding: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if not isinstance(spec, dict):
        return
    own = spec.get("encoding")
    encoding = {**encoding, **(own if isinstance(own, dict) else {})}
    yield {**spec, "encoding": encoding}
    for key in _VIEWS:
        for inner in spec[key] if isinstance(spec.get(key), list) else ():
            yield from _views_within(inner, encoding)
    yield from _views_within(spec.get("spec"), encoding)


def _has_second_axis(view: Mapping[str, Any]) -> bool:
    """Return whether layers share a place and not a scale."""
    resolve = view.get("resolve")
    scales = resolve.get("scale") if isinstance(resolve, dict) else None
    return (
        "layer" in view and isinstance(scales, dict) and "independent" in (scales.get("x"), scales.get("y"))
    )


def _is_cut_off(view: Mapping[str, Any]) -> bool:
    mark = view.get("mark")
    if (mark.get("type") if isinstance(mark, dict) else mark) not in _FROM_ZERO:
        return False
    encoding = view["encoding"]
    return any(
        _leaves_zero_out(encoding[axis]) for axis in ("x", "y") if isinstance(encoding.get(axis), dict)
    )


def _leaves_zero_out(channel: Mapping[str, Any]) -> bool:
    scale = channel.get("scale")
    if (channel.get("type") != "quantitative" and "aggregate" not in channel) or not isinstance(scale, dict):
        return False
    ends = scale.get("domain")
    ends = [scale.get("domainMin"), scale.get("domainMax")] if not isinstance(ends, list) else ends
    numbers = [end for end in ends if isinstance(end, int | float)]
    is_beside = bool(numbers) and (min(numbers) > 0 if ends[0] in numbers else False)
    is_beside = is_beside or (bool(numbers) and max(numbers) < 0)
    return scale.get("zero") is False or scale.get("type") in ("log", "symlog") or is_beside


def _series_fields(view: Mapping[str, Any]) -> Iterator[str]:
    for channel in _SERIES:
        found = view["encoding"].get(channel)
        if (
            isinstance(found, dict)
            and found.get("type") != "quantitative"
            and isinstance(found.get("field"), str)
        ):
            yield found["field"]
