"""The fonts that ship are the ones their README describes, and can print what analysts type."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "report_templates" / "fonts"
FILES = sorted(path.name for path in FONTS.iterdir() if path.suffix in {".ttf", ".woff2"})
TYPED_BY_ANALYSTS = "₂≈≥→Δ₹–—’“”−"


def described() -> dict[str, str]:
    """Return the sha256 of each file in the README's table."""
    readme = (FONTS / "README.md").read_text("utf-8")
    return dict(re.findall(r"^\| (\S+) \|.*\| `([0-9a-f]{64})` \|$", readme, re.MULTILINE))


def test_the_readme_names_every_font_that_ships_and_no_other() -> None:
    assert sorted(described()) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_font_is_byte_for_byte_the_one_in_the_readme(name: str) -> None:
    assert sha256((FONTS / name).read_bytes()).hexdigest() == described()[name]


@pytest.mark.parametrize("name", FILES)
def test_a_font_has_the_letters_analysts_type(name: str) -> None:
    with TTFont(FONTS / name, lazy=True) as font:
        letters = font.getBestCmap()
    assert [letter for letter in TYPED_BY_ANALYSTS if ord(letter) not in letters] == []


@pytest.mark.parametrize("name", FILES)
def test_a_font_may_be_embedded_and_is_whole_and_static(name: str) -> None:
    with TTFont(FONTS / name, lazy=True) as font:
        assert font["OS/2"].fsType == 0
        assert "fvar" not in font
        assert len(font.getGlyphOrder()) > 1000


@pytest.mark.parametrize("licence", ["OFL-SourceSerif4.txt", "OFL-Inter.txt"])
def test_each_family_ships_with_its_licence(licence: str) -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / licence).read_text("utf-8")
