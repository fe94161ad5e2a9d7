from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from psr_report.lists import Company, Person, Term, Topics
from psr_report.model import Article
from psr_report.plan import IssuePlan
from psr_report.read import tree, typed
from psr_report.settings import Report
from psr_report.shapes import Label, Slug
from tests.read.rooms import ARTICLE, STORY, lines, problems

MINIMAL = "headline: A\ntopic: t\nsummary: S\nsources: {s: {publisher: P, title: T}}\n"


def refusals(source: str, shape: Any = Article) -> list[str]:
    """Return what typing the source objects to, as "line:column message (hint)"."""
    document, found = tree.load(source.encode(), "x.yaml")
    assert found == []
    _, found = typed.typed(document, shape)
    ordered = sorted(found, key=lambda problem: problem.place)
    return [
        f"{problem.place.line}:{problem.place.column} {problem.message} ({problem.hint})"
        for problem in ordered
    ]


def of_article(more: str) -> list[str]:
    """Return the refusals of an article that is right but for ``more``, whose first line counts as 1."""
    found = refusals(more + MINIMAL)
    assert all(int(line.split(":")[0]) <= more.count("\n") for line in found)
    return found


def test_the_small_article_is_right() -> None:
    assert refusals(MINIMAL) == []
    assert refusals(ARTICLE) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("companies: CATL\n", "1:12 a list belongs here, not a text (write [CATL])"),
        (
            "companies: {a: b}\n",
            '1:1 a list belongs here, not a set of keys (begin each entry on a line of its own with "- ")',
        ),
        ("region: [China]\n", "1:1 a text belongs here, not a list (write it on one line after the colon)"),
        (
            "region: {China: Europe}\n",
            "1:1 a text belongs here, not a set of keys "
            '(write it on one line after the colon; a text with ": " in it needs quotation marks)',
        ),
        (
            "figures: many\n",
            "1:10 a set of keys belongs here, not a text (write each as `name:`, and what it holds "
            "indented below it)",
        ),
        (
            "figures: [a]\n",
            "1:1 a set of keys belongs here, not a list (write each as `name:`, and what it holds indented "
            "below it)",
        ),
        (
            "analysis: none\n",
            "1:11 a set of keys belongs here, not a text (write `analysis: {none: …}`)",
        ),
        (
            "quotes: [words]\n",
            "1:10 a set of keys belongs here, not a text (the keys here are text, speaker, source)",
        ),
        (
            "size: [lead]\n",
            "1:1 one word belongs here, not a list (the words here are lead, standard, brief)",
        ),
        ("size: huge\n", '1:7 "huge" is not one of lead, standard, brief (write one of these words)'),
        ("size: Lead\n", '1:7 "Lead" is not one of lead, standard, brief (did you mean "lead"?)'),
        (
            "figures: {a: {label: L, value: 1 km, kind: clame}}\n",
            '1:44 "clame" is not one of actual, estimate, claim, forecast (did you mean "claim"?)',
        ),
        (
            "quotes:\n  - text: T\n    source: s\n  -\n",
            "4:4 this entry is empty (fill it, or delete the dash)",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_says_what_belongs_there(more: str, expected: str) -> None:
    assert of_article(more) == [expected]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("headlin: x\n", '1:1 "headlin" is not a key that belongs here (did you mean "headline"?)'),
        ("headlin:\n", '1:1 "headlin" is not a key that belongs here (did you mean "headline"?)'),
        (
            "figures: {source: {label: L, value: 1 km, sorce: s}}\n",
            '1:43 "sorce" is not a key that belongs here (did you mean "source"?)',
        ),
        (
            "figures:\n  value:\n    label: L\n    value: 1 km\n    perid: 2025\n",
            '5:5 "perid" is not a key that belongs here (did you mean "period"?)',
        ),
        (
            "charts:\n  - kind: bar\n    title: T\n    measure: M\n    figures: [a]\n    sorce: s\n",
            '6:5 "sorce" is not a key that belongs here (did you mean "source"?)',
        ),
        (
            "analysis: {none: x, zzz: y}\n",
            '1:21 "zzz" is not a key that belongs here (the keys here are by, text, wording, none)',
        ),
        (
            "image: {file: f, alt: a, credit: c, licence: l, license: l}\n",
            '1:49 "license" is not a key that belongs here (did you mean "licence"?)',
        ),
    ],
)
def test_an_unknown_key_is_named_at_the_key_at_every_level(more: str, expected: str) -> None:
    assert of_article(more) == [expected]


