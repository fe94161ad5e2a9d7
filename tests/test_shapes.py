from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from psr_report import shapes
from psr_report.periods import Period
from psr_report.quantities import Quantity

TYPES = {
    "Line": shapes.Line,
    "Label": shapes.Label,
    "Prose": shapes.Prose,
    "Slug": shapes.Slug,
    "Amount": shapes.Amount,
    "When": shapes.When,
    "Dated": shapes.Dated,
    "Day": shapes.Day,
    "Moment": shapes.Moment,
    "Address": shapes.Address,
    "Count": shapes.Count,
    "Colour": shapes.Colour,
}


def value(shape: Any, text: Any) -> Any:
    return TypeAdapter(shape).validate_python(text)


def refusal(shape: Any, text: Any) -> tuple[str, str, str | None, int]:
    """Return rule, message, hint and offset."""
    with pytest.raises(ValidationError) as caught:
        value(shape, text)
    (row,) = caught.value.errors()
    context = row["ctx"]
    return row["type"], context["message"], context["hint"], context["offset"]


@pytest.mark.parametrize("name", TYPES)
def test_every_type_is_a_text_or_a_number_in_the_schema_and_its_examples_can_be_read(name: str) -> None:
    schema = TypeAdapter(TYPES[name]).json_schema()
    assert "string" in schema["type"]
    assert set(schema["type"]) <= {"string", "number", "integer", "boolean"}
    for example in schema.get("examples", []):
        value(TYPES[name], str(example))


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("wrong", [["a"], {"a": "b"}, [], {}])
def test_a_list_or_a_table_is_no_text(name: str, wrong: Any) -> None:
    rule, message, hint, _ = refusal(TYPES[name], wrong)
    assert rule == "value-wrong"
    assert message == f"a text belongs here, not {'a list' if isinstance(wrong, list) else 'a set of keys'}"
    assert hint


@pytest.mark.parametrize("name", TYPES)
def test_every_refusal_says_how_to_mend_it(name: str) -> None:
    for wrong in ("", "   ", "?!", "x" * 30_000):
        try:
            value(TYPES[name], wrong)
        except ValidationError as caught:
            (row,) = caught.errors()
            assert row["ctx"]["message"]
            assert row["ctx"]["hint"]
            assert len(row["ctx"]["message"]) < 200


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(TYPES)), st.text(max_size=40))
def test_any_text_is_a_value_or_a_refusal_with_words(name: str, text: str) -> None:
    try:
        value(TYPES[name], text)
    except ValidationError as caught:
        (row,) = caught.errors()
        assert row["type"] in ("value-wrong", "quantity-wrong", "date-wrong", "link-unsafe")
        assert 0 <= row["ctx"]["offset"] <= len(text)


def test_a_line_is_one_line_with_composed_letters() -> None:
    assert value(shapes.Line, "  Cafe\u0301\n  au   lait ") == "Café au lait"


def test_a_line_has_at_most_300_characters_and_a_label_160() -> None:
    assert value(shapes.Line, "x" * 300) == "x" * 300
    assert refusal(shapes.Line, "x" * 301) == (
        "value-wrong",
        "this text has 301 characters; the limit is 300",
        "shorten it",
        300,
    )
    assert refusal(shapes.Label, "x" * 161)[3] == 160


def test_an_empty_text_is_refused() -> None:
    for shape in (shapes.Line, shapes.Prose, shapes.Slug):
        assert refusal(shape, " \n") == ("value-wrong", "this text is empty", "fill it, or delete the key", 0)


def test_prose_keeps_its_lines() -> None:
    assert value(shapes.Prose, "\n\n  one  two\n\nthree\n") == "  one  two\n\nthree"
    rule, message, _, offset = refusal(shapes.Prose, "\n" + "x " * 10_001)
    assert (rule, message) == ("value-wrong", "this text has 20,002 characters; the limit is 20,000")
    assert offset == 20_001


