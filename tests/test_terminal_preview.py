"""A story as text for a terminal: aligned in every script, unable to steer it, its Markdown read."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from wcwidth import wcswidth

from psr_report.columns import columns
from psr_report.errors import Place, Problem, Severity
from psr_report.issue import Prose, SignedAnalysis
from psr_report.proof import Entry, Proof, proof
from psr_report.terminal import links
from psr_report.terminal.paint import in_colour, is_small_alphabet, legible, luminance, painter, palette
from psr_report.terminal.preview import lay
from psr_report.terminal.prose import prose
from psr_report.terminal.setting import Line, Piece, Setting, balanced, beside, fill, framed, plain
from psr_report.terminal.story import entry
from tests.desk import MONTH, NOW, write, yaml
from tests.issues import LEAD, sample_issue, story

WIDTHS = (40, 80, 120, 200)
ATTACKS = (
    "\x1b]52;c;cm0gLXJm\x07",
    "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[31m",
    "\x9b31mred\x9d8;;x\x9c",
    "abc\u202egnp.exe",
    "[/red][bold]x[/bold] :warning:",
    "two\r\nlines\x00",
    "\U000e0041\u200b",
)
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def text(lines: list[Line]) -> str:
    return "\n".join(map(plain, lines))


def read(source: str, room: int = 40, setting: Setting | None = None, **more: object) -> list[str]:
    value = Prose(source, **more)  # type: ignore[arg-type]
    return [plain(line) for line in prose(setting or Setting(80), value, room)]


def placed(one: object, problems: tuple[Problem, ...] = ()) -> Entry:
    return Entry("slug", "content/2025-11/slug.yaml", "printed", one, problems)  # type: ignore[arg-type]


def alone(folder: Path, article: str) -> Proof:
    return proof(write(folder, {f"{MONTH}/story.yaml": article}), MONTH, NOW)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_content_can_neither_colour_nor_link_nor_move_the_cursor(attack: str, width: int) -> None:
    one = replace(
        LEAD,
        headline=attack,
        why=attack,
        kicker=(attack,),
        text=Prose(
            f"{attack} and [a link](http://x.example/{attack})\n\n| a | {attack} |\n|---|---|\n| 1 | 2 |"
        ),
        analysis=SignedAnalysis(Prose(attack), (attack,), (attack,), False),
        sources=(
            replace(LEAD.sources[0], publisher=attack, title=attack, via=attack, url=f"https://x/{attack}"),
        ),
        charts=(replace(LEAD.charts[0], title=attack, measure=attack, source=attack),),
    )
    problem = Problem(attack, Severity.ERROR, Place(attack, 1, 1), attack, attack)
    for is_ascii in (False, True):
        setting = Setting(width, is_ascii=is_ascii, is_coloured=True, has_links=True)
        lines = entry(setting, placed(one, (problem,)), sample_issue(), attack)
        assert not UNSAFE.search(text(lines).replace("\n", ""))
        for piece in (piece for line in lines for piece in line):
            assert not piece.link or links.is_safe(piece.link)
        paint = in_colour(ColorSystem.TRUECOLOR, {})
        painted = "".join(map(paint, lines))
        ours = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=\d+)?;[ -~]*\x1b\\", "", painted)
        assert not UNSAFE.search(ours)
        if attack.startswith("["):
            assert "[/red][bold]x[/bold] :warning:" in text(lines)


@pytest.mark.parametrize("is_ascii", [False, True])
def test_who_signs_is_cut_to_the_frame_in_every_alphabet(is_ascii: bool) -> None:
    names = tuple(f"Somebody With A Long Name {number}" for number in range(4))
    one = replace(LEAD, analysis=SignedAnalysis(Prose("A note."), names, (), False))
    lines = [plain(line) for line in entry(Setting(60, is_ascii=is_ascii), placed(one), sample_issue())]
    [foot] = [line for line in lines if "Somebody" in line]
    [side] = [line for line in lines if "A note." in line]
    assert columns(foot) == columns(side)
    assert foot.endswith(". -+" if is_ascii else "… ─╯")


SCRIPTS = {
    "chinese": "宁德时代发布全固态电池，续航超过一千公里，成本下降",
    "thai": "กระทรวงพลังงานประกาศแผนติดตั้งสถานีชาร์จใหม่ทั่วประเทศ",
    "emoji": "a 👨‍👩‍👧 family 👍🏽 in 🇹🇭 with ☺️ and ❤️‍🔥",
    "marks": "Cafe\u0301 a\u030a ngo\u0302n n\u0303u",
    "korean": "현대자동차가 새로운 배터리 공장을 짓는다",
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_keeps_frames_and_columns_aligned(script: str, width: int) -> None:
    words = SCRIPTS[script]
    one = replace(
        LEAD,
        headline=words,
        text=Prose(f"{words} {words}"),
        analysis=SignedAnalysis(Prose(f"{words} " * 8), (words,), (words,), True),
        figures=tuple(replace(each, label=words) for each in LEAD.figures),
    )
    setting = Setting(width)
    lines = [plain(line) for line in entry(setting, placed(one), sample_issue(), words)]
    assert max(map(wcswidth, lines)) <= width
    framed_lines = [line[: line.rindex("│") + 1] for line in lines if line.lstrip().startswith("│  ")]
    assert len(framed_lines) > 1
    assert {wcswidth(line) for line in framed_lines} == {setting.measure}


@given(st.text(alphabet=st.sampled_from("aé电池ไฟ\u0301\u0e49한ก 🚗")))
def test_a_width_is_what_the_library_of_terminals_says(words: str) -> None:
    assert columns(words) == wcswidth(words)


@pytest.mark.parametrize("sign", ["👨‍👩‍👧", "👍🏽", "🏳️‍🌈", "☺️", "1️⃣", "🇹🇭", "👩🏽‍🚒"])
def test_a_joined_sign_takes_two_columns(sign: str) -> None:
    assert columns(sign) == wcswidth(sign) == 2


@given(st.lists(st.text("ab-/電話， é\u00a0", max_size=30)), st.integers(4, 60))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(words: list[str], room: int) -> None:
    pieces = [Piece(each) for each in words]
    for lines in (fill(pieces, room), balanced(pieces, room)):
        assert all(sum(columns(piece.text) for piece in line) <= room for line in lines)
        kept = "".join(plain(line) for line in lines).replace(" ", "")
        assert kept == "".join(words).replace(" ", "").replace("\u00a0", "")


def test_markdown_becomes_text() -> None:
    source = (
        "One **two** *three* [four](https://x.example/a) and <https://y.example>.\n\n- five\n- six\n\n"
        "3. seven\n4. eight\n\n> nine\n\n| Cell | Price |\n|---|---|\n| LFP | US$63 |\n"
        "| NMC | US$7 |\n\nten[^a]\n\n[^a]: eleven"
    )
    assert read(source, 60) == [
        "One two three four (https://x.example/a) and",
        "https://y.example.",
        "",
        "• five",
        "• six",
        "",
        "3. seven",
        "4. eight",
        "",
        "│ nine",
        "",
        "Cell  Price",
        "LFP   US$63",
        "NMC    US$7",
        "",
        "ten[1]",
        "",
        "────────",
        "1. eleven",
    ]


def test_source_numbers_stand_where_they_belong() -> None:
    notes = ((6, (1,)), (11, (2, 13)))
    assert read("First. Then.", notes=notes) == ["First.¹ Then² ¹³."]
    assert read("First. Then.", setting=Setting(80, is_ascii=True), notes=notes) == ["First.[1] Then[2,13]."]


def test_numbers_and_ranges_are_not_parted_from_their_units() -> None:
    assert read("It is about 1,000 km away", 14) == ["It is about", "1,000 km away"]


def test_ascii_keeps_meanings() -> None:
    setting = Setting(80, is_ascii=True)
    assert read("~~old~~ 20–25% at €5, 10 km² “so” – 电", setting=setting) == [
        '~~old~~ 20-25% at EUR5, 10 km2 "so" - ?'
    ]


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://example.org/a?b=c&d", True),
        ("http://example.org", True),
        ("mailto:desk@example.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.org/\x1b\\", False),
        ("https://exämple.org", False),
        ("https://", False),
        ("https://a b", False),
    ],
)
def test_a_terminal_is_given_safe_addresses_only(address: str, is_safe: bool) -> None:
    assert links.is_safe(address) is is_safe


def test_a_link_is_followed_where_it_can_be_and_printed_elsewhere() -> None:
    setting = Setting(80, is_coloured=True, has_links=True)
    linked = prose(setting, "see [it](https://x.example/a)", 60)
    assert text(linked) == "see it"
    assert [piece.link for piece in linked[0] if piece.text == "it"] == ["https://x.example/a"]
    painted = in_colour(ColorSystem.TRUECOLOR, {})(linked[0])
    assert re.search(r"\x1b\]8;id=\d+;https://x\.example/a\x1b\\", painted)
    assert text(prose(Setting(80), "see [it](https://x.example/a)", 60)) == "see it (https://x.example/a)"


class _Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "does"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "6003"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4205"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb", "FORCE_HYPERLINK": "1"}, False),
        ({"TERM": "xterm", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
        ({"TERM": "screen", "TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, False),
        ({"TERM": "tmux", "TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, True),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, False),
    ],
)
def test_links_are_for_terminals_that_follow_them(
    environment: dict[str, str], does: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "CI",
        "FORCE_HYPERLINK",
        "NO_COLOR",
        "STY",
        "TERM_PROGRAM",
        "TMUX",
        "VTE_VERSION",
        *links._NAMED,
    ):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert links.follows(_Screen()) is does


@given(st.from_regex(r"#[0-9A-F]{6}", fullmatch=True))
def test_every_colour_can_be_read_on_white_and_on_a_dark_screen(colour: str) -> None:
    made = luminance(legible(colour))
    assert 1.05 / (made + 0.05) >= 4.1
    assert (made + 0.05) / (luminance("#10171E") + 0.05) >= 4.1


def test_a_terminal_of_sixteen_colours_gets_its_own() -> None:
    paint = in_colour(ColorSystem.STANDARD, {"navy": "#5B2A86"})
    assert paint((Piece("a", "bold navy"), Piece("b", "s2"), Piece("c", "muted"))) == (
        "\x1b[1;36ma\x1b[0m\x1b[33mb\x1b[0m\x1b[2mc\x1b[0m"
    )


def test_the_colours_of_the_report_are_taken() -> None:
    assert palette({"navy": "#5B2A86"})["navy"] != palette({})["navy"]


def test_no_line_ends_in_blanks_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    paint = in_colour(ColorSystem.EIGHT_BIT, {})
    assert paint((Piece("a", "bold"), Piece("   "))) == "\x1b[1ma\x1b[0m"
    assert paint((Piece("   "),)) == ""
    monkeypatch.setenv("NO_COLOR", "1")
    assert painter(_Screen(), {})((Piece("a ", "bold"),)) == "a"


def test_what_stands_beside_a_story_is_its_own(tmp_path: Path) -> None:
    problem = Problem("rule", Severity.WARNING, Place("content/2025-11/slug.yaml", 3, 4), "is odd", "mend it")
    for width in WIDTHS:
        lines = [
            plain(line).strip() for line in entry(Setting(width), placed(LEAD, (problem,)), sample_issue())
        ]
        told = " ".join(lines)
        assert "1 warning" in told
        assert re.search(r"slug\.yaml:3:4", told)
        assert "warning is odd [rule]" in told
        assert "hint: mend it" in told


def test_text_lines_stay_readable_on_wide_screens() -> None:
    long = story("long", "A long one", text=Prose("word " * 400))
    for width in WIDTHS:
        lines = [plain(line).strip() for line in entry(Setting(width), placed(long), sample_issue())]
        assert max(len(line) for line in lines if line.startswith("word")) <= 84 + 6 + 46


def test_one_article_is_laid_out_alone(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": yaml("First story"), f"{MONTH}/b.yaml": yaml("Second story")}
    one = proof(write(tmp_path, files), MONTH, NOW, "b")
    shown = "\n".join(map(plain, lay(Setting(80), one).lines))
    assert "Second story" in shown
    assert "First story" not in shown
    assert "In this issue" not in shown
    assert shown.rstrip().endswith("b: no problems")


def test_an_embargoed_story_says_neither_headline_nor_problem(tmp_path: Path) -> None:
    secret = yaml("A secret headline", "embargo: 2030-01-01T00:00Z", "region: Nowhere")
    files = {f"{MONTH}/a.yaml": yaml("Open"), f"{MONTH}/b.yaml": secret}
    shown = "\n".join(map(plain, lay(Setting(80), proof(write(tmp_path, files), MONTH, NOW)).lines))
    assert "Under embargo until 2030-01-01 00:00+00:00" in shown
    assert "secret" not in shown
    assert "Nowhere" not in shown


def test_a_small_issue_leaves_no_empty_heading(tmp_path: Path) -> None:
    shown = [plain(line) for line in lay(Setting(80), alone(tmp_path, yaml("Only story"))).lines]
    for name in ("The issue in 60 seconds", "The month in figures", "Forecast tracker", "What to watch"):
        assert not any(name in line for line in shown)


def test_frames_and_columns_are_as_wide_as_asked() -> None:
    box = framed(Setting(80), [(Piece("x"),)], 20, (Piece("T"),), (Piece("F"),), "rust")
    assert [plain(line) for line in box] == [
        "╭─ T ──────────────╮",
        "│  x               │",
        "╰────────────── F ─╯",
    ]
    both = beside([(Piece("a"),)], [(Piece("b"),), (Piece("c"),)], 3, 1)
    assert [plain(line) for line in both] == ["a   b", "    c"]


def test_a_stream_of_another_alphabet_gets_ascii() -> None:
    assert is_small_alphabet(io.TextIOWrapper(io.BytesIO(), "latin-1"))
    assert not is_small_alphabet(io.TextIOWrapper(io.BytesIO(), "utf-8"))
