from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from psr_report import checks
from psr_report import model as models
from psr_report.errors import INTERNAL, Severity
from psr_report.inspection import Checked, Inspection, inspect
from psr_report.read import tree
from psr_report.read.newsroom import Newsroom
from psr_report.settings import Report
from tests.desk import LISTS, MONTH, NOW, write, yaml
from tests.formats.inspections import CHART, TWO, add, break_a_rule, inspected


def told(inspection: Inspection) -> list[tuple[str, str]]:
    return [(Path(one.place.file).name, one.rule) for one in inspection.problems]


def test_what_reading_and_the_rules_object_to_is_told_together_and_by_place(tmp_path: Path) -> None:
    files = {
        **TWO,
        f"{MONTH}/a.yaml": yaml("A", "companies: [Cattl]", CHART),
        f"{MONTH}/c.yaml": "headline: [\n",
        "people.yaml": "ada: {name: Ada, title: A, organisation: S, nam: Ada}\n",
    }
    assert told(inspected(tmp_path, files)) == [
        ("a.yaml", "tag-unknown"),
        ("a.yaml", "chart-data"),
        ("b.yaml", "chart-data"),
        ("c.yaml", "yaml-syntax"),
        ("people.yaml", "key-unknown"),
    ]


def test_a_newsroom_without_a_publication_has_its_stories_checked(tmp_path: Path) -> None:
    found = inspected(tmp_path, {**TWO, "report.yaml": ""})
    assert told(found) == [
        ("a.yaml", "chart-data"),
        ("b.yaml", "chart-data"),
        ("report.yaml", "file-unreadable"),
    ]


def test_the_stories_come_in_the_order_of_their_files_readable_or_not(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a.yaml": yaml("A"),
        f"{MONTH}/a-b.yaml": "headline: [\n",
        f"{MONTH}/b.yaml": yaml("B", "colour: red"),
    }
    stories = inspected(tmp_path, files).stories
    assert [(story.file, story.slug, story.is_readable) for story in stories] == [
        (f"content/{MONTH}/a-b.yaml", "a-b", False),
        (f"content/{MONTH}/a.yaml", "a", True),
        (f"content/{MONTH}/b.yaml", "b", False),
    ]
    broken, whole, part = stories
    assert broken.unasked == checks.RULES.keys()
    assert whole.unasked == part.unasked == {"ignore-unused"}


def test_a_rule_that_needs_what_was_lost_is_said_not_to_have_been_asked(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": yaml("A", "figures: {a: {label: A, value: much}}"), f"{MONTH}/b.yaml": yaml()}
    first, second = inspected(tmp_path, files).stories
    assert {"chart-data", "unused"} <= first.unasked
    assert second == Checked(f"content/{MONTH}/b.yaml", "b", True, frozenset({"ignore-unused"}))


def test_the_lists_and_the_plan_are_named_with_their_texts_and_those_of_every_story(tmp_path: Path) -> None:
    files = {
        **TWO,
        "2025-10/old.yaml": yaml("Old"),
        f"{MONTH}/c.yaml": "a: [\n",
        f"{MONTH}/issue.yaml": "number: 3\n",
    }
    found = inspected(tmp_path, files)
    names = ("report", "people", "companies", "topics", "terms")
    assert found.lists == (*(f"content/{name}.yaml" for name in names), f"content/{MONTH}/issue.yaml")
    for name, text in files.items():
        assert found.texts[f"content/{name}"] == text


def test_only_the_rules_that_are_named_are_asked_and_reading_is_always_told(tmp_path: Path) -> None:
    files = {**TWO, f"{MONTH}/c.yaml": "headline: [\n"}
    found = inspected(tmp_path, files, ["unused"])
    assert found.rules == ("unused",)
    assert told(found) == [("c.yaml", "yaml-syntax")]
    assert inspected(tmp_path, files).rules == tuple(checks.RULES)


def test_what_is_set_aside_weighs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, Severity.INFO)
    found = inspected(tmp_path, TWO)
    assert [found.count(severity) for severity in Severity] == [1, 0, 2]
    assert len(found.problems) == 4


def test_a_rule_that_broke_is_a_problem_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_a_rule(monkeypatch)
    assert told(inspected(tmp_path, TWO, ["broken", "chart-data"])) == [
        ("a.yaml", INTERNAL),
        ("a.yaml", "chart-data"),
        ("b.yaml", INTERNAL),
        ("b.yaml", "chart-data"),
    ]


def test_whoever_waits_hears_of_the_newsroom_before_the_rules_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def run(*asked: object) -> list[object]:
        heard.append("asked")
        return []

    def tell(room: Newsroom) -> None:
        heard.append(f"{len(room.folders[MONTH].stories)} stories")

    monkeypatch.setattr(checks, "run", run)
    inspect(write(tmp_path, TWO), MONTH, NOW, tell=tell)
    assert heard == ["2 stories", "asked"]


def test_a_month_that_is_not_there_has_no_stories(tmp_path: Path) -> None:
    found = inspect(write(tmp_path, TWO), "2025-01", NOW)
    assert (found.stories, found.problems, len(found.lists)) == ((), (), 5)


# What a mistake keeps from being read, and what the rules then see

