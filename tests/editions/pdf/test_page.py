from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from psr_report.editions.pdf.page import job
from psr_report.issue import Issue
from psr_report.render import environment
from tests.issues import picture, sample_issue


def coloured(**colours: str) -> Issue:
    issue = sample_issue()
    return replace(issue, report=issue.report.model_copy(update={"colours": colours}))


def test_a_newsroom_may_swap_two_colours_of_the_house() -> None:
    made = job(coloured(ink="#4A5662", muted="#17212B"), environment())["css"]
    shipped = job(sample_issue(), environment())["css"]
    assert made.count("#17212B") == shipped.count("#4A5662") > 0
    assert made.count("#4A5662") == shipped.count("#17212B") > 0


def test_a_colour_named_in_a_text_stays_as_it_is_written() -> None:
    issue = coloured(navy="#112233")
    told = replace(picture(), alt="the colour #0B4F6C", name="images/x.jpg")
    made = job(replace(issue, cover=None, cover_picture=told), environment())["html"]
    assert 'alt="the colour #0B4F6C"' in made


def test_charts_are_drawn_in_the_newsrooms_colours() -> None:
    made = job(coloured(ink="#010203"), environment())["html"]
    assert 'fill="#010203"' in made
    assert 'fill="#17212B"' not in made


def test_a_newsrooms_own_style_sheet_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    sheet = tmp_path / "templates" / "pdf" / "print.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("h1 { color: #123456 }")
    css = job(sample_issue(), environment(tmp_path))["css"]
    assert "h1 { color: #123456 }" in css
    assert ".toc" not in css


def test_the_document_is_dated_by_its_month_and_never_by_the_clock() -> None:
    assert job(replace(sample_issue(), publishes=None, month="2025-11"), environment())["date"].startswith(
        "2025-11-01"
    )


def test_the_same_issue_has_the_same_identity() -> None:
    first, second = (job(sample_issue(), environment())["identity"] for _ in range(2))
    assert first == second != job(coloured(ink="#010203"), environment())["identity"]
