from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal, localcontext

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report.periods import Period
from psr_report.quantities import (
    Quantity,
    QuantityError,
    agree,
    change,
    contains,
    convert,
    ends,
    find,
    house,
    pair,
    parse,
    partner,
    parts,
    quantity,
    spoken,
    unit,
)
from psr_report.quantities.units import BASES, Base

PAIRS = ("km/miles", "US$/€", "kg/lb", "kW/hp", "US gallons/litres", "tonnes/short tons", "°C/°F", "kWh/MJ")


def read(text: str) -> tuple[str, str, str, str | None]:
    """A quantity in short: low, high, unit, qualifier."""
    return told(quantity(text))


def told(value: Quantity) -> tuple[str, str, str, str | None]:
    return f"{value.low:f}", f"{value.high:f}", str(value.unit or ""), value.qualifier


def found(text: str) -> list[str]:
    """What is found in a prose, in house form with plain spaces."""
    return [house(one.quantity).replace("\u00a0", " ") for one in find(text)]


# The figures of the sample newsroom: as typed in a field, then as told.
STORY_FIGURES = [
    ("US$63/kWh", "63", "63", "US$/kWh", None),
    ("US$63 per kWh", "63", "63", "US$/kWh", None),
    ("€54 per kWh", "54", "54", "€/kWh", None),
    ("US$68/kWh", "68", "68", "US$/kWh", None),
    ("€58/kWh", "58", "58", "€/kWh", None),
    ("US$148", "148", "148", "US$", None),
    ("€127", "127", "127", "€", None),
    ("US$164", "164", "164", "US$", None),
    ("€140", "140", "140", "€", None),
    ("81 kWh", "81", "81", "kWh", None),
    ("US$5,500", "5500", "5500", "US$", None),
    ("€4,700", "4700", "4700", "€", None),
    ("10% to 15%", "10", "15", "%", None),
    ("over 20%", "20", "20", "%", "over"),
    ("US$10 per kWh", "10", "10", "US$/kWh", None),
    ("758 km", "758", "758", "km", None),
    ("38%", "38", "38", "%", None),
    ("10 gCO₂/km", "10", "10", "gCO₂/km", None),
    ("13 g/km", "13", "13", "g/km", None),
    ("9 g/km", "9", "9", "g/km", None),
    ("2 g/km", "2", "2", "g/km", None),
    ("0 g/km", "0", "0", "g/km", None),
    ("2 million", "2000000", "2000000", "", None),
    ("5%", "5", "5", "%", None),
    ("42%", "42", "42", "%", None),
    ("over 16,000 hours", "16000", "16000", "hours", "over"),
    ("over 60 OEMs", "60", "60", "OEMs", "over"),
    ("one million units", "1000000", "1000000", "units", None),
    ("20–25%", "20", "25", "%", None),
    ("about 120,000 units", "120000", "120000", "units", "about"),
    ("15–20%", "15", "20", "%", None),
    ("500 kVA", "500", "500", "kVA", None),
    ("up to 200,000 gallons", "200000", "200000", "gallons", "up to"),
    ("up to 200,000 gallons of diesel", "200000", "200000", "gallons of diesel", "up to"),
    ("about 2,900 tons of CO₂ a year", "2900", "2900", "tons of CO₂ per year", "about"),
    ("over 70%", "70", "70", "%", "over"),
    ("60%", "60", "60", "%", None),
    ("about 20%", "20", "20", "%", "about"),
    ("0.1%", "0.1", "0.1", "%", None),
    ("about 250 million motorcycles", "250000000", "250000000", "motorcycles", "about"),
    ("20 million a year", "20000000", "20000000", "per year", None),
    ("61 stations", "61", "61", "stations", None),
    ("more than 250,000 charging points", "250000", "250000", "charging points", "more than"),
    ("100 kg", "100", "100", "kg", None),
    ("over 1,000 km", "1000", "1000", "km", "over"),
    ("620 miles", "620", "620", "miles", None),
    ("9,000 hours", "9000", "9000", "hours", None),
    ("22%", "22", "22", "%", None),
    ("9.2%", "9.2", "9.2", "%", None),
    ("nearly 46%", "46", "46", "%", "nearly"),
    ("150,000 km", "150000", "150000", "km", None),
    ("93,000 miles", "93000", "93000", "miles", None),
    ("184,000 km", "184000", "184000", "km", None),
    ("114,000 miles", "114000", "114000", "miles", None),
    ("two to three times", "2", "3", "times", None),
    ("10% to 26%", "10", "26", "%", None),
]


