"""What a person asks the ledger for, and which names are meant by the words typed.

A name is meant when it is typed in full, in capitals or not; else when every word typed begins one of its
words: "LFP" finds "LFP cells". A measure may borrow words from its entity, "cell-price" for the price of LFP
cells, and one that begins with a word typed comes first: a fall in price is no price.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from psr_report.errors import UsageError
from psr_report.figures.rows import Row
from psr_report.lists import Company, Topics
from psr_report.model import KINDS

_FEW = 8  # names that a hint may list
_EMPTY_WORDS = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "the", "to"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters: of several values of one, any; of several filters, all. Months are YYYY-MM."""

    of: tuple[str, ...] = ()
    metric: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """The rows that were meant, and the names that fit less well and were left aside."""

    rows: tuple[Row, ...]
    aside: tuple[str, ...] = ()


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared, singular: "Cell-prices" is cell, price."""
    return tuple(_singular(word) for word in re.findall(r"\w+", text.casefold()))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def kinds(typed: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds asked for; several may be one word with commas. Raises UsageError for others."""
    asked = [name.strip() for each in typed for name in each.split(",")]
    for name in asked:
        if name.casefold() not in KINDS:
            raise _unknown("kind", "kinds", name, KINDS)
    return tuple(name.casefold() for name in asked)


def of_kinds(rows: Sequence[Row], asked: Collection[str]) -> Picked:
    """Return the rows of these kinds."""
    return Picked(tuple(row for row in rows if row.figure.kind in asked))


def of_topics(rows: Sequence[Row], typed: str, topics: Topics) -> Picked:
    """Return the rows whose story has that topic, by its name in the articles or in print."""
    known = {name: (name, topic.name) for name, topic in topics.topics.items()}
    return _by_name(rows, typed, known, lambda row: (row.story.article.topic,))


def of_companies(rows: Sequence[Row], typed: str, companies: Mapping[str, Company]) -> Picked:
    """Return the rows whose story is about that company, by any of its names."""
    known = {
        name: (name, company.name, company.native_name or "", *company.aliases)
        for name, company in companies.items()
    }
    return _by_name(rows, typed, known, lambda row: row.story.article.companies)


def of_entities(rows: Sequence[Row], typed: str) -> Picked:
    """Return the rows that measure that entity."""
    return _by_name(rows, typed, {}, lambda row: (row.figure.of,) if row.figure.of else ())


def of_measures(rows: Sequence[Row], typed: str) -> Picked:
    """Return the rows of that measure: named in full, else beginning so, else with all the words."""
    wanted = _wanted(typed)
    exact, first, fits = [], [], []
    for row in rows:
        mine = words(row.figure.metric or "")
        borrowed = (*mine, *words(f"{row.figure.of or ''} {row.figure.level or ''}"))
        if mine == words(typed):
            exact.append(row)
        if not _all_begin(wanted, borrowed) or not any(_begins(word, mine) for word in wanted):
            continue
        fits.append(row)
        if any(mine[0].startswith(word) for word in wanted):
            first.append(row)
    best = exact or first or fits
    named = {(row.figure.metric or "").casefold() for row in best}
    rest = [row.figure.metric or "" for row in fits if (row.figure.metric or "").casefold() not in named]
    return Picked(tuple(best), tuple(dict.fromkeys(rest)))


def unknown(option: str, typed: str, names: Iterable[str]) -> UsageError:
    """Return the error for a value that nothing in the ledger has, with what was probably meant."""
    plural = {"of": "entities", "metric": "measures", "topic": "topics", "company": "companies"}[option]
    singular = {"of": "entity", "metric": "measure"}.get(option, option)
    return _unknown(singular, plural, typed, sorted(set(names), key=str.casefold))


def _by_name(
    rows: Sequence[Row],
    typed: str,
    known: Mapping[str, Iterable[str]],
    names: Callable[[Row], Sequence[str]],
) -> Picked:
    """Return the rows one of whose names is meant; ``known`` gives the other spellings of a name."""
    wanted, asked = _wanted(typed), words(typed)
    exact: set[str] = set()
    fits: list[str] = []
    for name in dict.fromkeys(name for row in rows for name in names(row)):
        spellings = [words(spelling) for spelling in known.get(name, (name,))]
        if asked in spellings:
            exact.add(name)
        if any(_all_begin(wanted, spelling) for spelling in spellings):
            fits.append(name)
    best = exact or set(fits)
    picked = tuple(row for row in rows if best.intersection(names(row)))
    return Picked(picked, tuple(name for name in fits if name not in best))


def _wanted(typed: str) -> tuple[str, ...]:
    found = words(typed)
    return tuple(word for word in found if word not in _EMPTY_WORDS) or found


def _all_begin(wanted: Sequence[str], mine: Sequence[str]) -> bool:
    return bool(wanted) and all(_begins(word, mine) for word in wanted)


def _begins(word: str, mine: Sequence[str]) -> bool:
    return any(one.startswith(word) for one in mine)


def _unknown(singular: str, plural: str, typed: str, names: Sequence[str]) -> UsageError:
    shown = typed if len(typed) <= 60 else f"{typed[:59]}…"
    near = _nearest(typed, names)
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    elif not names:
        hint = f"the ledger knows no {plural}"
    elif len(names) <= _FEW:
        hint = f"the {plural} are {', '.join(names)}"
    else:
        hint = (
            f"some of the {len(names)} {plural} are {', '.join(names[:_FEW])}; psr-report figures shows all"
        )
    return UsageError(f'"{shown}" is not {_article(singular)} of the ledger', hint)


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _nearest(typed: str, names: Sequence[str]) -> list[str]:
    """Return up to three names near to what was typed: as a whole, else by one of their words."""
    folded = {name.casefold()[:100]: name for name in names}
    close = difflib.get_close_matches(typed.casefold()[:100], list(folded), n=3, cutoff=0.6)
    if close:
        return [folded[name] for name in close]
    by_word: dict[str, list[str]] = {}
    for name in names:
        for word in words(name):
            by_word.setdefault(word, []).append(name)
    found = [
        name
        for word in _wanted(typed)
        for near in difflib.get_close_matches(word, list(by_word), n=2, cutoff=0.6)
        for name in by_word[near]
    ]
    return list(dict.fromkeys(found))[:3]
