from __future__ import annotations

from psr_report.counted import counted


def test_one_is_told_from_many_and_from_none() -> None:
    assert [counted(number, "error") for number in (0, 1, 2)] == ["0 errors", "1 error", "2 errors"]
    assert counted(2, "story", plural="stories") == "2 stories"
    assert counted(0, "story", plural="stories", none="no") == "no stories"
