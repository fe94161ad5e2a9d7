from __future__ import annotations

from pathlib import Path

import pytest

from psr_report.errors import Problem, Severity
from tests.checks.asking import asked, spots
from tests.desk import MONTH, yaml

RULE = "figure-changed"


def figure(value: str, *more: str, name: str = "price") -> str:
    """Return an actual price of cells in 2024, with ``more`` keys in the place of these."""
    keys = {
        "label": "x",
        "value": value,
        "kind": "actual",
        "of": "Cells",
        "metric": "price",
        "period": "2024",
    }
    keys |= {"as_of": "2025-09", "source": "desk"} | dict(each.split(": ", 1) for each in more)
    return f"  {name}: {{" + ", ".join(f"{key}: {said}" for key, said in keys.items() if said) + "}\n"


def story(*figures: str, status: str = "ready") -> str:
    return yaml("A", f"status: {status}", "figures:\n" + "".join(figures))


def held(folder: Path, before: str, now: str) -> list[Problem]:
    """Return what is said of this month's figure beside one of the month before."""
    return asked(folder, RULE, {"2025-10/old.yaml": story(before), f"{MONTH}/new.yaml": story(now)})


def test_another_value_is_an_error_at_the_value_that_names_both_places_and_values(tmp_path: Path) -> None:
    found = held(tmp_path, figure("over 1000 km"), figure("1300 km"))
    assert spots(found) == ["7:28+7"]
    assert found[0].severity is Severity.ERROR
    assert found[0].message == (
        "new (figure price) says 1,300 km, but 2025-10/old/price says over 1,000 km: Cells, price, 2024"
    )
    assert found[0].hint == (
        "add `supersedes: 2025-10/old/price` if this value replaces it, or correct the number"
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (figure("US$63/kWh"), figure("about US$63 per kWh")),
        (figure("1000 km"), figure("620 miles")),
        (figure("US$63/kWh", "also: €54/kWh"), figure("€54/kWh")),
        (figure("61 stations", "also: about 60 stations"), figure("60 stations")),
        (figure("5%"), figure("5.2%", "period: 2025")),
        (figure("5%"), figure("6%", "period: H1 2024")),
        (figure("5%"), figure("6%", "metric: share")),
        (figure("5%"), figure("6%", "of: Packs")),
        (figure("US$63/kWh", "level: cell"), figure("US$90/kWh", "level: pack")),
        (figure("500 km", "cycle: WLTP"), figure("600 km", "cycle: CLTC")),
        (figure("US$63/kWh"), figure("€90/kWh")),
        (figure("63 kWh"), figure("90 kW")),
        (figure("5%", "period: "), figure("6%", "period: ")),
    ],
)
def test_the_same_value_in_other_words_and_other_measures_pass(before: str, now: str, tmp_path: Path) -> None:
    assert held(tmp_path, before, now) == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (figure("5%"), figure("6%", "of: cells", "metric: Price")),
        (figure("5%"), figure("6%", "period: 2024-01/2024-12")),
        (figure("5%"), figure("6%", "kind: estimate")),
        (figure("US$63/kWh", "also: €54/kWh"), figure("€58/kWh")),
        (figure("20–25%"), figure("22%")),
        (figure("1000 km"), figure("700 miles")),
    ],
)
def test_spelling_kind_and_unit_do_not_hide_a_change(before: str, now: str, tmp_path: Path) -> None:
    assert len(held(tmp_path, before, now)) == 1


FORECAST = ("kind: forecast", "by: BMI")


@pytest.mark.parametrize(
    ("before", "now", "count"),
    [
        (figure("46%", *FORECAST), figure("50%", *FORECAST), 1),
        (figure("46%", *FORECAST), figure("50%", "kind: forecast", "by: Desk"), 0),
        (figure("46%", *FORECAST), figure("50%"), 0),
        (figure("46%", "kind: forecast"), figure("50%", "kind: forecast", "by: DESK"), 1),
        (figure("46%", "kind: forecast", "by: Bureau (BMI)"), figure("50%", *FORECAST), 1),
        (figure("46%", "kind: forecast", "source: "), figure("50%", "kind: forecast", "source: "), 0),
        (figure("46%", "kind: claim", "by: CATL"), figure("50%", "kind: claim", "by: CATL"), 1),
        (figure("46%", "kind: claim", "by: CATL"), figure("50%", "kind: claim", "by: BYD"), 0),
        (figure("46%", "kind: claim", "by: CATL"), figure("50%"), 0),
    ],
)
def test_forecasts_and_claims_are_held_against_the_same_persons_own(
    before: str, now: str, count: int, tmp_path: Path
) -> None:
    assert len(held(tmp_path, before, now)) == count


