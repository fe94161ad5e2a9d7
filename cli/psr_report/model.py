"""What an article says, as frozen models.

Each field's description is the one line that editors, the schema and the reference page show. ``Dated``
fields are None when the file says ``unknown``. A field's ``rule`` is the house rule that is broken where it
is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema, model_validator

from psr_report import quantities
from psr_report.shapes import (
    MAX_LABEL,
    TEXT,
    UNKNOWN,
    Address,
    Amount,
    Dated,
    Day,
    Label,
    Line,
    Moment,
    Prose,
    Shape,
    Slug,
    When,
    refuse,
)

Kind = Literal["actual", "estimate", "claim", "forecast"]
KINDS: tuple[str, ...] = get_args(Kind)
Result = Literal["hit", "miss", "partial"]
ChartKind = Literal["bar", "grouped", "dumbbell", "line", "dots", "table"]


class Figure(Shape):
    """A number that can be followed to its source."""

    label: Label = Field(description="What the number measures, in a few words; the value is not repeated.")
    value: Amount = Field(description="The number as the source gives it: over 1,000 km, US$63/kWh, 20–25%.")
    also: Amount | None = Field(
        default=None, description="The same value in another unit, if the source printed it beside the first."
    )
    kind: Kind | None = Field(default=None, description="actual, estimate, claim or forecast.")
    of: Label | None = Field(
        default=None, description="The entity measured; with metric and period the ledger's key."
    )
    metric: Label | None = Field(
        default=None, description="The measure; with of and period the ledger's key."
    )
    period: When | None = Field(
        default=None, description="The time the number speaks of: 2025, Q3 2025, H1 2025, 2025-09."
    )
    as_of: Dated | None = Field(default=None, description="When the number was stated.")
    source: Slug | None = Field(default=None, description="The source of this story that gives the number.")
    by: Line | None = Field(
        default=None, description="Who forecasts or claims it, if not the source's publisher."
    )
    level: Literal["cell", "pack"] | None = Field(
        default=None, description="Whether a battery figure speaks of the cell or the pack."
    )
    cycle: Literal["WLTP", "CLTC", "EPA", "not stated"] | None = Field(
        default=None, description="The test cycle of a range."
    )
    supersedes: Line | None = Field(
        default=None, description="The earlier figure this one corrects: 2025-09/slug/id."
    )


class Source(Shape):
    """Where a fact comes from."""

    publisher: Line = Field(description="Who published it.", json_schema_extra={"rule": "source-missing"})
    title: Line = Field(description="Its title, or what it is in plain words.")
    url: Address = Field(default=None, description="Its web address, or unknown.")
    published: Dated = Field(default=None, description="When it was published, or unknown.")
    accessed: Dated = Field(default=None, description="When it was read, or unknown.")
    via: Line | None = Field(default=None, description="Who reported it, when the original was not seen.")


# Not values but about them. None is bound to these words: the first column may have any name.
_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "kind": {"description": "actual, estimate, claim or forecast.", "examples": list(KINDS)},
    "by": {"description": "Who forecasts or claims it."},
    "note": {"description": "What the reader has to know about this row."},
}


def _row(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or len(value) < 2:
        hint = "write it as {maker: BMW, margin: 13 g/km}"
        refuse("value-wrong", "a row is a set of keys: its name first, then its values", hint)
    for number, (column, cell) in enumerate(value.items()):
        if not isinstance(cell, str) or not cell.strip():
            refuse("value-wrong", "a cell holds one value", "write it after the colon", path=(column,))
        if len(cell) > MAX_LABEL:
            refuse("value-wrong", f"a cell has at most {MAX_LABEL} characters", "shorten it", path=(column,))
        if number > 0:
            _cell(column, cell)
    return value


def _cell(column: str, cell: str) -> None:
    if column in ("note", "by"):
        return
    if column == "kind":
        if cell not in KINDS:
            refuse(
                "value-wrong",
                f'"{cell}" is not one of {", ".join(KINDS)}',
                "write one of these",
                path=(column,),
            )
        return
    if cell.strip().casefold() == UNKNOWN:
        return  # nobody knows the number, and its place stays open
    try:
        quantities.quantity(cell)
    except quantities.QuantityError as error:
        refuse("quantity-wrong", error.message, error.hint, path=(column,), offset=error.offset)


Row = Annotated[
    Mapping[str, str],
    PlainValidator(_row),
    WithJsonSchema(
        {
            "type": "object",
            "title": "Row",
            "description": "Its name first, then its values, each under the name of a series.",
            "properties": {name: {**TEXT, **about} for name, about in _COLUMNS.items()},
            "additionalProperties": {**TEXT, "examples": ["over 1,000 km"]},
            "minProperties": 2,
        }
    ),
]


class Chart(Shape):
    """A picture of figures."""

    kind: ChartKind | None = Field(
        default=None,
        description="bar, grouped, dumbbell, line, dots or table; none for a Vega-Lite file.",
    )
    vega: Line | None = Field(
        default=None,
        description="A Vega-Lite file that draws it, by its path from report.yaml: charts/x.vl.json.",
        json_schema_extra={"examples": ["charts/x.vl.json"]},
    )
    title: Line = Field(description="The finding, as a sentence.")
    measure: Line = Field(description="What is measured, in which unit, over which period.")
    figures: tuple[Line, ...] = Field(
        default=(), description="The figures drawn, by their names in this story."
    )
    rows: tuple[Row, ...] = Field(
        default=(), description="Data that are not figures: the first column names the row."
    )
    source: Slug | None = Field(
        default=None, description="The source of inline rows, or of the data in a Vega-Lite file."
    )
    note: Line | None = Field(default=None, description="What the reader has to know beside the source.")

    @model_validator(mode="after")
    def _has_one_kind_of_data(self) -> Chart:
        if self.vega is not None:
            if self.kind is not None or self.figures or self.rows:
                refuse(
                    "chart-data",
                    "a Vega-Lite file brings its own data and its own form",
                    "delete `kind:`, `figures:` and `rows:`, or delete `vega:`",
                )
            return self
        if self.kind is None:
            refuse("key-missing", '"kind" of "chart" is missing', "add a line `kind: …`")
        if bool(self.figures) == bool(self.rows):
            refuse(
                "chart-data",
                "a chart draws either figures or rows",
                "name figures of this story, or give rows",
            )
        return self


class Outcome(Shape):
    """What became of a forecast, as a person has judged it."""

    result: Result = Field(description="hit, miss or partial.")
    actual: Amount | None = Field(default=None, description="The value that came about.")
    source: Slug = Field(description="The source of this story that gives the outcome.")
    date: Day = Field(description="The day on which the outcome was recorded.")
    note: Line | None = Field(default=None, description="What the reader has to know beside the result.")


class Forecast(Shape):
    """Something somebody expects, kept until it can be compared with what happened."""

    id: Slug | None = Field(
        default=None, description="Its name within the story; without it made of forecaster and due date."
    )
    statement: Line = Field(description="What is expected.")
    by: Line | None = Field(default=None, description="Who expects it; without it the source's publisher.")
    value: Amount | None = Field(default=None, description="The value expected.")
    due: When | None = Field(default=None, description="When it can be checked: a day, a month or a year.")
    source: Slug | None = Field(default=None, description="The source of this story that gives the forecast.")
    of: Label | None = Field(
        default=None, description="The entity forecast, as in the figures it will be compared with."
    )
    metric: Label | None = Field(
        default=None, description="The measure forecast, as in the figures it will be compared with."
    )
    confidence: Line | None = Field(
        default=None, description="How sure the forecaster is, in the forecaster's words."
    )
    outcome: Outcome | None = Field(
        default=None, description="What became of it: psr-report forecasts resolve writes it."
    )


def _no_forecast_twice(forecasts: tuple[Forecast, ...]) -> tuple[Forecast, ...]:
    seen: set[str] = set()
    for at, forecast in enumerate(forecasts):
        if forecast.id in seen:
            refuse(
                "value-wrong",
                f'two forecasts of this story are called "{forecast.id}"',
                "call one of them something else",
                path=(at, "id"),
            )
        seen |= {forecast.id} if forecast.id else set()
    return forecasts


class Quote(Shape):
    """Words taken over from somebody else."""

    text: Line = Field(description="The words, at most 25.")
    speaker: Line | None = Field(default=None, description="Who said or wrote them.")
    source: Slug = Field(description="The source of this story that prints them.")


class Image(Shape):
    """A picture with its rights."""

    file: Line = Field(description="Its path from the newsroom's folder: images/x.jpg.")
    alt: Line = Field(
        description="What it shows, for readers who cannot see it.", json_schema_extra={"rule": "image-alt"}
    )
    credit: Line = Field(description="Who made it.", json_schema_extra={"rule": "image-rights"})
    licence: Line = Field(
        description="Under which licence it is used.", json_schema_extra={"rule": "image-rights"}
    )
    caption: Line | None = Field(default=None, description="What stands below it.")


class Analysis(Shape):
    """The signed note of the publisher's analysts, or the reason why there is none."""

    by: tuple[Slug, ...] = Field(default=(), description="Who signs it, by their names in people.yaml.")
    text: Prose | None = Field(default=None, description="The note, in Markdown.")
    wording: Literal["original", "paraphrase"] = Field(
        default="original", description="Whether these are the analyst's own words."
    )
    none: Line | None = Field(default=None, description="Why there is no note.")

    @model_validator(mode="after")
    def _is_a_note_or_a_reason(self) -> Analysis:
        if self.none is not None and (self.text is not None or self.by):
            refuse(
                "analysis-missing",
                "either a note or a reason why there is none, not both",
                "delete one of the two",
            )
        if self.none is None and self.text is None:
            refuse(
                "analysis-missing",
                "the note has no text",
                "write `text:`, or say why there is none with `none:`",
            )
        if self.text is not None and not self.by:
            refuse("analysis-unsigned", "nobody signs this note", "name its author under `by:`")
        return self


