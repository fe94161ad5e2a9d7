from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from psr_report import checks, main
from psr_report.checks.rule import Desk, Rule
from psr_report.errors import Fix, Problem, Severity
from psr_report.mending import mend, mended
from psr_report.read import tree
from psr_report.read.newsroom import Story
from tests.desk import write, yaml

FILE = "2025-11/a.yaml"


def document(text: str) -> tree.Document:
    read, problems = tree.load(text.encode(), FILE)
    assert problems == []
    return read


def fixes(text: str, wrong: str, right: str) -> list[Fix]:
    return [Fix(FILE, match.start(), match.end(), right) for match in re.finditer(re.escape(wrong), text)]


STYLES = """\
# a comment with 81kWh in it
plain:   one 81kWh pack   # behind it
single: 'it''s 81kWh'
double: "\\u00e9 81kWh"

block: |
  It is 81kWh,

  and again 81kWh.
folded: >-
  It is
  81kWh.
list:
- 81kWh
-   {flow: 81kWh, other: [a, b]}
"""


def test_only_the_words_in_question_change_whatever_the_style() -> None:
    in_values = fixes(STYLES, "81kWh", "81 kWh")[1:]
    made = mended(document(STYLES), in_values)
    assert made is not None
    assert made.fixes == len(in_values) == 8
    assert made.after == STYLES.replace("81kWh", "81 kWh").replace("with 81 kWh in", "with 81kWh in")


def test_another_yaml_library_reads_the_mended_file_as_the_same_but_for_the_words() -> None:
    made = mended(document(STYLES), fixes(STYLES, "81kWh", "81 kWh")[1:])
    assert made is not None
    yaml = YAML(typ="safe", pure=True)
    before, after = yaml.load(STYLES), yaml.load(made.after)
    assert str(after) == str(before).replace("81kWh", "81 kWh")


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("a: {k: 81kWh, z: y}\n", "81kWh", "1,081 kWh"),  # a comma ends a value inside brackets
        ("a: 81kWh\n", "81kWh", "81: kWh"),
        ("a: 81kWh\n", "81kWh", "81 #kWh"),
        ("a: '81kWh'\n", "81kWh", "81'kWh"),
        ('a: "81kWh"\n', "81kWh", '81"kWh'),
    ],
)
def test_a_fix_after_which_the_file_would_say_something_else_is_left_out(
    text: str, wrong: str, right: str
) -> None:
    assert mended(document(text), fixes(text, wrong, right)) is None


def test_one_fix_that_cannot_be_made_does_not_keep_the_others_from_being_made() -> None:
    text = "a: 81kWh\nb: {k: 82kWh, z: y}\n"
    made = mended(document(text), [*fixes(text, "82kWh", "1,082 kWh"), *fixes(text, "81kWh", "81 kWh")])
    assert made is not None
    assert (made.after, made.fixes) == ("a: 81 kWh\nb: {k: 82kWh, z: y}\n", 1)


def test_of_fixes_that_overlap_the_first_is_made_and_the_same_fix_is_made_once() -> None:
    text = "a: 81kWh pack\n"
    same = Fix(FILE, 3, 8, "81 kWh")
    made = mended(document(text), [same, same, Fix(FILE, 5, 10, "x")])
    assert made is not None
    assert (made.after, made.fixes) == ("a: 81 kWh pack\n", 1)


def test_words_can_be_put_in_right_behind_a_value_and_behind_a_replacement() -> None:
    text = "a: it goes 758kms\nb: c\n"
    made = mended(document(text), [Fix(FILE, 11, 17, "758 km"), Fix(FILE, 17, 17, " (471 miles)")])
    assert made is not None
    assert made.after == "a: it goes 758 km (471 miles)\nb: c\n"


def test_a_byte_order_mark_and_windows_line_ends_stay() -> None:
    text = "\ufeffa: 81kWh\r\nb: |\r\n  so 81kWh\r\n"
    read = document(text)
    made = mended(read, fixes(read.text, "81kWh", "81 kWh"))
    assert made is not None
    assert made.after == read.text.replace("81kWh", "81 kWh")


def test_nothing_to_mend_is_none() -> None:
    assert mended(document("a: b\n"), []) is None


