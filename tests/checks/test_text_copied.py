from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report.errors import Problem
from tests.checks.asking import asked, said
from tests.desk import MONTH, yaml

SAID = "vans go short ways and stand still at night"  # nine words
QUOTES = f"quotes: [{{text: {SAID} for hours, speaker: Desk, source: desk}}]"


def told(folder: Path, files: Mapping[str, str], month: str = MONTH) -> list[Problem]:
    named = {
        name if "/" in name or "." in name else f"{MONTH}/{name}.yaml": text for name, text in files.items()
    }
    return asked(folder, "text-copied", named, month)


def words(folder: Path, found: list[Problem]) -> list[str]:
    return [said([one], Path(one.place.file).read_text("utf-8"))[0] for one in found]


def test_words_of_a_quotation_outside_the_marks_are_an_error_at_the_words(tmp_path: Path) -> None:
    found = told(tmp_path, {"a": yaml("A", QUOTES, summary=f"So it is: V{SAID[1:]}.\nIt is new.")})
    [one] = found
    assert (str(one.severity), one.place.line, one.place.column, one.width) == ("error", 4, 13, len(SAID))
    assert one.message == f'these 9 words in a row stand in the quotation from Desk: "V{SAID[1:]}"'
    assert one.hint == "put them in quotation marks, or say it in your own words"


@pytest.mark.parametrize(
    "text",
    [
        f"So it is: “{SAID}”.",
        f'So it is: "{SAID}".',
        "So it is: vans go short ways and stand about at night.",
        "Vans go short ways and stand “still at night for hours”.",
    ],
)
def test_quotation_marks_and_seven_words_pass(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, {"a": yaml("A", QUOTES, summary=text)}) == []


def test_case_punctuation_markup_and_line_breaks_make_no_difference(tmp_path: Path) -> None:
    text = "It is new.\nVANS go **short** ways – and\nstand, still at [night](https://example.org). So it is."
    found = told(tmp_path, {"a": yaml("A", QUOTES, summary=text)})
    assert [one.message.split(" ")[1] for one in found] == ["9"]
    assert words(tmp_path, found) == ["VANS go **short** ways – and"]


def test_words_of_an_earlier_story_are_an_error_that_names_it(tmp_path: Path) -> None:
    files = {"2025-10/old.yaml": yaml("Old", summary=f"V{SAID[1:]}."), "a": yaml("A", summary=f"All {SAID}.")}
    [found] = told(tmp_path, files)
    assert found.message == f'these 9 words in a row stand in 2025-10/old too: "{SAID}"'
    assert found.hint == "say it in other words, or leave it out"


def test_of_two_stories_of_one_month_the_one_printed_later_is_reported(tmp_path: Path) -> None:
    files = {"a": yaml("A", summary=f"All {SAID}."), "b": yaml("B", summary=f"Few {SAID}.")}
    assert [Path(one.place.file).name for one in told(tmp_path / "1", files)] == ["b.yaml"]
    plan = {f"{MONTH}/issue.yaml": "sections: [{name: X, articles: [b, a]}]\n"}
    [found] = told(tmp_path / "2", {**files, **plan})
    assert (Path(found.place.file).name, " stand in b too" in found.message) == ("a.yaml", True)


def test_every_prose_of_a_story_is_held_against_every_prose_of_another(tmp_path: Path) -> None:
    other = (
        "two three four five six seven eight nine ten",
        "red green blue black white grey brown pink",
        "one dog two cats three birds four fish",
        "north south east west up down left right",
    )
    old = yaml(
        other[0],
        f"why_it_matters: {other[1]}",
        f"analysis: {{by: [ada], text: {other[2]}}}",
        summary=other[3],
    )
    new = yaml(
        other[3],
        f"why_it_matters: {other[2]}",
        f"analysis: {{by: [ada], text: {other[1]}}}",
        summary=other[0],
    )
    found = told(tmp_path, {"2025-10/old.yaml": old, "a": new})
    assert sorted(one.message.split('"')[1] for one in found) == sorted(other)


