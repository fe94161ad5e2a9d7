"""How a typed text becomes a value: the field types of the model, each with an error that says how to mend it.

An error's type is the name of the rule it breaks; its context carries ``message``, ``hint`` and, where it helps, the
``offset`` in the text or the ``path`` below the field. ``read`` turns that into a Problem; pydantic's English is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, NoReturn
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from psr_report import periods, quantities
from psr_report.periods import Period
from psr_report.quantities import Quantity

UNKNOWN = "unknown"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_HOST = re.compile(r"[^\s/?#@\\]+\Z")


class Shape(BaseModel):
    """A part of a newsroom file: frozen, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def refuse(rule: str, message: str, hint: str | None = None, *, offset: int = 0, path: tuple[str | int, ...] = ()) -> NoReturn:
    """Raise the error that becomes a Problem of ``rule`` at the field, ``offset`` characters in or at ``path`` below it."""
    context: dict[str, Any] = {"message": message, "hint": hint, "offset": offset, "path": path}
    raise PydanticCustomError(rule, "{message}", context)  # type: ignore[arg-type]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    kind = "a list" if isinstance(value, list) else "a set of keys"
    refuse("value-wrong", f"a text belongs here, not {kind}", "write it on one line after the colon")


def _line(limit: int) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        text = " ".join(_text(value).split())
        if not text:
            refuse("value-wrong", "this text is empty", "fill it, or delete the key")
        if len(text) > limit:
            refuse("value-wrong", f"this text has {len(text)} characters; the limit is {limit}", "shorten it", offset=limit)
        return unicodedata.normalize("NFC", text)

    return check


def _prose(value: Any) -> str:
    text = _text(value).strip("\n")
    if not text.strip():
        refuse("value-wrong", "this text is empty", "fill it, or delete the key")
    if len(text) > 20_000:
        refuse("value-wrong", f"this text has {len(text):,} characters; the limit is 20,000", "shorten it")
    return text


def _slug(value: Any) -> str:
    text = _text(value)
    if not _SLUG.match(text):
        refuse("value-wrong", f'"{text[:60]}" is not a name for a file', "use small letters, digits and single hyphens")
    return text


def _quantity(value: Any) -> Quantity:
    text = _text(value)
    try:
        return quantities.quantity(text)
    except quantities.QuantityError as error:
        refuse("quantity-wrong", error.message, error.hint, offset=error.offset)


def _period(value: Any) -> Period:
    try:
        return periods.parse(_text(value))
    except periods.PeriodError as error:
        refuse("date-wrong", error.message, error.hint)


def _dated(value: Any) -> Period | None:
    return None if _text(value).strip().casefold() == UNKNOWN else _period(value)


def _day(value: Any) -> Period:
    period = _period(value)
    if period.form != "day":
        refuse("date-wrong", f'"{period.text}" is not a day', "write the day as 2025-11-05")
    return period


def _moment(value: Any) -> datetime:
    text = _text(value).strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        refuse("date-wrong", f'"{text}" is not a day and time', "write it as 2025-11-28T09:00+07:00")
    if moment.tzinfo is None:
        refuse("date-wrong", f'"{text}" does not say in which time zone', "add the offset: 2025-11-28T09:00+07:00")
    return moment


def _address(value: Any) -> str | None:
    text = _text(value).strip()
    if text.casefold() == UNKNOWN:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        refuse("link-unsafe", f"this address cannot be read: {error}", "copy it again from the browser")
    if parts.scheme not in ("http", "https"):
        refuse("link-unsafe", "an address must begin with http:// or https://", "or say `unknown`")
    if parts.username is not None or parts.password is not None:
        refuse("link-unsafe", "this address carries a user name or a password", "delete what stands before the @")
    if not parts.hostname or not _HOST.match(parts.netloc) or port == 0 or re.search(r'[\s<>"\\^`{|}]', text):
        refuse("link-unsafe", "this is not a web address", "copy it again from the browser")
    return text


def _count(value: Any) -> int:
    text = _text(value).strip()
    if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) == 0:
        refuse("value-wrong", f'"{text[:40]}" is not a whole number above zero', "write it in digits")
    return int(text)


def _colour(value: Any) -> str:
    text = _text(value).strip()
    if not _COLOUR.match(text):
        refuse("value-wrong", f'"{text[:40]}" is not a colour', 'write it in quotation marks as "#17212B"')
    return text.upper()


def _string(example: str, **schema: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": [example], **schema})


Line = Annotated[str, PlainValidator(_line(300)), _string("One line of text")]
Label = Annotated[str, PlainValidator(_line(160)), _string("Claimed range")]
Prose = Annotated[str, PlainValidator(_prose), _string("Markdown text.")]
Slug = Annotated[str, PlainValidator(_slug), _string("solid-state-1000-km", pattern=_SLUG.pattern[:-2])]
Amount = Annotated[Quantity, PlainValidator(_quantity), _string("over 1,000 km")]
When = Annotated[Period, PlainValidator(_period), _string("H1 2025")]
Dated = Annotated[Period | None, PlainValidator(_dated), _string("2025-10-16")]
Day = Annotated[Period, PlainValidator(_day), _string("2025-11-05", format="date")]
Moment = Annotated[datetime, PlainValidator(_moment), _string("2025-11-28T09:00+07:00", format="date-time")]
Address = Annotated[str | None, PlainValidator(_address), _string("https://example.org/article")]
Count = Annotated[int, PlainValidator(_count), WithJsonSchema({"type": "integer", "minimum": 1})]
Colour = Annotated[str, PlainValidator(_colour), _string("#17212B", pattern="^#[0-9A-Fa-f]{6}$")]
