from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Severity
from tests.checks.asking import asked, of_story, spots
from tests.desk import MONTH, yaml

RULE = "image-alt"


def image(alt: str, file: str = "images/solid-state-pack.png") -> str:
    return f'image:\n  file: {file}\n  alt: "{alt}"\n  credit: Ada Sample\n  licence: CC0\n'


def test_the_name_of_the_file_is_an_error_at_its_words(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, image("solid-state-pack.png"))
    assert spots(found) == ["7:8+20"]
    assert found[0].severity is Severity.ERROR
    assert found[0].message == '"solid-state-pack.png" is the name of the file, not a description'


@pytest.mark.parametrize("alt", ["Solid state pack", "solid_state_pack", "images/solid-state-pack.png"])
def test_the_name_of_the_file_is_known_in_any_dress(alt: str, tmp_path: Path) -> None:
    [found] = of_story(tmp_path, RULE, image(alt))
    assert "name of the file" in found.message


@pytest.mark.parametrize(
    "alt",
    [
        "image",
        "Photo",
        "Picture of",
        "photo of a pack",
        "A picture of the pack",
        "pack",
        "battery pack",
        "Image:",
        "…",
        "Illustration",
        "a photograph showing cells",
    ],
)
def test_a_picture_that_is_not_described_is_an_error(alt: str, tmp_path: Path) -> None:
    [found] = of_story(tmp_path, RULE, image(alt))
    assert found.message == f'"{alt}" does not say what there is to see'


@pytest.mark.parametrize(
    "alt",
    [
        "A battery pack on a test bench",
        "Photo of a pack with its cover off",
        "Two lithium cells",
        "Figures carved in ice at Harbin",
        "Imagery for a new car brand",
        "电池组的照片",
        "A pack. On a bench.",
    ],
)
def test_a_description_is_a_description(alt: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, image(alt)) == []


def test_the_picture_of_the_cover_is_described_too(tmp_path: Path) -> None:
    cover = "cover:\n  image: {file: images/x.png, alt: photo, credit: Ada, licence: CC0}\n"
    found = asked(tmp_path, RULE, {f"{MONTH}/a.yaml": yaml("A"), f"{MONTH}/issue.yaml": cover})
    assert [(Path(one.place.file).name, spots([one])) for one in found] == [("issue.yaml", ["2:36+5"])]
