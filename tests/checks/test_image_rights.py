from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Severity
from psr_report.read.newsroom import newsroom
from tests.checks.asking import asked, of_story, spots
from tests.desk import MONTH, write, yaml

RULE = "image-rights"


def image(credit: str = "Ada Sample", licence: str = "CC BY 4.0") -> str:
    return (
        f'image:\n  file: images/x.png\n  alt: A pack on a bench\n  credit: "{credit}"\n'
        f'  licence: "{licence}"\n'
    )


def test_a_credit_that_names_nobody_is_an_error_at_its_words(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, image(credit="Google Images"))
    assert spots(found) == ["8:11+13"]
    assert found[0].severity is Severity.ERROR
    assert found[0].message == '"Google Images" does not say who made the picture'
    assert found[0].hint == "name the photographer, the agency or the company that gave the picture"


def test_a_licence_that_says_nothing_is_an_error_of_its_own(tmp_path: Path) -> None:
    found = of_story(tmp_path, RULE, image(credit="?", licence="unknown"))
    assert spots(found) == ["8:11+1", "9:12+7"]
    assert found[1].message == '"unknown" does not say under which licence the picture is printed'


@pytest.mark.parametrize(
    "said",
    [
        "unknown",
        "Unknown.",
        "?",
        "tbd",
        "TBC",
        "none",
        "n/a",
        "N/A",
        "internet",
        "the Internet",
        "Google",
        "Source: internet",
        "Photo: Google",
        "found on the web",
        "-",
        "©",
        "Copyright",
        "Photo credit: ???",
    ],
)
def test_words_around_nothing_do_not_make_it_a_credit(said: str, tmp_path: Path) -> None:
    assert len(of_story(tmp_path, RULE, image(credit=said))) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Ada Sample",
        "Heli",
        "© 2025 Heli",
        "Photo: The Web Gallery",
        "Internet Archive",
        "By Ada",
        "None Such Pictures",
        "CC0",
        "Unknown photographer, 1912, public domain",
        "press photo of CATL",
    ],
)
def test_a_name_is_a_credit(said: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, image(credit=said)) == []


@pytest.mark.parametrize("said", ["CC BY 4.0", "press use", "public domain", "bought from an agency"])
def test_a_licence_in_words_is_a_licence(said: str, tmp_path: Path) -> None:
    assert of_story(tmp_path, RULE, image(licence=said)) == []


def test_the_picture_of_the_cover_has_rights_too(tmp_path: Path) -> None:
    cover = "cover:\n  image: {file: images/x.png, alt: A pack on a bench, credit: Google, licence: CC0}\n"
    found = asked(tmp_path, RULE, {f"{MONTH}/a.yaml": yaml("A"), f"{MONTH}/issue.yaml": cover})
    assert [(Path(one.place.file).name, spots([one])) for one in found] == [("issue.yaml", ["2:63+6"])]


@pytest.mark.parametrize(
    ("key", "rule"), [("alt", "image-alt"), ("credit", "image-rights"), ("licence", "image-rights")]
)
def test_reading_reports_what_is_left_out_under_the_same_name(key: str, rule: str, tmp_path: Path) -> None:
    keys = {"file": "images/x.png", "alt": "A pack", "credit": "Ada", "licence": "CC0"}
    text = "image: {" + ", ".join(f"{each}: {said}" for each, said in keys.items() if each != key) + "}"
    found = newsroom(write(tmp_path, {f"{MONTH}/a.yaml": yaml("A", text)}), MONTH).problems
    assert (rule, f'"{key}" of "image" is missing') in [(one.rule, one.message) for one in found]
