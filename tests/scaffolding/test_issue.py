"""What follows for a new issue from those before it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from psr_report import checks
from psr_report.plan import IssuePlan
from psr_report.read import tree
from psr_report.read.newsroom import newsroom
from psr_report.read.typed import typed
from psr_report.scaffolding.issue import Plan, planned, text
from tests.desk import NOW, room, write, yaml


def plan(folder: Path, month: str, **plans: str) -> Plan:
    """Return what follows for ``month`` from the plans of months written as y2025_11."""
    files = {f"{name[1:].replace('_', '-')}/issue.yaml": said for name, said in plans.items()}
    return planned(room(folder, files, "2030-01").folders, month, ["ada"])


def test_the_number_is_the_last_one_and_one_more(tmp_path: Path) -> None:
    made = plan(tmp_path, "2025-12", y2025_09="number: 9\n", y2025_10="editor: ada\n")
    assert (made.number, made.editor) == (10, "ada")


def test_a_number_that_a_later_issue_has_is_not_given_again(tmp_path: Path) -> None:
    made = plan(tmp_path, "2025-10", y2025_09="number: 9\n", y2025_11="number: 10\n")
    assert made.number is None


@pytest.mark.parametrize(
    ("last", "month", "closes", "publishes"),
    [
        ("closes: 2025-10-31\npublishes: 2025-11-05\n", "2025-12", "2025-11-30", "2025-12-05"),
        ("closes: 2025-11-20\npublishes: 2025-11-28\n", "2026-02", "2026-02-20", "2026-02-28"),
        ("closes: 2025-11-30\npublishes: 2025-12-02\n", "2026-12", "2026-12-31", "2027-01-02"),
        ("closes: 2025-10-29\n", "2026-03", "2026-02-28", None),
    ],
)
def test_days_stand_as_they_do_in_the_last_issue(
    last: str, month: str, closes: str, publishes: str | None, tmp_path: Path
) -> None:
    made = plan(tmp_path, month, y2025_11=last)
    assert str(made.closes) == closes
    assert made.publishes == (date.fromisoformat(publishes) if publishes else None)


def test_an_editor_who_has_left_is_not_named(tmp_path: Path) -> None:
    assert plan(tmp_path, "2025-12", y2025_11="editor: eve\n").editor is None


@pytest.mark.parametrize(
    "made",
    [
        Plan("2025-12"),
        Plan("2025-12", 12, date(2025, 11, 30), date(2025, 12, 5), "ada", ["ada"]),
    ],
)
def test_the_plan_can_be_read_as_it_stands_and_passes_every_rule(made: Plan, tmp_path: Path) -> None:
    write(tmp_path, {"2025-12/issue.yaml": text(made), "2025-12/a.yaml": yaml()})
    reading = newsroom(tmp_path, "2025-12")
    assert [*reading.problems, *checks.run(reading.newsroom, "2025-12", NOW)] == []
    read = reading.newsroom.folders["2025-12"].plan
    assert (read.number, read.editor) == (made.number, made.editor)
    assert str(read.closes) == ("30 November 2025" if made.closes else "None")


def test_what_may_be_added_is_right_when_its_comment_marks_are_taken_away() -> None:
    made = text(Plan("2025-12", 12))
    head, rest = made.split("# Take away the “# ” before what this issue has.\n")
    opened = "\n".join(line.removeprefix("# ") for line in rest.split("\n"))
    document, problems = tree.load((head + opened).encode(), "issue.yaml")
    assert problems == []
    read, wrong = typed(document, IssuePlan)
    assert wrong == []
    assert read is not None
    assert read.model_fields_set == {"number", "letter", "takeaways", "watch", "cover", "sections"}
