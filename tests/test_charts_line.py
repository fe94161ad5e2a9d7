"""Lines through time: where they stand, where they stay open, how they are named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from psr_report.charts import (
    PRINT_BRIEF,
    PRINT_FULL,
    PRINT_TEXT,
    Chart,
    ChartError,
    Kind,
    Point,
    Row,
    is_labelled,
    lay_out,
)
from psr_report.charts.marks import Drawing, Line, Text
from psr_report.charts.placing import rest, spread


def point(series: str, value: str, kind: Kind = "actual", by: str = "") -> Point:
    return Point(Decimal(value), value, kind, series, forecaster=by)


def line(*rows: tuple[int, tuple[Point, ...]]) -> Chart:
    made = tuple(Row(str(year), points, at=year + 0.5) for year, points in rows)
    return Chart("c", "line", "Finding", "Measure", made, "Source.")


CELLS = line(
    (2022, (point("NMC", "164"), point("LFP", "148"))),
    (2025, (point("NMC", "68"), point("LFP", "63"))),
    (2030, (point("NMC", "60", "forecast"), point("LFP", "55", "forecast"))),
)


def strokes(drawing: Drawing, role: str) -> list[Line]:
    """Return the lines of a series, without the thin ones that lead to its name."""
    return [one for one in drawing.lines if one.role == role and one.stroke > 1]


def named(drawing: Drawing, words: str) -> Text:
    return next(text for text in drawing.texts if text.text == words)


def test_time_is_to_scale() -> None:
    first, second = strokes(lay_out(CELLS, PRINT_TEXT), "l1")
    assert (second.x2 - second.x1) / (first.x2 - first.x1) == pytest.approx(5 / 3)


def test_values_stand_as_high_as_they_are_above_zero() -> None:
    drawing = lay_out(CELLS, PRINT_TEXT)
    zero = drawing.axes[0].y1
    first, second = strokes(drawing, "l1")
    assert (zero - first.y1) / (zero - second.y1) == pytest.approx(164 / 68)


def test_what_leads_to_a_forecast_is_dashed_and_on_a_tint() -> None:
    drawing = lay_out(CELLS, PRINT_TEXT)
    known, foreseen = strokes(drawing, "l1")
    assert not known.dash
    assert foreseen.dash
    (band,) = drawing.bands
    assert band.left == pytest.approx(known.x2)
    assert band.right > foreseen.x2


def test_the_forecaster_is_named_once_where_it_is_one_for_all() -> None:
    rows = tuple(
        replace(
            row, points=tuple(replace(one, forecaster="BMI" * (one.kind == "forecast")) for one in row.points)
        )
        for row in CELLS.rows
    )
    said = [text.text for text in lay_out(replace(CELLS, rows=rows), PRINT_TEXT).texts if "BMI" in text.text]
    assert said == ["BMI forecast"]


def test_each_forecaster_is_named_with_its_line() -> None:
    chart = line(
        (2025, (point("A", "1"), point("B", "2"))),
        (2030, (point("A", "3", "forecast", "BMI"), point("B", "4", "forecast", "PSR"))),
    )
    assert named(lay_out(chart, PRINT_FULL), "A: BMI forecast; B: PSR forecast")


def test_a_line_stays_open_where_a_figure_is_not_known() -> None:
    chart = line(
        (2021, (point("A", "1"), point("B", "4"))),
        (2022, (point("B", "5"),)),
        (2023, (point("A", "3"), point("B", "6"))),
    )
    drawing = lay_out(chart, PRINT_TEXT)
    assert len(strokes(drawing, "l1")) == 0
    assert len(strokes(drawing, "l3")) == 2
    assert len(drawing.shapes) == 5


def test_a_single_line_stays_open_at_a_year_without_any_figure() -> None:
    chart = line(*((year, (point("", str(year)),) if year != 2022 else ()) for year in range(2020, 2025)))
    assert len(strokes(lay_out(chart, PRINT_TEXT), "l1")) == 2


def test_each_line_is_named_at_its_end_and_has_no_key() -> None:
    drawing = lay_out(CELLS, PRINT_TEXT)
    assert len(drawing.shapes) == 6
    for name, value in (("NMC", "60"), ("LFP", "55")):
        assert named(drawing, name).x > max(shape.box.right for shape in drawing.shapes)
        assert named(drawing, value).y == named(drawing, name).y


def test_names_too_long_for_the_end_of_a_line_stand_in_a_key() -> None:
    long = "battery-electric trucks of more than sixteen tonnes sold to fleets"
    chart = line((2024, (point(long, "1"), point("B", "2"))), (2025, (point(long, "3"), point("B", "4"))))
    drawing = lay_out(chart, PRINT_BRIEF)
    assert len(drawing.shapes) == 6
    assert next(text for text in drawing.texts if text.text.startswith("battery")).y < drawing.axes[0].y1 / 2


def test_lines_that_end_together_have_names_in_the_order_of_their_ends() -> None:
    names = ("A", "B", "C", "D")
    chart = line(
        (2024, tuple(point(name, "1") for name in names)),
        (
            2025,
            tuple(point(name, value) for name, value in zip(names, ("50", "51", "49", "50.5"), strict=True)),
        ),
    )
    drawing = lay_out(chart, PRINT_TEXT)
    assert sorted(names, key=lambda name: named(drawing, name).y) == ["B", "D", "A", "C"]


def test_equal_lines_have_colours_of_their_own_and_none_is_orange() -> None:
    chart = line(*((year, tuple(point(name, str(year)) for name in "ABCD")) for year in (2024, 2025)))
    assert {shape.series for shape in lay_out(chart, PRINT_TEXT).shapes} == {0, 1, 3, 4}


def test_values_below_zero_stand_below_the_line_of_zero() -> None:
    drawing = lay_out(line((2024, (point("", "10"),)), (2025, (point("", "-5"),))), PRINT_TEXT)
    zero = drawing.axes[0].y1
    above, below = (shape.box for shape in drawing.shapes)
    assert above.bottom < zero < below.top
    assert named(drawing, "2024").y > zero


def test_values_without_room_are_left_to_the_table() -> None:
    rows = tuple((2000 + n, (point("A", str(100 + n % 3)), point("B", str(100 + n % 2)))) for n in range(20))
    assert not is_labelled(line(*rows), PRINT_TEXT)
    assert is_labelled(line((2024, (point("", "1"),)), (2025, (point("", "2"),))), PRINT_TEXT)


def test_months_are_short_below_the_plot() -> None:
    rows = (
        Row("September 2024", (point("", "1"),), at=2024.7),
        Row("May 2025", (point("", "2"),), at=2025.4),
    )
    drawing = lay_out(Chart("c", "line", "F", "M", rows, ""), PRINT_TEXT)
    assert named(drawing, "Sep 2024")
    assert named(drawing, "May 2025")


FAULTY = {
    "'BMW' is none": Chart("c", "line", "F", "M", (Row("BMW", (point("", "1"),)),), ""),
    "two points in time": line((2024, (point("", "1"),))),
    "at the same time": line((2024, (point("", "1"),)), (2024, (point("", "2"),))),
    "order of time": line((2025, (point("", "1"),)), (2024, (point("", "2"),))),
}


@pytest.mark.parametrize("message", FAULTY)
def test_what_is_no_line_is_refused(message: str) -> None:
    with pytest.raises(ChartError, match=message):
        lay_out(FAULTY[message], PRINT_TEXT)


def test_blocks_that_touch_move_apart_evenly_and_keep_their_order() -> None:
    assert spread([10, 10, 50], [4, 4, 4], 0, 60) == [6, 10, 48]


def test_blocks_stay_between_their_bounds() -> None:
    assert spread([0, 100], [4, 4], 0, 60) == [0, 56]


def test_a_stretch_without_its_taken_parts() -> None:
    assert rest(0, 10, [(2, 3), (2.5, 5), (9, 12)]) == [(0, 2), (5, 9)]
    assert rest(0, 10, []) == [(0, 10)]
