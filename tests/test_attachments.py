from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml as plain_yaml

from psr_report import assemble, attachments
from psr_report.figures import sheet
from psr_report.figures.rows import rows
from psr_report.issue import Issue
from psr_report.read.newsroom import newsroom
from tests.desk import CONTENT, NOW, issue, story, yaml

EMBARGO = "embargo: 2026-01-01T00:00+00:00"


def test_the_csv_is_the_issues_part_of_the_ledger() -> None:
    figures = "figures: {range: {label: Range, value: 758 km, source: cctv}}"
    one = story(
        yaml("S", figures, "sources: {other: {publisher: X, title: y}, cctv: {publisher: C, title: t}}")
    )
    numbers = {"story": {"other": 7, "cctv": 4}}
    assert attachments.figures([one], numbers) == sheet.csv(list(rows([one], numbers)))
    [row] = csv.DictReader(io.StringIO(attachments.figures([one], numbers).decode("utf-8-sig"), newline=""))
    assert (row["article"], row["line"], row["source number"]) == ("2025-11/story", "5", "4")


def sample(month: str) -> Issue:
    read = newsroom(CONTENT, month).newsroom
    return assemble.issue(read, month, assemble.selection(read, month, datetime(2026, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize("month", ["2025-09", "2025-10", "2025-11", "2025-12"])
def test_every_figure_of_the_sample_is_attached_and_the_bytes_are_the_same_twice(month: str) -> None:
    made = sample(month)
    assert made.attachments == sample(month).attachments
    csv_files = {"figures.csv", *(["charts.csv"] if month == "2025-11" else [])}
    assert set(made.attachments) == {*csv_files, *(path.name for path in (CONTENT / month).glob("*.yaml"))}
    found = csv.DictReader(io.StringIO(made.attachments["figures.csv"].decode("utf-8-sig"), newline=""))
    typed = [
        (one.slug, name)
        for one in made.stories
        for name in plain_yaml.safe_load((CONTENT / month / f"{one.slug}.yaml").read_text("utf-8")).get(
            "figures", ()
        )
    ]
    assert [(row["article"].partition("/")[2], row["figure"]) for row in found] == typed


def test_the_rows_of_a_chart_are_attached_with_their_source(tmp_path: Path) -> None:
    rows = "[{maker: A, 2024: 5–7 g/km, 2025: unknown, kind: estimate, note: n}, {maker: =B, 2025: −3 g/km}]"
    chart = f"chart: {{kind: bar, title: T, measure: M, rows: {rows}, source: desk}}"
    made = issue(tmp_path, {"2025-11/a.yaml": yaml("A", chart)}).attachments["charts.csv"]
    found = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert tuple(found[0]) == attachments.CHARTS_HEAD
    assert ["|".join(row.values()) for row in found] == [
        "a|1|T|M|A|n|2024|5–7 g/km|5|7|g/km|estimate||1|Desk",
        "a|1|T|M|'=B||2025|−3 g/km|-3|-3|g/km|actual||1|Desk",
    ]


def test_the_data_of_a_vega_lite_chart_are_attached(tmp_path: Path) -> None:
    chart = "chart: {vega: charts/x.vl.json, title: T, measure: M, source: desk}"
    spec = '{"data": {"values": [{"maker": "=A", "margin": 13}]}, "mark": "bar", "encoding": {}}'
    files = {"2025-11/a.yaml": yaml("A", chart), "charts/x.vl.json": spec}
    made = issue(tmp_path, files).attachments["charts.csv"]
    [row] = csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    assert (row["row"], row["series"], row["value as printed"]) == ("'=A", "margin", "13")


PLAN = (
    "# a remark\nletter: Read on.\nannounce: secret things\ncover: {figure: secret/range}\n"
    "takeaways:\n  - {text: Open words., article: open}\n  - {text: Secret words., article: secret}\n"
    "watch:\n  - {date: 2026, text: Open day.}\n  - {date: 2027, text: Secret day., article: secret}\n"
    "sections:\n  - {name: One, articles: [open, secret]}\n  - {name: Two, articles: [secret-too]}\n"
)
SECRET = yaml("Secret", EMBARGO, "figures: {range: {label: Secret range, value: 5 km}}")


def test_the_plan_travels_as_typed_when_everything_in_it_is_printed(tmp_path: Path) -> None:
    plan = "# a remark\nletter: Read on.\n"
    made = issue(tmp_path, {"2025-11/issue.yaml": plan, "2025-11/open.yaml": yaml("Open")})
    assert made.attachments["issue.yaml"] == plan.encode()
    assert made.attachments["open.yaml"] == yaml("Open").encode()


def test_nothing_on_a_withheld_story_is_attached(tmp_path: Path) -> None:
    files = {
        "2025-11/issue.yaml": PLAN,
        "2025-11/open.yaml": yaml("Open"),
        "2025-11/secret.yaml": SECRET,
        "2025-11/secret-too.yaml": yaml("Secret too", "status: draft"),
    }
    made = issue(tmp_path, files, now=NOW).attachments
    assert set(made) == {"figures.csv", "issue.yaml", "open.yaml"}
    assert b"ecret" not in b"".join(made.values())
    assert plain_yaml.safe_load(made["issue.yaml"]) == {
        "takeaways": [{"text": "Open words.", "article": "open"}],
        "sections": [{"name": "One", "articles": ["open"]}],
    }


def test_a_draft_left_out_leaves_the_letter_and_the_dates_of_the_issue(tmp_path: Path) -> None:
    plan = "letter: Read on.\nwatch:\n  - {date: 2026, text: Open day.}\n"
    files = {
        "2025-11/issue.yaml": plan,
        "2025-11/open.yaml": yaml("Open"),
        "2025-11/late.yaml": yaml("Late", "status: draft"),
    }
    made = issue(tmp_path, files).attachments
    assert plain_yaml.safe_load(made["issue.yaml"]) == {
        "letter": "Read on.",
        "watch": [{"date": "2026", "text": "Open day."}],
    }


@pytest.mark.parametrize("blank", ["takeaways", "watch", "sections", "cover", "letter"])
def test_a_key_left_blank_in_the_plan_counts_as_left_out(tmp_path: Path, blank: str) -> None:
    files = {
        "2025-11/issue.yaml": f"number: 3\n{blank}:\n",
        "2025-11/open.yaml": yaml("Open"),
        "2025-11/late.yaml": yaml("Late", "status: draft"),
    }
    made = issue(tmp_path, files).attachments
    assert plain_yaml.safe_load(made["issue.yaml"]) == {"number": "3"}


def test_an_issue_without_a_plan_has_none_attached(tmp_path: Path) -> None:
    assert set(issue(tmp_path, {"2025-11/open.yaml": yaml("Open")}).attachments) == {
        "figures.csv",
        "open.yaml",
    }
