from __future__ import annotations

import errno
import hashlib
import json
import multiprocessing
import os
import resource
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from psr_report import swap, write
from psr_report.errors import RenderError
from psr_report.output import Output
from psr_report.unchanged import read_manifest
from psr_report.write import issue, manifest, publish, refresh

PDF = Output("report.pdf", b"%PDF old", pages=12)
HTML = Output("report.html", b"<p>old")
NEW_PDF = Output("report.pdf", b"%PDF new and longer", pages=14)
NEW_HTML = Output("report.html", b"<p>new")
PAGE = Output("topics/hydrogen.html", b"<h1>")


def _publish(folder: Path, inputs: str = "f1", keep: bool = True, **editions: Sequence[Output]) -> list[Path]:
    """Publish editions under their names: ``_publish(folder, pdf=[PDF])``."""
    outputs = [output for edition in editions.values() for output in edition]
    return publish(outputs, folder, manifest("2025-11", editions, inputs), keep=keep)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An issue that has been published once, as PDF and HTML."""
    _publish(tmp_path / "output/2025-11", pdf=[PDF], html=[HTML])
    return tmp_path / "output/2025-11"


def _files(folder: Path) -> dict[str, bytes]:
    """What is in the folder but for its manifest: names and bytes."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found.pop("manifest.json", None)
    return found


def _left_over(folder: Path) -> list[str]:
    names = sorted(path.name for path in folder.parent.iterdir())
    return [name for name in names if name not in (folder.name, write.LOCK)]


# The manifest


def test_a_manifest_lists_each_file_and_what_its_edition_was_made_from() -> None:
    ends = datetime.fromisoformat("2025-11-28T09:00:00+07:00")
    made = manifest("2025-11", {"pdf": [PDF], "html": [HTML]}, "f1", warnings=2, recheck_after=ends, number=2)
    shared = {"inputs": "f1", "edition": 2, "drafts": False, "recheck_after": "2025-11-28T02:00:00+00:00"}
    assert made == {
        "schema": 1,
        "issue": "2025-11",
        "edition": 2,
        "tool": "psr-report 0.1.0",
        "editions": {
            "pdf": {**shared, "files": ["report.pdf"]},
            "html": {**shared, "files": ["report.html"]},
        },
        "files": {
            "report.pdf": {"sha256": hashlib.sha256(b"%PDF old").hexdigest(), "size": 8, "pages": 12},
            "report.html": {"sha256": hashlib.sha256(b"<p>old").hexdigest(), "size": 6},
        },
        "warnings": 2,
    }


def test_an_end_of_an_embargo_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        manifest("2025-11", {}, "f1", recheck_after=datetime(2025, 11, 28))


def test_the_written_manifest_has_sorted_keys_and_ends_in_a_line_break(folder: Path) -> None:
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), sort_keys=True, indent=2) + "\n"
    assert list(json.loads(text)["editions"]) == ["html", "pdf"]


def test_the_written_manifest_is_the_same_in_any_place_time_zone_and_hash_seed(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from psr_report.output import Output; from psr_report.write import manifest, publish\n"
        "outputs = [Output(f'{name}.html', name.encode()) for name in {'a', 'b', 'c', 'd', 'e'}]\n"
        "editions = {output.name: [output] for output in outputs}\n"
        "made = manifest('2025-11', editions, 'f1', recheck_after=datetime(2025, 11, 28, tzinfo=UTC))\n"
        "publish(outputs, Path(sys.argv[1]), made)"
    )
    written = set()
    for seed, zone in ("1", "UTC"), ("2", "Asia/Tokyo"), ("3", "America/New_York"):
        folder = tmp_path / seed / "2025-11"
        environment = {**os.environ, "PYTHONPATH": str(Path(write.__file__).parents[2])}
        subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            env={**environment, "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
        )
        written.add((folder / "manifest.json").read_bytes())
    assert len(written) == 1


