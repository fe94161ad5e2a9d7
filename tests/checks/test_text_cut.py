from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import checks
from tests.desk import MONTH, room


def told(folder: Path, first: str, plan: str = "") -> list[str]:
    text = f"{first}\ntopic: batteries\nsummary: It is so.\nsources: {{desk: {{publisher: D, title: t}}}}\n"
    if not first.startswith("headline"):
        text = f"headline: A\n{text}"
    files = {f"{MONTH}/a.yaml": text, f"{MONTH}/issue.yaml": plan}
    found = [one for one in checks.run(room(folder, files), MONTH) if one.rule == "text-cut"]
    places = [f"{Path(one.place.file).stem}:{one.place.line}:{one.place.column}+{one.width}" for one in found]
    return [f"{place} {one.message} {one.hint}" for place, one in zip(places, found, strict=True)]


def test_a_headline_that_ends_before_a_number_sign_is_a_warning_at_what_is_read(tmp_path: Path) -> None:
    assert told(tmp_path, "headline: The # 1 pack") == [
        'a:1:11+3 this text ends before the #: what is read is "The" put the whole text in quotation marks'
    ]


@pytest.mark.parametrize("first", ['headline: "The # 1 pack"', "headline: The pack#1", "headline: A"])
def test_a_whole_headline_passes(tmp_path: Path, first: str) -> None:
    assert told(tmp_path, first) == []


@pytest.mark.parametrize(
    ("first", "count"), [("why_it_matters: It is # 1.", 1), ("why_it_matters: It is. # so", 0)]
)
def test_behind_other_texts_only_a_comment_that_begins_with_a_number_is_suspect(
    tmp_path: Path, first: str, count: int
) -> None:
    assert len(told(tmp_path, first)) == count


def test_a_comment_behind_a_value_that_is_no_text_is_fine(tmp_path: Path) -> None:
    assert told(tmp_path, "size: brief # 1 column") == []


def test_the_takeaways_are_looked_at_too(tmp_path: Path) -> None:
    plan = "takeaways:\n  - article: a\n    text: It is # 1 of all\n"
    assert [line.split()[0] for line in told(tmp_path, "headline: A", plan)] == ["issue:3:11+5"]
