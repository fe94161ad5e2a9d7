"""The program as a tired analyst uses it: what it prints where, and the code it ends with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from psr_report import __version__
from tests.program import CONTENT, PROGRAM, at_terminal, environment, run, shell
from tests.read.rooms import ARTICLE, STORY, write

BUILD = ("build", "november", "-t", "announcement")
NAMES = [
    "alternative-power-report-2025-11-announcement.md",
    "alternative-power-report-2025-11-announcement.txt",
    "alternative-power-report-2025-11-announcement-line.txt",
]
DRAFT = "2025-11/draft.yaml"
WORDS = ["build november -t announcement", "check", "check --format sarif", "--help", "--version", "doctor"]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Return a folder with the small newsroom in it, where the program is run."""
    write(tmp_path / "content")
    return tmp_path


def change(room: Path, name: str, text: str | bytes) -> None:
    (room / "content" / name).parent.mkdir(exist_ok=True)
    (room / "content" / name).write_bytes(text.encode() if isinstance(text, str) else text)


def changed_at(path: Path) -> tuple[int, int, int]:
    """Return which file it is and when it was written; looking at a folder may change more of it."""
    return path.stat().st_ino, path.stat().st_mtime_ns, path.stat().st_size


def written(room: Path) -> list[str]:
    return sorted(
        path.name for path in (room / "output").rglob("*") if path.is_file() and path.name[0] != "."
    )


# Asking


@pytest.mark.parametrize("words", [["--version"], ["--version", "build"]])
def test_the_version_is_a_result(tmp_path: Path, words: list[str]) -> None:
    ended = run(*words, cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (0, f"psr-report {__version__}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [[], ["build"], ["check"], ["schema"], ["explain"], ["doctor"]])
def test_help_shows_an_example_of_every_command(tmp_path: Path, command: list[str], option: str) -> None:
    ended = run(*command, option, cwd=tmp_path)
    assert ended.code == 0
    assert ended.out.startswith(" ".join(["Usage: psr-report", *command]))
    assert f"Example: psr-report {' '.join(command)}".rstrip() in ended.out


def test_help_needs_neither_rich_nor_pydantic_nor_a_page(tmp_path: Path) -> None:
    ask = "import sys; sys.argv = ['psr-report', '--help']; from psr_report.__main__ import main; main()\n"
    heavy = "print([name for name in ('rich', 'pydantic', 'jinja2', 'weasyprint') if name in sys.modules])"
    ended = shell(f'{sys.executable} -c "{ask}{heavy}"', cwd=tmp_path)
    assert ended.out.splitlines()[-1] == "[]"


def test_no_command_is_answered_with_the_help(tmp_path: Path) -> None:
    ended = run(cwd=tmp_path)
    assert ended.code == 2
    assert "build" in ended.out + ended.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["biuld"], "build"),
        (["build", "--strct"], "--strict"),
        (["build", "-t", "pdff"], "pdf"),
        (["build", "novmber"], "november"),
        (["build", "--newsroom", "."], "content"),
        (["check", "novmber"], "november"),
        (["check", "--format", "jsn"], "json"),
        (["check", "--select", "unused,chart-dta"], "chart-data"),
        (["check", "--ignore", "unusd"], "unused"),
    ],
)
def test_a_slip_is_answered_with_the_nearest_name(room: Path, words: list[str], meant: str) -> None:
    ended = run(*words, cwd=room)
    assert (ended.code, ended.out) == (2, "")
    assert meant in ended.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["biuld"], ["error: no such command 'biuld'", "  hint: did you mean 'build'?"]),
        (["build", "--strct"], ["error: no such option: --strct", "  hint: did you mean --strict?"]),
        (
            ["build", "may", "extra"],
            [
                "error: got unexpected extra argument(s) (extra)",
                "  hint: words that belong together stand in quotation marks; see psr-report build --help",
            ],
        ),
        (["build", "-o"], ["error: option '-o' requires an argument", "  hint: see psr-report --help"]),
    ],
)
def test_a_slip_in_the_options_is_said_as_every_other_failure(
    tmp_path: Path, words: list[str], said: list[str]
) -> None:
    assert run(*words, cwd=tmp_path).err.splitlines() == said
    ended = run(*words, cwd=tmp_path, env={"GITHUB_ACTIONS": "true"})
    assert ended.err == f"::{said[0].replace(': ', '::', 1)}%0A{said[1].strip()}\n"