# A build


def test_a_first_build_makes_the_folder_and_says_what_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "a/b/2025-11"
    assert _publish(folder, html=[HTML], pdf=[PDF]) == [folder / "report.html", folder / "report.pdf"]
    assert _files(folder) == {"report.html": b"<p>old", "report.pdf": b"%PDF old"}
    assert not _left_over(folder)


def test_paths_come_back_as_the_folder_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _publish(Path("2025-11"), pdf=[PDF]) == [Path("2025-11/report.pdf")]


def test_a_second_build_replaces_the_first(folder: Path) -> None:
    _publish(folder, "f2", pdf=[NEW_PDF], html=[NEW_HTML])
    assert _files(folder) == {"report.pdf": NEW_PDF.data, "report.html": NEW_HTML.data}
    assert not _left_over(folder)


def test_outputs_may_lie_in_folders(folder: Path) -> None:
    assert _publish(folder, site=[PAGE]) == [folder / "topics/hydrogen.html"]
    assert (folder / "topics/hydrogen.html").read_bytes() == b"<h1>"


def test_an_edition_that_is_not_made_anew_stays_with_its_own_inputs(folder: Path) -> None:
    _publish(folder, "f2", html=[NEW_HTML])
    assert _files(folder) == {"report.pdf": PDF.data, "report.html": NEW_HTML.data}
    found = read_manifest(folder)
    assert found is not None
    assert {name: entry["inputs"] for name, entry in found["editions"].items()} == {"pdf": "f1", "html": "f2"}
    assert found["files"]["report.pdf"]["pages"] == 12


@pytest.mark.parametrize("drafts", [False, True])
def test_editions_with_drafts_and_without_do_not_stay_together(tmp_path: Path, drafts: bool) -> None:
    publish([PDF], tmp_path / "2025-11", manifest("2025-11", {"pdf": [PDF]}, "f1", drafts=drafts))
    publish([HTML], tmp_path / "2025-11", manifest("2025-11", {"html": [HTML]}, "f1", drafts=not drafts))
    assert _files(tmp_path / "2025-11") == {"report.html": HTML.data}


def test_other_editions_go_when_they_are_not_to_be_kept(folder: Path) -> None:
    _publish(folder, "f2", keep=False, html=[NEW_HTML])
    assert _files(folder) == {"report.html": NEW_HTML.data}
    assert list(json.loads((folder / "manifest.json").read_bytes())["editions"]) == ["html"]


def test_an_edition_that_lost_a_file_is_no_longer_listed(folder: Path) -> None:
    (folder / "report.pdf").unlink()
    _publish(folder, html=[NEW_HTML])
    assert list(json.loads((folder / "manifest.json").read_bytes())["editions"]) == ["html"]


