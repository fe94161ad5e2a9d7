from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from psr_report import assemble, quantities
from psr_report.issue import Issue
from tests.desk import MONTH, NOW, article, issue, room, yaml

LATER = "embargo: 2026-01-01T09:00+00:00"
FIGURE = "figures: {{a: {{label: {0}, value: {1}, of: {2}, metric: price, period: {3}, source: desk}}}}"


def priced(value: str, period: str, of: str = "cells", headline: str = "Cells", more: str = "") -> str:
    return yaml(headline, FIGURE.format("paid", value, of, period), more)


def changes(made: Issue) -> list[tuple[float, str, str | None] | None]:
    return [
        (one.change.percent, one.change.since.text, one.change.issue) if one.change else None
        for story in made.stories
        for one in story.figures
    ]


def test_sections_come_as_the_plan_has_them(tmp_path: Path) -> None:
    plan = (
        "sections:\n  - {name: Second, articles: [b]}\n  - {name: Empty, articles: [z]}\n  - "
        "{name: First, articles: [c, a]}\n"
    )
    files = {f"{MONTH}/{slug}.yaml": yaml(slug.upper()) for slug in "abc"}
    made = issue(
        tmp_path, {**files, f"{MONTH}/issue.yaml": plan, f"{MONTH}/z.yaml": yaml("Z", "status: draft")}
    )
    assert [(one.id, one.name, [story.slug for story in one.stories]) for one in made.sections] == [
        ("section-1", "Second", ["b"]),
        ("section-2", "First", ["c", "a"]),
    ]


def test_without_a_plan_topics_come_in_their_order_with_leads_and_new_stories_first(tmp_path: Path) -> None:
    files = {
        "truck": yaml("T", "date: 2025-11", topic="trucks"),
        "undated": yaml("U"),
        "old": yaml("O", "date: 2024"),
        "new": yaml("N", "date: 2025-10"),
        "lead": yaml("L", "size: lead", "date: 2023"),
        "brief": yaml("B", "size: brief", "date: 2025-11"),
    }
    made = issue(tmp_path, {f"{MONTH}/{slug}.yaml": text for slug, text in files.items()})
    assert [(one.name, [story.slug for story in one.stories]) for one in made.sections] == [
        ("Batteries", ["lead", "new", "old", "undated", "brief"]),
        ("Trucks", ["truck"]),
    ]


def test_a_source_of_two_stories_has_one_number(tmp_path: Path) -> None:
    report = "{publisher: T&E, title: EV report, url: 'https://te.example/a', published: 2025-09}"
    again = "{publisher: T&e, title: the EV report, url: 'https://te.example/a', published: 2025-09}"
    files = {
        f"{MONTH}/a.yaml": yaml("A", f"sources: {{te: {report}, own: {{publisher: A, title: a}}}}"),
        f"{MONTH}/b.yaml": yaml("B", f"sources: {{own: {{publisher: B, title: b}}, other: {again}}}"),
    }
    made = issue(tmp_path, files)
    assert [(one.number, one.publisher, one.stories) for one in made.sources] == [
        (1, "T&E", ("a", "b")),
        (2, "A", ("a",)),
        (3, "B", ("b",)),
    ]
    assert [[one.number for one in story.sources] for story in made.stories] == [[1, 2], [3, 1]]


def test_a_page_of_another_month_or_of_another_reporter_is_another_source(tmp_path: Path) -> None:
    sources = (
        "sources:\n  a: {publisher: P, title: Monthly, published: 2025-09}\n"
        "  b: {publisher: P, title: Monthly, published: 2025-10}\n"
        "  c: {publisher: P, title: Monthly, published: 2025-09, via: MSN}\n  d: "
        "{publisher: P, title: monthly, published: 2025-09}\n"
    )
    made = issue(tmp_path, {f"{MONTH}/a.yaml": yaml("A", sources)})
    assert [one.number for one in made.sources] == [1, 2, 3]
    assert [one.number for one in made.stories[0].sources] == [1, 2, 3]


