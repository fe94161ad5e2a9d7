from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from psr_report.errors import Place, Problem
from psr_report.read import tree
from psr_report.read.text import MAX_REPORTED


def refusals(source: str | bytes) -> list[str]:
    """Return what reading the source objects to, as "line:column message"."""
    _, problems = tree.load(source if isinstance(source, bytes) else source.encode(), "x.yaml")
    return [said(problem) for problem in problems]


def said(problem: Problem) -> str:
    return f"{problem.place.line}:{problem.place.column} {problem.message}"


def only(source: str | bytes) -> Problem:
    _, problems = tree.load(source if isinstance(source, bytes) else source.encode(), "x.yaml")
    assert len(problems) == 1, problems
    return problems[0]


def document(source: str) -> tree.Document:
    read, problems = tree.load(source.encode(), "x.yaml")
    assert problems == []
    return read


def place(source: str, *path: str | int, word: str) -> tuple[int, int]:
    """Return line and column that the document gives for a word inside the value at ``path``."""
    read = document(source)
    node = tree.find(read.root, path)
    assert isinstance(node, tree.Scalar)
    found = read.place(path, node.value.index(word))
    return found.line, found.column


def really(source: str, word: str) -> tuple[int, int]:
    """Return line and column where a word first stands in the source, as an editor counts."""
    lines = source.replace("\r\n", "\n").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if word in text)
    return line, lines[line - 1].index(word) + 1


# Values


@pytest.mark.parametrize(
    "typed",
    ["NO", "no", "on", "1.10", "12:30", "010", "1_000", "0x1F", "2026-13-45", "~", "null", "1e3", ".inf"],
)
def test_every_value_stays_the_text_that_was_typed(typed: str) -> None:
    read = document(f"key: {typed}\n")
    assert read.root is not None
    assert tree.plain(read.root) == {"key": typed}


def test_a_key_with_nothing_behind_it_is_none_and_an_empty_quotation_is_not() -> None:
    read = document('a:\nb: ""\nc: [x, ]\nd:\n  -\n')
    assert read.root is not None
    assert tree.plain(read.root) == {"a": None, "b": "", "c": ["x"], "d": [None]}


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    read, problems = tree.load(b"\xef\xbb\xbfkey: value\n", "x.yaml")
    assert problems == []
    assert read.place(("key",)) == Place("x.yaml", 1, 6)


def test_lines_may_end_as_on_windows_and_on_old_machines() -> None:
    for end in ("\n", "\r\n", "\r"):
        read = document(f"a: |{end}  one{end}  two{end}b: x{end}")
        assert read.place(("a",), 4) == Place("x.yaml", 3, 3)
        assert read.place(("b",)) == Place("x.yaml", 4, 4)


def test_values_and_keys_come_in_the_order_of_the_file() -> None:
    read = document("a: [x, {b: y}]\n")
    assert read.root is not None
    assert [scalar.value for scalar in tree.scalars(read.root)] == ["a", "x", "b", "y"]


def test_keys_can_be_passed_over_with_all_that_stands_below_them() -> None:
    read = document("a: [x, {b: {c: y}, d: z}]\nb: [v]\n")
    assert [one.value for one in tree.scalars(read.root, frozenset({"b"}))] == ["a", "x", "d", "z"]
    assert list(tree.scalars(None)) == []


# Limits


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[" * 100_000, "1:18 values are nested more than 16 deep"),
        ("{a: " * 100_000, "1:66 values are nested more than 16 deep"),
        ("- " * 100_000, "1:35 values are nested more than 16 deep"),
        ("a: &x [lol]\nb: [*x, *x]\n", "1:4 anchors (&) are not allowed"),
        ("a: *x\n", "1:4 aliases (*) are not allowed"),
        ("<<: [*a, *a]\n", "1:6 aliases (*) are not allowed"),
        ("&k a: b\n", "1:1 anchors (&) are not allowed"),
        ("a: !!python/object/apply:os.system [id]\n", "1:4 tags (!) are not allowed"),
        ("a: ! b\n", "1:4 tags (!) are not allowed"),
        ("!!map {a: b}\n", "1:1 tags (!) are not allowed"),
        ("a: b\n---\nc: d\n", "2:1 a second document starts here"),
    ],
)
def test_what_could_hang_or_surprise_is_refused_where_it_stands(source: str, expected: str) -> None:
    problem = only(source)
    assert said(problem) == expected
    assert problem.rule == "yaml-limits"
    assert problem.hint


