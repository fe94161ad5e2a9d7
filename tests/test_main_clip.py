"""`new article --from` as a person runs it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from psr_report.read.newsroom import newsroom
from tests.clip.pages import CELLS, leads_to, page, served
from tests.program import CONTENT, run


@pytest.fixture
def room(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def test_a_page_of_this_machine_needs_to_be_allowed(room: Path, tmp_path: Path) -> None:
    with served({"/": page()}) as root:
        ended = run("new", "article", "2025-12", "--from", f"{root}/", cwd=tmp_path)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err == (
            "error: 127.0.0.1 is this machine itself, which is not fetched from\n"
            "  hint: if it is a page of your own network that you trust, say --allow-local\n"
        )
        ended = run("new", "article", "2025-12", "--from", f"{root}/", "--allow-local", cwd=tmp_path)
    assert (ended.code, ended.out) == (0, "content/2025-12/when-battery-prices-fall.yaml\n")
    reading = newsroom(room, "2025-12")
    assert not reading.problems
    source = (
        reading.newsroom.folders["2025-12"].stories["when-battery-prices-fall"].article.sources["sample-wire"]
    )
    assert (source.url, str(source.published), str(source.accessed)) == (
        f"{root}/cells",
        "30 September 2025",
        "1 December 2025",
    )


def test_a_file_is_enough_and_a_headline_goes_before_its_title(room: Path, tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(CELLS, "utf-8")
    ended = run("new", "article", "2025-12", "Cells become cheaper", "--from", "saved.html", cwd=tmp_path)
    assert (ended.code, ended.out) == (0, "content/2025-12/cells-become-cheaper.yaml\n")
    assert run("check", "2025-12", cwd=tmp_path).code == 0


def test_what_cannot_be_had_ends_with_three_and_writes_nothing(room: Path, tmp_path: Path) -> None:
    before = sorted(room.rglob("*"))
    with served({"/": leads_to("/")}) as root:
        ended = run("new", "article", "2025-12", "--from", f"{root}/", "--allow-local", cwd=tmp_path)
    assert ended.code == 3
    assert ended.err.startswith("error: the page leads on more than 5 times\n  hint: ")
    assert sorted(room.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "none.html"], "there is no file none.html"),
        (
            ["--from", "ftp://page.example/x"],
            "ftp://page.example/x is neither a file nor an https:// address",
        ),
        (["--from", "\x1b[31mx.html"], "there is no file <U+001B>[31mx.html"),
        ([], "the headline is missing"),
        (
            ["A story", "--allow-local"],
            "--allow-local says from where --from may fetch, and --from is missing",
        ),
    ],
)
def test_wrong_usage_ends_with_two_and_a_hint(
    words: list[str], said: str, room: Path, tmp_path: Path
) -> None:
    ended = run("new", "article", "2025-12", *words, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    first, second = ended.err.splitlines()
    assert first == f"error: {said}"
    assert second.startswith("  hint: ")


def test_control_characters_of_a_server_do_not_reach_the_terminal(room: Path, tmp_path: Path) -> None:
    def answer(handler: object) -> None:
        handler.send_response(404, "Not \x1b]52;c;x\x07Found")  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    with served({"/": answer}) as root:
        ended = run("new", "article", "2025-12", "--from", f"{root}/", "--allow-local", cwd=tmp_path)
    assert ended.code == 3
    assert ended.err.startswith("error: 127.0.0.1 answers 404 (Not <U+001B>]52;c;x<U+0007>Found)\n")


def test_help_says_when_the_network_is_used(tmp_path: Path) -> None:
    ended = run("new", "article", "--help", cwd=tmp_path)
    assert "--from FILE_OR_URL" in ended.out
    assert "The network is used" in ended.out
