"""The pager at a real terminal: its keys, its ways out, and lines laid out anew at a resize and at a save."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from psr_report.terminal.keys import parsed
from psr_report.terminal.pager import marked
from psr_report.terminal.setting import Piece, plain
from tests.program import CONTENT
from tests.screens import Terminal

COLOURS = {"TERM": "xterm-256color"}
END = "Alternative Power Report, November 2025: no problems"


def opened(*words: str | Path, cwd: Path, env: dict[str, str] | None = None, columns: int = 80) -> Terminal:
    terminal = Terminal(
        "preview", "november", *words, cwd=cwd, columns=columns, lines=24, env={**COLOURS, **(env or {})}
    )
    terminal.shows("q quits" if columns >= 70 else "%")
    return terminal


def test_the_keys_of_less_turn_the_pages(tmp_path: Path) -> None:
    terminal = opened("--newsroom", CONTENT, cwd=tmp_path)
    first = terminal.shows("ALTERNATIVE POWER REPORT")
    terminal.type("\x1b[B")
    assert terminal.shows(lambda lines: lines[0] == first[1])
    terminal.type("\x1b[A")
    terminal.shows(lambda lines: lines[:23] == first[:23])
    terminal.type(" ")
    second = terminal.shows(lambda lines: "ALTERNATIVE POWER REPORT" not in "".join(lines))
    terminal.type("b")
    terminal.shows(lambda lines: lines[:23] == first[:23])
    terminal.type("\x1b[6~")
    terminal.shows(lambda lines: lines[:23] == second[:23])
    terminal.type("G")
    terminal.shows(END)
    terminal.shows("100%")
    terminal.type("g")
    terminal.shows(lambda lines: lines[:23] == first[:23])
    terminal.type("]]]]")
    terminal.shows(
        lambda lines: lines[0].endswith(" Hydrogen & fuel cells") or "November brought" in lines[1]
    )
    terminal.type("h")
    terminal.shows("Any key leads back.")
    terminal.type("x")
    terminal.shows(lambda lines: "Any key leads back." not in "".join(lines))
    terminal.type("q")
    assert terminal.ended() == 0


def test_a_search_finds_onwards_and_back_and_says_when_there_is_no_more(tmp_path: Path) -> None:
    terminal = opened("--newsroom", CONTENT, cwd=tmp_path)
    terminal.type("/honda\r")
    terminal.shows(lambda lines: "Motors and Honda carries on" in lines[0])
    assert b"\x1b[7mHonda" in terminal.raw
    terminal.type("n")
    terminal.shows(lambda lines: "it runs with Honda" in lines[0])
    terminal.type("n")
    terminal.shows("no more")
    terminal.type("N")
    terminal.shows(lambda lines: "Motors and Honda carries on" in lines[0])
    terminal.type("/Zeppelin[\r")
    terminal.shows("not found")
    terminal.type("G?hon.a\r")
    terminal.shows(lambda lines: "it runs with Honda" in lines[0])
    terminal.type("/abc\x7f\x7f\x7f\x7fq")
    assert terminal.ended() == 0


def test_a_resize_lays_the_text_out_anew_and_keeps_the_place(tmp_path: Path) -> None:
    terminal = opened("--newsroom", CONTENT, cwd=tmp_path)
    terminal.type("/A battery system from China\r")
    terminal.shows(lambda lines: "A battery system from China" in lines[0])
    terminal.resize(44, 20)
    terminal.shows("metal cells working safely for thousands of")
    assert max(map(len, terminal.display)) <= 44
    terminal.type("q")
    assert terminal.ended() == 0


def test_a_line_as_wide_as_the_terminal_keeps_its_last_letter(tmp_path: Path) -> None:
    terminal = opened("--newsroom", CONTENT, "--article", "solid-state", cwd=tmp_path, columns=40)
    terminal.type("q")
    assert terminal.ended() == 0
    # Real terminals, unlike the one that reads along here, would erase the letter that the cursor stands on.
    written = terminal.raw[terminal.raw.index(b"\x1b[H") :]
    assert all(line.startswith(b"\x1b[K") for line in written.partition(b"\x1b[H")[2].split(b"\r\n")[:23])
    assert b"\x1b[K\r\n" not in written


@pytest.mark.parametrize(("how", "code"), [("q", 0), ("\x03", 130), (signal.SIGTERM, 143)])
def test_the_terminal_is_left_as_it_was_on_every_way_out(
    how: str | signal.Signals, code: int, tmp_path: Path
) -> None:
    terminal = opened("--newsroom", CONTENT, cwd=tmp_path)
    if isinstance(how, str):
        terminal.type(how)
    else:
        terminal.program.kill(how)
    assert terminal.ended() == code
    left = terminal.raw.rpartition(b"\x1b[?1049l")[0]
    assert left
    for on, off in (
        (b"\x1b[?1049h", b"\x1b[?1049l"),
        (b"\x1b[?25l", b"\x1b[?25h"),
        (b"\x1b[?7l", b"\x1b[?7h"),
    ):
        assert terminal.raw.rfind(off) > terminal.raw.rfind(on)


def test_the_keyboard_echoes_again_after_the_pager(tmp_path: Path) -> None:
    import pexpect

    from tests.program import PROGRAM, environment

    line = f"{' '.join(PROGRAM)} preview november --newsroom {CONTENT}; stty -a; echo done"
    shell = pexpect.spawn(
        "bash", ["-c", line], cwd=str(tmp_path), env=environment({**COLOURS, "PAGER": None}), timeout=120
    )  # type: ignore[arg-type]
    shell.expect("q quits")
    shell.send("q")
    shell.expect("done")
    assert b" echo " in shell.before
    assert b" icanon" in shell.before
    assert b" -echo " not in shell.before


def test_a_text_that_fits_on_the_screen_is_printed(tmp_path: Path) -> None:
    terminal = Terminal(
        "preview",
        "november",
        "--article",
        "bev-parity",
        "--newsroom",
        CONTENT,
        cwd=tmp_path,
        lines=60,
        env=COLOURS,
    )
    assert terminal.ended() == 0
    assert b"\x1b[?1049h" not in terminal.raw


def test_another_pager_is_used_where_the_environment_names_one(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("#!/bin/sh\necho other: $1; head -3\n")
    other.chmod(0o755)
    env = {**COLOURS, "PAGER": f"{other} -x"}
    terminal = Terminal("preview", "november", "--newsroom", CONTENT, cwd=tmp_path, env=env)
    assert terminal.ended() == 0
    assert b"other: -x" in terminal.raw
    assert b"Power Systems Research" not in terminal.raw


def test_a_pager_that_this_machine_lacks_is_replaced_by_the_own_one(tmp_path: Path) -> None:
    terminal = opened("--newsroom", CONTENT, cwd=tmp_path, env={"PAGER": "no-such-pager -R"})
    terminal.type("q")
    assert terminal.ended() == 0


def test_a_save_is_drawn_at_once_and_a_broken_file_keeps_its_story(room: Path) -> None:
    terminal = opened("--watch", "--newsroom", room, cwd=room, columns=100)
    terminal.type("/A 100 kg.*could\rn")
    terminal.shows(lambda lines: "A 100 kg solid-state pack could go" in lines[0])
    story = room / "2025-11" / "solid-state.yaml"
    text = story.read_text("utf-8")
    story.write_text(text.replace("pack could go", "pack might go"), "utf-8")
    terminal.shows("A 100 kg solid-state pack might go")
    story.write_text(text.replace("topic: batteries", "topic: [batteries"), "utf-8")
    terminal.shows("its file cannot be read now")
    terminal.shows("A 100 kg solid-state pack might go")
    terminal.shows("saved: 1 error")
    story.write_text(text, "utf-8")
    terminal.shows("A 100 kg solid-state pack could go")
    terminal.shows("saved: no problems")
    terminal.type("\x03")
    assert terminal.ended() == 130


def test_a_newsroom_that_cannot_be_read_at_first_is_waited_for(room: Path) -> None:
    report = room / "report.yaml"
    text = report.read_text("utf-8")
    report.write_text("name: [", "utf-8")
    terminal = opened("--watch", "--newsroom", room, cwd=room)
    terminal.shows("Nothing can be read yet")
    report.write_text(text, "utf-8")
    terminal.shows("ALTERNATIVE POWER REPORT")
    report.write_text("name: [", "utf-8")
    terminal.shows("report.yaml:1:")
    terminal.shows("ALTERNATIVE POWER REPORT")
    terminal.type("q")
    assert terminal.ended() == 0


def test_a_newsroom_that_goes_away_leaves_what_is_shown(room: Path) -> None:
    terminal = opened("--watch", "--newsroom", room, cwd=room.parent)
    before = terminal.shows("ALTERNATIVE POWER REPORT")
    shutil.rmtree(room)
    terminal.shows(lambda lines: lines[:23] == before[:23] and lines[23] != before[23])
    terminal.type("q")
    assert terminal.ended() == 0


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b[A\x1b[B\x1bOA", ["up", "down", "up"]),
        ("\x1b[5~\x1b[6~\x1b[H\x1b[F", ["pageup", "pagedown", "home", "end"]),
        ("jé\r\x7f\x06", ["j", "é", "enter", "backspace", "^F"]),
        ("\x1b", ["escape"]),
        ("\x1b[200~q", ["", "q"]),
    ],
)
def test_keys_are_known_by_what_a_terminal_sends(sent: str, keys: list[str]) -> None:
    assert parsed(sent) == keys


def test_what_is_found_is_marked_across_the_pieces_of_a_line() -> None:
    line = (Piece("one tw", "bold"), Piece("o three"))
    found = marked(line, [(4, 7)])
    assert [(piece.text, piece.role) for piece in found] == [
        ("one ", "bold"),
        ("tw", "bold reverse"),
        ("o", " reverse"),
        (" three", ""),
    ]
    assert plain(found) == plain(line)