WITHHELD = {
    "embargoed": LATER,
    "draft": "status: draft",
    "unlisted": "size: brief",
}


@pytest.mark.parametrize("why", WITHHELD)
def test_nothing_of_a_story_left_out_is_anywhere(tmp_path: Path, why: str) -> None:
    secret = yaml(
        "Zebra headline",
        WITHHELD[why],
        "companies: [Kia]",
        "region: Europe",
        "figures: {zebra: {label: Zebra label, value: 5%, source: zebra}}",
        "forecasts: [{statement: Zebra forecast, by: Zebra, due: 2030}]",
        "analysis: {by: [ada], text: Zebra view of kWh}",
        "corrections: [{date: 2025-11-01, was: zebra a, now: zebra b, reason: zebra c}]",
        "announce: the zebra",
        "sources: {zebra: {publisher: Zebra, title: t}}",
        summary="The BEV is a zebra, says Volvo Cars.",
    )
    plan = (
        "cover: {figure: secret/zebra, text: A zebra.}\nannounce: a zebra and more\n"
        "takeaways: [{text: Zebra words., article: secret}, {text: Open words., article: open}]\n"
        "watch: [{date: 2026, text: Zebra day., article: secret}, {date: 2027, text: Open day.}]\n"
        f"sections: [{{name: All, articles: [open{'' if why == 'unlisted' else ', secret'}]}}]\n"
    )
    if why == "unlisted":
        plan = plan.replace("announce: a zebra and more\n", "")
    files = {
        f"{MONTH}/open.yaml": yaml("Open"),
        f"{MONTH}/secret.yaml": secret,
        f"{MONTH}/issue.yaml": plan,
        "terms.yaml": "BEV: {definition: A car.}\nkWh: {definition: Energy.}\n",
    }
    made = issue(tmp_path, files, now=NOW)
    assert "zebra" not in repr(made).casefold()
    assert b"zebra" not in b"".join(made.attachments.values()).lower()
    assert made.cover is None
    assert made.announce is None
    assert [one.text for one in made.takeaways] == ["Open words."]
    assert [one.text for one in made.watch] == ([] if why == "embargoed" else ["Open day."])
    assert (made.companies, made.regions, made.glossary, made.forecasts, made.corrections) == (
        (),
        (),
        (),
        (),
        (),
    )
    assert made.authors == ()
    assert made.withheld == (() if why == "unlisted" else ("secret",))


@pytest.mark.parametrize(("why", "is_said"), [("draft", True), ("unlisted", True), ("embargoed", False)])
def test_texts_that_name_no_story_are_silent_while_one_is_under_embargo(
    tmp_path: Path, why: str, is_said: bool
) -> None:
    listed = "open" if why == "unlisted" else "open, secret"
    plan = (
        "letter: The BEV of the year.\nwatch: [{date: 2026, text: Free day.},"
        " {date: 2027, text: Open day., article: open}]\n"
        f"sections: [{{name: All, articles: [{listed}]}}]\n"
    )
    files = {
        f"{MONTH}/open.yaml": yaml("Open"),
        f"{MONTH}/secret.yaml": yaml("Secret", WITHHELD[why]),
        f"{MONTH}/issue.yaml": plan,
    }
    made = issue(tmp_path, files)
    assert [one.text for one in made.watch] == (["Free day."] if is_said else []) + ["Open day."]
    assert (made.letter is not None, terms(made) == ["BEV"]) == (is_said, is_said)
    attached = made.attachments["issue.yaml"]
    assert (b"BEV" in attached, b"Free day" in attached, b"Open day" in attached) == (is_said, is_said, True)


def test_an_embargo_ends_at_its_moment(tmp_path: Path) -> None:
    files = {f"{MONTH}/open.yaml": yaml("Open"), f"{MONTH}/late.yaml": yaml("Late", LATER)}
    read = room(tmp_path, files)
    before = assemble.selection(read, MONTH, datetime(2026, 1, 1, 8, 59, 59, tzinfo=UTC))
    at = assemble.selection(read, MONTH, datetime(2026, 1, 1, 9, tzinfo=UTC))
    assert ([one.slug for one in before.stories], before.withheld) == (["open"], ("late",))
    assert before.recheck_after == datetime(2026, 1, 1, 9, tzinfo=UTC)
    assert ([one.slug for one in at.stories], at.left_out, at.recheck_after) == (["late", "open"], (), None)