def test_editions_of_another_issue_are_not_kept(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish([PDF], folder, manifest("2025-10", {"pdf": [PDF]}, "f1"))
    publish([HTML], folder, manifest("2025-11", {"html": [HTML]}, "f1"))
    assert _files(folder) == {"report.html": HTML.data}


def test_a_file_of_ours_that_is_not_written_any_more_goes(folder: Path) -> None:
    renamed = Output("journal.pdf", b"%PDF")
    _publish(folder, pdf=[renamed], site=[PAGE])
    _publish(folder, pdf=[renamed], site=[Output("index.html", b"")])
    assert set(_files(folder)) == {"journal.pdf", "report.html", "index.html"}
    assert not (folder / "topics").exists()


# What a person put there


def test_files_of_a_person_stay(folder: Path) -> None:
    (folder / "notes.txt").write_text("call CATL")
    (folder / "scans/old").mkdir(parents=True)
    (folder / "scans/old/a.png").write_bytes(b"png")
    (folder / "scans/empty").mkdir(mode=0o700)
    (folder / "notes-again").symlink_to("notes.txt")
    (folder / "broken").symlink_to("/nowhere")
    os.utime(folder / "notes.txt", (1, 1))
    for _ in range(2):
        _publish(folder, pdf=[NEW_PDF], html=[NEW_HTML])
    assert (folder / "notes.txt").read_text() == "call CATL"
    assert (folder / "notes.txt").stat().st_mtime == 1
    assert (folder / "scans/old/a.png").read_bytes() == b"png"
    assert stat.S_IMODE((folder / "scans/empty").stat().st_mode) == 0o700
    assert (folder / "notes-again").readlink() == Path("notes.txt")
    assert (folder / "broken").readlink() == Path("/nowhere")


def test_an_open_file_of_a_person_goes_on_being_written_to(folder: Path) -> None:
    with (folder / "notes.txt").open("w") as notes:
        _publish(folder, pdf=[NEW_PDF])
        notes.write("call CATL")
    assert (folder / "notes.txt").read_text() == "call CATL"


def test_files_of_a_person_are_copied_where_the_disk_has_no_hard_links(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    (folder / "notes.txt").write_text("call CATL")
    (folder / "notes.txt").chmod(0o640)
    _publish(folder, html=[NEW_HTML])
    assert _files(folder) == {"notes.txt": b"call CATL", "report.pdf": PDF.data, "report.html": NEW_HTML.data}
    assert stat.S_IMODE((folder / "notes.txt").stat().st_mode) == 0o640


def test_an_output_that_a_person_edited_is_set_aside(folder: Path) -> None:
    (folder / "report.html").write_bytes(b"<p>edited")
    _publish(folder, html=[NEW_HTML])
    assert _files(folder) == {
        "report.pdf": PDF.data,
        "report.html": NEW_HTML.data,
        "report.html~": b"<p>edited",
    }
    (folder / "report.html").write_bytes(b"<p>edited again")
    _publish(folder, html=[NEW_HTML])
    assert _files(folder)["report.html~"] == b"<p>edited"
    assert _files(folder)["report.html~~"] == b"<p>edited again"


def test_a_file_of_a_person_where_a_folder_is_needed_is_set_aside(folder: Path) -> None:
    (folder / "topics").write_text("batteries, hydrogen")
    _publish(folder, site=[PAGE])
    assert _files(folder)["topics~"] == b"batteries, hydrogen"
    assert _files(folder)["topics/hydrogen.html"] == PAGE.data


def test_an_empty_folder_where_a_folder_is_needed_is_used(folder: Path) -> None:
    (folder / "topics").mkdir()
    _publish(folder, site=[PAGE])
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == ["topics"]


def test_a_link_of_a_person_where_a_folder_is_needed_is_set_aside(folder: Path, tmp_path: Path) -> None:
    (folder / "topics").symlink_to(tmp_path, target_is_directory=True)
    _publish(folder, site=[PAGE])
    assert (folder / "topics~").readlink() == tmp_path
    assert (folder / "topics/hydrogen.html").read_bytes() == PAGE.data
    assert not (tmp_path / "hydrogen.html").exists()


def test_a_folder_of_a_person_where_a_file_is_needed_is_refused(folder: Path) -> None:
    (folder / "topics").mkdir()
    (folder / "topics/notes.txt").write_text("call CATL")
    with pytest.raises(RenderError, match=r"cannot write .*: a part of its path is a file"):
        _publish(folder, site=[Output("topics", b"")])
    assert _files(folder)["topics/notes.txt"] == b"call CATL"


def test_without_a_manifest_the_same_files_are_written_again_and_others_are_set_aside(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")
    _publish(folder, pdf=[PDF], html=[NEW_HTML])
    assert _files(folder) == {
        "report.pdf": PDF.data,
        "report.html": NEW_HTML.data,
        "report.html~": HTML.data,
    }


# Permissions


@pytest.mark.parametrize(("umask", "file", "directory"), [(0o022, 0o644, 0o755), (0o027, 0o640, 0o750)])
def test_files_can_be_read_by_whom_the_umask_allows(
    tmp_path: Path, umask: int, file: int, directory: int
) -> None:
    before = os.umask(umask)
    try:
        _publish(tmp_path / "output/2025-11", site=[PAGE])
    finally:
        os.umask(before)
    made = [tmp_path / "output", *(tmp_path / "output").rglob("*")]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made}
    folders = {path.name for path in made if path.is_dir()}
    assert modes == {name: directory if name in folders else file for name in modes}


def test_a_folder_keeps_the_permissions_it_was_given(folder: Path) -> None:
    folder.chmod(0o775)
    _publish(folder, pdf=[NEW_PDF])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o775


# What is refused


@pytest.mark.parametrize(
    "names",
    [
        ["../report.pdf"],
        ["/report.pdf"],
        ["a\\b.pdf"],
        ["manifest.json"],
        ["Manifest.json"],
        ["report.pdf", "REPORT.pdf"],
        ["topics", "topics/hydrogen.html"],
    ],
)
def test_a_name_that_could_hit_another_file_is_refused(folder: Path, names: list[str]) -> None:
    with pytest.raises(RenderError, match="cannot be the name of a file of an issue"):
        _publish(folder, pdf=[Output(name, b"") for name in names])
    assert _files(folder) == {"report.pdf": PDF.data, "report.html": HTML.data}


def test_a_manifest_of_other_outputs_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="other files than the outputs"):
        publish([NEW_PDF], folder, manifest("2025-11", {"pdf": [PDF]}, "f1"))


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2025-11").write_text("mine")
    with pytest.raises(RenderError, match="is a file") as caught:
        _publish(tmp_path / "2025-11", pdf=[PDF])
    assert caught.value.hint == "move the file away, or choose another folder with --output"
    assert (tmp_path / "2025-11").read_text() == "mine"


def test_a_file_in_the_place_of_the_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine")
    with pytest.raises(RenderError, match=r"cannot write .*2025-11: a part of its path is a file"):
        _publish(tmp_path / "output/2025-11", pdf=[PDF])
    with pytest.raises(RenderError, match=r"cannot write .*2025-11: a part of its path is a file"):
        _publish(tmp_path / "output/deeper/2025-11", pdf=[PDF])


@pytest.mark.parametrize("to", ["elsewhere", "/nowhere/at/all"])
def test_a_link_in_the_place_of_the_folder_is_refused(tmp_path: Path, to: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "2025-11").symlink_to(to)
    with pytest.raises(RenderError, match="is a link"):
        _publish(tmp_path / "2025-11", pdf=[PDF])
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_root_that_is_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    (tmp_path / "output").symlink_to("server")
    _publish(tmp_path / "output/2025-11", pdf=[PDF])
    assert _files(tmp_path / "server/2025-11") == {"report.pdf": PDF.data}


@pytest.mark.parametrize("name", ["..", "/"])
def test_a_folder_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(RenderError, match="cannot be the folder of an issue"):
        _publish(Path(name), pdf=[PDF])


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / write.LOCK).symlink_to(tmp_path / "victim")
    with pytest.raises(RenderError, match="cannot write"):
        _publish(tmp_path / "2025-11", pdf=[PDF])
    assert not (tmp_path / "victim").exists()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "you are not allowed to write there"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_an_error_of_the_system_is_said_in_words_with_a_way_out(
    folder: Path, code: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(RenderError) as caught:
        _publish(folder, pdf=[NEW_PDF])
    assert str(caught.value) == f"cannot write {folder}: {says}"
    assert caught.value.hint is not None
    assert "--output" in caught.value.hint


def test_a_folder_that_was_made_read_only_is_not_replaced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(RenderError, match="not allowed to write there"):
        _publish(folder, pdf=[NEW_PDF])
    assert _files(folder)["report.pdf"] == PDF.data


def test_a_file_system_that_cannot_sync_folders_is_written_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def only_files(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, "no")
        fsync(file)

    monkeypatch.setattr(os, "fsync", only_files)
    _publish(folder, pdf=[NEW_PDF])
    assert _files(folder)["report.pdf"] == NEW_PDF.data


# Two builds at a time


def test_a_build_waits_for_another_and_then_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    with (
        issue._locked(folder.parent, folder),
        pytest.raises(RenderError, match=r"another build is writing to .*output") as caught,
    ):
        _publish(folder, pdf=[NEW_PDF])
    assert caught.value.hint == "wait until it has finished, then build again"
    assert 1 < sum(waits) < 10
    _publish(folder, pdf=[NEW_PDF])
    assert _files(folder)["report.pdf"] == NEW_PDF.data


def test_a_build_goes_on_as_soon_as_the_other_has_finished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = issue._locked(folder.parent, folder)
    other.__enter__()
    monkeypatch.setattr(time, "sleep", lambda _: other.__exit__(None, None, None))
    _publish(folder, pdf=[NEW_PDF])
    assert _files(folder)["report.pdf"] == NEW_PDF.data


def test_what_killed_builds_left_is_removed_and_nothing_else(folder: Path) -> None:
    staged, previous = ".psr-report-2025-11-0123abcd.staged", ".psr-report-2025-10-0123abcd.previous"
    for name in (staged, previous, ".mine.staged"):
        (folder.parent / name).mkdir()
        (folder.parent / name / "file").touch()
    (folder.parent / "2025-10").mkdir()
    _publish(folder, pdf=[NEW_PDF])
    assert _left_over(folder) == [".mine.staged", "2025-10"]


def test_an_issue_that_a_killed_build_had_put_aside_comes_back(folder: Path) -> None:
    folder.rename(folder.parent / ".psr-report-2025-11-0123abcd.previous")
    _publish(folder.parent / "2025-12", pdf=[NEW_PDF])
    assert _files(folder) == {"report.pdf": PDF.data, "report.html": HTML.data}


# Faults: the nth call to the system fails, or is the last

CALLS = (
    "open",
    "write",
    "fsync",
    "mkdir",
    "rename",
    "link",
    "symlink",
    "scandir",
    "unlink",
    "rmdir",
    "chmod",
    "stat",
)


def _interpose(monkeypatch: pytest.MonkeyPatch, before: Callable[[], None]) -> None:
    """Have ``before`` called ahead of every call by which a build touches the disk."""

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **options: Any) -> Any:
            before()
            return call(*args, **options)

        return wrapper

    for name in CALLS:
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    monkeypatch.setattr(swap, "exchange", watched(swap.exchange))


