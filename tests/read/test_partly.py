from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from psr_report.lists import Company
from psr_report.model import Article
from psr_report.read import tree
from psr_report.read.partly import kept
from psr_report.read.typed import typed
from psr_report.shapes import Label
from tests.read.rooms import ARTICLE


def document(source: str) -> tree.Document:
    return tree.load(source.encode(), "x.yaml")[0]


def test_a_right_file_is_kept_whole() -> None:
    read = document(ARTICLE)
    assert kept(read, Article) == (typed(read, Article)[0], read)


def test_an_entry_that_lacks_something_goes_and_the_others_stay() -> None:
    found = kept(document("CATL: {name: CATL}\nBYD: {nam: BYD}\nKia:\n"), dict[Label, Company])
    assert found is not None
    assert (list(found[0]), found[1].lost) == (["CATL"], {"BYD", "Kia"})


def test_a_wrong_cell_takes_its_row_and_the_last_row_its_chart() -> None:
    rows = "chart: {kind: bar, title: T, measure: M, rows: [{a: b, c: 5%}, {a: d, c: much}]}\n"
    found = kept(document(ARTICLE + rows), Article)
    assert found is not None
    assert found[0].chart is not None
    assert [dict(row) for row in found[0].chart.rows] == [{"a": "b", "c": "5%"}]
    found = kept(document(ARTICLE + rows.replace("5%", "more")), Article)
    assert found is not None
    assert found[0].chart is None


@pytest.mark.parametrize("source", ["", "- a\n", "a\n", "headline: H\n", "sources: {}\n"])
def test_too_little_is_nothing(source: str) -> None:
    assert kept(document(source), Article) is None


_WORDS = st.sampled_from(
    ["label", "value", "kind", "rows", "by", "text", "source", "cctv", "range", "", "5%"]
)
_TREES = st.recursive(
    st.none() | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*sorted(Article.model_fields), "colour"]), _TREES, max_size=4))
def test_what_is_kept_is_right_and_stands_where_its_tree_says(changes: dict[str, Any]) -> None:
    article = yaml.load(ARTICLE, Loader=yaml.BaseLoader)
    read = document(yaml.safe_dump(article | changes, allow_unicode=True))
    found = kept(read, Article)
    if found is not None:
        value, rest = found
        assert typed(rest, Article) == (value, [])
        assert rest.text == read.text
        assert rest.lost <= {*Article.model_fields, "colour"}
        assert (rest == read) == (not rest.lost)
