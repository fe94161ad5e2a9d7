from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.markup import prose
from tests.checks.asking import asked, of_story, said, spots
from tests.desk import MONTH, yaml


def told(folder: Path, text: str) -> list[tuple[str, str]]:
    found = of_story(folder, "link-unsafe", summary=text)
    assert {str(one.severity) for one in found} <= {"error"}
    file = (folder / MONTH / "a.yaml").read_text("utf-8")
    return list(zip(said(found, file), [one.message for one in found], strict=True))


@pytest.mark.parametrize(
    ("text", "address", "message"),
    [
        ("See [it](javascript:alert).", "javascript:alert", "must begin with https"),
        ("See [it](data:text/html;base64,PHN2).", "data:text/html;base64,PHN2", "must begin with https"),
        ("See [it](ftp://example.org/x).", "ftp://example.org/x", "must begin with https"),
        ("See [it](www.example.org).", "www.example.org", "must begin with https"),
        ("See [it](//example.org/x).", "//example.org/x", "must begin with https"),
        ("See [it](mailto:me@example.org).", "mailto:me@example.org", "must begin with https"),
        ("See [it](/etc/passwd).", "/etc/passwd", "must begin with https"),
        ("See [it](https://me:pw@example.org).", "https://me:pw@example.org", "user name or a password"),
        ("See [it](https://me@example.org).", "https://me@example.org", "user name or a password"),
        ("See [it](https:///x).", "https:///x", "not a web address"),
        ("See [it](<file:///x y>).", "file:///x y", "a space"),
        ('See [it](javascript:x "Title").', "javascript:x", "must begin with https"),
        ("See [it](java&#115;cript:x).", "java&#115;cript:x", "must begin with https"),
        ("See [it](https://example.org/&#10;x).", "https://example.org/&#10;x", "hidden character"),
        ("See [it](https://exa mple.org).", "https://exa", "a space cannot stand"),
        ("See <javascript:alert>.", "javascript:alert", "must begin with https"),
        ("See <me@example.org>.", "me@example.org", "must begin with https"),
        ("See [it].\n\n[it]: javascript:x", "javascript:x", "must begin with https"),
        ("See [it\nnow](\njavascript:x).", "javascript:x", "must begin with https"),
        ("See [it (now) [x]](javascript:x).", "javascript:x", "must begin with https"),
    ],
)
def test_an_address_that_leads_elsewhere_is_an_error_at_the_address(
    tmp_path: Path, text: str, address: str, message: str
) -> None:
    [(words, why)] = told(tmp_path, text)
    assert words == address
    assert message in why


@pytest.mark.parametrize(
    "text",
    [
        "See [it](https://example.org).",
        "See [it](http://example.org:8080/a_(b)?c=d&e=f#g 'Title').",
        "See [it](<https://example.org/a>) and <https://example.org/b>.",
        "See [it] and a note.[^1]\n\n[it]: https://example.org\n[^1]: javascript: a language.",
        "A share [of trucks] (heavy ones) and f[0](the first value) of it.",
        "Less: 2 < 3 and 4 > 3. It is <b>bold</b>.",
        "Code `[x](javascript:y)` stays.",
        r"Escaped \[x\](javascript:y) is no link.",
    ],
)
def test_whole_web_addresses_and_brackets_that_are_no_link_pass(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize("address", ["javascript:x", "https://me@example.org", "ftp://e.org", "//e.org", "x"])
def test_whatever_is_reported_would_not_become_a_link(tmp_path: Path, address: str) -> None:
    assert told(tmp_path, f"See [it]({address}).")
    assert "<a " not in prose(f"See [it]({address}).")


def test_analysis_and_letter_are_looked_at_and_headlines_are_no_markdown(tmp_path: Path) -> None:
    bad = "[it](ftp://example.org)"
    note = f"analysis: {{by: [ada], text: 'See {bad}.'}}"
    files = {f"{MONTH}/a.yaml": yaml(bad, note), f"{MONTH}/issue.yaml": f"letter: |\n  See\n  {bad}.\n"}
    found = asked(tmp_path, "link-unsafe", files)
    assert [(Path(one.place.file).name, one.place.line) for one in found] == [
        ("a.yaml", 5),
        ("issue.yaml", 3),
    ]


def test_an_unsafe_link_cannot_be_set_aside(tmp_path: Path) -> None:
    text = "See [it](ftp://example.org)."
    found = of_story(tmp_path, "link-unsafe", "ignore: {link-unsafe: it is fine}", summary=text)
    assert [str(one.severity) for one in found] == ["error"]
    assert spots(found) == ["4:12+17"]


def test_a_text_of_brackets_takes_no_time(tmp_path: Path) -> None:
    assert told(tmp_path, ("[a](" * 4_000)[:15_000]) == []
