"""A quantity in a unit of the house pairs has its partner beside it, in brackets, once in a story.

Readers in Chicago think in miles and in dollars, readers in Stuttgart in kilometres and in euros. The
pairs are those of `house_pairs` in report.yaml. They are asked for in running text: the line on why it
matters, the summary and the note together, each takeaway and each date to watch on its own, and the
letter. Headlines, labels and charts may do with one unit, and a rate such as g/km has no partner. Power is
given in kW alone where the sentence speaks of charging or of the grid.

`check --fix` adds the conversion, or what the source printed beside the number if a figure gives it under
`also:`. It never adds an amount of money: no rate is known here.

Fails:

    summary: |
      The pack is good for 758 km on the WLTP cycle, the desk reports.
    figures:
      range: {label: range of the pack, value: 758 km, kind: claim, as_of: 2025-10, cycle: WLTP, source: desk}

Passes:

    summary: |
      The pack is good for 758 km (471 miles) on the WLTP cycle, the desk reports. No other goes 758 km.
    figures:
      range: {label: range of the pack, value: 758 km, kind: claim, as_of: 2025-10, cycle: WLTP, source: desk}

Silence it where the source gives one currency only:

    ignore: {unit-pair: the source gives the price in US dollars only, and no exchange rate}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from psr_report import quantities
from psr_report.checks.foreign_numbers import foreign
from psr_report.checks.kw_for_kwh import mistaken
from psr_report.checks.pairs import listed_before, pairs
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.model import Figure
from psr_report.quantities import Found, Quantity, Unit
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
NEEDS = {"figures", "report.yaml"}
FIXES = True

_OF_STORY = frozenset({"why", "summary", "analysis"})
_OF_PLAN = frozenset({"letter", "takeaway", "watch"})
_RATE = re.compile(r"\s+(?:per|an?)\s")
_HYPHENED = re.compile(r"[0-9][-‑][a-z]")
_OWN_UNIT = re.compile(r"(?:[^\W\d_]|[%°])[^0-9]*\Z")
_CHARGING = re.compile(
    r"(?<!\w)(?:(?:re)?charg|grid|solar|wind (?:farm|power)|electroly[sz]|substation|data cent)",
    re.IGNORECASE,
)
_POWER = "kW"


@dataclass(frozen=True, slots=True)
class _Lone:
    """A quantity without its partner: with the bare numbers of a range or a list before it."""

    passage: Passage
    numbers: tuple[Found, ...]
    partner: Unit

    @property
    def last(self) -> Found:
        return self.numbers[-1]


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each quantity that no text of a story gives with its partner."""
    texts = [passage for passage in desk.texts(story) if passage.role in _OF_STORY]
    yield from _problems(texts, desk, story.article.figures)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of issue.yaml, each of which stands alone."""
    for passage in desk.plan:
        if passage.role in _OF_PLAN:
            yield from _problems([passage], desk, _figures(passage, desk))


def _figures(passage: Passage, desk: Desk) -> Mapping[str, Figure]:
    """Return the figures of the story that a takeaway or a date to watch comes from."""
    plan, place = desk.folder.plan, passage.path[1] if len(passage.path) > 1 else 0
    entries: Sequence[object] = {"takeaway": plan.takeaways, "watch": plan.watch}.get(passage.role, ())
    slug = getattr(entries[int(place)], "article", None) if entries else None
    story = desk.folder.stories.get(slug) if slug else None
    return story.article.figures if story else {}


def _problems(texts: Sequence[Passage], desk: Desk, figures: Mapping[str, Figure]) -> Iterator[Problem]:
    house = desk.room.report.house_pairs
    alone: list[_Lone] = []
    known = _Known()
    for passage in texts:
        paired = _paired(passage, house)
        for number in paired.values():
            known.add(number.quantity)
        alone += _lone(passage, paired, house)
    for lone in alone:
        if not known.holds(lone.last.quantity):
            known.add(lone.last.quantity)
            yield _problem(lone, house, figures)


class _Known:
    """The quantities that a text has given in both units, to be asked for again."""

    def __init__(self) -> None:
        self._by_unit: dict[str, dict[tuple[Decimal, Decimal], Quantity]] = {}

    def add(self, quantity: Quantity) -> None:
        self._of_unit(quantity).setdefault((quantity.low, quantity.high), quantity)

    def holds(self, quantity: Quantity) -> bool:
        """Return whether this quantity, or one that agrees with it, was added."""
        known = self._of_unit(quantity)
        if (quantity.low, quantity.high) in known:
            return True
        return any(_is_near(quantity, one) and quantities.agree(quantity, one) for one in known.values())

    def _of_unit(self, quantity: Quantity) -> dict[tuple[Decimal, Decimal], Quantity]:
        return self._by_unit.setdefault(quantity.unit.symbol if quantity.unit else "", {})


def _is_near(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities in one unit can agree at all: asked first, because it takes no time."""
    return abs(one.low - other.low) <= max(one.step, other.step)


