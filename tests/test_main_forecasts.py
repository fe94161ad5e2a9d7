from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from psr_report import assemble, main
from psr_report.read.newsroom import newsroom
from psr_report.selection import selection
from tests.desk import CONTENT, yaml
from tests.program import at_terminal

RESOLVE = ("forecasts", "resolve", "china-trucks/bmi-2025")
VERDICT = ("--actual", "22%", "--outcome", "miss", "--source")
JANUARY = "1768435200"  # 15 January 2026


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the sample newsroom, in the current folder, in January 2026."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", JANUARY)
    for name in ("GITHUB_ACTIONS", "CI"):
        monkeypatch.delenv(name, raising=False)
    return copy


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_list_names_what_is_due_and_what_is_open(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["forecasts"]) == 0
    heads, *rows = capsys.readouterr().out.splitlines()
    assert heads.split()[:3] == ["status", "forecast", "value"]
    assert [row.split()[:2] for row in rows] == [
        ["due", "2025-12/china-trucks/bmi-2025"],
        ["open", "2025-12/china-trucks/bmi-2026"],
        ["open", "2025-10/eu-carmakers/t-e-2027"],
        ["open", "2025-10/china-machines/construction-machinery-association-2028"],
        ["open", "2025-09/cell-prices/not-named-by-the-source-2030"],
    ]
    assert "about US$63/kWh, September 2025" in rows[4]


