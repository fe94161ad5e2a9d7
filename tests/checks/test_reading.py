from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import psr_report
from psr_report import checks
from psr_report.checks import pages
from psr_report.checks.reading import READING
from psr_report.errors import INTERNAL

PACKAGE = Path(psr_report.__file__).parent
READERS = [
    *sorted((PACKAGE / "read").glob("*.py")),
    *(PACKAGE / f"{name}.py" for name in ("model", "shapes")),
]
CALLS = {"Problem", "refuse", "_problem", "_report", "_Known"}


def named(path: Path) -> Iterator[str]:
    """Yield what the calls that make problems say: the names of rules are among it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if name in CALLS:
            yield from (
                one.value
                for one in node.args
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and "-" in one.value
                if one.value.replace("-", "").isalpha()
            )


# House rules that reading finds; their pages stand in modules of their own.
HOUSE = {
    "analysis-missing",
    "analysis-unsigned",
    "link-unsafe",
    "signer-unknown",
    "source-missing",
    "tag-unknown",
}


def test_every_rule_that_reading_finds_has_a_page() -> None:
    found = {name for path in READERS for name in named(path)}
    assert len(found) > 15
    assert found - HOUSE <= {*checks.EVERY, INTERNAL}


def test_no_rule_has_two_pages() -> None:
    assert not checks.RULES.keys() & READING.keys()


@pytest.mark.parametrize("name", READING)
def test_a_page_says_what_is_asked_and_how_to_mend_it(name: str) -> None:
    page = pages.page(READING[name].page)
    assert page.says.endswith(".")
    assert any(part.kind == "text" for part in page.parts)
    assert len(page.examples("fails")) == len(page.examples("passes"))
    assert not READING[name].can_be_set_aside
