from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from psr_report.insertion import Addition, InsertionError, Item, inserted
from psr_report.read import tree

FILE = "2025-11/a.yaml"
OUTCOME = {"result": "miss", "actual": "22%", "date": "2026-01-15"}


def document(text: str) -> tree.Document:
    read, problems = tree.load(text.encode(), FILE)
    assert problems == []
    return read


def put(text: str, *path: str | int, key: str = "outcome", value: object = OUTCOME) -> str:
    return inserted(document(text), [Addition(path, key, value)])  # type: ignore[arg-type]


BLOCK = """\
# of the desk
forecasts:
  - statement: One   # as printed
    value: nearly 46%
    due: 2025   # a year

    # about the second
  - statement: Two
    due: 2026
analysis: {none: none}
"""


def test_a_key_goes_below_the_last_one_of_an_entry_and_every_other_byte_stays() -> None:
    block = "    outcome:\n      result: miss\n      actual: 22%\n      date: 2026-01-15\n"
    at = BLOCK.index("\n    # about")
    assert put(BLOCK, "forecasts", 0) == BLOCK[:at] + block + BLOCK[at:]
    at = BLOCK.index("analysis")
    assert put(BLOCK, "forecasts", 1) == BLOCK[:at] + block + BLOCK[at:]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f:\n- {a: b}\n", "f:\n- {a: b, outcome: {result: miss, actual: 22%, date: 2026-01-15}}\n"),
        ("f: [{a: b,}]", "f: [{a: b, outcome: {result: miss, actual: 22%, date: 2026-01-15},}]"),
        (
            "f:\n- {a: b,\n   c: 'd' # e\n  }\n",
            "f:\n- {a: b,\n   c: 'd', outcome: {result: miss, actual: 22%, date: 2026-01-15} # e\n  }\n",
        ),
        ("f: [{}]\n", "f: [{outcome: {result: miss, actual: 22%, date: 2026-01-15}}]\n"),
    ],
)
def test_an_entry_in_braces_gets_the_key_inside_them(before: str, after: str) -> None:
    assert put(before, "f", 0) == after


@pytest.mark.parametrize(
    "last",
    [
        "n: plain",
        "n: on two\n    lines",
        "n: 'quoted: text'",
        'n: "quoted: text"',
        "n: |\n    a block\n\n    of text",
        "n: >-\n    a block\n\n",
        "n: |+\n    kept\n\n",
        "n: {in: braces}",
        "n: [in, {brackets: b}]",
        "n: [over,\n    lines]",
        "n:\n    inner: deep",
        "n:\n  - an\n  - item",
        "n:\n  - deep: {a: b}",
        "n:",
    ],
)
@pytest.mark.parametrize("rest", ["", "\n", "\n\n# a comment\n", "\n- a: second\n", "\nnext: key\n"])
def test_whatever_the_last_value_looks_like_the_file_says_what_it_said(last: str, rest: str) -> None:
    text = f"f:\n- a: b\n  {last}{rest}"
    if last.startswith("n: |\n") and not rest:
        text += "\n"  # without a line end the block would gain one: see the next test
    before = document(text)
    after = put(text, "f", 0)
    wanted = tree.plain(before.root)  # type: ignore[arg-type]
    wanted["f"][0]["outcome"] = OUTCOME
    assert tree.plain(document(after).root) == wanted  # type: ignore[arg-type]
    kept = iter(after)
    assert all(sign in kept for sign in text)


def test_a_block_of_text_that_would_gain_a_line_end_is_left_alone() -> None:
    with pytest.raises(InsertionError):
        put("f:\n- n: |\n    the end", "f", 0)


def test_windows_line_ends_stay_and_the_new_lines_have_them_too() -> None:
    assert put("f:\r\n- a: b\r\nc: d\r\n", "f", 0, key="k", value="v") == (
        "f:\r\n- a: b\r\n  k: v\r\nc: d\r\n"
    )


def test_a_file_without_a_line_end_gets_none() -> None:
    assert put("f:\n  - a: b", "f", 0, key="k", value="v") == "f:\n  - a: b\n    k: v"


@pytest.mark.parametrize(
    ("value", "line", "braces"),
    [
        ("22%", "22%", "22%"),
        ("a, b", "a, b", '"a, b"'),
        ("a: b", '"a: b"', '"a: b"'),
        ("# one", '"# one"', '"# one"'),
        ('say "so"', 'say "so"', 'say "so"'),
        ("it's", "it's", "it's"),
        ("- so", '"- so"', '"- so"'),
        ("电", "电", "电"),
        ("@ home", '"@ home"', '"@ home"'),
    ],
)
def test_a_value_is_quoted_where_it_would_mean_something_else(value: str, line: str, braces: str) -> None:
    assert put("a: b\n", key="k", value=value) == f"a: b\nk: {line}\n"
    assert put("f: {a: b}\n", "f", key="k", value=value) == f"f: {{a: b, k: {braces}}}\n"


def test_several_keys_go_to_their_places_at_once() -> None:
    text = "sources:\n  a: {publisher: A}\nforecasts:\n  - {s: t}\n"
    made = inserted(
        document(text),
        [Addition(("forecasts", 0), "o", "p"), Addition(("sources",), "b", {"publisher": "B"})],
    )
    assert made == "sources:\n  a: {publisher: A}\n  b:\n    publisher: B\nforecasts:\n  - {s: t, o: p}\n"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("f: [{outcome: x}]\n", ("f", 0)),
        ("f: [{outcome: }]\n", ("f", 0)),
        ("f: [text]\n", ("f", 0)),
        ("f: []\n", ("f", 0)),
        ("a: b\n", ("f", 0)),
    ],
)
def test_a_key_that_is_there_or_has_no_place_is_refused(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(InsertionError):
        put(text, *path)


@given(st.text(st.characters(blacklist_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=40))
def test_any_text_can_be_put_in_and_another_library_reads_it_too(value: str) -> None:
    value = " ".join(value.split()) or "x"
    for text, path in (("f:\n  - a: b\n", ("f", 0)), ("f: [{a: b}]\n", ("f", 0))):
        made = put(text, *path, key="k", value=value)
        assert tree.plain(document(made).root)["f"][0] == {"a": "b", "k": value}  # type: ignore[arg-type]
        assert yaml.load(made, Loader=yaml.BaseLoader)["f"][0]["k"] == value  # another parser of YAML


@pytest.mark.parametrize(
    ("articles", "after"),
    [
        (" [a, b]  # so", " [a, b, new]  # so"),
        (" []", " [new]"),
        (" [\n    a,\n    b,  # last\n  ]", " [\n    a,\n    b, new,  # last\n  ]"),
        ("\n      - a\n      - b  # so", "\n      - a\n      - b  # so\n      - new"),
        ("\n  - a", "\n  - a\n  - new"),
    ],
)
def test_a_list_gets_one_more_entry_as_its_others_are_written(articles: str, after: str) -> None:
    for rest in ("", "\n", "\n\n# so\nz: 1\n"):
        made = inserted(document(f"s:\n- articles:{articles}{rest}"), [Item(("s", 0, "articles"), "new")])
        assert made == f"s:\n- articles:{after}{rest}"


def test_an_entry_has_no_place_where_there_is_no_list() -> None:
    for text in ("s: [{articles: a}]\n", "s: [{}]\n", "s:\n"):
        with pytest.raises(InsertionError):
            inserted(document(text), [Item(("s", 0, "articles"), "new")])