def test_a_draft_is_printed_and_marked_when_asked_for(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a.yaml": yaml("A", "status: draft"),
        f"{MONTH}/b.yaml": yaml("B", "status: draft", LATER),
    }
    made = issue(tmp_path, files, drafts=True)
    assert [(one.slug, one.is_draft) for one in made.stories] == [("a", True)]


@pytest.mark.parametrize("why", WITHHELD)
def test_a_story_withheld_in_an_earlier_month_leaks_neither_figure_nor_forecast_nor_headline(
    tmp_path: Path, why: str
) -> None:
    more = f"{WITHHELD[why]}\nforecasts: [{{statement: Zebra forecast, of: cells, metric: price}}]"
    files = {
        "2025-09/old.yaml": priced("US$148/kWh", "2022", headline="Zebra", more=more),
        "2025-09/issue.yaml": "sections: [{name: All, articles: []}]" if why == "unlisted" else "",
        f"{MONTH}/now.yaml": priced("US$63/kWh", "2025", more="follows: 2025-09/old"),
    }
    made = issue(tmp_path, files, now=NOW)
    assert changes(made) == [None]
    assert made.forecasts == ()
    assert made.stories[0].follows is None
    assert assemble.selection(room(tmp_path, {}), MONTH, NOW, drafts=True).earlier == ()


def test_an_embargo_of_an_earlier_month_is_a_moment_to_look_again(tmp_path: Path) -> None:
    files = {"2025-09/old.yaml": yaml("Old", LATER), f"{MONTH}/now.yaml": yaml("Now")}
    chosen = assemble.selection(room(tmp_path, files), MONTH, NOW)
    assert chosen.recheck_after == datetime(2026, 1, 1, 9, tzinfo=UTC)
    assert chosen.left_out == ()


def test_a_change_is_known_from_an_earlier_issue_and_from_this_one(tmp_path: Path) -> None:
    files = {
        "2025-09/old.yaml": priced("US$148/kWh", "2022"),
        f"{MONTH}/now.yaml": priced("US$63/kWh", "2025"),
        f"{MONTH}/other.yaml": priced("US$50/kWh", "2024", of="packs"),
        f"{MONTH}/this.yaml": priced("US$60/kWh", "2025", of="packs"),
    }
    made = issue(tmp_path, files)
    assert changes(made) == [(-57, "2022", "2025-09"), None, (20, "2024", None)]
    assert [one.slug for one in made.dashboard] == ["now", "this"]


def test_an_earlier_story_is_followed_when_readers_have_seen_it(tmp_path: Path) -> None:
    files = {
        "2025-09/old.yaml": yaml("Old news"),
        f"{MONTH}/now.yaml": yaml("Now", "follows: 2025-09/old"),
        f"{MONTH}/lost.yaml": yaml("Lost", "follows: 2025-08/none"),
    }
    links = {one.slug: one.follows for one in issue(tmp_path, files).stories}
    assert links["lost"] is None
    assert links["now"] is not None
    assert (links["now"].headline, links["now"].issue, links["now"].slug) == (
        "Old news",
        "September 2025",
        "old",
    )


@pytest.mark.parametrize("broken", ["headline: [", "nonsense: 1", "\x07", "headline: X\nfollows: 3"])
def test_a_broken_earlier_issue_takes_a_memory_away_and_stops_nothing(tmp_path: Path, broken: str) -> None:
    files = {
        "2025-09/old.yaml": broken,
        "2025-10/issue.yaml": broken,
        "2025-10/old.yaml": priced("US$148/kWh", "2022"),
        f"{MONTH}/now.yaml": priced("US$63/kWh", "2025", more="follows: 2025-09/old"),
    }
    made = issue(tmp_path, files)
    assert changes(made) == [None]
    assert made.stories[0].follows is None


