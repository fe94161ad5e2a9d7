"""The forecasts of a newsroom as a list: for people, for programs and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from psr_report import forecasts, ledger, periods, quantities
from psr_report.attribution import credited
from psr_report.figures import sheet
from psr_report.forecasts import Score, Standing, Status
from psr_report.formats.json_rows import dumped
from psr_report.read.newsroom import Newsroom, Story
from psr_report.selection import selection

FORMATS = ("table", "json", "csv")
STATUSES: tuple[Status, ...] = ("due", "open", "hit", "partial", "miss")
_NUMBERS = frozenset({"low", "high", "actual_low", "actual_high"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A forecast as it is listed: texts, empty where nothing is known."""

    id: str
    status: Status
    statement: str
    by: str
    value: str
    low: str
    high: str
    unit: str
    due: str
    due_by: str
    confidence: str
    of: str
    metric: str
    source: str
    last_known: str
    last_known_period: str
    last_known_figure: str
    actual: str
    actual_low: str
    actual_high: str
    outcome_source: str
    outcome_date: str
    outcome_note: str
    place: str


def told(room: Newsroom, now: datetime) -> list[Story]:
    """Return the stories that readers know at an instant, those of the newest issue first."""
    chosen = selection(room, max(room.folders), now)
    return [*chosen.stories, *sorted(chosen.earlier, key=lambda story: story.month, reverse=True)]


def standings(stories: Sequence[Story]) -> list[Standing]:
    """Return where the forecasts of all issues stand, whatever was recorded about them."""
    return forecasts.standing(stories, lambda recorded: True)


def listed(stories: Sequence[Story], today: date) -> list[Listed]:
    """Return the forecasts: those past their date first, then the open ones by date, then the resolved."""
    figures = ledger.entries(stories)
    sources = {(story.month, story.slug): story for story in stories}
    rows = [(each, _listed(each, today, figures, sources)) for each in standings(stories)]
    rows.sort(key=lambda row: (STATUSES.index(row[1].status), _when(row[0]), row[1].id))
    return [row for _, row in rows]


def as_json(rows: Iterable[Listed | Score]) -> str:
    """Return the rows as JSON: objects in a list, without what is not known."""
    return dumped([_known(row) for row in rows])


def as_csv(rows: Sequence[Listed | Score], shape: type[Listed] | type[Score]) -> bytes:
    """Return the rows as CSV with a heading; no cell can run in a spreadsheet."""
    names = list(shape.__dataclass_fields__)
    head = [*names, *(["resolved", "percent"] if shape is Score else [])]
    return sheet.table([name.replace("_", " ") for name in head], map(_cells, rows))


def _cells(row: Listed | Score) -> list[sheet.Cell]:
    known = {**asdict(row), **(_rates(row) if isinstance(row, Score) else {})}
    return [
        None if cell in ("", None) else Decimal(cell) if name in _NUMBERS else cell
        for name, cell in known.items()
    ]


def _known(row: Listed | Score) -> dict[str, Any]:
    if isinstance(row, Score):
        return {**asdict(row), **_rates(row)}
    return {name: value for name, value in asdict(row).items() if value != ""}


def _rates(score: Score) -> dict[str, int | None]:
    return {"resolved": score.resolved, "percent": score.percent}


def _when(each: Standing) -> str:
    if each.outcome is not None:
        return each.outcome.date.last.isoformat()
    due = each.made.forecast.due
    return due.last.isoformat() if due else "9999"


def _listed(
    each: Standing, today: date, figures: Sequence[ledger.Entry], stories: dict[tuple[str, str], Story]
) -> Listed:
    made, forecast, outcome = each.made, each.made.forecast, each.outcome
    value = forecast.value
    last = ledger.last_known(figures, forecast.of, forecast.metric, max(month for month, _ in stories))
    speaks_of = (last.figure.period or last.figure.as_of) if last else None
    judged = each.judged.story.article.sources if each.judged else {}
    actual = outcome.actual if outcome else None
    return Listed(
        id=made.name,
        status=each.status(today),
        statement=forecast.statement,
        by=made.by or "",
        value=value.text if value else "",
        low=f"{value.low:f}" if value else "",
        high=f"{value.high:f}" if value else "",
        unit=value.unit.symbol if value and value.unit else "",
        due=periods.short(forecast.due) if forecast.due else "",
        due_by=forecast.due.last.isoformat() if forecast.due else "",
        confidence=forecast.confidence or "",
        of=forecast.of or "",
        metric=forecast.metric or "",
        source=credited(None, made.story.article.sources.get(forecast.source or "")) or "",
        last_known=quantities.house(last.figure.value).replace("\u00a0", " ") if last else "",
        last_known_period=periods.short(speaks_of) if speaks_of else "",
        last_known_figure=f"{last.month}/{last.slug}/{last.id}" if last else "",
        actual=actual.text if actual else "",
        actual_low=f"{actual.low:f}" if actual else "",
        actual_high=f"{actual.high:f}" if actual else "",
        outcome_source=(credited(None, judged.get(outcome.source)) or outcome.source) if outcome else "",
        outcome_date=outcome.date.text if outcome else "",
        outcome_note=(outcome.note or "") if outcome else "",
        place=str(made.place()),
    )
