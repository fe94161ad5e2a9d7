"""What travels inside the PDF: the issue's YAML as typed, its figures and charts as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from psr_report import quantities
from psr_report.chart_rows import NOT_SERIES, is_value
from psr_report.charts import Spec
from psr_report.figures import sheet
from psr_report.figures.rows import in_one_unit, rows
from psr_report.figures.sheet import Cell
from psr_report.memory import Memory, Same
from psr_report.model import Chart
from psr_report.numbering import Numbers
from psr_report.quantities import Quantity
from psr_report.read import tree
from psr_report.read.newsroom import Newsroom, Story
from psr_report.selection import Selection

CHARTS_HEAD = (
    "story", "chart", "title", "measure", "row", "note", "series", "value as printed", "low", "high", "unit",
    "kind", "by", "source number", "publisher",
)  # fmt: skip

_ROWS: Memory[tuple[tuple[Cell, ...], ...]] = Memory(2048)
_NOTICE = "# Entries on stories that are not in this issue are left out here.\n"


class Attachments(Mapping[str, bytes]):
    """The files by name, made when the first one is looked at: the web issue has none of them."""

    def __init__(self, make: Callable[[], Mapping[str, bytes]]) -> None:
        self._make = make

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        return self._make()

    def __getitem__(self, name: str) -> bytes:
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def of(room: Newsroom, month: str, chosen: Selection, numbers: Numbers) -> Mapping[str, bytes]:
    """Return the files attached to the issue by name: its plan, its printed stories and the CSV files."""
    return Attachments(partial(_made, room, month, chosen, numbers))


def _made(room: Newsroom, month: str, chosen: Selection, numbers: Numbers) -> dict[str, bytes]:
    files = {f"{story.slug}.yaml": story.document.text.encode() for story in chosen.stories}
    plan = room.folders[month].document
    if plan.text:
        files["issue.yaml"] = _plan(plan, chosen).encode()
    files["figures.csv"] = figures(chosen.stories, numbers)
    if any(not asked.figures for story in chosen.stories for asked in story.article.drawings):
        files["charts.csv"] = charts(chosen.stories, numbers, room.specs)
    return dict(sorted(files.items()))


def figures(stories: Sequence[Story], numbers: Numbers) -> bytes:
    """Return the issue's part of the ledger as CSV, in the order printed; see ``figures.sheet``."""
    return sheet.csv(in_one_unit(list(rows(stories, numbers))))


def charts(stories: Sequence[Story], numbers: Numbers, specs: Mapping[str, Spec]) -> bytes:
    """Return the data of the charts that draw no figures, a value a line, as CSV like that of figures."""
    return sheet.table(CHARTS_HEAD, _chart_rows(stories, numbers, specs))


def _chart_rows(
    stories: Sequence[Story], numbers: Numbers, specs: Mapping[str, Spec]
) -> Iterator[Sequence[Cell]]:
    for story in stories:
        for at, asked in enumerate(story.article.drawings, 1):
            if asked.figures:
                continue
            source = story.article.sources.get(asked.source or "")
            number = str(numbers[story.slug].get(asked.source or "") or "")
            first = (story.slug, str(at), asked.title, asked.measure)
            last = (number, source.publisher if source else "")
            spec = specs.get(asked.vega or "")
            for cells in _ROWS.of(Same(asked), partial(_of_rows, asked)) if spec is None else _of_spec(spec):
                yield *first, *cells, *last


def _of_rows(asked: Chart) -> tuple[tuple[Cell, ...], ...]:
    return tuple(_rows(asked))


def _rows(asked: Chart) -> Iterator[tuple[Cell, ...]]:
    for row in asked.rows:
        for column in list(row)[1:]:
            if column not in NOT_SERIES and is_value(row, column):
                value = quantities.quantity(row[column])
                yield (
                    next(iter(row.values())), row.get("note", ""), column, _house(value), value.low,
                    value.high, value.unit.symbol if value.unit else "", row.get("kind", "actual"),
                    row.get("by", ""),
                )  # fmt: skip


def _of_spec(spec: Spec) -> Iterator[tuple[Cell, ...]]:
    for row in spec.rows:
        for column, cell in zip(spec.head[1:], row[1:], strict=True):
            yield row[0], "", column, cell, "", "", "", "", ""


def _house(value: Quantity) -> str:
    """Return the printed form with plain spaces: a spreadsheet does not find a no-break space."""
    return quantities.house(value).replace("\u00a0", " ")


def _plan(plan: tree.Document, chosen: Selection) -> str:
    """Return issue.yaml as typed; when stories are left out, written anew without their entries."""
    if not chosen.left_out or not isinstance(plan.root, tree.Table):
        return plan.text
    import yaml

    typed = {name: value for name, value in tree.plain(plan.root).items() if value is not None}
    kept = _only({story.slug for story in chosen.stories}, typed, chosen.is_embargoed)
    if chosen.withheld:
        kept.pop("announce", None)
    return _NOTICE + yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def _only(slugs: set[str], plan: dict[str, Any], is_embargoed: bool) -> dict[str, Any]:
    """Return the plan without what speaks of other stories, or may while one is under embargo."""
    told = slugs if is_embargoed else {None, *slugs}
    kept = dict(plan)
    kept["takeaways"] = [each for each in plan.get("takeaways", ()) if each["article"] in slugs]
    kept["watch"] = [each for each in plan.get("watch", ()) if each.get("article") in told]
    sections = [
        {**each, "articles": [slug for slug in each["articles"] if slug in slugs]}
        for each in plan.get("sections", ())
    ]
    kept["sections"] = [each for each in sections if each["articles"]]
    figure = plan.get("cover", {}).get("figure")
    if figure is not None and figure.partition("/")[0] not in slugs:
        kept["cover"] = None
    if is_embargoed:
        kept["letter"] = None
    return {name: value for name, value in kept.items() if value}
