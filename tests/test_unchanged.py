from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from psr_report import unchanged
from psr_report.output import Output
from psr_report.unchanged import fingerprint, is_plain_name, is_unchanged, read_manifest
from psr_report.write import manifest, publish

NOW = "2025-11-20T12:00:00+00:00"
PDF = Output("report.pdf", b"%PDF", pages=12)
HTML = Output("report.html", b"<p>")


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    home = tmp_path / "content"
    names = ("report.yaml", "2025-11/cells.yaml", "2025-10/cells.yaml", "images/a.png", "templates/html/x.j2")
    for name in names:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(f"{name}\n")
    return home


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A published issue: PDF and HTML, both made from the inputs "f1"."""
    folder = tmp_path / "output/2025-11"
    publish([PDF, HTML], folder, manifest("2025-11", {"pdf": [PDF], "html": [HTML]}, "f1"))
    return folder


# What counts


@pytest.mark.parametrize(
    "name",
    [
        "report.yaml",
        "people.yaml",
        "2025-11/cells.yaml",
        "2025-10/cells.yaml",
        "2025-12/new.yaml",
        "images/a.png",
        "images/deep/b.tiff",
        "templates/html/x.j2",
        "photos/c.JPG",
    ],
)
def test_a_file_that_can_influence_an_issue_changes_the_fingerprint(newsroom: Path, name: str) -> None:
    before = fingerprint(newsroom, {})
    (newsroom / name).parent.mkdir(parents=True, exist_ok=True)
    (newsroom / name).write_text("other\n")
    assert fingerprint(newsroom, {}) != before


@pytest.mark.parametrize(
    "name",
    [
        ".git/config.yaml",
        "2025-11/.cells.yaml.swp",
        "2025-11/cells.yaml~",
        "images/a.png~",
        "images/.DS_Store",
        "output/2025-11/chart.png",
        "node_modules/x/package.yaml",
        "notes.txt",
    ],
)
def test_a_file_that_cannot_influence_an_issue_leaves_the_fingerprint(newsroom: Path, name: str) -> None:
    before = fingerprint(newsroom, {})
    (newsroom / name).parent.mkdir(parents=True, exist_ok=True)
    (newsroom / name).write_text("other\n")
    assert fingerprint(newsroom, {}) == before


def test_a_virtual_environment_inside_the_newsroom_does_not_count(newsroom: Path) -> None:
    before = fingerprint(newsroom, {})
    (newsroom / "venv").mkdir()
    (newsroom / "venv/pyvenv.cfg").touch()
    (newsroom / "venv/logo.png").touch()
    assert fingerprint(newsroom, {}) == before


def test_the_settings_of_fonts_that_are_named_count(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    before = fingerprint(newsroom, {})
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/fonts/own.conf")
    assert fingerprint(newsroom, {}) != before


def test_renaming_and_removing_a_file_change_the_fingerprint(newsroom: Path) -> None:
    start = fingerprint(newsroom, {})
    renamed = (newsroom / "2025-11/cells.yaml").rename(newsroom / "2025-11/packs.yaml")
    second = fingerprint(newsroom, {})
    renamed.unlink()
    assert len({start, second, fingerprint(newsroom, {})}) == 3


def test_options_count_and_their_order_does_not(newsroom: Path) -> None:
    assert fingerprint(newsroom, {"a": "1", "b": "2"}) == fingerprint(newsroom, {"b": "2", "a": "1"})
    assert fingerprint(newsroom, {"a": "1"}) != fingerprint(newsroom, {"a": "2"})


def test_what_is_moved_between_a_name_and_its_content_still_counts(newsroom: Path) -> None:
    assert fingerprint(newsroom, {"a": "bc"}) != fingerprint(newsroom, {"ab": "c"})


def test_time_and_place_do_not_count(newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(newsroom, {})
    elsewhere = tmp_path / "другое место"
    shutil.copytree(newsroom, elsewhere)
    for path in elsewhere.rglob("*"):
        os.utime(path, (0, 0))
    (tmp_path / "link").symlink_to(elsewhere)
    monkeypatch.chdir(elsewhere)
    assert (
        fingerprint(elsewhere, {}) == fingerprint(tmp_path / "link", {}) == fingerprint(Path(), {}) == before
    )


def _fingerprint_of_a_copy(package: Path, newsroom: Path, **environment: str) -> str:
    """The fingerprint that a copy of the package computes, in a process of its own."""
    program = (
        "import pathlib, sys\n"
        "from psr_report.unchanged import fingerprint\n"
        "print(fingerprint(pathlib.Path(sys.argv[1]), {}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(newsroom)],
        env={**os.environ, "PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout.strip()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package as an editable install has it, with a few templates."""
    copy = tmp_path / "repository/cli/psr_report"
    copy.mkdir(parents=True)
    for name in ("__init__", "unchanged", "resources", "errors"):
        shutil.copy(Path(unchanged.__file__).with_name(f"{name}.py"), copy)
    (copy / "checks").mkdir()
    (copy / "checks/dates.py").write_text("LIMIT = 1\n")
    templates = tmp_path / "repository/report_templates"
    (templates / "html").mkdir(parents=True)
    (templates / "__init__.py").touch()
    (templates / "html/issue.html.j2").write_text("<p>")
    (templates / "inter.ttf").write_bytes(b"font")
    return copy


