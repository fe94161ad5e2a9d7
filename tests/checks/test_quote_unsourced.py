from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report.errors import Problem
from tests.checks.asking import asked, said
from tests.desk import MONTH, yaml

MORE = (
    "sources: {desk: {publisher: Desk, title: The EV Progress Report, url: unknown, published: unknown}}\n"
    "quotes:\n"
    "  - {text: “It’s a slower ramp-up of electric vehicles than planned”, speaker: Desk, source: desk}\n"
    "  - {text: well into the 2030s, speaker: Desk, source: desk}\n"
)


def told(
    folder: Path, summary: str = "It is so.", *more: str, files: Mapping[str, str] | None = None
) -> list[Problem]:
    story = yaml("A", MORE, *more, summary=summary)
    return asked(folder, "quote-unsourced", {f"{MONTH}/a.yaml": story, **(files or {})})


def test_words_that_no_entry_holds_are_an_error_between_the_marks(tmp_path: Path) -> None:
    found = told(tmp_path, "The maker calls it “a game\nthat is over”, it says.")
    [one] = found
    assert (str(one.severity), one.place.line, one.place.column, one.width) == ("error", 4, 23, 6)
    assert one.message == (
        '"a game that is over" stands in quotation marks, but not among this story’s `quotes:`'
    )
    assert said(found, (tmp_path / MONTH / "a.yaml").read_text("utf-8")) == ["a game"]


@pytest.mark.parametrize(
    "text",
    [
        "A “slower ramp-up”, it says.",
        'A "slower ramp-up," it says.',
        "“Slower ramp-up of\nelectric vehicles.”",
        "“it's a slower ramp-up”",
        "**“slower ramp-up”**",
        "The “slower … than planned”.",
        "The “slower [development] of electric vehicles”.",
        "Cars “well into the 2030s”.",
        "The “EV Progress Report” and “The EV Progress Report”.",
        "A “so-called” pack and a “battery”.",
        'A screen of 5" and one of 6".',
        "The makers’ own words, the ’90s and it’s all.",
        "No marks at all.",
    ],
)
def test_registered_words_titles_and_single_words_pass(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A “slow ramp-up”.",
        "A “ramp-up slower”.",
        "A “slower ramp-up … well into the moon”.",
        "A “lower ramp-up”.",
        'It is "electric cars".',
        "The “Progress of EVs Report”.",
    ],
)
def test_other_words_order_or_parts_of_words_do_not(tmp_path: Path, text: str) -> None:
    assert len(told(tmp_path, text)) == 1


def test_every_text_of_a_story_is_looked_at_but_not_its_labels(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/b.yaml": yaml(
            "A ‘b’ is “no c”", "why_it_matters: It is “no d”.", "analysis: {by: [ada], text: It is “no e”.}",
            "figures: {a: {label: of “no f”, value: 5%, source: desk}}", summary="It is “no g”.",
        ).replace('"A ‘b’ is “no c”"', "A ‘b’ is “no c”")
    }  # fmt: skip
    assert [one.message[1:5] for one in told(tmp_path, files=files)] == ["no c", "no g", "no d", "no e"]


def test_a_takeaway_quotes_its_own_story_and_the_letter_any_of_the_month(tmp_path: Path) -> None:
    plan = (
        "letter: |\n  A “slower ramp-up” and “no words”.\ntakeaways:\n"
        "  - {text: A “slower ramp-up”., article: a}\n  - {text: A “slower ramp-up”., article: b}\n"
    )
    found = told(tmp_path, files={f"{MONTH}/issue.yaml": plan, f"{MONTH}/b.yaml": yaml("B")})
    assert [(one.place.line, one.message.partition("among ")[2]) for one in found] == [
        (2, "the `quotes:` of a story of this month"),
        (5, "the `quotes:` of b"),
    ]


def test_quotes_that_could_not_be_read_make_no_alarm(tmp_path: Path) -> None:
    bad = "quotes: [{text: a slower ramp-up, source: [desk]}]"
    plan = "letter: A “slower ramp-up”.\ntakeaways: [{text: A “slower ramp-up”., article: b}]\n"
    files = {f"{MONTH}/issue.yaml": plan, f"{MONTH}/b.yaml": yaml("B", bad, summary="A “slower ramp-up”.")}
    found = asked(tmp_path, "quote-unsourced", files)
    assert found == []
