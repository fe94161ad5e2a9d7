from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.asking import asked, of_story, said
from tests.desk import MONTH, yaml


@pytest.mark.parametrize(
    ("text", "words", "enough"),
    [
        ("It could potentially halve.", "could potentially", "could"),
        ("It may possibly halve.", "may possibly", "may"),
        ("It might perhaps halve.", "might perhaps", "might"),
        ("It could also possibly halve.", "could also possibly", "could"),
        ("It likely could halve.", "likely could", "could"),
        ("It could likely halve.", "could likely", "could"),
        ("Possibly might it halve.", "Possibly might", "might"),
        ("It seems to perhaps halve.", "seems to perhaps", "seems to"),
        ("It is likely to possibly halve.", "likely to possibly", "likely to"),
        ("It may be possible.", "may be possible", "may"),
        ("It could, they say, but it could\npotentially halve.", "could", "could"),
    ],
)
def test_two_hedges_in_a_row_are_an_information_that_names_the_one_to_keep(
    tmp_path: Path, text: str, words: str, enough: str
) -> None:
    found = of_story(tmp_path, "hedge-stack", summary=text)
    assert [str(one.severity) for one in found] == ["info"]
    assert said(found, (tmp_path / MONTH / "a.yaml").read_text("utf-8")) == [words]
    assert found[0].hint == f'write "{enough}" alone'


@pytest.mark.parametrize(
    "text",
    [
        "It could halve, and perhaps it will.",
        "It will likely halve, and would probably do more.",
        "In May possibly more were sold than in April.",
        "It may. Perhaps not.",
        "The maker says it “could potentially halve”.",
        "Its potential could grow; a possible one may not.",
        "The might of maybe a thousand.",
    ],
)
def test_one_hedge_a_month_and_a_quotation_pass(tmp_path: Path, text: str) -> None:
    assert of_story(tmp_path, "hedge-stack", summary=text) == []


def test_running_text_is_looked_at_everywhere(tmp_path: Path) -> None:
    bad = "It may possibly be."
    plan = f"letter: {bad}\ntakeaways: [{{text: {bad}, article: a}}]\nwatch: [{{date: 2026, text: {bad}}}]\n"
    story = yaml(bad, f"why_it_matters: {bad}", f"analysis: {{by: [ada], text: {bad}}}", summary=bad)
    found = asked(tmp_path, "hedge-stack", {f"{MONTH}/a.yaml": story, f"{MONTH}/issue.yaml": plan})
    assert len(found) == 7
