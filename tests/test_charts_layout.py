"""Whatever the figures and words: labels stay in the frame and apart, marks stand where their values say."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psr_report.charts import (
    FRAMES,
    PRINT_BRIEF,
    PRINT_FULL,
    PRINT_TEXT,
    WEB_WIDE,
    Chart,
    Frame,
    Kind,
    Point,
    Row,
    check,
    lay_out,
)
from psr_report.charts.marks import Box, Drawing, Text
from psr_report.charts.model import Form
from psr_report.charts.placing import crosses

KINDS: tuple[Kind, ...] = ("actual", "estimate", "claim", "forecast")
words = st.text(alphabet="abcdefg MNW-–ทไ中é₂&<", min_size=1, max_size=44).filter(str.strip)
values = st.one_of(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.decimals(min_value=-50, max_value=50, places=3),
    st.sampled_from([Decimal(0), Decimal("0.001"), Decimal(10**9)]),
)


@st.composite
def points(draw: st.DrawFn, series: str = "") -> Point:
    value = draw(values)
    text = draw(st.one_of(st.just(f"{value:,}%"), words))
    low = high = None
    if draw(st.booleans()):
        low, high = value - abs(draw(values)), value + abs(draw(values))
    return Point(
        value, text, draw(st.sampled_from(KINDS)), series, low, high, draw(st.sampled_from(["", "BMI"]))
    )


@st.composite
def charts(draw: st.DrawFn, kind: Form) -> Chart:
    count = 2 if kind == "dumbbell" else draw(st.integers(1, 4 if kind in ("line", "grouped") else 3))
    names = draw(st.lists(words, min_size=count, max_size=count, unique=True)) if count > 1 else [""]
    gaps = kind in ("line", "grouped")
    size = draw(st.integers(1, 20 if kind == "line" else 6))
    times = sorted(draw(st.lists(st.integers(24000, 24300), min_size=size, max_size=size, unique=True)))
    rows = tuple(
        Row(
            f"{draw(words)}{n}",
            tuple(draw(points(name)) for name in names if not gaps or draw(st.integers(0, 3))),
            draw(st.sampled_from(["", "a note"])),
            times[n] / 12,
        )
        for n in range(size)
    )
    known = {point.series for row in rows for point in row.points}
    order = tuple(name for name in names if name in known)
    unit = draw(st.sampled_from(["%", "US$", "km"]))
    return Chart("c", kind, "Finding", "Measure", rows, "Source.", unit=unit, order=order)


def assert_sound(drawing: Drawing, frame: Frame) -> None:
    """Everything is finite and inside; no text meets another text, a mark or the zero line."""
    boxes = [text.box for text in drawing.texts] + [shape.box for shape in drawing.shapes]
    assert all(math.isfinite(side) for box in boxes for side in box)
    for text in drawing.texts:
        box = text.box
        assert box.left >= -0.01, text
        assert box.right <= frame.width + 0.01, text
        assert box.top >= -0.25 * frame.text, text
        assert box.bottom <= drawing.height + 0.01, text
    for one, other in combinations(drawing.texts, 2):
        assert not _meet(_ink(one), _ink(other)), (one, other)
    for text in drawing.texts:
        assert not any(_meet(_ink(text), shape.box) for shape in drawing.shapes), text
        for line in drawing.axes:
            if line.y1 == line.y2:
                assert not crosses(line, _ink(text)), text
            through = text.box.left < line.x1 - 0.01 and line.x1 + 0.01 < text.box.right
            assert not (through and _ink(text).top < line.y2 and line.y1 < _ink(text).bottom), text
    for shape in drawing.shapes:
        assert shape.box.left >= -0.01
        assert shape.box.right <= frame.width + 0.01
        assert 0 <= shape.box.top < shape.box.bottom <= drawing.height
    steps = drawing.height / frame.step
    assert steps == pytest.approx(round(steps))


def _meet(one: Box, other: Box) -> bool:
    """Return whether the two overlap by more than rounding."""
    near = 0.01
    across = one.left < other.right - near and other.left < one.right - near
    return across and one.top < other.bottom - near and other.top < one.bottom - near


def _ink(text: Text) -> Box:
    """Return the box from the capitals down to the baseline: lines may stand as close as in any text."""
    return text.box._replace(top=text.y - 0.727 * text.size, bottom=text.y)


slow = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@slow
@given(charts("bar"), st.sampled_from(FRAMES))
def test_bars_never_collide_with_words(chart: Chart, frame: Frame) -> None:
    if not check(chart):
        assert_sound(lay_out(chart, frame), frame)


@slow
@given(charts("dots"), st.sampled_from(FRAMES))
def test_dots_never_collide_with_words(chart: Chart, frame: Frame) -> None:
    if not check(chart):
        assert_sound(lay_out(chart, frame), frame)


@slow
@given(charts("dumbbell"), st.sampled_from(FRAMES))
def test_dumbbells_never_collide_with_words(chart: Chart, frame: Frame) -> None:
    if not check(chart):
        assert_sound(lay_out(chart, frame), frame)


@slow
@given(charts("grouped"), st.sampled_from(FRAMES))
def test_groups_never_collide_with_words(chart: Chart, frame: Frame) -> None:
    if not check(chart):
        assert_sound(lay_out(chart, frame), frame)


@slow
@given(charts("line"), st.sampled_from(FRAMES))
def test_lines_never_collide_with_words(chart: Chart, frame: Frame) -> None:
    if check(chart):
        return
    drawing = lay_out(chart, frame)
    assert_sound(drawing, frame)
    for text in drawing.texts:
        for line in drawing.lines:
            assert not crosses(line, _ink(text)), (text, line)


def bars(*pairs: tuple[str, str], kind: Kind = "actual") -> Chart:
    rows = tuple(Row(label, (Point(Decimal(value), value, kind),)) for label, value in pairs)
    return Chart("c", "bar", "Finding", "Measure", rows, "Source.")


def test_bars_start_at_zero_and_are_as_long_as_their_values() -> None:
    drawing = lay_out(bars(("Vietnam", "42"), ("China", "21")), PRINT_TEXT)
    longer, shorter = (shape.box for shape in drawing.shapes)
    assert longer.left == shorter.left == drawing.axes[0].x1
    assert longer.right - longer.left == pytest.approx(2 * (shorter.right - shorter.left))


def test_a_negative_bar_goes_left_of_zero_with_its_value_beyond() -> None:
    drawing = lay_out(bars(("BMW", "13"), ("Mercedes-Benz", "-10")), PRINT_FULL)
    zero = drawing.axes[0].x1
    negative = drawing.shapes[1].box
    assert negative.right == zero
    assert next(text for text in drawing.texts if text.text == "-10").box.right < negative.left


def test_the_only_negative_bar_is_the_orange_one() -> None:
    drawing = lay_out(bars(("BMW", "13"), ("Renault", "2"), ("Mercedes-Benz", "-10")), PRINT_FULL)
    assert [shape.series for shape in drawing.shapes] == [1, 1, 2]


def test_two_negative_bars_are_not_orange() -> None:
    drawing = lay_out(bars(("BMW", "-3"), ("Renault", "2"), ("Mercedes-Benz", "-10")), PRINT_FULL)
    assert {shape.series for shape in drawing.shapes} == {1}


def test_zero_has_a_value_and_no_bar() -> None:
    drawing = lay_out(bars(("Volkswagen", "0"), ("BMW", "13")), PRINT_FULL)
    assert len(drawing.shapes) == 1
    assert "0" in [text.text for text in drawing.texts]


def test_one_in_a_thousand_is_still_seen() -> None:
    sliver = lay_out(bars(("Scooters", "20"), ("Motorcycles", "0.01")), PRINT_TEXT).shapes[1]
    assert sliver.width >= 0.5
    assert sliver.filled


def test_five_bars_in_a_column_of_text_take_five_lines() -> None:
    assert lay_out(bars(*((name, "1") for name in "abcde")), PRINT_TEXT).height == 67.5


def test_a_range_is_drawn_from_end_to_end() -> None:
    point = Point(Decimal(22), "20–25%", "estimate", low=Decimal(20), high=Decimal(25))
    whole, sure = lay_out(Chart("c", "bar", "F", "M", (Row("Cells", (point,)),), "S."), PRINT_TEXT).shapes
    assert whole.kind == "open"
    assert sure.kind == "estimate"
    assert whole.width / sure.width == pytest.approx(25 / 20)


def forecasts() -> Chart:
    rows = (
        Row("First half 2025", (Point(Decimal(22), "22%", "actual"),), "heavy trucks"),
        Row("Full year 2026", (Point(Decimal(60), "60%", "forecast", forecaster="BMI"),)),
    )
    return Chart("c", "dots", "F", "M", rows, "S.", unit="%")


def test_a_forecast_stands_on_a_band_in_orange_with_its_forecaster() -> None:
    drawing = lay_out(forecasts(), WEB_WIDE)
    assert len(drawing.bands) == 1
    assert [shape.series for shape in drawing.shapes] == [1, 2]
    assert (
        drawing.bands[0].top
        < drawing.shapes[1].box.top
        < drawing.shapes[1].box.bottom
        < drawing.bands[0].bottom
    )
    assert "BMI forecast" in [text.text for text in drawing.texts]


def test_a_highlight_keeps_orange_from_the_forecasts() -> None:

    drawing = lay_out(replace(forecasts(), highlight="First half 2025"), WEB_WIDE)
    assert [shape.series for shape in drawing.shapes] == [2, 1]


def test_the_grid_never_runs_through_a_value() -> None:
    drawing = lay_out(forecasts(), PRINT_TEXT)
    grid = [line for line in drawing.lines if line.role == "rule"]
    assert grid
    for line in grid:
        for text in drawing.texts:
            box = text.box
            assert not (box.left < line.x1 < box.right and line.y1 < box.bottom and box.top < line.y2), text


def cells(before: str, after: str) -> Chart:
    pair = (Point(Decimal(before), before, "actual", "2022"), Point(Decimal(after), after, "actual", "2025"))
    return Chart("c", "dumbbell", "F", "M", (Row("LFP", pair),), "S.")


def test_close_values_are_moved_apart_and_distant_ones_are_centred() -> None:
    for before, after, moved in (("96", "97", True), ("148", "63", False)):
        drawing = lay_out(cells(before, after), PRINT_TEXT)
        value = next(text for text in drawing.texts if text.text == after and text.weight == 600)
        dot = drawing.shapes[1].box
        assert (abs(value.x - (dot.left + dot.right) / 2) > 0.5) is moved


def test_the_earlier_point_is_context_and_the_later_one_speaks() -> None:
    assert [shape.series for shape in lay_out(cells("148", "63"), PRINT_TEXT).shapes] == [0, 1]


def test_long_names_move_above_their_bars_where_the_column_is_narrow() -> None:
    long = "LG Energy Solution-Stellantis joint venture NextStar in Windsor, Ontario"
    drawing = lay_out(bars((long, "49"), ("BYD", "153")), PRINT_BRIEF)
    name = next(text for text in drawing.texts if text.text.startswith("LG"))
    assert name.box.bottom < drawing.shapes[0].box.bottom
    assert name.x == 0
    assert drawing.shapes[0].box.left < 2
