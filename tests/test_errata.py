from __future__ import annotations

from pathlib import Path

from psr_report.issue import Issue
from tests.desk import issue, yaml

FIGURE = "figures: {price: {label: price of a cell, value: US$63}}"


def corrected(*days: str, figure: str = "") -> str:
    entries = [
        f"{{date: {day}, was: US$65, now: US$63, reason: Typed wrong on {day}{figure}}}" for day in days
    ]
    return yaml("Cells get cheaper", FIGURE, f"corrections: [{', '.join(entries)}]", summary="It is US$63.")


def told(made: Issue) -> list[tuple[str, str, str | None]]:
    return [(headline, str(each.date), each.issue) for headline, each in made.corrections]


def room(*days: str, figure: str = "") -> dict[str, str]:
    return {
        "2025-10/cells.yaml": corrected(*days, figure=figure),
        "2025-10/issue.yaml": "publishes: 2025-10-05\n",
        "2025-11/a.yaml": yaml("A"),
        "2025-11/issue.yaml": "publishes: 2025-11-05\n",
        "2025-12/b.yaml": yaml("B"),
        "2025-12/issue.yaml": "publishes: 2025-12-05\n",
    }


def test_a_correction_stands_in_its_own_issue_and_once_in_the_next(tmp_path: Path) -> None:
    files = room("2025-10-20", "2025-11-20")
    assert told(issue(tmp_path, files, "2025-10")) == [
        ("Cells get cheaper", "20 October 2025", None),
        ("Cells get cheaper", "20 November 2025", None),
    ]
    assert told(issue(tmp_path, files, "2025-11")) == [
        ("Cells get cheaper", "20 October 2025", "October 2025")
    ]
    assert told(issue(tmp_path, files, "2025-12")) == [
        ("Cells get cheaper", "20 November 2025", "October 2025")
    ]


def test_what_no_issue_was_in_time_for_stands_in_the_newest(tmp_path: Path) -> None:
    files = room("2026-03-01")
    assert told(issue(tmp_path, files, "2025-11")) == []
    assert [day for _, day, _ in told(issue(tmp_path, files, "2025-12"))] == ["1 March 2026"]


def test_each_correction_makes_another_edition_and_an_erratum_makes_none(tmp_path: Path) -> None:
    files = room("2025-11-20", "2025-10-20")
    of_october = issue(tmp_path, files, "2025-10")
    assert (of_october.edition, of_october.edition_name, str(of_october.corrected)) == (
        3,
        "edition 3",
        "20 November 2025",
    )
    of_november = issue(tmp_path, files, "2025-11")
    assert (of_november.edition, of_november.edition_name, of_november.corrected) == (1, "", None)


def test_a_correction_of_a_figure_says_what_the_figure_measures(tmp_path: Path) -> None:
    made = issue(tmp_path, room("2025-10-20", figure=", figure: price"), "2025-11")
    assert [each.label for _, each in made.corrections] == ["price of a cell"]


def test_an_erratum_of_a_story_that_was_never_printed_is_kept_back(tmp_path: Path) -> None:
    files = room("2025-10-20")
    files["2025-10/cells.yaml"] += "status: draft\n"
    assert told(issue(tmp_path, files, "2025-11")) == []


def test_an_acronym_of_an_erratum_stands_in_the_glossary(tmp_path: Path) -> None:
    files = room("2025-10-20")
    files["2025-10/cells.yaml"] = files["2025-10/cells.yaml"].replace("Typed wrong", "A BEV")
    assert [entry.term for entry in issue(tmp_path, files, "2025-11").glossary] == ["BEV"]