def test_twenty_thousand_values_are_enough() -> None:
    most = tree.MAX_NODES - 3  # the table, its key and its list count too
    assert refusals("a: [" + "x," * most + "]\n") == []
    assert refusals("a: [" + "x," * (most + 1) + "]\n") == [
        f"1:{5 + 2 * most} this file has more than 20,000 values"
    ]


def test_a_file_larger_than_the_limit_is_not_parsed() -> None:
    assert refusals(b"#" * tree.MAX_BYTES + b"\n[") == ["1:1 this file is larger than 1 MiB, the limit"]


def test_a_very_long_word_is_named_where_it_begins() -> None:
    assert refusals("a: |\n  short\n  and " + "x" * 2001 + " end\n") == [
        "3:7 a word of 2,001 letters stands here; the limit is 2,000"
    ]
    assert refusals("a: " + "x" * 2000 + "\n") == []


def test_no_break_spaces_do_not_break_a_word() -> None:
    assert len(refusals("a: " + "x\u00a0" * 1500 + "\n")) == 1


def test_a_word_joined_from_several_lines_counts_as_one() -> None:
    assert refusals('a: "' + "\\\n  ".join(["x" * 1001] * 2) + '"\n') == [
        "1:4 a word of 2,002 letters stands here; the limit is 2,000"
    ]


# Keys


def test_a_key_that_stands_twice_is_an_error_at_the_second() -> None:
    problem = only("a: 1\nb: 2\na: 3\n")
    assert said(problem) == '3:1 "a" stands here a second time; the first is in line 1'
    assert problem.rule == "key-duplicate"


def test_all_keys_that_stand_twice_are_reported_at_once() -> None:
    assert len(refusals("a: {x: 1, x: 2}\nb: 2\nb: 3\nb: 4\n")) == 3


@pytest.mark.parametrize("source", ["? [a, b]\n: c\n", "{[a]: b}\n", "? {a: b}\n: c\n"])
def test_a_key_that_is_no_word_is_an_error(source: str) -> None:
    assert only(source).rule == "key-unknown"


# Bytes and characters


@pytest.mark.parametrize(
    "source", [b"", b" \n \n", b"\xef\xbb\xbf", b"# only\n# comments\n", b"---\n", b"---\n...\n"]
)
def test_a_file_that_says_nothing_is_an_error(source: bytes) -> None:
    assert only(source).rule == "empty-file"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_another_unicode_encoding_is_named_as_such(encoding: str) -> None:
    problem = only("headline: x\n".encode(encoding))
    assert (said(problem), problem.hint) == ("1:1 this file is UTF-16 or UTF-32", "save it as UTF-8")


def test_a_latin_1_letter_is_shown_with_its_place() -> None:
    problem = only("# 中\nkey: café au lait\n".encode().replace("é".encode(), b"\xe9"))
    assert said(problem) == "2:9 byte 0xe9 is not UTF-8 text"
    assert problem.hint == 'save the file as UTF-8; if the file is Latin-1 or Windows text, "é" stands here'


def test_a_file_cut_off_inside_a_letter_is_an_error() -> None:
    assert only("a: é".encode()[:-1]).rule == "encoding"


