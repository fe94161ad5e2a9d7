from __future__ import annotations

from pathlib import Path

import pytest

from psr_report import quantities
from psr_report.errors import UsageError
from psr_report.figures import Asked, Found, find, kinds, search, unit
from tests.desk import yaml
from tests.figures.book import FILES, NOW, newsroom

FIGURE = "figures: {secret: {label: x, value: 5 km, of: pack, metric: range}}"


def found(folder: Path, *, drafts: bool = False, months: tuple[str, ...] = (), **asked: str) -> Found:
    values = {name: (value,) for name, value in asked.items()}
    return find(newsroom(folder), Asked(months=months, **values), NOW, drafts=drafts)  # type: ignore[arg-type]


def names(result: Found) -> list[str]:
    return [f"{row.article}/{row.id}" for row in result.rows]


def test_without_a_filter_every_figure_of_every_issue_is_there(tmp_path: Path) -> None:
    result = found(tmp_path)
    assert sorted(row.id for row in result.rows) == ["bare", "fall", "nmc", "now", "range", "then"]
    assert (result.notices, result.problems, result.is_history) == ((), (), False)


@pytest.mark.parametrize(
    ("option", "value", "ids"),
    [
        ("of", "lfp cells", ["fall", "then", "now"]),
        ("of", "LFP", ["fall", "then", "now"]),
        ("of", "cells", ["fall", "then", "now", "nmc"]),
        ("metric", "price paid", ["then", "now", "nmc"]),
        ("metric", "PRICE", ["then", "now", "nmc"]),
        ("metric", "fall", ["fall"]),
        ("metric", "cell-price", ["then", "now", "nmc"]),
        ("metric", "price of LFP", ["then", "now"]),
        ("topic", "Trucks", ["now", "range"]),
        ("topic", "battery", ["fall", "then", "nmc", "bare"]),
        ("company", "catl", ["fall", "then", "nmc"]),
        ("company", "宁德时代", ["fall", "then", "nmc"]),
        ("kind", "claim", ["nmc", "range"]),
    ],
)
def test_a_filter_takes_a_name_in_capitals_or_not_whole_or_by_its_words(
    tmp_path: Path, option: str, value: str, ids: list[str]
) -> None:
    assert [row.id for row in found(tmp_path, **{option: value}).rows] == ids


def test_of_several_values_of_a_filter_any_will_do_and_of_several_filters_all_must(tmp_path: Path) -> None:
    asked = Asked(of=("LFP", "NMC"), kind=("claim", "actual"))
    assert [row.id for row in find(newsroom(tmp_path), asked, NOW).rows] == ["then", "nmc"]


def test_one_key_is_a_history_in_the_order_of_its_periods(tmp_path: Path) -> None:
    result = found(tmp_path, of="LFP", metric="cell-price")
    assert names(result) == ["2025-09/cells/then", "2025-10/more/now"]
    assert result.is_history
    assert result.notices == ("left aside: fall in price; name one in full to see it",)


def test_several_keys_are_all_shown_and_listed(tmp_path: Path) -> None:
    result = found(tmp_path, metric="price paid")
    assert not result.is_history
    assert result.notices == (
        "2 measures fit: lfp cells · Price paid; NMC cells · price paid; name one for its history",
    )


def test_a_name_in_full_leaves_longer_ones_aside_and_says_so(tmp_path: Path) -> None:
    more = yaml("More", "figures: {it: {label: x, value: 5, of: Shenxing Pro, metric: weight}}")
    result = find(newsroom(tmp_path, more=more), Asked(of=("shenxing",)), NOW)
    assert [row.id for row in result.rows] == ["range"]
    assert result.notices == ("left aside: Shenxing Pro; name one in full to see it",)


