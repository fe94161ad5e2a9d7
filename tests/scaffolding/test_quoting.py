"""A text written as YAML is read as it was typed, by this program and by readers of YAML 1.1 and 1.2."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from psr_report.read import tree
from psr_report.read.text import hidden_in
from psr_report.scaffolding import quoting
from psr_report.shapes import as_line


def is_readable(text: str) -> bool:
    return hidden_in(text) is None and "\ufffd" not in text


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=80)
SIGNS = st.text(st.sampled_from(" :#-?|>&*!%@`'\"[]{},\\~=<aeny0179.é“«🚗宁"), min_size=1, max_size=20)
LINES = (TEXTS | SIGNS).map(as_line).filter(lambda text: text and is_readable(text))
PROSE = st.lists(TEXTS | SIGNS | st.just(""), min_size=1, max_size=6).map("\n".join)


def ours(text: str) -> Any:
    """Return what the program reads."""
    document, problems = tree.load(text.encode(), "file.yaml")
    assert problems == []
    assert document.root is not None
    return tree.plain(document.root)


def readers(text: str) -> list[Any]:
    """Return what this program, a reader of YAML 1.2 and one of YAML 1.1 make of a file."""
    newest = YAML(typ="safe", pure=True)
    newest.version = (1, 2)
    return [ours(text), newest.load(text), yaml.safe_load(text)]


@given(LINES)
@example("null")
@example("Yes")
@example("1.10")
@example("12:30")
@example("2025-10-16")
@example("0x1F")
@example("1e5")
@example("over 1,000 km: a claim # of a maker")
@example('"quoted" at its beginning')
@example("- a dash")
@example("宁德时代 [CATL], {BYD}")
@example("🚗 cars")
@example("ends in a colon:")
@example("a\\b")
def test_a_line_comes_back_as_typed(text: str) -> None:
    assert readers(f"a: {quoting.scalar(text)}\nb: c\n") == [{"a": text, "b": "c"}] * 3


@given(PROSE)
@example("  begins with blanks\nand goes on")
@example("\ttab\n\n\n# no comment\n--- no document\na: b")
def test_a_text_of_several_lines_comes_back_as_typed(text: str) -> None:
    if not is_readable(text) or not text.strip():
        return
    for margin in ("  ", "    "):
        made = f"a: {quoting.block(text, margin)}\nb: c\n"
        assert [each["a"].strip("\n") for each in readers(made)] == [text.strip("\n")] * 3
        assert [each["b"] for each in readers(made)] == ["c"] * 3


@pytest.mark.parametrize(
    "text", ["A story: what it is", "Price # 1", "no", "12", "1.5", "~", "'a'", "%a", "@b", "<<", "=", "y"]
)
def test_what_yaml_would_take_for_something_else_stands_in_quotation_marks(text: str) -> None:
    assert quoting.scalar(text) == f'"{text}"'


@pytest.mark.parametrize(
    "text",
    [
        "Solid-state cells promise 1,000 km",
        "1,000 km from a pack",
        "US$63/kWh",
        "“Slower”, says the maker",
        "«write here its title»",
        "https://example.org/a#b?c=d",
        "Ørsted builds",
        "a (b) [c], {d}",
    ],
)
def test_plain_words_stay_plain(text: str) -> None:
    assert quoting.scalar(text) == text


@pytest.mark.parametrize("text", ["2025", "2025-10", "2025-10-16"])
def test_a_date_is_written_as_by_hand(text: str) -> None:
    assert quoting.date(text) == text
    assert quoting.date("12:30") == '"12:30"'


@given(TEXTS | SIGNS | st.just("word " * 60))
def test_a_comment_is_a_comment_whatever_it_says(text: str) -> None:
    lines = list(quoting.comment(text, "  "))
    assert all(line.startswith("  #") for line in lines)
    assert ours("\n".join(["a: b", *lines, "c: d", ""])) == {"a": "b", "c": "d"}
    assert all(len(line) <= 110 for line in lines if max(map(len, text.split()), default=0) < 80)
