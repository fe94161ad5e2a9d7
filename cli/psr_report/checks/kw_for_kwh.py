"""Energy that is written in kilowatts: a pack of "81 kW", a price "per kW" of cells, "81 kW/h"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report.checks.passages import Passage

_BATTERY = r"(?:batter(?:y|ies)|(?:battery |traction )?packs?|cells?|accumulators?)"
# What makes kilowatts of a battery right: it is about charging, driving or feeding, not about what is stored.
_POWER = re.compile(
    r"(?<!\w)(?:(?:re)?charg|discharg|motor|engine|electric|powered|drive|inverter|converter|power|output|system|deliver"
    r"|fuel[ -]cell|stack|solar|photovolt|wind|electroly|generat|swap|storage|peak)",
    re.IGNORECASE,
)
_ENERGY = re.compile(r"(?<!\w|[0-9])(?:[kMG]Wh|kilowatt-hours?)(?!\w)|[0-9]\s?[kMG]Wh")
_STORED = re.compile(
    rf"(?:capacity|size|{_BATTERY})"
    r" (?:of|is|was|reaches|holds?|stores?|storing|holding)(?: (?:an?|the|up to))? \Z",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    rf"{_BATTERY}[^.;:()]{{0,30}} (?:stores?|holds?|storing|holding|capacity of) \Z", re.IGNORECASE
)
_OF_A_BATTERY = re.compile(
    rf"[ -](?:[a-zA-Z-]{{2,12}} )?{_BATTERY}(?! ?[-–]?\w*(?:charg|power|electric|drive))(?!\w)", re.IGNORECASE
)
_IS_BATTERY = re.compile(rf"(?<![\w-]){_BATTERY}(?!\w)", re.IGNORECASE)
_PER_HOUR = re.compile(r"(?<!\w)(?:[0-9][0-9.,]*\s?)?[kMG]W/h(?!\w)")


def mistaken(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Yield where kilowatts stand for kilowatt-hours, and what to do about it."""
    text = passage.unquoted
    for match in _PER_HOUR.finditer(text):
        yield match.start(), match.end(), "write kWh for energy, kW for power"
    for number in passage.own:
        unit = number.quantity.unit
        if unit is None or text.startswith("/h", number.end) or text[number.end - 2 : number.end] == "/h":
            continue
        if unit.is_currency and unit.per is not None and unit.per.symbol == "kW":
            if _is_of_cells(passage, number.start):
                yield number.start, number.end, "write per kWh if the price is paid for what the cells store"
        elif unit.base.symbol == "kW" and unit.per is None and _is_stored(text, number.start, number.end):
            typed = " ".join(text[number.start : number.end].split())
            right = re.sub(r"(?i)kw\Z|kilowatts?\Z", "kWh", typed)
            yield number.start, number.end, f"write {right} if that is what it stores"


def _is_of_cells(passage: Passage, at: int) -> bool:
    words = passage.sentence_words(at)
    return _IS_BATTERY.search(words) is not None and not _POWER.search(words)


def _is_stored(text: str, start: int, end: int) -> bool:
    before = re.sub(r"\s+", " ", text[max(0, start - 70) : start])
    behind = re.sub(r"\s+", " ", text[end : end + 40])
    if _ENERGY.search(before[-40:] + behind[:25]):
        return False  # "a 150 kW motor and an 81 kWh pack": both are given
    if _OF_A_BATTERY.match(behind):
        return not _POWER.search(behind)
    if not _IS_BATTERY.search(before) or not (_STORED.search(before) or _HOLDS.search(before)):
        return False
    return not _POWER.search(before[-60:]) and not _POWER.match(behind.lstrip())
