from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from psr_report import checks
from psr_report.errors import Problem
from tests.desk import MONTH, room, yaml

NOON = datetime(2025, 11, 28, 2, tzinfo=UTC)  # nine o'clock in Bangkok


def told(folder: Path, *more: str, now: datetime = NOON) -> list[Problem]:
    return checks.run(room(folder, {f"{MONTH}/a.yaml": yaml("A", *more)}), MONTH, now, only=["embargoed"])


def test_a_moment_to_come_is_an_information_at_the_moment(tmp_path: Path) -> None:
    [found] = told(tmp_path, "embargo: 2025-11-28T09:01+07:00")
    assert (str(found.severity), found.place.line, found.place.column) == ("info", 5, 10)
    assert found.message.startswith("under embargo until 2025-11-28 09:01+07:00: withheld from every output")


def test_a_moment_that_has_come_is_over_in_every_time_zone(tmp_path: Path) -> None:
    assert told(tmp_path, "embargo: 2025-11-28T09:00+07:00") == []
    assert told(tmp_path, "embargo: 2025-11-27T21:00-05:00") == []


def test_it_cannot_be_set_aside(tmp_path: Path) -> None:
    [found] = told(tmp_path, "embargo: 2026-01-01T00:00+00:00", "ignore: {embargoed: let it be}")
    assert "set aside" not in (found.hint or "")


def test_no_embargo_is_nothing_to_tell(tmp_path: Path) -> None:
    assert told(tmp_path) == []
