from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.checks import RULES, pages
from psr_report.checks.reading import READING
from psr_report.errors import Severity
from tests.checks.examples import told

EXAMPLES = [
    pytest.param(name, text, id=f"{name}-{kind}-{number}")
    for name, rule in {**RULES, **READING}.items()
    for kind in ("fails", "passes")
    for number, text in enumerate(pages.page(rule.page).examples(kind), 1)
]


def of_kind(kind: str) -> list[object]:
    return [one for one in EXAMPLES if f"-{kind}-" in str(one.id)]


@pytest.mark.parametrize(("name", "example"), of_kind("fails"))
def test_what_a_page_says_fails_is_reported_by_its_rule(name: str, example: str, tmp_path: Path) -> None:
    assert name in {problem.rule for problem in told(tmp_path, example)}


@pytest.mark.parametrize(("name", "example"), of_kind("passes"))
def test_what_a_page_says_passes_is_clean_under_all_rules(name: str, example: str, tmp_path: Path) -> None:
    found = [one for one in told(tmp_path, example) if one.severity is not Severity.INFO]
    assert [(one.rule, one.message) for one in found] == []


@pytest.mark.parametrize("name", RULES)
def test_a_page_says_what_why_and_shows_an_example_that_fails_and_one_that_passes(name: str) -> None:
    page = pages.page(RULES[name].page)
    assert page.says.endswith(".")
    assert any(part.kind == "text" for part in page.parts), "it does not say why"
    assert page.examples("fails")
    assert page.examples("passes")


@pytest.mark.parametrize("name", RULES)
def test_a_rule_stands_under_the_name_of_its_module(name: str) -> None:
    assert RULES[name].name == name


def test_a_page_in_markdown_has_its_examples_as_code_and_the_way_to_silence_it() -> None:
    told_of = pages.markdown(RULES["period-mismatch"])
    assert told_of.startswith("# period-mismatch\n\n*error*\n\n**One row of bars")
    assert "Fails:\n\n```yaml\nfigures:\n  half: {label" in told_of
    assert told_of.endswith("```yaml\nignore: {period-mismatch: the reason}\n```\n")
    assert pages.markdown(RULES["glyph-missing"]).count("ignore:") == 0


def test_an_example_may_hold_several_files() -> None:
    example = "# terms.yaml\nBEV: {definition: x}\n\n# 2025-11/story.yaml\nheadline: A\n"
    assert pages.files(example) == {
        "terms.yaml": "BEV: {definition: x}\n",
        "2025-11/story.yaml": "headline: A\n",
    }
    assert pages.files("headline: A\n") == {"2025-11/story.yaml": "headline: A\n"}
