from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from psr_report.settings import COLOURS, Contact, Report

NEEDED = {"name": "Alternative Power Report", "publisher": "Power Systems Research"}


def refusals(**options: Any) -> list[tuple[str, tuple[str | int, ...], str, str | None]]:
    """Return rule, place, message and hint of each refusal."""
    with pytest.raises(ValidationError) as caught:
        Report.model_validate(NEEDED | options)
    return [
        (row["type"], row["loc"], row["ctx"]["message"], row["ctx"]["hint"]) for row in caught.value.errors()
    ]


def test_a_name_and_a_publisher_are_enough() -> None:
    report = Report.model_validate(NEEDED)
    assert (report.page_size, report.language, report.frequency, report.end_mark) == (
        "A4",
        "en",
        "Monthly",
        "",
    )
    assert report.house_pairs == ("km/miles", "US$/€", "kg/lb", "kW/hp")
    assert report.contact == Contact()
    assert report.site is None


def test_a_colour_may_be_set_by_its_role() -> None:
    assert Report.model_validate(NEEDED | {"colours": {"ink": "#000000"}}).colours == {"ink": "#000000"}


def test_every_unknown_role_is_named_with_the_nearest() -> None:
    roles = f"the roles are {', '.join(COLOURS)}"
    assert refusals(colours={"inc": "#000000", "zzz": "#000000"}) == [
        (
            "key-unknown",
            ("colours", "inc", "[key]"),
            '"inc" is not a role of a colour',
            'did you mean "ink"?',
        ),
        ("key-unknown", ("colours", "zzz", "[key]"), '"zzz" is not a role of a colour', roles),
    ]


def test_the_colours_of_the_house_are_colours() -> None:
    assert Report.model_validate(NEEDED | {"colours": dict(COLOURS)}).colours == COLOURS


@pytest.mark.parametrize("pair", ["km/miles", "US$/€", "kg/lb", "kW/hp", "km/h/mph"])
def test_a_house_pair_is_two_units(pair: str) -> None:
    assert Report.model_validate(NEEDED | {"house_pairs": [pair]}).house_pairs == (pair,)


@pytest.mark.parametrize("pair", ["km", "km/foo", "/", "km-miles"])
def test_what_is_no_pair_of_units_is_refused_before_it_is_used(pair: str) -> None:
    (found,) = refusals(house_pairs=["km/miles", pair])
    assert found == (
        "value-wrong",
        ("house_pairs", 1),
        f'"{pair}" is not a pair of units',
        "write for example km/miles",
    )


@pytest.mark.parametrize(
    ("key", "value"), [("page_size", "A5"), ("language", "de"), ("contact", "desk@example.org")]
)
def test_other_papers_languages_and_contacts_are_refused(key: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Report.model_validate(NEEDED | {key: value})