@pytest.mark.parametrize(("text", "low", "high", "symbol", "qualifier"), STORY_FIGURES)
def test_every_figure_of_the_sample_newsroom_is_read(
    text: str, low: str, high: str, symbol: str, qualifier: str | None
) -> None:
    assert read(text) == (low, high, symbol, qualifier)


@pytest.mark.parametrize(("text", "low", "high", "symbol", "qualifier"), STORY_FIGURES)
def test_every_figure_of_the_sample_newsroom_prints_to_itself(
    text: str, low: str, high: str, symbol: str, qualifier: str | None
) -> None:
    assert read(house(quantity(text))) == (low, high, symbol, qualifier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("€54", ("54", "54", "€", None)),
        ("10 gCO2/km", ("10", "10", "gCO₂/km", None)),
        ("10 g CO2 per km", ("10", "10", "gCO₂/km", None)),
        ("13 g/km CO₂", ("13", "13", "gCO₂/km", None)),
        ("81kWh", ("81", "81", "kWh", None)),
        ("81 KWH", ("81", "81", "kWh", None)),
        ("1,000 kms", ("1000", "1000", "km", None)),
        ("1,000 kilometres", ("1000", "1000", "km", None)),
        ("1\u2009000 km", ("1000", "1000", "km", None)),
        ("1\u00a0000\u00a0000\u00a0km", ("1000000", "1000000", "km", None)),
        ("one mile", ("1", "1", "miles", None)),
        ("620-mile", ("620", "620", "miles", None)),
        ("US$1.2 billion", ("1200000000", "1200000000", "US$", None)),
        ("US$1.2bn", ("1200000000", "1200000000", "US$", None)),
        ("€10m", ("10000000", "10000000", "€", None)),
        ("10 m", ("10", "10", "m", None)),
        ("USD 63", ("63", "63", "US$", None)),
        ("63 US dollars", ("63", "63", "US$", None)),
        ("63 US$/kWh", ("63", "63", "US$/kWh", None)),
        ("RMB 5", ("5", "5", "CN¥", None)),
        ("₹5 crore", ("50000000", "50000000", "₹", None)),
        ("5 lakh units", ("500000", "500000", "units", None)),
        ("€200 per cell", ("200", "200", "€ per cell", None)),
        ("5 trucks per day", ("5", "5", "trucks per day", None)),
        ("18 kWh/100 km", ("18", "18", "kWh/100 km", None)),
        ("22 per cent", ("22", "22", "%", None)),
        ("3 pp", ("3", "3", "percentage points", None)),
        ("−10 g/km", ("-10", "-10", "g/km", None)),
        ("-10 g/km", ("-10", "-10", "g/km", None)),
        ("–10 g/km", ("-10", "-10", "g/km", None)),
        ("minus 10 g/km", ("-10", "-10", "g/km", None)),
        ("+38%", ("38", "38", "%", None)),
        ("-US$5", ("-5", "-5", "US$", None)),
        ("US$−5", ("-5", "-5", "US$", None)),
        ("-0 km", ("0", "0", "km", None)),
        ("−10 to −5 °C", ("-10", "-5", "°C", None)),
        ("20-25%", ("20", "25", "%", None)),
        ("20 – 25 %", ("20", "25", "%", None)),
        ("10 to 15%", ("10", "15", "%", None)),
        ("between 10% and 15%", ("10", "15", "%", None)),
        ("US$10–15 per kWh", ("10", "15", "US$/kWh", None)),
        ("US$63 to US$68 per kWh", ("63", "68", "US$/kWh", None)),
        ("5 to 10 million", ("5000000", "10000000", "", None)),
        ("500,000 to 1 million", ("500000", "1000000", "", None)),
        ("US$1–2 billion", ("1000000000", "2000000000", "US$", None)),
        ("2–3x", ("2", "3", "times", None)),
        ("twice", ("2", "2", "times", None)),
        ("  over  1,000  km ", ("1000", "1000", "km", "over")),
        ("12", ("12", "12", "", None)),
        ("2,025", ("2025", "2025", "", None)),
        ("2025 units", ("2025", "2025", "units", None)),
    ],
)
def test_what_analysts_type_is_read(text: str, expected: tuple[str, str, str, str | None]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("~", "about"), ("≈", "about"), ("approximately ", "about"), ("c. ", "about"), ("roughly ", "about"),
        (">", "more than"), ("<", "less than"), ("≥", "at least"), (">= ", "at least"), ("≤ ", "at most"),
        ("Over ", "over"), ("as much as ", "up to"), ("no more than ", "at most"), ("just under ", "under"),
        ("almost ", "almost"), ("around ", "around"), ("below ", "below"), ("fewer than ", "fewer than"),
    ],
)  # fmt: skip
def test_a_qualifier_becomes_one_word_and_the_typed_form_is_kept(typed: str, word: str) -> None:
    value = quantity(f"{typed}5 km")
    assert (value.qualifier, value.text) == (word, f"{typed}5 km")


