"""What a page or a document gives for a new article: title, publisher, date, facts, figures.

A `Clipping` is somebody else's text, made fit to stand in a newsroom's file: a few marked quotations and the
numbers in them. The story itself is left to the analyst.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psr_report import periods
from psr_report.clip import words
from psr_report.clip.facts import Facts, facts
from psr_report.clip.material import material
from psr_report.clip.reading import Text, read
from psr_report.errors import UsageError
from psr_report.periods import PeriodError
from psr_report.settings import Rules
from psr_report.shapes import MAX_LINE, address_fault

__all__ = ["Clipping", "clip"]

_AUTHOR = 160  # characters
_ADDRESS = 1000


@dataclass(frozen=True, slots=True)
class Clipping:
    """What was taken from a page or a document; None is what it does not say.

    ``published`` is a day or a month, ``accessed`` the day of the clipping, both as files are written.
    ``notices`` say what a person should know of it.
    """

    origin: str
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    accessed: str
    url: str | None
    facts: Facts
    notices: tuple[str, ...] = ()


def clip(origin: str, now: datetime, *, allow_local: bool = False, limits: Rules | None = None) -> Clipping:
    """Return what a web address or a file gives. ``limits`` say how much may be quoted.

    Only a web address that is given uses the network. Raises UsageError for one that is not fetched from and
    for a file that is not what it should be; UnreachableError for what cannot be had, is too large or slow.
    """
    limits = limits or Rules()
    text = read(material(origin, allow_local=allow_local))
    title = words.line(text.title, MAX_LINE)
    if not any(map(str.isalnum, "".join((title, *text.paragraphs)))):
        raise UsageError(f"{origin[:200]} says nothing", "look whether the right file or page was given")
    separators = _has_our_separators(text.language)
    found = facts(
        text.paragraphs,
        each=limits.quote_long_words,
        together=limits.quote_long_words_per_source,
        separators=separators,
    )
    return Clipping(
        origin=origin,
        title=title or None,
        publisher=words.line(text.publisher, MAX_LINE) or None,
        author=words.line(text.author, _AUTHOR) or None,
        published=_published(text.published, now),
        accessed=now.date().isoformat(),
        url=_address(text.url),
        facts=found,
        notices=tuple(_notices(text, found, separators=separators)),
    )


def _published(declared: str, now: datetime) -> str | None:
    """Return a date as it was declared, if there is such a date and it is not to come."""
    try:
        period = periods.parse(declared)
    except PeriodError:
        return None
    # The clock counts in UTC: east of it tomorrow has begun.
    return declared if (period.first - now.date()).days <= 1 else None


def _address(url: str) -> str | None:
    is_sound = url and len(url) <= _ADDRESS and url == words.line(url, _ADDRESS) and not address_fault(url)
    return url if is_sound else None


def _has_our_separators(language: str) -> bool:
    """Return whether a language writes 1,000.5 as English does, as one that is not known is taken to."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language.replace("_", "-"), sep="-") if language else Locale("en")
    except (UnknownLocaleError, ValueError, TypeError):
        return True
    symbols = locale.number_symbols.get("latn") or {}
    return str(symbols.get("decimal", ".")) == "."


def _notices(text: Text, found: Facts, *, separators: bool) -> list[str]:
    notices = []
    if not text.paragraphs:
        notices.append("no running text was found; a page that a script builds has to be saved in a browser")
    elif not found.quoted:
        notices.append("no sentence with a number was found")
    if not separators:
        notices.append(
            f"the text is marked as {text.language[:20]}, where 1.000 is a thousand: numbers with a point or "
            "a comma are not offered as figures"
        )
    if found.left_aside:
        notices.append(f"{found.left_aside} more numbers stand in the text, not offered as figures")
    return notices
