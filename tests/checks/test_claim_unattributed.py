from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from psr_report.checks import claims
from psr_report.errors import Problem
from tests.checks.asking import asked, said
from tests.desk import MONTH, yaml

CLAIMS = {
    "CATL shows the world’s first sodium-ion truck": "world’s first",
    "It is the first electric ferry in Norway": "the first",
    "India's first hydrogen bus left the depot": "India's first",
    "South Korea’s first plant": "Korea’s first",
    "One of the first plants in Europe": "One of the first",
    "It was the first to reach 1,000 km": "was the first to",
    "The plant is the largest in production": "the largest",
    "It is one of the largest in Europe": "one of the largest",
    "Europe’s biggest battery plant opens": "Europe’s biggest",
    "It is China’s second-largest maker of cells": "China’s second-largest",
    "The world’s fastest-charging cell": "The world’s fastest",
    "The world's only hydrogen ferry": "world's only",
    "The most powerful fuel cell on the market": "The most powerful",
    "The most widely used chemistry": "The most widely used",
    "A breakthrough in solid-state cells": "breakthrough",
    "A leading supplier of cells": "leading supplier",
    "The market-leading truck": "market-leading",
    "The market leader cut prices": "market leader",
    "The only maker with a licence": "The only",
    "Sales hit a record": "hit a record",
    "Record sales in October": "Record sales",
    "Sales rose to record levels": "record levels",
    "Exports reached a record high": "record high",
    "Unprecedented growth": "Unprecedented",
    "It is an industry first": "industry first",
    "The first-ever ammonia ship": "first-ever",
    "A first-of-its-kind plant": "first-of-its-kind",
    "For the first time ever it runs": "first time ever",
    "The best-selling van": "The best-selling",
    "It is number one in Europe": "number one",
    "It ranks second in China": "ranks second",
    "An unrivalled range": "unrivalled",
    "The lightest pack": "The lightest",
    "It set a new record": "set a new record",
    "The fastest-growing market": "The fastest",
}
COUNTING = [
    "In the first half of 2025 sales rose",
    "In the first quarter of 2026 and the first six months",
    "At first the pack was heavy",
    "At first sight it is",
    "The first of two plants opened",
    "The first of the three lines",
    "For the first time since 2020",
    "The first time of the year",
    "Its first electric truck",
    "Porsche’s first van and Porsche’s largest market",
    "The first two years and the first 100 trucks",
    "First, the pack is heavy",
    "It was first shown in Munich",
    "The first deliveries are due in May",
    "The first trucks will be delivered in May",
    "The first phase of the plant; the first-generation pack",
    "The first day of May and the first of May",
    "Only 2% of trucks are electric",
    "Only Mercedes-Benz is off course",
    "It sells only in China, not only trucks",
    "The only reason is cost",
    "The only one of the five carmakers",
    "Most buyers are fleets, and most of the trucks are new",
    "The most recent figure and the most likely result",
    "At most 5%, for the most part",
    "The largest share of the cost",
    "Its largest plant",
    "In its biggest markets, the United States and China",
    "The largest of the five markets",
    "The biggest problem is weight",
    "A road leading to the port and up to the mine",
    "The leading edge of the wing",
    "A track record, the record of the meeting, records that show it",
    "It plans to record sales of 5,000",
    "The world’s roads, the world’s forests, the world's harvest",
    "World leaders met",
    "The range is the longest of the three",
    "In its fastest mode",
    "Nobody keeps a record of it",
    "First Solar opened a plant",
    "A forest, an interest, a request",
]


@pytest.mark.parametrize(("text", "words"), CLAIMS.items())
def test_words_that_claim_a_rank(text: str, words: str) -> None:
    assert [text[start:end] for start, end in claims.find(text)] == [words]


@pytest.mark.parametrize("text", COUNTING)
def test_words_that_only_count(text: str) -> None:
    assert [text[start:end] for start, end in claims.find(text)] == []


