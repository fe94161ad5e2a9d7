from __future__ import annotations

import os
from pathlib import Path

import pytest

from psr_report.clip.material import SIZES, material
from psr_report.errors import ExitCode, ReportError, UnreachableError, UsageError
from tests.clip.pages import page, served


def refused(origin: str | Path, **options: bool) -> ReportError:
    with pytest.raises(ReportError) as caught:
        material(str(origin), **options)
    return caught.value


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "page"),
        ("a.HTM", "page"),
        ("a.xhtml", "page"),
        ("a.docx", "word"),
        ("a.md", "markdown"),
        ("a.txt", "plain"),
    ],
)
def test_a_file_is_what_its_name_says(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    found = material(str(tmp_path / name))
    assert (found.kind, found.data, found.url) == (kind, b"x", None)


@pytest.mark.parametrize(
    ("path", "declared", "kind"),
    [
        ("/a", "text/html; charset=utf-8", "page"),
        ("/a.md", "text/plain", "markdown"),
        ("/a", "text/plain", "plain"),
        ("/a", "text/markdown", "markdown"),
        ("/a.docx", "application/octet-stream", "word"),
        ("/a", "", "page"),
    ],
)
def test_a_page_is_what_the_server_says(path: str, declared: str, kind: str) -> None:
    with served({path: page(b"<p>x", Content_Type=declared)}) as root:
        found = material(root + path, allow_local=True)
    assert (found.kind, found.url) == (kind, root + path)


@pytest.mark.parametrize("declared", ["application/pdf", "image/png", "video/mp4", "application/json"])
def test_other_kinds_of_content_are_refused_by_name(declared: str) -> None:
    with served({"/a.html": page(b"<p>x", Content_Type=declared)}) as root:
        error = refused(f"{root}/a.html", allow_local=True)
    assert f"is {declared}, which cannot be clipped from" in str(error)
    assert error.exit_code == ExitCode.USAGE


@pytest.mark.parametrize(
    "origin", ["ftp://page.example/a.html", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"]
)
def test_other_schemes_are_neither_files_nor_pages(origin: str) -> None:
    assert "neither a file nor an https:// address" in str(refused(origin))


def test_a_file_whose_name_looks_like_an_address_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("note:1.md").write_text("x", "utf-8")
    assert material("note:1.md").kind == "markdown"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("none.html", "check its name and folder"),
        ("www.page.example/a", "for a web page write https://www.page.example/a"),
        ("", "give a web page, a saved .html, a .docx, a .md or a .txt"),
        ("a\0b.html", "check its name and permissions"),
    ],
)
def test_a_file_that_is_not_there_is_wrong_usage(
    name: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    error = refused(name)
    assert isinstance(error, UsageError)
    assert error.hint == hint


def test_other_files_folders_and_pipes_are_refused_with_a_way_out(tmp_path: Path) -> None:
    for name in ("a.doc", "a.pdf", "a.mhtml"):
        (tmp_path / name).write_bytes(b"x")
    assert refused(tmp_path / "a.doc").hint == "open it and save it as .docx"
    assert refused(tmp_path / "a.mhtml").hint == "save the page anew, as HTML only"
    assert "is no file that can be clipped from" in str(refused(tmp_path / "a.pdf"))
    assert str(refused(tmp_path)).endswith("is a folder")
    os.mkfifo(tmp_path / "pipe.html")  # it would be waited for
    assert "is no file that can be clipped from" in str(refused(tmp_path / "pipe.html"))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.html").open("wb") as file:
        file.truncate(SIZES["page"] + 1)
    error = refused(tmp_path / "a.html")
    assert isinstance(error, UnreachableError)
    assert str(error).endswith("a.html is larger than 5 MiB, the limit")