@pytest.mark.parametrize("broken", ["people.yaml", "companies.yaml", "topics.yaml", "terms.yaml"])
def test_a_list_that_cannot_be_read_crashes_nothing(tmp_path: Path, broken: str) -> None:
    story = yaml(
        "A",
        "companies: [CATL]",
        "region: China",
        "segment: passenger cars",
        "analysis: {by: [ada], text: So it is}",
        "image: {file: images/none.jpg, alt: a, credit: b, licence: c}",
        "figures: {a: {label: x, value: 5 km, source: nobody}}",
        "chart: {kind: bar, title: t, measure: m, figures: [nothing]}",
        "quotes: [{text: q, source: nobody}]",
        "forecasts: [{statement: s, source: nobody}]",
        "follows: nowhere",
    )
    plan = "editor: ada\ncover: {figure: a/nothing}\ntakeaways: [{text: T, article: none}]\n"
    made = issue(tmp_path, {broken: "- [", f"{MONTH}/a.yaml": story, f"{MONTH}/issue.yaml": plan})
    one = made.stories[0]
    assert one.companies == ("CATL",)
    assert one.kicker == ("China", "batteries" if broken == "topics.yaml" else "Batteries", "passenger cars")
    assert (one.charts, one.quotes, one.picture, one.follows, one.figures[0].source) == (
        (),
        (),
        None,
        None,
        None,
    )
    assert one.analysis is not None
    assert one.analysis.sign_offs == (
        () if broken == "people.yaml" else ("Ada Sample is Editor at Sample House.",)
    )
    assert (made.editor is None) is (broken == "people.yaml")
    assert (made.cover, made.takeaways) == (None, ())
    assert [entry.name for entry in made.regions] == ["China"]


def test_companies_are_indexed_by_list_and_by_whole_name_and_not_by_alias(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a.yaml": yaml("A", "companies: [CATL]"),
        f"{MONTH}/b.yaml": yaml(
            "B", summary="The Volvo Cars of Siam\nMotors, **Kia** too, Catl not, nor Kiang or TeleKia."
        ),
        f"{MONTH}/c.yaml": yaml("C", summary="See [here](https://kia.example/Kia)."),
    }
    made = issue(tmp_path, files)
    assert [(one.name, one.native_name, one.slugs) for one in made.companies] == [
        ("CATL", "宁德时代", ("a",)),
        ("Kia", None, ("b",)),
        ("Siam Motors", None, ("b",)),
        ("Volvo Cars", None, ("b",)),
    ]


def test_the_glossary_has_only_terms_that_are_printed(tmp_path: Path) -> None:
    drawn = (
        "figures:\n  a: {label: of BEVs unseen, value: 5, of: A}\n  b: {label: paid, value: US$5/kWh}\n"
        "chart: {kind: bar, title: t, measure: m, figures: [a]}"
    )
    assert terms(issue(tmp_path / "a", {f"{MONTH}/a.yaml": yaml("A", drawn)})) == ["kWh"]
    link = "See [this](https://ev.example/EV), not BEVish."
    assert terms(issue(tmp_path / "b", {f"{MONTH}/a.yaml": yaml("A", summary=link)})) == []
    plural = {f"{MONTH}/a.yaml": yaml("A"), f"{MONTH}/issue.yaml": "letter: All EVs.\n"}
    assert terms(issue(tmp_path / "c", plural)) == ["EV"]
    old = {
        "2025-09/a.yaml": yaml("A", "forecasts: [{statement: More BEVs}]", summary="kWh"),
        f"{MONTH}/a.yaml": yaml("A"),
    }
    assert terms(issue(tmp_path / "d", old)) == ["BEV"]


def terms(made: Issue) -> list[str]:
    return [entry.term for entry in made.glossary]


