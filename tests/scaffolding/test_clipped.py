"""An article begun from a page: what is written, and that it stays right when its figures are taken."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from psr_report import checks
from psr_report.errors import Severity, UsageError
from psr_report.read import tree
from psr_report.read.newsroom import newsroom
from psr_report.scaffolding import clipped
from psr_report.scaffolding.beginning import Asked, Begun
from tests.clip.pages import CELLS
from tests.desk import MONTH, yaml
from tests.desk import write as write_room

NOW = datetime(2025, 11, 5, 12, tzinfo=UTC)
PEOPLE = "ada: {name: Ada Sample, title: Editor, organisation: Sample House}\n"
NASTY = """<html><head><title>A: "b" # {x} [y] &amp; *z</title>
<meta property="og:site_name" content="- !!python/object:x &amp; *a: b">
<meta name="author" content="Ada # Sample: x">
<link rel="canonical" href="javascript:alert(1)"></head>
<body><p>- key: the pack stores 81 kWh # in "marks" \\ and 'more', ‮ it says: «so».</p></body></html>"""


def begun(
    folder: Path, page: str = CELLS, headline: str = "", plan: str = "", name: str = "page.html", **asked: str
) -> Begun:
    """Return what is begun from a page in a newsroom with one story."""
    files = {f"{MONTH}/other.yaml": yaml(), f"{MONTH}/issue.yaml": plan, "people.yaml": PEOPLE}
    room = write_room(folder / "room", files)
    (folder / name).write_text(page, "utf-8")
    return clipped.article(room, MONTH, Asked(headline, **asked), str(folder / name), NOW)


def objections(folder: Path, begun: Begun, text: str) -> list[str]:
    """Return what reading and the rules say of the new story, as rule and line."""
    begun.path.write_text(text, "utf-8")
    reading = newsroom(folder / "room", MONTH)
    found = [*reading.problems, *checks.run(reading.newsroom, MONTH, NOW)]
    mine = [one for one in found if one.place.file.endswith(begun.path.name)]
    return [f"{one.rule}: {text.split(chr(10))[one.place.line - 1].strip()}" for one in mine]


def uncommented(text: str) -> str:
    lines = text.split("\n")
    start = lines.index("# figures:")
    end = next(at for at in range(start, len(lines)) if not lines[at].startswith("#"))
    return "\n".join([*lines[:start], *(line.removeprefix("# ") for line in lines[start:end]), *lines[end:]])


def test_source_quotations_and_figures_are_written_and_the_rest_is_left_to_a_person(tmp_path: Path) -> None:
    made = begun(tmp_path)
    assert made.path.name == "when-battery-prices-fall.yaml"
    assert made.text.startswith("# yaml-language-server: ")
    wanted = """\
sources:
  sample-wire:  # the name by which figures, charts and quotes refer to it
    publisher: Sample Wire
    title: When battery prices fall
    url: unknown  # «write here its web address, if it is known»
    published: 2025-09-30
    accessed: 2025-11-05
    # written by Ada Sample
# Words of the source: the rule text-copied finds where the story takes them over unmarked.
# They are printed as quotations: delete what it should not quote before it is ready.
quotes:
  - text: Carmakers pay about US$63 (€54) per kWh for LFP cells and US$68 (€58) for NMC cells.
    source: sample-wire
  - text: The 81 kWh pack of a Kia EV3 then costs its maker US$5,500 (€4,700).
    source: sample-wire
  - text: A further fall of 10% to 15% by 2030 is expected, from plant expansion, process and chemistry.
    source: sample-wire
# Each number of the summary is a figure. Take away the “# ” before those that are used.
# figures:
#   # “Carmakers pay about US$63 (€54) per kWh for LFP cells and US$68 (€58) for NMC cells.”
#   about-usd-63-kwh:
#     label: «write here what the number measures»
#     value: about US$63/kWh
#     also: €54/kWh
#     kind: claim  # «write here whether it is actual, an estimate, a claim or a forecast»
#     as_of: 2025-09-30  # when it was stated
#     source: sample-wire
#   usd-68-kwh:
"""
    assert wanted in made.text
    assert "summary: |\n  «write here what happened»\n" in made.text


def test_it_passes_all_rules_but_the_one_that_finds_its_gaps(tmp_path: Path) -> None:
    made = begun(tmp_path)
    assert {each.partition(":")[0] for each in objections(tmp_path, made, made.text)} == {"gap-left"}


def test_taking_its_figures_opens_their_gaps_and_no_others(tmp_path: Path) -> None:
    made = begun(tmp_path)
    before, after = (objections(tmp_path, made, each) for each in (made.text, uncommented(made.text)))
    opened = list(after)
    for each in before:
        opened.remove(each)
    figures = made.text.count("#     value: ")
    assert figures == 5
    # Whether a price per kWh is that of cells or of a pack only a person knows too.
    assert {each.partition(":")[0] for each in opened} == {"gap-left", "cell-or-pack"}
    assert sum("gap-left" in each for each in opened) == 2 * figures
    assert sum("label:" in each for each in opened) == sum("kind:" in each for each in opened) == figures


