from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from psr_report.errors import Place, Problem, Severity
from psr_report.formats import text
from tests.desk import MONTH, yaml
from tests.formats.inspections import TWO, add, break_a_rule, inspected


@pytest.fixture(autouse=True)
def pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "NO_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


class Terminal(io.StringIO):
    """A terminal of an alphabet."""

    def __init__(self, alphabet: str = "utf-8") -> None:
        super().__init__()
        self._alphabet = alphabet

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._alphabet

    def isatty(self) -> bool:
        return True


def excerpt(
    line: str, column: int, width: int, *, columns: int = 80, alphabet: str = "utf-8"
) -> tuple[str, str]:
    """Return the two lines that show a problem, without their colours and gutters."""
    problem = Problem("rule", Severity.ERROR, Place("a.yaml", 1, column), "so", width=width)
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(columns)
    try:
        lines = list(text.excerpt(problem, [line], Terminal(alphabet)))
    finally:
        os.environ.pop("COLUMNS") if before is None else os.environ.update(COLUMNS=before)
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", one) for one in lines]
    assert [one[:8].rstrip() for one in plain] == ["    1 |", "      |"]
    return plain[0][8:], plain[1][8:]


def test_a_problem_is_two_lines_and_the_last_line_says_what_it_comes_to(tmp_path: Path) -> None:
    assert text.report(inspected(tmp_path, TWO, ["chart-data"])).splitlines() == [
        "content/2025-11/a.yaml:5:15: error: all values are zero [chart-data]",
        "  hint: say it in the text instead",
        "content/2025-11/b.yaml:5:15: info: all values are zero [chart-data]",
        "  hint: set aside: it is drawn elsewhere",
        "checked 2 stories of November 2025 with 1 rule: 1 error, 1 set aside",
    ]


def test_nothing_to_mend_is_said(tmp_path: Path) -> None:
    found = inspected(tmp_path, {f"{MONTH}/a.yaml": yaml("A")}, ["chart-data", "unused"])
    assert text.report(found) == "checked 1 story of November 2025 with 2 rules: nothing to mend\n"


def test_what_is_set_aside_is_nothing_to_mend(tmp_path: Path) -> None:
    files = {f"{MONTH}/b.yaml": TWO[f"{MONTH}/b.yaml"]}
    assert text.summary(inspected(tmp_path, files)).endswith(": nothing to mend, 1 set aside")


def test_every_weight_is_counted_and_what_can_be_mended_by_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(monkeypatch, Severity.WARNING, becomes="fine")
    two = text.summary(inspected(tmp_path, TWO, ["chart-data", "fine"]))
    assert two.endswith("with 2 rules: 1 error, 2 warnings, 1 set aside; 2 can be mended with --fix")
    add(monkeypatch, Severity.INFO)
    assert text.summary(inspected(tmp_path, TWO, ["fine"])).endswith("1 rule: nothing to mend, 2 notes")


def test_an_issue_that_is_only_a_plan_has_no_stories(tmp_path: Path) -> None:
    found = inspected(tmp_path, {f"{MONTH}/issue.yaml": "number: 3\n"}, [])
    assert text.summary(found) == "checked no stories of November 2025 with 0 rules: nothing to mend"


def test_a_rule_that_broke_is_told_like_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_a_rule(monkeypatch, on_the_issue=True)
    assert text.report(inspected(tmp_path, TWO, ["broken"])).splitlines()[0] == (
        "content/2025-11/issue.yaml:1:1: error: the rule broken broke: KeyError: 'all' [internal]"
    )


def test_a_terminal_shows_the_words_in_question_between_the_two_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    add(monkeypatch, Severity.WARNING, word="81kWh")
    files = {f"{MONTH}/a.yaml": yaml("A", summary="The pack\nstores 81kWh now.")}
    assert text.report(inspected(tmp_path, files, ["fine"])).splitlines()[:-1] == [
        "\x1b[1mcontent/2025-11/a.yaml:5:10:\x1b[0m \x1b[33mwarning:\x1b[0m "
        '"81kWh" is not fine \x1b[2m[fine]\x1b[0m',
        "\x1b[2m    5 |\x1b[0m   stores 81kWh now.",
        "\x1b[2m      |\x1b[0m          \x1b[33m^^^^^\x1b[0m",
        "  hint: mend it",
    ]


