"""The mistakes of a tired analyst in a correct story: each message says what, where and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from psr_report.errors import INTERNAL, Problem, Severity
from tests.checks.examples import told

GOOD = """\
headline: A maker shows a pack of 81 kWh for trucks
topic: batteries
region: China
companies: [CATL]
date: 2025-10
size: standard
why_it_matters: A larger pack means fewer stops for the drivers of trucks.
summary: |
  CATL has shown a pack of 81 kWh for trucks, the desk reports. A truck with it goes over 1,000 km
  (620 miles); the test cycle is not stated.

  The cells cost US$63 (€54) per kWh in September 2025.
figures:
  pack:
    label: stored by the pack
    value: 81 kWh
    kind: actual
    of: truck pack
    metric: energy
    level: pack
    as_of: 2025-10
    source: desk
  range:
    label: range claimed for a truck with the pack
    value: over 1,000 km
    also: 620 miles
    kind: claim
    cycle: not stated
    as_of: 2025-10
    source: desk
  price:
    label: paid for cells
    value: US$63/kWh
    also: €54/kWh
    kind: estimate
    level: cell
    period: 2025-09
    as_of: 2025-10
    source: desk
sources:
  desk: {publisher: Desk, title: notes on the pack, url: https://example.org/pack, published: 2025-10-16}
analysis:
  by: [ada]
  text: |
    More energy in the same frame is what fleets have asked for.
"""


@dataclass(frozen=True)
class Mistake:
    """What was typed instead of what, and what the program says: rule, place, and words of its message."""

    right: str
    wrong: str
    rule: str
    place: str
    says: str
    way_out: str


MISTAKES = {
    "a tab": Mistake(
        "  CATL has",
        "\tCATL has",
        "yaml-syntax",
        "9:1",
        "a tab stands in the indentation",
        "indent with spaces",
    ),
    "a missing quotation mark": Mistake(
        "title: notes on", 'title: "notes on', "yaml-syntax", "41:34", "opened and never closed", "close it"
    ),
    "a colon in a headline": Mistake(
        "A maker shows", "A maker: shows", "yaml-syntax", "1:18", 'a second ": "', "in quotation marks"
    ),
    "a wrong indent": Mistake(
        "    value: 81 kWh",
        "   value: 81 kWh",
        "yaml-syntax",
        "16:4",
        "does not fit",
        "in the column of its siblings",
    ),
    "a missing bracket": Mistake(
        "[CATL]", "[CATL", "yaml-syntax", "4:12", 'the bracket "[" opens here', "check commas and brackets"
    ),
    "a dash without a blank": Mistake(
        "companies: [CATL]", "companies:\n-CATL", "yaml-syntax", "5:1", "neither a key nor part of", "a colon"
    ),
    "a number sign": Mistake(
        "A maker shows a pack of 81 kWh for trucks",
        "The # 1 pack",
        "text-cut",
        "1:11",
        'what is read is "The"',
        "put the whole text in quotation marks",
    ),
    "kms": Mistake("over 1,000 km\n", "over 1,000 kms\n", "unit-form", "9:91", "kms", "write 1,000 km"),
    "81kWh": Mistake(
        "shown a pack of 81 kWh", "shown a pack of 81kWh", "unit-form", "9:28", "81kWh", "write 81 kWh"
    ),
    "kW for kWh": Mistake(
        "shown a pack of 81 kWh", "shown a pack of 81 kW", "unit-form", "9:28", "81 kW", "81 kWh"
    ),
    "a wrong author": Mistake(
        "by: [ada]", "by: [adda]", "signer-unknown", "43:8", '"adda" is not in people.yaml', 'mean "ada"'
    ),
    "this year": Mistake("in September 2025", "this year", "relative-date", "12:38", '"this year"', "2025"),
    "miles wrong by a digit": Mistake(
        "(620 miles)", "(640 miles)", "figure-unbacked", "10:4", "640 miles", "range: 620 miles"
    ),
    "a conversion that is wrong": Mistake(
        "also: 620 miles", "also: 640 miles", "conversion-wrong", "26:11", "640 miles", "620 miles"
    ),
    "digits swapped": Mistake(
        "cost US$63", "cost US$36", "figure-unbacked", "12:18", "US$36", "price: US$63/kWh"
    ),
    "a key misspelt": Mistake(
        "why_it_matters", "why_it_maters", "key-unknown", "7:1", '"why_it_maters"', 'mean "why_it_matters"'
    ),
    "a topic misspelt": Mistake(
        "topic: batteries", "topic: batterys", "tag-unknown", "2:8", 'topic "batterys"', 'mean "batteries"'
    ),
    "a date in another order": Mistake(
        "date: 2025-10\nsize",
        "date: 16/10/2025\nsize",
        "date-wrong",
        "5:7",
        '"16/10/2025"',
        "write 2025-10-16",
    ),
    "a size that is none": Mistake(
        "size: standard", "size: big", "value-wrong", "6:7", '"big" is not one of lead', "write one of these"
    ),
    "a key twice": Mistake(
        "size: standard", "region: China", "key-duplicate", "6:1", "the first is in line 3", "keep one"
    ),
    "a figure without its source": Mistake(
        "    as_of: 2025-10\n    source: desk\n  range",
        "    as_of: 2025-10\n  range",
        "figure-incomplete",
        "14:3",
        "source",
        "source: desk",
    ),
    "a source misspelt": Mistake(
        "    source: desk\n  range",
        "    source: dsk\n  range",
        "source-unknown",
        "22:13",
        '"dsk"',
        'mean "desk"',
    ),
    "an address without https": Mistake(
        "https://example.org",
        "www.example.org",
        "link-unsafe",
        "41:58",
        "must begin with https://",
        "write https://www.example.org/pack",
    ),
    "a decimal comma": Mistake(
        "value: 81 kWh", "value: 81,5 kWh", "quantity-wrong", "16:14", 'the comma in "81,5"', "write 81.5"
    ),
    "quotation marks of a word processor": Mistake(
        "value: 81 kWh",
        "value: “81 kWh”",
        "quantity-wrong",
        "16:12",
        "“",
        "remove the quotation marks: 81 kWh",
    ),
    "the end mark typed": Mistake(
        "have asked for.", "have asked for. END", "typed-mark", "45:66", "END", "delete"
    ),
    "a full stop in a headline": Mistake(
        "for trucks\ntopic", "for trucks.\ntopic", "headline-length", "1:52", "stop", "delete"
    ),
    "an opinion": Mistake(
        "A truck with it goes", "Finally a truck goes", "opinion-in-summary", "9:65", "Finally", "analysis"
    ),
    "a company's other spelling": Mistake(
        "[CATL]", "[Catl]", "tag-unknown", "4:13", 'company "Catl"', 'mean "CATL"'
    ),
}


def said(folder: Path, text: str) -> list[Problem]:
    return [one for one in told(folder, text) if one.severity is not Severity.INFO]


def test_the_story_is_correct_before_anybody_is_tired(tmp_path: Path) -> None:
    assert said(tmp_path, GOOD) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_at_its_place_with_the_way_out(name: str, tmp_path: Path) -> None:
    made = MISTAKES[name]
    assert GOOD.count(made.right) >= 1
    found = said(tmp_path, GOOD.replace(made.right, made.wrong, 1))
    told_of = [one for one in found if one.rule == made.rule]
    assert [f"{one.place.line}:{one.place.column}" for one in told_of[:1]] == [made.place], found
    assert INTERNAL not in {one.rule for one in found}
    assert made.says in told_of[0].message
    assert made.way_out in (told_of[0].hint or "")


def test_all_mistakes_that_leave_the_file_readable_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD
    for made in MISTAKES.values():
        if made.rule != "yaml-syntax" and text.count(made.right):
            text = text.replace(made.right, made.wrong, 1)
    rules = {one.rule for one in said(tmp_path, text)}
    assert rules >= {
        "key-unknown",
        "tag-unknown",
        "date-wrong",
        "quantity-wrong",
        "signer-unknown",
        "relative-date",
    }
