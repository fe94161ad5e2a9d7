from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import main
from psr_report.checks import EVERY, GROUPS, RULES, pages

DOCS = Path(__file__).parents[1] / "docs" / "rules.md"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main.run(["explain", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_rules_in_the_docs_are_those_of_the_program() -> None:
    assert DOCS.read_text("utf-8") == pages.book(GROUPS), "make docs writes docs/rules.md anew"


def test_a_page_is_shown_with_its_weight_its_examples_and_how_to_set_it_aside(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = told(capsys, "period-mismatch")
    assert (code, err) == (0, "")
    assert out.startswith("period-mismatch  error\n\nOne row of bars or one line never mixes")
    assert "\nFails:\n  │ figures:\n  │   half: {label" in out
    assert "\nPasses:\n  │ figures:" in out
    assert "    ignore: {period-mismatch: the reason}" in out


@pytest.mark.parametrize("typed", ["[glyph-missing]", "glyph_missing", "GLYPH-MISSING", " glyph-missing "])
def test_a_rule_is_found_however_it_was_copied(capsys: pytest.CaptureFixture[str], typed: str) -> None:
    assert told(capsys, typed)[1].startswith("glyph-missing  error")


@pytest.mark.parametrize("name", EVERY)
def test_every_name_that_a_problem_may_carry_has_a_page(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code, out, _ = told(capsys, name)
    assert code == 0
    assert pages.page(EVERY[name].page).says.split()[0] in out


def test_without_a_name_all_rules_are_listed_with_their_weight(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys)
    assert code == 0
    listed = [line.split()[:2] for line in out.splitlines() if line.startswith("  ") and line[2] != " "]
    assert listed == [[name, rule.severity.value] for name, rule in EVERY.items()]


def test_an_unknown_rule_is_wrong_usage_with_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "figure-unbakced")
    assert (code, out) == (2, "")
    assert err == 'error: there is no rule "figure-unbakced"\n  hint: did you mean "figure-unbacked"?\n'


def test_markdown_of_one_rule_is_what_stands_in_the_docs(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = told(capsys, "unused", "--markdown")
    assert out == pages.markdown(RULES["unused"])
    assert out.replace("# unused", "### unused").rstrip() in DOCS.read_text("utf-8")