def test_a_plus_behind_the_number_means_at_least() -> None:
    assert read("1,000+ km") == ("1000", "1000", "km", "at least")


def test_a_point_is_always_the_decimal_point() -> None:
    value = quantity("1.000 km")
    assert (value.low, value.step) == (Decimal(1), Decimal("0.001"))


@pytest.mark.parametrize(
    ("text", "step", "significant"),
    [
        ("758 km", "1", 3),
        ("1,000 km", "1000", 1),
        ("1,500 km", "100", 2),
        ("150,000 km", "10000", 2),
        ("184,000 km", "1000", 3),
        ("1.50 km", "0.01", 3),
        ("0.1%", "0.1", 1),
        ("0 km", "1", 1),
        ("1.2 million", "100000", 2),
        ("20–25%", "1", 2),
        ("0–500 km", "100", 1),
        ("a third", "0.01", 2),
    ],
)
def test_the_step_is_the_value_of_the_last_digit_that_counts(text: str, step: str, significant: int) -> None:
    assert (quantity(text).step, quantity(text).significant) == (Decimal(step), significant)


@pytest.mark.parametrize("text", ["2025", "H1 2025", "2025-09", "2025-09-03", "2025-01/2025-07", "2025/2027"])
def test_a_period_is_no_quantity(text: str) -> None:
    assert isinstance(parse(text), Period)
    with pytest.raises(QuantityError, match=f'"{text}" is a period, not a quantity'):
        quantity(text)