def test_the_help_names_every_edition(tmp_path: Path) -> None:
    add = "from psr_report.editions import EDITIONS; EDITIONS['gazette'] = 'a.module'\n"
    ask = "from psr_report.main import run; run(['build', '--help'])"
    assert "gazette" in shell(f'{sys.executable} -c "{add}{ask}"', cwd=tmp_path).out


@pytest.mark.parametrize(
    "words",
    [["build", "november", "extra"], ["build", "-o"], ["build", "may"], ["build", "2024-11"], ["--nothing"]],
)
def test_a_command_that_cannot_work_ends_with_2_and_writes_nothing(room: Path, words: list[str]) -> None:
    ended = run(*words, cwd=room)
    assert (ended.code, ended.out) == (2, "")
    assert "Traceback" not in ended.err
    assert written(room) == []


def test_an_issue_that_is_not_there_is_answered_with_those_that_are(room: Path) -> None:
    assert "there is 2025-11" in run("build", "may", cwd=room).err


def test_a_clock_that_is_no_number_is_said(room: Path) -> None:
    ended = run(*BUILD, cwd=room, env={"SOURCE_DATE_EPOCH": "soon"})
    assert (ended.code, ended.out) == (2, "")
    assert "SOURCE_DATE_EPOCH" in ended.err


# Building


def test_the_files_are_the_only_thing_on_standard_output(room: Path) -> None:
    ended = run(*BUILD, cwd=room)
    assert (ended.code, ended.out.splitlines()) == (0, [f"output/2025-11/{name}" for name in NAMES])
    assert ended.err == "november is November 2025\n"


def test_the_file_names_are_their_bytes_in_any_alphabet(room: Path) -> None:
    ended = run(*BUILD, "-o", "ausgänge", cwd=room, env={"PYTHONIOENCODING": "ascii", "LANG": "C"})
    assert ended.out.splitlines()[0] == f"ausgänge/2025-11/{NAMES[0]}"
    assert (room / ended.out.splitlines()[0]).is_file()


def test_a_message_shows_as_escapes_what_the_alphabet_lacks(room: Path) -> None:
    change(room, STORY, ARTICLE.replace("topic: batteries", "topic: 电池"))
    ended = run(*BUILD, cwd=room, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert ended.code == 1
    assert "\\u7535\\u6c60" in ended.err


def test_a_build_with_nothing_to_do_does_nothing_and_says_so(room: Path) -> None:
    first = run(*BUILD, cwd=room)
    before = {path: changed_at(path) for path in (room / "output").rglob("*")}
    again = run(*BUILD, cwd=room)
    assert (again.code, again.out) == (0, first.out)
    assert "nothing has changed" in again.err
    assert {path: changed_at(path) for path in (room / "output").rglob("*")} == before


def test_a_build_with_nothing_to_do_says_so_however_it_is_asked_for(room: Path) -> None:
    run(*BUILD, cwd=room)
    again = run("build", "nov", "--to=announcement", "-ooutput", cwd=room)
    assert "nothing has changed" in again.err
    assert len(again.out.splitlines()) == len(NAMES)


def test_a_build_with_nothing_to_do_loads_next_to_nothing(room: Path) -> None:
    run(*BUILD, cwd=room)
    ask = f"import sys; sys.argv = ['', *{list(BUILD)!r}]; from psr_report.__main__ import main; main()\n"
    heavy = "print([name for name in ('typer', 'rich', 'pydantic', 'yaml', 'jinja2') if name in sys.modules])"
    ended = shell(f'{sys.executable} -c "{ask}{heavy}"', cwd=room)
    assert "nothing has changed" in ended.err
    assert ended.out.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("name", "old", "new"), [(STORY, "620 miles", "621 miles"), ("companies.yaml", "宁德时代", "宁德")]
)
def test_one_changed_character_is_built(room: Path, name: str, old: str, new: str) -> None:
    run(*BUILD, cwd=room)
    change(room, name, (room / "content" / name).read_text("utf-8").replace(old, new))
    assert "nothing has changed" not in run(*BUILD, cwd=room).err