@pytest.mark.parametrize(
    ("character", "message"),
    [
        ("\x07", "an invisible control character (U+0007) stands here"),
        ("\x1b", "an invisible control character (U+001B) stands here"),
        ("\x00", "an invisible control character (U+0000) stands here"),
        ("\x7f", "an invisible control character (U+007F) stands here"),
        ("\x85", "an invisible control character (U+0085) stands here"),
        ("\u202e", "an invisible character that hides or reorders text (U+202E) stands here"),
        ("\u2066", "an invisible character that hides or reorders text (U+2066) stands here"),
        ("\u2028", "an invisible character that hides or reorders text (U+2028) stands here"),
        ("\ufeff", "an invisible character that hides or reorders text (U+FEFF) stands here"),
        ("\U000e0041", "an invisible character that hides or reorders text (U+E0041) stands here"),
        ("\ue000", "a character that no two fonts print alike (U+E000) stands here"),
        ("\U0010fffe", "a character that no two fonts print alike (U+10FFFE) stands here"),
        ("\uffff", "a character that no two fonts print alike (U+FFFF) stands here"),
    ],
)
def test_characters_that_nobody_can_see_are_refused_typed_or_escaped(character: str, message: str) -> None:
    typed = only(f"key: 中文 a{character}b\n")
    assert (said(typed), typed.rule) == (f"1:10 {message}", "control-character")
    escaped = only(f'key: "中文 a\\U{ord(character):08x}b"\n')
    assert (said(escaped), escaped.rule) == (f"1:11 {message}", "control-character")


def test_they_are_refused_in_comments_and_keys_too() -> None:
    assert refusals("a: b # \u202e\n") == [
        "1:8 an invisible character that hides or reorders text (U+202E) stands here"
    ]
    assert len(refusals("a\u200fb: c\n")) == 1
    assert len(refusals('"a\\u200fb": c\n')) == 1


def test_a_letter_lost_in_conversion_is_pointed_out() -> None:
    problem = only("key: caf\ufffd\n")
    assert (said(problem), problem.rule) == (
        "1:9 a letter was lost here when the text was converted (U+FFFD)",
        "encoding",
    )


def test_a_file_full_of_them_is_not_listed_to_the_last() -> None:
    assert len(refusals("a: " + "\x07" * 1000 + "\n")) == MAX_REPORTED


@pytest.mark.parametrize(
    "text", ["ไทย\u200bไทย", "👩\u200d🔬 🏳️\u200d🌈", "co\u00adoperate", "Ελλάδα Россия 한국", "a\tb"]
)
def test_letters_of_all_scripts_and_what_joins_them_are_welcome(text: str) -> None:
    assert refusals(f'key: "{text}"\n') == []


@pytest.mark.parametrize("escape", ["\\ud800", "\\U00110000", "\\ud83d\\ude00"])
def test_half_a_character_is_no_text(escape: str) -> None:
    assert only(f'key: "{escape}"\n').rule in ("yaml-syntax", "control-character")


# Syntax


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: b\nc:\n\td: e\n", "3:1 a tab stands in the indentation"),
        ("\ta: b\n", "1:1 a tab stands in the indentation"),
        ("a: Cells: a report\n", '1:9 a second ": " stands in this value'),
        ("a: b\n  c: d\n", "2:3 this line is indented as if it went on with the line above"),
        ("a: @psr\n", '1:4 a value cannot begin with "@"'),
        ("a: `x`\n", '1:4 a value cannot begin with "`"'),
        ("a: %x\n", '1:4 a value cannot begin with "%"'),
        ("a: | text\n", '1:4 this text cannot begin with "|"'),
        ('a: "text\nb: c\n', "1:4 this quotation mark is opened and never closed"),
        ("a: 'text\nb: c\n", "1:4 this quotation mark is opened and never closed"),
        ('a: "C:\\data"\n', '1:7 "\\d" means nothing in double quotation marks'),
        ('a: "text\n---\nb: c\n', "1:4 this quotation mark is opened and never closed"),
        ('a: b\n"no colon"\nc: d\n', "2:1 this line is neither a key nor part of the text above"),
        ("\"a\": 'it's'\n", "1:10 text stands behind the closing quotation mark"),
        ('a: "one" two\n', "1:10 text stands behind the closing quotation mark"),
        ("a: [one] two\n", '1:10 text stands behind the closing "]"'),
        ("a: [one, two\nb: c\n", '1:4 the bracket "[" opens here, not closed by "]" where it should be'),
        ("a: {one: two\n", '1:4 the bracket "{" opens here, not closed by "}" where it should be'),
        ("a: b\n}\n", '2:1 "}" closes a bracket that was not opened'),
        ("a: b\nno colon\nc: d\n", "2:1 this line is neither a key nor part of the text above"),
        ("a: |\n  text\ntext\nb: c\n", "3:1 this line is neither a key nor part of the text above"),
        ("a:\n    b: c\n  d: e\n", "3:3 this line does not fit the lines above it"),
        ("a: b\n- c\n", "2:1 this line does not fit the lines above it"),
    ],
)
def test_what_is_not_yaml_is_said_in_words_for_an_analyst(source: str, expected: str) -> None:
    problem = only(source)
    assert said(problem) == expected
    assert problem.rule == "yaml-syntax"
    assert problem.hint