def test_the_tracker_keeps_earlier_forecasts_and_says_which_are_due(tmp_path: Path) -> None:
    forecasts = (
        "forecasts:\n  - {statement: Early, by: X, due: 2025-10, of: cells, metric: price}\n"
        "  - {statement: Late, by: X, due: 2025, of: cells, metric: price}\n  - {statement: Undated}\n"
    )
    again = "forecasts: [{statement: Late again, by: X, due: 2025, of: Cells, metric: Price, source: desk}]"
    files = {
        "2025-09/a.yaml": yaml("A", forecasts),
        f"{MONTH}/b.yaml": priced("US$63/kWh", "2025-09", more=again),
    }
    made = issue(tmp_path, files)
    told = [
        (one.statement, one.status, one.is_new, one.issue, one.last is not None) for one in made.forecasts
    ]
    assert told == [
        ("Late again", "open", True, "November 2025", True),
        ("Early", "due", False, "September 2025", True),
        ("Undated", "open", False, "September 2025", False),
    ]


def test_the_last_known_value_of_a_forecast_says_who_stands_behind_it(tmp_path: Path) -> None:
    more = "forecasts: [{statement: Less, of: cells, metric: price, due: 2030}]"
    files = {
        "2025-09/old.yaml": priced("US$148/kWh", "2025-08"),
        f"{MONTH}/now.yaml": yaml("Now", more),
    }
    [told] = issue(tmp_path, files).forecasts
    assert told.last is not None
    assert (told.last.by, told.last_issue) == ("Desk", "2025-09")


def test_a_figure_says_who_stands_behind_it_and_what_the_house_pair_is(tmp_path: Path) -> None:
    text = yaml(
        "A",
        "figures:\n  a: {label: x, value: 758 km, source: te}\n  b: {label: x, value: 1000 "
        "km, also: 600 miles, by: Me, source: te}\n"
        "  c: {label: x, value: 200 gallons}\n",
        "sources: {te: {publisher: Transport & Environment (T&E), title: t}}",
    )
    a, b, c = issue(tmp_path, {f"{MONTH}/a.yaml": text}).stories[0].figures
    assert (a.by, a.pair_is_converted, a.pair and quantities.house(a.pair)) == ("T&E", True, "471\u00a0miles")
    assert (b.by, b.pair_is_converted, b.pair and quantities.house(b.pair)) == ("Me", False, "600\u00a0miles")
    assert (c.by, c.pair_is_converted, c.pair, c.source) == (None, False, None, None)


def test_figures_that_a_chart_shows_leave_the_rail_unless_nothing_else_is_there(tmp_path: Path) -> None:
    five = "".join(f"  f{number}: {{label: x{number}, value: {number + 1}}}\n" for number in range(5))
    charted = "chart: {kind: bar, title: t, measure: m, figures: [f0, f1, f2, f3, %s]}"
    some = issue(tmp_path / "a", {f"{MONTH}/a.yaml": yaml("A", f"figures:\n{five}", charted % "f0")})
    every = issue(tmp_path / "b", {f"{MONTH}/a.yaml": yaml("A", f"figures:\n{five}", charted % "f4")})
    assert [one.id for one in some.stories[0].figures] == ["f4"]
    assert [one.id for one in every.stories[0].figures] == ["f0", "f1", "f2", "f3"]


def test_a_chart_that_would_mislead_is_left_out_and_never_drawn(tmp_path: Path) -> None:
    text = yaml(
        "A",
        "figures:\n  a: {label: x, value: 5%, period: 2025, of: A}\n  b: {label: y, value: "
        "6%, period: H1 2025, of: B}\n",
        "chart: {kind: bar, title: t, measure: m, figures: [a, b]}\nignore: {chart-data: I know}",
    )
    assert issue(tmp_path, {f"{MONTH}/a.yaml": text}).stories[0].charts == ()


