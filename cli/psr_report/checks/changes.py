"""The changes that a text tells: from what, to what, and by how much it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from psr_report import periods, quantities
from psr_report.checks.change_words import CHANGE, FALLS, RISES, TURNS, multiples
from psr_report.checks.passages import Passage
from psr_report.quantities import Found, Quantity, units

_FILLERS = r"(?:(?:an?|the|its|their|just|only|merely|record|previous|then|some|low|high|peak|of) ){0,3}"
_FROM = re.compile(r"(?<!\w)from\s", re.IGNORECASE)
_BEFORE_FIRST = re.compile(rf"(?<!\w)from {_FILLERS}\Z", re.IGNORECASE)
_BEFORE_LAST = re.compile(rf"(?<!\w)to {_FILLERS}\Z", re.IGNORECASE)
_RANGES = re.compile(r"(?<!\w)rang(?:e|es|ed|ing)\Z", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w.])(?:from|to)\s{1,12}(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    rf"(?![\w%/–:-]|[.,][0-9]|\s(?:{'|'.join(month[:3] for month in periods.MONTHS)}))"
)
_YEAR = re.compile(r"(?:19|2[01])[0-9]{2}")
_IN_BRACKETS = re.compile(r" ?\([^()]*\)")
_ANOTHER_CLAUSE = re.compile(
    r"(?<!\w)(?:and|or|but|while|whereas|which|who|that(?! of)|because|when|although|though|as|after|with)"
    r"(?!\w)",
    re.IGNORECASE,
)
_A_YEAR = re.compile(
    r"(?<!\w)(?:annual(?:ly|i[sz]ed)?|yearly|monthly|quarterly|average|CAGR|compound"
    r"|(?:an?|each|every|per) (?:year|month|quarter|week|day))(?!\w)",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"[ -]?(?:of|on|than|against|versus|vs|compared|from|below|above|year"
    r"|over (?:the (?:year|month|quarter|same|previous|first|second)|[12][0-9]{3})"
    r"|and [^ ]*[0-9]|respectively|among|for [^ ]+ and)(?!\w)",
    re.IGNORECASE,
)
_JUST_BEFORE = re.compile(
    rf"(?<![\w-]){CHANGE}(?: (?:by|of|an?|another|further|total|full|or|sharply|steeply|again|overall"
    r"|in total|a factor of))*[ (]*\Z",
    re.IGNORECASE,
)
_JUST_BEHIND = re.compile(rf"[ -](?:price |cost |net |total |overall )?{CHANGE}", re.IGNORECASE)
# What may stand between the second number and what is said of the change: "per kWh in 2025, a steep fall of".
_TAIL = r"[^.;:!?()–—,]{0,60}?"
_LEADS = (
    rf"(?:an?|the|or|by|of|which|that|this|is|was|means|equals|thus|so|total|overall|steep|sharp|further|in|price"
    rf"|cost|net|factor|i\.e\.|{RISES}|{FALLS}|{TURNS})"
)
_TO_WHAT_IS_SAID = re.compile(
    rf"{_TAIL}(?:, ?| ?[–—-] |: | ?(?P<bracket>\())(?:{_LEADS}(?: |\Z)){{0,7}}(?:{_LEADS})? ?\Z",
    re.IGNORECASE,
)
_OR = re.compile(r"[,–— ](?:or|or by|by) \Z", re.IGNORECASE)
_FROM_WHAT_IS_SAID = re.compile(r"[^.;:!?(),–—]{0,50}[,–—]? ?from \Z", re.IGNORECASE)
_TO_FROM = re.compile(rf"(?: per [^ ]+)?[^.;:!?()]{{0,40}}?,? (?:up |down )?from {_FILLERS}\Z", re.IGNORECASE)
_SAID_TO = re.compile(rf"[^.;:!?(),]{{0,30}}? to {_FILLERS}\Z", re.IGNORECASE)
_NEAR = 80  # characters between a multiple and its numbers
_OF_MULTIPLE = re.compile(r"[^.;:!?(),0-9]{0,45},? ")
_AS_MUCH = re.compile(r" (?:as (?:much|many|high|large|long|far|big|heavy)|more|higher|the )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a text tells, with one thing that it says of it.

    ``said`` is a percentage, a number of percentage points or a multiple ("doubled" is two times);
    "halved" is two times with the direction -1. ``direction`` is 1 where the words say a rise, -1 for a
    fall and 0 where they leave it open.
    """

    before: Quantity
    after: Quantity
    said: Found
    direction: int

    @property
    def is_of_shares(self) -> bool:
        """Whether a share became another share, so that a gap in points could be meant."""
        kinds = {end.unit.base.kind if end.unit else None for end in (self.before, self.after)}
        return kinds == {"share"}


