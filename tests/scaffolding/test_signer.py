"""Who is at work, by git's word."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from psr_report.lists import Person
from psr_report.scaffolding import signer


def person(email: str | None) -> Person:
    return Person(name="Ada Sample", title="Editor", organisation="Sample House", email=email)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which git knows nobody."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    return tmp_path


def test_a_person_is_found_by_the_address_in_capitals_or_not() -> None:
    people = {"ada": person("Ada@Example.org"), "bob": person(None)}
    assert signer.of(people, "ada@example.ORG") == "ada"
    assert signer.of(people, "eve@example.org") is None
    assert signer.of(people, None) is None
    assert signer.of(people, "") is None


def test_an_address_that_two_people_have_is_nobodys() -> None:
    assert signer.of({"ada": person("desk@x.org"), "bob": person("desk@x.org")}, "desk@x.org") is None


def test_git_is_asked_in_the_newsroom(home: Path) -> None:
    assert signer.address(home) is None
    for key, value in (("user.email", "ada@example.org"), ("user.name", "Ada 宁 Sample")):
        subprocess.run(["git", "-C", home, "config", key, value], check=True)
    assert (signer.address(home), signer.name(home)) == ("ada@example.org", "Ada 宁 Sample")


def test_a_machine_without_git_has_nobody_at_work(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home))
    assert signer.address(home) is None


def test_a_folder_that_is_gone_has_nobody_at_work(home: Path) -> None:
    assert signer.address(home / "gone") is None
