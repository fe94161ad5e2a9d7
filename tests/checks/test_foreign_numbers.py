from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.checks.foreign_numbers import foreign
from tests.checks.telling import ask


@pytest.mark.parametrize(
    ("text", "said", "right"),
    [
        ("9,2%", "9,2", "9.2"),
        ("9,25 percent", "9,25", "9.25"),
        ("81,5 kWh", "81,5", "81.5"),
        ("a 12,5-km road", "12,5", "12.5"),
        ("US$63,50 each", "63,50", "63.50"),
        ("1,5 million units", "1,5", "1.5"),
        ("€1.234,50", "1.234,50", "1,234.50"),
        ("1.234.567 km", "1.234.567", "1,234,567"),
        ("150.000 km", "150.000", None),
        ("1.500 km", "1.500", None),
    ],
)
def test_a_number_as_other_languages_write_it_is_found(text: str, said: str, right: str | None) -> None:
    [one] = foreign(text)
    assert (text[one.start : one.end], one.right) == (said, right)


@pytest.mark.parametrize(
    "text",
    [
        "1.5 km",
        "10,000 km",
        "1,234,567 units",
        "In 2024, 5 km were built.",
        "pages 3,12",
        "0.125 g",
        "₹2,05,000",
        "9.2% and 3,000 units",
        "version 1.500",
    ],
)
def test_what_is_written_as_the_house_does_or_measures_nothing_passes(text: str) -> None:
    assert list(foreign(text)) == []


def test_it_is_an_error_at_the_number_that_can_be_mended_where_it_is_certain(tmp_path: Path) -> None:
    told = ask("unit-form", tmp_path, "It was 9,2% of all.")
    assert (told.words, told.severities, told.changed) == (["9,2"], ["error"], ["It was 9.2% of all."])
    assert told.messages == ['"9,2" has a comma for a decimal point']
    told = ask("unit-form", tmp_path / "other", "It goes 150.000 km far.")
    assert told.hints == ["write 150,000, or 150 if the point is a decimal one"]
    assert told.changed == []


@pytest.mark.parametrize("text", ["It goes 150.000 km far.", "Some trucks carry a 400 kW battery."])
def test_no_conversion_is_put_to_a_number_whose_meaning_is_open(text: str, tmp_path: Path) -> None:
    assert ask("unit-pair", tmp_path, text).messages == []
