from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.checks import RULES, pages
from psr_report.errors import Severity
from tests.checks.examples import told

EXAMPLES = [
    pytest.param(name, text, id=f"{name}-{kind}-{number}")
    for name, rule in RULES.items()
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


def test_a_page_is_markdown_with_its_examples_as_blocks() -> None:
    page = (
        "Say it.\n\nBecause\nit is so.\n\nFails:\n\n    a: 1\n\n    b: 2\n\n"
        "Passes:\n\n    a: 2\n\nOr silence it:\n\n    ignore: {x: y}\n"
    )
    assert pages.markdown(pages.page(page)) == (
        "Say it.\n\nBecause it is so.\n\nFails:\n\n```yaml\na: 1\n\nb: 2\n```\n\n"
        "Passes:\n\n```yaml\na: 2\n```\n\nOr silence it:\n\n```yaml\nignore: {x: y}\n```\n"
    )
