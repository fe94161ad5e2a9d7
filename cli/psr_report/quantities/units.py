"""The units this newsroom writes, each with its symbol, its spellings and its factor.

A factor turns one of the unit into the base of its kind (metre, kilogram, joule, watt, litre, …). Two units
convert when they are of one kind. A kind nobody else shares (an unspecified gallon, a currency) never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache
from itertools import chain

SPACES = " \t\u00a0\u2009\u202f"
# A space, or the end of a wrapped line.
GAP = rf"(?:[{SPACES}]{{1,3}}|[{SPACES}]{{0,3}}\r?\n[{SPACES}]{{0,12}})"

# The same inside a unit's own name, where so much care would make the patterns six times as slow to compile.
BLANK = r"\s{1,9}"


@dataclass(frozen=True, slots=True)
class Base:
    """One unit without a "per": how it is written and what it measures."""

    symbol: str
    kind: str
    factor: Decimal = Decimal(1)
    one: str = ""  # written after exactly 1, where that differs from the symbol: "mile"
    spellings: tuple[str, ...] = ()
    offset: Decimal = Decimal(0)  # added before the factor applies: 459.67 for °F, to reach absolute zero
    word: bool = False  # written out as a word, so "per" stays a word too: "GWh per year"
    choices: tuple[str, ...] = ()  # what an unspecified unit might have meant

    @property
    def singular(self) -> str:
        """What stands after exactly one: "mile" for "miles", the symbol where nothing changes."""
        return self.one or self.symbol


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: a base, what it is of ("CO₂"), and what it is per ("km")."""

    base: Base
    per: Base | None = None
    of: str | None = None

    @property
    def is_currency(self) -> bool:
        """Whether this is money, or money per something."""
        return self.base.kind.startswith("currency")

    @property
    def is_count(self) -> bool:
        """Whether this only counts things: "units", "motorcycles"."""
        return self.base.kind == "count"

    @property
    def is_percent(self) -> bool:
        """Whether the number carries a percent sign."""
        return self.base.symbol == "%"

    @property
    def symbol(self) -> str:
        """The one way this unit is written: "US$/kWh", "gCO₂/km", "tons of CO₂", "GWh per year"."""
        return self.named(self.base.symbol).strip()

    def named(self, name: str, *, spoken: bool = False) -> str:
        """Return ``name`` with what it is of and per; ``spoken`` says "per" where print has a slash."""
        if self.of:
            attached = self.of.startswith("CO₂") and not self.base.word
            name = f"{name}{self.of}" if attached else f"{name} of {self.of}"
        return name + self.rate(spoken=spoken)

    def rate(self, *, spoken: bool = False) -> str:
        """Return the "per" alone, ready to be put behind a number or a unit: "/kWh", " per year", ""."""
        if self.per is None:
            return ""
        long_of = self.of is not None and not self.of.startswith("CO₂")
        wordy = self.base.word or long_of or (self.per.word and self.per.kind != "length")
        return f" per {self.per.singular}" if spoken or wordy else f"/{self.per.singular}"

    def __str__(self) -> str:
        return self.symbol


def _exact(numerator: str, denominator: str) -> Decimal:
    """Return a quotient to 50 digits: far finer than anything that is printed."""
    return Context(prec=50).divide(Decimal(numerator), Decimal(denominator))


# Legal sources. Yard and pound: international agreement of 1 July 1959 (mile 1609.344 m, pound 0.45359237
# kg). US gallon: 231 cubic inches. Imperial gallon: 4.54609 l (UK Weights and Measures Act 1985). Short
# ton: 2000 lb. Mechanical horsepower: 550 ft·lbf/s; metric: 75 kgf·m/s. SI prefixes, litre, tonne, bar:
# SI Brochure, 9th edition.
_METRE, _KILOGRAM, _LITRE = "length", "mass", "volume"
_FOOT, _POUND = Decimal("0.3048"), Decimal("0.45359237")
_POUND_FORCE = _POUND * Decimal("9.80665")  # newton; standard gravity of the 3rd CGPM, 1901
_HOUR, _DAY = Decimal(3600), Decimal(86400)
_MILE = Decimal("1609.344")