def test_markdown_emphasis_at_the_start_of_a_value_asks_for_quotation_marks() -> None:
    assert "quotation marks" in (only("a: *Note* that\n").hint or "")
    assert "quotation marks" in (only("a: *note\n").hint or "")


# Places


@pytest.mark.parametrize(
    "source",
    [
        "a: {}\nkey: some CATHODE text\n",
        "key: 'it''s a CATHODE'\n",
        'key: "tab\\t, \\u4e2d, \\x41, \\U0001F50B, \\"q\\": CATHODE"\n',
        "key: |\n  one\n\n    two\n  three CATHODE\n",
        "key: |-\n  one\n  two CATHODE",
        "key: |2\n    one\n  two CATHODE\n",
        "key: >\n  one\n  two CATHODE\n",
        "key: >-\n  one\n\n\n  two\n    more\n    indented\n\n  three CATHODE\n",
        "key: >+\n\n  one\n  two CATHODE\n\n\n",
        "key: |\n\n\n  CATHODE\n",
        "key: one\n  two\n\n  three CATHODE\n",
        "key: 'one\n  two  \n\n\n  three CATHODE'\n",
        'key: "one \\\n  two\\n \n\n  three CATHODE"\n',
        'key: "  \n  CATHODE"\n',
        "key: 全固态电池 CATHODE\n",
        "key: |\n  🔋🔋 宁德时代\n  中 🔋 CATHODE\n",
        "key: >\n  🔋🔋 宁德时代\n  中 🔋 CATHODE\n",
        'key: "🔋🔋\n  中 🔋 CATHODE"\n',
        "key: |\r\n  one\r\n\r\n  two CATHODE\r\n",
        "key: >\r\n  one\r\n  two\r\n\r\n  three CATHODE\r\n",
        "key: 'one\r\n  two\r\n\r\n  CATHODE'\r\n",
        "key: |  # a comment\n  one CATHODE\n# another\n",
        "key: >\n  \n  one\n   \n  two CATHODE\n",
    ],
)
def test_a_word_inside_a_text_is_found_in_every_way_of_writing_it(source: str) -> None:
    assert place(source, "key", word="CATHODE") == really(source, "CATHODE")


def test_the_beginning_of_a_block_is_its_first_word_and_not_the_sign() -> None:
    assert document("key: |\n  word\n").place(("key",)) == Place("x.yaml", 2, 3)
    assert document("key: >-\n\n  word\n").place(("key",), 1) == Place("x.yaml", 3, 3)


def test_an_offset_behind_the_end_is_the_end() -> None:
    assert document("key: abc\n").place(("key",), 99) == Place("x.yaml", 1, 9)
    assert document("key: |\n  abc\n").place(("key",), 99) == Place("x.yaml", 2, 6)


def test_a_path_that_leads_nowhere_ends_at_its_last_part() -> None:
    read = document("a:\n  b: [x]\n")
    assert read.place(("a", "b", 0)) == Place("x.yaml", 2, 7)
    assert read.place(("a", "b", 7)) == Place("x.yaml", 2, 3)
    assert read.place(("a", "c", "d")) == Place("x.yaml", 1, 1)
    assert read.place(("z",)) == Place("x.yaml", 1, 1)
    assert tree.Document("y.yaml").place(("z",)) == Place("y.yaml", 1, 1)


