from __future__ import annotations

import pytest

from psr_report.clip.markdown import read
from psr_report.clip.reading import UnreadableError

NOTE = """---
title: "When battery prices fall"
source: https://wire.example/cells
author:
  - "[[Ada Sample]]"
published: 2025-09-30
site: Sample Wire
---
# Another heading

The **81 kWh** pack costs [US$5,500](https://wire.example/x) to
make, the `desk` says.

- cells cost US$63/kWh
"""


def test_a_saved_page_gives_its_front_matter_and_its_words_without_marks() -> None:
    text = read(NOTE.encode())
    assert (text.title, text.publisher, text.author) == (
        "When battery prices fall",
        "Sample Wire",
        "Ada Sample",
    )
    assert (text.url, text.published) == ("https://wire.example/cells", "2025-09-30")
    assert text.paragraphs == (
        "The 81 kWh pack costs US$5,500 to make, the desk says.",
        "cells cost US$63/kWh",
    )


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    text = read(b"# A note\r\n\r\nThe pack stores 81 kWh.\r\n")
    assert (text.title, text.paragraphs, text.url) == ("A note", ("The pack stores 81 kWh.",), "")


@pytest.mark.parametrize(
    "front",
    [
        "a: &x [*x]",
        "!!python/object:os.system x",
        "- a\n- b",
        "title: [",
        "x",
        "url: javascript:alert(1)",
        "date: 3.11.2025",
    ],
)
def test_front_matter_that_is_strange_says_nothing(front: str) -> None:
    text = read(f"---\n{front}\n---\nThe pack stores 81 kWh.\n".encode())
    assert (text.title, text.url, text.published, text.paragraphs) == (
        "",
        "",
        "",
        ("The pack stores 81 kWh.",),
    )


def test_html_in_markdown_is_left_out() -> None:
    assert read(b"<script>alert(1)</script>\n\nThe <b>pack</b> stores 81 kWh.").paragraphs == (
        "The pack stores 81 kWh.",
    )


def test_in_plain_text_signs_mean_nothing_and_a_line_alone_is_the_title() -> None:
    text = read(b"When prices fall\n\n# The pack *stores*\n81 kWh.\n", is_plain=True)
    assert (text.title, text.paragraphs) == ("When prices fall", ("# The pack *stores* 81 kWh.",))
    assert read(b"It stores 81 kWh.\n\nMore.", is_plain=True).title == ""


@pytest.mark.parametrize("data", [b"", b" \n\n", b"---\ntitle:\n---\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="is empty"):
        read(data)