def test_the_period_of_a_field_is_the_one_that_periods_reads() -> None:
    period = parse("H1 2025")
    assert isinstance(period, Period)
    assert (period.first, period.last) == (date(2025, 1, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("text", "message", "hint", "offset"),
    [
        ("", "nothing is written here", "1,000 km", 0),
        ("1,00 km", 'the comma in "1,00" does not separate thousands', "write 1.00 with a decimal", 1),
        ("  1,00 km", 'the comma in "1,00" does not separate thousands', "write 1.00 with a decimal", 3),
        ("1,00,000 units", 'the comma in "1,00,000" does not separate thousands', "write 100,000", 1),
        ("1.000.000 km", '"1.000.000" has more than one decimal point', "write 1,000,000", 1),
        ("007 km", '"007" begins with a zero', "write 7", 0),
        ("ten-ish", '"-ish" is not a unit', "1,000 km", 3),
        ("many", 'there is no number in "many"', "in digits", 0),
        ("25–20%", 'the range "25–20%" runs backwards', "smaller number first", 0),
        ("5 km to 2 km", 'the range "5 km to 2 km" runs backwards', "smaller number first", 0),
        ("10 km and 5 miles", '"and 5 miles" stands behind the unit', "write only 10 km", 6),
        ("10 km range", '"range" stands behind the unit', "write only 10 km", 6),
        ("two hundred km", '"hundred km" is not a unit', "write a number", 4),
        ("5 G", '"G" is not a unit', "write a number", 2),
        ("5kWhs", '"kWhs" is not a unit', "write kWh", 1),
        ("5 kWhs", '"kWhs" is not a unit', "write kWh", 2),
        ("hardly 5 km", '"hardly" cannot stand before a number', "over, more than", 0),
        ("12:30", '"12:30" is not a number with a unit', "space", 0),
        ("2026-13-45", "there is no month 13", "year-month-day", 0),
        ("03.11.2026", '"03.11.2026" could be 3 November or 11 March', "2026-11-03", 0),
        ("Q5 2025", "there is no quarter 5", "Q1 to Q4", 0),
        ("1" * 40, "this number is too long", "scale", 0),
        ("x" * 300, "this is too long to be a quantity", "only the number", 0),
    ],
)
def test_what_cannot_be_read_is_refused_with_place_and_way_out(
    text: str, message: str, hint: str, offset: int
) -> None:
    with pytest.raises(QuantityError) as caught:
        parse(text)
    assert (caught.value.message, caught.value.offset) == (message, offset)
    assert hint in caught.value.hint


@given(st.text(max_size=60) | st.text("0123456789.,-–−+%$€ kmWhCO₂aditor/\n\u00a0()", max_size=40))
def test_no_text_brings_anything_but_a_value_or_its_error(text: str) -> None:
    assert understood(text)


def understood(text: str) -> str:
    """What the analyst is told; every quantity that is read must print, too."""
    try:
        value = parse(text)
    except QuantityError as error:
        return error.message and error.hint
    return house(value) if isinstance(value, Quantity) else str(value)


# Finding quantities in prose


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        (
            "pay about US$63 (€54) per kWh for LFP and US$68 (€58) for NMC",
            ["about US$63/kWh", "€54/kWh", "US$68/kWh", "€58/kWh"],
        ),
        ("US$148 (€127) and US$164 (€140) in 2022", ["US$148", "€127", "US$164", "€140"]),
        ("US$63 and US$68 per kWh", ["US$63/kWh", "US$68/kWh"]),
        ("US$63 (€54) and US$68 (€58) per kWh", ["US$63/kWh", "€54/kWh", "US$68/kWh", "€58/kWh"]),
        ("the pack costs US$5,500 (US$68 per kWh)", ["US$5,500", "US$68/kWh"]),
        ("US$68 per kWh, so the 81 kWh pack of an EV3 is US$5,500", ["US$68/kWh", "81 kWh", "US$5,500"]),
        ("a fall of 10% to 15% by 2030, over 20% less", ["10–15%", "over 20%"]),
        ("between 10% and 15%, or 20–25%, or 10 to 26%", ["10–15%", "20–25%", "10–26%"]),
        ("ranging from 10% to 26%", ["10–26%"]),
        ("rose from 9.2% to 22%", ["9.2%", "22%"]),
        ("rose from 10 to 15%", ["10%", "15%"]),
        ("fell from US$148 to US$63 and US$164 to US$68", ["US$148", "US$63", "US$164", "US$68"]),
        ("13 g/km, Stellantis 9 and Renault 2", ["13 g/km"]),
        ("misses by 10 gCO₂/km; 2 million fewer in 2025–27", ["10 gCO₂/km", "2 million"]),
        (
            "over 16,000 hours, over 60 OEMs, one million units by 2028",
            ["over 16,000 hours", "1 million units"],
        ),
        (
            "a 500 kVA set saves up to 200,000 gallons of diesel and about 2,900 tons of CO₂ a year",
            ["500 kVA", "up to 200,000 gallons", "about 2,900 tons of CO₂ per year"],
        ),
        ("about 250 million motorcycles, 20 million sold a year", ["about 250 million", "20 million"]),
        ("a 100 kg pack, a range of over\n1,000 km (620 miles)", ["100 kg", "over 1,000 km", "620 miles"]),
        ("a 620-mile battery, an 81-kWh pack, a 758km range", ["620 miles", "81 kWh", "758 km"]),
        ("nearly 46% in 2025 and 60% in 2026", ["nearly 46%", "60%"]),
        ("along 150,000 km (93,000 miles) of 184,000 km", ["150,000 km", "93,000 miles", "184,000 km"]),
        ("cost two to three times as much; 10% to 26% saved", ["2–3 times", "10–26%"]),
        ("**1,000 km** and [620 miles](https://x.org/5km?a=20%20kg)", ["1,000 km", "620 miles"]),
        ("−8.5% and minus 3 °C and +4%", ["−8.5%", "−3 °C", "+4%"]),
        ("12,5 kg is malformed, 12.5 kg is not", ["12.5 kg"]),
        ("from 500 kWh to 1 MWh", ["500 kWh", "1 MWh"]),
        ("in 2025 to 6,000 km", ["6,000 km"]),
    ],
)
def test_figures_are_found_in_prose(prose: str, expected: list[str]) -> None:
    assert found(prose) == expected


@pytest.mark.parametrize(
    "prose",
    [
        "In 2025 and 2026, since 1966, 2025–27, 2025-09-03, 12:30, H1 2025 and Q3 2025",
        "the EV3, NMC811, the iPhone 14 Pro, Euro 6/7, a 4x4, 5G, 2W and 3W, V2G",
        "the 1st, 2nd and 3rd, in the 2030s, the 21st century",
        "three years ago, six years, two-year extension, one mile",
        "in 2025 units fell, by 2028 tonnes of ore, since 2020 hours",
        "v1.2.3 kg, 10/11 kg, NMC-811 kg, 5 t-shirts, 5 G",
        "thousands of hours, a few km, per kWh, about the, up to, US$, %, €",
        "between 2020 and 2025, level 2 or faster",
        "1" * 50 + " km",
    ],
)
def test_years_names_and_bare_numbers_are_not_figures(prose: str) -> None:
    assert found(prose) == []


def test_a_span_covers_qualifier_and_unit() -> None:
    prose = "It runs over 1,000 km (620 miles), between 10% and 15% more."
    assert [prose[one.start : one.end] for one in find(prose)] == [
        "over 1,000 km",
        "620 miles",
        "between 10% and 15%",
    ]


