"""The shipped templates, and a newsroom's own in their place."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from psr_report import assemble, charts, render, templates
from psr_report.charts.templates import drawn_with
from psr_report.editions import announcement, html
from psr_report.editions.pdf.page import job
from psr_report.errors import RenderError, UsageError
from psr_report.issue import Issue
from psr_report.read.newsroom import newsroom
from tests.desk import CONTENT, NOW
from tests.issues import sample_issue

NAMES = [template.name for template in templates.every(None)]
TABLE = "charts/table.html.j2"  # the sample has none
EXTENDABLE = [template.name for template in templates.every(None) if template.blocks]


def put(folder: Path, name: str, text: str | None = None, *, extend: bool = False) -> None:
    target, copied = templates.copy(name, folder, extend=extend)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(copied if text is None else text, "utf-8")


def printed(folder: Path | None, issue: Issue | None = None) -> dict[str, str]:
    """Return what the templates of a newsroom make of an issue, by default one with almost everything."""
    env = render.environment(folder)
    asked = issue or sample_issue()
    outputs = [*html.render_issue(asked, env), *announcement.announcement(asked, env)]
    made = job(asked, env)
    texts = {output.name: output.data.decode() for output in outputs}
    return {**texts, "print.html": made["html"], "print.css": made["css"]}


@cache
def of_content() -> Issue:
    """Return a sample issue with numbers in its text and dates years ahead."""
    room = newsroom(CONTENT, "2025-10").newsroom
    return assemble.issue(room, "2025-10", assemble.selection(room, "2025-10", NOW))


@cache
def shipped() -> dict[str, str]:
    return printed(None)


def test_every_template_says_what_it_is() -> None:
    assert sorted(NAMES) == NAMES
    assert [template.name for template in templates.every(None) if not template.about] == []


def test_the_parts_of_an_issue_are_blocks() -> None:
    blocks = {template.name: set(template.blocks) for template in templates.every(None)}
    assert blocks["html/issue.html.j2"] >= {"head", "style", "cover", "contents", "stories", "back", "footer"}
    assert blocks["html/story.html.j2"] >= {"heading", "text", "charts", "analysis", "sources"}
    assert blocks["pdf/issue.html.j2"] >= {"head", "cover", "front", "stories", "reference", "back"}
    assert blocks["pdf/story.html.j2"] >= {"heading", "text", "charts", "analysis", "sources"}


def test_templates_that_only_extend_the_shipped_ones_change_no_byte(tmp_path: Path) -> None:
    for name in EXTENDABLE:
        put(tmp_path, name, extend=True)
    assert printed(tmp_path) == shipped()


def test_copies_of_all_templates_change_no_byte(tmp_path: Path) -> None:
    for name in NAMES:
        if name.endswith(".j2"):
            put(tmp_path, name)
    assert printed(tmp_path) == shipped()


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".j2") and name != TABLE])
def test_each_template_is_taken_from_the_newsroom(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "\n{% broken %}")
    with pytest.raises(RenderError, match=rf"templates/{name}, line 2: Encountered unknown tag 'broken'"):
        printed(tmp_path, of_content() if name in ("html/fact.html.j2", "pdf/timeline.svg.j2") else None)


@pytest.mark.parametrize("name", ["html/web.css", "html/web.js", "pdf/print.css", "pdf/a4.css"])
def test_each_sheet_is_taken_from_the_newsroom(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "/* mine */")
    assert any("/* mine */" in text for text in printed(tmp_path).values())


def test_a_chart_that_is_a_table_is_taken_from_the_newsroom(tmp_path: Path) -> None:
    put(tmp_path, TABLE, "MY TABLE")
    chart = next(chart for story in sample_issue().stories for chart in story.charts)
    with drawn_with(render.environment(tmp_path)):
        assert charts.draw(replace(chart, kind="table"), charts.WEB_WIDE) == "MY TABLE"
    assert charts.draw(replace(chart, kind="table"), charts.WEB_WIDE) != "MY TABLE"


def test_one_block_of_a_story_is_replaced_in_briefs_as_well(tmp_path: Path) -> None:
    name = "html/story.html.j2"
    own = f'{{% extends "shipped/{name}" %}}\n{{% block sources %}}MY SOURCES\n{{% endblock %}}\n'
    put(tmp_path, name, own)
    page = next(text for file, text in printed(tmp_path).items() if file.endswith(".html"))
    assert page.count("MY SOURCES") == len([story for story in sample_issue().stories if story.sources])
    assert '<div class="sources">' not in page


def test_charts_are_drawn_with_the_newsrooms_template_on_the_web_and_on_paper(tmp_path: Path) -> None:
    name = "charts/chart.svg.j2"
    put(
        tmp_path, name, f'{{% extends "shipped/{name}" %}}{{% block axes %}}<g class="mine"/>{{% endblock %}}'
    )
    made = printed(tmp_path)
    pages = [text for file, text in made.items() if file.endswith(".html")]
    assert all('<g class="mine"/>' in page for page in pages)
    assert shipped() == printed(None)


def test_a_copy_says_where_it_is_from_and_when_the_shipped_one_has_changed(tmp_path: Path) -> None:
    put(tmp_path, "html/cover.html.j2")
    put(tmp_path, "pdf/print.css")
    own = {each.name: each for each in templates.every(tmp_path) if each.own}
    assert [(each.state, bool(each.copied_from)) for each in own.values()] == [("yours", True)] * 2
    assert list(templates.notes(tmp_path)) == []
    path = tmp_path / "templates" / "html" / "cover.html.j2"
    first, rest = path.read_text("utf-8").split("\n", 1)
    path.write_text(f"{first[:-15]}{'0' * 12} #}}\n{rest}", "utf-8")
    [note] = templates.notes(tmp_path)
    assert note.endswith("; the shipped html/cover.html.j2 has changed since")
    assert {each.name: each.state for each in templates.every(tmp_path)}["html/cover.html.j2"] == "outdated"


def test_a_file_in_place_of_nothing_is_told(tmp_path: Path) -> None:
    for name in ("html/cove.html.j2", "mine/logo.svg"):
        (tmp_path / "templates" / name).parent.mkdir(parents=True)
        (tmp_path / "templates" / name).write_text("x")
    first, second = templates.notes(tmp_path)
    assert first.endswith(
        'cove.html.j2 stands in place of no shipped template; did you mean "html/cover.html.j2"?'
    )
    assert second.endswith("logo.svg stands in place of no shipped template itself")


def test_a_template_may_be_named_by_what_no_other_is_called() -> None:
    assert templates.named("html/cover") == templates.named("html/cover.html.j2") == "html/cover.html.j2"
    assert templates.named("shipped/html/cover.html") == "html/cover.html.j2"
    assert templates.named("print.css") == "pdf/print.css"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("cover", "may be html/cover.html.j2 or pdf/cover.html.j2"),
        ("htm/cover", "there is no template"),
        ("", "there is"),
    ],
)
def test_a_name_that_is_none_or_several_is_refused(asked: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        templates.named(asked)


def test_what_is_there_is_not_copied_over(tmp_path: Path) -> None:
    put(tmp_path, "html/cover.html.j2")
    with pytest.raises(UsageError, match="is there already"):
        templates.copy("html/cover.html.j2", tmp_path, extend=True)


def test_what_has_no_blocks_cannot_be_extended(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no blocks"):
        templates.copy("pdf/print.css", tmp_path, extend=True)


def test_a_template_that_is_a_link_out_of_the_newsroom_is_not_printed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    own = tmp_path / "room" / "templates" / "html" / "web.css"
    own.parent.mkdir(parents=True)
    own.symlink_to(tmp_path / "secret")
    with pytest.raises(RenderError, match=r"html/web\.css leads out of the newsroom"):
        printed(tmp_path / "room")


def test_no_copy_goes_through_a_link_out_of_the_newsroom(tmp_path: Path) -> None:
    room = tmp_path / "room"
    (room / "templates").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (room / "templates" / "html").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="templates/html leads out of the newsroom"):
        templates.copy("html/cover.html.j2", room)