def test_labels_and_charts_may_say_the_same_in_every_month(tmp_path: Path) -> None:
    figure = f"figures: {{a: {{label: {SAID}, value: 5%, source: desk}}}}"
    assert told(tmp_path, {"2025-10/old.yaml": yaml("O", figure), "a": yaml("A", figure)}) == []


def test_one_run_is_one_problem_though_it_stands_in_many_places_and_two_runs_are_two(tmp_path: Path) -> None:
    files = {
        "2025-09/a.yaml": yaml("O", summary=f"{SAID}."),
        "2025-10/b.yaml": yaml("P", summary=f"One two three four {SAID} for hours on end."),
        "c": yaml("C", summary=f"One two three four {SAID} for hours on end. It is new. {SAID}."),
    }
    found = told(tmp_path, files)
    numbers = [(one.message.split(" ")[1], one.message.split(" in ")[2].split(" ")[0]) for one in found]
    assert numbers == [("17", "2025-10/b"), ("9", "2025-09/a")]
    assert found[0].message.endswith('"One two three four vans go short ways and stand still at …"')


def test_a_run_does_not_reach_over_a_quotation_or_from_one_text_to_the_next(tmp_path: Path) -> None:
    files = {
        "2025-10/old.yaml": yaml("O", summary="Vans go short ways and stand still at night."),
        "a": yaml(
            "Vans go short ways and",
            summary="Stand still at night. Vans go short “ways and” stand still at night.",
        ),
    }
    assert told(tmp_path, files) == []


def test_names_and_terms_written_out_are_nobodys_words(tmp_path: Path) -> None:
    cycle = "Worldwide harmonised Light vehicles Test Procedure"
    lists = {
        "terms.yaml": f"WLTP: {{expansion: {cycle}, definition: A cycle.}}\n",
        "companies.yaml": "".join(
            f"{name}: {{name: {name}}}\n" for name in ("Ab Cars", "Cd Vans", "Ef Trucks")
        ),
    }
    text = f"{{}} under the {cycle} (WLTP). By Ab Cars, Cd Vans and Ef Trucks."
    old, new = (yaml(name, summary=text.format(name)) for name in ("Far", "Near"))
    assert told(tmp_path, {**lists, "2025-10/old.yaml": old, "a": new}) == []


def test_issues_too_far_back_are_forgotten_and_the_length_of_a_run_is_an_option(tmp_path: Path) -> None:
    files = {
        "2025-09/old.yaml": yaml("O", summary=f"All {SAID}."),
        "2025-10/b.yaml": yaml("P", summary="Vans go short ways."),
        "a": yaml("A", summary=f"All {SAID}."),
    }
    report = "name: R\npublisher: P\nrules: {duplicate_story_issues: 1, text_copied_words: 4}\n"
    [found] = told(tmp_path, {**files, "report.yaml": report})
    assert found.message == 'these 4 words in a row stand in 2025-10/b too: "vans go short ways"'


def test_a_later_month_is_not_yet_written(tmp_path: Path) -> None:
    files = {"2025-12/new.yaml": yaml("N", summary=SAID), "a": yaml("A", summary=SAID)}
    assert told(tmp_path, files) == []


def test_it_may_be_set_aside(tmp_path: Path) -> None:
    files = {
        "2025-10/old.yaml": yaml("O", summary=SAID),
        "a": yaml("A", "ignore: {text-copied: a definition}", summary=SAID),
    }
    assert [one.hint for one in told(tmp_path, files)] == ["set aside: a definition"]


def test_three_hundred_stories_are_read_to_the_end(tmp_path: Path) -> None:
    from psr_report import checks
    from tests.desk import room

    text = " ".join(f"w{at}" for at in range(300))
    files = {f"{MONTH}/s{at}.yaml": yaml(f"S{at}", summary=f"s{at} {text}") for at in range(300)}
    read = room(tmp_path, files)
    found = checks.run(read, MONTH, only=["text-copied"])
    assert len(found) == 299
