from __future__ import annotations

import select
import shutil
from pathlib import Path

import pytest

from psr_report.errors import RenderError
from psr_report.terminal.watching import Saves

WAIT = 30  # seconds: the end of a test that hangs, not a measure


def test_a_save_is_waited_for_beside_other_things_and_taken_once(tmp_path: Path) -> None:
    with Saves(tmp_path) as saves:
        assert not saves.taken()
        (tmp_path / "report.yaml").write_text("name: Sample Report\n", "utf-8")
        assert select.select([saves], [], [], WAIT)[0] == [saves]
        assert saves.taken()


def test_a_newsroom_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    (room / "report.yaml").write_text("name: Sample Report\n", "utf-8")
    with Saves(room) as saves:
        shutil.rmtree(room)
        assert select.select([saves], [], [], WAIT)[0] == [saves]


def test_what_the_system_does_not_let_watch_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    with (
        pytest.raises(RenderError, match="cannot be watched for changes") as raised,
        Saves(tmp_path / "none"),
    ):
        pass
    assert raised.value.hint
