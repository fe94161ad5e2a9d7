"""The page that is printed: what the templates need beside the issue itself."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from psr_report import __version__, periods
from psr_report.charts.templates import drawn_with
from psr_report.editions.pdf import BASE
from psr_report.editions.pdf.cover import measures
from psr_report.editions.pdf.layout import Layout, layout
from psr_report.editions.pdf.reference import method_halves
from psr_report.editions.pdf.widths import unorphaned
from psr_report.faces import printed
from psr_report.issue import IndexEntry, Issue
from psr_report.read.months import MONTHS
from psr_report.render import page, stylesheet
from psr_report.settings import COLOURS

if TYPE_CHECKING:
    from jinja2 import Environment


# Colours stand literally in the style sheet and in the drawings: neither var() nor currentColor reaches
# an SVG on paper.
_WRITTEN = re.compile("#[0-9A-Fa-f]{6}(?![0-9A-Fa-f])")
_DRAWN = re.compile('(?<=(?:fill|roke)=")#[0-9A-Fa-f]{6}(?=")')

_REFERENCE = {
    "tracker": "Forecast tracker",
    "watch": "What to watch",
    "index": "Index of companies and regions",
    "glossary": "Glossary",
    "corrections": "Corrections",
    "sources": "All sources",
    "method": "Method",
}


def job(issue: Issue, templates: Environment) -> dict[str, Any]:
    """Return what the child process needs: HTML, CSS, pictures, attachments, the document's identity."""
    with drawn_with(templates):
        html = page(templates, "pdf/issue.html.j2", _values(issue))
    html = _recoloured(html, issue, _DRAWN)
    sheets = ["pdf/print.css", f"pdf/{issue.report.page_size.casefold()}.css"]
    css = _recoloured(stylesheet(templates, sheets), issue, _WRITTEN)
    css = printed(css, issue.faces, BASE)
    fonts = {face.address: (face.media_type, face.data) for face in issue.faces}
    pictures = {placed.name: placed.picture.data for placed in _pictures(issue)}
    identity = hashlib.sha256("\0".join([html, css, __version__]).encode())
    faces = [(name, data) for name, (_, data) in sorted(fonts.items())]
    for name, data in [*sorted(pictures.items()), *faces, *issue.attachments.items()]:
        identity.update(name.encode() + b"\0" + data)
    return {
        "html": html,
        "css": css,
        "base": BASE,
        "pictures": pictures,
        "fonts": fonts,
        "attachments": dict(issue.attachments),
        "date": _date(issue),
        "edition": issue.edition,
        "identity": identity.hexdigest()[:32],
    }


def _recoloured(text: str, issue: Issue, place: re.Pattern[str]) -> str:
    """Return the text with the house's colours, where ``place`` finds one, in the newsroom's own."""
    own = {COLOURS[role]: colour for role, colour in issue.report.colours.items()}
    return place.sub(lambda found: own.get(found[0].upper(), found[0]), text) if own else text


def _values(issue: Issue) -> dict[str, Any]:
    planned = layout(issue)
    return {
        "issue": issue,
        "layout": planned,
        "cover": measures(issue),
        "contents": _contents(issue, planned),
        "topics": list(dict.fromkeys(story.topic for story in issue.stories)),
        "version": __version__,
        "unorphaned": unorphaned,
        "date": _date(issue),
        "modified": f"{issue.corrected.last.isoformat()}T00:00:00+00:00" if issue.corrected else _date(issue),
        "picture_base": f"{BASE}pictures/",
        "letter_title": f"What {MONTHS[int(issue.month[5:]) - 1].capitalize()} brought",
        "dashboard_columns": 2 if len(planned.dashboard) in (2, 4) else 3,
        "timeline": _timeline(issue),
        "index_columns": _index_columns(issue),
        "glossary_halves": _halves(issue.glossary),
        "method_halves": method_halves(issue),
        "imprint": _imprint(issue),
    }


