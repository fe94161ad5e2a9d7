"""Charts that cannot be drawn say why, and what to do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from psr_report.charts import PRINT_TEXT, Chart, ChartError, Point, Row, check, draw


def point(value: str = "1", series: str = "") -> Point:
    return Point(Decimal(value), value, "actual", series)


def chart(*rows: Row, kind: str = "bar") -> Chart:
    return Chart("c", kind, "Finding", "Measure", rows, "Source: T&E.")  # type: ignore[arg-type]


def row(*points: Point, label: str = "China") -> Row:
    return Row(label, points)


FAULTY = {
    "no rows": chart(),
    "more than 20": chart(*(row(point(), label=f"Country {n}") for n in range(21))),
    "has no value": chart(row()),
    "no name": chart(row(point(), label=" ")),
    "no row is called 'India'": replace(chart(row(point())), highlight="India"),
    "not a number": chart(row(point("NaN"))),
    "out of all proportion": chart(row(point("1e40"))),
    "does not hold its value": chart(row(replace(point("3"), low=Decimal(4), high=Decimal(5)))),
    "no words": chart(row(replace(point(), text=""))),
    "all values are zero": chart(row(point("0")), row(point("0.0"), label="India")),
    "more than 4": chart(row(*(point(series=name) for name in "abcde"))),
    "cannot be told apart": chart(row(point(), point("2"))),
    "has 1": chart(row(point(series="2022")), kind="dumbbell"),
    "different series": chart(
        row(point(series="2022"), point(series="2025")),
        row(point(series="2023"), point(series="2025"), label="India"),
        kind="dumbbell",
    ),
}


@pytest.mark.parametrize("message", FAULTY)
def test_a_faulty_chart_is_refused_with_a_hint(message: str) -> None:
    faults = check(FAULTY[message])
    assert [message in str(fault) for fault in faults].count(True) == 1
    assert all(fault.hint for fault in faults)
    with pytest.raises(ChartError):
        draw(FAULTY[message], PRINT_TEXT)


def test_all_faults_are_told_at_once() -> None:
    assert len(check(replace(chart(row(), row(point("NaN"), label="")), highlight="India"))) == 4


def test_infinity_is_no_number() -> None:
    assert "not a number" in str(check(chart(row(point("Infinity"))))[0])


def test_a_sound_chart_has_no_faults() -> None:
    assert check(chart(row(point()), row(point("-2.5"), label="India"))) == []
