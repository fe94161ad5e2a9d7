"""The four sample issues, whole, as they were when someone last looked at them.

Compared are the web file, the announcement, the page that is printed and the text of each printed page. Fonts
and pictures inside the files stand as their SHA-256. The bytes of the PDF are not compared: they are the same
wherever the same fonts are installed (tests/editions/test_pdf.py), and differ where they are not.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable, Mapping
from difflib import unified_diff
from functools import cache
from pathlib import Path

import pytest

from psr_report import assemble, editions, render
from psr_report.editions.pdf import print_page
from psr_report.issue import Issue
from psr_report.output import Output
from psr_report.read.newsroom import newsroom
from tests.desk import CONTENT, NOW

REFERENCES = Path(__file__).parent / "references"
MONTHS = ("2025-09", "2025-10", "2025-11", "2025-12")
REWRITE = "if the pages are meant to differ: make test UPDATE=1, look at them, and commit tests/references"
DATA = re.compile(rb"(data:[a-z/0-9+]+;base64,)([A-Za-z0-9+/=]{200,})")


@cache
def issue(month: str) -> Issue:
    reading = newsroom(CONTENT, month)
    assert reading.problems == ()
    return assemble.issue(reading.newsroom, month, assemble.selection(reading.newsroom, month, NOW))


def outputs(month: str, name: str) -> list[Output]:
    with editions.edition(name) as edition:
        edition.begin(issue(month), render.environment(CONTENT))
        return list(edition.outputs())


def web(month: str, scratch: Path) -> dict[str, bytes]:
    return {output.name: hashed(output.data) for output in outputs(month, "html")}


def announcement(month: str, scratch: Path) -> dict[str, bytes]:
    return {output.name: output.data for output in outputs(month, "announcement")}


def print_html(month: str, scratch: Path) -> dict[str, bytes]:
    page = print_page(issue(month), render.environment(CONTENT))
    return {f"{issue(month).file_stem}-print.html": hashed(page.encode())}


def printed_text(month: str, scratch: Path) -> dict[str, bytes]:
    """Return the text of the PDF as it stands on the pages, which are parted by form feeds."""
    (output,) = outputs(month, "pdf")
    (scratch / output.name).write_bytes(output.data)
    command = ["pdftotext", "-layout", str(scratch / output.name), "-"]
    return {
        f"{issue(month).file_stem}-print.txt": subprocess.run(command, capture_output=True, check=True).stdout
    }


def hashed(page: bytes) -> bytes:
    """Return the page, the fonts and pictures inside it as their SHA-256: whole, but readable."""
    return DATA.sub(lambda found: found[1] + b"sha256:" + hashlib.sha256(found[2]).hexdigest().encode(), page)


def compare(folder: Path, made: Mapping[str, bytes], update: bool) -> None:
    """Fail with the lines that differ from the references; write them anew instead when asked to."""
    for name, data in made.items():
        if update:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        reference = (folder / name).read_bytes() if (folder / name).is_file() else b""
        if data != reference:
            sides = (text.decode("utf-8", "replace").splitlines() for text in (reference, data))
            lines = unified_diff(*sides, f"references/{folder.name}/{name}", "built now", lineterm="", n=1)
            pytest.fail("\n".join([*(line[:300] for line in list(lines)[:60]), REWRITE]), pytrace=False)


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize(
    "edition", [web, announcement, print_html, printed_text], ids=lambda each: each.__name__
)
def test_an_issue_is_what_it_was(
    edition: Callable[[str, Path], dict[str, bytes]], month: str, tmp_path: Path, update_references: bool
) -> None:
    compare(REFERENCES / month, edition(month, tmp_path), update_references)


def test_there_is_no_reference_that_nothing_is_compared_with() -> None:
    kinds = (
        ".html",
        "-announcement.md",
        "-announcement.txt",
        "-announcement-line.txt",
        "-print.html",
        "-print.txt",
    )
    expected = {f"{month}/{issue(month).file_stem}{kind}" for month in MONTHS for kind in kinds}
    months = (REFERENCES / month for month in MONTHS)  # the gallery looks after its own
    found = {path.relative_to(REFERENCES).as_posix() for folder in months for path in folder.rglob("*")}
    assert found == expected


def test_a_difference_is_shown_and_how_to_accept_it(tmp_path: Path) -> None:
    compare(tmp_path, {"page.html": b"one\ntwo\n"}, update=True)
    compare(tmp_path, {"page.html": b"one\ntwo\n"}, update=False)
    with pytest.raises(pytest.fail.Exception, match=r"(?s)-two\n\+three\n.*UPDATE=1"):
        compare(tmp_path, {"page.html": b"one\nthree\n"}, update=False)


def test_a_changed_font_changes_the_compared_page() -> None:
    page = b"src:url(data:font/woff2;base64,%s)"
    assert hashed(page % (b"A" * 400)) != hashed(page % (b"A" * 399 + b"B"))
    assert b"AAA" not in hashed(page % (b"A" * 400))
