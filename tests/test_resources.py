from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import resources
from psr_report.errors import RenderError


def _touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path.parent


def test_the_templates_of_this_installation_are_found() -> None:
    assert (resources.templates_dir() / "__init__.py").is_file()


def test_a_wheel_has_its_templates_inside_the_package(tmp_path: Path) -> None:
    package = _touch(tmp_path / "site-packages/psr_report/__init__.py")
    templates = _touch(package / "report_templates/__init__.py")
    assert resources.find_templates(package) == templates


def test_an_editable_install_has_its_templates_at_the_root_of_the_repository(tmp_path: Path) -> None:
    package = _touch(tmp_path / "cli/psr_report/__init__.py")
    templates = _touch(tmp_path / "report_templates/__init__.py")
    assert resources.find_templates(package) == templates


def test_a_folder_that_only_has_the_name_is_not_taken_for_the_templates(tmp_path: Path) -> None:
    package = _touch(tmp_path / "cli/psr_report/__init__.py")
    (tmp_path / "report_templates").mkdir()
    assert resources.find_templates(package) is None


def test_missing_templates_are_reported_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "find_templates", lambda _: None)
    with pytest.raises(RenderError, match="templates that ship with psr-report are missing") as caught:
        resources.templates_dir.__wrapped__()
    assert caught.value.hint == "install psr-report again, with pip"


def test_compiled_templates_are_kept_in_the_persons_own_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    folder = resources.template_cache()
    assert folder == tmp_path / "psr-report" / "templates"
    assert folder.stat().st_mode & 0o077 == 0


def test_a_cache_that_others_can_write_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    folder = tmp_path / "psr-report" / "templates"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert resources.template_cache() is None


def test_without_a_place_to_write_templates_are_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    assert resources.template_cache() is None


@pytest.mark.parametrize("home", ["cache", "~/cache"])
def test_a_cache_at_a_relative_place_is_none_and_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    assert resources.template_cache() is None
    assert not list(tmp_path.iterdir())


def test_who_keeps_python_from_writing_bytecode_has_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert resources.template_cache() is None
    assert not list(tmp_path.iterdir())