@pytest.mark.parametrize(
    ("source", "shape", "expected"),
    [
        (
            "titel: x\n",
            dict[str, Person],
            "1:8 a set of keys belongs here, not a text (the keys here are name, title, organisation, "
            "aliases, email)",
        ),
        (
            "a: {name: A, title: T, organisation: O, nam: x}\n",
            dict[str, Person],
            '1:41 "nam" is not a key that belongs here (did you mean "name"?)',
        ),
        (
            "topics: {b: {name: B, into: x}}\n",
            Topics,
            '1:23 "into" is not a key that belongs here (did you mean "intro"?)',
        ),
        (
            "takeaways:\n  - {text: T, artikle: x, article: x}\n",
            IssuePlan,
            '2:15 "artikle" is not a key that belongs here (did you mean "article"?)',
        ),
        (
            "cover: {figur: x, figure: x}\n",
            IssuePlan,
            '1:9 "figur" is not a key that belongs here (did you mean "figure"?)',
        ),
        (
            "name: N\npublisher: P\npagesize: A4\n",
            Report,
            '3:1 "pagesize" is not a key that belongs here (did you mean "page_size"?)',
        ),
        (
            "name: N\npublisher: P\ncontact: {mail: x}\n",
            Report,
            '3:11 "mail" is not a key that belongs here (did you mean "email"?)',
        ),
    ],
)
def test_so_it_is_in_every_file(source: str, shape: Any, expected: str) -> None:
    assert refusals(source, shape) == [expected]


def test_missing_keys_are_reported_at_what_lacks_them() -> None:
    assert refusals("size: lead\n") == [
        *(f'1:1 "{key}" is missing (add a line `{key}: …`)' for key in ("headline", "topic", "summary")),
        '1:1 "sources" is missing (add `sources:`, below it a name for each entry, and below that publisher,'
        " title)",
    ]
    assert of_article("image:\n  file: f\n  alt: a\n") == [
        '1:1 "credit" of "image" is missing (add a line `credit: …`)',
        '1:1 "licence" of "image" is missing (add a line `licence: …`)',
    ]
    assert of_article("quotes:\n  - {text: T, source: s}\n  - {text: T}\n") == [
        '3:5 "source" of entry 2 of "quotes" is missing (add a line `source: …`)'
    ]


def test_a_key_with_nothing_behind_it_is_left_out_where_it_may_be() -> None:
    blank = "region:\ncompanies:\nsize:\nfigures:\nchart:\nanalysis:\nembargo:\n"
    assert refusals(blank + MINIMAL) == []


def test_a_key_with_nothing_behind_it_is_missing_where_it_is_needed() -> None:
    nothing = "(write it after the colon)"
    assert refusals(MINIMAL.replace("headline: A", "headline:")) == [f'1:1 "headline" has no value {nothing}']
    assert of_article("quotes:\n  - text:\n    source: s\n") == [f'2:5 "text" has no value {nothing}']
    assert of_article("figures:\n  range:\n") == [f'2:3 "range" has no value {nothing}']
    assert of_article("ignore:\n  figure-unbacked:\n") == [f'2:3 "figure-unbacked" has no value {nothing}']
    assert refusals("a:\n", dict[str, Person]) == [f'1:1 "a" has no value {nothing}']


def test_an_empty_quotation_is_not_the_same_as_nothing() -> None:
    assert of_article('region: ""\n') == ["1:9 this text is empty (fill it, or delete the key)"]


@pytest.mark.parametrize(
    ("value", "column", "message"),
    [
        ("2026-13-45", 40, "there is no month 13"),
        ("2025-02-30", 40, "February 2025 has 28 days, not 30"),
        ("03.11.2026", 40, '"03.11.2026" could be 3 November or 11 March'),
        ("last year", 40, '"last year" means something else every month'),
    ],
)
def test_an_impossible_date_in_a_figure_points_at_the_date(value: str, column: int, message: str) -> None:
    (found,) = of_article(
        f"figures: {{a: {{label: L, value: 1 km, as_of: {value}}}}}\n".replace("as_of: ", "period: ")
    )
    assert found.startswith(f"1:{column + 6} {message} (")
    assert found.endswith(")")
    assert not found.endswith("(None)")


def test_a_wrong_quantity_points_at_the_part_that_is_wrong() -> None:
    source = "figures:\n  a:\n    label: L\n    value: over 1.2.3 km\n"
    (found,) = of_article(source)
    assert found.startswith('4:18 "1.2.3" has more than one decimal point')
    block = source.replace("over 1.2.3 km", ">-\n      over\n      1.2.3 km")
    assert of_article(block)[0].startswith('6:8 "1.2.3" has more than one decimal point')


def test_a_wrong_cell_of_a_chart_points_into_the_cell() -> None:
    chart = "chart:\n  kind: bar\n  title: T\n  measure: M\n  rows:\n    - {maker: BMW, margin: 1x3 g/km}\n"
    (found,) = of_article(chart)
    assert found.startswith("6:")
    assert int(found.split(":")[1].split()[0]) >= 28
    assert of_article(chart.replace("1x3 g/km", "13 g/km, kind: clame"))[0].startswith("6:43 ")
    assert of_article(chart.replace("1x3 g/km", ""))[0].startswith("6:")