def test_two_forecasters_that_nobody_names_are_the_same_only_in_the_same_source(tmp_path: Path) -> None:
    nameless = ("kind: forecast", "by: not named by the source")
    other = yaml(
        "A",
        "sources: {desk: {publisher: Other, title: t, url: unknown, published: unknown}}",
        "figures:\n" + figure("50%", *nameless),
    )
    before = {"2025-10/old.yaml": story(figure("46%", *nameless))}
    same = {**before, f"{MONTH}/new.yaml": story(figure("50%", *nameless))}
    assert asked(tmp_path / "a", RULE, {**before, f"{MONTH}/new.yaml": other}) == []
    assert len(asked(tmp_path / "b", RULE, same)) == 1


def test_a_figure_that_supersedes_the_earlier_one_passes_and_counts_from_then_on(tmp_path: Path) -> None:
    files = {
        "2025-09/a.yaml": story(figure("63%")),
        "2025-10/b.yaml": story(figure("68%", "supersedes: 2025-09/a/price")),
        f"{MONTH}/c.yaml": story(figure("68%")),
    }
    assert asked(tmp_path / "b", RULE, files, "2025-10") == []
    assert asked(tmp_path / "c", RULE, files) == []
    [found] = asked(tmp_path / "d", RULE, {**files, f"{MONTH}/c.yaml": story(figure("63%"))})
    assert "2025-10/b/price says 68%" in found.message


def test_a_value_repeated_meanwhile_is_superseded_with_the_first(tmp_path: Path) -> None:
    files = {
        "2025-09/a.yaml": story(figure("63%")),
        "2025-10/b.yaml": story(figure("63%")),
        f"{MONTH}/c.yaml": story(figure("68%", "supersedes: 2025-09/a/price")),
    }
    assert asked(tmp_path, RULE, files) == []


def test_two_stories_of_an_issue_contradict_each_other_once_and_supersede_nothing(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": story(figure("63%")), f"{MONTH}/b.yaml": story(figure("68%", name="share"))}
    [found] = asked(tmp_path, RULE, files)
    assert Path(found.place.file).name == "b.yaml"
    assert found.message == (
        "b (figure share) says 68%, but the story a (figure price) says 63%: Cells, price, 2024"
    )
    assert found.hint == "correct the one that is wrong, or let `metric:` say what sets the two apart"


def test_what_replaces_an_earlier_figure_is_still_held_against_the_other_story(tmp_path: Path) -> None:
    files = {
        "2025-10/old.yaml": story(figure("63%")),
        f"{MONTH}/a.yaml": story(figure("63%")),
        f"{MONTH}/b.yaml": story(figure("68%", "supersedes: 2025-10/old/price")),
    }
    [found] = asked(tmp_path, RULE, files)
    assert "but the story a (figure price) says 63%" in found.message


def test_two_figures_of_one_story_are_that_storys_affair(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": story(figure("10 g/km"), figure("1 g/km", name="copy"))}
    assert asked(tmp_path, RULE, files) == []


def test_a_draft_is_held_against_what_is_ready_and_never_the_other_way(tmp_path: Path) -> None:
    files = {
        f"{MONTH}/a.yaml": story(figure("63%"), status="draft"),
        f"{MONTH}/b.yaml": story(figure("68%")),
    }
    found = asked(tmp_path / "a", RULE, files)
    assert [Path(one.place.file).name for one in found] == ["a.yaml"]
    earlier = {
        "2025-10/old.yaml": story(figure("63%"), status="draft"),
        f"{MONTH}/b.yaml": files[f"{MONTH}/b.yaml"],
    }
    assert asked(tmp_path / "b", RULE, earlier) == []


def test_figures_of_later_months_are_not_known_yet(tmp_path: Path) -> None:
    files = {f"{MONTH}/a.yaml": story(figure("63%")), "2025-12/b.yaml": story(figure("68%"))}
    assert asked(tmp_path, RULE, files) == []