def _paired(passage: Passage, house: Sequence[str]) -> dict[int, Found]:
    """Return the numbers that stand beside their partner, by where they start."""
    places = {number.start: place for place, number in enumerate(passage.own)}
    found: dict[int, Found] = {}
    partners: dict[int, int] = {}
    for pair in pairs(passage):
        if _is_partner(pair.first, pair.second, house, in_brackets=pair.in_brackets):
            found |= {pair.first.start: pair.first, pair.second.start: pair.second}
            partners[pair.first.start] = pair.values
    for start, count in partners.items():
        before = listed_before(passage, places[start])
        found |= {one.start: one for one, _ in zip(before, range(count - 1), strict=False)}
    return found


def _is_partner(one: Found, other: Found, house: Sequence[str], *, in_brackets: bool) -> bool:
    """Return whether ``other`` is what a house pair asks for beside ``one``, or another conversion of it."""
    mine, theirs = one.quantity.unit, other.quantity.unit
    if mine is None or theirs is None or mine.base == theirs.base:
        return False
    wanted = quantities.partner(mine, house)
    return (wanted is not None and wanted.base == theirs.base) or (
        in_brackets and mine.base.kind == theirs.base.kind
    )


def _lone(passage: Passage, paired: Mapping[int, Found], house: Sequence[str]) -> Iterator[_Lone]:
    numbers = passage.own
    doubtful = {
        *(one.start for one in foreign(passage.unquoted)),
        *(start for start, *_ in mistaken(passage)),
    }
    for place, number in enumerate(numbers):
        if doubtful.intersection(range(number.start, number.end)):
            continue  # what it means is to be settled first
        wanted = _wanted(passage, number, house)
        if wanted is None or number.start in paired or _goes_on(passage, place):
            continue
        bare = []
        for one in listed_before(passage, place):
            if _has_own_unit(one) or one.start in paired:
                break
            bare.append(one)
        yield _Lone(passage, (*reversed(bare), number), wanted)


def _wanted(passage: Passage, number: Found, house: Sequence[str]) -> Unit | None:
    """Return the unit that the house wants beside a number, or None."""
    quantity = number.quantity
    if quantity.unit is None or quantity.unit.of or not quantity.high:
        return None
    if quantity.unit.base.symbol == _POWER and _CHARGING.search(passage.sentence_words(number.start)):
        return None
    return quantities.partner(quantity.unit, house)


def _has_own_unit(number: Found) -> bool:
    """Return whether the unit is written at the number, and not taken over from one behind it."""
    unit = number.quantity.unit
    return (unit is not None and unit.is_currency) or _OWN_UNIT.search(number.quantity.text) is not None


def _goes_on(passage: Passage, place: int) -> bool:
    """Return whether a number without a unit of its own runs into one that has it: "from 100 to 200 km"."""
    numbers = passage.own
    if _has_own_unit(numbers[place]) or place + 1 == len(numbers):
        return False
    return next(listed_before(passage, place + 1), None) is numbers[place]