COMPANIES = (
    "CATL: {name: CATL, aliases: [Catl]}\nBYD: {name: BYD}\nFirst Largest Co: {name: The Largest Co}\n"
)
MORE = """\
sources:
  cctv: {publisher: China Central Television (CCTV), title: a, url: unknown, via: Wire News}
  doe: {publisher: US Department of Energy, title: b, url: unknown, published: unknown}
  catl: {publisher: CATL, title: c, url: unknown, published: unknown}
figures:
  a: {label: x, value: 5%, by: Chinese scientists, source: cctv}
forecasts:
  - {statement: s, by: BMI, due: 2030, source: cctv}
quotes:
  - {text: so it is, speaker: "Mary Sample, head of research", source: cctv}
"""


def told(
    folder: Path, summary: str = "It is so.", *more: str, headline: str = "A",
    files: Mapping[str, str] | None = None,
) -> list[Problem]:  # fmt: skip
    story = yaml(headline, MORE, *more, summary=summary)
    given = {"companies.yaml": COMPANIES, f"{MONTH}/a.yaml": story, **(files or {})}
    return asked(folder, "claim-unattributed", given)


def test_a_claim_of_nobody_is_a_warning_at_its_words_that_offers_the_sources(tmp_path: Path) -> None:
    found = told(tmp_path, "CCTV has a report. It tells of the\nworld’s first such pack.")
    [one] = found
    assert (str(one.severity), one.place.line, one.place.column) == ("warning", 5, 3)
    assert one.message == '"world’s first" is a claim, and the sentence does not say whose'
    assert one.hint == (
        'say in the sentence whose claim it is, such as "according to CCTV or US Department of Energy or'
        ' CATL", or leave the claim out'
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "China Central Television calls it the first such pack.",
        "It is the first such pack, CCTV reports.",
        "It is the first such pack, according\nto China Central Television (CCTV).",
        "By CATL’s account it is the first such pack.",
        "CATL calls it the first such pack.",
        "It is the first such pack, says CATL.",
        "It is the first such pack, according to BYD.",
        "The first such pack, say Chinese scientists.",
        "The Department of Energy counts the largest number and the first pack.",
        "It is the first such pack, in the words of Mary Sample.",
        "BMI sees the first such pack in 2030.",
        "Wire News has it that this is the first such pack.",
        "The first such pack, Ada Sample reckons.",
        "Sample House calls it the first such pack.",
        "The maker speaks of “the first such pack”.",
        "The Largest Co sells packs.",
    ],
)
def test_a_named_source_a_maker_that_says_so_and_a_quotation_pass(tmp_path: Path, sentence: str) -> None:
    assert told(tmp_path, sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "CATL has built the first such pack.",
        "CATL’s new plant makes the lightest pack.",
        "The first such pack was shown. CCTV was there.",
        "Experts call it the first such pack.",
        "The first pack for BYD runs.",
    ],
)
def test_a_maker_that_is_only_named_and_a_source_in_another_sentence_do_not(
    tmp_path: Path, sentence: str
) -> None:
    assert len(told(tmp_path, sentence)) == 1


def test_headline_why_summary_and_takeaways_are_looked_at_and_nothing_else(tmp_path: Path) -> None:
    claim = "It is the first such pack"
    more = (f"why_it_matters: {claim}.", f"analysis: {{by: [ada], text: {claim}.}}")
    plan = (
        f"letter: {claim}.\ntakeaways:\n  - {{text: {claim}., article: a}}\n"
        f"  - {{text: '{claim}, CCTV says.', article: a}}\n  - {{text: '{claim}, CCTV says.', article: b}}\n"
    )
    files = {f"{MONTH}/issue.yaml": plan, f"{MONTH}/b.yaml": yaml("B")}
    found = told(tmp_path, f"{claim}.", *more, headline=claim, files=files)
    places = [f"{Path(one.place.file).name}:{one.place.line}" for one in found]
    assert places == ["a.yaml:1", "a.yaml:4", "a.yaml:15", "issue.yaml:3", "issue.yaml:5"]


def test_report_yaml_adds_words(tmp_path: Path) -> None:
    report = "name: R\npublisher: P\nrules: {claim_unattributed_words: [holds the crown]}\n"
    found = told(tmp_path, "It holds\nthe crown.", files={"report.yaml": report})
    assert said(found, (tmp_path / MONTH / "a.yaml").read_text("utf-8")) == ["holds"]