@pytest.mark.parametrize(
    ("value", "dots"),
    [
        ("0.1%", 1),
        ("0.01%", 1),
        ("22%", 220),
        ("9.25%", 93),
        ("100%", 1000),
        ("101%", None),
        ("0%", None),
        ("−5%", None),
        ("20–25%", None),
        ("22 km", None),
        ("22", None),
    ],
)
def test_the_cover_lights_so_many_dots_in_a_thousand(tmp_path: Path, value: str, dots: int | None) -> None:
    text = yaml("A", f"figures: {{a: {{label: of all, value: {value}}}}}")
    made = issue(tmp_path, {f"{MONTH}/a.yaml": text, f"{MONTH}/issue.yaml": "cover: {figure: a/a}"})
    assert made.cover is not None
    assert (made.cover.dots, made.cover.text) == (dots, "of all")


def test_four_stories_stand_on_the_cover_the_larger_first(tmp_path: Path) -> None:
    sizes = {"a": "brief", "b": "standard", "c": "lead", "d": "standard", "e": "brief"}
    plan = "sections: [{name: All, articles: [a, b, c, d, e]}]"
    files = {f"{MONTH}/{slug}.yaml": yaml(slug, f"size: {size}") for slug, size in sizes.items()}
    made = issue(tmp_path, {**files, f"{MONTH}/issue.yaml": plan})
    assert [one.slug for one in made.cover_stories] == ["c", "b", "d", "a"]


def test_an_analysis_without_a_note_prints_nothing(tmp_path: Path) -> None:
    made = issue(tmp_path, {f"{MONTH}/a.yaml": yaml("A", "analysis: {none: not supplied}")})
    assert made.stories[0].analysis is None


def test_a_number_that_stands_on_the_row_of_a_chart_leads_to_the_source_of_the_chart(tmp_path: Path) -> None:
    chart = (
        "chart: {kind: bar, title: It is so, measure: US$, source: wire,\n"
        "  rows: [{a: A, b: US$3, kind: estimate}]}\n"
        "sources:\n  desk: {publisher: D, title: t, url: unknown, published: unknown}\n"
        "  wire: {publisher: W, title: t, url: unknown, published: unknown}"
    )
    [told] = issue(tmp_path, {f"{MONTH}/a.yaml": yaml("A", chart, summary="It costs US$3.")}).stories
    [number] = told.text.numbers
    [backing] = number.figures
    assert (backing.kind, backing.source and backing.source.publisher) == ("estimate", "W")
    assert told.text.notes == ((len("It costs US$3."), (backing.source.number,)),)


def test_a_takeaway_knows_the_numbers_that_its_story_gives(tmp_path: Path) -> None:
    plan = "takeaways:\n  - {text: It costs US$3 and not US$4., article: a}\n"
    story = yaml("A", "figures:\n  cost: {label: x, value: US$3, kind: claim, as_of: 2025-11, source: desk}")
    [told] = issue(tmp_path, {f"{MONTH}/a.yaml": story, f"{MONTH}/issue.yaml": plan}).takeaways
    assert [told.text[each.start : each.end] for each in told.numbers] == ["US$3"]


def test_notes_in_the_text_follow_the_numbers_of_the_issue(tmp_path: Path) -> None:
    figures = "figures: {a: {label: x, value: 22%, source: own}}\nsources: {own: {publisher: O, title: o}}"
    files = {f"{MONTH}/a.yaml": yaml("A"), f"{MONTH}/b.yaml": yaml("B", figures, summary="It is 22%. So.")}
    assert issue(tmp_path, files).stories[1].text.notes == ((10, (2,)),)


def test_an_article_is_its_own_first_line_in_lists() -> None:
    assert assemble.short(article()) == "A story"
    assert assemble.short(article("announce: the plan of BYD")) == "The plan of BYD"


def test_words_quoted_in_the_text_are_not_printed_a_second_time(tmp_path: Path) -> None:
    said = "quotes: [{text: slower ramp-up, source: desk}, {text: a hard year, source: desk}]"
    story = yaml("A", said, summary="The maker names a “slower\nramp-up”.")
    made = issue(tmp_path, {f"{MONTH}/a.yaml": story})
    assert [quote.text for quote in made.stories[0].quotes] == ["a hard year"]
