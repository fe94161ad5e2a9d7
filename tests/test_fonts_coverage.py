"""Which characters can be printed, and that they are; run this file to write the shipped coverage anew."""

from __future__ import annotations

import textwrap
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from psr_report import font_coverage, fonts, libraries
from psr_report.scripts import LANGUAGES

FONTS = Path(__file__).resolve().parents[1] / "report_templates" / "fonts"
HEADER = '''"""What the shipped fonts can print. Written by tests/test_fonts_coverage.py from the fonts."""

from __future__ import annotations

# Code points in hexadecimal: those in every face of the serif, or in every face of the sans.
SHIPPED = (
'''


def written() -> str:
    """Return the module's text as the shipped fonts would have it."""
    families = [characters_of("SourceSerif4*.ttf"), characters_of("Inter*.ttf")]
    ranges: list[list[int]] = []
    for code in sorted(set.union(*families)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    text = " ".join(f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in ranges)
    lines = textwrap.wrap(text, 100, break_on_hyphens=False)
    return HEADER + "".join(f'    "{line} "\n' for line in lines) + ")\n"


def characters_of(pattern: str) -> set[int]:
    """Return the code points all fonts of a pattern have, without control, format and private ones."""
    faces = []
    for path in sorted(FONTS.glob(pattern)):
        with TTFont(path, lazy=True) as font:
            faces.append(set(font.getBestCmap()))
    return {code for code in set.intersection(*faces) if unicodedata.category(chr(code))[0] != "C"}


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a FONTCONFIG_FILE that lists no font, so that only the shipped ones are there."""
    path = tmp_path / "bare.conf"
    path.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(path))
    return path


def test_the_coverage_is_that_of_the_shipped_fonts() -> None:
    assert Path(font_coverage.__file__).read_text(encoding="utf-8") == written()


def test_latin_greek_cyrillic_and_house_signs_need_no_font_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(library: str) -> None:
        raise AssertionError(f"{library} was asked")

    monkeypatch.setattr(libraries, "load", load)
    assert (
        fonts.missing(["Škoda Łódź Đà Nẵng", "АвтоВАЗ Ελλάδα", "₂≈≥→Δ₹฿€–—’“”− \u202f\u2009\u00a0½①℃"])
        == set()
    )


def test_what_prints_nothing_is_never_missing(bare: Path) -> None:
    assert fonts.missing(["\n\t\u00ad\u200b\u200d\u2028\u2060\u3000\ufe0f\ufeff\U000e0100\u034f"]) == set()


@pytest.mark.parametrize("char", ["\ue000", "\U000f0000", "\ud800", "\uffff", "\u0378"])
def test_what_is_no_character_is_always_missing(char: str) -> None:
    assert fonts.missing([f"a{char}b"]) == {char}
    assert fonts.hint(char) == "remove it, or write what it stands for in words"


def test_without_a_font_for_it_a_script_is_missing_and_its_package_is_named(bare: Path) -> None:
    assert fonts.missing(["BYD 比亚迪", "ไทย", "Лада"]) == set("比亚迪ไทย")
    assert fonts.hint("ไ") == "install a font for Thai: apt-get install fonts-noto-core"
    assert fonts.hint("比") == "install a font for Chinese characters: apt-get install fonts-noto-cjk"
    assert fonts.hint("ト") == "install a font for Japanese: apt-get install fonts-noto-cjk"
    assert fonts.hint("현") == "install a font for Korean: apt-get install fonts-noto-cjk"
    assert fonts.hint("Ꮳ") == "install a font for Cherokee: apt-get install fonts-noto-core"


def test_a_sign_may_also_be_written_in_words() -> None:
    assert fonts.hint("🚗").endswith("apt-get install fonts-noto-core; or write it in words")


def test_a_mac_is_not_sent_to_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert fonts.hint("ไ") == "install a font for Thai"


def test_a_font_that_the_machine_lists_makes_its_characters_printable(bare: Path, tmp_path: Path) -> None:
    a_font_with("ไ", tmp_path / "fonts" / "Some.ttf")
    assert fonts.missing("ไท") == {"ไ", "ท"}
    bare.write_text(f"<fontconfig><dir>{tmp_path}/fonts</dir></fontconfig>", encoding="utf-8")
    assert fonts.missing("ไท") == {"ท"}


@pytest.mark.parametrize("family", ["LastResort", "Adobe Blank", "Adobe NotDef"])
def test_a_font_that_draws_every_character_alike_does_not_count(
    family: str, bare: Path, tmp_path: Path
) -> None:
    a_font_with("ไ", tmp_path / "fonts" / "Some.ttf", family)
    bare.write_text(f"<fontconfig><dir>{tmp_path}/fonts</dir></fontconfig>", encoding="utf-8")
    assert fonts.missing("ไ") == {"ไ"}


def test_a_packed_web_font_does_not_count(bare: Path, tmp_path: Path) -> None:
    a_font_with("ไ", tmp_path / "fonts" / "Some.woff2")
    bare.write_text(f"<fontconfig><dir>{tmp_path}/fonts</dir></fontconfig>", encoding="utf-8")
    assert fonts.missing("ไ") == {"ไ"}


def test_a_colour_font_does_not_count(bare: Path, tmp_path: Path) -> None:
    a_font_with("🚗", tmp_path / "fonts" / "Some.ttf", colour=True)
    bare.write_text(f"<fontconfig><dir>{tmp_path}/fonts</dir></fontconfig>", encoding="utf-8")
    assert fonts.missing("🚗") == {"🚗"}


def test_without_fontconfig_only_the_shipped_fonts_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "load", lambda library: None)
    assert fonts.missing(["Škoda", "ไ"]) == {"ไ"}


def test_settings_that_are_not_xml_print_nothing_more(capfd: pytest.CaptureFixture[str]) -> None:
    assert fonts.missing(["ไ"], settings="<fontconfig><dir>") == {"ไ"}


def test_given_settings_are_used_as_they_are() -> None:
    settings = fonts.fontconfig_file().replace("<dir>", "<dir>/nowhere")
    assert fonts.missing(["a😀ไ"], settings) == {"😀", "ไ"}


def test_a_folder_that_cannot_be_written_brings_no_complaint(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    a_font_with("ไ", tmp_path / "fonts" / "Some.ttf")
    bare.write_text(f"<fontconfig><dir>{tmp_path}/fonts</dir></fontconfig>", encoding="utf-8")
    monkeypatch.setattr(fonts, "_CACHES", ("/proc/nowhere",))
    assert fonts.missing("ไ") == set()
    assert capfd.readouterr().err == ""


def test_the_settings_name_our_fonts_before_those_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    monkeypatch.setenv("HOME", "/home/an & a")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    text = fonts.fontconfig_file(Path("/ours"))
    folders = [line.strip() for line in text.splitlines() if "<dir>" in line]
    assert folders[:5] == [
        "<dir>/ours</dir>",
        "<dir>/usr/share/fonts</dir>",
        "<dir>/usr/local/share/fonts</dir>",
        "<dir>/home/an &amp; a/.local/share/fonts</dir>",
        "<dir>/home/an &amp; a/.fonts</dir>",
    ]
    assert "conf.d" not in text


def test_a_fontconfig_file_of_ones_own_replaces_the_folders_of_the_machine(bare: Path) -> None:
    text = fonts.fontconfig_file(Path("/ours"))
    assert f'<include ignore_missing="yes">{bare}</include>' in text
    assert "/usr/share/fonts" not in text


def test_the_rendering_process_knows_nothing_of_the_language_of_the_person() -> None:
    base = {"PATH": "/bin", "LANG": "ja_JP.UTF-8", "LANGUAGE": "ja", "PANGO_LANGUAGE": "ja", "FC_LANG": "ja"}
    environment = fonts.child_environment(Path("/job/fonts.conf"), base)
    assert environment == {"PATH": "/bin", "LC_ALL": "C.UTF-8", "FONTCONFIG_FILE": "/job/fonts.conf"}


def test_every_script_with_a_language_has_a_package() -> None:
    assert set(fonts.PACKAGES) == set(LANGUAGES)


def a_font_with(char: str, path: Path, family: str = "Some", *, colour: bool = False) -> None:
    """Write a font that has one character only."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({ord(char): "one"})
    builder.setupGlyf({".notdef": Glyph(), "one": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "one": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if colour:
        builder.setupCOLR({"one": [(".notdef", 0)]})
        builder.setupCPAL([[(1.0, 0.0, 0.0, 1.0)]])
    builder.font.flavor = "woff2" if path.suffix == ".woff2" else None
    path.parent.mkdir(exist_ok=True)
    builder.save(path)


if __name__ == "__main__":
    Path(font_coverage.__file__).write_text(written(), encoding="utf-8")
