"""How a typed text becomes a value: the field types of the models, each with errors that say how to mend it.

An error's type is the name of the rule it breaks; its context carries ``message``, ``hint`` and, where it
helps, the ``offset`` in the text or the ``path`` below the field. ``read`` turns that into a Problem;
pydantic's English is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import chain, count
from typing import Annotated, Any, NoReturn
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from psr_report import periods, quantities
from psr_report.periods import Period
from psr_report.quantities import Quantity

UNKNOWN = "unknown"

MAX_LINE = 300  # characters
MAX_LABEL = 160
MAX_PROSE = 20_000
MAX_SLUG = 80

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_NOT_IN_ADDRESS = re.compile(r'[\s<>"\\^`{|}]')
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]|\Z)")


class Shape(BaseModel):
    """A part of a newsroom file: frozen, and refusing keys it does not know."""

    # Models that stand only inside others are built with them, not a second time on their own.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, data: Any) -> Any:
        """Return the keys that say something: a known key with nothing behind it counts as left out."""
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}


def refuse(
    rule: str, message: str, hint: str | None = None, *, offset: int = 0, path: tuple[str | int, ...] = ()
) -> NoReturn:
    """Raise what becomes a Problem of ``rule``: at the field, ``offset`` characters in, or ``path`` below."""
    context: dict[str, Any] = {"message": message, "hint": hint, "offset": offset, "path": path}
    raise PydanticCustomError(rule, "{message}", context)


def slugified(text: str) -> str:
    """Return ``text`` in small letters, digits and single hyphens, as addresses can carry it; "" at worst."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:MAX_SLUG].rstrip("-")


def unused(name: str, is_taken: Callable[[str], bool], limit: int = MAX_SLUG) -> str:
    """Return the name, or where it is taken with the first number behind it that makes one: cells-2.

    It gives way to its number within ``limit`` letters. Forecasts are frozen under such names: keep to it.
    """
    numbered = (f"{name[: limit - len(str(number)) - 1]}-{number}" for number in count(2))
    return next(each for each in chain((name,), numbered) if not is_taken(each))