def test_the_difference_is_shown_as_a_unified_diff() -> None:
    text = "a: 81kWh"
    made = mended(document(text), fixes(text, "81kWh", "81 kWh"))
    assert made is not None
    assert made.diff().splitlines() == [
        f"--- a/{FILE}",
        f"+++ b/{FILE}",
        "@@ -1 +1 @@",
        "-a: 81kWh",
        "\\ No newline at end of file",
        "+a: 81 kWh",
        "\\ No newline at end of file",
    ]


@given(st.text(alphabet="ab:#'\"[]{},-|> \n", max_size=30), st.integers(0, 40), st.integers(0, 6))
def test_whatever_is_put_in_the_rest_of_the_file_means_what_it_meant(put: str, at: int, width: int) -> None:
    text = "first: some words here\nsecond: [more, words]\nthird: |\n  and a block\n"
    read = document(text)
    made = mended(read, [Fix(FILE, at, min(at + width, len(text)), put)])
    if made is not None:
        after = tree.plain(document(made.after).root)  # type: ignore[arg-type]
        assert isinstance(after, dict)
        assert list(after) == ["first", "second", "third"]
        assert len(after["second"]) == 2


@pytest.fixture
def _mends_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask one rule alone, which wants a blank before kWh and then a full stop behind it."""

    def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
        for passage in desk.texts(story):
            for wrong, right in (("81kWh", "81 kWh"), ("81 kWh!", "81 kWh.")):
                at = passage.text.find(wrong)
                if at >= 0:
                    span = (at, at + len(wrong))
                    yield passage.problem("fine", Severity.WARNING, span, "so", "so", becomes=right)

    monkeypatch.setattr(checks, "RULES", {"fine": Rule("fine", Severity.WARNING, "So.", of_story)})


@pytest.mark.usefixtures("_mends_units")
def test_fixes_are_made_until_none_is_left_and_no_file_is_touched(tmp_path: Path) -> None:
    room = write(tmp_path, {"2025-11/a.yaml": yaml("A", summary="It is 81kWh!")})
    made = mend(room, "2025-11")
    assert [each.after.count("It is 81 kWh.\n") for each in made.files] == [1]
    assert made.fixes == 2
    assert [one.rule for one in made.before.problems] == ["fine"]
    assert made.after.problems == ()
    assert "81kWh!" in (room / "2025-11" / "a.yaml").read_text("utf-8")


@pytest.mark.usefixtures("_mends_units")
def test_where_nothing_can_be_mended_nothing_changes(tmp_path: Path) -> None:
    room = write(tmp_path, {"2025-11/a.yaml": yaml("A", summary="It is 81 kWh.")})
    made = mend(room, "2025-11")
    assert (made.files, made.fixes) == ((), 0)


@pytest.mark.usefixtures("_mends_units")
def test_check_with_fix_writes_with_diff_shows_and_with_both_does_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = write(tmp_path, {"2025-11/a.yaml": yaml("A", summary="It is 81kWh so.")})
    file = room / "2025-11" / "a.yaml"
    before = file.read_bytes()
    words = ["check", "2025-11", "--newsroom", str(room)]

    assert main.run([*words, "--diff"]) == 0
    shown = capsys.readouterr()
    assert "-  It is 81kWh so.\n+  It is 81 kWh so.\n" in shown.out
    assert "[fine]" in shown.out
    assert file.read_bytes() == before

    assert main.run([*words, "--fix", "--diff"]) == 0
    shown = capsys.readouterr()
    assert "-  It is 81kWh so.\n+  It is 81 kWh so.\n" in shown.out
    assert "[fine]" not in shown.out
    assert shown.err.endswith(f"1 place mended in {file}\n")
    assert file.read_bytes() == before.replace(b"81kWh", b"81 kWh")

    assert main.run([*words, "--fix"]) == 0
    assert capsys.readouterr().err.endswith("nothing can be mended by the program\n")


def test_a_diff_has_no_place_in_a_report_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = write(tmp_path, {"2025-11/a.yaml": yaml("A")})
    assert main.run(["check", "--newsroom", str(room), "--diff", "--format", "json"]) == 2
    assert "a report as json has no place for a --diff" in capsys.readouterr().err
