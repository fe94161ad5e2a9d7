from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psr_report import evidence
from psr_report.issue import Prose
from psr_report.markup import prose
from psr_report.model import Figure
from tests.desk import article

FIGURES = """\
figures:
  range: {label: range, value: "over 1,000 km", also: 620 miles, source: cctv}
  share: {label: share, value: 22%, source: cvw}
  stations: {label: sites, value: 61 stations, source: doe}
  pair: {label: sites, value: 2 stations, source: doe}
sources:
  cctv: {publisher: CCTV, title: a}
  cvw: {publisher: CVW, title: b}
  doe: {publisher: DOE, title: c}
"""
KNOWN = article(FIGURES).figures
NUMBERS = {"cctv": 1, "cvw": 2, "doe": 3}


def noted(text: str, figures: dict[str, Figure] | None = None, numbers: dict[str, int] | None = None) -> str:
    """Return the text with its notes in double brackets."""
    used = dict(KNOWN) if figures is None else figures
    for offset, found in reversed(evidence.notes(text, used, NUMBERS if numbers is None else numbers)):
        text = f"{text[:offset]}⟦{','.join(map(str, found))}⟧{text[offset:]}"
    return text


def test_a_number_is_matched_by_value_by_what_the_source_printed_beside_it_and_by_conversion() -> None:
    text = "It goes 1,000 km, or 620 miles, at 22%, and never 700 km."
    assert [(text[each.start : each.end], each.figures) for each in evidence.behind(text, KNOWN)] == [
        ("1,000 km", ("range",)),
        ("620 miles", ("range",)),
        ("22%", ("share",)),
        ("700 km", ()),
    ]


def test_a_count_is_known_by_its_number_whatever_noun_follows() -> None:
    text = "There are 61 hydrogen stations, not 161 or 61,000, and 61% or 61 km are something else."
    assert [each.start for each in evidence.behind(text, KNOWN) if each.figures == ("stations",)] == [10]


def test_a_small_count_needs_its_noun() -> None:
    text = "Points of level 2 stand at 2 big stations."
    assert [text[each.start : each.start + 5] for each in evidence.behind(text, KNOWN)] == ["2 big"]


def test_evidence_comes_in_the_order_of_the_text() -> None:
    starts = [each.start for each in evidence.behind("61 sites, 22%, 61 more, 1,000 km.", KNOWN)]
    assert starts == sorted(starts)
    assert len(starts) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is 22%. So it is.", "It is 22%.⟦2⟧ So it is."),
        ("It is 22%. And 1,000 km.", "It is 22%.⟦2⟧ And 1,000 km.⟦1⟧"),
        ("It is 22%. Still 22%. Yes.", "It is 22%. Still 22%.⟦2⟧ Yes."),
        ("It is 22% at 1,000 km.", "It is 22% at 1,000 km.⟦1,2⟧"),
        ("One.\n\nIt is 22%", "One.\n\nIt is 22%⟦2⟧"),
        ("(It is 22%.) So.", "(It is 22%.)⟦2⟧ So."),
        ("He said “22%.” So.", "He said “22%.”⟦2⟧ So."),
        ("In the U.S. it is 22% vs. less. So.", "In the U.S. it is 22% vs. less.⟦2⟧ So."),
        ("It is 22% at Acme Inc. in May. So.", "It is 22% at Acme Inc. in May.⟦2⟧ So."),
        ("It is 22%.[^1] So.\n\n[^1]: Or 22%.", "It is 22%.[^1]⟦2⟧ So.\n\n[^1]: Or 22%."),
    ],
)
def test_a_note_stands_after_the_sentence_whose_number_a_figure_backs(text: str, expected: str) -> None:
    assert noted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**It is 22%. Truly.** So.", "**It is 22%. Truly.**⟦2⟧ So."),
        ("*Only 22%.* So.", "*Only 22%.*⟦2⟧ So."),
        (
            "See [22%. Or so](https://a.example/b) there. So.",
            "See [22%. Or so](https://a.example/b) there.⟦2⟧ So.",
        ),
        (
            "See [22%](https://a.example 'It is. So'). End.",
            "See [22%](https://a.example 'It is. So').⟦2⟧ End.",
        ),
        ("See [22%].", "See [22%].⟦2⟧"),
        ("Code `22%. So` it is. End.", "Code `22%. So` it is.⟦2⟧ End."),
    ],
)
def test_a_note_never_stands_inside_a_link_or_emphasis(text: str, expected: str) -> None:
    assert noted(text) == expected


@pytest.mark.parametrize(
    "other",
    [
        "| a | b |\n|---|---|\n| 22% | 1,000 km |",
        "a | b\n--- | ---\n22%. So | 1,000 km.",
        "- It is 22%. So.\n- And 1,000 km.",
        "1. It is 22%. So.",
        "> It is 22%. So.",
        "[^1]: It is 22%. So.",
        "[x]: https://a.example 'It is 22%. So'",
    ],
)
def test_tables_lists_and_quotations_carry_no_note(other: str) -> None:
    assert noted(f"It is 22%.\n\n{other}") == f"It is 22%.⟦2⟧\n\n{other}"


def test_a_list_or_a_table_right_below_a_paragraph_ends_it() -> None:
    assert noted("It is 22%:\n- it is 22%.\n- So.") == "It is 22%:⟦2⟧\n- it is 22%.\n- So."
    table = "| 22% | b |\n|---|---|\n| 22% | d |"
    assert noted(f"It is 22%.\n{table}") == f"It is 22%.⟦2⟧\n{table}"


def test_a_year_at_the_start_of_a_wrapped_line_is_no_list() -> None:
    assert noted("It was 22% in\n2025. So.") == "It was 22% in\n2025.⟦2⟧ So."


def test_a_text_without_evidence_has_its_sources_after_the_first_paragraph() -> None:
    assert noted("Nothing. Here.\n\nOr there.", {}) == "Nothing. Here.⟦1,2,3⟧\n\nOr there."
    assert noted("Nothing.", {}, {}) == "Nothing."


def test_a_text_that_is_only_a_table_has_no_note_to_break_it() -> None:
    assert noted("| a | b |\n|---|---|\n| 22% | d |") == "| a | b |\n|---|---|\n| 22% | d |"


def test_two_copies_of_a_source_that_differ_are_noted_apart() -> None:
    figures = article(
        "figures:\n  a: {label: gap, value: 10 g/km, source: one}\n  b: {label: gap, value: "
        "1 g/km, source: two}\n"
        "sources:\n  one: {publisher: T&E, title: a}\n  two: {publisher: T&E, title: b}\n"
    ).figures
    assert noted("It is 10 g/km. One copy has 1 g/km.", dict(figures), {"one": 1, "two": 2}) == (
        "It is 10 g/km.⟦1⟧ One copy has 1 g/km.⟦2⟧"
    )


PIECES = st.sampled_from(
    [
        "22%",
        "1,000 km",
        ". ",
        ".",
        "? ",
        "So ",
        "U.S. ",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "]",
        "](https://a.example/x)",
        "(",
        ")",
        "`",
        '"',
        "'",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "|",
        "|---|---|",
        "[^1]",
        "[^1]: ",
        " ",
        "word",
        "\\",
        "<",
        ">",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_notes_change_nothing_in_the_markup_around_them(text: str) -> None:
    plain = str(prose(text))
    notes = evidence.notes(text, KNOWN, NUMBERS)
    with_notes = str(prose(Prose(text, notes)))
    assert re.sub(r'<sup class="note">.*?</sup>', "", with_notes) == plain
