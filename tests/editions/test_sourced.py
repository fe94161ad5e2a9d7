"""Numbers that say where they come from, on the page of the web issue."""

from __future__ import annotations

from dataclasses import replace

import pytest
from jinja2 import Environment

from psr_report import render
from psr_report.issue import Backing, Prose, Story, Takeaway, Traced
from psr_report.periods import parse
from psr_report.quantities import quantity
from tests.editions.test_html import Node, page_of, tree_of
from tests.issues import BNEF, CCTV, bare_issue, sample_issue, story
from tests.test_sample import sample

CLAIM = Backing(
    quantity("over 1,000 km"), quantity("620 miles"), "claim", "Chinese scientists", parse("2025-10"), CCTV
)
TEXT = "It goes 1,000 km, they say."


@pytest.fixture(scope="module")
def templates() -> Environment:
    return render.environment()


def number(*figures: Backing, text: str = TEXT, said: str = "1,000 km", calculated: bool = False) -> Traced:
    start = text.index(said)
    return Traced(start, start + len(said), "1000", "km", calculated, figures or (CLAIM,))


def told(text: str = TEXT, *numbers: Traced, **more: object) -> Story:
    made = story("one", "One", text=Prose(text, (), numbers or (number(text=text),)), sources=(CCTV, BNEF))
    return replace(made, **more)  # type: ignore[arg-type]


def fact(templates: Environment, *numbers: Traced) -> Node:
    return tree_of(bare_issue(told(TEXT, *numbers)), templates).one("article").one(class_="fact")


def test_a_number_carries_its_value_and_unit_for_machines(templates: Environment) -> None:
    data = fact(templates).one("data")
    assert (data["value"], data["data-unit"], data.text) == ("1000", "km", "1,000 km")


def test_a_number_says_kind_value_as_of_who_and_source(templates: Environment) -> None:
    tip = fact(templates).one(class_="tip")
    assert tip.text == "Claim: over 1,000 km (620 miles), as of October 2025 Chinese scientists · Source 1"
    assert tip.one("i")["class"] == "k claim"


def test_the_source_is_a_link_into_the_source_list(templates: Environment) -> None:
    page = tree_of(bare_issue(told()), templates)
    link = page.one(class_="tip").one("a")
    assert link["href"] == f"#source-{CCTV.number}"
    assert page.one("li", id=link["href"][1:]).text


def test_a_number_can_be_reached_by_keyboard_and_is_described_by_what_it_shows(
    templates: Environment,
) -> None:
    shown = fact(templates)
    assert shown["tabindex"] == "0"
    assert shown["aria-describedby"] == shown.one(class_="tip")["id"]


def test_a_computed_number_says_that_it_is_calculated_and_from_what(templates: Environment) -> None:
    other = replace(
        CLAIM, value=quantity("US$63/kWh"), also=None, by=None, as_of=None, source=None, kind=None
    )
    tip = fact(templates, number(CLAIM, other, calculated=True)).one(class_="tip")
    assert tip.text.startswith("Calculated from: Claim: over 1,000 km")
    assert tip.text.endswith("US$63/kWh no source named")


def test_a_number_inside_a_link_stays_a_link_and_is_data_alone(templates: Environment) -> None:
    text = "See [1,000 km](https://a.example) here."
    article = tree_of(bare_issue(told(text)), templates).one("article")
    assert article.one("a", href="https://a.example").one("data")["value"] == "1000"
    assert not article.all(class_="fact")


def test_why_it_matters_the_analysis_and_the_letter_say_it_too(templates: Environment) -> None:
    page = sample("2025-09")
    tree = tree_of(page, templates)
    article = tree.one("article", id="cell-prices")
    assert [one.one("data").text for one in article.one(class_="why").all(class_="fact")] == [
        "US$5,500",
        "€4,700",
    ]
    assert [one.one("data")["value"] for one in article.one(class_="analysis").all(class_="fact")][:1] == [
        "10"
    ]


def test_ids_of_all_numbers_of_a_page_differ_and_are_the_same_twice(templates: Environment) -> None:
    pages = [page_of(sample("2025-09"), templates) for _ in range(2)]
    assert pages[0] == pages[1]
    ids = [one["id"] for one in tree_of(sample("2025-09"), templates).all(class_="tip")]
    assert len(ids) == len(set(ids)) > 15


def test_no_number_of_a_page_stands_inside_another_or_in_a_link(templates: Environment) -> None:
    for month in ("2025-09", "2025-10", "2025-11", "2025-12"):
        tree = tree_of(sample(month), templates)
        for shown in tree.all(class_="fact"):
            assert not shown.all(class_="fact")
        assert not [shown for link in tree.all("a") for shown in link.all(class_="fact")]


def test_a_page_whose_numbers_stand_on_nothing_has_none_of_this(templates: Environment) -> None:
    tree = tree_of(sample_issue(), templates)
    assert not tree.all(class_="fact") + tree.all("data")


def test_paper_prints_numbers_as_ever(templates: Environment) -> None:
    from psr_report.markup import prose

    assert prose(told().text) == prose(TEXT)


def test_what_an_analyst_typed_is_escaped_where_a_number_says_it(templates: Environment) -> None:
    shown = fact(templates, number(replace(CLAIM, by="<b>x</b>")))
    assert "<b>x</b> · Source" in shown.text


def test_a_takeaway_is_a_link_whose_numbers_carry_their_values_and_no_panel(templates: Environment) -> None:
    takeaway = Takeaway("It goes 1,000 km.", "one", (number(text="It goes 1,000 km."),))
    page = tree_of(replace(bare_issue(told()), takeaways=(takeaway,)), templates).one("ol", class_="sixty")
    link = page.one("a")
    assert (link["href"], link.text) == ("#one", "It goes 1,000 km.")
    assert (link.one("data")["value"], link.all(class_="tip")) == ("1000", [])
