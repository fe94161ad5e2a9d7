"""Round ticks, their words, and scales on which everything fits."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report.charts.scale import STEPS, Reach, longest, nice_ticks, tick_labels

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
lengths = st.floats(min_value=0, max_value=1e9)


@given(numbers, numbers, st.integers(1, 6))
def test_ticks_cover_the_data_and_zero_in_round_steps(one: Decimal, other: Decimal, intervals: int) -> None:
    low, high = sorted((one, other))
    ticks = nice_ticks(low, high, intervals)
    assert ticks[0] <= min(low, 0)
    assert ticks[-1] >= max(high, 0)
    assert Decimal(0) in ticks
    steps = {after - before for before, after in pairwise(ticks)}
    assert len(steps) == 1
    assert steps.pop().normalize().scaleb(0).as_tuple().digits in [
        factor.normalize().as_tuple().digits for factor, _ in STEPS
    ]
    assert len(ticks) <= 2 * intervals + 4


@pytest.mark.parametrize(
    ("low", "high", "intervals", "expected"),
    [
        ("0", "42", 4, "0 10 20 30 40 50"),
        ("0", "60", 4, "0 20 40 60"),
        ("-10", "13", 3, "-10 0 10 20"),
        ("0", "0.0024", 5, "0 0.0005 0.0010 0.0015 0.0020 0.0025"),
    ],
)
def test_ticks_are_those_a_person_would_choose(low: str, high: str, intervals: int, expected: str) -> None:
    assert nice_ticks(Decimal(low), Decimal(high), intervals) == tuple(map(Decimal, expected.split()))


@pytest.mark.parametrize(
    ("ticks", "unit", "words"),
    [
        ("0 20 40", "%", ("0", "20%", "40%")),
        ("0 60 120", "US$", ("0", "US$60", "US$120")),
        ("-10 0 10", "€", ("−€10", "0", "€10")),
        ("0 5 10", "EUR", ("0", "EUR\u00a05", "EUR\u00a010")),
        ("0 500 1000", "km", ("0", "500", "1,000\u00a0km")),
        ("0 2.5 5", "", ("0", "2.5", "5.0")),
        ("0 500000000 1000000000", "US$", ("0", "US$0.5\u00a0billion", "US$1.0\u00a0billion")),
        ("0 0.0005 0.001", "kg", ("0", "0.0005", "0.0010\u00a0kg")),
    ],
)
def test_ticks_are_worded_for_their_unit(ticks: str, unit: str, words: tuple[str, ...]) -> None:
    assert tick_labels(tuple(map(Decimal, ticks.split())), unit) == words


@given(
    st.lists(st.tuples(lengths, st.floats(0, 60)), max_size=8),
    st.lists(st.tuples(lengths, st.floats(0, 60)), min_size=1, max_size=8),
)
def test_the_longest_scale_fits_and_no_longer_one_would(
    left: list[tuple[float, float]], right: list[tuple[float, float]]
) -> None:
    room = 200.0
    sides = [[Reach(*pair) for pair in side] for side in (left, right)]

    def need(per_unit: float) -> float:
        return sum(max([0.0, *(r.value * per_unit + r.extra for r in side)]) for side in sides)

    per_unit, zero = longest(*sides, room)
    assert need(per_unit) <= room * (1 + 1e-9)
    assert 0 <= zero <= room * (1 + 1e-9)
    if per_unit:
        assert need(per_unit * 1.01) >= room * 0.999