def test_a_file_that_was_edited_or_deleted_is_written_again(room: Path) -> None:
    out = run(*BUILD, cwd=room).out.splitlines()
    right = (room / out[0]).read_bytes()
    (room / out[0]).unlink()
    run(*BUILD, cwd=room)
    assert (room / out[0]).read_bytes() == right


def test_one_edition_built_alone_leaves_the_others(room: Path) -> None:
    run(*BUILD, cwd=room)
    ended = run("build", "november", "-t", "html", cwd=room)
    assert ended.out == "output/2025-11/alternative-power-report-2025-11.html\n"
    assert set(NAMES) < set(written(room))
    assert "nothing has changed" in run("build", "november", "-t", "announcement,html", cwd=room).err


def test_the_latest_issue_is_built_where_none_is_named(room: Path) -> None:
    change(room, "2025-10/old.yaml", ARTICLE)
    ended = run("build", "-t", "announcement", cwd=room)
    assert "output/2025-11/" in ended.out
    assert "latest is November 2025" in ended.err


# Problems


def test_all_problems_are_told_at_once_and_nothing_is_written(room: Path) -> None:
    change(room, STORY, ARTICLE.replace("source: cctv", "source: cctw").replace("batteries", "battery"))
    change(
        room, "2025-11/other.yaml", ARTICLE.replace("companies: [CATL]", "companies: [CATLL]\ncolour: red")
    )
    ended = run(*BUILD, cwd=room)
    assert (ended.code, ended.out, written(room)) == (1, "", [])
    places = [line.split(": error:")[0] for line in ended.err.splitlines() if ": error:" in line]
    assert places == [
        "content/2025-11/other.yaml:4:13",
        "content/2025-11/other.yaml:5:1",
        "content/2025-11/solid-state.yaml:2:8",
        "content/2025-11/solid-state.yaml:12:13",
    ]
    assert ended.err.count("hint: did you mean") == 3
    assert ended.err.splitlines()[-1] == "4 errors; nothing was written"


def test_content_cannot_steer_the_terminal(room: Path) -> None:
    evil = "\x1b]52;c;ZXZpbA==\x07\x9b31m\u202egnp"
    change(room, STORY, ARTICLE.replace("region: China", f'region: "{evil}"'))
    change(room, "2025-11/evil\x1b[2J.yaml", ARTICLE)
    for ended in (run(*BUILD, cwd=room), at_terminal(*BUILD, cwd=room, env={"NO_COLOR": "1"})):
        assert ended.code == 1
        assert set(re.findall("[^\\n\\x20-\\x7e]", ended.err)) <= set('""\ufffd')


def test_warnings_stop_a_build_only_under_strict(room: Path) -> None:
    change(room, "2025-11/old.yml", "headline: x\n")
    ended = run(*BUILD, "--strict", cwd=room)
    assert (ended.code, ended.out, written(room)) == (1, "", [])
    assert ended.err.splitlines()[-1].endswith("nothing was written")
    ended = run(*BUILD, cwd=room)
    assert (ended.code, len(ended.out.splitlines())) == (0, len(NAMES))
    assert "old.yml:1:1: warning: " in ended.err
    again = run(*BUILD, cwd=room)
    assert re.search(r"nothing has changed; the issue is up to date, with \d+ warning", again.err)
    assert run(*BUILD, "--strict", cwd=room).code == 1


def test_errors_in_an_earlier_month_are_warnings(room: Path) -> None:
    change(room, "2025-10/broken.yaml", "headline: [\n")
    ended = run(*BUILD, cwd=room)
    assert ended.code == 0
    assert re.search(r"2025-10/broken\.yaml:\d+:\d+: warning: ", ended.err)


# Checking


