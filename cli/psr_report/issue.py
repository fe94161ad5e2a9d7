"""The issue as every edition reads it: ordered, numbered, matched and complete. Values only.

What is missing is None or empty, and an edition prints nothing for it. Texts are as the analysts typed
them; turning them into markup is the renderer's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from psr_report import periods, quantities
from psr_report.charts import Chart
from psr_report.faces import Face
from psr_report.periods import Period
from psr_report.quantities import Part, Quantity
from psr_report.read.images import Picture
from psr_report.read.months import spoken
from psr_report.settings import Report
from psr_report.shapes import slugified

Size = Literal["lead", "standard", "brief"]


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source under its number, which is the same all through the issue."""

    number: int
    publisher: str
    title: str
    url: str | None
    published: Period | None
    via: str | None
    stories: tuple[str, ...]  # slugs of the stories that use it, in order


@dataclass(frozen=True, slots=True)
class Backing:
    """A figure that a number in a text stands on: what a reader is shown who asks where it comes from."""

    value: Quantity
    also: Quantity | None  # what the source printed beside it
    kind: str | None
    by: str | None
    as_of: Period | None
    source: NumberedSource | None


@dataclass(frozen=True, slots=True)
class Traced:
    """A number in a text, from ``start`` to ``end``, for machines, and the figures it stands on.

    ``value`` is "1000" for "over 1,000 km" and "20/25" for "20–25%". ``is_calculated`` says that no source
    printed it so: it was converted, or worked out from two figures.
    """

    start: int
    end: int
    value: str
    unit: str
    is_calculated: bool
    figures: tuple[Backing, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown, with where source numbers go and which of its numbers stand on figures.

    ``notes`` are offsets in the text and the source numbers printed there.
    """

    text: str
    notes: tuple[tuple[int, tuple[int, ...]], ...] = ()
    numbers: tuple[Traced, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The change since an earlier value of the same key, in percent, calculated; negative is a fall."""

    percent: float
    since: Period
    issue: str | None  # month of the earlier issue that printed it; None when this issue did

    @property
    def words(self) -> str:
        """Since when, from which issue, and that nobody printed it: "since 2022, calculated"."""
        since = periods.short(self.since)
        month = spoken(self.issue) if self.issue else since
        return f"since {since}{f' ({month} issue)' if month != since else ''}, calculated"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure as printed beside a story, on the dashboard or on the cover."""

    slug: str
    id: str
    label: str
    value: Quantity
    pair: Quantity | None  # the same in the other unit of a house pair
    pair_is_converted: bool  # by this tool, not by the source
    kind: str | None
    by: str | None  # who claims, estimates or forecasts it: `by`, else the source's publisher
    source: NumberedSource | None
    as_of: Period | None
    change: Change | None = None

    @property
    def counted(self) -> str:
        """What a count counts, "charging points", which opens the label; empty for measures."""
        unit = self.value.unit
        if unit is None or not unit.is_count:
            return ""
        return next((part.text for part in quantities.parts(self.value) if part.role == "unit"), "")

    @property
    def parts(self) -> tuple[Part, ...]:
        """The value in parts for display, without what a count counts."""
        return tuple(
            part for part in quantities.parts(self.value) if not (self.counted and part.role == "unit")
        )

    @property
    def caption(self) -> str:
        """The label, opened by what a count counts."""
        return f"{self.counted} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class SignedAnalysis:
    """The note, who signs it, and whether the words are the analyst's own."""

    text: Prose
    names: tuple[str, ...]
    sign_offs: tuple[str, ...]
    is_paraphrase: bool


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture with its rights; ``name`` is the address under which the editions ask for its bytes."""

    name: str
    picture: Picture
    alt: str
    credit: str
    licence: str
    caption: str | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, who said them, and the source that prints them."""

    text: str
    speaker: str | None
    source: NumberedSource


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right: ``date`` is a day."""

    date: Period
    was: str
    now: str
    reason: str
    label: str | None = None  # what the figure measures that was corrected
    issue: str | None = None  # "November 2025", in the next issue's list of errata


@dataclass(frozen=True, slots=True)
class StoryLink:
    """An earlier story: its headline and the issue it stood in, as "October 2025"."""

    headline: str
    issue: str
    month: str
    slug: str


@dataclass(frozen=True, slots=True)
class Story:
    """One story, ready to print. ``slug`` is its anchor."""

    slug: str
    size: Size
    section: str
    headline: str
    short: str  # its words in a narrow list
    kicker: tuple[str, ...]  # region, topic, segment as far as known
    region: str | None
    topic: str  # the topic's printed name
    topic_id: str
    date: Period | None
    why: str | None
    text: Prose
    figures: tuple[KeyFigure, ...]
    charts: tuple[Chart, ...]
    picture: PlacedPicture | None
    quotes: tuple[Quotation, ...]
    analysis: SignedAnalysis | None
    sources: tuple[NumberedSource, ...]
    companies: tuple[str, ...]  # printed names
    corrections: tuple[Correction, ...]
    follows: StoryLink | None
    announce: str | None
    is_draft: bool
    why_numbers: tuple[Traced, ...] = ()  # those of `why` that stand on figures


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the issue: the name in the running head and its stories."""

    id: str
    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Takeaway:
    """A sentence of the issue in 60 seconds and the story it leads to."""

    text: str
    slug: str
    numbers: tuple[Traced, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverFigure:
    """The giant number, the line below it, and how many dots in a thousand it lights (None: not a share)."""

    figure: KeyFigure
    text: str
    dots: int | None


@dataclass(frozen=True, slots=True)
class ForecastOutcome:
    """What became of a forecast: the value that came about, the source that gives it, the day recorded."""

    actual: Quantity | None
    publisher: str
    url: str | None
    date: Period
    note: str | None


@dataclass(frozen=True, slots=True)
class TrackedForecast:
    """A forecast on the tracker page; ``last`` is the last known value of its key."""

    statement: str
    by: str | None
    value: Quantity | None
    due: Period | None
    last: KeyFigure | None
    last_issue: str | None  # month in which `last` was printed, when it is not this one
    status: Literal["open", "due", "hit", "miss", "partial"]
    slug: str
    issue: str  # "October 2025"
    is_new: bool  # printed first in this issue
    metric: str | None = None  # entity and measure, as the ledger knows them
    confidence: str | None = None  # in the forecaster's words
    outcome: ForecastOutcome | None = None


@dataclass(frozen=True, slots=True)
class ForecasterScore:
    """How many forecasts of a forecaster came true; ``rate`` is in words, or says that they are too few."""

    by: str
    resolved: int
    hit: int
    partial: int
    miss: int
    rate: str


@dataclass(frozen=True, slots=True)
class WatchedEvent:
    """A dated event and the story it belongs to, if any."""

    date: Period
    text: str
    slug: str | None


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name and the anchors of the stories that speak of it, in order."""

    name: str
    native_name: str | None
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term used in this issue."""

    term: str
    expansion: str | None
    definition: str


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who signed something in this issue, or answers for it."""

    name: str
    title: str
    organisation: str

    @property
    def sign_off(self) -> str:
        """The line that closes what the author signed."""
        return f"{self.name} is {self.title} at {self.organisation}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One month's issue. ``month`` is YYYY-MM, ``title`` "November 2025"."""

    report: Report
    month: str
    title: str
    number: int | None
    closes: Period | None
    publishes: Period | None
    editor: Author | None
    authors: tuple[Author, ...]
    cover: CoverFigure | None
    cover_picture: PlacedPicture | None
    cover_stories: tuple[Story, ...]  # at most four
    letter: Prose | None
    takeaways: tuple[Takeaway, ...]
    dashboard: tuple[KeyFigure, ...]  # at most six
    sections: tuple[Section, ...]
    sources: tuple[NumberedSource, ...]
    forecasts: tuple[TrackedForecast, ...]
    watch: tuple[WatchedEvent, ...]
    companies: tuple[IndexEntry, ...]
    regions: tuple[IndexEntry, ...]
    glossary: tuple[GlossaryEntry, ...]
    corrections: tuple[tuple[str, Correction], ...]  # the story's headline and what was put right
    scorecard: tuple[ForecasterScore, ...] = ()  # of those with an outcome
    edition: int = 1  # corrections raise it
    announce: str | None
    faces: tuple[Face, ...] = field(default=(), repr=False)  # fonts of the newsroom's own
    withheld: tuple[str, ...]  # slugs left out: drafts and embargoed stories
    attachments: Mapping[str, bytes] = field(repr=False)  # the issue's YAML by name, and figures.csv

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories in the order of the issue."""
        return tuple(story for section in self.sections for story in section.stories)

    @property
    def edition_name(self) -> str:
        """The number in words, from the second on: "edition 2"."""
        return f"edition {self.edition}" if self.edition > 1 else ""

    @property
    def corrected(self) -> Period | None:
        """The day of the last correction of this issue's own stories."""
        days = [each.date for story in self.stories for each in story.corrections]
        return max(days, default=None)

    @property
    def file_stem(self) -> str:
        """The name that every file of the issue begins with: alternative-power-report-2025-11."""
        return f"{slugified(self.report.name) or 'report'}-{self.month}"
