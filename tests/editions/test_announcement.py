from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psr_report import editions, render
from psr_report.editions.announcement import LINE_LIMIT, TEXT_WIDTH
from psr_report.errors import RenderError
from psr_report.issue import Author, IndexEntry, Issue, Prose, Section, Story
from psr_report.settings import Report

SITE = "https://www.powersys.example/reports"
EDITOR = Author("Guy Youngs", "Forecast and Technology Adoption Lead", "Power Systems Research")
TEMPLATES = render.environment()
STORIES = (
    "falling cell prices",
    "a halt to fuel cells",
    "620-mile batteries",
    "pickups in India",
    "swap stations",
)
FOUR = "falling cell prices; a halt to fuel cells; 620-mile batteries; and pickups in India"


def story(announce: str | None = None, **changes: Any) -> Story:
    plain = Story(
        slug="story",
        size="standard",
        section="batteries",
        headline="Cell prices fall",
        short="Cell prices fall",
        kicker=(),
        region=None,
        topic="Batteries",
        topic_id="batteries",
        date=None,
        why=None,
        text=Prose("Makers pay less."),
        figures=(),
        charts=(),
        picture=None,
        quotes=(),
        analysis=None,
        sources=(),
        companies=(),
        corrections=(),
        follows=None,
        announce=announce,
        is_draft=False,
    )
    return replace(plain, **changes)


def issue(
    *stories: Story, site: str | None = None, name: str = "Alternative Power Report", **changes: Any
) -> Issue:
    report = Report(name=name, publisher="Power Systems Research", end_mark="PSR", site=site or "unknown")
    plain = Issue(
        report=report,
        month="2025-11",
        title="November 2025",
        number=None,
        closes=None,
        publishes=None,
        editor=None,
        authors=(),
        cover=None,
        cover_picture=None,
        cover_stories=(),
        letter=None,
        takeaways=(),
        dashboard=(),
        sections=(Section("all", "All", stories),) if stories else (),
        sources=(),
        forecasts=(),
        watch=(),
        companies=(),
        regions=(),
        glossary=(),
        corrections=(),
        announce=None,
        withheld=(),
        attachments={},
    )
    return replace(plain, **changes)


def announced(count: int, **changes: Any) -> Issue:
    return issue(*map(story, STORIES[:count]), **changes)


def files(value: Issue, newsroom: Path | None = None) -> dict[str, str]:
    templates = render.environment(newsroom) if newsroom else TEMPLATES
    with editions.edition("announcement") as edition:
        edition.begin(value, templates)
        return {
            output.name.removeprefix(f"{value.file_stem}-"): output.data.decode()
            for output in edition.outputs()
        }


def markdown(value: Issue) -> str:
    return files(value)["announcement.md"]


def text(value: Issue) -> str:
    return files(value)["announcement.txt"]


def line(value: Issue) -> str:
    return files(value)["announcement-line.txt"]


def subjects(value: Issue) -> str:
    """Return what stands between "you’ll find" and the invitation."""
    found = re.search(r"you’ll find (.*) We invite you", " ".join(text(value).split()))
    assert found is not None
    return found[1]


def of_headline(headline: str, *, prose: str = "Makers pay less.", **changes: Any) -> str:
    return subjects(issue(story(headline=headline, text=Prose(prose)), **changes)).removeprefix(
        "an article on "
    )


def test_the_files_are_the_paragraph_in_markdown_and_in_text_and_the_line() -> None:
    with editions.edition("announcement") as edition:
        edition.begin(announced(1), TEMPLATES)
        names = [output.name for output in edition.outputs()]
    stem = "alternative-power-report-2025-11-announcement"
    assert names == [f"{stem}.md", f"{stem}.txt", f"{stem}-line.txt"]


def test_the_markdown_is_a_paragraph_with_a_link_the_end_mark_and_the_sign_off() -> None:
    assert markdown(announced(4, site=SITE, editor=EDITOR)) == (
        "In the November 2025 issue of the Alternative Power Report, by Guy Youngs, you’ll find articles on "
        "falling cell prices; a halt to fuel cells; 620-mile batteries; and pickups in India. "
        "We invite you to [read the whole issue](https://www.powersys.example/reports). PSR\n"
        "\n"
        "*Guy Youngs is Forecast and Technology Adoption Lead at Power Systems Research.*\n"
    )