@dataclass(frozen=True, slots=True)
class _Move:
    """From ``first`` to ``last``, and where the whole begins and ends, brackets included."""

    before: Quantity
    after: Quantity
    start: int
    end: int


def changes(passage: Passage) -> Iterator[Change]:
    """Yield what a text says of changes whose two ends it gives, each word of change once.

    Read are "from A to B, X", "X from A to B", "X to B from A" and "B, up X from A", inside one sentence and
    only where words of change stand at X. What is said of another base ("up 5% on the year"), of one year on
    average, or of two changes at once is left alone.
    """
    text = passage.unquoted
    if _FROM.search(text) is None:
        return
    numbers = sorted([*passage.own, *_bare(text, passage.own)], key=lambda each: each.start)
    outer = _outside_brackets(text, numbers)
    told = set()
    for move in _moves(text, outer):
        for change in (*_percentages(text, numbers, move), *_multiples(text, move)):
            if change.said.start not in told:
                told.add(change.said.start)
                yield change
    for change in _inverted(text, outer):
        if change.said.start not in told:
            told.add(change.said.start)
            yield change


def _bare(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """Yield the numbers without a unit behind "from" and "to"; years are none."""
    taken = {place for each in found for place in range(each.start, each.end)}
    for match in _BARE.finditer(text):
        if match.start("number") not in taken and not _YEAR.fullmatch(match["number"]):
            try:
                quantity = quantities.quantity(match["number"])
            except quantities.QuantityError:
                continue
            yield Found(match.start("number"), match.end("number"), quantity)


def _outside_brackets(text: str, numbers: Sequence[Found]) -> list[Found]:
    inside: list[tuple[int, int]] = [match.span() for match in re.finditer(r"\([^()]*\)", text)]
    brackets = iter([*inside, (len(text) + 1, len(text) + 1)])
    start, end = next(brackets)
    kept = []
    for number in numbers:
        while end <= number.start:
            start, end = next(brackets)
        if number.end <= start:
            kept.append(number)
    return kept


def _gap(text: str, start: int, end: int, longest: int = 160) -> str | None:
    """Return the words between two places on one line; None when they are far apart or in two paragraphs."""
    between = text[start:end]
    if end < start or len(between) > longest or re.search(r"\n[ \t]*\n", between):
        return None
    return re.sub(r"\s+", " ", between)


def _behind(text: str, end: int, reach: int = 40) -> str:
    return re.sub(r"\s+", " ", text[end : end + reach])


def _ahead(text: str, start: int, reach: int = 60) -> str:
    return re.sub(r"\s+", " ", text[max(0, start - reach) : start])


def _moves(text: str, outer: Sequence[Found]) -> Iterator[_Move]:
    """Yield each "from A to B" of quantities in one unit."""
    for number in outer:
        if number.quantity.is_range and re.search(r"\sto\s", number.quantity.text):
            opening = _BEFORE_FIRST.search(_ahead(text, number.start))
            if opening and not _is_range_of(text, number.start, opening):
                low, high = quantities.ends(number.quantity)
                first, _, last = re.split(r"(\sto\s)", number.quantity.text, maxsplit=1)
                before, after = replace(low, text=first.strip()), replace(high, text=last.strip())
                yield _Move(before, after, _from_at(text, number.start), number.end)
    for one, other in pairwise(outer):
        opening = _BEFORE_FIRST.search(_ahead(text, one.start))
        if opening is None or _is_range_of(text, one.start, opening):
            continue
        gap = _gap(text, one.end, other.start)
        plain = _IN_BRACKETS.sub("", gap) if gap is not None else ""
        if _BEFORE_LAST.search(plain) and _is_one_phrase(plain) and (pair := _alike(one, other)):
            yield _Move(*pair, _from_at(text, one.start), _end_of(text, other.end))


def _is_range_of(text: str, start: int, opening: re.Match[str]) -> bool:
    return _RANGES.search(_ahead(text, start)[: opening.start()].rstrip()) is not None


def _is_one_phrase(gap: str) -> bool:
    return len(gap) <= 80 and not re.search(r"[.;:!?()]", gap) and not _ANOTHER_CLAUSE.search(gap)


def _from_at(text: str, start: int) -> int:
    return text.lower().rindex("from", max(0, start - 60), start)


def _end_of(text: str, end: int) -> int:
    """Return where a quantity ends with the brackets behind it that hold its partner."""
    bracket = re.compile(r"\s{0,8}\((?![^()]{0,3}[+−–-])[^()]{1,60}\)").match(text, end)
    if bracket is None or "%" in bracket[0]:
        return end
    return bracket.end()


def _alike(one: Found, other: Found) -> tuple[Quantity, Quantity] | None:
    """Return both numbers when they count the same; the rate or the unit may stand at one of them alone."""
    before, after = one.quantity, other.quantity
    if before.is_range or after.is_range or before.low <= 0 or after.low < 0:
        return None
    if before.unit is None or after.unit is None:
        named = before.unit or after.unit
        return (before, after) if named is None or named.is_count else None
    if before.unit.base.kind in ("temperature", "points", "multiple"):
        return None
    if before.unit.is_currency and before.unit.base == after.unit.base:
        per = before.unit.per or after.unit.per
        before, after = _per(before, per), _per(after, per)
    assert before.unit is not None
    assert after.unit is not None
    return (before, after) if quantities.line_between(before.unit, after.unit) is not None else None


def _per(quantity: Quantity, per: units.Base | None) -> Quantity:
    return replace(quantity, unit=replace(quantity.unit, per=per)) if quantity.unit else quantity


def _percentages(text: str, numbers: Sequence[Found], move: _Move) -> Iterator[Change]:
    earlier = [each for each in numbers if each.end <= move.start][-1:]
    later = [each for each in numbers if each.start >= move.end][:1]
    for said in earlier:
        gap = _gap(text, said.end, move.start + len("from "))
        if gap and _is_said(said) and _FROM_WHAT_IS_SAID.fullmatch(gap.rstrip() + " "):
            direction = _direction(text, said)
            own = _JUST_BEHIND.match(_behind(text, said.end))
            rest = gap[own.end() :] if own else gap
            if (
                direction is not None
                and not re.match(r" of(?!\w)", gap)
                and not _tells_another(rest)
                and not _is_second(text, said)
            ):
                yield Change(move.before, move.after, said, direction)
    for said in later:
        gap = _gap(text, move.end, said.start)
        if gap is None or not _is_said(said) or not _TO_WHAT_IS_SAID.fullmatch(gap):
            continue
        if _follows_another(text, move) or _ANOTHER_CLAUSE.search(re.split(r"[,–—:(]", gap)[0]):
            continue
        direction = _direction(text, said)
        signed = (
            "(" in gap and said.quantity.unit is not None and (said.quantity.low < 0 or said.quantity.plus)
        )
        if direction is None and (_OR.search(gap) or signed):
            direction = _sign(said.quantity) or _governing(text, move.start)
        if direction is not None and not _of_another_base(text, said):
            yield Change(move.before, move.after, said, direction)


def _is_said(found: Found) -> bool:
    unit = found.quantity.unit
    return unit is not None and unit.per is None and unit.base.kind in ("share", "points", "multiple")


def _tells_another(gap: str) -> bool:
    """Return whether the words between a percentage and its change speak of something else too."""
    words = gap.removesuffix("from ").rstrip(" ,–—")
    return bool(
        _ANOTHER_CLAUSE.search(words)
        or _A_YEAR.search(words)
        or re.search(rf"(?<![\w-])(?:{RISES}|{FALLS})(?!\w)", words, re.IGNORECASE)
        or re.search(r"(?<!\w)(?:on|than|against|compared|versus|year)(?!\w)", words, re.IGNORECASE)
    )


def _is_second(text: str, said: Found) -> bool:
    """Return whether this is the second of two percentages: "57% and 59%"."""
    return re.search(r"[0-9]%? (?:and|or) (?:by )?\Z", _ahead(text, said.start)) is not None


def _follows_another(text: str, move: _Move) -> bool:
    """Return whether two changes stand side by side: what follows may be said of both."""
    return re.search(r"[0-9)A-Za-z%],? (?:and|or) \Z", _ahead(text, move.start)) is not None


def _of_another_base(text: str, said: Found) -> bool:
    behind = _behind(text, said.end)
    own = _JUST_BEHIND.match(behind)
    rest = behind[own.end() :] if own else behind
    if _OF_ANOTHER.match(behind) or _OF_ANOTHER.match(rest) or _A_YEAR.match(rest.lstrip()):
        return True
    return _A_YEAR.search(_ahead(text, said.start, 40)) is not None or "respectively" in _behind(
        text, said.end, 80
    )


def _direction(text: str, said: Found) -> int | None:
    """Return which way the word of change at a number points: 1, -1, 0 for neither; None without one."""
    if _A_YEAR.search(_ahead(text, said.start, 40)):
        return None
    ahead, behind = _ahead(text, said.start), _behind(text, said.end)
    if said.quantity.unit is not None and said.quantity.unit.base.kind == "multiple":
        return 1 if _JUST_BEFORE.search(ahead) or _AS_MUCH.match(behind) else None
    word = _JUST_BEHIND.match(behind) or _JUST_BEFORE.search(ahead)
    if word is None:
        return None
    return 1 if word["up"] else -1 if word["down"] else 0


def _sign(quantity: Quantity) -> int:
    return -1 if quantity.low < 0 else 1 if quantity.plus else 0


def _governing(text: str, start: int) -> int:
    """Return which way the word before "from" points."""
    word = re.search(rf"(?<![\w-]){CHANGE},? \Z", _ahead(text, start), re.IGNORECASE)
    return 0 if word is None else 1 if word["up"] else -1 if word["down"] else 0


def _multiples(text: str, move: _Move) -> Iterator[Change]:
    """Yield "doubled from A to B" and "from A to B, more than double"."""
    for said, direction in [*multiples(text, max(0, move.start - _NEAR), move.start)][-1:]:
        gap = _gap(text, said.end, move.start)
        is_one = gap is not None and _OF_MULTIPLE.fullmatch(gap) is not None
        if gap is not None and is_one and not _tells_another_multiple(gap):
            yield Change(move.before, move.after, said, direction)
    if _follows_another(text, move):
        return
    for said, direction in [*multiples(text, move.end, move.end + _NEAR)][:1]:
        gap = _gap(text, move.end, said.start)
        if gap is not None and not re.search("[0-9]", gap) and _TO_WHAT_IS_SAID.fullmatch(gap):
            yield Change(move.before, move.after, said, direction)


def _tells_another_multiple(gap: str) -> bool:
    words = re.sub(rf"^ (?:{RISES}|{FALLS}|{TURNS})(?!\w)", "", gap, flags=re.IGNORECASE)
    return _tells_another(words)


def _inverted(text: str, outer: Sequence[Found]) -> Iterator[Change]:
    """Yield "X to B from A" and "B, up X from A"."""
    numbers = [part for number in outer for part in _parted(text, number)]
    for one, two, three in zip(numbers, numbers[1:], numbers[2:], strict=False):
        behind = _gap(text, two.end, three.start)
        between = _gap(text, one.end, two.start)
        if behind is None or between is None:
            continue
        if _is_said(one) and _leads_to(between, behind):
            said, ends = one, _alike(three, two)
        elif _is_said(two) and _stands_between(between, behind):
            said, ends = two, _alike(three, one)
        else:
            continue
        direction = _direction(text, said)
        if ends is not None and direction is not None:
            yield Change(*ends, said, direction)


def _leads_to(between: str, behind: str) -> bool:
    """Return whether the gaps are those of "up X to B from A"."""
    to, back = _SAID_TO.fullmatch(between), _TO_FROM.fullmatch(_IN_BRACKETS.sub("", behind))
    words = between.removesuffix("to ")
    return bool(to and back) and not (
        _tells_another(words) or _ANOTHER_CLAUSE.search(behind) or "year" in behind
    )


def _stands_between(between: str, behind: str) -> bool:
    """Return whether the gaps are those of "B, up X from A"."""
    return re.fullmatch(rf" from {_FILLERS}", behind) is not None and _is_beside(between)


def _parted(text: str, number: Found) -> tuple[Found, ...]:
    """Return both numbers of "rose 12.8% to 22%", which looks like a range, and any other number whole."""
    middle = re.search(r"\sto\s+", number.quantity.text)
    if (
        not number.quantity.is_range
        or middle is None
        or _JUST_BEFORE.search(_ahead(text, number.start)) is None
    ):
        return (number,)
    low, high = quantities.ends(number.quantity)
    first, last = number.quantity.text[: middle.start()], number.quantity.text[middle.end() :]
    return (
        Found(number.start, number.start + middle.start(), replace(low, text=first)),
        Found(number.start + middle.end(), number.end, replace(high, text=last)),
    )


def _is_beside(gap: str) -> bool:
    plain = _IN_BRACKETS.sub("", gap)
    return (
        re.fullmatch(rf"{_TAIL}(?:, ?| ?[–—] | ?\()(?:{_LEADS}(?: |\Z)){{1,4}}", plain, re.IGNORECASE)
        is not None
    )
