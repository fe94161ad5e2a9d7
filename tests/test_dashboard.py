from __future__ import annotations

from pathlib import Path

from tests.desk import MONTH, issue, yaml


def picked(folder: Path, **stories: str) -> list[tuple[str, str]]:
    """Return the dashboard of an issue with these stories, each given by its figures."""
    plan = f"sections: [{{name: All, articles: [{', '.join(stories)}]}}]"
    files = {f"{MONTH}/{slug}.yaml": yaml(slug, f"figures:\n{text}") for slug, text in stories.items()}
    made = issue(folder, {**files, f"{MONTH}/issue.yaml": plan})
    return [(one.slug, one.id) for one in made.dashboard]


def numbered(*names: str) -> str:
    return "".join(f"  {name}: {{label: label {name}, value: 5 km}}\n" for name in names)


def test_each_story_gives_its_first_figure_before_any_gives_its_second_up_to_six(tmp_path: Path) -> None:
    found = picked(
        tmp_path, one=numbered("a", "b", "c", "d", "e"), two=numbered("f"), three=numbered("g", "h")
    )
    assert found == [("one", "a"), ("two", "f"), ("three", "g"), ("one", "b"), ("three", "h"), ("one", "c")]


def test_figures_with_a_change_come_first(tmp_path: Path) -> None:
    moved = (
        "  now: {label: n, value: 6 km, of: x, metric: y, period: 2025}\n"
        "  then: {label: t, value: 5 km, of: x, metric: y, period: 2024}\n"
    )
    found = picked(tmp_path, one=numbered("a", "b", "c", "d", "e", "f", "g"), two=numbered("h") + moved)
    assert ("two", "now") in found
    assert ("two", "then") not in found
    assert len(found) == 6


def test_one_measure_of_two_stories_or_of_two_periods_stands_there_once(tmp_path: Path) -> None:
    half = (
        "  a: {label: was, value: 9%, of: x, metric: y, period: H1 2024}\n  b: {label: is, "
        "value: 22%, of: x, metric: y, period: H1 2025}\n"
    )
    assert picked(tmp_path / "a", one=half) == [("one", "b")]
    keyed = "  a: {label: here, value: 758 km, of: Shenxing, metric: range}\n"
    assert picked(tmp_path / "b", one=keyed, two=keyed.replace("here", "there").replace("Shen", "SHEN")) == [
        ("one", "a")
    ]
    assert picked(tmp_path / "c", one=numbered("a"), two=numbered("a")) == [("one", "a")]


def test_an_observed_value_stands_before_a_forecast_of_it(tmp_path: Path) -> None:
    both = (
        "  a: {label: will, value: 46%, kind: forecast, of: x, metric: y, period: 2026}\n"
        "  b: {label: is, value: 22%, kind: actual, of: x, metric: y, period: 2025}\n"
    )
    assert picked(tmp_path, one=both) == [("one", "b")]


def test_cell_and_pack_are_two_measures(tmp_path: Path) -> None:
    both = (
        "  a: {label: cell, value: US$63/kWh, of: LFP, metric: price, level: cell}\n"
        "  b: {label: pack, value: US$80/kWh, of: LFP, metric: price, level: pack}\n"
    )
    assert picked(tmp_path, one=both) == [("one", "a"), ("one", "b")]


def test_without_figures_there_is_no_dashboard(tmp_path: Path) -> None:
    assert issue(tmp_path, {f"{MONTH}/a.yaml": yaml("A")}).dashboard == ()