@pytest.mark.parametrize("text", ["cctv", "a", "2025", "solid-state-1000-km"])
def test_a_slug_is_small_letters_digits_and_single_hyphens(text: str) -> None:
    assert value(shapes.Slug, text) == text


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("CCTV", "cctv"),
        ("a_b", "a-b"),
        ("a--b", "a-b"),
        (" a", "a"),
        ("Guy Youngs", "guy-youngs"),
        ("Été", "ete"),
        ("a\n", "a"),
    ],
)
def test_what_is_no_slug_is_shown_as_one(text: str, better: str) -> None:
    rule, message, hint, _ = refusal(shapes.Slug, text)
    assert (rule, message) == ("value-wrong", f'"{text}" cannot be a name')
    assert hint == f"names here are small letters, digits and single hyphens: write {better}"
    assert value(shapes.Slug, better) == better


def test_a_slug_is_short_and_may_not_be_made_of_other_scripts_alone() -> None:
    assert refusal(shapes.Slug, "x" * 81)[1] == "this name has 81 letters; the limit is 80"
    assert refusal(shapes.Slug, "中文")[2] == "names here are small letters, digits and single hyphens"


def test_an_amount_is_a_quantity_and_a_wrong_one_is_pointed_into() -> None:
    assert isinstance(value(shapes.Amount, "over 1,000 km"), Quantity)
    rule, _, hint, offset = refusal(shapes.Amount, "over 1.2.3 km")
    assert (rule, offset) == ("quantity-wrong", 6)
    assert hint


@pytest.mark.parametrize("text", ["2025", "H1 2025", "Q3 2025", "2025-09", "2025-09-03"])
def test_when_is_a_period(text: str) -> None:
    assert isinstance(value(shapes.When, text), Period)


@pytest.mark.parametrize(
    "text", ["2026-13-45", "2025-02-30", "03.11.2026", "November", "2025-9", "0000-01-01", "tomorrow"]
)
def test_an_impossible_or_ambiguous_date_is_refused_with_a_hint(text: str) -> None:
    for shape in (shapes.When, shapes.Dated, shapes.Day):
        rule, _, hint, _ = refusal(shape, text)
        assert rule == "date-wrong"
        assert hint


def test_a_date_that_nobody_knows_is_unknown_but_an_event_needs_one() -> None:
    assert value(shapes.Dated, "Unknown") is None
    assert refusal(shapes.When, "unknown")[0] == "date-wrong"
    assert refusal(shapes.Day, "2025-11")[1:3] == (
        '"2025-11" is not a day',
        "write year, month and day: 2025-11-05",
    )


def test_an_embargo_needs_its_offset() -> None:
    assert value(shapes.Moment, "2025-11-28T09:00+07:00").isoformat() == "2025-11-28T09:00:00+07:00"
    assert value(shapes.Moment, "2025-11-28T09:00Z").isoformat() == "2025-11-28T09:00:00+00:00"
    assert refusal(shapes.Moment, "2025-11-28T09:00")[1:3] == (
        '"2025-11-28T09:00" does not say in which time zone',
        "add the offset: 2025-11-28T09:00+07:00, or +00:00",
    )
    assert refusal(shapes.Moment, "2025-11-28")[2] == "add the offset: 2025-11-28T00:00+07:00, or +00:00"


@pytest.mark.parametrize(
    "text",
    ["9:00", "28.11.2025 09:00", "2025-11-31T09:00Z", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"],
)
def test_an_embargo_that_cannot_be_is_refused(text: str) -> None:
    assert refusal(shapes.Moment, text)[0] == "date-wrong"


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c&d=e#f",
        "https://münchen.de/straße",
        "https://example.org/%E4%B8%AD(1)",
        "https://192.0.2.1/x",
        "https://[2001:db8::1]/x",
    ],
)
def test_a_web_address_is_kept_as_typed(text: str) -> None:
    assert value(shapes.Address, f" {text} ") == text


