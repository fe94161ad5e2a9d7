from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report import checks
from psr_report.checks.duplicate_story import same_page
from psr_report.errors import Problem
from psr_report.read.newsroom import newsroom
from tests.checks.asking import asked
from tests.desk import CONTENT, MONTH, room, yaml

SOLID_STATE = (CONTENT / MONTH / "solid-state.yaml").read_text("utf-8")
REWORDED = """\
headline: 1,000 km from a 100 kg solid-state pack, Chinese scientists say
topic: batteries
region: China
summary: |
  China Central Television (CCTV) tells of three advances in all-solid-state batteries, which
  scientists in China have reported. These batteries hold a solid where others hold a liquid.

  A pack of 100 kg (220 lb) could with them go more than 1,000 km (620 miles), the scientists
  say. The test cycle is not stated, so that the distance cannot be set beside other ranges.
sources:
  other: {publisher: Other, title: another report, url: unknown, published: unknown}
analysis: {none: not supplied}
"""
PLANT = (
    "Aldermoor will make packs for buses in Pune from the spring on, the maker tells the desk. It replaces a"
    " plant in Ohio that was closed because energy had become too dear there."
)
AGAIN = (
    "In Pune Aldermoor will make packs for buses, the maker tells the desk, and begin in spring. The new"
    " plant replaces one in Ohio that was closed because energy had become too dear."
)


def told(folder: Path, files: Mapping[str, str]) -> list[Problem]:
    named = {
        name if "/" in name or "." in name else f"{MONTH}/{name}.yaml": text for name, text in files.items()
    }
    return asked(folder, "duplicate-story", named)


def sample(folder: Path, files: Mapping[str, str], month: str) -> list[str]:
    """Return what the rule says of the sample newsroom with some more files."""
    content = shutil.copytree(CONTENT, folder / "content")
    for name, text in files.items():
        (content / name).write_text(text, "utf-8")
    found = checks.run(newsroom(content, month).newsroom, month, only=["duplicate-story"])
    return [f"{Path(one.place.file).name}: {one.message.partition(':')[0]}" for one in found]


def test_the_solid_state_story_of_the_sample_standing_twice_is_reported(tmp_path: Path) -> None:
    assert sample(tmp_path, {f"{MONTH}/thousand-km.yaml": REWORDED}, MONTH) == [
        "thousand-km.yaml: this story is told in solid-state already"
    ]


def test_so_it_is_in_the_next_month(tmp_path: Path) -> None:
    for number, text in enumerate((REWORDED, SOLID_STATE)):
        assert sample(tmp_path / str(number), {"2025-12/thousand-km.yaml": text}, "2025-12") == [
            "thousand-km.yaml: this story is told in 2025-11/solid-state already"
        ]


@pytest.mark.parametrize("month", ["2025-09", "2025-10", "2025-11", "2025-12"])
def test_the_stories_of_the_sample_are_all_different(tmp_path: Path, month: str) -> None:
    assert sample(tmp_path, {}, month) == []


def test_the_later_story_is_a_warning_at_its_headline_that_names_the_other(tmp_path: Path) -> None:
    files = {
        "2025-10/plant.yaml": yaml("Aldermoor to build in Pune", summary=PLANT),
        "a": yaml("Aldermoor goes to Pune", summary=AGAIN),
    }
    [found] = told(tmp_path, files)
    assert (str(found.severity), found.place.line, found.place.column, found.width) == ("warning", 1, 11, 22)
    assert found.message.startswith("this story is told in 2025-10/plant already: ")
    assert found.hint == "if it is an update, say `follows: 2025-10/plant`; else keep one"


def test_within_a_month_the_one_printed_later_is_reported(tmp_path: Path) -> None:
    files = {"a": yaml("Pune", summary=PLANT), "b": yaml("Pune", summary=AGAIN)}
    [found] = told(tmp_path / "1", files)
    assert (Path(found.place.file).name, found.hint) == ("b.yaml", "keep one of the two")
    plan = {f"{MONTH}/issue.yaml": "sections: [{name: X, articles: [b, a]}]\n"}
    assert [Path(one.place.file).name for one in told(tmp_path / "2", {**files, **plan})] == ["a.yaml"]


def test_an_update_that_follows_passes_through_a_chain_of_updates_too(tmp_path: Path) -> None:
    files = {
        "2025-09/one.yaml": yaml("Pune", summary=PLANT),
        "2025-10/two.yaml": yaml("Pune", "follows: 2025-09/one", summary=AGAIN),
        "three": yaml("Pune", "follows: 2025-10/two", summary=PLANT),
    }
    assert told(tmp_path, files) == []


