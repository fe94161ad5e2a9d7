from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from psr_report import horizon
from psr_report.read.newsroom import Newsroom
from tests.desk import room, yaml


def newsroom(folder: Path, month: str, **plans: str) -> Newsroom:
    files = {f"{name[1:].replace('_', '-')}/issue.yaml": text for name, text in plans.items()}
    months = [f"{name[1:].replace('_', '-')}/a.yaml" for name in plans]
    return room(folder, {**files, **{name: yaml("A") for name in months}}, month)


@pytest.mark.parametrize(
    ("plan", "day"),
    [
        ("number: 1", date(2025, 11, 30)),
        ("publishes: 2025-11-05\ncloses: 2025-10-31", date(2025, 11, 5)),
        ("closes: 2025-11-20", date(2025, 11, 20)),
        ("closes: 2025-10-31", date(2025, 11, 1)),
    ],
)
def test_an_issue_speaks_from_its_publishing_day_else_its_close_else_the_end_of_its_month(
    tmp_path: Path, plan: str, day: date
) -> None:
    assert horizon.day(newsroom(tmp_path, "2025-11", m2025_11=plan).folders["2025-11"]) == day


def test_the_newest_issue_knows_everything_and_an_earlier_one_what_was_recorded_by_its_day(
    tmp_path: Path,
) -> None:
    plans = {"m2025_11": "publishes: 2025-11-05", "m2025_12": "publishes: 2025-12-05"}
    of_november = newsroom(tmp_path, "2025-11", **plans)
    assert horizon.knows(of_november, "2025-11", date(2025, 11, 5))
    assert not horizon.knows(of_november, "2025-11", date(2025, 11, 6))
    of_december = newsroom(tmp_path, "2025-12", **plans)
    assert horizon.knows(of_december, "2025-12", date(2027, 1, 1))


def test_only_the_first_issue_that_knows_something_tells_it(tmp_path: Path) -> None:
    plans = {
        "m2025_10": "publishes: 2025-10-05",
        "m2025_11": "publishes: 2025-11-05",
        "m2025_12": "publishes: 2025-12-05",
        "m2026_01": "publishes: 2026-01-05",
    }
    whole = newsroom(tmp_path, "2026-01", **plans)

    def telling(when: date) -> list[str]:
        return [month for month in whole.folders if horizon.tells(whole, month, when, "2025-10")]

    assert telling(date(2025, 10, 1)) == ["2025-11"]
    assert telling(date(2025, 11, 5)) == ["2025-11"]
    assert telling(date(2025, 11, 6)) == ["2025-12"]
    assert telling(date(2026, 3, 1)) == ["2026-01"]