class Correction(Shape):
    """What was wrong, what is right, and since when."""

    date: Day = Field(description="The day of the correction.")
    was: Line = Field(description="What stood before.")
    now: Line = Field(description="What stands instead.")
    reason: Line = Field(description="Why.")
    figure: Slug | None = Field(default=None, description="The figure of this story that was corrected.")


class Article(Shape):
    """One story."""

    headline: Line = Field(description="The finding, at most 70 characters, no full stop.")
    topic: Line = Field(description="Its topic, by its name in topics.yaml.")
    region: Line | None = Field(
        default=None, description="Where it happens, one of the regions of topics.yaml."
    )
    segment: Line | None = Field(
        default=None, description="Which vehicles or machines, one of the segments of topics.yaml."
    )
    companies: tuple[Line, ...] = Field(
        default=(), description="The companies it is about, by their names in companies.yaml."
    )
    date: Dated | None = Field(
        default=None, description="When it happened: a day, a month, H1 2025, Q3 2025 or a year."
    )
    status: Literal["draft", "ready"] = Field(default="ready", description="draft keeps it out of the issue.")
    embargo: Moment | None = Field(
        default=None, description="The moment before which it must not be published."
    )
    size: Literal["lead", "standard", "brief"] = Field(
        default="standard", description="How much room it gets."
    )
    why_it_matters: Line | None = Field(default=None, description="One sentence of at most 30 words.")
    summary: Prose = Field(description="The story, in Markdown.")
    figures: Mapping[Slug, Figure] = Field(
        default={}, description="Its numbers, each under a name of its own."
    )
    chart: Chart | None = Field(default=None, description="Its chart.")
    charts: tuple[Chart, ...] = Field(default=(), description="Its charts, when there are several.")
    sources: Mapping[Slug, Source] = Field(
        description="Its sources, each under a name of its own.",
        json_schema_extra={"minProperties": 1, "rule": "source-missing"},
    )
    forecasts: Annotated[tuple[Forecast, ...], AfterValidator(_no_forecast_twice)] = Field(
        default=(), description="What somebody in it expects."
    )
    quotes: tuple[Quote, ...] = Field(default=(), description="Words taken over from somebody else.")
    image: Image | None = Field(default=None, description="Its picture.")
    analysis: Analysis | None = Field(default=None, description="The signed note, or why there is none.")
    corrections: tuple[Correction, ...] = Field(
        default=(), description="What was put right after publication."
    )
    follows: Line | None = Field(default=None, description="The earlier story it updates: 2025-10/slug.")
    announce: Label | None = Field(default=None, description="Its words in the announcement.")
    ignore: Mapping[Label, Line] = Field(
        default={}, description="House rules set aside, each with its reason."
    )

    @model_validator(mode="after")
    def _has_sources(self) -> Article:
        if not self.sources:
            refuse(
                "source-missing",
                "this story names no source",
                "add at least one under `sources:`",
                path=("sources",),
            )
        return self

    @property
    def drawings(self) -> tuple[Chart, ...]:
        """All charts of the story, in order."""
        return (*((self.chart,) if self.chart else ()), *self.charts)