def test_the_text_is_wrapped_and_without_markup() -> None:
    assert text(announced(4, site=SITE, editor=EDITOR)) == (
        "In the November 2025 issue of the Alternative Power Report, by Guy\n"
        "Youngs, you’ll find articles on falling cell prices; a halt to fuel\n"
        "cells; 620-mile batteries; and pickups in India. We invite you to read\n"
        "the whole issue: https://www.powersys.example/reports\n"
        "\n"
        "PSR\n"
        "\n"
        "Guy Youngs is Forecast and Technology Adoption Lead at Power Systems\n"
        "Research.\n"
    )


def test_the_line_names_the_issue_its_stories_and_the_link() -> None:
    assert line(announced(2, site=SITE)) == (
        "In the November 2025 issue of the Alternative Power Report: "
        "falling cell prices and a halt to fuel cells. https://www.powersys.example/reports\n"
    )


def test_without_an_editor_nobody_is_named_and_nobody_signs() -> None:
    assert text(announced(1)) == (
        "In the November 2025 issue of the Alternative Power Report, you’ll find\n"
        "an article on falling cell prices. We invite you to read the whole\n"
        "issue.\n"
        "\n"
        "PSR\n"
    )
    assert markdown(announced(1)).endswith("We invite you to read the whole issue. PSR\n")


def test_without_an_end_mark_the_text_leaves_no_gap() -> None:
    value = announced(1, editor=EDITOR)
    value = replace(value, report=value.report.model_copy(update={"end_mark": ""}))
    assert text(value).endswith(
        "whole issue.\n\nGuy Youngs is Forecast and Technology Adoption Lead at Power Systems\nResearch.\n"
    )
    assert "issue.\n\n*Guy" in markdown(value)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "an article on falling cell prices."),
        (2, "articles on falling cell prices and a halt to fuel cells."),
        (3, "articles on falling cell prices; a halt to fuel cells; and 620-mile batteries."),
        (4, f"articles on {FOUR}."),
        (5, f"articles on {FOUR}."),
    ],
)
def test_the_sentence_is_grammatical_for_any_number_of_stories_and_names_four_at_most(
    count: int, expected: str
) -> None:
    assert subjects(announced(count)) == expected


@pytest.mark.parametrize("first", ["trucks, vans", "supply and demand", "R&D", "diesel or hydrogen"])
def test_two_stories_are_parted_by_a_semicolon_when_one_is_a_list_itself(first: str) -> None:
    assert subjects(issue(story(first), story("buses"))) == f"articles on {first}; and buses."


def test_an_issue_without_stories_is_not_announced() -> None:
    assert files(issue(announce="falling prices")) == {}


def test_briefs_come_last_and_only_until_three_stories_are_named() -> None:
    briefs = [story(f"brief {number}", size="brief") for number in "ABC"]
    value = issue(briefs[0], story("the lead", size="lead"), briefs[1], story("the second"), briefs[2])
    assert subjects(value) == "articles on the lead; the second; and brief A."


def test_briefs_alone_are_announced() -> None:
    value = issue(*(story(f"brief {number}", size="brief") for number in "ABCD"))
    assert subjects(value) == "articles on brief A; brief B; and brief C."


def test_three_larger_stories_leave_briefs_unnamed() -> None:
    value = issue(
        story("a brief", size="brief"), story("a lead", size="lead"), story("prices"), story("cells")
    )
    assert subjects(value) == "articles on a lead; prices; and cells."


def test_a_story_is_named_in_its_own_words_as_they_were_typed() -> None:
    assert (
        subjects(issue(story("Another OEM dropping its plans.")))
        == "an article on Another OEM dropping its plans."
    )


def test_the_issue_may_say_it_in_its_own_words() -> None:
    value = announced(5, announce="Articles on cheaper cells;\n another exit; and India’s pickups.")
    assert subjects(value) == "articles on cheaper cells; another exit; and India’s pickups."


def test_own_words_without_semicolons_stay_as_they_are() -> None:
    assert (
        subjects(announced(3, announce="batteries, trucks and hydrogen"))
        == "articles on batteries, trucks and hydrogen."
    )


def test_own_words_on_the_only_story_are_one_article() -> None:
    assert subjects(announced(1, announce="cheaper cells")) == "an article on cheaper cells."


