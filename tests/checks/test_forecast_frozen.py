from __future__ import annotations

from pathlib import Path

from psr_report import checks
from psr_report.read.newsroom import newsroom
from tests.desk import MONTH, NOW, room, write, yaml

LOCK = """\
published: 2025-10-05
forecasts:
- article: a
  id: bmi-2026
  statement: Share of trucks
  by: BMI
  value: nearly 46%
  due: 2026
"""
ENTRY = "forecasts:\n  - {statement: Share of trucks, by: BMI, value: nearly 46%, due: 2026}"


def told(folder: Path, files: dict[str, str]) -> list[tuple[str, str, str, str]]:
    files = {"2025-10/forecasts.lock": LOCK, f"{MONTH}/b.yaml": yaml("B"), **files}
    read = room(folder, files)
    return [
        (
            f"{Path(one.place.file).name}:{one.place.line}:{one.place.column}",
            str(one.severity),
            one.message,
            one.hint or "",
        )
        for one in checks.run(read, MONTH, NOW)
        if one.rule == "forecast-frozen"
    ]


def test_a_changed_word_is_an_error_that_names_the_issue_and_shows_the_words(tmp_path: Path) -> None:
    [(place, severity, message, hint)] = told(
        tmp_path, {"2025-10/a.yaml": yaml("A", ENTRY.replace("46", "64"))}
    )
    assert (place, severity) == ("a.yaml:6:50", "error")
    assert message == (
        'the issue of October 2025 published this forecast with its value as "nearly 46%", not "nearly 64%"'
    )
    assert "corrections: - {date: …, was: nearly 46%, now: nearly 64%, reason: …}" in hint
    assert "statement: Share of trucks; by: BMI; value: nearly 46%; due: 2026" in hint


def test_every_changed_word_is_told_at_its_place_and_a_missing_one_at_the_forecast(tmp_path: Path) -> None:
    text = yaml("A", "forecasts:\n  - {statement: Share of vans, by: Fitch, value: nearly 46%}")
    found = told(tmp_path, {"2025-10/a.yaml": text})
    assert [place for place, *_ in found] == ["a.yaml:6:5", "a.yaml:6:17", "a.yaml:6:36"]
    assert 'with its date as "2026", not "nothing"' in found[0][2]


def test_a_forecast_that_is_gone_is_told_at_its_story_or_where_the_words_are_kept(tmp_path: Path) -> None:
    [(place, _, message, hint)] = told(tmp_path, {"2025-10/a.yaml": yaml("A")})
    assert (place, message) == (
        "a.yaml:1:1",
        "the issue of October 2025 published a forecast that is gone: Share of trucks",
    )
    assert hint.startswith("put it back in a.yaml as it was: statement: Share of trucks; by: BMI")
    [(place, *_)] = told(tmp_path / "renamed", {"2025-10/c.yaml": yaml("A", ENTRY)})
    assert place == "forecasts.lock:3:3"


def test_unchanged_or_corrected_words_and_issues_not_yet_published_pass(tmp_path: Path) -> None:
    assert told(tmp_path, {"2025-10/a.yaml": yaml("A", ENTRY)}) == []
    right = "corrections: [{date: 2025-10-20, was: nearly 46%, now: nearly 64%, reason: Swapped.}]"
    assert told(tmp_path / "b", {"2025-10/a.yaml": yaml("A", ENTRY.replace("46", "64"), right)}) == []
    unpublished = {"2025-10/a.yaml": yaml("A", ENTRY.replace("46", "64")), "2025-10/forecasts.lock": ""}
    assert told(tmp_path / "c", unpublished) == []


def test_a_story_that_cannot_be_read_is_told_of_by_its_reader_alone(tmp_path: Path) -> None:
    assert told(tmp_path, {"2025-10/a.yaml": "headline: [\n"}) == []


def test_a_lock_that_was_changed_by_hand_is_reported_where_it_is_wrong(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": yaml("A", ENTRY), f"{MONTH}/forecasts.lock": "published: soon\n"}
    problems = newsroom(write(tmp_path, files), MONTH).problems
    assert [(Path(one.place.file).name, one.rule) for one in problems] == [("forecasts.lock", "date-wrong")]