_MEASURES = (
    Base(
        "km", _METRE, Decimal(1000), spellings=("kms", "kilometres", "kilometre", "kilometers", "kilometer")
    ),
    Base("m", _METRE, spellings=("metres", "metre", "meters", "meter")),
    Base("cm", _METRE, Decimal("0.01"), spellings=("centimetres", "centimetre", "centimeters", "centimeter")),
    Base(
        "mm", _METRE, Decimal("0.001"), spellings=("millimetres", "millimetre", "millimeters", "millimeter")
    ),
    Base("miles", _METRE, _MILE, "mile", ("mile", "mi"), word=True),
    Base("nautical miles", _METRE, Decimal(1852), "nautical mile", ("nautical mile", "nmi"), word=True),
    Base("ft", _METRE, _FOOT, spellings=("feet", "foot")),
    Base("inches", _METRE, Decimal("0.0254"), "inch", ("inch",), word=True),
    Base("100 km", _METRE, Decimal(100_000), spellings=("100km", "100 kilometres", "100 kilometers")),
    Base("m²", "area", spellings=("m2", "sq m", "sqm", "square metres", "square metre", "square meters")),
    Base(
        "km²",
        "area",
        Decimal(1_000_000),
        spellings=("km2", "sq km", "square kilometres", "square kilometers"),
    ),
    Base("ft²", "area", _FOOT**2, spellings=("ft2", "sq ft", "square feet", "square foot")),
    Base("hectares", "area", Decimal(10_000), "hectare", ("hectare", "ha"), word=True),
    Base("acres", "area", 43_560 * _FOOT**2, "acre", ("acre",), word=True),
    Base("kg", _KILOGRAM, spellings=("kgs", "kilograms", "kilogram", "kilogrammes", "kilos", "kilo")),
    Base("g", _KILOGRAM, Decimal("0.001"), spellings=("grams", "gram", "grammes", "gramme")),
    Base("mg", _KILOGRAM, Decimal("0.000001"), spellings=("milligrams", "milligram")),
    Base("lb", _KILOGRAM, _POUND, spellings=("lbs", "pounds", "pound")),
    Base("tonnes", _KILOGRAM, Decimal(1000), "tonne", ("tonne", "t", "metric tons", "metric ton"), word=True),
    Base("short tons", _KILOGRAM, 2000 * _POUND, "short ton", ("short ton", "US tons", "US ton"), word=True),
    Base("long tons", _KILOGRAM, 2240 * _POUND, "long ton", ("long ton",), word=True),
    Base("Mt", _KILOGRAM, Decimal(10**9), spellings=("megatonnes", "megatonne")),
    Base(
        "tons",
        "an unspecified ton",
        one="ton",
        spellings=("ton",),
        word=True,
        choices=("tonnes", "short tons", "long tons"),
    ),
    Base("litres", _LITRE, Decimal(1), "litre", ("litre", "liters", "liter", "l", "L"), word=True),
    Base("ml", _LITRE, Decimal("0.001"), spellings=("mL", "millilitres", "milliliters")),
    Base("m³", _LITRE, Decimal(1000), spellings=("m3", "cubic metres", "cubic metre", "cubic meters")),
    Base("cc", _LITRE, Decimal("0.001"), spellings=("cm³", "cm3", "cubic centimetres", "cubic centimeters")),
    Base(
        "US gallons",
        _LITRE,
        Decimal("3.785411784"),
        "US gallon",
        ("US gallon", "U.S. gallons", "U.S. gallon", "US gal"),
        word=True,
    ),
    Base(
        "imperial gallons",
        _LITRE,
        Decimal("4.54609"),
        "imperial gallon",
        ("imperial gallon", "UK gallons", "UK gallon"),
        word=True,
    ),
    Base(
        "gallons",
        "an unspecified gallon",
        one="gallon",
        spellings=("gallon", "gal"),
        word=True,
        choices=("US gallons", "imperial gallons"),
    ),
    Base(
        "kWh", "energy", Decimal(3_600_000), spellings=("kilowatt-hours", "kilowatt-hour", "kilowatt hours")
    ),
    Base("Wh", "energy", _HOUR, spellings=("watt-hours", "watt-hour", "watt hours")),
    Base("MWh", "energy", _HOUR * 10**6, spellings=("megawatt-hours", "megawatt-hour", "megawatt hours")),
    Base("GWh", "energy", _HOUR * 10**9, spellings=("gigawatt-hours", "gigawatt-hour", "gigawatt hours")),
    Base("TWh", "energy", _HOUR * 10**12, spellings=("terawatt-hours", "terawatt-hour", "terawatt hours")),
    Base("kJ", "energy", Decimal(10**3), spellings=("kilojoules",)),
    Base("MJ", "energy", Decimal(10**6), spellings=("megajoules", "megajoule")),
    Base("GJ", "energy", Decimal(10**9), spellings=("gigajoules", "gigajoule")),
    Base("kW", "power", Decimal(10**3), spellings=("kilowatts", "kilowatt")),
    Base("MW", "power", Decimal(10**6), spellings=("megawatts", "megawatt")),
    Base("GW", "power", Decimal(10**9), spellings=("gigawatts", "gigawatt")),
    Base("TW", "power", Decimal(10**12), spellings=("terawatts", "terawatt")),
    Base("hp", "power", 550 * _FOOT * _POUND_FORCE, spellings=("bhp", "horsepower")),
    Base("metric hp", "power", Decimal("735.49875"), spellings=("PS", "metric horsepower")),
    Base("kVA", "apparent power", Decimal(10**3), spellings=("kilovolt-amperes",)),
    Base("MVA", "apparent power", Decimal(10**6)),
    Base("Ah", "charge", spellings=("amp-hours", "amp-hour", "ampere-hours", "amp hours")),
    Base("mAh", "charge", Decimal("0.001")),
    Base("V", "voltage", spellings=("volts", "volt")),
    Base("kV", "voltage", Decimal(1000), spellings=("kilovolts", "kilovolt")),
    Base("km/h", "speed", _exact("1000", "3600"), spellings=("kph", "kmh", "kmph", "km per hour")),
    Base("mph", "speed", _exact("1609.344", "3600"), spellings=("miles per hour", "mi/h")),
    Base("knots", "speed", _exact("1852", "3600"), "knot", ("knot",), word=True),
    Base("bar", "pressure", Decimal(10**5), spellings=("bars",)),
    Base("kPa", "pressure", Decimal(10**3)),
    Base("MPa", "pressure", Decimal(10**6)),
    Base("psi", "pressure", _exact(str(_POUND_FORCE), "0.00064516")),
    Base("Nm", "torque", spellings=("N·m", "newton metres", "newton-metres")),
    Base("lb-ft", "torque", _POUND_FORCE * _FOOT, spellings=("lb ft", "pound-feet", "lb·ft")),
    Base("dB", "sound level", spellings=("decibels", "decibel")),
    Base("rpm", "rotation", spellings=("revolutions per minute",)),
    Base(
        "°C", "temperature", offset=Decimal("273.15"), spellings=("℃", "degrees Celsius", "degrees C", "ºC")
    ),
    Base(
        "°F",
        "temperature",
        _exact("5", "9"),
        offset=Decimal("459.67"),
        spellings=("℉", "degrees Fahrenheit", "degrees F", "ºF"),
    ),
    Base("minutes", "time", Decimal(60), "minute", ("minute", "min"), word=True),
    Base("hours", "time", _HOUR, "hour", ("hour", "hrs", "hr", "h"), word=True),
    Base("days", "time", _DAY, "day", ("day",), word=True),
    Base("weeks", "time", 7 * _DAY, "week", ("week",), word=True),
    Base("months", "calendar", one="month", spellings=("month",), word=True),  # no fixed number of days
    Base("years", "calendar", Decimal(12), "year", ("year", "annum"), word=True),
    Base("%", "share", Decimal("0.01"), spellings=("percent", "per cent", "pct", "％")),
    Base(
        "percentage points",
        "points",
        one="percentage point",
        spellings=("percentage point", "percent points", "%-points", "% points", "pp"),
        word=True,
    ),
    Base("times", "multiple", spellings=("×", "x", "fold"), word=True),
    Base("cycles", "cycles", one="cycle", spellings=("cycle",), word=True),
    Base("units", "count", one="unit", spellings=("unit",), word=True),
)