def _problem(lone: _Lone, house: Sequence[str], figures: Mapping[str, Figure]) -> Problem:
    passage, last = lone.passage, lone.last
    start, at = lone.numbers[0].start, _before_rate(last)
    typed = " ".join(passage.words[start : last.end].split())
    partner = _partner_words(lone, house, figures)
    name = (
        "an amount in " + lone.partner.base.symbol if lone.partner.is_currency else lone.partner.base.symbol
    )
    message = f'"{typed}" stands without {name}'
    if partner is None:
        hint = (
            f"add the amount in {lone.partner.base.symbol} in brackets as the source printed it;"
            " if it printed none, set unit-pair aside under `ignore:`"
        )
        return passage.problem("unit-pair", SEVERITY, (start, last.end), message, hint)
    added = f" or {partner}" if _is_in_brackets(passage, start) else f" ({partner})"
    better = " ".join((passage.words[start:at] + added + passage.words[at : last.end]).split())
    problem = passage.problem("unit-pair", SEVERITY, (start, last.end), message, f"write {better}")
    return replace(problem, fix=passage.fix(at, at, added))


def _before_rate(number: Found) -> int:
    """Return where the partner goes: "US$63 (€54) per kWh", but "US$63/kWh (€54/kWh)"."""
    rate = _RATE.search(number.quantity.text) if number.quantity.unit and number.quantity.unit.per else None
    return number.start + rate.start() if rate else number.end


def _is_in_brackets(passage: Passage, at: int) -> bool:
    before = passage.unquoted[max(0, at - 120) : at]
    return before.rfind("(") > before.rfind(")")


def _partner_words(lone: _Lone, house: Sequence[str], figures: Mapping[str, Figure]) -> str | None:
    """Return the partner as it is to be printed; None where nobody can know it."""
    partners = [
        _printed(number.quantity, lone.partner, figures) or _converted(number.quantity, house)
        for number in lone.numbers
    ]
    if any(one is None for one in partners):
        return None
    known = [_plain(one, lone.last) for one in partners if one is not None]
    words = "".join(
        _number(one) + lone.passage.text[before.end : behind.start]
        for one, before, behind in zip(known, lone.numbers, lone.numbers[1:], strict=False)
    )
    ending = known[-1]
    if _HYPHENED.search(lone.last.quantity.text) and ending.unit is not None:
        return f"{words}{_number(ending)}-{ending.unit.base.singular}"
    return " ".join((words + quantities.house(ending)).split())


def _printed(quantity: Quantity, wanted: Unit, figures: Mapping[str, Figure]) -> Quantity | None:
    """Return what the source printed beside this quantity, if a figure gives it."""
    for exactly in (True, False):
        for figure in figures.values():
            for one, other in ((figure.value, figure.also), (figure.also, figure.value)):
                if one is None or other is None or other.unit is None or other.unit.base != wanted.base:
                    continue
                is_same = (one.low, one.high) == (quantity.low, quantity.high) if exactly else True
                if is_same and quantities.agree(quantity, one):
                    return other
    return None


def _converted(quantity: Quantity, house: Sequence[str]) -> Quantity | None:
    try:
        return quantities.pair(quantity, house)
    except quantities.QuantityError:
        return None


def _plain(quantity: Quantity, beside: Found) -> Quantity:
    """Return the partner without a qualifier, and without a rate that stands behind both."""
    unit = quantity.unit
    typed = beside.quantity.text
    has_own_rate = "/" in typed
    if unit is not None and unit.per is not None and not has_own_rate:
        unit = replace(unit, per=None)
    return replace(quantity, qualifier=None, plus=False, unit=unit)


def _number(quantity: Quantity) -> str:
    return "".join(part.text for part in quantities.parts(quantity) if part.role in ("number", "currency"))