def test_words_that_the_story_takes_over_are_found(tmp_path: Path) -> None:
    made = begun(tmp_path)
    copied = "Sample Wire says that the 81 kWh pack of a Kia EV3 then costs its maker a lot."
    text = made.text.replace("«write here what happened»", copied)
    assert any(each.startswith("text-copied: ") for each in objections(tmp_path, made, text))


def test_what_is_asked_for_goes_before_what_the_page_says(tmp_path: Path) -> None:
    made = begun(tmp_path, headline="Cells become cheaper", topic="trucks", by="ada", slug="cells")
    assert made.path.name == "cells.yaml"
    assert "headline: Cells become cheaper\n" in made.text
    assert "    title: When battery prices fall\n" in made.text
    assert "topic: trucks\n" in made.text
    assert "  by: [ada]\n" in made.text


def test_signs_of_yaml_in_a_page_stay_words(tmp_path: Path) -> None:
    made = begun(tmp_path, NASTY)
    for text in (made.text, uncommented(made.text)):
        document, problems = tree.load(text.encode(), "a.yaml")
        assert problems == []
        assert document.root is not None
        said = tree.plain(document.root)
        assert said["headline"] == 'A: "b" # {x} [y] & *z'
        [source] = said["sources"].values()
        assert (source["publisher"], source["url"]) == ("- !!python/object:x & *a: b", "unknown")
        assert said["quotes"][0]["text"].startswith('key: the pack stores 81 kWh # in "marks" \\ and')
    assert "    # written by Ada" in made.text


def test_a_page_without_a_title_needs_a_headline(tmp_path: Path) -> None:
    page = "<html><body><p>The pack stores 81 kWh.</p></body></html>"
    with pytest.raises(UsageError, match="has no title to make a headline of"):
        begun(tmp_path, page)
    made = begun(tmp_path, page, headline="A pack is shown")
    assert "    title: «write here its title»\n    url: unknown  # «write here" in made.text
    assert "    published: unknown  # «write here" in made.text
    assert "  source:  # the name" in made.text


def test_a_title_in_another_script_needs_a_name_for_the_file(tmp_path: Path) -> None:
    page = "<html><head><title>全固态电池</title></head><body><p>续航超过1000公里。</p></body></html>"
    with pytest.raises(UsageError, match="no name for the file can be made"):
        begun(tmp_path, page)
    assert "headline: 全固态电池\n" in begun(tmp_path, page, slug="solid-state").text


@pytest.mark.parametrize(
    ("published", "day"), [("2025-10-13", "2025-10-13"), ("2025-10", "2025-10"), ("2025-11-04", "2025-10-31")]
)
def test_it_is_dated_as_its_source_but_not_after_the_issue_closed(
    published: str, day: str, tmp_path: Path
) -> None:
    page = CELLS.replace("2025-09-30T23:30:00-07:00", published)
    made = begun(tmp_path, page, plan="closes: 2025-10-31\n")
    assert f"\ndate: {day}  # «write here when it happened»\n" in made.text
    assert f"    published: {published}\n" in made.text


def test_the_limits_of_the_newsroom_hold_for_what_is_quoted(tmp_path: Path) -> None:
    made = begun(tmp_path)
    report = tmp_path / "room" / "report.yaml"
    report.write_text(report.read_text("utf-8") + "rules: {quote_long_words: 12}\n", "utf-8")
    made = clipped.article(
        tmp_path / "room", MONTH, Asked("A story", slug="b"), str(tmp_path / "page.html"), NOW
    )
    quoted = re.findall(r"  - text: (.*)", made.text)
    assert [len(re.findall(r"[\w€$]\S*", each)) <= 14 for each in quoted] == [True] * len(quoted)
    assert not [each for each in objections(tmp_path, made, made.text) if each.startswith("quote-long")]


def test_nothing_is_read_for_a_story_that_is_there_already(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        begun(tmp_path, headline="Other")
    with pytest.raises(UsageError, match="is not a topic of this newsroom"):
        begun(tmp_path, "", topic="nonsense")


def test_each_figure_has_a_name_of_its_own(tmp_path: Path) -> None:
    page = "<p>" + " ".join(
        f"<p>It is {value}, says the desk.</p>" for value in ("5%", "5.0%", "£5", "20–25%", "−5%")
    )
    made = begun(tmp_path, page, headline="A story")
    names = re.findall(r"^#   ([a-z0-9-]+):$", made.text, re.MULTILINE)
    assert names == ["5-percent", "5-point-0-percent", "gbp-5", "20-25-percent", "5-percent-2"]
    assert Severity.ERROR.value not in {
        each.partition(":")[0] for each in objections(tmp_path, made, made.text)
    }
