"""A whole field, as an analyst typed it, to a quantity or a period."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from .. import periods
from ..periods import Period, PeriodError
from . import units
from .grammar import QUALIFIERS, Reading, joins_backwards, quantity_of, rate, reading
from .units import GAP, Unit
from .value import Quantity, QuantityError, exactly

LONGEST = 200  # characters: a field is a number with its unit, not a paragraph

FRACTIONS = {
    "half": (1, 2),
    "a third": (1, 3),
    "two thirds": (2, 3),
    "a quarter": (1, 4),
    "three quarters": (3, 4),
    "a fifth": (1, 5),
    "a tenth": (1, 10),
}
_FRACTION_SPELLINGS = {
    "a half": "half",
    "one half": "half",
    "one third": "a third",
    "one quarter": "a quarter",
    "one fifth": "a fifth",
    "one tenth": "a tenth",
} | {words: words for words in FRACTIONS}

_DATE_LIKE = re.compile(
    r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}"
    r"|[HQhq][0-9][ /-]*[0-9]{4}|[0-9]{4}[ -]?[HQhq][0-9]|[0-9]{4}(?:-[0-9-]+)?/[0-9-]+"
)
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_OF = re.compile(rf"{GAP}of{GAP}(?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*\w")
# Words that no counting noun contains: with them the text says more, or another number, than it seems to.
_NO_NOUNS = frozenset(
    {
        *("and", "or", "to", "of", "per", "by", "in", "from", "than", "plus", "minus", "a", "an", "the"),
        *("hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "trillion"),
        *("lakh", "crore", "dozen", "dozens", "score", "ish"),
    }
)


@lru_cache(maxsize=4096)
@exactly
def parse(text: str) -> Quantity | Period:
    """Return the quantity in ``text``, or the period when it names one ("2025", "H1 2025", "2025-09").

    The whole text must be read: a number with at most a qualifier before it and a unit behind it. A point
    is always the decimal point, so ``1.000`` is one and known to three decimals; thousands take a comma
    or a thin space. An unknown noun counts things: "250 million motorcycles". Raises QuantityError for
    everything else.
    """
    typed = text.strip()
    lead = len(text) - len(text.lstrip())
    try:
        return _period(typed) or _quantity(typed)
    except QuantityError as error:
        raise QuantityError(error.message, error.hint, error.offset + lead) from None


def quantity(text: str) -> Quantity:
    """Return the quantity in ``text`` as ``parse`` does; raises QuantityError for a period too."""
    value = parse(text)
    if isinstance(value, Period):
        hint = f"write {int(value.text):,} if it is a number" if value.text.isdigit() else "write a number"
        raise QuantityError(f'"{value.text}" is a period, not a quantity', hint)
    return value


def _period(typed: str) -> Period | None:
    """Return the period, or None for what is none; a date that cannot be is an error, not a number."""
    if not (re.fullmatch("(?:19|2[01])[0-9]{2}|2200", typed) or _DATE_LIKE.fullmatch(typed)):
        return None
    try:
        return periods.parse(typed)
    except PeriodError as error:
        raise QuantityError(error.message, error.hint) from None


def _quantity(typed: str) -> Quantity:
    if not typed:
        raise QuantityError("nothing is written here", "write a number with its unit: 1,000 km")
    if len(typed) > LONGEST:
        raise QuantityError(
            "this is too long to be a quantity", "write only the number with its unit: 1,000 km"
        )
    if fraction := _fraction(typed):
        return fraction
    read = reading(typed, 0, prose=False)
    if read is None:
        raise _no_number(typed)
    end, unit = _rest(typed, read)
    if end < len(typed):
        raise _left_over(typed, read, end)
    if read.low.value > read.high.value:
        raise _backwards(typed, read)
    return replace(quantity_of(typed, read), text=typed, unit=unit)


def fraction_value(words: str) -> Decimal:
    """Return the number that the words of ``FRACTIONS`` stand for."""
    above, below = FRACTIONS[words]
    return Decimal(above) / Decimal(below)


def _fraction(typed: str) -> Quantity | None:
    words = re.sub(r"[\s-]+", " ", typed.lower())
    if words == "twice":
        return Quantity(typed, Decimal(2), Decimal(2), Unit(units.TIMES))
    for name, spelling in _FRACTION_SPELLINGS.items():
        before = words.removesuffix(name).strip()
        if words.endswith(name) and (not before or before in QUALIFIERS):
            value = fraction_value(spelling)
            known_to = Decimal("0.01")  # a third is 33 %: as good as a whole per cent
            return Quantity(typed, value, value, Unit(units.FRACTION), QUALIFIERS.get(before), step=known_to)
    return None


def _rest(typed: str, read: Reading) -> tuple[int, Unit | None]:
    """Return where the unit ends and the unit, with what only a whole field may say: nouns, "of diesel"."""
    end, unit = read.end, read.unit
    if unit is None:
        noun_end, noun = _noun(typed, end)
        if noun:
            _refuse_near_miss(noun, typed.index(noun, end))
            end, unit = noun_end, Unit(units.counted(noun))
    elif unit.of is None and unit.per is None and (of := _OF.match(typed, end)):
        noun_end, noun = _noun(typed, of.end())
        if noun:
            end, unit = noun_end, replace(unit, of=noun)
    if unit is None or unit.per is None:
        rate_end, per = rate(typed, end, len(typed), prose=False)
        if per is not None:
            end, unit = rate_end, replace(unit or Unit(units.counted("")), per=per)
    return end, unit


def _refuse_near_miss(noun: str, where: int) -> None:
    """Raise QuantityError for a unit with a plural s it does not take: "kWhs"."""
    meant = units.base(noun[:-1]) if noun.endswith("s") and len(noun) > 2 else None
    if meant is not None:
        raise QuantityError(f'"{_clip(noun)}" is not a unit', f"write {meant.symbol}", where)


def _noun(typed: str, start: int) -> tuple[int, str]:
    """Return where the counting noun ends, and the noun: words up to "per"; empty when there is none."""
    words: list[str] = []
    end = at = start
    while True:
        gap = re.compile(GAP).match(typed, at)
        word = _WORD.match(typed, gap.end() if gap else at)
        attached = gap is None and at == end and not typed[:at].endswith(tuple(units.SPACES))
        if word is None or word[0].lower() in _NO_NOUNS or (attached and typed[:at]):
            return end, " ".join(words)
        words.append(word[0])
        end = at = word.end()


def _clip(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _left_over(typed: str, read: Reading, end: int) -> QuantityError:
    if joins_backwards(typed, read):
        return _backwards(typed, read)
    rest = typed[end:].strip()
    where = typed.index(rest, end)
    if read.unit is None:
        return QuantityError(
            f'"{_clip(rest)}" is not a unit', "write a number with its unit: 1,000 km", where
        )
    return QuantityError(
        f'"{_clip(rest)}" stands behind the unit', f"write only {_clip(typed[:end].strip())}", where
    )


def _backwards(typed: str, read: Reading) -> QuantityError:
    return QuantityError(
        f'the range "{_clip(typed)}" runs backwards', "write the smaller number first", read.low.start
    )


def _no_number(typed: str) -> QuantityError:
    """Return why no quantity begins the text: malformed digits, an unknown word before them, or no digits."""
    number = _NUMBER.search(typed)
    if number is None:
        return QuantityError(f'there is no number in "{_clip(typed)}"', "write it in digits: 12 units")
    digits = number[0].rstrip(".,")
    plain = digits.replace(",", "").replace(".", "")
    where = number.start()
    if len(plain) > 30:
        return QuantityError("this number is too long", "write it with a scale: 1.2 billion", where)
    if digits.count(".") > 1:
        hint = f"write {int(plain):,}: commas separate thousands"
        return QuantityError(f'"{digits}" has more than one decimal point', hint, where + digits.index("."))
    if "," in digits and not re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", digits):
        whole = digits.partition(".")[0].replace(",", "")
        decimal = digits.replace(",", ".") if digits.count(",") == 1 and "." not in digits else None
        hint = f"write {int(whole):,}"
        if decimal:
            hint = f"write {decimal} with a decimal point, or {int(whole):,}"
        if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", digits):
            thousands, _, places = digits.partition(",")
            hint = f"write {int(thousands.replace('.', '')):,}.{places}: commas separate thousands"
        return QuantityError(
            f'the comma in "{digits}" does not separate thousands', hint, where + digits.index(",")
        )
    if re.match("0[0-9]", digits):
        return QuantityError(f'"{digits}" begins with a zero', f"write {digits.lstrip('0') or 0}", where)
    if before := typed[:where].strip():
        known = "over, more than, at least, nearly, about, up to, under or less than"
        return QuantityError(f'"{_clip(before)}" cannot stand before a number', f"known: {known}")
    if attached := re.compile(r"[^\W\d_]+").match(typed, number.end()):
        _refuse_near_miss(attached[0], attached.start())
    rest = typed[number.start() :]
    return QuantityError(f'"{_clip(rest)}" is not a number with a unit', "put a space before the unit", where)
