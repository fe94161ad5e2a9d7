from __future__ import annotations

from pathlib import Path

from psr_report.issue import Issue
from tests.desk import issue, yaml

ENTRY = "statement: S, by: BMI, of: trucks, metric: share, due: 2025-10, source: desk, value: "
DESK = "sources: {desk: {publisher: Desk of Figures (DoF), title: t, url: https://example.org/t}}"


def outcome(day: str, result: str = "miss", actual: str = "22%") -> str:
    return f"outcome: {{result: {result}, actual: {actual}, source: desk, date: {day}, note: As counted.}}"


def forecasts(*entries: str) -> str:
    return yaml("A", f"forecasts: [{', '.join(f'{{{entry}}}' for entry in entries)}]", DESK)


def told(made: Issue) -> list[tuple[str, str, str]]:
    return [
        (one.status, str(one.value and one.value.text), one.issue.partition(" ")[0]) for one in made.forecasts
    ]


def test_a_resolved_forecast_carries_what_came_about_and_the_source_that_gives_it(tmp_path: Path) -> None:
    files = {"2025-10/a.yaml": forecasts(f"{ENTRY}46%, {outcome('2025-11-20')}"), "2025-11/b.yaml": yaml("B")}
    [one] = issue(tmp_path, files).forecasts
    assert (one.status, one.metric) == ("miss", "Trucks, share")
    assert one.outcome is not None
    assert one.outcome.actual is not None
    assert (one.outcome.actual.text, one.outcome.publisher, one.outcome.url) == (
        "22%",
        "DoF",
        "https://example.org/t",
    )
    assert (str(one.outcome.date), one.outcome.note) == ("20 November 2025", "As counted.")


def test_an_issue_built_again_does_not_know_what_was_recorded_after_it(tmp_path: Path) -> None:
    files = {
        "2025-10/a.yaml": forecasts(f"{ENTRY}46%, {outcome('2025-12-02')}"),
        "2025-11/b.yaml": yaml("B"),
        "2025-11/issue.yaml": "publishes: 2025-11-05\n",
    }
    assert told(issue(tmp_path, files)) == [("miss", "46%", "October")]  # the newest issue there is
    later = {**files, "2025-12/c.yaml": yaml("C")}
    assert told(issue(tmp_path / "later", later)) == [("due", "46%", "October")]
    assert told(issue(tmp_path / "later", later, "2025-12")) == [("miss", "46%", "October")]


def test_a_revised_value_takes_the_place_of_the_older_unless_that_was_resolved(tmp_path: Path) -> None:
    files = {"2025-09/a.yaml": forecasts(f"{ENTRY}46%"), "2025-11/b.yaml": forecasts(f"{ENTRY}44%")}
    assert told(issue(tmp_path, files)) == [("due", "44%", "November")]
    files["2025-09/a.yaml"] = forecasts(f"{ENTRY}46%, {outcome('2025-11-20')}")
    assert told(issue(tmp_path / "b", files)) == [("due", "44%", "November"), ("miss", "46%", "September")]


def test_what_was_resolved_stays_for_a_year_the_newest_first(tmp_path: Path) -> None:
    entries = [
        f"statement: {day}, due: 2024, {outcome(day, 'hit')}"
        for day in ("2024-10-31", "2024-11-01", "2025-11-01")
    ]
    made = issue(
        tmp_path, {"2024-09/a.yaml": forecasts(*entries, "statement: open"), "2025-11/b.yaml": yaml("B")}
    )
    assert [one.statement for one in made.forecasts] == ["open", "2025-11-01", "2024-11-01"]
    [score] = made.scorecard
    assert (score.hit, score.rate) == (3, "too few for a rate (3 of 10)")


def test_without_an_outcome_there_is_no_scorecard(tmp_path: Path) -> None:
    assert issue(tmp_path, {"2025-11/a.yaml": forecasts(f"{ENTRY}46%")}).scorecard == ()


def test_what_is_withheld_is_neither_tracked_nor_counted(tmp_path: Path) -> None:
    draft = forecasts(f"{ENTRY}46%, {outcome('2025-11-20')}") + "status: draft\n"
    made = issue(tmp_path, {"2025-10/a.yaml": draft, "2025-11/b.yaml": yaml("B")})
    assert (made.forecasts, made.scorecard) == ((), ())
