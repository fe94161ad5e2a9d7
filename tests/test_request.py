from __future__ import annotations

import json
from pathlib import Path

import pytest

from psr_report.errors import UsageError
from psr_report.output import Output
from psr_report.request import Request, editions_named, requested, up_to_date
from psr_report.write import manifest, publish
from tests.desk import MONTH, NOW
from tests.read.rooms import ARTICLE, write


@pytest.mark.parametrize(
    ("names", "editions"),
    [
        ([], ("html", "pdf", "announcement")),
        (["pdf"], ("pdf",)),
        (["pdf,html"], ("html", "pdf")),
        (["pdf", "HTML, pdf"], ("html", "pdf")),
    ],
)
def test_editions_are_named_alone_or_with_commas_in_any_order(
    names: list[str], editions: tuple[str, ...]
) -> None:
    assert editions_named(names) == editions


@pytest.mark.parametrize(
    ("name", "hint"),
    [("htlm", "did you mean html?"), ("", "the editions are"), ("x,pdf", "the editions are")],
)
def test_an_edition_that_there_is_not_is_answered_with_those_that_there_are(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        editions_named([name])
    assert raised.value.hint is not None
    assert raised.value.hint.startswith(hint)
    assert "html, pdf, announcement" in raised.value.hint


@pytest.mark.parametrize("issue", ["november", "nov", "2025-11", "nov-2025", "November 2025", "latest", None])
def test_an_issue_has_many_names(tmp_path: Path, issue: str | None) -> None:
    write(tmp_path, {"2025-10/old.yaml": ARTICLE})
    request, _ = requested(issue, newsroom=str(tmp_path), output=Path("there"))
    assert (request.month, request.folder) == (MONTH, Path("there/2025-11"))


@pytest.mark.parametrize("output", ["content", "content/2025-11", "content/2025-10/../", "link"])
def test_an_output_among_what_the_analysts_write_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    write(tmp_path / "content", {"2025-10/old.yaml": ARTICLE})
    (tmp_path / "link").symlink_to("content")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="among what the analysts write") as raised:
        requested("november", output=Path(output))
    assert raised.value.hint == "name another folder with --output"


def test_the_newsroom_may_hold_a_folder_for_its_output_but_not_be_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert requested("november")[0].folder == Path("output/2025-11")
    with pytest.raises(UsageError, match="2025-11, among"):
        requested("november", output=Path())


def test_the_inputs_depend_on_the_options_and_on_a_clock_that_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def inputs(**options: bool) -> str:
        return Request(tmp_path, MONTH, ("html",), tmp_path, NOW, **options).inputs()

    kinds = [inputs(), inputs(drafts=True), inputs(strict=True), inputs(release=True)]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    assert len({*kinds, inputs()}) == 5


def test_what_an_earlier_build_left_is_known_with_its_pages_and_warnings(tmp_path: Path) -> None:
    request = Request(tmp_path, MONTH, ("pdf",), tmp_path / "output", NOW)
    outputs = {"pdf": [Output("a.pdf", b"%PDF-", pages=8)]}
    publish(outputs["pdf"], request.folder, manifest(MONTH, outputs, "hash", warnings=2))
    built = up_to_date(request, "hash")
    assert built is not None
    assert (built.paths, built.pages, built.warnings) == ((request.folder / "a.pdf",), {"a.pdf": 8}, 2)
    assert built.is_unchanged
    assert up_to_date(request, "another hash") is None
    assert json.loads((request.folder / "manifest.json").read_bytes())["warnings"] == 2
