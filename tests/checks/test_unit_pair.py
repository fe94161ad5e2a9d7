from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from tests.checks.telling import ask, ask_plan
from tests.desk import LISTS, MONTH, room, yaml

RULE = "unit-pair"
PRICE = "figures: {p: {label: price, value: about US$63/kWh, also: €54/kWh}}"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("It goes 758 km far.", "It goes 758 km (471 miles) far."),
        ("It goes over 1,000 km.", "It goes over 1,000 km (620 miles)."),
        ("It goes 100–200 km.", "It goes 100–200 km (60–120 miles)."),
        ("It went from 100 to 250 km.", "It went from 100 to 250 km (62 to 160 miles)."),
        ("It went from 50 kg to 60 kg.", "It went from 50 kg (110 lb) to 60 kg (132 lb)."),
        ("A 1,000-km range.", "A 1,000-km (620-mile) range."),
        ("A motor of 150 kW.", "A motor of 150 kW (200 hp)."),
        ("It goes far (758 km on WLTP).", "It goes far (758 km or 471 miles on WLTP)."),
        ("**758 km** is far.", "**758 km (471 miles)** is far."),
        ("[758 km](https://e.org/758km) is far.", "[758 km (471 miles)](https://e.org/758km) is far."),
        ("It is 62 miles away.", "It is 62 miles (100 km) away."),
    ],
)
def test_the_conversion_is_put_behind_the_quantity(text: str, mended: str, tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, text)
    assert (told.changed, set(told.severities)) == ([mended], {"warning"})


def test_the_message_names_what_is_missing_and_the_hint_what_to_write(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "It goes over 1,000 km.")
    assert told.words == ["over 1,000 km"]
    assert told.messages == ['"over 1,000 km" stands without miles']
    assert told.hints == ["write over 1,000 km (620 miles)"]


def test_the_message_leaves_markup_out(tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, "It goes **758** km.").messages == ['"758 km" stands without miles']


def test_a_quantity_that_runs_over_a_line_is_mended_behind_its_unit(tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, "It goes 758\nkm far.").changed == ["km (471 miles) far."]


def test_an_amount_of_money_is_never_converted(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "It costs US$63 per kWh.")
    assert told.messages == ['"US$63 per kWh" stands without an amount in €']
    assert told.problems[0].fix is None
    assert "as the source printed it" in told.hints[0]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("It costs US$63 per kWh.", "It costs US$63 (€54) per kWh."),
        ("It costs US$63/kWh.", "It costs US$63/kWh (€54/kWh)."),
        ("It costs €54 per kWh.", "It costs €54 (US$63) per kWh."),
    ],
)
def test_what_the_source_printed_beside_it_is_taken_from_the_figure(
    text: str, mended: str, tmp_path: Path
) -> None:
    assert ask(RULE, tmp_path, text, PRICE).changed == [mended]


def test_the_partner_of_the_source_comes_before_a_conversion(tmp_path: Path) -> None:
    figures = "figures: {r: {label: range, value: 758 km, also: 470 miles}}"
    assert ask(RULE, tmp_path, "It goes 758 km.", figures).changed == ["It goes 758 km (470 miles)."]


def test_once_in_a_story_is_enough_wherever_it_stands(tmp_path: Path) -> None:
    note = "analysis: {by: [ada], text: It goes 758 km (471 miles).}"
    assert (
        ask(RULE, tmp_path, "It goes 758 km, really 758 km.", note, "why_it_matters: 758 km").problems == ()
    )


def test_a_quantity_without_its_partner_is_asked_for_at_its_first_mention(tmp_path: Path) -> None:
    told = ask(RULE, tmp_path, "It goes 758 km, really 758 km.", "why_it_matters: It goes 758 km")
    assert [one.place.line for one in told.problems] == [5]


@pytest.mark.parametrize(
    "text",
    [
        "It goes 758 km (471 miles), or 471 miles (758 km).",
        "It goes 758 km, or 471 miles, on one charge.",
        "It goes 1,000 km (about 620 miles, WLTP).",
        "It costs US$63 (€54) per kWh for LFP and US$68 (€58) for NMC.",
        "It costs US$63 and US$68 (€54 and €58) per kWh.",
        "It went from 100 to 200 km (62 to 124 miles).",
        "It goes 10 km, 20 km or 30 km (6, 12 and 19 miles).",
        "**758 km** (471 miles) is far.",
        "| maker | 758 km | 471 miles |",
        "A motor of 110 kW (150 PS).",
        "It gives off 13 g/km, 5 kg of CO₂ a year, and takes 15 kWh per 100 km.",
        "A charger of 350 kW fills it.",
        '"It goes 758 km," they say.',
        "The link is https://e.org/758km and `758 km` is code.",
        "It stores 81 kWh and lasts 8 years.",
    ],
)
def test_pairs_rates_and_what_is_no_house_pair_are_right(text: str, tmp_path: Path) -> None:
    assert ask(RULE, tmp_path, text).problems == ()


def test_headlines_labels_and_charts_may_do_with_one_unit(tmp_path: Path) -> None:
    more = "figures: {r: {label: over 100 km, value: 758 km}}\n" + (
        "chart: {kind: bar, title: It goes 758 km, measure: km, figures: [r]}"
    )
    assert ask(RULE, tmp_path, "It is so.", more, headline="It goes 758 km").problems == ()


def test_takeaways_dates_and_the_letter_stand_alone_and_take_the_figures_of_their_story(
    tmp_path: Path,
) -> None:
    plan = (
        "letter: It goes 758 km (471 miles), 758 km.\n"
        "takeaways: [{text: It goes 758 km for US$63 per kWh., article: a}]\n"
        "watch: [{date: 2027, text: It goes 758 km}]\n"
    )
    told = ask_plan(RULE, tmp_path, plan, PRICE)
    assert told.words == ["758 km", "US$63 per kWh", "758 km"]
    assert "It goes 758 km (471 miles) for US$63 (€54) per kWh." in told.mended


def test_the_pairs_are_those_of_report_yaml(tmp_path: Path) -> None:
    files = {
        "report.yaml": LISTS["report.yaml"] + "house_pairs: [kg/lb]\n",
        f"{MONTH}/a.yaml": yaml("A", summary="It goes 758 km and weighs 100 kg."),
    }
    found = checks.run(room(tmp_path, files), MONTH, only=[RULE])
    assert [one.message for one in found] == ['"100 kg" stands without lb']
