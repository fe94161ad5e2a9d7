from __future__ import annotations

import io
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report import terminal
from psr_report.columns import columns
from psr_report.errors import Place, Problem, RenderError, Severity
from psr_report.request import Built
from psr_report.terminal.progress import Progress, _size
from psr_report.visible import visible

PLACE = Place("content/2025-11/a.yaml", 14, 5)


@pytest.fixture(autouse=True)
def pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI"):
        monkeypatch.delenv(name, raising=False)


def problem(
    message: str = "what is wrong", hint: str | None = None, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem("rule-name", severity, PLACE, message, hint)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ก 電池 ₂ é", "plain ก 電池 ₂ é"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("\x1b]8;;http://x\x07", "<U+001B>]8;;http://x<U+0007>"),
        ("\x9b31m", "<U+009B>31m"),
        ("abc\u202egnp", "abc<U+202E>gnp"),
        ("zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>"),
        ("\U000e0041", "<U+E0041>"),
        ("two\r\nlines\tand\u2028more", "two lines and more"),
        ("half \ud800", "half <U+D800>"),
    ],
)
def test_what_could_steer_or_deceive_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_no_text_keeps_a_control_character(text: str) -> None:
    shown = visible(text)
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Zl", "Zp")]
    assert visible(shown) == shown


def test_a_problem_is_place_severity_message_rule_and_hint(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.problems([problem(hint="how to mend it")])
    assert capsys.readouterr().err.splitlines() == [
        "content/2025-11/a.yaml:14:5: error: what is wrong [rule-name]",
        "  hint: how to mend it",
        "1 error; nothing was written",
    ]


def test_problems_are_counted_by_severity(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        problem(),
        problem("b"),
        problem("c", severity=Severity.WARNING),
        problem("d", severity=Severity.INFO),
    ]
    terminal.problems(found, written=True)
    assert capsys.readouterr().err.splitlines()[-1] == "2 errors and 1 warning"


def test_notes_alone_are_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.problems([problem(severity=Severity.INFO)], written=True)
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_github_gets_a_level_of_its_own_for_each_severity(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, severity: Severity, level: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    terminal.problems([problem(severity=severity)], written=True)
    assert capsys.readouterr().err.startswith(
        f"::{level} file=content/2025-11/a.yaml,line=14,col=5,endColumn=6,title=rule-name::"
    )


def test_github_gets_problems_where_they_stand_in_the_checkout(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    terminal.problems([problem()])
    assert "file=sub/content/2025-11/a.yaml," in capsys.readouterr().err


def test_what_an_alphabet_lacks_is_written_as_it_will_be_shown() -> None:
    class Stream:
        encoding = "ascii"

    assert terminal.printable("电 é\n", Stream()) == "\\u7535 \\xe9 "  # type: ignore[arg-type]


def test_a_document_is_printed_in_the_bytes_it_has(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    terminal.document("电\n".encode())
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == "电\n".encode()


def test_a_failure_is_one_line_and_its_hint(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.failure(RenderError("it\n\x1b[2Jfailed", "mend it"))
    assert capsys.readouterr().err == "error: it <U+001B>[2Jfailed\n  hint: mend it\n"


@pytest.mark.parametrize(("value", "is_github"), [("true", True), ("1", True), ("false", False), ("", False)])
def test_a_variable_that_says_no_means_no(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, value: str, is_github: bool
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    terminal.notice("it is so")
    assert capsys.readouterr().err == ("::notice::it is so\n" if is_github else "notice: it is so\n")


def test_paths_are_printed_in_the_bytes_they_have(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    terminal.paths([Path("out/ü.pdf"), Path("out/\udcff.pdf")])
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == "out/ü.pdf\n".encode() + b"out/\xff.pdf\n"


def test_at_a_terminal_a_path_cannot_steer_it(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    terminal.paths([Path("a\x1b]52;c;aGk=\x07")])
    assert capfdbinary.readouterr().out == b"a<U+001B>]52;c;aGk=<U+0007>\n"


def test_a_build_that_warned_says_so_again_when_nothing_changed(capfd: pytest.CaptureFixture[str]) -> None:
    with Progress("november is November 2025") as progress:
        progress.done(Built((Path("a"),), {}, warnings=1, is_unchanged=True))
    assert capfd.readouterr().err.splitlines() == [
        "november is November 2025",
        "nothing has changed; the issue is up to date, with 1 warning",
    ]


def test_a_build_without_a_file_shows_no_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("psr_report.terminal.progress.paths", lambda found: print(f"{len(found)} paths"))
    with Progress(None) as progress:
        progress.done(Built((), {}))
    assert capsys.readouterr().out == "0 paths\n"


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "1 kB"), (999, "1 kB"), (212_062, "212 kB"), (1_000_000, "1.0 MB"), (18_960_000, "19.0 MB")],
)
def test_sizes_are_shown_in_decimal_units(size: int, shown: str) -> None:
    assert _size(size) == shown


class _Wide(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_at_a_terminal_no_word_is_cut_at_its_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = "cells of 电池电池 cost US$63 (€54) per kWh in September 2025"
    words = [(word, "") for word in text.split(" ")]
    lines = terminal.filled(words, 4, _Wide()).split("\n")
    assert lines == ["cells of 电池电池 cost US$63", "    (€54) per kWh in September", "    2025"]
    assert max(map(columns, lines)) <= 30


def test_a_word_wider_than_the_terminal_stands_whole_on_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "12")
    monkeypatch.delenv("NO_COLOR", raising=False)
    long = "https://example.org/page"
    words = [(word, "") for word in ("see", long, "now")]
    assert terminal.filled(words, 4, _Wide()).split("\n") == ["see", f"    {long}", "    now"]


def test_elsewhere_it_stays_one_line() -> None:
    assert terminal.filled([("word", "1")] * 99, 4, io.StringIO()) == " ".join(["word"] * 99)