@given(st.text(max_size=200) | st.text("0123456789.,-–%$€ kmperwhUSforand()\n", max_size=200))
def test_what_is_found_stands_in_order_where_it_says(text: str) -> None:
    at = 0
    for one in find(text):
        assert at <= one.start < one.end <= len(text)
        assert one.quantity.text == text[one.start : one.end]
        at = one.end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1,000",
        "about ",
        "US$",
        "US$1 (",
        "5% to ",
        "1 to ",
        " ",
        "between 1 and ",
        "one-",
        "km ",
        "5 kg\n",
    ],
)
def test_a_text_twice_as_long_costs_twice_as_much(piece: str) -> None:
    short, long = (calls(lambda text: list(find(text)), (piece * n)[:n]) for n in (4_000, 8_000))
    assert long <= 2.1 * short + 100


def test_a_run_of_a_hundred_thousand_characters_is_read_to_its_end() -> None:
    assert found("1" * 50_000 + " " * 50_000 + "5 km") == ["5 km"]


def calls(function: Callable[[str], object], text: str) -> int:
    """How many calls, into C too, the function makes for this text."""
    function(text[:100])  # fills caches
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        function(text)
    finally:
        sys.setprofile(None)
    return count


# Comparing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("758 km", "471 miles"),
        ("1,000 km", "620 miles"),
        ("150,000 km", "93,000 miles"),
        ("184,000 km", "114,000 miles"),
        ("100 kg", "220 lb"),
        ("over 1,000 km", "1,000 km"),
        ("over 1,000 km", "nearly 622 miles"),
        ("20–25%", "20% to 25%"),
        ("9%", "9.2%"),
        ("a third", "33%"),
        ("250 million motorcycles", "about 250 million"),
        ("120,000 units", "120,000 machines"),
        ("10 gCO₂/km", "10 g/km"),
        ("2,900 tons", "2,900 tons of CO₂ a year"),
        ("US$5,500 per vehicle", "US$5,500"),
        ("$5,500", "US$5,500"),
        ("1 million", "1,000,000"),
        ("US$63/kWh", "US$63 per kWh"),
        ("0.5 MWh", "500 kWh"),
    ],
)
def test_two_numbers_agree_within_the_coarser_rounding(one: str, other: str) -> None:
    assert agree(quantity(one), quantity(other))
    assert agree(quantity(other), quantity(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("758 km", "500 miles"),
        ("1,000 km", "600 miles"),
        ("1,000 km", "1,040 km"),
        ("10 g/km", "1 g/km"),
        ("20%", "22%"),
        ("98%", "100%"),
        ("46%", "47%"),
        ("20–25%", "22%"),
        ("20–25%", "20–26%"),
        ("over 46%", "nearly 46%"),
        ("US$63", "€63"),
        ("US$63/kWh", "US$63"),
        ("2 million", "2.4 million"),
        ("20 million motorcycles", "20 million scooters"),
        ("5 kg of lithium", "5 kg of nickel"),
        ("5%", "5 percentage points"),
        ("5 km", "5"),
        ("81 kWh", "81 kW"),
        ("−10 g/km", "10 g/km"),
        ("200,000 gallons", "200,000 US gallons"),
        ("2,900 tons", "2,900 tonnes"),
    ],
)
def test_two_numbers_that_say_something_else_do_not_agree(one: str, other: str) -> None:
    assert not agree(quantity(one), quantity(other))
    assert not agree(quantity(other), quantity(one))


def test_a_document_contains_a_figure_in_either_unit() -> None:
    prose = "The pack gives a range of over 1,000 km."
    assert contains(prose, quantity("620 miles"))
    assert not contains(prose, quantity("758 km"))
    assert contains([quantity("5 km")], quantity("5 km"))


def test_a_range_has_two_ends() -> None:
    assert [told(end) for end in ends(quantity("about 20–25%"))] == [
        ("20", "20", "%", "about"),
        ("25", "25", "%", "about"),
    ]


