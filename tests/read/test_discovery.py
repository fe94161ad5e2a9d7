from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import UsageError
from psr_report.read import discovery


@pytest.fixture(autouse=True)
def _no_newsroom_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(discovery.VARIABLE, raising=False)


def newsroom(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.yaml").touch()
    return folder.resolve()


def refusal(option: str | None = None) -> tuple[str, str | None]:
    with pytest.raises(UsageError) as caught:
        discovery.find(option)
    return str(caught.value), caught.value.hint


def test_the_option_comes_first_then_the_environment_then_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, named, chosen = (newsroom(tmp_path / name) for name in ("here", "named", "chosen"))
    monkeypatch.chdir(here)
    assert discovery.find() == here
    monkeypatch.setenv(discovery.VARIABLE, str(named))
    assert discovery.find() == named
    assert discovery.find(str(chosen)) == chosen
    assert discovery.find(str(chosen / "report.yaml")) == chosen


def test_it_is_looked_for_in_content_and_in_every_folder_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = newsroom(tmp_path / "content")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert discovery.find() == content
    nearer = newsroom(tmp_path / "a" / "content")
    assert discovery.find() == nearer
    assert discovery.find("../../content") == content


def test_a_wrong_name_says_where_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    message, hint = refusal(str(tmp_path))
    assert message == f"--newsroom is {tmp_path}, but there is no report.yaml in it"
    assert hint == "name the folder that holds report.yaml"
    newsroom(tmp_path / "content")
    assert refusal(str(tmp_path))[1] == f"did you mean {tmp_path / 'content'}?"
    monkeypatch.setenv(discovery.VARIABLE, "/nowhere")
    assert refusal()[0].startswith("PSR_REPORT_NEWSROOM is /nowhere")


@pytest.mark.parametrize("name", ["~nobody-of-this-name/x", "x" * 5000, "a\0b", "/dev/null", "\x1b[31m"])
def test_no_name_gives_a_traceback(name: str) -> None:
    assert "there is no report.yaml in it" in refusal(name)[0]


def test_no_newsroom_anywhere_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    message, hint = refusal()
    assert message.startswith("there is no newsroom here")
    assert "--newsroom" in (hint or "")


def test_a_folder_named_report_yaml_is_no_newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.yaml").mkdir()
    monkeypatch.chdir(tmp_path)
    assert refusal()[0].startswith("there is no newsroom here")


def test_a_folder_that_may_not_be_entered_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "is_file", refuse)
    assert refusal()[0].startswith("there is no newsroom here")


def test_a_current_folder_that_is_gone_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert refusal()[0] == "the current folder does not exist any more"
    assert discovery.shown(tmp_path / "x") == f"{tmp_path}/x"


def test_paths_are_shown_as_they_would_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert discovery.shown(tmp_path.resolve() / "content" / "x.yaml") == "content/x.yaml"
    assert discovery.shown(Path("/elsewhere/x.yaml")) == "/elsewhere/x.yaml"
    assert discovery.shown(Path("/elsewhere/caf\udce9.yaml")) == "/elsewhere/caf\ufffd.yaml"
