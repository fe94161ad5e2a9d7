"""The web issue as a browser gets it: parsed, not searched for pieces of text."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from psr_report import editions, render
from psr_report.charts import Chart, Point, Row
from psr_report.charts.vega_spec import parse as vega_lite
from psr_report.editions.html import dots
from psr_report.issue import (
    Change,
    Correction,
    CoverFigure,
    ForecasterScore,
    ForecastOutcome,
    Issue,
    Prose,
    Section,
    Takeaway,
    TrackedForecast,
)
from psr_report.periods import parse
from psr_report.quantities import quantity
from psr_report.settings import Report
from tests.issues import (
    BANGKOK,
    CCTV,
    CELLS,
    DEPOTS,
    LEAD,
    SWAPS,
    bare_issue,
    figure,
    picture,
    sample_issue,
    story,
)

VOID = {"meta", "link", "col", "img", "br", "input", "wbr", "path", "rect", "line", "circle"}


class Node:
    """An element: its name, attributes, children and text."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.attributes = name, attributes
        self.children: list[Node | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def text(self) -> str:
        """All text inside, with single spaces."""
        return " ".join(self._typed.split())

    @property
    def _typed(self) -> str:
        return "".join(child if isinstance(child, str) else child._typed for child in self.children)

    def all(self, kind: str = "", **attributes: str) -> list[Node]:
        """Return the elements of a kind with those words in their attributes; ``class_`` is the class."""
        wanted = {key.rstrip("_"): value for key, value in attributes.items()}
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            has = all(value in child.attributes.get(key, "").split() for key, value in wanted.items())
            if (not kind or child.name == kind) and has:
                found.append(child)
            found += child.all(kind, **attributes)
        return found

    def one(self, kind: str = "", **attributes: str) -> Node:
        """Return the only such element."""
        (found,) = self.all(kind, **attributes)
        return found


class Tree(HTMLParser):
    """A page as a tree; an element closed in the wrong order fails the test."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.top = Node("", {})
        self._open = [self.top]
        self.feed(page)
        self.close()
        assert self._open == [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that closes itself."""
        self._open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        """Take text."""
        self._open[-1].children.append(data)


@pytest.fixture(scope="module")
def templates() -> Environment:
    return render.environment()


def page_of(issue: Issue, templates: Environment) -> str:
    with editions.edition("html") as edition:
        edition.begin(issue, templates)
        (output,) = edition.outputs()
    return output.data.decode()


def tree_of(issue: Issue, templates: Environment) -> Node:
    return Tree(page_of(issue, templates)).top


@pytest.fixture(scope="module")
def sample_page(templates: Environment) -> str:
    return page_of(sample_issue(), templates)


@pytest.fixture(scope="module")
def sample(sample_page: str) -> Node:
    return Tree(sample_page).top


def test_the_issue_is_one_file_named_after_the_report_and_the_month(templates: Environment) -> None:
    with editions.edition("html") as edition:
        edition.begin(sample_issue(), templates)
        assert [output.name for output in edition.outputs()] == ["alternative-power-report-2025-11.html"]


def test_the_file_names_no_address_to_load_from(sample: Node, sample_page: str) -> None:
    assert not sample.all("link")
    loading = [
        node[name]
        for tag in ("script", "img", "image", "use", "iframe", "video", "source", "object", "embed")
        for node in sample.all(tag)
        for name in ("src", "href", "srcset", "data")
        if name in node.attributes
    ]
    assert loading
    assert all(address.startswith("data:image/") for address in loading)
    styles = "".join(node.text for node in sample.all("style"))
    assert "@import" not in styles
    assert set(re.findall(r"url\((.{8})", styles)) == {"data:fon"}


def test_the_policy_lets_nothing_load_and_only_the_shipped_script_run(sample: Node, sample_page: str) -> None:
    policy = next(node["content"] for node in sample.all("meta") if "http-equiv" in node.attributes)
    script = sample_page.rpartition("<script>")[2].partition("</script>")[0]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'sha256-{digest}'"
    assert (rules["font-src"], rules["img-src"]) == ("data:", "data:")


def test_the_file_stays_under_a_megabyte_before_pictures(templates: Environment) -> None:
    page = page_of(sample_issue(), templates)
    pictures = sum(len(node["src"]) for node in Tree(page).top.all("img"))
    assert len(page.encode()) - pictures < 1_000_000


def test_a_very_large_issue_leaves_out_fonts_rather_than_grow_over_a_megabyte(templates: Environment) -> None:
    long = Prose("The ministry counts its charging points every year and prints the list. " * 30)
    many = tuple(story(f"story-{number}", f"Story {number}", text=long) for number in range(60))
    page = page_of(bare_issue(*many), templates)
    assert 900_000 < len(page.encode()) < 1_000_000
    assert "font-family:Inter;font-weight:600" in page


def test_the_same_issue_gives_the_same_bytes(sample_page: str, templates: Environment) -> None:
    assert page_of(sample_issue(), templates) == sample_page


def test_rendering_leaves_the_environment_of_the_other_editions_alone() -> None:
    templates = render.environment()
    before = dict(templates.filters)
    page_of(bare_issue(SWAPS), templates)
    assert templates.filters == before


def test_markup_in_a_headline_is_shown_not_run(templates: Environment) -> None:
    typed = '<script>alert("1")</script> & <b>bold</b>'
    page = tree_of(
        bare_issue(story("odd", typed, short=typed, kicker=(typed,), region=typed, why=typed)), templates
    )
    article = page.one("article")
    assert article.one("h3").text == "<script>alert(“1”)</script> & <b>bold</b>"
    assert not article.all("script") + article.all("b")
    assert len(page.all("script")) == 2


def test_structured_data_cannot_end_its_script_element(templates: Environment) -> None:
    page = page_of(bare_issue(story("odd", "</script><!-- <script>")), templates)
    data = page.partition('ld+json">')[2].partition("</script>")[0]
    assert "<" not in data
    assert json.loads(data)["hasPart"][0]["headline"] == "</script><!-- <script>"


def test_structured_data_holds_what_is_known_and_nothing_else(sample: Node, templates: Environment) -> None:
    data = json.loads(sample.one("script", type="application/ld+json").text)
    assert (data["@type"], data["datePublished"], data["reportNumber"]) == ("Report", "2025-11-05", "11")
    assert [part["headline"] for part in data["hasPart"]][:2] == [LEAD.headline, CELLS.headline]
    bare = json.loads(tree_of(bare_issue(SWAPS), templates).one("script", type="application/ld+json").text)
    assert bare.keys() == {"@context", "@type", "name", "inLanguage", "publisher", "hasPart"}
    assert "url" not in bare["publisher"]


def test_every_internal_link_has_its_target(sample: Node) -> None:
    targets = {node["id"] for node in sample.all() if "id" in node.attributes}
    links = {node["href"][1:] for node in sample.all("a") if node["href"].startswith("#")}
    assert links
    assert links <= targets


def test_ids_are_unique_and_labels_point_to_them(sample: Node) -> None:
    ids = [node["id"] for node in sample.all() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    named = [word for node in sample.all() for word in node.attributes.get("aria-labelledby", "").split()]
    assert named
    assert set(named) <= set(ids)


def test_a_story_called_like_a_part_of_the_page_keeps_its_own_anchor(templates: Environment) -> None:
    names = ("sources", "letter", "stories", "about", "section-1")
    page = tree_of(bare_issue(*(story(name, name) for name in names)), templates)
    ids = [node["id"] for node in page.all() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    assert set(names) <= set(ids)


def test_every_story_has_an_anchor_and_stands_in_the_contents_in_its_short_form(sample: Node) -> None:
    contents = sample.one("nav")
    for each in (LEAD, CELLS, BANGKOK, DEPOTS, SWAPS):
        assert sample.one("article", id=each.slug).one("h3").text == each.headline
        assert each.short in [link.text for link in contents.all("a") if link["href"] == f"#{each.slug}"]


def test_headings_go_down_one_level_at_a_time(sample: Node) -> None:
    levels = [int(node.name[1]) for node in sample.all() if re.fullmatch(r"h[1-6]", node.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_a_story_without_figures_prints_no_empty_rail(templates: Environment) -> None:
    article = tree_of(bare_issue(story("plain", "Plain")), templates).one("article")
    assert not article.all(class_="rail") + article.all(class_="fig")


def test_a_bare_issue_prints_no_heading_without_content(templates: Environment) -> None:
    page = tree_of(bare_issue(story("plain", "Plain", sources=())), templates)
    assert [node.text for node in page.all("h2")] == ["Batteries"]
    assert not page.all("form") + page.all("table") + page.all("dl") + page.all(class_="dots")
    assert [link.text for link in page.one("nav").all("a")] == ["Plain"]


def test_a_figure_shows_its_pair_and_says_when_it_was_calculated(templates: Environment) -> None:
    printed, converted = figure("range", "1,000 km", also="620 miles"), figure("weight", "100 kg")
    first, second = tree_of(bare_issue(story("a", "A", figures=(printed, converted))), templates).all(
        class_="fig"
    )
    assert (first.one(class_="num").text, first.one(class_="pair").text) == ("1,000 km", "· 620 miles")
    assert (second.one(class_="num").text, second.one(class_="pair").text) == (
        "100 kg",
        "· 220 lb, calculated",
    )


def test_currency_and_unit_are_small_and_the_number_is_not(templates: Environment) -> None:
    shown = tree_of(bare_issue(story("a", "A", figures=(figure("price", "US$63/kWh"),))), templates).one(
        class_="num"
    )
    assert shown.text == "US$63/kWh"
    assert [small.text for small in shown.all("small")] == ["US$", "/kWh"]


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (-57.432, "▼ down 57% since 2022, calculated"),
        (2.25, "▲ up 2.2% since 2022, calculated"),
        (1234.5, "▲ up 1,234% since 2022, calculated"),
    ],
)
def test_a_change_says_its_direction_in_a_word_beside_the_arrow(
    percent: float, words: str, templates: Environment
) -> None:
    changed = figure("price", "US$63/kWh", change=Change(percent, parse("2022"), None))
    shown = tree_of(bare_issue(story("a", "A", figures=(changed,))), templates).one(class_="moved")
    assert shown.text == words
    assert shown.one("i")["aria-hidden"] == "true"


def test_a_figure_without_kind_source_and_date_prints_no_line_for_them(templates: Environment) -> None:
    alone = replace(figure("price", "5%", None, source=None), as_of=None)
    assert not tree_of(bare_issue(story("a", "A", figures=(alone,))), templates).all(class_="prov")


def test_a_kind_is_a_mark_and_a_word(sample: Node) -> None:
    claim = sample.one("article", id=LEAD.slug).all(class_="prov")[0]
    assert claim.one("i")["class"] == "k claim"
    assert claim.text.startswith("Claim · China Central Television (CCTV), October 2025")


def test_each_chart_is_drawn_for_wide_and_narrow_pages_and_has_its_table(sample: Node) -> None:
    chart = sample.one("article", id=CELLS.slug).one("figure", class_="chart-box")
    assert [svg["width"] for svg in chart.all("svg")] == ["656px", "335px"]
    assert all(svg.one("title").text == CELLS.charts[0].title for svg in chart.all("svg"))
    rows = [
        [cell.text for cell in row.children if isinstance(cell, Node)]
        for row in chart.one("details").all("tr")
    ]
    assert rows[1] == ["LFP", "US$148", "US$63", "−57%"]


def with_chart(**changes: Any) -> Issue:
    rows = (
        Row("2024", (Point(Decimal(5), "5", "actual"),), at=2024.5),
        Row("2025", (Point(Decimal(6), "6", "estimate"),), at=2025.5),
    )
    chart = replace(Chart("c", "line", "Finding", "Measure", rows, "Source."), **changes)
    return bare_issue(story("a", "A", charts=(chart,)))


@pytest.mark.parametrize("kind", ["bar", "grouped", "line", "dots"])
def test_every_kind_of_drawing_has_its_table(kind: str, templates: Environment) -> None:
    chart = tree_of(with_chart(kind=kind), templates).one("figure", class_="chart-box")
    assert len(chart.all("svg")) == 2
    assert [row.text for row in chart.one("details").one("tbody").all("tr")] == [
        "20245Actual",
        "20256Estimate",
    ]


def test_a_vega_lite_drawing_has_the_table_of_its_data(templates: Environment) -> None:
    text = '{"data": {"values": [{"a": "x", "b": 1}]}, "mark": "bar", "encoding": {"x": {"field": "b"}}}'
    issue = with_chart(kind="vega", rows=(), spec=vega_lite(text))
    chart = tree_of(issue, templates).one("figure", class_="chart-box")
    assert [svg["width"] for svg in chart.all("svg")] == ["656px", "335px"]
    assert chart.one("details").one("tbody").text.strip() == "x1"


def test_a_table_as_a_figure_is_not_told_twice(templates: Environment) -> None:
    chart = tree_of(with_chart(kind="table"), templates).one("figure", class_="chart-box")
    assert not chart.all("details")
    tables = chart.all("table")
    assert [table["class"] for table in tables] == ["chart-table web-wide", "chart-table web-narrow"]
    assert tables[0].one("tbody").text.split() == ["20245", "20256estimate"]


def test_every_table_scrolls_in_a_named_region_that_the_keyboard_reaches(sample: Node) -> None:
    regions = sample.all("div", role="region")
    assert sum(len(region.all("table")) for region in regions) == len(sample.all("table")) >= 4
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in regions)


def test_the_end_mark_closes_the_analysis_or_else_the_text(sample: Node) -> None:
    for slug in (LEAD.slug, DEPOTS.slug):
        article = sample.one("article", id=slug)
        assert (
            article.one(class_="end").text == article.one(class_="analysis").one(class_="end").text == "PSR"
        )
    assert sample.one("article", id=SWAPS.slug).one(class_="text").text.endswith("no date. PSR")


def test_a_report_without_end_mark_prints_none(templates: Environment) -> None:
    page = tree_of(bare_issue(DEPOTS), templates)
    assert not page.all(class_="end")
    assert page.one(class_="analysis").one("h4").text == "Analysis"


def test_an_analysis_is_signed_and_says_that_it_is_a_paraphrase(sample: Node) -> None:
    own, other = (sample.one("article", id=slug) for slug in (DEPOTS.slug, LEAD.slug))
    assert own.one(class_="by").text == "PSR Analysis Guy Example"
    assert other.one(class_="by").text == "PSR Analysis Guy Example · paraphrase"
    assert other.one(class_="signoff").text == "Guy Example is Forecast Lead at Power Systems Research."


def test_sources_keep_the_numbers_of_the_issue(sample: Node) -> None:
    items = sample.one("article", id=CELLS.slug).one(class_="sources").all("li")
    assert [(item["value"], item.one(class_="n")["href"]) for item in items] == [("2", "#source-2")]
    listed = sample.one(class_="all-sources")
    assert [item["id"] for item in listed.children if isinstance(item, Node)] == [
        f"source-{number}" for number in (1, 2, 3, 5, 6)
    ]
    ministry = "Ministry of Energy, Thailand (กระทรวงพลังงาน), plan for charging points"
    told = f"3 {ministry}, as reported by Bangkok Daily, date unknown Bangkok’s charging points"
    assert sample.one("li", id="source-3").text == told


def test_links_to_elsewhere_do_not_hand_over_the_page(sample: Node) -> None:
    outside = [link for link in sample.all("a") if link["href"].startswith("http")]
    assert len(outside) >= 5
    assert all("noopener" in link["rel"] for link in outside)


def test_native_names_carry_their_language(sample: Node) -> None:
    index = {entry.one("b").text: entry.one("b").all("span") for entry in sample.all("li") if entry.all("b")}
    assert [span["lang"] for span in index["CATL 宁德时代"] if "lang" in span.attributes] == ["zh-Hans"]
    thai = sample.one("article", id=BANGKOK.slug).one(class_="text").one("span", lang="th")
    assert thai.text == "กระทรวงพลังงาน"


def test_filters_are_hidden_until_the_script_shows_them(sample: Node) -> None:
    form = sample.one("form")
    assert "hidden" in form.attributes
    assert form.one("p", role="status").text == ""
    choices = [(node["name"], node["value"]) for node in form.all("input")]
    assert choices == [
        ("region", ""),
        ("region", "China"),
        ("region", "Global"),
        ("region", "Southeast Asia"),
        ("region", "Europe"),
        ("topic", ""),
        ("topic", "batteries"),
        ("topic", "charging"),
    ]


def test_every_choice_of_the_filters_finds_a_story_and_no_story_is_hidden(sample: Node) -> None:
    articles = sample.all("article")
    assert not any("hidden" in article.attributes for article in articles)
    for node in sample.one("form").all("input"):
        assert not node["value"] or any(
            article[f"data-{node['name']}"] == node["value"] for article in articles
        )


def test_a_single_region_and_topic_need_no_filter(templates: Environment) -> None:
    assert not tree_of(bare_issue(LEAD, story("b", "B")), templates).all("form")


def test_the_cover_lights_the_share_in_a_thousand_dots(sample: Node) -> None:
    assert sample.one(class_="giant").text == "0.1%"
    assert sample.one(class_="dots").one("svg")["aria-label"] == "One thousand dots, one of them lit"
    assert sample.one(class_="dots").one("a")["href"] == f"#{LEAD.slug}"


def test_a_cover_figure_that_is_no_share_stands_beside_the_stories(templates: Environment) -> None:
    cover = CoverFigure(LEAD.figures[0], "is what the maker claims.", None)
    front = tree_of(sample_issue(cover=cover), templates).one("header", class_="cover")
    assert front.one(class_="giant").text == "over 1,000 km"
    assert not front.all(class_="dots")
    assert front.one(class_="prov").one("a")["href"] == f"#source-{CCTV.number}"
    assert [link["href"] for link in front.one(class_="lines").all("a")] == [
        f"#{each.slug}" for each in (LEAD, CELLS, BANGKOK, DEPOTS)
    ]


def test_a_picture_is_inside_the_file_with_its_description_and_rights(templates: Environment) -> None:
    front = tree_of(sample_issue(cover=None, cover_picture=picture(40, 30)), templates).one(
        "header", class_="cover"
    )
    image = front.one("img")
    assert image["src"].startswith("data:image/jpeg;base64,/9j/")
    assert (image["alt"], image["width"], image["height"]) == ("A cell plant seen from the air", "40", "30")
    assert front.one("figcaption").text == "The pilot line in Hefei. Photo: Ada Sample · CC BY 4.0"


def lit(count: int) -> int:
    return sum((int(run) - 1) // 10 + 1 for run in re.findall(r"h([0-9]+)", dots(count).lit))


@pytest.mark.parametrize("count", [1, 3, 4, 49, 50, 51, 220, 999, 1000])
def test_exactly_as_many_dots_are_lit_as_the_share_has(count: int) -> None:
    assert lit(count) == count
    assert lit(1000) == sum((int(run) - 1) // 10 + 1 for run in re.findall(r"h([0-9]+)", dots(count).dim))


def test_a_run_of_dots_begins_at_the_bottom_left() -> None:
    assert dots(51).lit == "M5 195h491M5 185h1"


def test_a_draft_carries_a_visible_mark_and_stays_out_of_the_structured_data(templates: Environment) -> None:
    page = tree_of(bare_issue(story("a", "A", is_draft=True), story("b", "B")), templates)
    assert page.one("article", id="a").one(class_="draft").text.startswith("Draft")
    assert not page.one("article", id="b").all(class_="draft")
    data = json.loads(page.one("script", type="application/ld+json").text)
    assert [part["headline"] for part in data["hasPart"]] == ["B"]


def test_briefs_stand_abreast_and_a_brief_alone_like_any_story(sample: Node, templates: Environment) -> None:
    assert len(sample.one(class_="briefs").all("article")) == 3
    two = tree_of(bare_issue(BANGKOK, DEPOTS, LEAD, SWAPS), templates)
    assert two.one(class_="briefs")["class"] == "briefs two"
    assert [article["id"] for article in two.one(class_="briefs").all("article")] == [
        BANGKOK.slug,
        DEPOTS.slug,
    ]


def test_a_brief_with_a_chart_gets_the_width_that_the_chart_needs(templates: Environment) -> None:
    charted = story("charted", "Charted", size="brief", charts=CELLS.charts)
    page = tree_of(bare_issue(BANGKOK, charted, DEPOTS), templates)
    assert not page.all(class_="briefs")
    assert page.one("article", id="charted").all("svg")


def test_a_forecast_of_an_earlier_issue_names_it_and_links_to_no_story(sample: Node) -> None:
    tracker = sample.one("section", id="Forecasts")
    new, earlier, unvalued = (row for row in tracker.all("tr") if row.all("td"))
    assert new.one("th").one("a")["href"] == f"#{CELLS.slug}"
    assert earlier.one("th").text == "Price of an LFP cell From the September 2025 issue"
    assert not earlier.all("a")
    assert [cell.text for cell in earlier.all("td")][-1] == "Due: to be checked"
    assert [cell.text for cell in unvalued.all("td")][:2] == ["not stated", "no figure"]


def test_a_correction_is_dated_beside_the_story_and_in_the_list(sample: Node) -> None:
    words = "Corrected on 12 November 2025"
    beside = sample.one("article", id=CELLS.slug).one(class_="correction")
    assert beside.text == f"{words} It said US$65; it now says US$63. The source had corrected its table."
    assert sample.one("section", id="Corrections").text.startswith(f"Corrections {words} {CELLS.headline}")


def test_a_quotation_names_speaker_and_source_once(templates: Environment) -> None:
    quote = LEAD.quotes[0]
    same = replace(quote, speaker=quote.source.publisher)
    page = tree_of(bare_issue(replace(LEAD, quotes=(quote, same))), templates)
    assert [figure.one("figcaption").text for figure in page.all("figure", class_="quote")] == [
        "Huang Xuejie, in China Central Television (CCTV)1",
        "China Central Television (CCTV)1",
    ]


RESOLVED = TrackedForecast(
    "Share of trucks",
    "BMI",
    quantity("nearly 46%"),
    parse("2025"),
    None,
    None,
    "miss",
    "old",
    "October 2025",
    False,
    metric="trucks, share of sales",
    confidence="very likely",
    outcome=ForecastOutcome(
        quantity("22%"), "Office", "https://example.org/o?a=1&b=2", parse("2026-01-15"), "Cars only"
    ),
)


def test_a_resolved_forecast_tells_value_source_day_and_note(templates: Environment) -> None:
    unsourced = replace(
        RESOLVED, status="hit", outcome=ForecastOutcome(None, "Desk", None, parse("2026-01-15"), None)
    )
    page = tree_of(replace(bare_issue(SWAPS), forecasts=(RESOLVED, unsourced)), templates)
    first, second = (row for row in page.one("section", id="Forecasts").all("tr") if row.all("td"))
    assert first.one("th").text == "Share of trucks trucks, share of sales From the October 2025 issue"
    who, *_, status = first.all("td")
    assert who.text == "BMI very likely"
    assert status.text == "Miss: 22% Office, 15 January 2026 Cars only"
    assert status.one("a")["href"] == "https://example.org/o?a=1&b=2"
    assert second.all("td")[-1].text == "Hit Desk, 15 January 2026"


def test_the_scorecard_counts_and_says_when_there_are_too_few_for_a_rate(templates: Environment) -> None:
    scores = (
        ForecasterScore("BMI", 10, 6, 1, 3, "60% hit"),
        ForecasterScore("Desk", 1, 0, 0, 1, "too few for a rate (1 of 10)"),
    )
    page = tree_of(replace(bare_issue(SWAPS), forecasts=(RESOLVED,), scorecard=scores), templates)
    rows = page.one(class_="score").all("tr")[1:]
    assert [[cell.text for cell in row.all("td")] for row in rows] == [
        ["10", "6", "1", "3", "60% hit"],
        ["1", "0", "0", "1", "Too few for a rate (1 of 10)"],
    ]
    assert not tree_of(replace(bare_issue(SWAPS), forecasts=(RESOLVED,)), templates).all(class_="score")


def test_an_erratum_names_the_issue_it_belongs_to(templates: Environment) -> None:
    wrong = Correction(
        parse("2025-11-12"), "<b>1</b>", "2", "Typed wrong.", "price of a cell", "October 2025"
    )
    page = tree_of(replace(bare_issue(SWAPS), corrections=(("A story", wrong),)), templates)
    assert page.one("section", id="Corrections").text == (
        "Corrections Corrected on 12 November 2025 A story, October 2025 issue Price of a cell "
        "It said <b>1</b>; it should say 2. Typed wrong."
    )


def test_a_corrected_issue_says_which_edition_it_is(templates: Environment) -> None:
    story = replace(SWAPS, corrections=(Correction(parse("2025-11-12"), "1", "2", "So."),))
    issue = replace(bare_issue(story), edition=2)
    page = tree_of(issue, templates)
    assert "Edition 2, corrected on 12 November 2025." in page.one("footer").text
    [script] = (one for one in page.all("script") if one.attributes.get("type") == "application/ld+json")
    data = json.loads(script.text)
    assert (data["version"], data["dateModified"]) == (2, "2025-11-12")
    assert data["hasPart"][0]["correction"][0]["text"] == "It said 1; it now says 2. So."
    assert "edition" not in tree_of(bare_issue(SWAPS), templates).one("footer").text.casefold()


def test_a_newsroom_sets_the_colours_of_light_pages(templates: Environment) -> None:
    report = Report(name="R", publisher="P", colours={"navy": "#123456"})
    style = tree_of(replace(bare_issue(SWAPS), report=report), templates).all("style")[0].text
    light, dark = style.split("@media screen and (prefers-color-scheme: dark)", 1)
    assert "--navy: #123456;" in light
    assert "#123456" not in dark


def test_the_description_never_ends_inside_a_sentence(templates: Environment) -> None:
    takeaways = (Takeaway("A short one.", LEAD.slug), Takeaway("A" + " long" * 60 + " one.", LEAD.slug))
    page = tree_of(sample_issue(takeaways=takeaways), templates)
    told = next(node["content"] for node in page.all("meta", name="description"))
    assert told == "Alternative Power Report, November 2025. A short one."


def test_a_table_in_prose_scrolls_instead_of_widening_the_page(sample: Node) -> None:
    region = sample.one("article", id=CELLS.slug).all("div", role="region")[0]
    assert region.one("table").text.startswith("Cell 2022 2025 LFP US$148")


def test_a_newsroom_may_replace_a_part_of_the_page(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "html"
    own.mkdir(parents=True)
    (own / "contents.html.j2").write_text("<nav aria-label='Mine'></nav>")
    assert tree_of(bare_issue(SWAPS), render.environment(tmp_path)).one("nav")["aria-label"] == "Mine"


def test_a_section_of_one_story_does_not_count_it(templates: Environment) -> None:
    sections = (Section("section-1", "One", (SWAPS,)), Section("section-2", "Two", (LEAD, CELLS)))
    page = tree_of(replace(bare_issue(SWAPS, LEAD, CELLS), sections=sections), templates)
    assert [head.text for head in page.all(class_="part-head")] == ["One", "Two 2 stories"]


def test_the_last_known_value_stands_beside_the_forecast(sample: Node) -> None:
    cells = [cell.text for cell in sample.one("section", id="Forecasts").all("tr")[2].all("td")]
    assert cells[1:4] == ["US$60/kWh", "H1 2025", "US$63/kWh October 2025"]