# Converting


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("1,000 km", "miles", "620 miles"),
        ("758 km", "miles", "471 miles"),
        ("150,000 km", "miles", "93,000 miles"),
        ("184,000 km", "miles", "114,000 miles"),
        ("over 1,000 km", "miles", "over 620 miles"),
        ("620 miles", "km", "1,000 km"),
        ("8 km", "miles", "5 miles"),
        ("5 km", "miles", "3.1 miles"),
        ("65 miles", "km", "105 km"),
        ("62 miles", "km", "100 km"),
        ("0 km", "miles", "0 miles"),
        ("−8 km", "miles", "−5 miles"),
        ("100 kg", "lb", "220 lb"),
        ("5 kg", "lb", "11 lb"),
        ("140 hp", "kW", "104 kW"),
        ("81 kWh", "MJ", "290 MJ"),
        ("3 tonnes", "short tons", "3.3 short tons"),
        ("60 US gallons", "litres", "230 litres"),
        ("20 °C", "°F", "68 °F"),
        ("100 °C", "°F", "212 °F"),
        ("−10 to −5 °C", "°F", "14–23 °F"),
        ("−40 °F", "°C", "−40 °C"),
        ("300–400 km", "miles", "190–250 miles"),
        ("95–105 km", "miles", "59–65 miles"),
        ("2 million km", "miles", "1.2 million miles"),
        ("1 million km", "miles", "620,000 miles"),
        ("10 g/km", "g/mile", "16 g/mile"),
        ("10 gCO₂/km", "g/mile", "16 gCO₂/mile"),
        ("US$63/kWh", "US$/MWh", "US$63,000/MWh"),
        ("a third", "%", "33%"),
        ("5 km", "km", "5 km"),
    ],
)
def test_a_conversion_is_as_exact_as_the_number_warrants(text: str, to: str, expected: str) -> None:
    assert house(convert(quantity(text), to)).replace("\u00a0", " ") == expected


MEASURED = (
    *("km", "miles", "kg", "lb", "tonnes", "kW", "hp", "kWh", "MJ"),
    *("km/h", "mph", "bar", "psi", "Nm", "lb-ft", "m²", "ft²"),
)


@given(st.integers(1, 10**6), st.sampled_from(MEASURED), st.sampled_from(MEASURED))
def test_a_number_agrees_with_its_own_conversion(number: int, one: str, other: str) -> None:
    value = quantity(f"{number:,} {one}")
    if unit(one).base.kind == unit(other).base.kind:
        assert agree(value, quantity(house(convert(value, other))))


@pytest.mark.parametrize("other", ["litres", "US gallons", "imperial gallons"])
def test_an_unspecified_gallon_is_never_converted(other: str) -> None:
    with pytest.raises(QuantityError, match="which gallon is meant is not specified") as caught:
        convert(quantity("200,000 gallons"), other)
    assert caught.value.hint == "write US gallons or imperial gallons"
    with pytest.raises(QuantityError, match="which gallon is meant"):
        convert(quantity(f"5 {other}"), "gallons")


@pytest.mark.parametrize("other", ["tonnes", "short tons", "kg"])
def test_an_unspecified_ton_is_never_converted(other: str) -> None:
    with pytest.raises(QuantityError, match="which ton is meant is not specified") as caught:
        convert(quantity("2,900 tons of CO₂"), other)
    assert caught.value.hint == "write tonnes or short tons or long tons"


def test_money_is_never_converted() -> None:
    with pytest.raises(QuantityError, match="a rate holds for one day only"):
        convert(quantity("US$63/kWh"), "€/kWh")


@pytest.mark.parametrize(("text", "to"), [("5 km", "kg"), ("5 g/km", "g"), ("5 kW", "kVA"), ("5", "km")])
def test_unlike_units_do_not_convert(text: str, to: str) -> None:
    with pytest.raises(QuantityError):
        convert(quantity(text), to)


@pytest.mark.parametrize("text", ["", "parsecs", "5", "km km", "million", "km" * 50])
def test_an_unknown_unit_is_refused(text: str) -> None:
    with pytest.raises(QuantityError, match="is not a unit"):
        unit(text)


def test_house_pairs_give_the_partner() -> None:
    pairs = {text: pair(quantity(text), PAIRS) for text in ("758 km", "471 miles", "100 kg", "500 kW")}
    assert {text: value and house(value).replace("\u00a0", " ") for text, value in pairs.items()} == {
        "758 km": "471 miles",
        "471 miles": "758 km",
        "100 kg": "220 lb",
        "500 kW": "670 hp",
    }


@pytest.mark.parametrize("text", ["10 g/km", "US$63/kWh", "200,000 gallons", "2,900 tons", "12", "5%"])
def test_what_has_no_convertible_partner_gives_none(text: str) -> None:
    assert pair(quantity(text), PAIRS) is None


def test_a_price_has_a_partner_unit_though_no_rate() -> None:
    assert str(partner(unit("US$/kWh"), PAIRS)) == "€/kWh"
    assert str(partner(unit("km/h"), ["km/h/mph"])) == "mph"
    with pytest.raises(QuantityError, match="is not a pair of units"):
        partner(unit("km"), ["km-miles"])