def as_line(text: str) -> str:
    """Return a text as one line: blanks joined, none around it, accents composed."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    kind = "a list" if isinstance(value, list) else "a set of keys"
    hint = "write it on one line after the colon"
    if isinstance(value, dict):
        hint += '; a text with ": " in it needs quotation marks'
    refuse("value-wrong", f"a text belongs here, not {kind}", hint)


def _filled(value: Any) -> str:
    text = _text(value)
    if not text.strip():
        refuse("value-wrong", "this text is empty", "fill it, or delete the key")
    return text


def _line(limit: int) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        typed = _filled(value)
        text = as_line(typed)
        if len(text) > limit:
            message = f"this text has {len(text):,} characters; the limit is {limit}"
            refuse("value-wrong", message, "shorten it", offset=limit if typed.startswith(text) else 0)
        return text

    return check


def _prose(value: Any) -> str:
    typed = _filled(value)
    text = typed.strip("\n")
    if len(text) > MAX_PROSE:
        message = f"this text has {len(text):,} characters; the limit is {MAX_PROSE:,}"
        refuse("value-wrong", message, "shorten it", offset=typed.index(text[0]) + MAX_PROSE)
    return unicodedata.normalize("NFC", text)


def _slug(value: Any) -> str:
    text = _filled(value)
    if _SLUG.match(text) and len(text) <= MAX_SLUG:
        return text
    if len(text) > MAX_SLUG:
        refuse("value-wrong", f"this name has {len(text):,} letters; the limit is {MAX_SLUG}", "shorten it")
    better = slugified(text)
    rule = "names here are small letters, digits and single hyphens"
    refuse("value-wrong", f'"{text}" cannot be a name', f"{rule}: write {better}" if better else rule)


def _quantity(value: Any) -> Quantity:
    text = _text(value)
    try:
        return quantities.quantity(text)
    except quantities.QuantityError as error:
        refuse("quantity-wrong", error.message, _unquoted(text) or error.hint, offset=error.offset)


def _period(value: Any) -> Period:
    text = _text(value)
    try:
        return periods.parse(text)
    except periods.PeriodError as error:
        refuse("date-wrong", error.message, _unquoted(text) or error.hint)


def _unquoted(text: str) -> str | None:
    """Return the hint for a value in typographic quotation marks, which YAML takes for a part of it."""
    inside = text.strip().strip("“”„‘’«»")
    return f"remove the quotation marks: {inside}" if inside != text.strip() else None


def _dated(value: Any) -> Period | None:
    return None if _text(value).strip().casefold() == UNKNOWN else _period(value)


def _day(value: Any) -> Period:
    period = _period(value)
    if period.form != "day":
        refuse("date-wrong", f'"{period.text}" is not a day', "write year, month and day: 2025-11-05")
    return period


def _moment(value: Any) -> datetime:
    text = _text(value).strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        refuse("date-wrong", f'"{text[:40]}" is not a day and time', "write it as 2025-11-28T09:00+07:00")
    if not periods.FIRST_YEAR <= moment.year <= periods.LAST_YEAR:
        hint = f"years run from {periods.FIRST_YEAR} to {periods.LAST_YEAR}"
        refuse("date-wrong", f"the year {moment.year:04} is out of reach", hint)
    if moment.tzinfo is None:
        full = moment.isoformat(timespec="minutes")
        refuse(
            "date-wrong",
            f'"{text[:40]}" does not say in which time zone',
            f"add the offset: {full}+07:00, or +00:00",
        )
    return moment


def _address(value: Any) -> str | None:
    typed = _text(value)
    text = typed.strip()
    if text.casefold() == UNKNOWN:
        return None
    if fault := address_fault(text):
        message, hint, offset = fault
        refuse("link-unsafe", message, hint, offset=typed.index(text) + offset if offset else 0)
    return text


def address_fault(text: str) -> tuple[str, str, int] | None:
    """Return what keeps a text from being a plain web address: message, hint and offset; None if nothing."""
    again = "copy it again from the browser, or say `unknown`"
    stray = _NOT_IN_ADDRESS.search(text)
    if stray:
        what = "a space" if stray[0].isspace() else f'"{stray[0]}"'
        return f"{what} cannot stand in a web address", again, stray.start()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return "this is not a web address", again, 0
    if parts.scheme not in ("http", "https"):
        hint = f"write https://{text[:100]}" if _DOMAIN.match(text) else "or say `unknown`"
        return "an address must begin with https:// or http://", hint, 0
    if "@" in parts.netloc:
        return "this address carries a user name or a password", "delete what stands before the @", 0
    if not parts.hostname or port == 0:
        return "this is not a web address", again, 0
    return None


def _count(value: Any) -> int:
    text = _text(value).strip()
    if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) == 0:
        refuse("value-wrong", f'"{text[:40]}" is not a whole number above zero', "write it in digits: 11")
    return int(text)


def _colour(value: Any) -> str:
    text = _text(value).strip()
    if not _COLOUR.match(text):
        refuse("value-wrong", f'"{text[:40]}" is not a colour', 'write it in quotation marks as "#17212B"')
    return text.upper()


def _seen(*types: str, **schema: Any) -> WithJsonSchema:
    """Return what an editor checks, which sees a word or a number of YAML 1.2 where the program reads a text.

    It may let pass what the program refuses, and never the other way round.
    """
    return WithJsonSchema({"type": list(types), **schema})


TEXT: Mapping[str, Any] = {"type": ["string", "number", "boolean"], "minLength": 1}
_YEARS = {"minimum": periods.FIRST_YEAR, "maximum": periods.LAST_YEAR}
_PERIOD = "[0-9]{4}|[HhQq][1-4] [0-9]{4}"
_UNKNOWN = "[Uu][Nn][Kk][Nn][Oo][Ww][Nn]"  # JSON Schema's patterns know no other way to leave case aside
_PERIODS = "write 2025, H1 2025, Q3 2025, 2025-09, 2025-09-03 or an interval such as 2025-01/2025-07"

Line = Annotated[str, PlainValidator(_line(MAX_LINE)), WithJsonSchema({**TEXT})]
Label = Annotated[str, PlainValidator(_line(MAX_LABEL)), WithJsonSchema({**TEXT})]
Prose = Annotated[str, PlainValidator(_prose), WithJsonSchema({**TEXT})]
Slug = Annotated[
    str,
    PlainValidator(_slug),
    _seen(
        *TEXT["type"],
        pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
        maxLength=MAX_SLUG,
        errorMessage="names here are small letters, digits and single hyphens",
    ),
]
Amount = Annotated[
    Quantity,
    PlainValidator(_quantity),
    _seen("string", "number", minLength=1, examples=["over 1,000 km", "US$63/kWh", "20–25%"]),
]
When = Annotated[
    Period,
    PlainValidator(_period),
    _seen(
        "string",
        "integer",
        pattern=rf"^\s*({_PERIOD})",
        errorMessage=_PERIODS,
        examples=["H1 2025", "Q3 2025", "2025-09", 2025],
        **_YEARS,
    ),
]
Dated = Annotated[
    Period | None,
    PlainValidator(_dated),
    _seen(
        "string",
        "integer",
        pattern=rf"^\s*({_PERIOD}|{_UNKNOWN}\s*$)",
        errorMessage=f"{_PERIODS}, or unknown",
        examples=["2025-10-16", "2025-10", UNKNOWN],
        **_YEARS,
    ),
]
Day = Annotated[
    Period,
    PlainValidator(_day),
    _seen(
        "string",
        pattern=r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}",
        errorMessage="write year, month and day: 2025-11-05",
        examples=["2025-11-05"],
    ),
]
Moment = Annotated[
    datetime, PlainValidator(_moment), _seen("string", minLength=1, examples=["2025-11-28T09:00+07:00"])
]
Address = Annotated[
    str | None,
    PlainValidator(_address),
    _seen(
        "string",
        pattern=rf"^\s*([Hh][Tt][Tt][Pp][Ss]?://|{_UNKNOWN}\s*$)",
        errorMessage="an address begins with https:// or http://; one that nobody knows is unknown",
        examples=["https://example.org/article", UNKNOWN],
    ),
]
Count = Annotated[
    int,
    PlainValidator(_count),
    _seen(
        "integer",
        "string",
        minimum=1,
        maximum=999_999,
        pattern=r"^\s*[0-9]{1,6}\s*$",
        errorMessage="write it in digits: 11",
        examples=[11],
    ),
]
Colour = Annotated[
    str,
    PlainValidator(_colour),
    _seen(
        "string",
        pattern=r"^\s*#[0-9A-Fa-f]{6}\s*$",
        errorMessage='write it in quotation marks as "#17212B"',
        examples=["#17212B"],
    ),
]