LINE = "chart: {kind: bar, title: T, measure: M, rows: [{a: b, c: 0%}]}\n"
IDLE = "ignore: {chart-data: it is drawn elsewhere}\n"


def test_a_check_tells_all_problems_at_once_on_standard_output_and_writes_nothing(room: Path) -> None:
    change(room, STORY, f"{ARTICLE}{LINE}".replace("source: cctv", "source: cctw"))
    change(room, "2025-11/other.yaml", f"{ARTICLE}colour: red\n{LINE}")
    change(room, "2025-11/broken.yaml", "headline: [\n")
    ended = run("check", "november", cwd=room)
    assert (ended.code, ended.err) == (1, "november is November 2025\n")
    *told, summary = ended.out.splitlines()
    assert [line.partition(": error: ")[0] for line in told if ": error: " in line] == [
        "content/2025-11/broken.yaml:2:1",
        "content/2025-11/other.yaml:19:1",
        "content/2025-11/other.yaml:20:15",
        "content/2025-11/solid-state.yaml:12:13",
        "content/2025-11/solid-state.yaml:19:15",
    ]
    assert re.fullmatch(r"checked 3 stories of November 2025 with \d+ rules: 5 errors", summary)
    assert not (room / "output").exists()


def test_a_check_of_what_is_right_says_so(room: Path) -> None:
    ended = run("check", cwd=room)
    assert (ended.code, ended.err) == (0, "latest is November 2025\n")
    assert re.fullmatch(r"checked 1 story of November 2025 with \d+ rules: nothing to mend\n", ended.out)


def test_a_problem_prints_as_place_weight_words_and_rule_with_its_hint_below(room: Path) -> None:
    change(room, STORY, ARTICLE + LINE)
    assert run("check", cwd=room).out.splitlines()[:2] == [
        "content/2025-11/solid-state.yaml:19:15: error: all values are zero [chart-data]",
        "  hint: say it in the text instead",
    ]


def test_warnings_fail_a_check_only_under_strict(room: Path) -> None:
    change(room, STORY, ARTICLE + IDLE)
    ended = run("check", cwd=room)
    assert (ended.code, "1 warning" in ended.out) == (0, True)
    assert run("check", "--strict", cwd=room).code == 1


def test_what_is_set_aside_is_told_with_its_reason_and_fails_nothing(room: Path) -> None:
    change(room, STORY, ARTICLE + LINE + IDLE)
    ended = run("check", "--strict", cwd=room)
    assert ended.code == 0
    assert ended.out.splitlines()[:2] == [
        "content/2025-11/solid-state.yaml:19:15: info: all values are zero [chart-data]",
        "  hint: set aside: it is drawn elsewhere",
    ]
    assert ended.out.splitlines()[2].endswith("nothing to mend, 1 set aside")


def test_a_build_and_a_check_object_to_the_same(room: Path) -> None:
    change(room, STORY, f"{ARTICLE}colour: red\n{LINE}")
    change(room, "report.yaml", "name: N\n")
    checked, built = run("check", "november", cwd=room), run(*BUILD, cwd=room)
    assert (checked.code, built.code) == (1, 1)
    assert checked.out.splitlines()[:-1] == built.err.splitlines()[1:-1]


def test_rules_can_be_chosen_and_reading_is_always_told(room: Path) -> None:
    change(room, STORY, f"{ARTICLE}colour: red\n{LINE}")

    def told(*words: str) -> list[str]:
        return re.findall(r"\[([a-z-]+)\]$", run("check", *words, cwd=room).out, re.M)

    assert told() == ["key-unknown", "chart-data"]
    assert told("--select", "unused") == ["key-unknown"]
    assert told("--select", "unused,chart-data") == ["key-unknown", "chart-data"]
    assert told("--select", "unused", "--select", "chart-data") == ["key-unknown", "chart-data"]
    assert told("--ignore", "chart-data") == ["key-unknown"]


