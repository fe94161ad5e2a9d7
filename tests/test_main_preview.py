"""The command `preview`: what it prints where, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import at_terminal, run


def test_the_issue_is_the_result_and_the_choice_of_it_a_notice(room: Path) -> None:
    ended = run("preview", "november", cwd=room)
    assert ended.code == 0
    assert ended.err == "november is November 2025\n"
    assert ended.out.splitlines()[2] == "  ALTERNATIVE POWER REPORT"
    assert ended.out.endswith("\n  Alternative Power Report, November 2025: no problems, 2 set aside\n")


def test_one_article_is_read_alone(room: Path) -> None:
    ended = run("preview", "november", "--article", "solid-state", "--width", "40", cwd=room)
    assert ended.code == 0
    assert "CHINA · BATTERIES · PASSENGER CARS" in ended.out
    assert "HYDROGEN" not in ended.out
    assert max(map(len, ended.out.splitlines())) <= 40


def test_problems_stand_beside_their_story_and_stop_nothing(room: Path) -> None:
    story = room / "2025-11" / "solid-state.yaml"
    story.write_text(story.read_text("utf-8").replace("region: China", "region: Chine"), "utf-8")
    ended = run("preview", "november", cwd=room)
    lines = ended.out.splitlines()
    assert ended.code == 0
    at = lines.index("  ┃ 2025-11/solid-state.yaml:4:9")
    assert lines[at + 1 : at + 3] == [
        '  ┃ error region "Chine" is not in topics.yaml [tag-unknown]',
        '  ┃   hint: did you mean "China"?',
    ]
    assert at > lines.index("  A 100 kg solid-state pack could go 1,000 km, say Chinese scientists")
    assert "Solid-state batteries for 620 miles ········ 1 error" in ended.out
    assert ": 1 error, 2 set aside\n" in ended.out


def test_a_story_that_cannot_be_read_leaves_a_panel_at_its_place(room: Path) -> None:
    (room / "2025-11" / "solid-state.yaml").write_text("headline: [", "utf-8")
    ended = run("preview", "november", cwd=room)
    assert ended.code == 0
    assert "This story cannot be read; what is wrong stands below." in ended.out
    assert "[yaml-syntax]" in ended.out
    alone = run("preview", "november", "--article", "solid-state", cwd=room)
    assert (alone.code, alone.out) == (1, "")
    assert "2025-11/solid-state.yaml:1:12: error:" in alone.err


def test_a_newsroom_of_which_nothing_can_be_read_is_an_error(room: Path) -> None:
    (room / "report.yaml").write_text("name: [", "utf-8")
    ended = run("preview", "november", cwd=room)
    assert (ended.code, ended.out) == (1, "")
    assert "report.yaml:1:8: error:" in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--article", "solid"],
            'error: there is no article "solid" in 2025-11\n  hint: did you mean "solid-state"?',
        ),
        (["--watch"], "error: --watch needs a terminal that it can redraw\n  hint: leave it out"),
        (["--watch", "--no-pager"], "error: --watch draws in the pager\n  hint: leave one of"),
        (["--width", "wide"], "error: invalid value for '--width'"),
    ],
)
def test_wrong_usage_says_what_to_do(words: list[str], said: str, room: Path) -> None:
    ended = run("preview", "november", *words, cwd=room)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_a_dumb_terminal_cannot_be_redrawn(room: Path) -> None:
    ended = at_terminal("preview", "november", "--watch", cwd=room, env={"TERM": "dumb"})
    assert ended.code == 2
    assert "--watch needs a terminal that it can redraw" in ended.out


def test_the_shell_completes_the_articles_of_the_issue(room: Path) -> None:
    env = {
        "_PSR_REPORT_COMPLETE": "complete_bash",
        "COMP_WORDS": "psr-report preview november --article ",
        "COMP_CWORD": "4",
    }
    ended = run(cwd=room, env=env)
    assert ended.out.split() == ["bev-parity", "gm-fuel-cells", "lithium-metal", "solid-state"]