def test_own_words_that_say_nothing_fall_back_on_the_stories() -> None:
    assert subjects(announced(1, announce=" ; and ")) == "an article on falling cell prices."


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Solid-state cells promise 1,000 km", "solid-state cells promise 1,000 km"),
        ("A 100 kg pack is enough", "a 100 kg pack is enough"),
        ("E-axles get cheaper", "e-axles get cheaper"),
        ("Non-EU makers gain", "non-EU makers gain"),
        ("Global sales of BEVs rise", "global sales of BEVs rise"),
        ("Mayors want electric buses", "mayors want electric buses"),
    ],
)
def test_the_first_letter_of_a_headline_is_made_small(headline: str, expected: str) -> None:
    assert of_headline(headline, regions=(IndexEntry("Global", None, ("story",)),)) == f"{expected}."


@pytest.mark.parametrize(
    "headline",
    [
        "GM ends its programme",
        "BEVs fall below parity",
        "T&E counts the credits",
        "Q3 was strong",
        "U-turn at the ministry",
        "China’s trucks go electric",
        "Chinese cells last longer",
        "European makers are on track",
        "North American sales slow",
        "December brings new rules",
        "Li-ion cells get cheaper",
        "1,000 km from one pack",
        "“Slower ramp-up” ends a plan",
        "Battery Prices Fall Again Worldwide",
    ],
)
def test_acronyms_names_of_places_and_title_case_keep_their_capital(headline: str) -> None:
    assert of_headline(headline) == f"{headline}."


def test_the_names_of_companies_regions_and_people_keep_their_capital() -> None:
    value = issue(
        story(headline="Heli builds a plant", companies=("Heli",)),
        story(headline="Siam Motors joins in"),
        story(headline="Nordics buy most"),
        story(headline="Youngs expects more"),
        companies=(IndexEntry("Siam Motors", None, ("story",)),),
        regions=(IndexEntry("Nordics", None, ("story",)),),
        authors=(replace(EDITOR, name="Youngs"),),
    )
    assert subjects(value) == (
        "articles on Heli builds a plant; Siam Motors joins in; Nordics buy most; and Youngs expects more."
    )


def test_a_company_s_name_is_not_found_inside_a_longer_word() -> None:
    value = (IndexEntry("Power", None, ("story",)),)
    assert of_headline("Powerful motors arrive", companies=value) == "powerful motors arrive."


def test_a_word_the_prose_writes_as_a_name_keeps_its_capital() -> None:
    assert of_headline("Rotterdam gets a generator", prose="It stands on a Rotterdam building site.") == (
        "Rotterdam gets a generator."
    )
    assert of_headline("Los Angeles bans diesel", prose="The port of Los Angeles lost its last lorry.") == (
        "Los Angeles bans diesel."
    )


def test_a_capital_at_the_start_of_a_sentence_proves_no_name() -> None:
    assert of_headline("Lorries go electric", prose="It is late. Lorries follow.") == "lorries go electric."


def test_a_word_that_the_prose_also_writes_small_is_no_name() -> None:
    prose = "The firm is called Pure Cells, its cells are pure lithium."
    assert of_headline("Pure lithium sells", prose=prose) == "pure lithium sells."


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Prices fall.", "prices fall."),
        ("Makers leave the U.S.", "makers leave the U.S."),
        ("Is it over?", "is it over?"),
    ],
)
def test_the_sentence_ends_with_one_mark(headline: str, expected: str) -> None:
    assert of_headline(headline) == expected


def test_markdown_in_a_headline_is_shown_not_run() -> None:
    value = issue(story("the *new* snake_case [cell](x) `x` <b> ~5 AT&amp;T R&D \\o/"))
    expected = r"the \*new\* snake\_case \[cell\](x) \`x\` \<b> \~5 AT\&amp;T R&D \\o/"
    assert f"an article on {expected}." in markdown(value)
    shown = str(render.prose(markdown(value)))
    assert "the *new* snake_case [cell](x) `x` &lt;b&gt; ~5 AT&amp;amp;T R&amp;D \\o/." in shown
    assert "the *new* snake_case [cell](x) `x` <b> ~5 AT&amp;T R&D \\o/." in " ".join(text(value).split())


def test_an_address_with_brackets_stays_one_link_in_markdown() -> None:
    address = "https://example.org/a_(b)?c=1&copy;=2"
    assert f'href="{address.replace("&", "&amp;")}"' in render.prose(markdown(announced(1, site=address)))