def test_the_formats_for_programs_are_utf8_in_any_alphabet(room: Path) -> None:
    change(room, STORY, ARTICLE.replace("topic: batteries", "topic: 电池"))
    ascii_ = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    for name in ("json", "github", "sarif", "junit"):
        ended = run("check", "--format", name, cwd=room, env=ascii_)
        assert ended.code == 1
        assert "电池" in ended.out
        assert ended.out == run("check", "--format", name, cwd=room).out
    assert "\\u7535\\u6c60" in run("check", cwd=room, env=ascii_).out
    assert json.loads(run("check", "--format", "json", cwd=room).out)[0]["line"] == 2


def test_a_check_at_a_terminal_shows_the_words_in_question(room: Path) -> None:
    change(room, STORY, ARTICLE.replace("region: China", "region: Chine"))
    shown = at_terminal("check", cwd=room).out
    assert "\x1b[31merror:\x1b[0m" in shown
    assert "    3 | region: Chine\n      |         ^^^^^\n  hint: " in COLOUR.sub("", shown)


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"CI": "true"}])
def test_a_check_at_a_plain_terminal_says_what_it_says_in_a_pipe(
    room: Path, env: dict[str, str | None]
) -> None:
    change(room, STORY, ARTICLE.replace("region: China", "region: Chine"))
    piped = run("check", cwd=room)
    assert at_terminal("check", cwd=room, env=env).out == piped.err + piped.out


def test_a_check_in_github_actions_is_annotations_unless_another_format_is_asked_for(room: Path) -> None:
    change(room, STORY, ARTICLE + LINE)
    env = {"GITHUB_ACTIONS": "true"}
    assert run("check", cwd=room, env=env).out.startswith(
        "::error file=content/2025-11/solid-state.yaml,line=19,"
    )
    assert run("check", "--format", "text", cwd=room, env=env).out == run("check", cwd=room).out


def test_a_rule_that_breaks_ends_a_check_with_3_and_the_others_are_heard(room: Path) -> None:
    change(room, STORY, ARTICLE + LINE)
    broken = "import sys, psr_report.checks as c; from dataclasses import replace\n"
    broken += "c.RULES['unused'] = replace(c.RULES['unused'], of_story=lambda story, desk: 1 / 0)\n"
    ask = "from psr_report.main import run; sys.exit(run(['check', '--select', 'unused,chart-data']))"
    ended = shell(f'{sys.executable} -c "{broken}{ask}"', cwd=room)
    assert ended.code == 3
    assert re.findall(r"\[([a-z-]+)\]$", ended.out, re.M) == ["internal", "chart-data"]
    assert "the rule unused broke: ZeroDivisionError" in ended.out
    assert "Traceback" not in ended.out + ended.err


def test_content_cannot_steer_the_terminal_through_a_check(room: Path) -> None:
    evil = "\x1b]52;c;ZXZpbA==\x07\x9b31m\u202egnp"
    change(room, STORY, ARTICLE.replace("region: China", f'region: "{evil}"'))
    change(room, "2025-11/evil\x1b[2J.yaml", ARTICLE)
    for name in ("text", "json", "github", "sarif", "junit"):
        ended = run("check", "--format", name, cwd=room)
        assert ended.code == 1
        assert not set(ended.out) & set("\x1b\x07\x9b\u202e")
    assert "\x1b]" not in at_terminal("check", cwd=room).out


def test_a_check_of_nothing_that_is_there_is_wrong_usage(room: Path) -> None:
    for words in (["may"], ["--select", "key-unknown"], ["--newsroom", "/nowhere"]):
        ended = run("check", *words, cwd=room)
        assert (ended.code, ended.out) == (2, "")


# Withholding


def test_a_draft_is_left_out_with_a_notice_unless_drafts_are_asked_for(room: Path) -> None:
    change(room, DRAFT, ARTICLE.replace("Solid-state", "Unfinished") + "status: draft\n")
    ended = run(*BUILD, cwd=room)
    assert (ended.code, "draft is a draft and left out; --drafts prints it" in ended.err) == (0, True)
    assert "nfinished" not in (room / ended.out.splitlines()[0]).read_text("utf-8")
    ended = run(*BUILD, "--drafts", cwd=room)
    assert "nfinished" in (room / ended.out.splitlines()[0]).read_text("utf-8")


