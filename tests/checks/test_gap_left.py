from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import gaps
from psr_report.errors import Severity
from psr_report.scaffolding.article import Draft, text
from tests.checks.asking import asked, of_story, spots
from tests.desk import LISTS, MONTH, yaml

RULE = "gap-left"


def test_a_mark_in_a_text_is_an_error_that_says_what_is_missing(tmp_path: Path) -> None:
    [found] = of_story(tmp_path, RULE, summary="It is so.\nThen «write here what happened», it says.")
    assert spots([found]) == ["5:8+26"]
    assert found.severity is Severity.ERROR
    assert (found.message, found.hint) == (
        "still to be written: what happened",
        "write it in place of the mark",
    )


def test_a_mark_in_a_comment_is_found_where_the_value_is_right_but_was_not_looked_at(tmp_path: Path) -> None:
    [found] = of_story(tmp_path, RULE, "date: 2025-11 # «write here when it happened»")
    assert spots([found]) == ["5:17+29"]
    assert found.hint == "write it and delete the comment"


def test_lines_that_are_comments_as_a_whole_are_not_asked_but_headings_of_a_text_are(tmp_path: Path) -> None:
    offered = "# figures:\n#   range:\n#     label: «write here what the number measures»"
    assert of_story(tmp_path, RULE, offered) == []
    assert spots(of_story(tmp_path, RULE, summary="# «write here a heading»\nIt is so.")) == ["4:5+22"]


def test_a_draft_may_have_gaps_and_is_told_of_them(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, "status: draft", "why_it_matters: «write here why»")
    assert [one.severity for one in found] == [Severity.WARNING]


def test_a_mark_of_which_the_end_was_deleted_is_found_too(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, summary="«Write here what\nIt is so. «write here»")
    assert spots(found) == ["4:3+16", "5:13+12"]
    assert found[1].message == "still to be written: what is missing"


@pytest.mark.parametrize(
    "summary", ["It said «on va» there.", "Write here.", "«written here»", "« write »", "Who can write here?"]
)
def test_quotations_and_words_that_are_no_mark_pass(summary: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, summary=summary) == []


def test_the_plan_and_the_lists_have_no_gaps_either(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a.yaml": yaml(),
        f"{MONTH}/issue.yaml": f"letter: {gaps.gap('the letter')}\n",
        "report.yaml": LISTS["report.yaml"] + f"disclaimer: {gaps.gap('the small print')}\n",
    }
    found = asked(tmp_path, RULE, files)
    assert [Path(one.place.file).name for one in found] == ["issue.yaml", "report.yaml"]
    assert {one.severity for one in found} == {Severity.ERROR}


def test_it_cannot_be_set_aside(tmp_path: Path) -> None:
    mark = f"why_it_matters: {gaps.gap('why')}"
    found = of_story(tmp_path, RULE, mark, "ignore: {gap-left: it is late}")
    assert [one.aside for one in found] == [None]


def test_all_gaps_of_a_new_article_are_found_each_at_its_line(tmp_path: Path) -> None:
    made = text(Draft("A story", ["batteries", "trucks"], "2025-11-05"))
    found = asked(tmp_path, RULE, {f"{MONTH}/a.yaml": made})
    said = [line for line in made.split("\n") if not line.startswith("#")]
    assert len(found) == sum(line.count("«write here") for line in said) == 8
    assert [made.split("\n")[one.place.line - 1].count("«write here") for one in found] == [1] * 8
