from __future__ import annotations

from pathlib import Path

from psr_report import checks
from tests.desk import MONTH, room, yaml

PLAN = "sections: [{name: All, articles: [a]}]\n"


def told(folder: Path, plan: str, more: str = "") -> list[tuple[str, str, str | None]]:
    files = {f"{MONTH}/a.yaml": yaml("A"), f"{MONTH}/b.yaml": yaml("B", more), f"{MONTH}/issue.yaml": plan}
    found = checks.run(room(folder, files), MONTH)
    return [(Path(one.place.file).name, str(one.severity), one.hint) for one in found if one.rule == "unused"]


def test_a_story_that_no_section_lists_is_a_warning_at_its_file(tmp_path: Path) -> None:
    assert told(tmp_path, PLAN) == [("b.yaml", "warning", "add b to a section's articles")]


def test_without_sections_every_story_is_used(tmp_path: Path) -> None:
    assert told(tmp_path, "number: 3\n") == []


def test_a_story_may_say_why_it_is_not_listed(tmp_path: Path) -> None:
    assert told(tmp_path, PLAN, "ignore: {unused: kept for spring}") == [
        ("b.yaml", "info", "set aside: kept for spring")
    ]
