"""Texts are cut into runs of one language, and nothing of them is lost."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report.scripts import LANGUAGES, Run, runs, script_of, scripts_used

MIXED = st.text(
    st.one_of(
        st.sampled_from("aZ 1,.-()\n«”µΔΩ฿★é\u0301\u200d\ufe0f、。「」ー・"),
        st.sampled_from("กรุ่งเทพ比亚迪トヨタかなゑ현대자동차ЛадаΕλλάςעברעבदिल्लीبي"),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("พลังงาน", "th"),
        ("比亚迪", "zh-Hans"),
        ("トヨタ", "ja"),
        ("ひたち", "ja"),
        ("현대자동차", "ko"),
        ("АвтоВАЗ", "ru"),
        ("Ελλάδα", "el"),
        ("أرامكو", "ar"),
        ("עברית", "he"),
        ("टाटा", "hi"),
        ("ՀԱՅ", "hy"),
        ("ㄅㄆㄇ", "zh-Hant"),
    ],
)
def test_a_name_in_another_script_has_its_language(text: str, lang: str) -> None:
    assert runs(f"x {text} y") == [Run("x ", None), Run(text, lang), Run(" y", None)]


@pytest.mark.parametrize(
    "text", ["BYD sold 120,000 units – 46 %.", "Škoda, Citroën, Đà Nẵng", "10 gCO₂/km ≥ 5 → ★"]
)
def test_latin_text_and_its_signs_have_no_language(text: str) -> None:
    assert runs(text) == [Run(text, None)]


def test_an_empty_text_has_no_runs() -> None:
    assert runs("") == []


@pytest.mark.parametrize("text", ["Δ 5 °C", "µ = 3, Ω = 4", "x α β y", "2 Ω", "ά = 1", "α\u0301 = 1"])
def test_greek_letters_standing_alone_are_signs(text: str) -> None:
    assert runs(text) == [Run(text, None)]
    assert "Greek" not in scripts_used([text])


def test_a_greek_word_takes_the_article_of_one_letter_with_it() -> None:
    assert runs("by Η Εταιρεία SA") == [Run("by ", None), Run("Η Εταιρεία", "el"), Run(" SA", None)]


def test_han_beside_kana_is_japanese() -> None:
    assert runs("トヨタ自動車 (豊田)") == [Run("トヨタ自動車 (豊田", "ja"), Run(")", None)]


def test_han_beside_hangul_is_korean() -> None:
    assert runs("現代 현대") == [Run("現代 현대", "ko")]


def test_kana_decides_over_hangul_for_han() -> None:
    assert [run.lang for run in runs("자동 x 自動 y かな")] == ["ko", None, "ja", None, "ja"]


def test_han_is_judged_by_its_own_text_only() -> None:
    assert [run.lang for text in ("豊田", "トヨタ") for run in runs(text)] == ["zh-Hans", "ja"]


@pytest.mark.parametrize("text", ["กรุงเทพ 2568 มหานคร", "ปตท. (มหาชน", "比亚迪 3.0，汉"])
def test_spaces_digits_and_stops_between_two_runs_of_one_script_belong_to_it(text: str) -> None:
    assert len(runs(text)) == 1


def test_common_characters_between_two_scripts_stay_with_neither() -> None:
    assert runs("ไทย / Лада") == [Run("ไทย", "th"), Run(" / ", None), Run("Лада", "ru")]


def test_east_asian_brackets_and_stops_at_the_edge_belong_to_the_run() -> None:
    assert runs("see 「比亚迪」。 Then") == [
        Run("see ", None),
        Run("「比亚迪」。", "zh-Hans"),
        Run(" Then", None),
    ]


def test_east_asian_stops_in_latin_text_have_no_language() -> None:
    assert runs("A、B") == [Run("A、B", None)]


def test_the_baht_sign_is_currency_and_not_thai() -> None:
    assert runs("฿63/kWh") == [Run("฿63/kWh", None)]
    assert scripts_used(["฿63"]) == set()


def test_a_combining_mark_stays_with_its_base() -> None:
    assert runs("Лада\u0301 e\u0301") == [Run("Лада\u0301", "ru"), Run(" e\u0301", None)]


def test_an_ideographic_variation_stays_with_its_ideograph() -> None:
    assert runs("葛\U000e0100 x") == [Run("葛\U000e0100", "zh-Hans"), Run(" x", None)]


def test_scripts_used_counts_kana_once_and_names_scripts_without_a_language() -> None:
    texts = ["Toyota トヨタ ひ", "比亚迪", "123", "ᏣᎳᎩ", "ไทย", "𝑥 = ℓ"]
    assert scripts_used(texts) == {"Latin", "Kana", "Han", "Cherokee", "Thai"}


def test_digits_alone_use_no_script() -> None:
    assert scripts_used(["12 %", "★ 3"]) == set()


@given(MIXED)
def test_the_runs_joined_are_the_text(text: str) -> None:
    assert "".join(run.text for run in runs(text)) == text


@given(MIXED)
def test_neighbouring_runs_differ_in_language_and_none_is_empty(text: str) -> None:
    pieces = runs(text)
    assert all(run.text for run in pieces)
    assert all(first.lang != second.lang for first, second in pairwise(pieces))


@given(MIXED)
def test_no_run_but_the_first_begins_with_a_mark(text: str) -> None:
    assert not [run for run in runs(text)[1:] if unicodedata.category(run.text[0]) in {"Mn", "Mc", "Me"}]


@given(MIXED)
def test_every_letter_of_a_script_with_a_language_is_in_a_run_with_one(text: str) -> None:
    for run in runs(text):
        if run.lang is None:
            scripts = {script_of(char) for char in run.text if char.isalpha()}
            assert scripts & set(LANGUAGES) <= {"Greek"}


def test_the_ranges_agree_with_the_unicode_names_of_their_letters() -> None:
    named_otherwise = {"Han": ("CJK", "IDEOGRAPH"), "Kana": ("HIRAGANA", "KATAKANA")}
    named_otherwise["Greek"] = ("GREEK", "COPTIC")
    letters = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in {"Lu", "Ll", "Lo"}]
    wrong = [
        (char, unicodedata.name(char))
        for char in letters
        if (script := script_of(char)) != "Common"
        and not any(word in unicodedata.name(char) for word in named_otherwise.get(script, (script.upper(),)))
    ]
    assert wrong == []


def test_every_letter_of_a_named_script_in_the_basic_plane_is_found_in_its_range() -> None:
    words = {script.upper(): script for script in LANGUAGES}
    words |= {"HIRAGANA": "Kana", "KATAKANA": "Kana", "CJK": "Han"}
    missed = [
        chr(code)
        for code in range(0x370, 0x10000)
        if unicodedata.category(chr(code)) in {"Lu", "Ll", "Lo"}
        and (script := words.get(unicodedata.name(chr(code), "?").split()[0]))
        and script_of(chr(code)) != script
    ]
    assert missed == []
