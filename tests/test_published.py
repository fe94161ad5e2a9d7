from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from psr_report import forecasts, periods, published
from psr_report.errors import ContentError
from psr_report.lock import Published
from psr_report.published import Changed
from psr_report.read import tree
from psr_report.read.newsroom import Story
from psr_report.read.typed import typed
from tests.desk import MONTH, room, story, yaml

ONE = "statement: Share of trucks, by: BMI, value: nearly 46%, due: 2025"
TWO = "statement: Price of a cell, by: Other, value: US$60, due: 2026"


def told(*entries: str, more: str = "", slug: str = "a") -> Story:
    lines = "\n".join(f"  - {{{entry}}}" for entry in entries)
    return story(yaml("A", f"forecasts:\n{lines}" if entries else "", more), slug)


def lock(*entries: str) -> Published:
    return published.extended(None, forecasts.of_story(told(*entries)), periods.parse("2025-11-05"))


def changes(now: Story, *before: str) -> list[Changed]:
    return list(published.changed(lock(*before), {now.slug: now}))


def test_nothing_has_changed_where_the_words_are_the_same_in_any_order_and_beside_others() -> None:
    assert changes(told("statement: New", TWO, ONE), ONE, TWO) == []


@pytest.mark.parametrize(
    ("now", "keys"),
    [
        (ONE.replace("46", "64"), ("value",)),
        (ONE.replace("nearly ", ""), ("value",)),
        (ONE.replace("2025", "2026"), ("due",)),
        (ONE.replace("2025", "H2 2025"), ("due",)),
        (ONE.replace("BMI", "Fitch"), ("by",)),
        (ONE.replace("of trucks", "of heavy trucks"), ("statement",)),
        (ONE.replace(", due: 2025", ""), ("due",)),
        (ONE.replace("2025", "2027").replace("46", "50"), ("value", "due")),
    ],
)
def test_each_changed_word_of_a_published_forecast_is_told(now: str, keys: tuple[str, ...]) -> None:
    [change] = changes(told(TWO, now), ONE, TWO)
    assert change.keys == keys
    assert change.now is not None
    assert change.now.number == 1
    assert change.was.value == "nearly 46%"


def test_what_is_not_frozen_may_change() -> None:
    more = ", confidence: likely, of: x, metric: y, source: desk, id: own"
    judged = ", outcome: {result: miss, actual: 22%, source: desk, date: 2026-01-05}"
    assert changes(told(ONE + more + judged), ONE) == []


def test_a_forecast_that_is_gone_is_told_and_so_is_its_whole_story() -> None:
    [change] = changes(told(TWO), ONE, TWO)
    assert (change.now, change.number, change.was.statement) == (None, 0, "Share of trucks")
    assert [each.number for each in changes(told(ONE, TWO, slug="renamed"), ONE, TWO)] == [0, 1]


def test_a_correction_with_both_wordings_allows_the_change_it_tells_of_and_no_other() -> None:
    right = "corrections: [{date: 2025-11-20, was: nearly 46%, now: nearly 64%, reason: Swapped digits.}]"
    assert changes(told(ONE.replace("46", "64"), more=right), ONE) == []
    [change] = changes(told(ONE.replace("46", "65"), more=right), ONE)
    assert change.keys == ("value",)


def test_a_forecast_may_be_withdrawn_with_a_correction_of_its_statement() -> None:
    more = "corrections: [{date: 2025-11-20, was: Share of trucks, now: withdrawn, reason: Never said.}]"
    assert changes(told(TWO, more=more), ONE, TWO) == []


def test_a_lock_grows_by_what_is_new_and_keeps_what_it_holds() -> None:
    changed = told(ONE.replace("46", "64"), TWO)
    grown = published.extended(lock(ONE), forecasts.of_story(changed), periods.parse("2026"))
    assert [each.value for each in grown.forecasts] == ["nearly 46%", "US$60"]
    assert grown.published.text == "2025-11-05"


def test_a_written_lock_reads_as_it_was_and_is_a_file_for_people() -> None:
    tricky = 'statement: "Say: yes, 100% #1", by: "no", value: 1.10 km, due: 2025'
    held = lock(ONE, tricky, "statement: Undated, source: desk")
    text = published.text(held, MONTH)
    document, problems = tree.load(text.encode(), "forecasts.lock")
    read, objections = typed(document, Published)
    assert (problems, objections) == ([], [])
    assert read == held
    assert text.startswith("# What the issue of November 2025 forecast, in the words that were published.")
    assert "\n  value: nearly 46%\n" in text


@pytest.mark.parametrize(
    ("publishes", "today", "is_out"),
    [
        ("2025-11-05", date(2025, 11, 4), False),
        ("2025-11-05", date(2025, 11, 5), True),
        (None, date(2025, 10, 31), False),
        (None, date(2025, 11, 1), True),
    ],
)
def test_an_issue_is_out_when_its_day_has_come(publishes: str | None, today: date, is_out: bool) -> None:
    assert published.is_out(periods.parse(publishes) if publishes else None, MONTH, today) is is_out


def test_a_record_is_made_once_and_holds_what_is_printed(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": yaml("A", f"forecasts: [{{{ONE}}}]"), f"{MONTH}/b.yaml": yaml("B")}
    read = room(tmp_path, files)
    record = published.record(read, MONTH, read.folders[MONTH].stories.values())
    assert record is not None
    assert (record.path, record.before, record.new) == (tmp_path / MONTH / "forecasts.lock", None, 1)
    again = room(tmp_path, {**files, f"{MONTH}/forecasts.lock": record.after})
    assert published.record(again, MONTH, again.folders[MONTH].stories.values()) is None


def test_an_issue_without_forecasts_needs_no_record(tmp_path: Path) -> None:
    read = room(tmp_path, {f"{MONTH}/a.yaml": yaml("A")})
    assert published.record(read, MONTH, read.folders[MONTH].stories.values()) is None


def test_a_lock_that_cannot_be_read_is_never_written_over(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a.yaml": yaml("A", f"forecasts: [{{{ONE}}}]"),
        f"{MONTH}/forecasts.lock": "<<<<<<< ours\n",
    }
    read = room(tmp_path, files)
    with pytest.raises(ContentError) as raised:
        published.record(read, MONTH, read.folders[MONTH].stories.values())
    assert raised.value.problems[0].place.file.endswith("forecasts.lock")