FULL = """\
headline: A pack of 81 kWh goes 460 km
topic: batteries
region: China
segment: passenger cars
companies: [CATL]
date: 2025-10
status: ready
size: standard
why_it_matters: A pack that goes far makes a car useful.
summary: |
  CATL has shown a pack that stores 81 kWh, the desk reports. Its range is 460 km (286 miles) on the WLTP
  cycle, CATL says. The cells cost US$63/kWh (€54/kWh) in 2024.
figures:
  pack:
    {label: stored by the pack, value: 81 kWh, kind: actual, level: pack, as_of: 2025-09, source: desk}
  range:
    label: range on one charge
    value: 460 km
    also: 286 miles
    kind: claim
    by: CATL
    cycle: WLTP
    of: pack
    metric: range
    period: 2025
    as_of: 2025-09
    source: desk
  cells:
    {label: paid for cells, value: US$63/kWh, also: €54/kWh, kind: actual, level: cell, of: cells,
     metric: price, period: 2024, as_of: 2025-10, source: desk, supersedes: 2025-10/old/cells}
chart:
  kind: bar
  title: The large pack stores twice as much
  measure: Energy, kWh
  rows:
    - {pack: small, energy: 40 kWh}
    - {pack: large, energy: 81 kWh}
  source: desk
sources:
  desk: {publisher: Desk, title: notes, url: unknown, published: unknown}
  other: {publisher: Other, title: remarks, url: unknown, published: unknown}
forecasts:
  - {statement: The pack will go 500 km., by: Desk, value: 500 km, due: 2026, source: other}
quotes:
  - {text: It goes far., speaker: Ada, source: other}
analysis:
  by: [ada]
  text: |
    The pack is large.
follows: 2025-10/old
"""
OLD = yaml(
    "Cells get cheaper",
    "figures: {cells: {label: paid for cells, value: US$70/kWh, kind: actual, level: cell, of: cells, "
    "metric: price, period: 2024, as_of: 2025-09, source: desk}}",
    summary="The cells cost US$70/kWh in 2024, the desk reports.",
)
PLAN = """\
number: 3
closes: 2025-11-20
letter: |
  Read on.
takeaways:
  - {text: A pack stores 81 kWh., article: full}
cover: {figure: full/range}
sections:
  - {name: All, articles: [full]}
"""
KNOWN = {
    name for model in vars(models).values() if hasattr(model, "model_fields") for name in model.model_fields
}
KNOWN |= set(Report.model_fields)
FILES = {f"{MONTH}/full.yaml": FULL, "2025-10/old.yaml": OLD, f"{MONTH}/issue.yaml": PLAN}


TALK = """\
quotes:
  - {text: The pack that we have shown goes so far that whoever has driven it wants no other., source: other}
  - {text: All that a family does in a day and a week can be done with the same charge., source: other}
  - text: We have made it for many years, and we shall go on making it for many more of them.
    source: other
"""
COPIED = "summary: |\n  We have made it for many years, and we shall go on making it.\n"


def mistakes(text: str) -> Iterator[str]:
    """Yield a file with one mistake in it: a key with a slip, or a value of the wrong kind."""
    document, _ = tree.load(text.encode(), "x.yaml")
    for key in keys(document.root):
        if key.value in KNOWN:
            yield f"{text[: key.end]}x{text[key.end :]}"
    for scalar in values(document):
        yield f"{text[: scalar.start]}[[x]]{text[scalar.end :]}"


def slips(text: str) -> Iterator[str]:
    """Yield a file in which one name or value is another."""
    document, _ = tree.load(text.encode(), "x.yaml")
    for scalar in (*keys(document.root), *values(document)):
        yield f"{text[: scalar.start]}nobody{text[scalar.end :]}"


def keys(node: tree.Node | None) -> Iterator[tree.Scalar]:
    if isinstance(node, tree.Table):
        for key, value in node.entries.values():
            yield key
            yield from keys(value)
    elif isinstance(node, tree.Items):
        for item in node.items:
            yield from keys(item)


def values(document: tree.Document) -> list[tree.Scalar]:
    names = set(keys(document.root))
    return [one for one in tree.scalars(document.root) if one not in names and one.style is None]


def house(inspection: Inspection) -> set[tuple[str, str]]:
    """Return what the house rules object to; the same rules may object to more while the files are read."""
    found = checks.run(inspection.newsroom, MONTH, NOW)
    return {(one.rule, one.message) for one in found}


@pytest.mark.parametrize(
    "name", [f"{MONTH}/full.yaml", f"{MONTH}/issue.yaml", "report.yaml", "companies.yaml"]
)
def test_one_mistake_makes_no_rule_object_to_what_is_right(tmp_path: Path, name: str) -> None:
    files = {**LISTS, **FILES}
    right = house(inspected(tmp_path, files))
    wrong = {}
    for number, text in enumerate(mistakes(files[name])):
        found = inspected(tmp_path, {**files, name: text})
        if not found.newsroom.is_whole and (more := house(found) - right):
            wrong[number, difference(files[name], text)] = more
    assert wrong == {}


def difference(old: str, new: str) -> str:
    return next(one for one, other in zip(new.split("\n"), old.split("\n"), strict=False) if one != other)


def test_a_name_that_leads_nowhere_breaks_no_rule(tmp_path: Path) -> None:
    text = re.sub(r"summary: \|\n(?:  .*\n)+", COPIED, re.sub(r"quotes:\n.*\n", TALK, FULL))
    assert {rule for rule, _ in house(inspected(tmp_path, {**FILES, f"{MONTH}/full.yaml": text}))} >= {
        "quote-long",
        "text-copied",
    }
    broken = {}
    for changed in (*slips(text), *mistakes(text)):
        found = inspected(tmp_path, {**FILES, f"{MONTH}/full.yaml": changed})
        broken.update({difference(text, changed): one.message for one in found.problems if one.broke})
    assert broken == {}
