from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from psr_report import resolving
from psr_report.errors import ContentError, ReportError, UsageError
from psr_report.read.newsroom import Newsroom
from psr_report.resolving import Resolved, Verdict
from tests.desk import MONTH, room, yaml

TODAY = date(2026, 1, 15)
VERDICT = Verdict("miss", "desk", TODAY, "22%")
TRUCKS = """\
forecasts:
  - statement: Electric share
    by: BMI
    value: nearly 46%
    due: 2025
  - {statement: Electric share, by: BMI, value: 60%, due: 2026}
"""


def newsroom(folder: Path, files: Mapping[str, str] | None = None) -> Newsroom:
    return room(folder, files or {f"{MONTH}/trucks.yaml": yaml("A", TRUCKS)})


def find(read: Newsroom, name: str) -> str:
    stories = [story for each in read.folders.values() for story in each.stories.values()]
    return resolving.find(stories, name).name


def resolve(
    read: Newsroom, name: str = "trucks/1", verdict: Verdict = VERDICT, *, early: bool = False, **changes: Any
) -> Resolved:
    stories = [story for each in read.folders.values() for story in each.stories.values()]
    made = resolving.find(stories, name)
    return resolving.resolve(read, made, replace(verdict, **changes), today=TODAY, early=early)


def added(made: Resolved) -> str:
    """Return the lines that the file has gained; it may not have lost any."""
    lines = made.mended.diff().splitlines()[2:]
    assert [line for line in lines if line.startswith("-")] == []
    return "\n".join(line[1:] for line in lines if line.startswith("+"))


@pytest.mark.parametrize(
    "name",
    ["2025-11/trucks/bmi-2025", "trucks/bmi-2025", "trucks/1", "2025-11/trucks/1", " trucks/bmi-2025/ "],
)
def test_a_forecast_answers_to_its_name_in_full_and_in_short(tmp_path: Path, name: str) -> None:
    assert find(newsroom(tmp_path), name) == "2025-11/trucks/bmi-2025"


def test_a_story_with_one_forecast_names_it(tmp_path: Path) -> None:
    read = newsroom(tmp_path, {f"{MONTH}/a.yaml": yaml("A", "forecasts: [{statement: S, by: X, due: 2025}]")})
    assert find(read, "a") == find(read, "2025-11/a") == "2025-11/a/x-2025"


def test_a_name_of_its_own_comes_before_a_position(tmp_path: Path) -> None:
    text = yaml("A", "forecasts: [{statement: S, due: 2025}, {statement: T, id: '1', due: 2025}]")
    assert find(newsroom(tmp_path, {f"{MONTH}/a.yaml": text}), "a/1") == "2025-11/a/1"


def test_a_name_that_means_several_lists_them(tmp_path: Path) -> None:
    files = {f"{month}/trucks.yaml": yaml("A", TRUCKS) for month in ("2025-10", MONTH)}
    with pytest.raises(UsageError, match='"trucks/bmi-2025" means 2 forecasts') as raised:
        find(newsroom(tmp_path, files), "trucks/bmi-2025")
    assert raised.value.hint == "say which: 2025-10/trucks/bmi-2025, 2025-11/trucks/bmi-2025"


def test_a_typing_mistake_is_offered_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no forecast") as raised:
        find(newsroom(tmp_path), "truks/bmi-2025")
    assert raised.value.hint == 'did you mean "trucks/bmi-2025"?'


def test_where_there_is_no_forecast_at_all_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no story of this newsroom has a forecast"):
        find(newsroom(tmp_path, {f"{MONTH}/a.yaml": yaml("A")}), "a/1")


def test_the_outcome_is_written_below_the_forecast_and_nothing_else_changes(tmp_path: Path) -> None:
    made = resolve(newsroom(tmp_path))
    assert made.path == tmp_path / MONTH / "trucks.yaml"
    assert added(made) == (
        "    outcome:\n      result: miss\n      actual: 22%\n      source: desk\n      date: 2026-01-15"
    )


def test_an_entry_in_braces_stays_on_its_line(tmp_path: Path) -> None:
    made = resolve(newsroom(tmp_path), "trucks/2", early=True, result="hit", actual="62%", note="So, yes")
    line = (
        "  - {statement: Electric share, by: BMI, value: 60%, due: 2026, outcome: {result: hit, actual: 62%, "
        'source: desk, date: 2026-01-15, note: "So, yes"}}\n'
    )
    before = "  - {statement: Electric share, by: BMI, value: 60%, due: 2026}\n"
    assert made.mended.after == made.mended.before.replace(before, line)


def test_a_source_is_known_by_its_publisher_too(tmp_path: Path) -> None:
    assert "      source: desk\n" in added(resolve(newsroom(tmp_path), source="DESK"))


def test_a_new_source_is_added_with_what_is_known_of_it(tmp_path: Path) -> None:
    made = resolve(
        newsroom(tmp_path),
        source="Made-up: Office",
        url="https://example.org/a?b=c#d",
        published="2026-01-10",
    )
    assert "      source: made-up-office\n" in made.mended.after
    read = room(tmp_path / "again", {f"{MONTH}/trucks.yaml": made.mended.after})
    source = read.folders[MONTH].stories["trucks"].article.sources["made-up-office"]
    assert (source.publisher, source.url) == ("Made-up: Office", "https://example.org/a?b=c#d")
    assert (source.title, str(source.published)) == ("Electric share", "10 January 2026")