# Pint is an independent table of the same legal definitions.
PINT_NAMES = {
    "miles": "mile", "nautical miles": "nautical_mile", "ft": "foot", "inches": "inch", "100 km": "hectokm",
    "m²": "m**2", "km²": "km**2", "ft²": "foot**2", "hectares": "hectare", "acres": "international_acre",
    "tonnes": "metric_ton", "short tons": "short_ton", "long tons": "long_ton", "Mt": "megatonne",
    "litres": "liter", "ml": "milliliter", "m³": "m**3", "cc": "cm**3", "US gallons": "gallon",
    "imperial gallons": "imperial_gallon", "Wh": "watt_hour", "kWh": "kilowatt_hour", "MWh": "megawatt_hour",
    "GWh": "gigawatt_hour", "TWh": "terawatt_hour", "hp": "horsepower", "metric hp": "metric_horsepower",
    "kVA": "kilovolt_ampere", "MVA": "megavolt_ampere", "Ah": "ampere_hour", "mAh": "milliampere_hour",
    "km/h": "km/hour", "mph": "mile/hour", "knots": "knot", "Nm": "newton*meter", "lb-ft": "force_pound*foot",
    "rpm": "rpm", "°C": "degC", "°F": "degF", "minutes": "minute", "hours": "hour", "days": "day",
    "weeks": "week", "%": "percent",
}  # fmt: skip
NOT_IN_PINT = {"months", "years", "percentage points", "times", "cycles", "units"}  # counts and calendars
MEASURES = [b for b in BASES if b.symbol not in NOT_IN_PINT and not b.choices and "currency" not in b.kind]


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry[Decimal]:
    table: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    table.define("hectokm = 100 * kilometer")
    table.define("international_acre = 43560 * foot ** 2")
    return table


@pytest.mark.parametrize("base", MEASURES, ids=lambda base: base.symbol)
def test_every_factor_is_the_one_pint_knows(base: Base, registry: pint.UnitRegistry[Decimal]) -> None:
    first = next(other for other in MEASURES if other.kind == base.kind)
    names = [PINT_NAMES.get(side.symbol, side.symbol) for side in (base, first)]
    with localcontext(prec=50):
        for typed in (Decimal(0), Decimal(100)):
            theirs = registry.Quantity(typed, names[0]).to(names[1]).magnitude
            ours = (typed + base.offset) * base.factor / first.factor - first.offset
            assert float(ours) == pytest.approx(float(theirs), rel=1e-14, abs=1e-12)


@pytest.mark.parametrize(
    ("symbol", "factor"),
    [
        ("miles", "1609.344"),
        ("lb", "0.45359237"),
        ("hp", "745.69987158227022"),
        ("metric hp", "735.49875"),
        ("US gallons", "3.785411784"),
        ("imperial gallons", "4.54609"),
        ("short tons", "907.18474"),
    ],
)
def test_the_factors_of_the_house_pairs_are_the_legal_ones(symbol: str, factor: str) -> None:
    assert unit(symbol).base.factor == Decimal(factor)


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.symbol)
def test_every_spelling_of_a_unit_is_read_as_that_unit(base: Base) -> None:
    for spelling in (base.symbol, base.singular, *base.spellings):
        if base.symbol != "100 km":  # stands only behind a slash
            assert str(quantity(f"5 {spelling}").unit) == base.symbol


def test_no_two_units_share_a_spelling() -> None:
    spellings = [spelling for base in BASES for spelling in {base.symbol, *base.spellings}]
    assert len(spellings) == len(set(spellings))


# Printing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 1,000 km", "over\u00a01,000\u00a0km"),
        ("more than 5 kms", "more than\u00a05\u00a0km"),
        ("81kWh", "81\u00a0kWh"),
        ("US$63 per kWh", "US$63/kWh"),
        ("10% to 15%", "10–15%"),
        ("10 gCO2/km", "10\u00a0gCO₂/km"),
        ("-10 g/km", "\u221210\u00a0g/km"),
        ("-US$5", "\u2212US$5"),
        ("−10 to −5 °C", "\u221210\u00a0to\u00a0\u22125\u00a0°C"),
        ("one million units", "1\u00a0million\u00a0units"),
        ("US$1.20bn", "US$1.20\u00a0billion"),
        ("1 miles", "1\u00a0mile"),
        ("1 million mile", "1\u00a0million\u00a0miles"),
        ("20 GWh/year", "20\u00a0GWh\u00a0per year"),
        ("less than one third", "less than\u00a0a third"),
        ("US$10 to 15 per kWh", "US$10–15/kWh"),
        ("1.5–10%", "1.5–10%"),
    ],
)
def test_the_house_form(text: str, expected: str) -> None:
    assert house(quantity(text)).replace("\u00a0per", " per") == expected.replace("\u00a0per", " per")