@pytest.mark.parametrize("more", [[], ["--drafts"]])
def test_a_release_with_a_draft_is_refused(room: Path, more: list[str]) -> None:
    change(room, DRAFT, f"{ARTICLE}status: draft\n")
    ended = run(*BUILD, "--release", *more, cwd=room)
    assert (ended.code, ended.out, written(room)) == (4, "", [])
    assert "draft is a draft" in ended.err


def test_an_embargoed_story_is_in_no_output_until_its_time_has_come(room: Path) -> None:
    change(room, DRAFT, ARTICLE.replace("Solid-state", "Secret") + "embargo: 2025-12-01T09:00+07:00\n")
    build = ("build", "november", "-t", "announcement,html")
    one_second_before, then = (str(1764554400 - 1), "1764554400")

    def is_told(clock: str) -> bool:
        ended = run(*build, cwd=room, env={"SOURCE_DATE_EPOCH": clock})
        assert ended.code == 0
        return any("ecret" in (room / line).read_text("utf-8") for line in ended.out.splitlines())

    assert not is_told(one_second_before)
    assert is_told(then)
    assert not is_told(one_second_before)
    assert run(*build, "--release", cwd=room, env={"SOURCE_DATE_EPOCH": one_second_before}).code == 4
    assert run(*build, "--release", cwd=room, env={"SOURCE_DATE_EPOCH": then}).code == 0


def test_an_issue_of_drafts_alone_is_a_problem_of_the_content(room: Path) -> None:
    change(room, STORY, f"{ARTICLE}status: draft\n")
    ended = run(*BUILD, cwd=room)
    assert (ended.code, ended.out, written(room)) == (1, "", [])
    assert "--drafts" in ended.err


# Streams and places that fail


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", WORDS)
def test_a_full_standard_output_ends_with_3_and_no_traceback(room: Path, words: str, unbuffered: str) -> None:
    ended = shell(f"$R {words} >/dev/full", cwd=room, env={"PYTHONUNBUFFERED": unbuffered})
    assert ended.code == 3
    assert ended.err.splitlines()[-2:] == [
        "error: standard output: No space left on device",
        "  hint: free some space on the disk",
    ]
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("words", WORDS)
def test_a_reader_that_leaves_is_no_error(room: Path, words: str) -> None:
    ended = shell(f"set -o pipefail; $R {words} | head -c 1", cwd=room)
    assert ended.code == 0
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("words", WORDS)
def test_a_reader_that_has_left_before_is_no_error(room: Path, words: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            [*PROGRAM, *words.split()],
            cwd=room,
            env=environment(),
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert ended.returncode == 0
    assert not re.search("Traceback|Exception|error", ended.stderr.decode())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("2, 'No such file or directory'", "No such file or directory"),
        ("28, 'No space left on device'", "No space left on device"),
        ("13, 'Permission denied', 'x.pdf'", "x.pdf: Permission denied"),
    ],
)
def test_what_the_system_refuses_is_not_laid_on_standard_output(
    tmp_path: Path, error: str, said: str
) -> None:
    fail = f"import psr_report.__main__ as m\ndef run(words): raise OSError({error})\nm._run = run\n"
    ended = shell(f'{sys.executable} -c "{fail}raise SystemExit(m.main())"', cwd=tmp_path)
    assert (ended.code, ended.err.splitlines()[0]) == (3, f"error: {said}")
    assert ended.err.splitlines()[1].startswith("  hint: ")


def test_doctor_in_a_folder_that_is_gone_says_so_and_looks_at_the_rest(tmp_path: Path) -> None:
    ended = shell("mkdir gone && cd gone && rmdir ../gone && $R doctor", cwd=tmp_path)
    assert (ended.code, ended.err) == (3, "")
    assert "Pango" in ended.out
    assert "output folder: the current folder does not exist any more" in ended.out


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_a_closed_stream_changes_no_file(room: Path, closed: str) -> None:
    ended = shell(f"$R build november -t announcement {closed}", cwd=room)
    assert ended.code == 0
    assert "Traceback" not in ended.err
    assert written(room) == sorted([*NAMES, "manifest.json"])
    first = (room / "output" / "2025-11" / NAMES[0]).read_text("utf-8")
    assert "november is November" not in first


