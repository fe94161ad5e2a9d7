"""The name of a file, made of a headline."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report.scaffolding.slugs import MAX_LENGTH, slug


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Solid-state cells promise 1,000 km", "solid-state-cells-promise-1000-km"),
        ("China’s trucks – “go” electric", "chinas-trucks-go-electric"),
        ("Müller & Søn: größer in Łódź", "muller-and-son-grosser-in-lodz"),
        ("CO₂ limits", "co2-limits"),
        ("宁德时代 CATL 推出", "catl"),
        ("-x -y", "x-y"),
        ("宁德时代", ""),
        ("!?! …", ""),
    ],
)
def test_letters_become_those_that_an_address_can_carry(headline: str, name: str) -> None:
    assert slug(headline) == name


def test_a_long_headline_is_cut_at_the_end_of_a_word() -> None:
    headline = "Solid-state cells promise 1,000 km from a pack of 100 kg, say Chinese scientists"
    assert slug(headline) == "solid-state-cells-promise-1000-km-from-a-pack-of"
    assert slug("a" * 300) == "a" * MAX_LENGTH


@given(st.text(max_size=400))
def test_whatever_the_headline_the_name_can_be_one(headline: str) -> None:
    made = slug(headline)
    assert len(made) <= MAX_LENGTH
    assert made == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert slug(made) == made
