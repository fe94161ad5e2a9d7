"""A new article begun from a page or a document: its source, quotations of it, figures to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from psr_report import periods
from psr_report.attribution import short_name
from psr_report.clip import Clipping, clip
from psr_report.errors import UsageError
from psr_report.scaffolding import article as articles
from psr_report.scaffolding import slugs, stories
from psr_report.scaffolding.beginning import Asked, Begun, begun
from psr_report.shapes import UNKNOWN, slugified, unused

_LONGEST = 40  # characters of a source's or a figure's name

# What a name cannot hold, as it is said.
_SPOKEN = (
    (re.compile(r"(?<=[0-9]),(?=[0-9]{3})"), ""),
    (re.compile(r"(?<=[0-9])\.(?=[0-9])"), "-point-"),
    (re.compile("[–—−]"), "-"),
    (re.compile("%"), " percent"),
    (re.compile("US\\$"), "usd "),
    (re.compile("€"), "eur "),
    (re.compile("£"), "gbp "),
    (re.compile("[¥￥]"), "yen "),
)


def article(
    folder: Path, month: str, asked: Asked, origin: str, now: datetime, *, allow_local: bool = False
) -> Begun:
    """Return a new article for the issue of ``month``, from a web address or a file.

    What is asked for goes before what the page says: its headline is only taken where none is given. Raises
    UsageError when it cannot be what is asked for, and what `clip` raises.
    """
    where = stories.setting(folder, month)
    topic = stories.topic(where, asked.topic)
    by = stories.signed(where, asked.by)
    _refuse_early(where, asked)
    clipping = clip(origin, now, allow_local=allow_local, limits=where.rules)
    headline = stories.headline(asked.headline or _title(clipping))
    source = _source(clipping)
    draft = articles.Draft(
        headline,
        list(where.topics),
        _day(clipping, stories.day(where, now.date()).isoformat()),
        topic=topic,
        sources=(source,),
        candidates=tuple(_candidates(clipping, source.name)),
        quotes=tuple(articles.Quote(words, source.name) for words in clipping.facts.quoted),
        signer=by,
        people=list(where.people),
    )
    made = begun(where, draft, asked.slug)
    return replace(made, notices=(*made.notices, *clipping.notices))


def _refuse_early(where: stories.Setting, asked: Asked) -> None:
    """Raise UsageError for what is wrong as typed, before anything is fetched."""
    if asked.headline or asked.slug:
        stories.path(where, stories.headline(asked.headline or "any"), asked.slug)


def _title(clipping: Clipping) -> str:
    if clipping.title is None:
        hint = 'say what the story finds, behind the issue: "Cells become cheaper"'
        raise UsageError(f"{clipping.origin[:200]} has no title to make a headline of", hint)
    return clipping.title


def _day(clipping: Clipping, latest: str) -> str:
    """Return when it may have happened: when the source was published, but not after ``latest``."""
    published = clipping.published
    return published if published and periods.parse(published).last.isoformat() <= latest else latest


def _source(clipping: Clipping) -> articles.Source:
    name = slugs.slug(short_name(clipping.publisher or ""))[:_LONGEST].rstrip("-")
    return articles.Source(
        name=name or articles.Source().name,
        publisher=clipping.publisher,
        title=clipping.title,
        url=clipping.url,
        published=clipping.published,
        accessed=clipping.accessed,
        author=clipping.author,
    )


def _candidates(clipping: Clipping, source: str) -> Iterator[articles.Candidate]:
    taken: set[str] = set()
    for figure in clipping.facts.figures:
        name = unused(_name(figure.value), taken.__contains__)
        taken.add(name)
        yield articles.Candidate(
            name,
            figure.value,
            source=source,
            also=figure.also,
            as_of=clipping.published or UNKNOWN,
            said=figure.fact,
            where=None if figure.fact else f"in paragraph {figure.paragraph}",
        )


def _name(value: str) -> str:
    """Return a name for a figure, made of its value: over-1000-km, usd-63-kwh."""
    text = value
    for sign, said in _SPOKEN:
        text = sign.sub(said, text)
    return slugified(text)[:_LONGEST].rstrip("-") or "figure"