# Written before the number. Each is its own kind: nobody can convert money without a rate and a day.
_CURRENCIES = {
    "US$": ("USD", "US dollars", "US dollar"),
    "€": ("EUR", "euros", "euro"),
    "£": ("GBP", "pounds sterling"),
    "CN¥": ("RMB", "CNY", "yuan", "renminbi"),
    "¥": ("JPY", "yen", "JP¥", "￥"),
    "₹": ("INR", "rupees", "rupee", "Rs.", "Rs"),
    "₩": ("KRW",),
    "CHF": ("Swiss francs",),
    "A$": ("AUD", "Australian dollars"),
    "C$": ("CAD", "CA$", "Canadian dollars"),
    "S$": ("SGD",),
    "HK$": ("HKD",),
    "NT$": ("TWD",),
    "R$": ("BRL", "reais"),
    "฿": ("THB", "baht"),
    "$": ("dollars", "dollar"),  # whose dollars is not said
}
_PREFIXES = re.compile(r"[^a-z ]+|Rs\.?")  # signs and codes stand before a number, names behind it

CURRENCIES = tuple(
    Base(symbol, f"currency {symbol}", spellings=spellings) for symbol, spellings in _CURRENCIES.items()
)
# "a third" stays words: a decimal would claim a precision nobody typed.
FRACTION = Base("of the whole", "share", word=True)
TIMES = next(measure for measure in _MEASURES if measure.symbol == "times")
BASES: tuple[Base, ...] = (*_MEASURES, *CURRENCIES)


