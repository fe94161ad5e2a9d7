from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Problem
from tests.read.rooms import ARTICLE, FILES, STORY, lines, problems, room

ISSUE = "2025-11/issue.yaml"
EARLIER = "2025-10/old-story.yaml"

UNSIGNED = ARTICLE.replace("analysis: {none: not supplied}\n", "")


def only(folder: Path, changes: dict[str, str | bytes | None]) -> Problem:
    found = problems(folder, changes)
    assert len(found) == 1, found
    return found[0]


def said(problem: Problem) -> tuple[str, str, str | None]:
    place = f"{problem.place.line}:{problem.place.column}"
    return f"{place} {problem.message}", problem.rule, problem.hint


def test_the_small_newsroom_has_no_problem(tmp_path: Path) -> None:
    assert lines(tmp_path) == []


def test_an_unknown_source_is_named_at_the_figure_that_uses_it(tmp_path: Path) -> None:
    found = only(tmp_path, {STORY: ARTICLE.replace("source: cctv", "source: cctw")})
    assert said(found) == (
        '12:13 source "cctw" is not among this story\'s sources',
        "source-unknown",
        'did you mean "cctv"?',
    )


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ("forecasts:\n  - {statement: S, source: nobody}\n", "20:28"),
        ("quotes:\n  - {text: T, source: nobody}\n", "20:23"),
        ("chart: {kind: bar, title: T, measure: M, figures: [range], source: nobody}\n", "19:68"),
        ("charts:\n  - {kind: bar, title: T, measure: M, figures: [range], source: nobody}\n", "20:65"),
    ],
)
def test_so_it_is_wherever_a_source_is_named(tmp_path: Path, more: str, place: str) -> None:
    found = only(tmp_path, {STORY: ARTICLE + more})
    assert (f"{found.place.line}:{found.place.column}", found.rule) == (place, "source-unknown")
    assert found.hint == "the story has cctv"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "topic: batteries",
            "topic: battery",
            ('2:8 topic "battery" is not in topics.yaml', 'did you mean "batteries"?'),
        ),
        (
            "region: China",
            "region: Chian",
            ('3:9 region "Chian" is not in topics.yaml', 'did you mean "China"?'),
        ),
        (
            "region: China",
            "segment: pasenger cars",
            ('3:10 segment "pasenger cars" is not in topics.yaml', 'did you mean "passenger cars"?'),
        ),
        (
            "[CATL]",
            "[BYD, catl, CATL]",
            ('4:18 company "catl" is not in companies.yaml', 'did you mean "CATL"?'),
        ),
        (
            "[CATL]",
            "[宁德时代]",
            ('4:13 company "宁德时代" is not in companies.yaml', 'did you mean "CATL"?'),
        ),
        (
            "[CATL]",
            "[contemporary amperex]",
            ('4:13 company "contemporary amperex" is not in companies.yaml', 'did you mean "CATL"?'),
        ),
        (
            "[CATL]",
            "[Zeekr]",
            (
                '4:13 company "Zeekr" is not in companies.yaml',
                "companies.yaml has CATL, BYD; to add one: `Zeekr: {name: Zeekr}`",
            ),
        ),
    ],
)
def test_an_unknown_tag_is_named_at_the_word_with_the_nearest(
    tmp_path: Path, old: str, new: str, expected: tuple[str, str]
) -> None:
    found = only(tmp_path, {STORY: ARTICLE.replace(old, new)})
    assert (said(found)[0], said(found)[2]) == expected
    assert found.rule == "tag-unknown"


def test_a_list_of_companies_may_be_written_line_by_line(tmp_path: Path) -> None:
    found = only(tmp_path, {STORY: ARTICLE.replace("[CATL]", '\n  - CATL\n  - "catl"')})
    assert (found.place.line, found.place.column) == (6, 5)


def test_names_are_compared_as_they_are_printed(tmp_path: Path) -> None:
    story = ARTICLE.replace("[CATL]", "['Cafe\u0301  SA']")
    assert lines(tmp_path, {STORY: story, "companies.yaml": "Café SA: {name: Café SA}\n"}) == []


def test_an_unknown_signer_is_named_at_the_signature(tmp_path: Path) -> None:
    found = only(tmp_path, {STORY: UNSIGNED + "analysis:\n  by: [guy-youngs, guy-young]\n  text: T\n"})
    assert said(found) == (
        '19:20 "guy-young" is not in people.yaml',
        "signer-unknown",
        'did you mean "guy-youngs"?',
    )


def test_an_unknown_figure_is_named_in_the_chart(tmp_path: Path) -> None:
    chart = "chart: {kind: bar, title: T, measure: M, figures: [range, rangee]}\n"
    found = only(tmp_path, {STORY: ARTICLE + chart})
    assert said(found) == (
        '19:59 figure "rangee" is not among this story\'s figures',
        "figure-unknown",
        'did you mean "range"?',
    )