@pytest.mark.parametrize(
    ("option", "value", "message", "hint"),
    [
        ("of", "LPF", '"LPF" is not an entity of the ledger', "did you mean lfp cells?"),
        ("metric", "rnage", '"rnage" is not a measure of the ledger', "did you mean range?"),
        ("topic", "batery", '"batery" is not a topic of the ledger', "did you mean batteries?"),
        ("company", "Cattle", '"Cattle" is not a company of the ledger', "did you mean CATL?"),
        ("topic", "zzz", '"zzz" is not a topic of the ledger', "the topics are batteries, trucks"),
    ],
)
def test_a_name_that_the_ledger_does_not_know_is_answered_with_the_nearest(
    tmp_path: Path, option: str, value: str, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        found(tmp_path, **{option: value})
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_a_kind_that_there_is_not_is_answered_with_the_nearest() -> None:
    assert kinds(["actual, Claim", "forecast"]) == ("actual", "claim", "forecast")
    with pytest.raises(UsageError, match="kind of the ledger") as caught:
        kinds(["actual,clam"])
    assert caught.value.hint == "did you mean claim?"


def test_a_unit_that_there_is_not_is_a_wrong_use() -> None:
    assert unit(None) is None
    assert unit("miles") == quantities.unit("miles")
    with pytest.raises(UsageError, match="not a unit"):
        unit("mils")


def test_names_that_are_known_but_meet_nowhere_give_no_rows_and_no_error(tmp_path: Path) -> None:
    result = found(tmp_path, topic="trucks", of="NMC")
    assert (result.rows, result.notices) == ((), ("no figure fits all of this",))
    assert found(tmp_path, company="Kia").notices == ("no figure fits all of this",)


def test_a_name_of_another_issue_is_known(tmp_path: Path) -> None:
    assert found(tmp_path, months=("2025-10",), of="NMC").rows == ()
    with pytest.raises(UsageError):
        found(tmp_path, months=("2025-10",), of="XYZ")


def test_only_the_issues_asked_for_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    real = search.memory
    monkeypatch.setattr(search, "memory", lambda folder, months: read.append(months) or real(folder, months))
    assert names(found(tmp_path, months=("2025-10",), of="LFP")) == ["2025-10/more/now"]
    assert read == [("2025-10",)]


def test_neither_pictures_nor_people_nor_terms_are_read(tmp_path: Path) -> None:
    for name in ("people.yaml", "terms.yaml"):
        newsroom(tmp_path)
        (tmp_path / name).write_bytes(b"\xff")
    (tmp_path / "2025-11" / "pictured.yaml").write_text(
        yaml("P", "image: {file: images/none.jpg, alt: a, credit: c, licence: l}", FIGURE), "utf-8"
    )
    result = find(tmp_path, Asked(of=("pack",)), NOW)
    assert (names(result), result.problems) == (["2025-11/pictured/secret"], ())


def test_drafts_are_there_when_asked_for_and_embargoed_figures_never(tmp_path: Path) -> None:
    draft = yaml("D", "status: draft", FIGURE)
    embargoed = yaml("E", "embargo: 2026-01-01T00:00+00:00", FIGURE.replace("pack", "rack"))
    room = newsroom(tmp_path, draft=draft, embargoed=embargoed)
    assert "secret" not in [row.id for row in find(room, Asked(), NOW).rows]
    shown = find(room, Asked(), NOW, drafts=True).rows
    assert [row.article for row in shown if row.id == "secret"] == ["2025-11/draft"]
    with pytest.raises(UsageError) as caught:
        find(room, Asked(of=("rack",)), NOW, drafts=True)
    assert caught.value.hint == "did you mean pack?"


def test_the_end_of_an_embargo_lets_a_figure_into_the_ledger(tmp_path: Path) -> None:
    over = yaml("E", "embargo: 2025-11-30T00:00+00:00", FIGURE)
    result = find(newsroom(tmp_path, over=over), Asked(of=("pack",)), NOW)
    assert names(result) == ["2025-11/over/secret"]


def test_an_article_that_cannot_be_read_is_missing_and_said(tmp_path: Path) -> None:
    result = find(newsroom(tmp_path, broken="headline: [\n"), Asked(), NOW)
    assert len(result.rows) == len(find(newsroom(tmp_path / "b"), Asked(), NOW).rows)
    assert {problem.place.file.split("/")[-1] for problem in result.problems} == {"broken.yaml"}


def test_a_publication_that_cannot_be_read_is_a_problem_and_keeps_no_figure_back(tmp_path: Path) -> None:
    newsroom(tmp_path)
    before = names(find(tmp_path, Asked(), NOW))
    (tmp_path / "report.yaml").write_text("name: [", "utf-8")
    result = find(tmp_path, Asked(), NOW)
    assert (names(result), [problem.rule for problem in result.problems]) == (before, ["yaml-syntax"])


def test_a_ledger_without_a_figure_says_so(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    for name in FILES:
        (room / name).write_text(yaml("Nothing counted"), "utf-8")
    assert find(room, Asked(), NOW).notices == ("no issue has printed a figure yet",)
    with pytest.raises(UsageError) as caught:
        find(room, Asked(of=("LFP",)), NOW)
    assert caught.value.hint == "the ledger knows no entities"
