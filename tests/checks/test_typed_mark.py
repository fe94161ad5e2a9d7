from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report.errors import Problem
from tests.checks.asking import asked, mended, said
from tests.desk import MONTH, yaml

LISTS = {
    "report.yaml": "name: R\npublisher: Power Systems Research\nend_mark: PSR\n",
    "people.yaml": (
        "guy: {name: Guy Youngs, title: Forecast and Technology Adoption Lead,"
        " organisation: Power Systems Research, aliases: [G. Youngs]}\n"
    ),
}
SIGN_OFF = "Guy Youngs is Forecast and Technology Adoption Lead at Power Systems Research"


def told(folder: Path, summary: str, *more: str, lists: Mapping[str, str] = LISTS) -> list[Problem]:
    return asked(folder, "typed-mark", {**lists, f"{MONTH}/a.yaml": yaml("A", *more, summary=summary)})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The pack works. PSR", "PSR"),
        ("The pack works.\nPSR", "PSR"),
        ("The pack works.\n\nPSR", "PSR"),
        ("The pack works.\n\n**PSR**", "**PSR**"),
        ("The pack “works”. *PSR*", "*PSR*"),
        ("The pack works (so far).  PSR.", "PSR."),
        ("The pack works\n\nPSR", "PSR"),
    ],
)
def test_the_end_mark_as_the_last_word_is_a_warning_and_the_fix_takes_it_away(
    tmp_path: Path, text: str, words: str
) -> None:
    found = told(tmp_path, text)
    assert [str(one.severity) for one in found] == ["warning"]
    assert found[0].message == 'the end mark "PSR" is added by the tool'
    file = (tmp_path / MONTH / "a.yaml").read_text("utf-8")
    assert said(found, file) == [words]
    before = text.rpartition(words)[0].rstrip().replace("\n", "\n  ")
    assert f"summary: |\n  {before}\nsources:" in mended(found)


@pytest.mark.parametrize(
    "text",
    [
        "So says Power Systems Research (PSR)",
        "So says Power Systems Research (PSR).",
        "PSR says so.",
        "So it was found by PSR.",
        "So it was found by\nPSR",
        "So it was found by\nPSR.",
        "The PSR is a standard. PSRX",
        "The pack works. xPSR",
        "Guy Youngs is sure of it.",
        "So says Guy Youngs of Power Systems Research.",
        "Guy Youngs is a lead at Power Systems Research\nand says so. It is so.",
        "So says the man who\nGuy Youngs is when he is at Power Systems Research",
    ],
)
def test_the_letters_and_the_name_in_running_text_pass(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"The pack works.\n\n*{SIGN_OFF}*",
        f"The pack works.\n\n_{SIGN_OFF}._",
        f"The pack works.\n*{SIGN_OFF}*",
        f"The pack works. {SIGN_OFF}.",
        f"The pack works.\n\n**Guy Youngs** is{SIGN_OFF.removeprefix('Guy Youngs is')}",
        "The pack works.\n\n*G. Youngs is Forecast Lead at PSR*",
        f"The pack works.\n\n*{SIGN_OFF.replace(' Adoption', chr(10) + 'Adoption')}*",
    ],
)
def test_a_sign_off_is_a_warning_at_its_words(tmp_path: Path, text: str) -> None:
    [found] = told(tmp_path, text)
    assert found.message == "the sign-off is added by the tool, below the note"


def test_end_mark_and_sign_off_go_together_wherever_they_stand(tmp_path: Path) -> None:
    note = f"analysis:\n  by: [guy]\n  text: |\n    So it is.  PSR\n\n    *{SIGN_OFF}*"
    found = told(tmp_path, f"The pack works. PSR\n\n*{SIGN_OFF}*", note)
    assert [one.message.split(" ")[1] for one in found] == ["end", "sign-off", "end", "sign-off"]
    fixed = mended(found)
    assert (
        "summary: |\n  The pack works.\nanalysis:\n  by: [guy]\n  text: |\n    So it is.\nsources:" in fixed
    )


def test_a_sign_off_in_the_middle_is_taken_out_and_what_follows_stays(tmp_path: Path) -> None:
    found = told(tmp_path, f"The pack works.\n\n*{SIGN_OFF}*\n\nIt is new.")
    assert "The pack works.\n  \n  It is new.\n" in mended(found)


def test_a_text_of_nothing_else_has_no_fix(tmp_path: Path) -> None:
    [found] = told(tmp_path, "PSR")
    assert found.fix is None


@pytest.mark.parametrize("quoted", ['"The pack works. PSR"', "'The pack works. PSR'", "The pack works. PSR"])
def test_the_fix_minds_how_the_text_is_quoted(tmp_path: Path, quoted: str) -> None:
    found = told(tmp_path, "It is so.", f"analysis: {{by: [guy], text: {quoted}}}")
    assert quoted.replace(" PSR", "") in mended(found)


def test_the_mark_is_the_newsrooms_own_and_there_may_be_none(tmp_path: Path) -> None:
    square = {**LISTS, "report.yaml": "name: R\npublisher: P\nend_mark: ■\n"}
    assert len(told(tmp_path / "a", "The pack works. ■", lists=square)) == 1
    without = {**LISTS, "report.yaml": "name: R\npublisher: P\n"}
    assert told(tmp_path / "b", "The pack works. PSR", lists=without) == []


def test_long_texts_take_no_time(tmp_path: Path) -> None:
    assert told(tmp_path, ("Guy Youngs is a " * 1200)[:19_000] + ".") == []
