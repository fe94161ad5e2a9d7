from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report.errors import Problem
from tests.checks.asking import asked, mended, said
from tests.desk import MONTH, yaml

TERMS = """\
BEV: {expansion: battery-electric vehicle, definition: A vehicle.}
CO₂: {expansion: carbon dioxide, definition: A gas.}
EU: {expansion: European Union, definition: A union.}
EV: {expansion: electric vehicle, definition: A vehicle.}
GM: {expansion: General Motors, definition: A maker.}
kWh: {expansion: kilowatt-hour, definition: An energy.}
LFP: {expansion: lithium iron phosphate, definition: A chemistry.}
OEM: {expansion: original equipment manufacturer, definition: A maker.}
T&E: {expansion: Transport & Environment, definition: A body.}
WLTP: {expansion: Worldwide harmonised Light vehicles Test Procedure, definition: A cycle.}
pooling: {definition: A practice.}
"""


def told(
    folder: Path, summary: str = "It is so.", *more: str, headline: str = "A", terms: str = TERMS,
    files: Mapping[str, str] | None = None,
) -> list[Problem]:  # fmt: skip
    story = yaml(headline, *more, summary=summary)
    return asked(folder, "term-unexpanded", {"terms.yaml": terms, f"{MONTH}/a.yaml": story, **(files or {})})


def test_a_bare_first_use_is_a_warning_at_the_letters_and_later_uses_are_free(tmp_path: Path) -> None:
    found = told(tmp_path, "Sales of BEVs grew.\nBEVs and a BEV are fine.")
    [one] = found
    assert (str(one.severity), one.place.line, one.place.column, one.width) == ("warning", 4, 12, 4)
    assert one.message == '"BEVs" stands here for the first time and is not written out'
    assert one.hint == "write battery-electric vehicles (BEVs)"
    assert "  Sales of battery-electric vehicles (BEVs) grew.\n  BEVs and" in mended(found)


@pytest.mark.parametrize(
    "text",
    [
        "Sales of battery-electric vehicles (BEVs) grew. BEVs do.",
        "A battery-electric vehicle (BEV) is one.",
        "Battery-electric vehicles (BEVs) do.",
        "A BEV (battery-electric vehicle) is one.",
        "BEVs (battery-electric vehicles) do.",
        "Sales of battery-electric\nvehicles\n(BEVs) grew.",
        "Sales of **battery-electric vehicles** (*BEVs*) grew.",
        "The [battery-electric vehicle](https://example.org) (BEV) is one.",
        "The European Union’s (EU’s) rule. The EU is a union.",
        "The European Union's (EU) rule.",
        "Transport & Environment (T&E) says it.",
        "The carbon dioxide (CO₂) of it; CO₂ again.",
        "A pack of 81 kilowatt-hours (kWh) and one of 40 kWh.",
        "It costs US$63 per kilowatt-hour (kWh).",
        "Battery electric vehicles (BEVs, not hybrids) grew.",
        "Over 60 original equipment manufacturers\n(OEMs) build it.",
        "The Worldwide harmonised Light vehicles Test Procedure (WLTP) is one.",
    ],
)
def test_words_with_the_letters_in_brackets_or_the_other_way_round_pass(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Kia EV3 and the EV-only plant and non-EV parts.",
        "Ever EVEN EVE EVA.",
        "The bev and the ev in small letters.",
        "The title “EV Progress Report” is known.",
        'The title "EV Progress Report" is known.',
        "A practice called pooling.",
        "The 250gCO₂ and the EU27.",
        "EU Motors makes it.",
        "See `EV` and https://example.org/EV.",
    ],
)
def test_parts_of_words_titles_names_and_addresses_are_no_use(tmp_path: Path, text: str) -> None:
    source = (
        "sources: {desk: {publisher: Desk, title: The EV Progress Report, url: unknown, published: unknown}}"
    )
    companies = {"companies.yaml": "EU Motors: {name: EU Motors}\n"}
    assert told(tmp_path, text, source, files=companies) == []