@pytest.mark.parametrize(
    "name",
    ["cli/psr_report/checks/dates.py", "report_templates/html/issue.html.j2", "report_templates/inter.ttf"],
)
def test_the_program_and_its_templates_count(package: Path, newsroom: Path, name: str) -> None:
    before = _fingerprint_of_a_copy(package, newsroom)
    (package.parent.parent / name).write_text("something else")
    assert _fingerprint_of_a_copy(package, newsroom) != before


def test_compiled_code_hash_seed_and_locale_do_not_count(package: Path, newsroom: Path) -> None:
    (newsroom / "2025-11/größe.yaml").write_text("ü", encoding="utf-8")
    one, other = {"PYTHONHASHSEED": "1", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}
    before = _fingerprint_of_a_copy(package, newsroom, **one)
    (package / "__pycache__").mkdir()
    (package / "__pycache__/x.py").touch()
    assert _fingerprint_of_a_copy(package, newsroom, TZ="Asia/Tokyo", **other) == before


def test_an_installed_distribution_counts(
    newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site-packages"
    (site / "weasyprint-70.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(site))
    before = fingerprint(newsroom, {})
    (site / "weasyprint-70.0.dist-info").rename(site / "weasyprint-71.0.dist-info")
    assert fingerprint(newsroom, {}) != before


def test_the_check_imports_nothing_heavy() -> None:
    program = (
        "import sys, psr_report.unchanged\n"
        "print(*sorted({'pydantic', 'yaml', 'typer', 'rich', 'typing', 'dataclasses', 'importlib.resources', "
        "'datetime', 'subprocess'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", program],
        env={**os.environ, "PYTHONPATH": str(Path(unchanged.__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "\n"


# Links and what cannot be read


def test_a_link_inside_the_newsroom_is_followed(newsroom: Path) -> None:
    (newsroom / "images/shared").mkdir()
    (newsroom / "images/shared/b.png").write_text("b")
    (newsroom / "2025-11/b.png").symlink_to("../images/shared/b.png")
    before = fingerprint(newsroom, {})
    (newsroom / "2025-11/b.png").unlink()
    (newsroom / "2025-11/b.png").symlink_to("../images/a.png")
    assert fingerprint(newsroom, {}) != before


def test_a_link_out_of_the_newsroom_counts_as_such_and_is_not_read(newsroom: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("one")
    before = fingerprint(newsroom, {})
    (newsroom / "2025-11/x.yaml").symlink_to(secret)
    linked = fingerprint(newsroom, {})
    secret.write_text("two")
    assert before != linked == fingerprint(newsroom, {})


def test_a_circle_of_links_ends(newsroom: Path) -> None:
    before = fingerprint(newsroom, {})
    (newsroom / "images/again").symlink_to("../images", target_is_directory=True)
    (newsroom / "images/self.png").symlink_to("self.png")
    assert fingerprint(newsroom, {}) != before


def test_a_folder_that_two_names_lead_to_counts_under_both(newsroom: Path) -> None:
    (newsroom / "photos").symlink_to("images", target_is_directory=True)
    before = fingerprint(newsroom, {})
    (newsroom / "images/a.svg").write_text("only a shipped folder counts whole")
    assert fingerprint(newsroom, {}) != before


def test_a_file_that_cannot_be_read_counts_as_its_error(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(newsroom, {})

    def refuse(*_: Any) -> Any:
        raise PermissionError(13, "the text depends on the locale")

    with monkeypatch.context() as context:
        context.setattr(os, "open", refuse)
        cannot_open = fingerprint(newsroom, {})
    monkeypatch.setattr(os, "read", refuse)
    assert len({before, cannot_open, fingerprint(newsroom, {})}) == 3


def test_a_folder_that_cannot_be_listed_counts_as_its_error(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom / "2025-12").mkdir()
    before = fingerprint(newsroom, {})
    scandir = os.scandir

    def refuse(folder: str) -> Any:
        if str(folder).endswith("2025-12"):
            raise PermissionError(13, "no")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert fingerprint(newsroom, {}) != before


def test_a_pipe_among_the_images_does_not_block(newsroom: Path) -> None:
    before = fingerprint(newsroom, {})
    os.mkfifo(newsroom / "images/pipe.png")
    assert fingerprint(newsroom, {}) != before


def test_a_newsroom_that_is_not_there_has_a_fingerprint(tmp_path: Path, newsroom: Path) -> None:
    assert fingerprint(tmp_path / "gone", {}) != fingerprint(newsroom, {})


# Nothing to do


def test_an_issue_as_it_was_published_is_unchanged(issue: Path) -> None:
    assert is_unchanged(issue, ["html", "pdf"], "f1", NOW) == [issue / "report.html", issue / "report.pdf"]


def test_other_inputs_are_a_change(issue: Path) -> None:
    assert is_unchanged(issue, ["pdf"], "f2", NOW) is None


def test_an_edition_that_was_never_made_is_a_change(issue: Path) -> None:
    assert is_unchanged(issue, ["pdf", "email"], "f1", NOW) is None


def test_a_new_html_leaves_an_older_pdf_to_be_made(issue: Path) -> None:
    publish([HTML], issue, manifest("2025-11", {"html": [HTML]}, "f2"))
    assert is_unchanged(issue, ["html"], "f2", NOW) == [issue / "report.html"]
    assert is_unchanged(issue, ["pdf", "html"], "f2", NOW) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"%PDX"),
        lambda path: path.write_bytes(b"%PDF-1.7"),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["gone", "other bytes", "longer", "a folder"],
)
def test_a_file_that_is_not_as_it_was_written_is_a_change(issue: Path, damage: Callable[[Path], Any]) -> None:
    damage(issue / "report.pdf")
    assert is_unchanged(issue, ["pdf"], "f1", NOW) is None
    assert is_unchanged(issue, ["html"], "f1", NOW) == [issue / "report.html"]


def test_an_embargo_that_ends_is_a_change(tmp_path: Path) -> None:
    ends = datetime.fromisoformat("2025-11-28T09:00:00+07:00")
    publish([PDF], tmp_path / "2025-11", manifest("2025-11", {"pdf": [PDF]}, "f1", recheck_after=ends))
    assert is_unchanged(tmp_path / "2025-11", ["pdf"], "f1", "2025-11-28T01:59:59Z") is not None
    assert is_unchanged(tmp_path / "2025-11", ["pdf"], "f1", "2025-11-28T02:00:00Z") is None
    assert is_unchanged(tmp_path / "2025-11", ["pdf"], "f1", datetime(2025, 11, 28, 2, tzinfo=UTC)) is None


def test_the_end_of_an_embargo_is_kept_for_each_edition(tmp_path: Path) -> None:
    ends, after = datetime(2025, 11, 28, tzinfo=UTC), datetime(2025, 11, 29, tzinfo=UTC)
    editions = {"pdf": [PDF], "html": [HTML]}
    publish([PDF, HTML], tmp_path / "2025-11", manifest("2025-11", editions, "f1", recheck_after=ends))
    publish([HTML], tmp_path / "2025-11", manifest("2025-11", {"html": [HTML]}, "f1"))
    assert is_unchanged(tmp_path / "2025-11", ["html"], "f1", after) is not None
    assert is_unchanged(tmp_path / "2025-11", ["pdf"], "f1", after) is None


def _with(**changes: Any) -> dict[str, Any]:
    return {**manifest("2025-11", {"pdf": [PDF]}, "f1"), **changes}


EDITION: dict[str, Any] = {"inputs": "f1", "files": ["report.pdf"], "recheck_after": None}
FILE: dict[str, Any] = {"sha256": "0" * 64, "size": 4}


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{",
        "\udcff",
        "[" * 100_000,
        "null",
        "[]",
        "{}",
        _with(schema=2),
        _with(issue=None),
        _with(files=[]),
        _with(files={"report.pdf": FILE["sha256"]}),
        _with(files={"report.pdf": {"size": 4}}),
        _with(files={"report.pdf": {**FILE, "size": "4"}}),
        _with(files={"../../report.pdf": FILE}),
        _with(editions=["pdf"]),
        _with(editions={"pdf": {**EDITION, "files": ["/etc/passwd"]}}),
        _with(editions={"pdf": {**EDITION, "files": [["report.pdf"]]}}),
        _with(editions={"pdf": {**EDITION, "inputs": None}}),
        _with(editions={"pdf": {"inputs": "f1", "files": ["report.pdf"]}}),
        _with(editions={"pdf": {**EDITION, "recheck_after": 5}}),
    ],
)
def test_a_damaged_manifest_is_a_change_and_no_error(issue: Path, damaged: str | dict[str, Any]) -> None:
    text = damaged if isinstance(damaged, str) else json.dumps(damaged)
    (issue / "manifest.json").write_bytes(text.encode(errors="surrogateescape"))
    assert read_manifest(issue) is None
    assert is_unchanged(issue, ["pdf"], "f1", NOW) is None


@pytest.mark.parametrize("instant", ["soon", "2025-11-28T09:00:00"])
def test_an_end_of_an_embargo_that_is_no_instant_is_a_change(issue: Path, instant: str) -> None:
    edition = {**EDITION, "recheck_after": instant}
    (issue / "manifest.json").write_text(json.dumps(_with(editions={"pdf": edition})))
    assert is_unchanged(issue, ["pdf"], "f1", NOW) is None


def test_a_folder_that_is_not_there_is_a_change(tmp_path: Path) -> None:
    assert is_unchanged(tmp_path / "2025-11", ["pdf"], "f1", NOW) is None


@pytest.mark.parametrize("name", ["report.pdf", "topics/fuel-cells.html", ".nojekyll", "Größe 2.svg"])
def test_a_plain_name_is_plain(name: str) -> None:
    assert is_plain_name(name)


TRICKS = [
    "",
    ".",
    "..",
    "/a",
    "a/",
    "a//b",
    "../a",
    "a/../b",
    "a/./b",
    "a\\b",
    "C:a",
    "a\0",
    "a\nb",
    "a.",
    "a ",
]
TRICKS += ["a\u202eb", "\udcff", "x" * 201]


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_with_tricks_is_not_plain(name: str) -> None:
    assert not is_plain_name(name)
