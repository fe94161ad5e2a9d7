from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from psr_report import model, settings
from psr_report.model import Article
from psr_report.plan import IssuePlan
from psr_report.shapes import Shape

MODELS = sorted(
    {
        each
        for module in (model, settings)
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Shape) and each is not Shape
    },
    key=lambda each: each.__name__,
)


def article(**changes: Any) -> dict[str, Any]:
    base = {"headline": "H", "topic": "t", "summary": "S", "sources": {"s": {"publisher": "P", "title": "T"}}}
    return base | changes


def refusals(shape: type[BaseModel], data: Any) -> list[tuple[str, tuple[str | int, ...], str]]:
    """Return rule, place and message of each refusal."""
    with pytest.raises(ValidationError) as caught:
        shape.model_validate(data)
    return [
        (row["type"], (*row["loc"], *row["ctx"]["path"]), row["ctx"]["message"])
        for row in caught.value.errors()
    ]


@pytest.mark.parametrize("shape", MODELS, ids=lambda shape: shape.__name__)
def test_every_field_is_described_in_one_line_for_an_analyst(shape: type[Shape]) -> None:
    assert shape.__doc__
    assert shape.model_fields
    for name, field in shape.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
        assert "\n" not in field.description
        assert len(field.description) <= 100, name


@pytest.mark.parametrize("shape", MODELS, ids=lambda shape: shape.__name__)
def test_every_model_is_frozen_and_refuses_other_keys(shape: type[Shape]) -> None:
    assert shape.model_config.get("frozen")
    assert shape.model_config.get("extra") == "forbid"


@pytest.mark.parametrize("shape", MODELS, ids=lambda shape: shape.__name__)
def test_every_model_has_a_json_schema(shape: type[Shape]) -> None:
    schema = TypeAdapter(shape).json_schema()
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(shape.model_fields)


def _defaults(shape: type[Shape]) -> Iterator[Any]:
    for field in shape.model_fields.values():
        if not field.is_required():
            yield field.get_default(call_default_factory=True, validated_data={})


@pytest.mark.parametrize("shape", MODELS, ids=lambda shape: shape.__name__)
def test_no_default_can_be_changed_by_one_story_for_all_others(shape: type[Shape]) -> None:
    for default in _defaults(shape):
        assert default in (None, (), {}) or isinstance(default, str | int | tuple | Shape)


def test_the_smallest_article_is_a_standard_one_that_is_ready() -> None:
    made = Article.model_validate(article())
    assert (made.size, made.status, made.figures, made.drawings) == ("standard", "ready", {}, ())


def test_an_article_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Article.model_validate(article()).headline = "Other"  # type: ignore[misc]


def test_an_article_without_sources_is_refused() -> None:
    assert refusals(Article, article(sources={})) == [
        ("source-missing", ("sources",), "this story names no source")
    ]


def test_the_first_chart_comes_before_the_others() -> None:
    chart = {"kind": "bar", "title": "one", "measure": "M", "figures": ["a"]}
    made = Article.model_validate(
        article(chart=chart, charts=[chart | {"title": "two"}, chart | {"title": "three"}])
    )
    assert [each.title for each in made.drawings] == ["one", "two", "three"]


@pytest.mark.parametrize(
    "chart", [{}, {"figures": ["a"], "rows": [{"a": "b", "c": "1"}]}, {"figures": [], "rows": []}]
)
def test_a_chart_draws_figures_or_rows(chart: dict[str, Any]) -> None:
    data = article(chart={"kind": "bar", "title": "T", "measure": "M", **chart})
    assert refusals(Article, data) == [("chart-data", ("chart",), "a chart draws either figures or rows")]


def row_refusal(row: Any) -> tuple[str, tuple[str | int, ...], str]:
    chart = {"kind": "bar", "title": "T", "measure": "M", "rows": [row]}
    (found,) = refusals(model.Chart, chart)
    return found


def test_a_row_names_itself_and_then_gives_its_values() -> None:
    rows = [{"maker": "BMW", "margin": "13 g/km", "kind": "actual", "by": "Anybody", "note": "not a number"}]
    assert model.Chart.model_validate(
        {"kind": "bar", "title": "T", "measure": "M", "rows": rows}
    ).rows == tuple(rows)


@pytest.mark.parametrize(
    ("row", "path", "rule"),
    [
        (["BMW", "13"], (), "value-wrong"),
        ("BMW", (), "value-wrong"),
        ({}, (), "value-wrong"),
        ({"maker": "BMW"}, (), "value-wrong"),
        ({"maker": None, "margin": "1"}, ("maker",), "value-wrong"),
        ({"maker": " ", "margin": "1"}, ("maker",), "value-wrong"),
        ({"maker": "BMW", "margin": None}, ("margin",), "value-wrong"),
        ({"maker": "BMW", "margin": ["1"]}, ("margin",), "value-wrong"),
        ({"maker": "BMW", "margin": "x" * 161}, ("margin",), "value-wrong"),
        ({"maker": "BMW", "margin": "much"}, ("margin",), "quantity-wrong"),
        ({"maker": "BMW", "margin": "1", "kind": "clame"}, ("kind",), "value-wrong"),
    ],
)
def test_a_row_that_is_none_is_refused_at_its_cell(row: Any, path: tuple[str, ...], rule: str) -> None:
    assert row_refusal(row)[:2] == (rule, ("rows", 0, *path))


@pytest.mark.parametrize(
    ("analysis", "rule", "message"),
    [
        (
            {"none": "R", "text": "T"},
            "analysis-missing",
            "either a note or a reason why there is none, not both",
        ),
        (
            {"none": "R", "by": ["a"]},
            "analysis-missing",
            "either a note or a reason why there is none, not both",
        ),
        ({}, "analysis-missing", "the note has no text"),
        ({"by": ["a"]}, "analysis-missing", "the note has no text"),
        ({"text": "T"}, "analysis-unsigned", "nobody signs this note"),
    ],
)
def test_an_analysis_is_a_signed_note_or_a_reason(analysis: dict[str, Any], rule: str, message: str) -> None:
    assert refusals(Article, article(analysis=analysis)) == [(rule, ("analysis",), message)]


def test_a_cover_shows_one_thing() -> None:
    image = {"file": "f", "alt": "a", "credit": "c", "licence": "l"}
    for cover in ({}, {"figure": "a/b", "image": image}):
        assert refusals(IssuePlan, {"cover": cover}) == [
            ("value-wrong", ("cover",), "the cover shows either a figure or an image")
        ]
    assert IssuePlan.model_validate({"cover": {"image": image}}).cover


def test_a_story_stands_in_an_issue_once() -> None:
    sections = [{"name": "A", "articles": ["x", "y"]}, {"name": "B", "articles": ["z", "x"]}]
    assert refusals(IssuePlan, {"sections": sections}) == [
        ("value-wrong", ("sections", 1, "articles", 1), '"x" stands in the issue twice')
    ]


def test_an_empty_plan_is_a_plan() -> None:
    assert IssuePlan.model_validate({}).sections == ()


def test_the_kinds_of_figures_are_those_of_rows() -> None:
    assert get_args(model.Kind) == model.KINDS
