"""A new issue and a new article of a newsroom that is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from psr_report import write as writing
from psr_report.errors import ContentError, UsageError
from psr_report.read.newsroom import newsroom
from psr_report.scaffolding import beginning, stories
from psr_report.scaffolding.beginning import Asked, Begun
from tests.desk import LISTS, write, yaml

TODAY = date(2025, 12, 3)


def begin(folder: Path, headline: str = "A maker shows a pack", month: str = "2025-12", **more: str) -> Begun:
    """Return a new article of the newsroom in ``folder``, written."""
    made = beginning.article(folder, month, Asked(headline, **more), TODAY)
    writing.begin(made.path, made.text)
    if made.plan:
        writing.change(Path(made.plan.file), made.plan.before, made.plan.after)
    return made


def refused(folder: Path, headline: str = "A story", **more: str) -> tuple[str, str]:
    with pytest.raises(UsageError) as raised:
        begin(folder, headline, **more)
    return str(raised.value), raised.value.hint or ""


def test_an_article_of_a_month_that_is_not_there_begins_it(tmp_path: Path) -> None:
    made = begin(write(tmp_path, {}))
    assert made.path == tmp_path / "2025-12" / "a-maker-shows-a-pack.yaml"
    assert made.notices == ("2025-12 is a new month; psr-report new issue 2025-12 adds its plan",)
    story = newsroom(tmp_path, "2025-12").newsroom.folders["2025-12"].stories["a-maker-shows-a-pack"]
    assert (story.article.status, str(story.article.date)) == ("draft", "3 December 2025")


def test_an_issue_with_sections_lists_the_article_under_its_topic(tmp_path: Path) -> None:
    plan = "sections:\n  - {name: Batteries, articles: [old]}  # so\n"
    write(tmp_path, {"2025-12/old.yaml": yaml(), "2025-12/issue.yaml": plan})
    made = begin(tmp_path, topic="batteries")
    now = (tmp_path / "2025-12" / "issue.yaml").read_text()
    assert now == plan.replace("[old]", "[old, a-maker-shows-a-pack]")
    assert (made.section, made.notices) == ("Batteries", ())


def test_where_no_section_is_its_topics_a_person_is_told_what_to_do(tmp_path: Path) -> None:
    plan = "sections: [{name: In brief, articles: [old]}]\n"
    write(tmp_path, {"2025-12/old.yaml": yaml(), "2025-12/issue.yaml": plan})
    for headline, topic in (("One", {}), ("Two", {"topic": "trucks"})):
        [notice] = begin(tmp_path, headline, **topic).notices
        assert notice.startswith(f"add {headline.lower()} to a section in ")
        assert notice.endswith("or it is not printed; there is In brief")
    assert (tmp_path / "2025-12" / "issue.yaml").read_text() == plan


def test_nothing_that_is_there_is_written_over_and_another_name_is_offered(tmp_path: Path) -> None:
    write(tmp_path, {"2025-12/a-story.yaml": "headline: mine\n", "2025-12/a-story-2.yaml": "x: y\n"})
    message, hint = refused(tmp_path)
    assert message == f"{tmp_path}/2025-12/a-story.yaml is there already"
    assert hint.endswith("--slug a-story-3")
    assert (tmp_path / "2025-12" / "a-story.yaml").read_text() == "headline: mine\n"


@pytest.mark.parametrize(
    ("headline", "message"),
    [
        ("", "the headline is empty"),
        (" \n ", "the headline is empty"),
        ("x" * 301, "the headline has 301 characters; the limit is 300"),
        ("!?!", "no name for the file can be made of this headline"),
        ("宁德时代", "no name for the file can be made of this headline"),
        ("Issue", "issue.yaml is the plan of the month"),
        ("A\x1b[31m story", "the headline holds a character that a reader cannot see"),
        ("A \u202estory", "the headline holds a character that a reader cannot see"),
        ("A st\ufffdry", "the headline holds a character that a reader cannot see"),
    ],
)
def test_a_headline_that_no_story_can_have_is_wrong_usage(
    headline: str, message: str, tmp_path: Path
) -> None:
    said, hint = refused(write(tmp_path, {}), headline)
    assert said == message
    assert hint
    assert not (tmp_path / "2025-12").exists()


def test_a_headline_of_two_lines_becomes_one_and_a_dash_before_it_stays(tmp_path: Path) -> None:
    made = begin(write(tmp_path, {}), "- A story\n  of  two lines")
    assert made.path.name == "a-story-of-two-lines.yaml"
    assert '\nheadline: "- A story of two lines"\n' in made.text


@pytest.mark.parametrize(
    ("slug", "hint"),
    [
        ("Two Words", "names are small letters, digits and single hyphens: --slug two-words"),
        ("../x", "names are small letters, digits and single hyphens: --slug x"),
        ("", "names are small letters, digits and single hyphens"),
    ],
)
def test_a_slug_that_can_be_no_name_is_wrong_usage(slug: str, hint: str, tmp_path: Path) -> None:
    assert refused(write(tmp_path, {}), slug=slug)[1] == hint


def test_a_slug_that_is_given_is_taken(tmp_path: Path) -> None:
    assert begin(write(tmp_path, {}), "宁德时代", slug="catl.yaml").path.name == "catl.yaml"


def test_topic_and_person_are_found_by_their_printed_names_too(tmp_path: Path) -> None:
    made = begin(write(tmp_path, {}), topic="TRUCKS", by="Ada Sample")
    assert "\ntopic: trucks\n" in made.text
    assert "\n  by: [ada]\n" in made.text


def test_a_topic_or_a_person_that_is_not_there_is_wrong_usage_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, {})
    assert refused(tmp_path, topic="truks") == (
        '"truks" is not a topic of this newsroom',
        'did you mean "trucks"?',
    )
    assert refused(tmp_path, topic="x")[1] == "the topics are batteries, trucks"
    assert refused(tmp_path, by="eve") == ('"eve" is not in people.yaml', "people.yaml has ada")


def test_whom_git_knows_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = "ada: {name: Ada Sample, title: Editor, organisation: House, email: Ada@Sample.org}\n"
    write(tmp_path, {"people.yaml": people})
    monkeypatch.setattr("psr_report.scaffolding.signer.address", lambda folder: "ada@sample.org")
    assert "\n  by: [ada]\n" in begin(tmp_path).text
    monkeypatch.setattr("psr_report.scaffolding.signer.address", lambda folder: None)
    assert "\n  # by: [ada]\n" in begin(tmp_path, "Another").text


def test_a_newsroom_without_topics_says_what_to_write(tmp_path: Path) -> None:
    message, hint = refused(write(tmp_path, {"topics.yaml": "topics: {}\n"}))
    assert message == "this newsroom has no topics"
    assert "topics: {batteries: {name: Batteries}}" in hint
    write(tmp_path, {"topics.yaml": "topics: [\n"})
    with pytest.raises(ContentError) as raised:
        begin(tmp_path)
    assert {Path(each.place.file).name for each in raised.value.problems} == {"topics.yaml"}


@pytest.mark.parametrize(
    ("plan", "month", "day"),
    [
        ("closes: 2025-11-30\n", "2025-12", "2025-11-30"),
        ("closes: 2025-12-31\n", "2025-12", "2025-12-03"),
        ("", "2025-11", "2025-11-30"),
        ("", "2026-01", "2025-12-03"),
    ],
)
def test_the_day_is_today_or_the_day_on_which_the_issue_closed(
    plan: str, month: str, day: str, tmp_path: Path
) -> None:
    write(tmp_path, {f"{month}/issue.yaml": plan, f"{month}/old.yaml": yaml()})
    assert str(stories.day(stories.setting(tmp_path, month), TODAY)) == day


def test_a_new_issue_follows_the_last_one_and_is_never_written_over(tmp_path: Path) -> None:
    write(tmp_path, {"2025-11/issue.yaml": "number: 11\neditor: ada\n"})
    made = beginning.issue(tmp_path, "2025-12")
    assert made.path == tmp_path / "2025-12" / "issue.yaml"
    assert "\nnumber: 12 " in made.text
    with pytest.raises(UsageError, match="the issue of November 2025 is there already"):
        beginning.issue(tmp_path, "2025-11")


def test_a_month_that_an_article_began_gets_its_plan(tmp_path: Path) -> None:
    begin(write(tmp_path, {}))
    made = beginning.issue(tmp_path, "2025-12")
    writing.begin(made.path, made.text)
    assert newsroom(tmp_path, "2025-12").problems == ()


def test_mistakes_in_earlier_stories_do_not_keep_anybody_from_beginning(tmp_path: Path) -> None:
    write(tmp_path, {"2025-11/a.yaml": "headline: [\n", "report.yaml": LISTS["report.yaml"] + "x: y\n"})
    assert begin(tmp_path).path.is_file()
    assert beginning.issue(tmp_path, "2026-01").text


def test_a_number_in_the_headline_is_offered_as_a_figure(tmp_path: Path) -> None:
    made = begin(write(tmp_path, {}), "Cells promise over 1,000 km for US$63/kWh")
    label = "#     label: «write here what the number measures»"
    assert f"\n#   number:\n{label}\n#     value: over 1,000 km\n" in made.text
    assert "\n#   number-2:\n" in made.text
    assert "\n#     value: US$63/kWh\n" in made.text
