"""Clippings, from the file or the page to the values."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from psr_report.clip import Clipping, clip, reading
from psr_report.clip.material import Material
from psr_report.errors import UnreachableError, UsageError
from psr_report.read.text import hidden_in
from psr_report.settings import Rules
from tests.clip.pages import CELLS, page, paragraph, served, word

NOW = datetime(2025, 12, 1, 12, tzinfo=UTC)


def clipped(folder: Path, text: str | bytes, name: str = "a.html") -> Clipping:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return clip(str(folder / name), NOW)


def test_a_page_of_the_web_becomes_a_clipping() -> None:
    with served({"/2025/a": page(CELLS)}) as root:
        made = clip(f"{root}/2025/a", NOW, allow_local=True)
    assert (made.title, made.publisher, made.author) == (
        "When battery prices fall",
        "Sample Wire",
        "Ada Sample",
    )
    assert (made.published, made.accessed, made.url) == ("2025-09-30", "2025-12-01", f"{root}/cells")
    assert len(made.facts.quoted) == 3
    assert made.notices == ()


def test_a_word_file_and_markdown_become_one_too(tmp_path: Path) -> None:
    sentence = "CATL calls it the first LFP battery with a WLTP range of 758 km."
    made = clipped(tmp_path, word(paragraph(sentence), title="Shenxing Pro"), "a.docx")
    assert (made.title, made.facts.quoted, made.published) == ("Shenxing Pro", (sentence,), None)
    made = clipped(tmp_path, f"# Shenxing Pro\n\n{sentence}\n", "a.md")
    assert (made.title, made.facts.quoted) == ("Shenxing Pro", (sentence,))


def test_no_more_is_quoted_than_the_newsroom_allows(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(CELLS, "utf-8")
    limits = Rules(quote_long_words="12", quote_long_words_per_source="15")
    quoted = clip(str(tmp_path / "a.html"), NOW, limits=limits).facts.quoted
    assert sum(len(each.replace("…", "").split()) for each in quoted) <= 15


@pytest.mark.parametrize(
    ("declared", "published"),
    [
        ("2025-11-30", "2025-11-30"),
        ("2025-12-02", "2025-12-02"),  # it has begun in the east
        ("2026-03-01", None),
        ("2025-02-30", None),
        ("0001-01-01", None),
    ],
)
def test_a_date_that_cannot_be_is_unknown(declared: str, published: str | None, tmp_path: Path) -> None:
    head = f'<meta property="article:published_time" content="{declared}">'
    assert clipped(tmp_path, f"<html><head>{head}</head><body><p>It is so.").published == published


def test_nothing_that_hides_or_steers_comes_through(tmp_path: Path) -> None:
    nasty = "\x1b]52;c;x\x07 \u202eelif\u2066 \u200b\ufeff\ue000 a\x85b\u2028c"
    made = clipped(
        tmp_path,
        f"<html><head><title>A {nasty} title</title>"
        f'<meta property="og:site_name" content="Wire {nasty}">'
        f'<meta name="author" content="Ada {nasty} Sample"></head>'
        f"<body><p>The {nasty} pack stores 81 kWh.</p>",
    )
    texts = [made.title, made.publisher, made.author, *made.facts.quoted]
    assert all(text and hidden_in(text) is None and text.isprintable() for text in texts)


def test_a_text_in_a_language_with_other_separators_says_so(tmp_path: Path) -> None:
    body = "<body><p>Die Reichweite liegt bei 1.000 km, der Akku speichert 81 kWh.</p>"
    made = clipped(tmp_path, f'<html lang="de-DE">{body}')
    assert [figure.value for figure in made.facts.figures] == ["81 kWh"]
    assert made.notices[0].startswith("the text is marked as de-DE, where 1.000 is a thousand")
    assert len(clipped(tmp_path, f'<html lang="xx-nonsense">{body}').facts.figures) == 2


def test_a_page_that_a_script_builds_is_told_as_such(tmp_path: Path) -> None:
    made = clipped(tmp_path, "<html><head><title>When prices fall</title></head><body><div id=app></div>")
    assert made.title == "When prices fall"
    assert made.notices == (
        "no running text was found; a page that a script builds has to be saved in a browser",
    )


@pytest.mark.parametrize("body", ["", "<p>\u200b</p>", "<title>\x07\x07\x07\x07</title>"])
def test_a_page_without_words_is_wrong_usage(body: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.html (says nothing|is empty)"):
        clipped(tmp_path, f"<html><body>{body}</body></html>")


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda name: None if name == "trafilatura" else object())
    with pytest.raises(UsageError) as caught:
        clipped(tmp_path, CELLS)
    assert caught.value.hint == "install them: pip install 'psr-report[clip]'"
    assert clipped(tmp_path, "The pack stores 81 kWh.", "a.md").facts.quoted  # which needs none of it


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(1)", "raise MemoryError", "1/0"])
def test_a_reader_that_breaks_is_told_and_breaks_nothing_else(
    code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "python"
    broken.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{code}' 2>/dev/null\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(UnreachableError, match="takes too much time or memory"):
        reading.read(Material("page", "a.html", b"<p>x"))


def test_a_reader_that_does_not_come_to_an_end_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    endless = tmp_path / "python"
    endless.write_text("#!/bin/sh\nexec sleep 600\n", "utf-8")
    endless.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(endless))
    monkeypatch.setattr(reading, "SECONDS", 0.2)
    with pytest.raises(UnreachableError, match="takes too much time or memory"):
        reading.read(Material("page", "a.html", b"<p>x"))


@pytest.mark.parametrize(
    "text",
    ["<div>" * 100_000 + "<p>The pack stores 81 kWh.", "<table><tr><td>" * 20_000, "<a href=x>" * 10_000],
)
def test_a_page_that_is_built_to_break_readers_ends_in_words(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><title>A title</title><body>" + text, "utf-8")
    try:
        said = clip(str(tmp_path / "a.html"), NOW).title
    except (UsageError, UnreachableError) as error:
        said = error.hint
    assert said