def test_an_error_stream_that_is_full_does_not_stop_a_build(room: Path) -> None:
    ended = shell("$R build november -t announcement 2>/dev/full", cwd=room)
    assert (ended.code, len(ended.out.splitlines())) == (0, len(NAMES))


def test_an_output_folder_that_is_a_file_is_said(room: Path) -> None:
    (room / "output").write_text("mine")
    ended = run(*BUILD, cwd=room)
    assert (ended.code, ended.out) == (3, "")
    assert "output" in ended.err
    assert "--output" in ended.err
    assert (room / "output").read_text() == "mine"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that nobody can write to")
def test_an_output_folder_that_cannot_be_written_is_said(room: Path) -> None:
    ended = run(*BUILD, "-o", "/proc/reports", cwd=room)
    assert (ended.code, ended.out) == (3, "")
    assert "cannot write /proc/reports/2025-11" in ended.err
    assert "Traceback" not in ended.err


# A terminal


def test_a_person_sees_the_stages_and_a_table(room: Path) -> None:
    shown = COLOUR.sub("", at_terminal(*BUILD, cwd=room).out)
    stages = re.findall(
        r"^(?:\r\x1b\[K)?  (read|check|assemble|render|write) .* s$", shown.replace("…", ""), re.M
    )
    assert stages == ["read", "check", "assemble", "render", "write"]
    assert re.search(r"^output/2025-11/ +size *$", shown, re.M)
    assert all(re.search(rf"^{re.escape(name)} +1 kB *$", shown, re.M) for name in NAMES)
    assert re.search(r"^0 warnings, \d+\.\d seconds$", shown, re.M)


def test_a_person_sees_the_table_when_nothing_was_to_do(room: Path) -> None:
    run(*BUILD, cwd=room)
    shown = at_terminal(*BUILD, cwd=room).out
    assert "nothing has changed" in shown
    assert "announcement.md" in shown
    assert "render" not in shown


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": None}, {"CI": "true"}])
def test_a_plain_terminal_gets_no_escape_sequence(room: Path, env: dict[str, str | None]) -> None:
    change(room, "2025-11/old.yml", "headline: x\n")
    shown = at_terminal(*BUILD, cwd=room, env=env).out
    assert "\x1b" not in shown
    assert "announcement.md" in shown


def test_a_build_robot_with_a_terminal_sees_no_stages(room: Path) -> None:
    shown = at_terminal(*BUILD, cwd=room, env={"CI": "true"}).out
    assert "assemble" not in shown


def test_problems_are_coloured_at_a_terminal_alone(room: Path) -> None:
    change(room, STORY, ARTICLE.replace("topic: batteries", "topic: battery"))
    assert "\x1b[31merror:\x1b[0m" in at_terminal(*BUILD, cwd=room).out
    assert "\x1b" not in run(*BUILD, cwd=room).err


# GitHub


