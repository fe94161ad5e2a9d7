"""Units are written in one form: 81 kWh, 20%, €54, US$63, CO₂.

"81kWh", "500 kms" and "20 %" are read without trouble, and each of them says that nobody looked the page
over. A unit has a space before it and the letters that belong to it, small and capital; the percent sign
and the signs of currencies stand close; codes such as USD give way to signs. Words written out
("kilometres", "percent") are as good. Names, addresses and quotations are left as they are.

One slip is more than form: a battery holds kilowatt-hours (kWh), a motor gives kilowatts (kW). A pack of
"81 kW", a price "per kW" of cells and anything in "kW/h" are reported; only the author knows what is
meant.

Numbers have a point before their decimals and commas between their thousands. "9,2%" and "1.234.567 km" are
errors, because no other rule can hold them against a figure; "150.000 km" is one because it may be either.

Fails:

    summary: |
      The pack stores 81kWh, the desk reports.
    figures:
      pack: {label: stored by the pack, value: 81 kWh, kind: actual, as_of: 2025-10, level: pack,
        source: desk}

Fails, for a number as it is written elsewhere:

    summary: |
      Their share was 9,2%, the desk reports.

Passes:

    summary: |
      The pack stores 81 kWh, the desk reports.
    figures:
      pack: {label: stored by the pack, value: 81 kWh, kind: actual, as_of: 2025-10, level: pack,
        source: desk}

Silence it where a form is part of a name that companies.yaml does not list:

    ignore: {unit-form: 48V is part of the product's name}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from psr_report.checks.designations import names_something
from psr_report.checks.foreign_numbers import foreign
from psr_report.checks.kw_for_kwh import mistaken
from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.checks.spellings import is_another_prefix, right_form
from psr_report.errors import Problem, Severity
from psr_report.quantities import Found, units
from psr_report.quantities.units import GAP, Base
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
FIXES = True

_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?\+?")
_SCALE = re.compile(
    rf"(?:{GAP})?(?:thousand|million|billion|trillion|lakh|crore|mn|bn|tn)s?(?!\w)", re.IGNORECASE
)
_GLUE = re.compile(rf"{GAP}|[-‑]|")
_MONEY = re.compile(rf"(?<!\w)(?P<sign>{units.prefixes()})(?P<gap>{GAP}?)(?=[+−–-]?[0-9])", re.IGNORECASE)
_PER = re.compile(rf"(?:(?<=[\w)$€£¥₹])\s?/\s?|(?<!\w)per{GAP})(?={units.suffixes().pattern})")
_CARBON = re.compile(r"(?:(?<![^\W_])|(?<=[0-9])(?=[gkMt]))(?:[kK]?g|M?t)?(?P<name>CO2)(?=(?:-?eq?)?(?!\w))")
_PLAIN_RANGE = re.compile(r"[0-9.,]+(?:[–-][0-9.,]+)?(?:\s(?:thousand|million|billion|trillion))?\s?\Z")
_TIGHT = ("°", "℃", "℉")  # "20°C" is as common as "20 °C"
_KEEPS_SPACE = frozenset({"CHF"})


@dataclass(frozen=True, slots=True)
class _Slip:
    """A wrong form: the words that show it, and what mends it (``text`` None where only the author can)."""

    span: tuple[int, int]
    message: str
    right: str
    start: int = 0
    end: int = 0
    text: str | None = None
    severity: Severity = SEVERITY


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each unit in a story's texts that is written in another form."""
    for passage in desk.texts(story):
        yield from _problems(passage, desk)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the texts of issue.yaml."""
    for passage in desk.plan:
        yield from _problems(passage, desk)


def _problems(passage: Passage, desk: Desk) -> Iterator[Problem]:
    names = _names(tuple(company.name for company in desk.room.companies.values()))
    kept = [match.span() for match in names.finditer(passage.unquoted)] if names else []
    for slip in _slips(passage):
        start, end = slip.span
        if any(first < end and start < last for first, last in kept):
            continue
        problem = passage.problem("unit-form", slip.severity, slip.span, slip.message, slip.right)
        fix = passage.fix(slip.start, slip.end, slip.text) if slip.text is not None else None
        yield replace(problem, fix=fix)


@cache
def _names(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return a pattern for the names of companies that could be taken for a number or a unit."""
    doubtful = [name for name in names if re.search(r"[0-9%€$]", name) or len(name) <= len("kWh")]
    choice = "|".join(re.escape(name) for name in sorted(doubtful, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)") if choice else None


def _slips(passage: Passage) -> Iterator[_Slip]:
    text = passage.unquoted
    seen: set[int] = set()  # where the units stand that belong to a number
    for number in passage.own:
        yield from _in_money(text, number)
        yield from _in_amounts(text, number, seen)
    yield from _in_rates(text)
    yield from _in_measures(text, seen)
    for one in foreign(text):
        message = f'"{text[one.start : one.end]}" {one.why}'
        yield _Slip((one.start, one.end), message, one.hint, one.start, one.end, one.right, Severity.ERROR)
    for match in _CARBON.finditer(text):
        start, end = match.span("name")
        yield _Slip((start, end), 'the 2 in "CO2" stands on the line', "write CO₂", end - 1, end, "₂")
    for start, end, hint in mistaken(passage):
        typed = _on_one_line(text[start:end])
        yield _Slip((start, end), f'"{typed}" gives energy in a unit of power', hint)


def _in_money(text: str, number: Found) -> Iterator[_Slip]:
    """Yield signs of currencies with a space behind them, and codes that stand for a sign."""
    for match in _MONEY.finditer(text, number.start, number.end):
        base = units.base(match["sign"])
        if base is None or base.symbol in _KEEPS_SPACE:
            continue
        is_code = match["sign"] != base.symbol
        if is_code or match["gap"]:
            digits = _NUMBER.search(text, match.end(), number.end)
            end = digits.end() if digits else match.end()
            typed, right = text[match.start() : end], base.symbol + text[match.end() : end]
            why = "names the currency by a code" if is_code else "has a space behind the sign"
            message = f'"{_on_one_line(typed)}" {why}'
            yield _Slip(
                (match.start(), end), message, f"write {right}", match.start(), match.end(), base.symbol
            )


def _in_amounts(text: str, number: Found, seen: set[int]) -> Iterator[_Slip]:
    """Yield units in another form behind the digits of a quantity; where they stand is added to ``seen``."""
    at = number.start
    while digits := _NUMBER.search(text, at, number.end):
        at = digits.end()
        scale = _SCALE.match(text, at, number.end)
        behind = scale.end() if scale else at
        glue = _GLUE.match(text, behind, number.end)
        unit = units.suffixes().match(text, glue.end() if glue else behind)
        if unit is None or unit.end(1) > number.end:
            continue
        base = units.base(unit[1])
        if base is None or base.symbol == "100 km":
            continue
        seen.add(unit.start(1))
        at = unit.end(1)
        if _is_behind_per(text, digits.start()):
            continue  # "kWh/100km" is one unit
        slip = _behind(text, number, digits, behind, unit, base)
        if slip is not None:
            yield slip


def _behind(
    text: str, number: Found, digits: re.Match[str], behind: int, unit: re.Match[str], base: Base
) -> _Slip | None:
    """Return what is wrong with a unit behind digits (and a scale that ends at ``behind``), or None."""
    if base.kind.startswith("currency"):
        return _behind_code(text, number, digits, unit, base)
    glue, typed = text[behind : unit.start(1)], unit[1]
    if not glue and len(typed) == 1 and names_something(text, digits.start()):
        return None  # RX 450h
    right = right_form(typed, base, one=digits[0] == "1" and not number.quantity.is_range)
    if base.symbol == "%":
        space = ""
        is_wrong = typed == "%" and bool(glue)
        why = "has a space before the percent sign" if is_wrong else "is not how the house writes %"
    else:
        space = glue or ("" if typed.startswith(_TIGHT) or base.kind == "multiple" or typed == "m" else " ")
        is_wrong = space != glue
        why = "has no space before the unit"
    if right is None and not is_wrong:
        return None
    if right == "%" or right is None:
        becomes = space + (right or typed)
    else:
        becomes = (space or " ") + right
        why = f"is not how the house writes {base.symbol}"
    start, end = digits.start(), unit.end(1)
    is_open = right is not None and is_another_prefix(typed, right)
    written = _on_one_line(text[start:behind] + becomes)
    hint = f"write {written} if that is meant" if is_open else f"write {written}"
    message = f'"{_on_one_line(text[start:end])}" {why}'
    if becomes.startswith(glue):  # the space stays, be it the end of a line
        behind, becomes = unit.start(1), becomes.removeprefix(glue)
    return _Slip((start, end), message, hint, behind, end, None if is_open else becomes)


def _behind_code(
    text: str, number: Found, digits: re.Match[str], unit: re.Match[str], base: Base
) -> _Slip | None:
    """Return "63 USD" and "63 €" as a slip; words ("63 euros") are none."""
    typed = unit[1]
    if (right_form(typed, base) is None and typed != base.symbol) or base.symbol in _KEEPS_SPACE:
        return None
    first = _NUMBER.search(text, number.start, unit.start(1))
    start = first.start() if first and number.quantity.is_range else digits.start()
    end, amount = unit.end(1), text[start : unit.start(1)]
    is_plain = _PLAIN_RANGE.match(amount) is not None
    right = base.symbol + amount.rstrip()
    hint = f"write {right}" if is_plain else f"put {base.symbol} before each number"
    message = f'"{_on_one_line(text[start:end])}" has the currency behind the number'
    return _Slip((start, end), message, hint, start, end, right if is_plain else None)


def _in_rates(text: str) -> Iterator[_Slip]:
    """Yield units behind "per" and "/" that are in another form: "US$63/Kwh"."""
    for match in _PER.finditer(text):
        unit = units.suffixes().match(text, match.end())
        base = units.base(unit[1]) if unit else None
        if unit is None or base is None or base.kind.startswith("currency") or len(unit[1]) < len("km"):
            continue
        right = right_form(unit[1], base, one=True)
        if right is not None:
            yield _renamed(unit.span(1), unit[1], right, base)


def _in_measures(text: str, seen: set[int]) -> Iterator[_Slip]:
    """Yield "kwh" and "kms" where no number stands before them, as in the measure of a chart."""
    for match in _alone().finditer(text):
        typed, base = match[0], units.base(match[0])
        if base is None or match.start() in seen or _is_behind_per(text, match.start()):
            continue
        if typed.isupper() and _beside_a_name(text, match):
            continue
        right = right_form(typed, base)
        if right is not None:
            yield _renamed(match.span(), typed, right, base)


@cache
def _alone() -> re.Pattern[str]:
    """Return a pattern for what can only be a unit: of energy in any case, and short forms with an s."""
    energies = [
        base.symbol for base in units.BASES if base.symbol.endswith("Wh") and len(base.symbol) > len("Wh")
    ]
    short = [
        each for base in units.BASES for each in base.spellings
        if len(each) == len("kms") and each.endswith("s") and right_form(each, base)
    ]  # fmt: skip
    return re.compile(rf"(?<![\w.@#’'-])(?:(?i:{'|'.join(energies)})|{'|'.join(short)})(?![\w@’'-])")


def _renamed(span: tuple[int, int], typed: str, right: str, base: Base) -> _Slip:
    message = f'"{typed}" is not how the house writes {base.symbol}'
    if is_another_prefix(typed, right):
        return _Slip(span, message, f"write {right} if that is meant")
    return _Slip(span, message, f"write {right}", *span, right)


def _is_behind_per(text: str, at: int) -> bool:
    return re.search(r"(?:/\s?|(?<!\w)per\s{1,12})\Z", text[max(0, at - 16) : at], re.IGNORECASE) is not None


def _beside_a_name(text: str, match: re.Match[str]) -> bool:
    return names_something(text, match.start()) or re.match(r"\s[A-Z]", text[match.end() :][:2]) is not None


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