_WORDS = st.text(st.sampled_from("abc de\n\t'\"\\:#中🔋-é"), max_size=40)


@settings(max_examples=150, deadline=None)
@given(_WORDS, st.sampled_from([None, "'", '"', "|", ">"]), st.integers(8, 40))
def test_every_character_is_found_where_it_stands(text: str, style: str | None, width: int) -> None:
    source = yaml.safe_dump({"k": text}, default_style=style, width=width, allow_unicode=True)
    read = document(source)
    node = tree.find(read.root, ("k",))
    if not isinstance(node, tree.Scalar) or node.value != text:
        return  # PyYAML writes some texts with tags or reads them otherwise
    rows = source.split("\n")
    for offset, letter in list(enumerate(text))[1:]:  # a quotation begins at its mark
        found = read.place(("k",), offset)
        shown = (rows[found.line - 1] + "\n")[found.column - 1]
        is_folded = letter.isspace() and shown in "\n "
        assert shown == letter or is_folded or (node.style == '"' and shown == "\\")


def test_the_pure_python_parser_reads_and_refuses_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [
        "a: {b: [c, 'd']}\nk: |\n  中 🔋\n",
        'a: "one \\\n  two"\n',
        "a: [",
        "a: b: c\n",
        'a: "\\U00110000"\n',
        "a: &x b\n",
        "[" * 10_000,
    ]
    native = [tree.load(source.encode(), "x.yaml") for source in sources]
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    for source, (read, problems) in zip(sources, native, strict=True):
        again, found = tree.load(source.encode(), "x.yaml")
        assert again == read
        assert [problem.rule for problem in found] == [problem.rule for problem in problems]


# Hints


def test_the_nearest_name_is_found_whatever_its_case() -> None:
    assert tree.nearest("catl", ["BYD", "CATL"]) == 'did you mean "CATL"?'
    assert tree.nearest("cctw", ["cctv", "doe"]) == 'did you mean "cctv"?'
    assert tree.nearest("xyz", ["cctv", "doe"]) is None
    assert tree.nearest("x", []) is None


# Trees with something left out


def test_a_tree_without_some_of_its_values_keeps_the_places_of_the_others() -> None:
    document, _ = tree.load(b"a: {b: 1, c: 2}\nd: [x, y, z]\ne: f\n", "x.yaml")
    assert document.root is not None
    rest = tree.without(document.root, {("a", "b"), ("d", 0), ("d", 2), ("e",)})
    assert tree.plain(rest) == {"a": {"c": "2"}, "d": ["y"]}
    assert tree.find(rest, ("d", 0)) == tree.find(document.root, ("d", 1))


def test_what_stands_inside_of_something_left_out_goes_with_it() -> None:
    document, _ = tree.load(b"a: {b: [1, 2]}\nc: 3\n", "x.yaml")
    assert document.root is not None
    assert tree.plain(tree.without(document.root, {("a",), ("a", "b", 1)})) == {"c": "3"}


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("a: 1\nb: 2\n", set()),
        ("a: 1\na: 2\nb: 3\n", {"a"}),
        ("a: {x: 1, x: 2}\nb: 3\n", {"a"}),
        ("a: [{x: 1}, {y: {z: 1, z: 2}}]\nb: 3\n", {"a"}),
        ("b: {[x]: 2}\n", {"b"}),
    ],
)
def test_a_document_knows_under_which_keys_its_tree_lacks_something(source: str, lost: set[str]) -> None:
    assert tree.load(source.encode(), "x.yaml")[0].lost == lost


def test_keys_and_values_are_as_wide_as_they_are_typed_on_their_first_line() -> None:
    source = "key: 'a b'\n\"two\": one\n  more\nthree: |\n  text\nfour:\n"
    assert tree.widths(tree.load(source.encode(), "x.yaml")[0]) == {
        (1, 1): 3,
        (1, 6): 5,
        (2, 1): 5,
        (2, 8): 3,
        (4, 1): 5,
        (6, 1): 4,
        (6, 6): 1,
    }
