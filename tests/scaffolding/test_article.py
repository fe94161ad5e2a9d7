"""The file of a new article: right as YAML, readable by the program, its gaps marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from psr_report import checks
from psr_report.model import Article
from psr_report.read import tree
from psr_report.read.newsroom import newsroom
from psr_report.read.text import hidden_in
from psr_report.read.typed import typed
from psr_report.scaffolding.article import Candidate, Draft, Source, text
from psr_report.shapes import as_line
from tests.desk import MONTH, NOW, write

TOPICS = ("batteries", "trucks")
HEADLINES = st.text(min_size=1, max_size=300).map(as_line).filter(lambda line: line and is_readable(line))


def is_readable(line: str) -> bool:
    return hidden_in(line) is None and "\ufffd" not in line


def read(made: str) -> Article:
    document, problems = tree.load(made.encode(), "a.yaml")
    assert problems == []
    article, wrong = typed(document, Article)
    assert wrong == []
    assert article is not None
    return article


def rules(folder: Path, *stories: str) -> set[str]:
    """Return the rules, those found while reading too, that object to these stories of one month."""
    files = {f"{MONTH}/story-{number}.yaml": each for number, each in enumerate(stories)}
    reading = newsroom(write(folder, files), MONTH)
    found = [*reading.problems, *checks.run(reading.newsroom, MONTH, NOW)]
    return {problem.rule for problem in found}


@given(HEADLINES)
@example("Price: 5 # of «all» \"cells\" – 'so'")
@example("- 宁德时代 [CATL]: 🚗 {x}, 100% *sure* & @home `y` |")
@example("null")
@example("2025-10-16")
@example("?")
def test_a_headline_comes_back_as_typed_whatever_reads_the_file(headline: str) -> None:
    made = text(Draft(headline, TOPICS, "2025-11-05"))
    assert read(made).headline == headline
    newest = YAML(typ="safe", pure=True)
    newest.version = (1, 2)
    assert newest.load(made)["headline"] == headline


@given(st.text(max_size=60).map(as_line).filter(is_readable))
def test_what_is_taken_from_a_source_comes_back_as_it_was(words: str) -> None:
    line = f"A {words}".strip()
    summary = f"{words}\n\n  # {words}\n- {words}: x\n"
    source = Source("desk", line, line, "https://example.org/a?b=c#d", "2025-10", "2025-11-05")
    draft = Draft(
        "A story",
        TOPICS,
        "2025-11-05",
        summary=summary,
        sources=[source],
        candidates=[Candidate("price", line, line, "desk", line)],
        notes=[line],
    )
    article = read(text(draft))
    assert (
        article.summary == read(f"headline: h\ntopic: t\nsummary: |2\n{indented(summary)}{SOURCES}").summary
    )
    found = article.sources["desk"]
    assert (found.publisher, found.title, found.url) == (line, line, source.url)
    assert (str(found.published), str(found.accessed)) == ("October 2025", "5 November 2025")
    assert article.figures == {}


SOURCES = "sources: {desk: {publisher: p, title: t}}\n"


def indented(words: str) -> str:
    return "".join(f"  {line}\n" for line in words.strip("\n").split("\n"))


def test_a_new_article_passes_every_rule_but_for_its_marked_gaps(tmp_path: Path) -> None:
    unsigned = text(Draft("A maker shows a pack", TOPICS, "2025-11-05", people=["ada"]))
    signed = text(Draft("A port orders a crane", TOPICS, "2025-11-05", topic="trucks", signer="ada"))
    third = text(Draft("A third story", TOPICS, "2025-11-05", sources=[Source("one"), Source("two")]))
    assert rules(tmp_path, unsigned, signed, third) == {"gap-left"}


def test_what_is_known_is_no_gap(tmp_path: Path) -> None:
    source = Source("desk", "Desk", "notes", "https://example.org", "2025-10", "2025-11-05")
    draft = Draft(
        "A maker shows a pack",
        TOPICS,
        "2025-11",
        topic="batteries",
        is_dated=True,
        summary="A maker has shown a pack, the desk reports.",
        sources=[source],
    )
    made = text(draft)
    said = [line for line in made.split("\n") if not line.startswith("#")]
    assert [line for line in said if "«write here" in line] == ["  none: «write here why there is no note»"]
    assert rules(tmp_path, made.replace("«write here why there is no note»", "not supplied")) == set()


def test_a_newsroom_with_one_topic_leaves_nothing_to_choose() -> None:
    assert "\ntopic: batteries\n" in text(Draft("A story", ["batteries"], "2025-11-05"))
    assert (
        "\n# The topics are batteries, trucks.\ntopic: batteries  # «write here which topic it is»\n"
        in text(Draft("A story", TOPICS, "2025-11-05"))
    )


@pytest.mark.parametrize("topic", ["no", "a: b", "R&D [new]", "2025", "'quoted'"])
def test_a_topic_is_written_so_that_it_is_found_again(topic: str) -> None:
    assert read(text(Draft("A story", ["x", topic], "2025-11-05", topic=topic))).topic == topic


def test_the_example_of_a_figure_is_right_when_its_comment_marks_are_taken_away() -> None:
    found = Candidate("range", "over 1,000 km", "claimed range", "source", "The pack goes 1,000 km: far.")
    for candidates, name, value in (((), "number", "0 units"), ((found,), "range", "over 1,000 km")):
        lines = text(Draft("A story", TOPICS, "2025-11-05", candidates=candidates)).split("\n")
        start, end = lines.index("# figures:"), lines.index("analysis:")
        opened = [line.removeprefix("# ") for line in lines[start:end]]
        article = read("\n".join([*lines[:start], *opened, *lines[end:]]))
        assert article.figures[name].value.text == value


def test_the_note_is_signed_when_its_comment_marks_are_taken_away() -> None:
    made = text(Draft("A story", TOPICS, "2025-11-05", people=["ada", "bob"]))
    opened = "\n".join(
        line.replace("  # ", "  ", 1) if line.startswith("  # ") else line for line in made.split("\n")
    )
    opened = opened.replace(
        "  A note, signed by a name from people.yaml, or the reason why there is none.\n", ""
    )
    opened = opened.replace("  none: «write here why there is no note»\n", "").replace("  #   The", "    The")
    analysis = read(opened).analysis
    assert analysis is not None
    assert (analysis.by, analysis.text) == (("ada",), "The note.")