def test_due_asks_the_clock(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main.run(["forecasts", "--due", "--format", "json"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == ["2025-12/china-trucks/bmi-2025"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    assert main.run(["forecasts", "--due"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "notice: no forecast of any issue stands so\n")


def test_a_verdict_is_written_with_its_new_source_and_shown_as_a_difference(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(content)
    assert main.run([*RESOLVE, *VERDICT, "Made-up House", "--url", "https://example.org/x"]) == 0
    told = capsys.readouterr()
    assert told.out == "content/2025-12/china-trucks.yaml\n"
    assert "+      source: made-up-house\n" in told.err
    assert "notice: the tracker tells it from the issue of December 2025 on" in told.err
    changed = {name for name, data in tree(content).items() if data != before.get(name)}
    assert changed == {"2025-12/china-trucks.yaml"}
    assert main.run(["forecasts", "--resolved", "--format", "csv"]) == 0
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff")))
    assert (row["status"], row["actual"], row["outcome source"], row["outcome date"]) == (
        "miss",
        "22%",
        "Made-up House",
        "2026-01-15",
    )
    assert main.run(["forecasts", "--scorecard"]) == 0
    assert "too few for a rate (1 of 10)" in capsys.readouterr().out
    assert main.run([*RESOLVE, *VERDICT, "cvw"]) == 2
    assert "is resolved already: miss" in capsys.readouterr().err


def test_the_tracker_of_a_built_issue_tells_the_verdict(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run([*RESOLVE, *VERDICT, "cvw"]) == 0
    assert main.run(["build", "2025-12", "-t", "html"]) == 0
    page = Path("output/2025-12/alternative-power-report-2025-12.html").read_text("utf-8")
    assert '<span class="state miss">Miss: 22%</span>' in page
    assert "Too few for a rate (1 of 10)" in page


def test_a_dry_run_shows_the_change_and_writes_nothing(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(content)
    assert main.run([*RESOLVE, *VERDICT, "cvw", "--dry-run"]) == 0
    told = capsys.readouterr()
    assert "+      result: miss\n" in told.out
    assert (told.err, tree(content)) == ("", before)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([*RESOLVE, "--outcome", "mis", "--source", "cvw"], 'did you mean "miss"?'),
        ([*RESOLVE, "--outcome", "miss"], "missing option '--source'"),
        ([*RESOLVE, *VERDICT, "cvw", "--date", "2026-01-16"], "is still to come"),
        ([*RESOLVE, *VERDICT, "cvw", "--date", "2026"], '"2026" is not a day'),
        ([*RESOLVE, *VERDICT, "cvw", "--date", "soon"], "--date:"),
        (["forecasts", "--format", "xml"], "the formats are table, json, csv"),
        (["forecasts", "resolve", "china-truck/1", *VERDICT, "cvw"], 'did you mean "china-trucks"'),
        (["forecasts", "freeze", "2026-02"], "there is no issue for February 2026"),
    ],
)
def test_wrong_usage_is_refused_with_a_way_out_and_nothing_is_written(
    content: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    before = tree(content)
    assert main.run(words) == 2
    assert message in capsys.readouterr().err
    assert tree(content) == before


def test_a_story_that_cannot_be_read_is_told_not_passed_over(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "2025-12" / "china-trucks.yaml").write_text("headline: [\n", "utf-8")
    assert main.run(["forecasts"]) == 0
    assert "china-trucks.yaml:2:1: error:" in capsys.readouterr().err
    assert main.run([*RESOLVE, *VERDICT, "cvw"]) == 1
    assert "china-trucks.yaml:2:1: error:" in capsys.readouterr().err


def test_words_freeze_with_a_release_whose_day_has_come(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = content / "2025-12" / "forecasts.lock"
    lock.unlink(missing_ok=True)
    build = ["build", "2025-12", "-t", "html"]
    assert main.run(build) == 0
    assert not lock.exists()
    capsys.readouterr()
    assert main.run([*build, "--release"]) == 0
    assert "the words of 2 forecasts are frozen in content/2025-12/forecasts.lock" in capsys.readouterr().err
    kept = lock.read_bytes()
    assert main.run([*build, "--release"]) == 0
    assert "nothing has changed" in capsys.readouterr().err
    assert lock.read_bytes() == kept
    story = content / "2025-12" / "china-trucks.yaml"
    head, _, tail = story.read_text("utf-8").partition("forecasts:\n")
    story.write_text(head + "forecasts:\n" + tail.replace("full year 2025", "whole year 2025"), "utf-8")
    assert main.run(build) == 1
    told = capsys.readouterr().err
    assert "the issue of December 2025 published this forecast" in told
    assert "[forecast-frozen]" in told


def test_a_release_before_its_day_freezes_nothing_and_is_built_again_on_the_day(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = content / "2025-12" / "forecasts.lock"
    lock.unlink(missing_ok=True)
    plan = content / "2025-12" / "issue.yaml"
    plan.write_text("publishes: 2026-01-20\n" + plan.read_text("utf-8"), "utf-8")
    build = ["build", "2025-12", "-t", "html", "--release"]
    assert main.run(build) == 0
    assert not lock.exists()
    manifest = json.loads(Path("output/2025-12/manifest.json").read_bytes())
    assert manifest["editions"]["html"]["recheck_after"] == "2026-01-20T00:00:00+00:00"
    assert main.run(["forecasts", "freeze", "2025-12"]) == 2
    assert "is not published yet" in capsys.readouterr().err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(JANUARY) + 5 * 86_400))
    assert main.run(build) == 0
    assert "published: 2026-01-20\n" in lock.read_text("utf-8").replace("'", "")


def test_a_newsroom_that_cannot_be_written_gets_its_release_and_hears_what_is_missing(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from psr_report import write
    from psr_report.errors import RenderError

    def refuses(*arguments: object) -> None:
        raise RenderError("cannot write it: the disk is read-only")

    (content / "2025-12" / "forecasts.lock").unlink(missing_ok=True)
    monkeypatch.setattr(write, "change", refuses)
    assert main.run(["build", "2025-12", "-t", "html", "--release"]) == 0
    told = capsys.readouterr()
    assert "forecasts are not kept: cannot write it: the disk is read-only" in told.err
    assert told.out == "output/2025-12/alternative-power-report-2025-12.html\n"


def test_freezing_by_hand_writes_what_a_release_would(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = content / "2025-10" / "forecasts.lock"
    before = lock.read_bytes()
    assert main.run(["forecasts", "freeze", "october"]) == 0
    assert "there is nothing to freeze" in capsys.readouterr().err
    lock.unlink()
    assert main.run(["forecasts", "freeze", "october"]) == 0
    assert capsys.readouterr().out == "content/2025-10/forecasts.lock\n"
    assert lock.read_bytes() == before


def test_a_terminal_of_eighty_columns_shows_each_forecast_whole(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    told = at_terminal("forecasts", cwd=tmp_path, env={"SOURCE_DATE_EPOCH": JANUARY, "NO_COLOR": "1"})
    assert told.code == 0
    assert max(map(len, told.out.splitlines())) <= 80
    words = " ".join(told.out.split())
    assert "nearly 46%" in words
    assert "Sales of new-energy construction" in words


def test_a_narrow_terminal_breaks_no_name_that_it_has_room_for(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    narrow = {"SOURCE_DATE_EPOCH": JANUARY, "NO_COLOR": "1", "COLUMNS": "40"}
    listed = at_terminal("forecasts", cwd=tmp_path, env=narrow).out.splitlines()
    assert listed[0] == "due      nearly 46%, due 2025 · BMI"
    assert listed[4] == "         2025-12/china-trucks/bmi-2025"
    scored = at_terminal("forecasts", "--scorecard", cwd=tmp_path, env=narrow).out.splitlines()
    assert scored[:2] == ["BMI", "  1 open, 1 due; none resolved yet"]
    assert max(map(len, scored)) <= 40


def test_what_content_says_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2025-11").mkdir()
    (tmp_path / "report.yaml").write_text("name: R\npublisher: P\n")
    text = yaml("A", 'forecasts: [{statement: "[red]so[/red] :warning:", by: "a\u00adb", due: 2024}]')
    (tmp_path / "2025-11" / "a.yaml").write_text(text, "utf-8")
    assert main.run(["forecasts"]) == 0
    told = capsys.readouterr().out
    assert "[red]so[/red] :warning:" in told
    assert "a<U+00AD>b" in told


def test_the_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["forecasts"], ["forecasts", "resolve"], ["forecasts", "freeze"]):
        assert main.run([*words, "--help"]) == 0
        assert "Example: psr-report forecasts" in capsys.readouterr().out


def test_an_issue_whose_forecast_was_resolved_later_passes_and_lists_the_sources_it_had(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = ("CV World", "--url", "https://example.org/2025", "--published", "2026-01-10")
    assert main.run([*RESOLVE, *VERDICT, *late]) == 0
    assert main.run(["check", "december", "--strict"]) == 0, capsys.readouterr().out
    room = newsroom(content, "2025-12").newsroom
    chosen = selection(room, "2025-12", datetime(2026, 1, 15, tzinfo=UTC))
    printed = assemble.issue(room, "2025-12", chosen)
    assert "cv-world" in room.folders["2025-12"].stories["china-trucks"].article.sources
    assert "CV World" not in {source.publisher for source in printed.sources}
    assert any(each.outcome and each.outcome.publisher == "CV World" for each in printed.forecasts)