def test_headline_labels_and_charts_neither_need_it_nor_count(tmp_path: Path) -> None:
    more = (
        "figures: {a: {label: BEV share, value: 5%, source: desk}}",
        "chart: {kind: bar, title: BEVs, measure: BEVs, figures: [a]}",
    )
    assert told(tmp_path, "It is so.", *more, headline="BEVs grow") == []
    assert len(told(tmp_path, "The BEV grows.", *more, headline="Battery-electric vehicles (BEVs) grow")) == 1


def test_a_story_is_read_from_why_it_matters_to_the_analysis(tmp_path: Path) -> None:
    why = "why_it_matters: More battery-electric vehicles (BEVs) run."
    note = "analysis: {by: [ada], text: The OEM is late.}"
    [found] = told(tmp_path, "BEVs grow.", why, note)
    assert (found.place.line, found.message.split(" ")[0]) == (6, '"OEM"')
    [found] = told(tmp_path, "Battery-electric vehicles (BEVs) grow.", "why_it_matters: More BEVs run.")
    assert found.place.line == 5


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("BEVs sold well.", "Battery-electric vehicles (BEVs) sold well."),
        ("It grew. BEVs did.", "It grew. Battery-electric vehicles (BEVs) did."),
        ("An LFP cell.", "A lithium iron phosphate (LFP) cell."),
        ("It is an LFP cell.", "It is a lithium iron phosphate (LFP) cell."),
        ("It is a BEV.", "It is a battery-electric vehicle (BEV)."),
        ("It is an EV.", "It is an electric vehicle (EV)."),
        ("It is an EU rule.", "It is a European Union (EU) rule."),
        ("The EU’s rule.", "The European Union’s (EU’s) rule."),
        ("Now GM's plan.", "Now General Motors' (GM's) plan."),
        ("It has 81 kWh.", "It has 81 kilowatt-hours (kWh)."),
        ("It has 1 kWh.", "It has 1 kilowatt-hour (kWh)."),
        ("It is US$63 per kWh.", "It is US$63 per kilowatt-hour (kWh)."),
        ("It has 60 LFP cells.", "It has 60 lithium iron phosphate (LFP) cells."),
        ("By OEM standards.", "By original equipment manufacturer (OEM) standards."),
        ("- BEVs grow", "- Battery-electric vehicles (BEVs) grow"),
    ],
)
def test_the_fix_minds_number_article_owner_and_the_start_of_a_sentence(
    tmp_path: Path, text: str, becomes: str
) -> None:
    found = told(tmp_path, text)
    fixed = mended(found)
    assert f"  {becomes}\n" in fixed
    again = tmp_path / "again"
    assert told(again, becomes) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "Battery-electric vehicles, or BEVs, grow.",
            "the words stand before: write battery-electric vehicles (BEVs)",
        ),
        ("Cars (and BEVs) grow.", "write battery-electric vehicles (BEVs)"),
        (
            "It says: “BEVs grow fast”.",
            "say before the quotation that BEV stands for battery-electric vehicle",
        ),
    ],
)
def test_where_the_words_are_said_before_or_quoted_or_in_brackets_a_person_decides(
    tmp_path: Path, text: str, hint: str
) -> None:
    [found] = told(tmp_path, text)
    assert found.fix is None
    assert found.hint is not None
    assert found.hint.startswith(hint)


def test_each_acronym_is_told_once_and_points_at_its_own_letters(tmp_path: Path) -> None:
    text = "EVs of GM use kWh, kWh and CO₂ (T&E says)."
    found = told(tmp_path, text)
    file = (tmp_path / MONTH / "a.yaml").read_text("utf-8")
    assert said(found, file) == ["EVs", "GM", "kWh", "CO₂", "T&E"]


def test_a_list_that_could_not_be_read_makes_no_alarm(tmp_path: Path) -> None:
    assert told(tmp_path, "BEVs grow.", terms=TERMS + "X: {expansion: y}\n") == []
