from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report.errors import Problem
from tests.checks.asking import asked, mended, said
from tests.desk import MONTH, yaml

COMPANIES = (
    "CATL: {name: CATL, native_name: 宁德时代, aliases: [Catl, C.A.T.L.]}\n"
    "General Motors: {name: General Motors, aliases: [General Motor, G M]}\n"
    "Volkswagen: {name: Volkswagen, aliases: [VW]}\n"
    "VW Nutzfahrzeuge: {name: VW Nutzfahrzeuge}\n"
    "Volvo Cars: {name: Volvo Cars, aliases: [Volvo cars]}\n"
    "Kia: {name: Kia, aliases: [KIA]}\n"
)
PEOPLE = "ada: {name: Ada Sample, title: Editor, organisation: Sample House, aliases: [A. Sample]}\n"


def told(
    folder: Path, summary: str = "It is so.", *more: str, files: Mapping[str, str] | None = None
) -> list[Problem]:
    lists = {"companies.yaml": COMPANIES, "people.yaml": PEOPLE}
    return asked(
        folder,
        "name-variant",
        {**lists, f"{MONTH}/a.yaml": yaml("A", *more, summary=summary), **(files or {})},
    )


def test_a_spelling_to_be_corrected_is_an_error_at_its_letters_and_the_fix_writes_the_name(
    tmp_path: Path,
) -> None:
    found = told(tmp_path, "So says Catl; in short, it is\nCatl’s pack.")
    [one, other] = found
    assert (str(one.severity), one.message) == ("error", '"Catl" is not how the house writes CATL')
    assert one.hint == "write CATL"
    assert (one.place.line, one.place.column, one.width) == (4, 11, 4)
    assert (other.place.line, other.place.column) == (5, 3)
    assert "  So says CATL; in short, it is\n  CATL’s pack.\n" in mended(found)


@pytest.mark.parametrize(
    "text",
    [
        "General Motors and Volvo Cars, not cars of Volvo, are right.",
        "The Kia, and CATL, and 宁德时代.",
        "Catlin and preVW and VWs are other words.",
        "VW Nutzfahrzeuge is a name of its own.",
        "catl in small letters is nobody's alias.",
        "The maker said: “Catl and VW are friends.”",
        'The maker said: "KIA is ours."',
        "See [the page](https://example.org/Catl) or VW.com or mail@VW or @Catl.",
        "Code `KIA` stays.",
    ],
)
def test_right_names_other_words_quotations_and_addresses_pass(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A VW-owned plant.", "VW"),
        ("Bought by VW.", "VW"),
        ("**VW** and others.", "VW"),
        ("The [VW](https://example.org) page.", "VW"),
        ("Sold by C.A.T.L. in May.", "C.A.T.L."),
        ("Volvo cars sells them.", "Volvo cars"),
        ("So writes A. Sample of it.", "A. Sample"),
        ("General Motor’s pack.", "General Motor"),
    ],
)
def test_whole_spellings_are_found_beside_hyphens_stops_and_markup(
    tmp_path: Path, text: str, words: str
) -> None:
    found = told(tmp_path, text)
    assert said(found, (tmp_path / MONTH / "a.yaml").read_text("utf-8")) == [words]


def test_a_name_may_run_over_a_line_and_has_no_fix_then(tmp_path: Path) -> None:
    [found] = told(tmp_path, "It is sold by General\nMotor in Ohio.")
    assert found.message == '"General Motor" is not how the house writes General Motors'
    assert (found.place.line, found.width, found.fix) == (4, len("General"), None)


def test_everything_printed_is_looked_at_but_not_what_was_said(tmp_path: Path) -> None:
    more = (
        "why_it_matters: Catl 1.",
        "announce: Catl 2",
        "figures: {a: {label: of Catl 3, value: 5%, by: Catl 4, source: desk}}",
        "chart: {kind: bar, title: Catl 5, measure: Catl 6, note: Catl 7, rows: [{maker: Catl, share: 5%}]}",
        "sources: {desk: {publisher: Catl 8, title: Catl says no, url: unknown, via: Catl 9}}",
        "forecasts: [{statement: Catl 10, by: Catl 11, due: 2030, source: desk}]",
        "quotes: [{text: Catl says no, speaker: Catl 12, source: desk}]",
        "corrections: [{date: 2025-11-02, was: Catl says no, now: Catl 13, reason: Catl 14}]",
        "image: {file: images/x.jpg, alt: Catl 15, credit: Catl says no, licence: own, caption: Catl 16}",
        "analysis: {by: [ada], text: Catl 17.}",
    )
    plan = (
        "letter: Catl 1.\ntakeaways: [{text: Catl 2., article: a}]\n"
        "watch: [{date: 2026, text: Catl 3.}]\nannounce: Catl 4\n"
        "cover: {figure: a/a, text: Catl 5}\nsections: [{name: Catl 6, articles: [a]}]\n"
    )
    found = told(tmp_path, "It is so.", *more, files={f"{MONTH}/issue.yaml": plan})
    by_file = [Path(one.place.file).name for one in found]
    assert (by_file.count("a.yaml"), by_file.count("issue.yaml")) == (18, 6)
    assert "Catl says no" in mended([one for one in found if one.place.file.endswith("a.yaml")])


def test_what_terms_explain_and_what_is_a_name_elsewhere_is_right(tmp_path: Path) -> None:
    companies = COMPANIES + "Kia Motors: {name: VW, aliases: [GM]}\n"
    terms = "GM: {expansion: General Motors, definition: A maker.}\n"
    assert told(tmp_path, "VW and GM.", files={"companies.yaml": companies, "terms.yaml": terms}) == []


def test_a_spelling_of_two_names_is_left_to_the_writer(tmp_path: Path) -> None:
    companies = "A One: {name: A One, aliases: [AO]}\nA Oak: {name: A Oak, aliases: [AO]}\n"
    [found] = told(tmp_path, "By AO.", files={"companies.yaml": companies})
    assert (found.hint, found.fix) == ("write A One or A Oak", None)


def test_companies_that_could_not_be_read_make_no_alarm(tmp_path: Path) -> None:
    companies = "Volkswagen: {name: Volkswagen, aliases: [VW]}\nVW Nutzfahrzeuge: {nam: VW Nutzfahrzeuge}\n"
    assert told(tmp_path, "VW Nutzfahrzeuge.", files={"companies.yaml": companies}) == []


def test_a_thousand_companies_and_a_long_text_are_read_to_the_end(tmp_path: Path) -> None:
    companies = "".join(f"M{at}: {{name: Maker {at}, aliases: [Maker-{at}]}}\n" for at in range(1000))
    assert told(tmp_path, "Maker 7 and Maker " * 1000, files={"companies.yaml": companies}) == []
