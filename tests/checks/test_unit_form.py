from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from tests.checks.telling import ask, ask_plan
from tests.desk import LISTS, MONTH, room, yaml

RULE = "unit-form"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("81kWh", "81 kWh"),
        ("81 KWH, 81 Kwh, 81 kwh", "81 kWh, 81 kWh, 81 kWh"),
        ("500kms and 500 kms", "500 km and 500 km"),
        ("100 KM at 100 KM/h, 5 Km", "100 km at 100 km/h, 5 km"),
        ("150 kw, 300 HP, 5 Kg, 5 kgs, 3 lbs", "150 kW, 300 hp, 5 kg, 5 kg, 3 lb"),
        ("5 hrs, 1 hr", "5 hours, 1 hour"),
        ("20 %, −20 %, 10–15 %, 20pct", "20%, −20%, 10–15%, 20%"),
        ("12.8pp", "12.8 percentage points"),
        ("€ 54, US$ 63, USD 63, EUR 54 million", "€54, US$63, US$63, €54 million"),
        ("63 USD, 63 €, 63 million USD, 63–68 USD", "US$63, €63, US$63 million, US$63–68"),
        ("63 USD per Kwh", "US$63 per kWh"),
        ("CO2, 13 gCO2/km, CO2e, 13gCO2/KM", "CO₂, 13 gCO₂/km, CO₂e, 13 gCO₂/km"),
        ("US$63/Kwh, 15 kWh/100km", "US$63/kWh, 15 kWh/100 km"),
        ("Energy, kwh; many kms", "Energy, kWh; many km"),
        ("an 800V system of 350Wh/kg", "an 800 V system of 350 Wh/kg"),
        ("50 mi and 80 kph", "50 miles and 80 km/h"),
    ],
)
def test_units_are_put_into_the_form_of_the_house(text: str, mended: str, tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, text)
    assert (told.changed, set(told.severities)) == ([mended], {"warning"})


@pytest.mark.parametrize(
    ("text", "word", "message", "hint"),
    [
        ("stores 81kWh", "81kWh", '"81kWh" has no space before the unit', "write 81 kWh"),
        ("about 20 % of", "20 %", '"20 %" has a space before the percent sign', "write 20%"),
        ("for 500 kms", "500 kms", '"500 kms" is not how the house writes km', "write 500 km"),
        ("for € 54", "€ 54", '"€ 54" has a space behind the sign', "write €54"),
        ("for USD 54", "USD 54", '"USD 54" names the currency by a code', "write US$54"),
        ("for 54 USD", "54 USD", '"54 USD" has the currency behind the number', "write US$54"),
        ("of CO2", "CO2", 'the 2 in "CO2" stands on the line', "write CO₂"),
    ],
)
def test_the_problem_points_at_number_and_unit(
    text: str, word: str, message: str, hint: str, tmp_path: Path
) -> None:
    told = ask(RULE, tmp_path, text)
    assert (told.words, told.messages, told.hints) == ([word], [message], [hint])


@pytest.mark.parametrize(
    "text",
    [
        "It stores 81 kWh, goes 1,000 km or a 1,000-km tour at 60 mph with 300 hp (150 PS).",
        "It goes 1,000 kilometres, 100 Miles, for 20 percent or 20 per cent, 63 euros, 8 hours, 8 h, 5 t.",
        "An EV3, an i4, a Lexus RX 450h, NMC811 cells, a 4x4, 5G, 2x, US$5m, 5m people, 20°C.",
        '"It stores 81kWh", says the maker; `81kWh` is code, [the page](https://e.org/81kWh/20%20KM) a link.',
        "CHF 5 million, KWH Group, CO2OL, 5 Nm, 5 cc, 12 units, 3 million units.",
        "13 g/km and 13 gCO₂/km, US$63/kWh, 15 kWh per 100 km.",
    ],
)
def test_right_forms_names_quotations_and_addresses_stay(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()


@pytest.mark.parametrize("text", ["5 mwh", "5 mw", "between 63 and 68 USD"])
def test_what_could_mean_another_number_is_not_changed(text: str, tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, text)
    assert [one.fix for one in told.problems] == [None]


def test_a_unit_at_the_beginning_of_a_line_is_mended_there(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "It stores 81\nKWH in all.")
    assert (told.words, told.changed) == (["81"], ["kWh in all."])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A pack of 81 kW costs more.", "81 kW"),
        ("The 60 kW battery is light.", "60 kW"),
        ("The battery has a capacity of 81 kW.", "81 kW"),
        ("The pack stores about 81 kW.", "about 81 kW"),
        ("Cells cost US$63 per kW.", "US$63 per kW"),
        ("It holds 81 kW/h.", "81 kW/h"),
    ],
)
def test_kilowatts_for_kilowatt_hours_are_reported_and_left_to_the_author(
    text: str, word: str, tmp_path: Path
) -> None:
    told = ask(RULE, tmp_path, text)
    assert (told.words, [one.fix for one in told.problems]) == ([word], [None])
    assert "gives energy in a unit of power" in told.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "A 60 kW battery charger, a 150 kW battery-electric drive, a 100 kW battery system.",
        "The pack delivers 150 kW and stores 81 kWh.",
        "A 150 kW motor with an 81 kWh pack; it charges the pack at 150 kW.",
        "A fuel cell with a capacity of 100 kW.",
        "A plant with a capacity of 81 kW.",
        "Inverters for packs cost US$63 per kW.",
    ],
)
def test_kilowatts_of_motors_and_chargers_are_right(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()


def test_a_company_of_companies_yaml_keeps_its_name(tmp_path: Path) -> None:
    files = {
        "companies.yaml": LISTS["companies.yaml"]
        + "48V Drives: {name: 48V Drives}\nCO2 Tech: {name: CO2 Tech}\n",
        f"{MONTH}/a.yaml": yaml("A", summary="CO2 Tech and 48V Drives make 48V parts."),
    }
    found = checks.run(room(tmp_path, files), MONTH, only=[RULE])
    assert [one.place.column for one in found] == [32]


def test_headlines_labels_and_charts_are_read_too(tmp_path: Path) -> None:
    more = (
        "figures: {r: {label: on 81kWh, value: 758 km}}\n"
        'chart: {kind: bar, title: "Up 20 %", measure: "Energy, kwh", figures: [r]}'
    )
    told = ask(RULE, tmp_path, "It is so.", more, headline="It stores 80kWh")
    assert told.words == ["80kWh", "81kWh", "20 %", "kwh"]
    assert ask_plan(RULE, tmp_path, "takeaways: [{text: It stores 81kWh, article: a}]\n").words == ["81kWh"]
