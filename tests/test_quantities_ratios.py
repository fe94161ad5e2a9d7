from __future__ import annotations

from decimal import Decimal

import pytest

from psr_report.quantities import ratios


def read(text: str) -> list[tuple[str, str, str | None]]:
    return [(text[one.start : one.end], f"{one.value:.2f}", one.bound) for one in ratios(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A third of the buyers", ("A third", "0.33", None)),
        ("more than a fifth of new trucks", ("a fifth", "0.20", "over")),
        ("less than half what they did", ("half", "0.50", "under")),
        ("nearly two-thirds of it", ("two-thirds", "0.67", "under")),
        ("it costs a third less", ("a third", "0.33", None)),
        ("prices fell by half.", ("half", "0.50", None)),
        ("by a quarter, they say", ("a quarter", "0.25", None)),
        ("one in five buyers", ("one in five", "0.20", None)),
        ("nine out of ten makers", ("nine out of ten", "0.90", None)),
        ("sales doubled in 2025", ("doubled", "2.00", None)),
        ("more than double the share", ("double", "2.00", "over")),
        ("costs could be halved", ("halved", "0.50", None)),
        ("they sell twice as well", ("twice", "2.00", None)),
        ("a threefold rise", ("threefold", "3.00", None)),
        ("at least\ntwice the range", ("twice", "2.00", "over")),
    ],
)
def test_amounts_in_words_are_found(text: str, found: tuple[str, str, str | None]) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "a third maker came, and a fifth supplier",
        "in the first half of 2025",
        "half of 2025 had gone",
        "half an hour, half a dozen, half-year results",
        "in the third quarter, three quarters in a row",
        "a quarter of the year",
        "twice a week, once or twice",
        "double-digit growth in a double cab",
        "it doubles as a store; they doubled down",
        "the reason is twofold",
        "one of the makers, one in the north",
        "behalf, halfway, thirdly",
    ],
)
def test_turns_of_phrase_are_not(text: str) -> None:
    assert read(text) == []


def test_a_fraction_is_exact_to_many_digits() -> None:
    [third] = ratios("a third of it")
    assert abs(third.value * 3 - 1) < Decimal("1e-40")