@pytest.mark.parametrize("name", ["NO_COLOR", "CI"])
def test_a_plain_terminal_shows_two_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    plain = text.report(inspected(tmp_path, TWO))
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv(name, "1")
    assert text.report(inspected(tmp_path, TWO)) == plain


def test_a_place_in_a_file_that_is_not_there_shows_no_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    report = text.report(inspected(tmp_path, {**TWO, "report.yaml": ""}, []))
    assert "this file is not there" in report
    assert "|" not in report


@pytest.mark.parametrize(
    ("line", "column", "width", "shown", "carets"),
    [
        ("a: 81kWh", 4, 5, "a: 81kWh", "   ^^^^^"),
        ("电池 81kWh", 4, 5, "电池 81kWh", "     ^^^^^"),
        ("a 电池 b", 3, 2, "a 电池 b", "  ^^^^"),
        ("e\u0301e\u0301 x", 6, 1, "e\u0301e\u0301 x", "   ^"),
        ("\ta\t\tb", 5, 1, " a b", "   ^"),
        ("a\x1b[2Jb", 6, 1, "a<U+001B>[2Jb", "            ^"),
        ("abc", 4, 1, "abc", "   ^"),
        ("abc", 2, 99, "abc", " ^^"),
    ],
)
def test_carets_stand_below_the_words_whatever_the_letters_take(
    line: str, column: int, width: int, shown: str, carets: str
) -> None:
    assert excerpt(line, column, width) == (shown, carets)


def test_a_long_line_is_cut_around_the_words() -> None:
    line = "one " * 30 + "WORDS" + " two" * 30
    shown, carets = excerpt(line, 121, 5, columns=48)
    assert cell_len(shown) <= 48 - 9
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "WORDS"


def test_the_end_and_the_beginning_of_a_long_line_get_the_room_that_the_other_side_leaves() -> None:
    assert excerpt("one " * 30 + "WORDS", 121, 5, columns=30) == ("…ne one one one WORDS", " " * 16 + "^" * 5)
    shown, _ = excerpt("WORDS" + " two" * 30, 1, 5, columns=30)
    assert (shown, cell_len(shown)) == ("WORDS two two two tw…", 21)


def test_words_longer_than_the_terminal_are_cut_too() -> None:
    assert excerpt("a " + "x" * 99 + " b", 3, 99, columns=30) == ("x" * 20 + "…", "^" * 21)


def test_half_a_wide_letter_is_not_shown() -> None:
    shown, carets = excerpt("电" * 40 + "x" + "池" * 40, 41, 1, columns=30)
    assert (shown.strip("电池…"), cell_len(shown) <= 21) == ("x", True)
    assert cell_len(shown[: shown.index("x")]) == len(carets) - 1


def test_an_alphabet_without_the_letters_gets_escapes_that_are_counted() -> None:
    assert excerpt("电 x", 3, 1, alphabet="ascii") == ("\\u7535 x", "       ^")
    shown, _ = excerpt("one " * 30 + "WORDS", 121, 5, columns=30, alphabet="ascii")
    assert shown == "... one one one WORDS"


@given(
    st.text(st.sampled_from("ab 电\u0301\t🔋\u202e\x1b"), min_size=1, max_size=90).filter(str.strip),
    st.integers(1, 100),
    st.integers(1, 30),
    st.integers(30, 60),
)
def test_whatever_the_line_it_fits_the_terminal(line: str, column: int, width: int, columns: int) -> None:
    shown, carets = excerpt(line, min(column, len(line) + 1), width, columns=columns)
    assert cell_len(shown) <= columns - 9
    assert len(carets) <= columns - 8
    assert carets.strip(" ^") == ""


def test_a_very_narrow_terminal_still_gets_a_few_letters() -> None:
    assert excerpt("one two", 5, 3, columns=4) == ("one two", "    ^^^")