def test_an_address_that_nobody_knows_is_unknown() -> None:
    assert value(shapes.Address, "unknown") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("javascript:alert(1)", "an address must begin with https:// or http://"),
        ("data:text/html,x", "an address must begin with https:// or http://"),
        ("file:///etc/passwd", "an address must begin with https:// or http://"),
        ("//example.org/x", "an address must begin with https:// or http://"),
        ("ftp://example.org", "an address must begin with https:// or http://"),
        ("https://user:secret@example.org", "this address carries a user name or a password"),
        ("https://user@example.org", "this address carries a user name or a password"),
        ("https://@example.org", "this address carries a user name or a password"),
        ("https://exa mple.org", "a space cannot stand in a web address"),
        ("java\tscript:alert(1)", "a space cannot stand in a web address"),
        ("https://example.org/<b>", '"<" cannot stand in a web address'),
        ('https://example.org/"x', '""" cannot stand in a web address'),
        ("https://example.org\\@evil.org", '"\\" cannot stand in a web address'),
        ("https://", "this is not a web address"),
        ("https:example.org", "this is not a web address"),
        ("https://[::1", "this is not a web address"),
        ("https://example.org:port/", "this is not a web address"),
        ("https://example.org:0/", "this is not a web address"),
        ("https://example.org:99999/", "this is not a web address"),
        ("https://:80/", "this is not a web address"),
    ],
)
def test_what_is_no_safe_web_address_is_refused(text: str, message: str) -> None:
    rule, said, hint, _ = refusal(shapes.Address, text)
    assert (rule, said) == ("link-unsafe", message)
    assert hint


def test_a_sign_that_does_not_belong_in_an_address_is_pointed_at() -> None:
    assert refusal(shapes.Address, " https://example.org/a b")[3] == 22
    assert refusal(shapes.Address, "example.org/report")[2] == "write https://example.org/report"


@pytest.mark.parametrize(("text", "number"), [("11", 11), (" 7 ", 7), ("010", 10)])
def test_a_count_is_a_whole_number_above_zero(text: str, number: int) -> None:
    assert value(shapes.Count, text) == number


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "eleven", "", "١١", "²", "1_000", "9999999"])
def test_anything_else_is_no_count(text: str) -> None:
    assert refusal(shapes.Count, text)[0] == "value-wrong"


def test_a_colour_is_six_hexadecimal_digits() -> None:
    assert value(shapes.Colour, "#17212b") == "#17212B"
    for text in ("17212B", "#17212", "red", "#17212B;}", "#17212B\n#"):
        assert refusal(shapes.Colour, text)[2] == 'write it in quotation marks as "#17212B"'


def test_a_model_forgets_its_own_keys_with_nothing_behind_them_and_no_others() -> None:
    class Part(shapes.Shape):
        word: shapes.Line = "default"

    assert Part.model_validate({"word": None}).word == "default"
    with pytest.raises(ValidationError):
        Part.model_validate({"wrd": None})
    with pytest.raises(ValidationError):
        Part.model_validate("text")


@pytest.mark.parametrize(
    ("shape", "text", "plain"),
    [(shapes.Amount, "“over 1,000 km”", "over 1,000 km"), (shapes.When, "‘2025-10’", "2025-10")],
)
def test_typographic_quotation_marks_around_a_value_are_named(shape: Any, text: str, plain: str) -> None:
    assert refusal(shape, text)[2] == f"remove the quotation marks: {plain}"


def test_a_name_that_is_taken_gets_the_first_number_that_is_free() -> None:
    assert shapes.unused("cells", {"pack"}.__contains__) == "cells"
    assert shapes.unused("cells", {"cells", "cells-2"}.__contains__) == "cells-3"
    taken = {"cells", *(f"cells-{number}" for number in range(2, 2000))}
    assert shapes.unused("cells", taken.__contains__) == "cells-2000"


def test_a_name_as_long_as_may_be_gives_way_to_its_number() -> None:
    name = "a" * shapes.MAX_SLUG
    assert shapes.unused(name, {name}.__contains__) == "a" * 78 + "-2"
    taken = {name, *("a" * 78 + f"-{number}" for number in range(2, 10))}
    assert shapes.unused(name, taken.__contains__) == "a" * 77 + "-10"