def test_github_gets_annotations_at_the_lines_of_the_checkout(room: Path) -> None:
    change(room, STORY, ARTICLE.replace("topic: batteries", "topic: 100%\\,battery"))
    env = {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_WORKSPACE": str(room)}
    ended = run(*BUILD, cwd=room / "content", env=env)
    line = next(line for line in ended.err.splitlines() if line.startswith("::"))
    head, _, message = line[2:].partition("::")
    assert head.startswith("error file=content/2025-11/solid-state.yaml,line=2,col=8,endColumn=21,title=")
    assert "100%25" in message
    assert "%0Ahint: " in message


def test_github_gets_every_other_failure_as_an_annotation_too(room: Path) -> None:
    ended = run("build", "may", cwd=room, env={"GITHUB_ACTIONS": "true"})
    assert ended.err == "::error::there is no issue for any May%0Ahint: there is 2025-11\n"


# Doctor


def test_doctor_names_what_it_looked_at_and_ends_with_0_where_all_is_well(room: Path) -> None:
    ended = run("doctor", cwd=room)
    assert ended.code == 0
    assert "Pango" in ended.out
    assert "Chinese" in ended.out


def test_doctor_works_on_broken_content_and_where_there_is_no_newsroom(room: Path, tmp_path: Path) -> None:
    change(room, STORY, b"headline: [\xff\x00 \xe0\xb8\xa0\n")
    assert "Thai" in run("doctor", cwd=room).out
    empty = tmp_path / "empty"
    empty.mkdir()
    lonely = shell("cd / && $R doctor", cwd=empty)
    assert lonely.code == 0
    assert "Pango" in lonely.out


def test_doctor_looks_at_the_output_folder_that_is_named(room: Path) -> None:
    (room / "notes.txt").write_text("mine")
    ended = run("doctor", "-o", "notes.txt/reports", cwd=room)
    assert ended.code == 3
    assert "notes.txt is not a folder" in ended.out


def test_doctor_names_a_newsroom_that_is_not_there(tmp_path: Path) -> None:
    ended = run("doctor", cwd=tmp_path, env={"PSR_REPORT_NEWSROOM": "/nowhere"})
    assert (ended.code, ended.out) == (2, "")
    assert "PSR_REPORT_NEWSROOM is /nowhere" in ended.err


def test_doctor_ends_with_3_where_pango_is_missing(room: Path) -> None:
    lacking = room / "libraries"
    lacking.mkdir()
    (lacking / "libpango-1.0.so.0").write_text("not a library")
    ended = run("doctor", cwd=room, env={"LD_LIBRARY_PATH": str(lacking)})
    assert ended.code == 3
    assert re.search(r"^MISSING +libpango-1\.0\.so\.0.*\n +(sudo )?apt-get install libpango", ended.out, re.M)


# The shell's completion


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_is_shown_for_the_persons_shell(tmp_path: Path, name: str) -> None:
    env = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    ended = run("--show-completion", name, cwd=tmp_path, env=env)
    assert ended.code == 0
    assert "_PSR_REPORT_COMPLETE" in ended.out


def completed(line: str, cwd: Path) -> list[str]:
    words = line.split(" ")
    env = {"_PSR_REPORT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return run(cwd=cwd, env=env).out.split()


def test_the_shell_completes_commands_issues_and_editions(room: Path) -> None:
    assert completed("psr-report bu", room) == ["build"]
    assert completed("psr-report build n", room) == ["november"]
    assert completed("psr-report build 20", room) == ["2025-11"]
    assert completed("psr-report build november -t ht", room) == ["html"]
    assert completed("psr-report build november -t html,", room) == ["html,pdf", "html,announcement"]
    assert completed("psr-report check n", room) == ["november"]
    assert completed("psr-report check --format j", room) == ["json", "junit"]
    assert completed("psr-report check --select unused,char", room) == ["unused,chart-data"]
    assert completed("psr-report check --ignore unuse", room) == ["unused"]


def test_completion_is_silent_where_there_is_no_newsroom(tmp_path: Path) -> None:
    assert completed("psr-report build n", tmp_path) == []


# Everything


def test_the_sample_builds_without_a_problem_in_every_edition_but_the_pdf(tmp_path: Path) -> None:
    for month in ("september", "october", "november", "december"):
        ended = run(
            "build",
            month,
            "-t",
            "html,announcement",
            "--newsroom",
            CONTENT,
            "--strict",
            "--release",
            cwd=tmp_path,
        )
        assert (ended.code, len(ended.out.splitlines())) == (0, 4), ended.err


def test_a_fault_of_the_program_is_called_one(tmp_path: Path) -> None:
    ask = "import sys, psr_report.main as m; m.run = None; sys.argv = ['psr-report', 'build']\n"
    end = "from psr_report.__main__ import main; sys.exit(main())"
    ended = shell(f'{sys.executable} -c "{ask}{end}"', cwd=tmp_path)
    assert ended.code == 3
    assert f"this is a fault of psr-report {__version__}" in ended.err
    assert os.linesep.join(ended.out.splitlines()) == ""