def test_a_wrong_name_of_an_entry_points_at_the_name() -> None:
    assert of_article("figures:\n  Claimed Range:\n    label: L\n    value: 1 km\n") == [
        '2:3 "Claimed Range" cannot be a name '
        "(names here are small letters, digits and single hyphens: write claimed-range)"
    ]


def test_a_rule_of_a_whole_part_points_at_the_part() -> None:
    assert of_article("chart: {kind: bar, title: T, measure: M}\n") == [
        "1:1 a chart draws either figures or rows (name figures of this story, or give rows)"
    ]
    assert of_article("analysis:\n  text: T\n") == [
        "1:1 nobody signs this note (name its author under `by:`)"
    ]


def test_too_long_a_text_points_at_the_first_word_too_many() -> None:
    assert of_article(f"region: {'x ' * 200}\n") == [
        "1:309 this text has 399 characters; the limit is 300 (shorten it)"
    ]


def test_a_file_with_hundreds_of_problems_lists_a_hundred() -> None:
    found = refusals("".join(f"key{number}: x\n" for number in range(300)) + MINIMAL)
    assert len(found) == typed.MAX_PROBLEMS + 1
    assert "1:1 this file has 200 more problems that are not listed (mend the others first)" in found


def test_pydantics_english_is_never_shown(tmp_path: Path) -> None:
    nonsense = {
        STORY: "headline: []\nsummary: {}\nsources: x\nfigures: [x]\nchart: 1\nsize: 3\nfoo: 1\n",
        "report.yaml": "[]\n",
        "people.yaml": "x\n",
        "companies.yaml": "a: []\n",
        "topics.yaml": "topics: []\nregions: {}\n",
    }
    for line in lines(tmp_path, nonsense):
        assert not any(word in line for word in ("Input", "valid", "pydantic", "instance", "_type"))


SHAPES = [Article, IssuePlan, Report, Topics, dict[Slug, Person], dict[Label, Company], dict[Label, Term]]

# What pydantic can object to, by the kind of its schema. Plain functions raise the errors of shapes alone.
ERRORS_OF = {
    "model": {"model_type"},
    "model-fields": {"model_type", "missing", "extra_forbidden"},
    "dict": {"dict_type"},
    "tuple": {"tuple_type"},
    "literal": {"literal_error"},
    "nullable": set[str](),
    "default": set[str](),
    "function-plain": set[str](),
    "function-before": set[str](),
    "function-after": set[str](),
    "model-field": set[str](),
}


def schemas(schema: Any, known: dict[str, Any]) -> Iterator[str]:
    """Yield the kinds of all schemas that validation can pass through in one of pydantic's."""
    if isinstance(schema, list | tuple):
        for inner in schema:
            yield from schemas(inner, known)
    elif isinstance(schema, dict):
        kind = schema.get("type")
        if kind == "definitions":
            known = {each["ref"]: each for each in schema["definitions"]}
            yield from schemas(schema["schema"], known)
            return
        if kind == "definition-ref":
            yield from schemas(known[schema["schema_ref"]], known)
            return
        if kind in ("function-plain", "literal"):
            yield kind
            return
        if isinstance(kind, str) and kind not in ("with-info", "no-info"):
            yield kind
        for key, inner in schema.items():
            if key not in ("metadata", "serialization", "default"):
                yield from schemas(inner, known)


@pytest.mark.parametrize(
    "shape", SHAPES, ids=["article", "issue", "report", "topics", "people", "companies", "terms"]
)
def test_every_error_that_these_models_can_raise_has_words_of_its_own(shape: Any) -> None:
    adapter = TypeAdapter(shape)
    adapter.rebuild(force=True)
    kinds = set(schemas(adapter.core_schema, {}))
    assert kinds
    possible = set().union(*(ERRORS_OF[kind] for kind in kinds))
    assert possible <= {*typed._SHAPE_ERRORS, "missing", "extra_forbidden", "literal_error"}


def test_an_error_of_a_later_pydantic_still_says_something() -> None:
    message, hint = typed._said("brand_new", ("figures",), "x", Article)
    assert message == "a text does not fit here"
    assert hint


def test_problems_of_shape_and_of_reference_come_together(tmp_path: Path) -> None:
    story = ARTICLE.replace("date: 2025-10", "date: 2025-13").replace("source: cctv", "source: cctw")
    assert [
        (found.rule, found.place.line, found.place.column) for found in problems(tmp_path, {STORY: story})
    ] == [
        ("date-wrong", 5, 7),
        ("source-unknown", 12, 13),
    ]


def test_a_key_that_looks_like_pydantics_own_mark_is_an_unknown_key() -> None:
    (said,) = refusals('"[key]": x\nname: A\npublisher: B\n', Report)
    assert said.startswith('1:1 "[key]" is not a key that belongs here')
