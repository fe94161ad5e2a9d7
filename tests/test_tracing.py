from __future__ import annotations

from itertools import pairwise

import pytest

from psr_report.issue import Backing, Traced
from psr_report.tracing import traced
from tests.desk import article


def numbers(text: str, figures: str) -> list[Traced]:
    known = article(f"figures: {figures}").figures

    def backing(name: str) -> Backing:
        figure = known[name]
        return Backing(figure.value, figure.also, figure.kind, name, figure.as_of, None)

    return list(traced(text, known, backing))


def said(text: str, figures: str) -> list[tuple[str, str, str, list[str | None]]]:
    """Return each traced number: its words, value, unit and the names of its figures."""
    return [
        (text[one.start : one.end], one.value, one.unit, [each.by for each in one.figures])
        for one in numbers(text, figures)
    ]


def test_a_number_that_a_figure_backs_is_traced_with_its_value_and_unit() -> None:
    found = said("A pack of 100 kg goes over 1,000 km.", '{a: {label: x, value: "over 1,000 km"}}')
    assert found == [("over 1,000 km", "1000", "km", ["a"])]


@pytest.mark.parametrize(
    ("text", "figure", "value", "unit"),
    [
        ("It is 20–25%.", "20–25%", "20/25", "%"),
        ("They sold 20 million motorcycles.", "20 million motorcycles", "20000000", "motorcycles"),
        ("It costs US$63 per kWh.", "US$63/kWh", "63", "US$/kWh"),
        ("It is 0.1% of all.", "0.1%", "0.1", "%"),
        ("It fell to −10 g/km.", "−10 g/km", "-10", "g/km"),
        ("More than half of them did.", "57%", "0.5", ""),
        ("A third of them did.", "33%", "0.3333", ""),
    ],
)
def test_the_value_is_plain_digits(text: str, figure: str, value: str, unit: str) -> None:
    [found] = numbers(text, f"{{a: {{label: x, value: {figure}}}}}")
    assert (found.value, found.unit) == (value, unit)


def test_a_number_without_a_figure_is_not_traced() -> None:
    assert numbers("It goes 785 km.", "{a: {label: x, value: 758 km}}") == []
    assert numbers("It goes 785 km.", "{}") == []


def test_a_conversion_is_calculated_and_what_the_source_printed_is_not() -> None:
    converted = numbers("It weighs 100 kg (220 lb).", "{a: {label: x, value: 100 kg}}")
    assert [one.is_calculated for one in converted] == [False, True]
    printed = numbers("It goes 1,000 km (620 miles).", '{a: {label: x, value: "1,000 km", also: 620 miles}}')
    assert [one.is_calculated for one in printed] == [False, False]


def test_what_two_figures_come_to_is_calculated_and_names_both() -> None:
    figures = "{a: {label: x, value: 9.2%, metric: m}, b: {label: y, value: 18.4%, metric: m}}"
    [found] = numbers("The share doubled.", figures)
    assert ([each.by for each in found.figures], found.is_calculated) == (["a", "b"], True)


def test_a_figure_with_the_very_value_is_named_before_one_that_rounds_to_it() -> None:
    figures = "{a: {label: x, value: 757.6 km}, b: {label: y, value: 758 km}}"
    assert said("It goes 758 km.", figures) == [("758 km", "758", "km", ["b"])]


def test_at_most_three_figures_are_named() -> None:
    figures = "{" + ", ".join(f"{name}: {{label: {name}, value: 20%}}" for name in "abcde") + "}"
    assert said("It is 20%.", figures)[0][3] == ["a", "b", "c"]


def test_numbers_do_not_lie_over_each_other() -> None:
    figures = "{a: {label: x, value: 20%}, b: {label: y, value: 25%}, c: {label: z, value: 20–25%}}"
    found = numbers("It is 20–25%, then 20% and 25%, half of it.", figures)
    assert all(one.end <= other.start for one, other in pairwise(found))