def test_speech_has_per_where_print_has_a_slash() -> None:
    assert spoken(quantity("US$63/kWh")) == "US$63\u00a0per kWh"
    assert spoken(quantity("10 g/km")) == "10\u00a0g per km"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US$5,500", [("currency", "US$"), ("number", "5,500")]),
        ("10 g/km", [("number", "10"), ("unit", "g/km")]),
        ("nearly 46%", [("qualifier", "nearly"), ("number", "46"), ("percent", "%")]),
        ("20–25%", [("number", "20–25"), ("percent", "%")]),
        ("US$1.2 billion", [("currency", "US$"), ("number", "1.2"), ("scale", "billion")]),
        ("US$63/kWh", [("currency", "US$"), ("number", "63"), ("unit", "/kWh")]),
        ("one million units", [("number", "1"), ("scale", "million"), ("unit", "units")]),
    ],
)
def test_the_parts_of_a_big_number(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(part.role, part.text) for part in parts(quantity(text))] == expected


@st.composite
def typed_quantities(draw: st.DrawFn) -> str:
    qualifier = draw(st.sampled_from(["", "over ", "~", "nearly ", "up to ", "at least "]))
    number = draw(st.decimals(-(10**7), 10**7, places=draw(st.integers(0, 3))))
    scale = draw(st.sampled_from(["", " thousand", " million", " billion"]))
    name = draw(st.sampled_from(["", *(b.symbol for b in MEASURES if b.symbol != "100 km"), "machines"]))
    per = draw(st.sampled_from(["", "/kWh", " per year", "/km"])) if name not in ("", "%") else ""
    bare_year = number == number.to_integral_value() and 1900 <= number <= 2200
    if bare_year or draw(st.booleans()):
        return f"{qualifier}US${abs(number):,}{scale}{per}"
    return f"{qualifier}{number:,}{scale} {name}{per}"


@given(typed_quantities())
def test_what_is_printed_reads_back_as_the_same_quantity(text: str) -> None:
    value = quantity(text)
    again = quantity(house(value))
    assert (again.low, again.high, again.unit, again.qualifier) == (
        value.low,
        value.high,
        value.unit,
        value.qualifier,
    )
    assert house(again) == house(value)
    assert quantity(spoken(value)).unit == value.unit


# Change in percent


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("9.2", "22", "139.1"), ("148", "63", "-57.4"), ("100", "102.5", "2.5"), ("-10", "-5", "50.0")],
)
def test_the_change_is_in_percent_of_what_was_before(before: str, after: str, expected: str) -> None:
    assert change(Decimal(before), Decimal(after), places=1) == Decimal(expected)


def test_a_change_is_rounded_half_away_from_zero_only_on_request() -> None:
    assert change(1000, 1125, places=0) == 13
    assert change(1000, 875, places=0) == -13
    assert change(1000, 1125) == Decimal("12.5")


def test_a_change_from_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="from zero"):
        change(0, 5)


def test_the_sums_do_not_depend_on_the_callers_decimal_settings() -> None:
    with localcontext(prec=3):
        assert house(convert(quantity("184,321 km"), "miles")) == "114,532\u00a0miles"
        assert agree(quantity("184,321 km"), quantity("114,532 miles"))
        assert not agree(quantity("184,321 km"), quantity("114,540 miles"))
        assert change(123_456, 246_912) == 100
        assert told(next(find("run 184,321 km")).quantity) == ("184321", "184321", "km", None)


# What stands far behind a number must not cost anything


def test_a_quantity_is_read_the_same_whatever_follows_far_behind() -> None:
    prose = "over 1,000 km (620 miles) and 20–25%"
    alone = [(one.start, one.end) for one in find(prose)]
    assert [(one.start, one.end) for one in find(prose + " per and to " * 5_000)] == alone


def test_a_number_in_the_continental_form_is_refused_with_the_right_number() -> None:
    with pytest.raises(QuantityError) as refused:
        quantity("1.000,5 km")
    assert refused.value.hint is not None
    assert refused.value.hint.startswith("write 1,000.5:")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from 9.2% in the first half of 2024 to 22% in that of 2025", ["9.2%", "22%"]),
        ("from 9.2% in H1 2024 to 22% in H1 2025", ["9.2%", "22%"]),
        ("from 500 km in May 2020 to 3,000 km", ["500 km", "3,000 km"]),
        ("a range of 2000 to 2500 km", ["2000 to 2500 km"]),
        ("from 2000 to 1500 km", ["2000", "1500 km"]),
    ],
)
def test_the_year_before_the_second_number_of_a_change_is_no_number(text: str, found: list[str]) -> None:
    assert [each.quantity.text for each in find(text)] == found


def test_a_year_ago_is_no_rate() -> None:
    text = "22%, from 9.2% a year earlier and 5% a year before, or 20 GWh a year"
    assert [str(each.quantity.unit) for each in find(text)] == ["%", "%", "%", "GWh per year"]