def test_an_earlier_story_must_exist_and_be_earlier(tmp_path: Path) -> None:
    assert lines(tmp_path, {STORY: ARTICLE + "follows: 2025-10/old-story\n", EARLIER: ARTICLE}) == []
    found = only(tmp_path, {STORY: ARTICLE + "follows: 2025-10/old-storey\n"})
    assert said(found) == (
        '19:10 there is no earlier story "2025-10/old-storey"',
        "article-unknown",
        'did you mean "2025-10/old-story"?',
    )
    found = only(tmp_path, {STORY: ARTICLE + "follows: 2025-11/solid-state\n"})
    assert found.rule == "article-unknown"


def test_an_earlier_figure_must_exist(tmp_path: Path) -> None:
    good = ARTICLE.replace("    source: cctv", "    source: cctv\n    supersedes: 2025-10/old-story/range")
    assert lines(tmp_path, {STORY: good, EARLIER: ARTICLE}) == []
    found = only(tmp_path, {STORY: good.replace("old-story/range", "old-story/rang")})
    assert said(found) == (
        '13:17 there is no earlier figure "2025-10/old-story/rang"',
        "figure-unknown",
        'did you mean "2025-10/old-story/range"?',
    )


def test_the_plan_names_stories_people_and_figures_that_exist(tmp_path: Path) -> None:
    plan = (
        "editor: guy-jungs\n"
        "takeaways:\n  - {text: T, article: solid-stat}\n"
        "watch:\n  - {date: 2026, text: T, article: solid-states}\n"
        "cover: {figure: solid-state/rang}\n"
        "sections:\n  - {name: N, articles: [solid-state, liquid]}\n"
    )
    assert lines(tmp_path, {ISSUE: plan}) == [
        f'{ISSUE}:1:9: "guy-jungs" is not in people.yaml [signer-unknown]',
        f'{ISSUE}:3:24: there is no story "solid-stat" in 2025-11 [article-unknown]',
        f'{ISSUE}:5:36: there is no story "solid-states" in 2025-11 [article-unknown]',
        f'{ISSUE}:6:17: there is no figure "solid-state/rang" in this issue [figure-unknown]',
        f'{ISSUE}:8:39: there is no story "liquid" in 2025-11 [article-unknown]',
    ]


def test_a_plan_without_fault_is_silent(tmp_path: Path) -> None:
    plan = (
        "editor: guy-youngs\ncover: {figure: solid-state/range}\n"
        "sections:\n  - {name: N, articles: [solid-state]}\n"
    )
    assert list(room(tmp_path, {ISSUE: plan}).folders["2025-11"].stories) == ["solid-state"]


def test_a_story_that_cannot_be_read_is_not_reported_again_where_it_is_mentioned(tmp_path: Path) -> None:
    plan = "cover: {figure: solid-state/range}\nsections:\n  - {name: N, articles: [solid-state]}\n"
    assert [found.rule for found in problems(tmp_path, {ISSUE: plan, STORY: "a: b: c\n"})] == ["yaml-syntax"]


def test_a_list_that_cannot_be_read_is_not_blamed_on_the_stories(tmp_path: Path) -> None:
    broken = dict.fromkeys(("people.yaml", "companies.yaml", "topics.yaml"), "a: b: c\n")
    signed = UNSIGNED + "analysis: {by: [guy-youngs], text: T}\n"
    assert [found.rule for found in problems(tmp_path, {**broken, STORY: signed})] == ["yaml-syntax"] * 3


def test_one_wrong_company_does_not_take_the_others_away(tmp_path: Path) -> None:
    companies = FILES["companies.yaml"] + "Zeekr: {nam: Zeekr}\n"
    assert [found.rule for found in problems(tmp_path, {"companies.yaml": companies})] == [
        "key-missing",
        "key-unknown",
    ]


def test_lists_that_do_not_exist_know_nothing(tmp_path: Path) -> None:
    found = problems(tmp_path, {"companies.yaml": None, "topics.yaml": None, "people.yaml": None})
    assert [(problem.rule, problem.hint) for problem in found] == [
        ("tag-unknown", "topics.yaml has none: add it"),
        ("tag-unknown", "topics.yaml has none: add it"),
        ("tag-unknown", "companies.yaml has none; to add one: `CATL: {name: CATL}`"),
    ]


def test_a_hundred_unknown_companies_are_enough(tmp_path: Path) -> None:
    many = ", ".join(f"nobody-{number}" for number in range(500))
    assert len(problems(tmp_path, {STORY: ARTICLE.replace("[CATL]", f"[{many}]")})) == 100


def test_how_a_person_is_added_is_said_with_the_name_that_articles_use(tmp_path: Path) -> None:
    story = UNSIGNED + "analysis: {by: [ann-lee], text: T}\n"
    [hint] = [one.hint or "" for one in problems(tmp_path, {STORY: story}) if one.rule == "signer-unknown"]
    assert hint.endswith("; to add one: `ann-lee: {name: ann-lee, title: …, organisation: …}`")
