from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from psr_report.errors import Problem
from tests.checks.asking import asked, said
from tests.desk import MONTH, yaml

SOURCES = (
    "sources:\n  desk: {publisher: Desk, title: notes, url: unknown, published: unknown}\n"
    "  other: {publisher: Other, title: notes, url: unknown, published: unknown}\n"
)


def words(number: int, first: int = 1) -> str:
    return " ".join(f"w{at}" for at in range(first, first + number))


def quote(number: int, source: str = "desk", first: int = 1) -> str:
    return f"  - {{text: {words(number, first)}, source: {source}}}\n"


def told(
    folder: Path, *quotes: str, summary: str = "It is so.", files: Mapping[str, str] | None = None
) -> list[Problem]:
    more = f"quotes:\n{''.join(quotes)}" if quotes else ""
    return asked(
        folder, "quote-long", {f"{MONTH}/a.yaml": yaml("A", SOURCES, more, summary=summary), **(files or {})}
    )


def test_25_words_pass_and_26_are_an_error_at_the_first_word_too_many(tmp_path: Path) -> None:
    assert told(tmp_path, quote(25)) == []
    found = told(tmp_path, quote(26))
    [one] = found
    assert (str(one.severity), one.message) == ("error", "this quotation has 26 words; the limit is 25")
    assert one.hint == 'end it before "w26", or say some of it in your own words'
    assert said(found, (tmp_path / MONTH / "a.yaml").read_text("utf-8")) == ["w26"]


def test_dashes_and_dots_are_no_words(tmp_path: Path) -> None:
    assert told(tmp_path, f"  - {{text: {words(13)} – … & {words(12)}, source: desk}}\n") == []


def test_the_quotation_that_takes_a_source_over_50_words_is_reported_once(tmp_path: Path) -> None:
    assert told(tmp_path, quote(25), quote(25, first=30), quote(25, "other", first=60)) == []
    found = told(tmp_path, quote(25), quote(20, first=30), quote(6, first=60), quote(6, first=70))
    assert [(one.place.line, one.message) for one in found] == [
        (11, "with this quotation 51 words are quoted from Desk; the limit is 50")
    ]


def test_the_same_words_twice_count_once(tmp_path: Path) -> None:
    assert told(tmp_path, quote(25), quote(25), quote(25, first=30)) == []


def test_a_long_quotation_in_the_text_is_reported_and_not_again_when_its_entry_is(tmp_path: Path) -> None:
    text = f"It says: “{words(13)}\n{words(13, 14)}”."
    [found] = told(tmp_path, summary=text)
    assert (found.place.line, found.place.column) == (5, 3 + len(words(12, 14)) + 1)
    assert [one.place.line for one in told(tmp_path, quote(26), summary=text)] == [10]


def test_takeaways_and_letters_are_looked_at(tmp_path: Path) -> None:
    plan = f"letter: |\n  It says “{words(26)}”.\ntakeaways: [{{text: It says “{words(27)}”., article: a}}]\n"
    found = told(tmp_path, files={f"{MONTH}/issue.yaml": plan})
    assert [one.message.split(" ")[3] for one in found] == ["26", "27"]


def test_the_limits_are_options(tmp_path: Path) -> None:
    report = "name: R\npublisher: P\nrules: {quote_long_words: 3, quote_long_words_per_source: 4}\n"
    found = told(tmp_path, quote(3), quote(2, first=9), quote(4, "other"), files={"report.yaml": report})
    assert [one.message for one in found] == [
        "with this quotation 5 words are quoted from Desk; the limit is 4",
        "this quotation has 4 words; the limit is 3",
    ]