def test_a_new_source_never_takes_the_name_of_another(tmp_path: Path) -> None:
    made = resolve(newsroom(tmp_path), source="Desk!", url="unknown", title="yearbook")
    assert "      source: desk-2\n" in made.mended.after
    assert ", desk-2: {publisher: Desk!, title: yearbook, url: unknown, " in made.mended.after


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"actual": "many"}, "--actual:", ""),
        ({"actual": "22 km"}, "22 km cannot be held against the nearly 46%", "unit of the forecast"),
        ({"actual": "22"}, "22 cannot be held against", ""),
        ({"actual": None}, "expects nearly 46%; what came about is missing", "--actual 22%"),
        ({"source": " "}, "the outcome needs a source", "--source takes one of desk"),
        ({"source": "dsk"}, '"dsk" is not among the sources', 'did you mean "desk"? A new one'),
        ({"source": "Far off"}, '"Far off" is not among the sources', "it has desk. A new one"),
        ({"source": "desk", "url": "unknown"}, '"desk" is a source of this story already', "leave --url out"),
        ({"source": "New", "url": "javascript:x"}, "an address must begin with https://", ""),
        ({"source": "New", "url": "unknown", "published": "soon"}, "means something else every month", ""),
        ({"note": "so \x1b[31m"}, "--note holds a character that a reader cannot see", "delete it"),
        ({"note": "x" * 301}, "this text has 301 characters", "shorten it"),
    ],
)
def test_a_verdict_that_cannot_be_is_refused_with_a_way_out(
    tmp_path: Path, changes: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as raised:
        resolve(newsroom(tmp_path), **changes)
    assert message in str(raised.value)
    assert hint in (raised.value.hint or "")


def test_a_value_in_another_unit_of_the_same_kind_will_do(tmp_path: Path) -> None:
    text = yaml("A", "forecasts: [{statement: S, value: 1000 km, due: 2025}]")
    assert (
        "actual: 600 miles"
        in resolve(newsroom(tmp_path, {f"{MONTH}/trucks.yaml": text}), actual="600 miles").mended.after
    )


def test_a_forecast_without_a_value_needs_none_and_one_that_is_given_is_kept(tmp_path: Path) -> None:
    text = yaml("A", "forecasts: [{statement: A line starts, due: 2025}]")
    read = newsroom(tmp_path, {f"{MONTH}/trucks.yaml": text})
    assert "actual" not in resolve(read, actual=None).mended.after
    assert "actual: 2 GWh" in resolve(read, actual="2 GWh").mended.after


def test_what_is_not_due_or_says_no_date_needs_early(tmp_path: Path) -> None:
    read = newsroom(tmp_path)
    with pytest.raises(UsageError, match="is not due before the end of 2026") as raised:
        resolve(read, "trucks/2")
    assert "--early" in (raised.value.hint or "")
    undated = newsroom(tmp_path / "b", {f"{MONTH}/a.yaml": yaml("A", "forecasts: [{statement: S}]")})
    with pytest.raises(UsageError, match="does not say when it is due"):
        resolve(undated, "a", actual=None)
    assert "outcome: {result: miss" in resolve(undated, "a", actual=None, early=True).mended.after


def test_an_outcome_stands_and_is_never_written_over(tmp_path: Path) -> None:
    made = resolve(newsroom(tmp_path))
    read = newsroom(tmp_path / "b", {f"{MONTH}/trucks.yaml": made.mended.after})
    with pytest.raises(UsageError, match="resolved already: miss, on 15 January 2026") as raised:
        resolve(read, result="hit")
    assert "trucks.yaml:10:5" in (raised.value.hint or "")


def test_an_empty_outcome_is_to_be_deleted_first(tmp_path: Path) -> None:
    text = yaml("A", "forecasts: [{statement: S, due: 2025, outcome: }]")
    with pytest.raises(UsageError, match="nothing behind it"):
        resolve(newsroom(tmp_path, {f"{MONTH}/trucks.yaml": text}))


def test_a_file_that_nothing_can_be_put_into_gets_lines_to_write_by_hand(tmp_path: Path) -> None:
    text = yaml("A").replace("sources:", "forecasts: [{statement: S, due: 2025, confidence: }]\nsources:")
    made = resolve(newsroom(tmp_path, {f"{MONTH}/trucks.yaml": text}), actual=None)
    assert "confidence: , outcome: {result: miss" in made.mended.after  # braces with nothing in them will do
    block = "forecasts:\n  - statement: S\n    due: 2025\n    confidence: |\n      sure"
    with pytest.raises(ReportError, match="nothing can be put in here") as raised:
        resolve(newsroom(tmp_path / "b", {f"{MONTH}/a.yaml": yaml("A") + block}), "a", actual=None)
    assert "outcome: /   result: miss" in (raised.value.hint or "")


def test_a_file_with_mistakes_is_mended_first(tmp_path: Path) -> None:
    text = yaml("A", TRUCKS, "size: lead\nsize: brief")
    with pytest.raises(ContentError) as raised:
        resolve(newsroom(tmp_path, {f"{MONTH}/trucks.yaml": text}))
    assert [one.rule for one in raised.value.problems] == ["key-duplicate"]


def test_no_verdict_is_older_than_the_issue_that_makes_the_forecast(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--date 1900-01-01 is before the issue of November 2025"):
        resolve(newsroom(tmp_path), date=date(1900, 1, 1))