def _date(issue: Issue) -> str:
    """Return the document's date: the day of publication, else the first of its month. Never the clock."""
    day = issue.publishes.first.isoformat() if issue.publishes else f"{issue.month}-01"
    return f"{day}T00:00:00+00:00"


def _contents(issue: Issue, layout: Layout) -> list[dict[str, Any]]:
    opening = [
        {"title": f"What {MONTHS[int(issue.month[5:]) - 1].capitalize()} brought", "to": "letter"}
        if issue.letter
        else None,
        {"title": "The month in figures", "to": "dashboard"} if issue.dashboard else None,
    ]
    reference = [{"title": _REFERENCE[name], "to": name} for name in (*layout.reference.blocks, "method")]
    if layout.reference.method_on_back:
        reference[-1]["title"] += ", authors, contact"
    groups: list[dict[str, Any]] = [{"name": "This month", "entries": [entry for entry in opening if entry]}]
    for section in issue.sections:
        entries = [{"title": story.headline, "to": story.slug} for story in section.stories]
        groups.append({"name": section.name, "entries": entries})
    groups.append({"name": "Reference", "entries": reference})
    return [group for group in groups if group["entries"]]


def _timeline(issue: Issue) -> dict[str, Any] | None:
    """Return ticks and marks of the scale of years, in points; None when its events are close together."""
    first = int(issue.month[:4])
    ends = [event.date for event in issue.watch]
    last = max((date.last.year for date in ends), default=first)
    if last - first < 2 or last - first > 30:
        return None
    step = 465.6 / (last - first)

    def at(year: float) -> float:
        return round(3 + (year - first) * step, 2)

    event_years = {date.first.year for date in ends}
    every = 1 if last - first <= 15 else 5
    ticks = [
        {
            "year": year,
            "x": at(year),
            "label_x": 0 if year == first else at(year),
            "anchor": "start" if year == first else "middle",
            "lit": year in event_years,
        }
        for year in range(first, last + 1)
        if (year - first) % every == 0 or year in event_years
    ]
    now = at(first + (int(issue.month[5:]) - 0.5) / 12)
    places = {
        at(
            date.first.year
            if date.form == "year"
            else date.first.year + (date.first.timetuple().tm_yday - 1) / 365.25
        )
        for date in ends
    }
    return {
        "ticks": ticks,
        "events": sorted(places),
        "now": now,
        "now_x": max(0.0, now - 18) if now < 20 else now,
        "now_anchor": "start" if now < 20 else "middle",
        "said": ", ".join(periods.short(date) for date in ends),
    }


def _index_columns(issue: Issue) -> list[dict[str, Any]]:
    companies = list(issue.companies)
    regions = list(issue.regions)
    if not companies:
        return [{"name": "Regions", "entries": regions}]
    columns = 2 if regions else 3
    size = -(-len(companies) // columns)
    parts = (
        [companies[start : start + size] for start in range(0, len(companies), size)]
        if len(companies) > 5
        else [companies]
    )
    named = [{"name": _span("Companies", part, len(parts)), "entries": part} for part in parts]
    return [*named, {"name": "Regions", "entries": regions}] if regions else named


def _span(name: str, entries: list[IndexEntry], parts: int) -> str:
    return f"{name} {entries[0].name[:1].upper()}–{entries[-1].name[:1].upper()}" if parts > 1 else name


def _halves(entries: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    if len(entries) < 4:
        return [entries]
    half = -(-len(entries) // 2)
    return [entries[:half], entries[half:]]


def _imprint(issue: Issue) -> list[str]:
    report = issue.report
    contact = report.contact
    lines = [contact.address, report.tagline, contact.phone, contact.email, report.site]
    return [line for line in lines if line]


def _pictures(issue: Issue) -> list[Any]:
    own = [story.picture for story in issue.stories if story.picture]
    return [*([issue.cover_picture] if issue.cover_picture else []), *own]
