from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import ExitCode, UsageError
from psr_report.read import months

MONTHS = ["2024-11", "2025-09", "2025-10", "2025-11", "2025-12"]


def refusal(asked: str | None, there: list[str] | None = None) -> tuple[str, str | None]:
    with pytest.raises(UsageError) as caught:
        months.choose(asked, MONTHS if there is None else there)
    assert caught.value.exit_code is ExitCode.USAGE
    return str(caught.value), caught.value.hint


@pytest.mark.parametrize(
    "asked",
    [
        "november",
        "nov",
        "Nov",
        "NOVEMBER",
        "nov.",
        "2025-11",
        "2025/11",
        "nov-2025",
        "nov 2025",
        "Nov. 2025",
        "November 2025",
        "  november   2025 ",
        "november-2025",
        "nov/2025",
        "2025-nov",
        "2025 november",
    ],
)
def test_an_issue_is_called_in_many_ways(asked: str) -> None:
    assert months.choose(asked, MONTHS).month == "2025-11"


@pytest.mark.parametrize(
    ("asked", "month"), [("sept", "2025-09"), ("sep", "2025-09"), ("oct", "2025-10"), ("dec", "2025-12")]
)
def test_months_may_be_shortened_as_far_as_they_are_clear(asked: str, month: str) -> None:
    assert months.choose(asked, MONTHS).month == month


def test_a_bare_month_is_its_newest_issue_and_that_is_said() -> None:
    assert months.choose("november", MONTHS) == months.Chosen(
        "2025-11", "november is November 2025; say 2024-11 for the one before"
    )
    assert months.choose("october", MONTHS) == months.Chosen("2025-10", "october is October 2025")
    assert months.choose("nov 2024", MONTHS) == months.Chosen("2024-11")


@pytest.mark.parametrize("asked", [None, "", "latest", "LATEST"])
def test_nothing_asked_is_the_latest(asked: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")  # 1 December 2025
    assert months.choose(asked, MONTHS) == months.Chosen("2025-12", "latest is December 2025")


def test_the_latest_is_never_of_a_month_to_come_unless_there_is_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547199")  # the last second of November 2025
    assert months.choose("latest", MONTHS).month == "2025-11"
    assert months.choose("latest", ["2025-12", "2026-01"]).month == "2026-01"


def test_current_is_the_month_of_the_clock_that_reproducible_builds_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763000000")  # 13 November 2025
    assert months.choose("current", MONTHS) == months.Chosen("2025-11")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225599")  # the last second of 2025
    assert months.choose("Current", MONTHS) == months.Chosen("2025-12")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert refusal("current") == (
        "there is no issue for this month, January 2026",
        "there is 2024-11, 2025-09, 2025-10, 2025-11, 2025-12; the nearest is 2025-12",
    )


@pytest.mark.parametrize("epoch", ["", "tomorrow", "1.5", "9" * 30])
def test_a_clock_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    message, hint = refusal("current")
    assert message.startswith("SOURCE_DATE_EPOCH is ")
    assert hint


def test_without_that_clock_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(months.time, "time", lambda: 1763000000.9)
    assert months.now().isoformat() == "2025-11-13T02:13:20+00:00"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("novmber", "november"),
        ("septembre", "september"),
        ("novmber 2025", "november 2025"),
        ("lates", "latest"),
        ("curent", "current"),
        ("2025-9", "2025-09"),
        ("2025.11", "2025-11"),
        ("2025-111", "2025-11"),
    ],
)
def test_a_slip_gets_the_nearest_name(asked: str, meant: str) -> None:
    message, hint = refusal(asked)
    assert message == f'"{asked}" is not an issue'
    assert (hint or "").startswith(f'did you mean "{meant}"? there is ')


@pytest.mark.parametrize(
    "asked", ["ju", "2025-13", "2025-00", "zzz", "nov 25", "٢٠٢٥-١١", "../2025-11", "x" * 300, "\x1b[31m"]
)
def test_what_names_no_issue_gets_the_list_of_what_there_is(asked: str) -> None:
    message, hint = refusal(asked)
    assert message.endswith("is not an issue")
    assert (hint or "").endswith("there is 2024-11, 2025-09, 2025-10, 2025-11, 2025-12")


def test_a_month_without_an_issue_gets_the_list_and_the_nearest() -> None:
    listed = "there is 2024-11, 2025-09, 2025-10, 2025-11, 2025-12"
    assert refusal("2025-03") == ("there is no issue for March 2025", f"{listed}; the nearest is 2024-11")
    assert refusal("aug-2025") == ("there is no issue for August 2025", f"{listed}; the nearest is 2025-09")
    assert refusal("may") == ("there is no issue for any May", listed)
    assert refusal("may", ["2025-11"]) == ("there is no issue for any May", "there is 2025-11")


def test_of_many_issues_the_last_twelve_are_listed() -> None:
    many = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    assert refusal("zzz", many)[1] == "the last twelve are " + ", ".join(many[-12:])


def test_a_newsroom_without_an_issue_is_told_how_to_begin() -> None:
    assert refusal("november", []) == (
        "this newsroom has no issue yet",
        "make a folder such as 2025-11 with an article in it",
    )


def test_an_issue_is_a_folder_of_a_month_with_yaml_in_it(tmp_path: Path) -> None:
    named = ["2025-11/a.yaml", "2025-09/issue.yaml"]
    others = ["2025-10/a.txt", "2025-13/a.yaml", "images/a.yaml", "2025-1/a.yaml"]
    others += ["٢٠٢٥-11/a.yaml", "2025-08/.a.yaml", "2025-11-old/a.yaml"]
    for name in (*named, *others):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "2025-12").touch()
    (tmp_path / "2026-01").symlink_to("nowhere")
    assert months.available(tmp_path) == ["2025-09", "2025-11"]


def test_a_folder_that_cannot_be_listed_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be listed: no such file or directory"):
        months.available(tmp_path / "gone")


def test_a_month_is_spoken_in_english() -> None:
    assert months.spoken("2025-05") == "May 2025"