def _countdown(calls: int, then: Callable[[], None]) -> Callable[[], None]:
    """Return what counts its calls and runs ``then`` at the last of them, and only there."""
    left = [calls]

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            then()

    return count


def _new_issue(folder: Path) -> None:
    _publish(folder, "f2", pdf=[NEW_PDF], html=[NEW_HTML], site=[PAGE])


def _no_exchange(one: Path, other: Path) -> None:
    raise OSError(errno.ENOSYS, "this system cannot exchange")


OLD = {"report.pdf": PDF.data, "report.html": HTML.data, "notes.txt": b"call CATL", "scans/a.png": b"png"}
NEW = {**OLD, "report.pdf": NEW_PDF.data, "report.html": NEW_HTML.data, "topics/hydrogen.html": PAGE.data}


@pytest.fixture
def lived_in(folder: Path) -> Path:
    """A published issue with files of a person in it."""
    (folder / "notes.txt").write_text("call CATL")
    (folder / "scans").mkdir()
    (folder / "scans/a.png").write_bytes(b"png")
    assert _files(folder) == OLD
    return folder


def _calls_of_a_build(lived_in: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many calls it takes to put the new issue in the place of the old one, tried on a copy."""
    copy = lived_in.parent.parent / "copy/2025-11"
    shutil.copytree(lived_in, copy)
    calls = [0]

    def count() -> None:
        calls[0] += 1

    with monkeypatch.context() as context:
        _interpose(context, count)
        _new_issue(copy)
    assert _files(copy) == NEW
    return calls[0]


def _assert_whole(folder: Path) -> bool:
    """Assert that the folder is the old issue or the new one, whole; return whether it is the new one."""
    found = read_manifest(folder)
    assert found is not None
    files = _files(folder)
    assert files in (OLD, NEW)
    listed = {name: entry["sha256"] for name, entry in found["files"].items()}
    assert listed == {name: hashlib.sha256(files[name]).hexdigest() for name in listed}
    assert set(files) - set(listed) == {"notes.txt", "scans/a.png"}
    return files == NEW


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_whichever_call_fails_the_issue_is_whole_and_the_next_build_works(
    lived_in: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "exchange", _no_exchange)
    shutil.copytree(lived_in, lived_in.parent.parent / "pristine")
    outcomes = set()
    calls = _calls_of_a_build(lived_in, monkeypatch)
    assert calls > 30
    for nth in range(1, calls + 1):

        def fail() -> None:
            raise OSError(errno.ENOSPC, "no space left on device")

        raised = None
        with monkeypatch.context() as context:
            _interpose(context, _countdown(nth, fail))
            try:
                _new_issue(lived_in)
            except RenderError as error:
                raised = str(error)
        outcomes.add((_assert_whole(lived_in), raised))
        _new_issue(lived_in)
        assert _assert_whole(lived_in), nth
        assert _left_over(lived_in) == [], nth
        shutil.rmtree(lived_in)
        shutil.copytree(lived_in.parent.parent / "pristine", lived_in)
    refused = f"cannot write {lived_in}: the disk is full"
    assert (False, refused) in outcomes
    assert {raised for _, raised in outcomes} == {None, refused}


@pytest.mark.parametrize("stop", ["kill", "interrupt"])
def test_at_whichever_call_a_build_is_stopped_the_issue_is_whole_and_the_next_build_works(
    lived_in: Path, stop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(lived_in, lived_in.parent.parent / "pristine")
    outcomes = set()
    for nth in range(1, _calls_of_a_build(lived_in, monkeypatch) + 1):
        if stop == "kill":
            child = multiprocessing.get_context("fork").Process(target=_build_and_die, args=(lived_in, nth))
            child.start()
            child.join()
            assert child.exitcode == 9, nth
        else:
            _build_until_interrupted(lived_in, nth, monkeypatch)
        outcomes.add(_assert_whole(lived_in))
        _new_issue(lived_in)
        assert _assert_whole(lived_in), nth
        assert _left_over(lived_in) == [], nth
        shutil.rmtree(lived_in)
        shutil.copytree(lived_in.parent.parent / "pristine", lived_in)
    assert outcomes == {False, True}


def _build_and_die(folder: Path, nth: int) -> None:
    with pytest.MonkeyPatch.context() as context:
        _interpose(context, _countdown(nth, lambda: os._exit(9)))
        _new_issue(folder)


def _build_until_interrupted(folder: Path, nth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        _interpose(context, _countdown(nth, interrupt))
        with pytest.raises(KeyboardInterrupt):
            _new_issue(folder)


def test_a_killed_build_of_a_system_that_cannot_exchange_is_mended_by_the_next(
    lived_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "exchange", _no_exchange)
    shutil.copytree(lived_in, lived_in.parent.parent / "pristine")
    for nth in range(1, _calls_of_a_build(lived_in, monkeypatch) + 1):
        child = multiprocessing.get_context("fork").Process(target=_build_and_die, args=(lived_in, nth))
        child.start()
        child.join()
        assert child.exitcode == 9, nth
        _publish(lived_in.parent / "2025-12", pdf=[PDF])
        _assert_whole(lived_in)
        assert _left_over(lived_in) == ["2025-12"], nth
        shutil.rmtree(lived_in)
        shutil.copytree(lived_in.parent.parent / "pristine", lived_in)


def test_a_disk_that_takes_no_more_bytes_leaves_the_old_issue(lived_in: Path) -> None:
    child = multiprocessing.get_context("fork").Process(target=_build_with_little_room, args=(lived_in,))
    child.start()
    child.join()
    assert child.exitcode == 3
    assert not _assert_whole(lived_in)
    assert _left_over(lived_in) == []


def _build_with_little_room(folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        _publish(folder, "f2", pdf=[Output("report.pdf", b"%PDF" * 1000)], html=[NEW_HTML])
    except RenderError as error:
        os._exit(error.exit_code)


def _can_exchange(folder: Path) -> bool:
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    try:
        swap.exchange(folder / "a", folder / "b")
    except OSError:
        return False
    return True


def test_a_reader_sees_one_issue_whole_while_another_takes_its_place(tmp_path: Path) -> None:
    if not _can_exchange(tmp_path):
        pytest.skip("this file system cannot exchange two folders")
    folder = tmp_path / "output/2025-11"
    issues = [[Output(name, name.encode() + b"%d" % i) for name in ("a", "b", "c")] for i in range(40)]
    _publish(folder, "0", site=issues[0])
    writer = threading.Thread(
        target=lambda: [_publish(folder, str(i), site=outputs) for i, outputs in enumerate(issues)]
    )
    writer.start()
    seen: list[tuple[int, dict[str, bytes]]] = []
    while writer.is_alive() or not seen:
        issue = _read_at_once(folder)
        seen += [issue] if issue else []
    writer.join()
    assert all(read == {output.name: output.data for output in issues[i]} for i, read in seen)


def _read_at_once(folder: Path) -> tuple[int, dict[str, bytes]] | None:
    """The issue's inputs and files as one reader sees them; None when it was removed under its eyes.

    The folder must be there at every instant: opening it does not fail.
    """
    home = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def read(name: str) -> bytes:
        with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=home), "rb") as file:
            return file.read()

    try:
        listed = json.loads(read("manifest.json"))
        return int(listed["editions"]["site"]["inputs"]), {name: read(name) for name in listed["files"]}
    except FileNotFoundError:
        return None
    finally:
        os.close(home)


# Files that help: the schemas


def test_other_files_in_the_folder_stay_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / ".schema"
    folder.mkdir()
    (folder / "mine.json").write_text("{}")
    assert refresh([Output("a.json", b"new")], folder) == [folder / "a.json"]
    assert sorted(path.name for path in folder.iterdir()) == ["a.json", "mine.json"]


def test_a_link_in_the_place_of_a_file_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"new")
    (tmp_path / ".schema").mkdir()
    (tmp_path / ".schema/a.json").symlink_to(tmp_path / "mine")
    refresh([Output("a.json", b"new")], tmp_path / ".schema")
    assert not (tmp_path / ".schema/a.json").is_symlink()
    assert (tmp_path / "mine").read_bytes() == b"new"


def test_a_link_or_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to("elsewhere")
    (tmp_path / "file").write_text("mine")
    for name, said in (("link", "is a link"), ("file", "a part of its path is a file")):
        with pytest.raises(RenderError, match=said) as caught:
            refresh([Output("a.json", b"new")], tmp_path / name)
        assert caught.value.hint
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_write_that_fails_leaves_the_old_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh([Output("a.json", b"old")], tmp_path / ".schema")

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(RenderError, match="the disk is full"):
        refresh([Output("a.json", b"new")], tmp_path / ".schema")
    assert [path.read_bytes() for path in (tmp_path / ".schema").iterdir()] == [b"old"]