@cache
def _spellings() -> dict[str, Base]:
    """Return every exact spelling, symbols included."""
    return {spelling: base for base in BASES for spelling in (base.symbol, *base.spellings)}


@cache
def _folded() -> dict[str, Base]:
    """Return spellings without regard to case, but for those that would become another unit.

    Single letters are left out ("5 G" is no gram), and so is "nm", which is a nanometre.
    """
    folded: dict[str, Base] = {}
    for spelling, base in _spellings().items():
        if len(spelling) > 1 and spelling != "Nm":
            folded.setdefault(spelling.casefold(), base)
    return folded


def base(spelling: str) -> Base | None:
    """Return the unit that is spelled so, or None; the case of letters matters only where it must."""
    tidy = re.sub(r"\s+", " ", spelling.strip())
    return _spellings().get(tidy) or (_folded().get(tidy.casefold()) if len(tidy) > 1 else None)


def counted(noun: str) -> Base:
    """Return the unit for things that are only counted: "motorcycles"."""
    return Base(re.sub(r"\s+", " ", noun.strip()), "count", word=True)


def _alternatives(words: Iterator[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", BLANK) for word in longest_first)


@cache
def suffixes() -> re.Pattern[str]:
    """Return a pattern for a unit behind a number (its name in group 1), boundary included."""
    names = _alternatives(iter(_spellings()))
    return re.compile(rf"(?i:({names}))(?:(?=CO[2₂])|(?!\w))")


@cache
def prefixes() -> str:
    """Return a pattern (as text) for a currency before a number."""
    names = chain.from_iterable((c.symbol, *c.spellings) for c in CURRENCIES)
    return _alternatives(name for name in names if _PREFIXES.fullmatch(name))
