from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

from psr_report import forecasts, listing
from psr_report.forecasts import Score
from psr_report.listing import Listed
from tests.desk import MONTH, NOW, room, yaml

TODAY = date(2026, 1, 15)
FIGURE = "figures: {a: {label: x, value: about US$63/kWh, of: cells, metric: price, period: 2025-09}}"
FORECASTS = """\
forecasts:
  - {statement: Later, by: BMI, value: US$50/kWh, due: 2027, of: cells, metric: price, confidence: likely}
  - {statement: Judged, by: BMI, value: 46%, due: 2025, outcome: {result: miss, actual: 22%, source: desk, \
date: 2026-01-10, note: So it is}}
  - {statement: "=cmd|' /C calc'!A0", by: "@x", due: H1 2025}
  - {statement: Undated, value: "−5%"}
"""


def listed(folder: Path) -> list[Listed]:
    read = room(folder, {f"{MONTH}/a.yaml": yaml("A", FIGURE, FORECASTS)})
    return listing.listed(listing.told(read, NOW), TODAY)


def test_what_is_due_comes_first_then_what_is_open_by_date_then_what_is_resolved(tmp_path: Path) -> None:
    assert [(row.status, row.statement) for row in listed(tmp_path)] == [
        ("due", "=cmd|' /C calc'!A0"),
        ("open", "Later"),
        ("open", "Undated"),
        ("miss", "Judged"),
    ]


def test_a_row_says_what_is_known_of_the_value_and_of_the_outcome(tmp_path: Path) -> None:
    _, later, _, judged = listed(tmp_path)
    assert (later.id, later.value, later.due, later.due_by) == (
        "2025-11/a/bmi-2027",
        "US$50/kWh",
        "2027",
        "2027-12-31",
    )
    assert (later.last_known, later.last_known_period, later.last_known_figure) == (
        "about US$63/kWh",
        "September 2025",
        "2025-11/a/a",
    )
    assert (judged.actual, judged.outcome_source, judged.outcome_date, judged.outcome_note) == (
        "22%",
        "Desk",
        "2026-01-10",
        "So it is",
    )


def test_csv_has_a_heading_numbers_as_numbers_and_no_cell_that_runs(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(listing.as_csv(listed(tmp_path), Listed).decode("utf-8-sig"))))
    assert [row["statement"] for row in rows] == ["'=cmd|' /C calc'!A0", "Later", "Undated", "Judged"]
    assert rows[0]["by"] == "'@x"
    assert (rows[2]["low"], rows[1]["high"], rows[0]["low"]) == ("-5", "50", "")


def test_json_leaves_out_what_is_not_known(tmp_path: Path) -> None:
    rows = json.loads(listing.as_json(listed(tmp_path)))
    assert rows[2] == {
        "id": "2025-11/a/undated",
        "status": "open",
        "statement": "Undated",
        "value": "−5%",
        "low": "-5",
        "high": "-5",
        "unit": "%",
        "place": rows[2]["place"],
    }
    assert rows[2]["place"].endswith("2025-11/a.yaml:10:5")


def test_json_spells_out_what_a_terminal_would_obey(tmp_path: Path) -> None:
    score = Score("\x9b31m\u202ex\U000e0041", 1, 0, 0, 0, 0)
    text = listing.as_json([score])
    assert "\\u009b31m\\u202ex\\udb40\\udc41" in text
    assert json.loads(text)[0]["by"] == score.by


def test_scores_are_listed_with_a_rate_only_where_there_is_one(tmp_path: Path) -> None:
    few, many = Score("A", 0, 1, 2, 0, 1), Score("B", 0, 0, 6, 1, 3)
    assert [row["percent"] for row in json.loads(listing.as_json([few, many]))] == [None, 60]
    rows = list(csv.DictReader(io.StringIO(listing.as_csv([few, many], Score).decode("utf-8-sig"))))
    assert [(row["resolved"], row["percent"]) for row in rows] == [("3", ""), ("10", "60")]


def test_a_draft_is_no_forecast_that_readers_know(tmp_path: Path) -> None:
    read = room(
        tmp_path, {f"{MONTH}/a.yaml": yaml("A", FORECASTS, "status: draft"), f"{MONTH}/b.yaml": yaml("B")}
    )
    assert list(forecasts.every(listing.told(read, NOW))) == []