def test_an_update_of_another_story_does_not_pass(tmp_path: Path) -> None:
    files = {
        "2025-09/one.yaml": yaml("Pune", summary=PLANT),
        "2025-10/two.yaml": yaml("Other", summary="A ferry crosses the fjord."),
        "three": yaml("Pune", "follows: 2025-10/two", summary=PLANT),
    }
    assert len(told(tmp_path, files)) == 1


def test_other_news_of_the_same_maker_passes(tmp_path: Path) -> None:
    other = (
        "Aldermoor has sold its works in Pune to a maker of buses, who will build drives there. The price was"
        " not told; in Ohio nothing changes, and the packs come from another plant from spring on."
    )
    assert told(tmp_path, {"a": yaml("A", summary=PLANT), "b": yaml("B", summary=other)}) == []


def test_from_one_page_stories_may_be_less_alike(tmp_path: Path) -> None:
    def from_page(address: str, text: str) -> str:
        return yaml(
            "Pune",
            f"sources: {{x: {{publisher: X, title: t, url: '{address}', published: unknown}}}}",
            summary=text,
        )

    less = (
        "Buses will get their packs from India: Aldermoor opens a line in Pune. It says that one in Ohio was"
        " closed, and names dear energy as the reason."
    )
    page = "https://www.example.org/pune/?utm_source=mail#top"
    one = {"2025-10/one.yaml": from_page("http://example.org/pune", PLANT)}
    [found] = told(tmp_path / "1", {**one, "a": from_page(page, less)})
    assert "from the same page" in found.message
    assert told(tmp_path / "2", {**one, "a": from_page("https://example.org/ohio", less)}) == []


def test_one_page_alone_makes_no_duplicate_and_unknown_is_no_page(tmp_path: Path) -> None:
    page = "sources: {x: {publisher: X, title: t, url: 'https://example.org/x', published: unknown}}"
    files = {
        "2025-10/one.yaml": yaml("Pune", page, summary=PLANT),
        "a": yaml(
            "Ferries",
            page,
            summary="Two ferries cross the fjord without diesel, and a third one is on order now.",
        ),
    }
    assert told(tmp_path, files) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a",
        "https://www.example.org/a/",
        "https://EXAMPLE.org/a?utm_source=x&utm_medium=y",
        "https://example.org/a?fbclid=1#top",
    ],
)
def test_addresses_of_one_page_are_told_to_be_so(address: str) -> None:
    assert same_page(address) == same_page("https://example.org/a")


@pytest.mark.parametrize(
    "address", ["https://example.org/b", "https://example.org/a?id=2", "https://example.com/a"]
)
def test_other_pages_are_others(address: str) -> None:
    assert same_page(address) != same_page("https://example.org/a")


def test_how_alike_and_how_far_back_are_options(tmp_path: Path) -> None:
    files = {"2025-10/one.yaml": yaml("Pune", summary=PLANT), "a": yaml("Pune", summary=AGAIN)}
    strict = "name: R\npublisher: P\nrules: {duplicate_story_percent: 100}\n"
    assert told(tmp_path / "1", {**files, "report.yaml": strict}) == []
    files["2025-08/one.yaml"], files["2025-10/one.yaml"] = files["2025-10/one.yaml"], yaml("Other")
    short = "name: R\npublisher: P\nrules: {duplicate_story_issues: 1}\n"
    assert told(tmp_path / "2", {**files, "report.yaml": short}) == []
    assert len(told(tmp_path / "3", files)) == 1


def test_a_few_words_are_too_few_to_tell(tmp_path: Path) -> None:
    assert (
        told(tmp_path, {"a": yaml("A story", summary="It is so."), "b": yaml("A story", summary="It is so.")})
        == []
    )


def test_a_hundred_copies_are_all_found_and_three_hundred_stories_are_read_to_the_end(tmp_path: Path) -> None:
    files = {f"{MONTH}/s{at:03}.yaml": yaml(f"Pune {at}", summary=PLANT) for at in range(100)}
    files |= {
        f"{MONTH}/t{at}.yaml": yaml(
            f"T{at}", summary=" ".join(f"w{at * 7 % 97 + step * at}" for step in range(150))
        )
        for at in range(200)
    }
    read = room(tmp_path, files)
    found = checks.run(read, MONTH, only=["duplicate-story"])
    assert len([one for one in found if "/s" in one.place.file]) == 99