def test_straight_quotes_are_printed_as_in_the_house() -> None:
    value = issue(story('China\'s "third" way'))
    assert subjects(value) == "an article on China’s “third” way."


def test_invisible_characters_never_occur() -> None:
    value = issue(story("cells\u200b of\u202e\ufeff tomorrow\u00ad\u2028today"), announce=None, site=SITE)
    assert subjects(value) == "an article on cells of tomorrow today."


def test_a_number_and_its_unit_stay_on_one_line_joined_by_a_plain_space() -> None:
    value = issue(story(f"{'x' * 53} 1,000 km"))
    assert "1,000 km" in text(value)
    assert "\u00a0" not in "".join(files(value).values())


def test_a_report_that_is_called_the_something_gets_no_second_article() -> None:
    assert text(announced(1, name="The Power Report")).startswith(
        "In the November 2025 issue of The Power Report, you’ll"
    )


def test_the_text_counts_columns_not_characters() -> None:
    value = issue(story(" ".join(["电池"] * 40)))
    wide = [row for row in text(value).splitlines() if row.startswith("电池 电池")]
    assert {len(row) for row in wide[:2]} == {41}  # 14 words of four columns and 13 spaces: 69 columns


def test_an_address_longer_than_the_text_is_wide_is_not_broken() -> None:
    address = f"{SITE}/{'a' * TEXT_WIDTH}"
    assert address in text(announced(1, site=address)).splitlines()


def test_the_line_drops_stories_from_the_end_until_it_fits() -> None:
    a, b, c = (f"{letter * 50} {letter * 30}" for letter in "abc")
    assert line(issue(story(a), story(b), story(c), site=SITE)) == (
        f"In the November 2025 issue of the Alternative Power Report: {a} and {b}. {SITE}\n"
    )


def test_the_line_names_no_story_when_none_fits() -> None:
    assert (
        line(issue(story("x" * 300), site=SITE))
        == f"The November 2025 issue of the Alternative Power Report is out: {SITE}\n"
    )


def test_an_address_too_long_for_the_line_is_left_out_rather_than_cut() -> None:
    assert line(announced(1, site=f"{SITE}/{'a' * 300}")) == (
        "In the November 2025 issue of the Alternative Power Report: falling cell prices.\n"
    )


def test_a_line_of_exactly_the_limit_is_whole() -> None:
    frame = len(line(issue(story("x"))))
    assert len(line(issue(story("x" * (LINE_LIMIT - frame + 1))))) == LINE_LIMIT
    assert "x" not in line(issue(story("x" * (LINE_LIMIT - frame + 2))))


def test_a_newsroom_may_write_its_own_announcement(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "announcement"
    folder.mkdir(parents=True)
    (folder / "announcement.txt.j2").write_text("{{ title }}: {{ stories }}{{ stop }}\n", encoding="utf-8")
    assert (
        files(announced(2), tmp_path)["announcement.txt"]
        == "November 2025: falling cell prices and a halt to fuel cells.\n"
    )


def test_a_newsroom_s_line_that_can_never_fit_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "announcement"
    folder.mkdir(parents=True)
    (folder / "announcement-line.txt.j2").write_text("too long " * 40, encoding="utf-8")
    with pytest.raises(RenderError, match=r"announcement-line\.txt\.j2 writes over 280 characters"):
        files(announced(2), tmp_path)


WORD = st.text("abcdefgXYZéß₂电池🔋*_&<,;", min_size=1, max_size=60)
WORDS = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


@settings(deadline=None, max_examples=100)
@given(
    names=st.lists(WORDS, min_size=1, max_size=5),
    name=st.text("ABCdef ", min_size=1, max_size=160),
    site=st.none() | st.integers(1, 400).map(lambda length: f"{SITE}/{'s' * length}"),
)
def test_the_line_is_never_too_long_and_never_ends_inside_a_word(
    names: Sequence[str], name: str, site: str | None
) -> None:
    written = line(issue(*map(story, names), site=site, name=f"R {name}"))
    assert len(written) <= LINE_LIMIT
    words = {re.sub(r"[.,;:]+\Z", "", word) for each in names for word in each.split()}
    # "fall" ends the headline, which stands in for words that say nothing.
    endings = words | {"out", "fall"} | ({site} if site else set())
    assert written.endswith("\n")
    assert re.sub(r"[.,;:]+\Z", "", written.split()[-1]) in endings
