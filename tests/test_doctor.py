"""The doctor names what the machine lacks, and the exact command that mends it."""

from __future__ import annotations

import configparser
import os
import shutil
import sys
from ctypes import CDLL
from pathlib import Path

import pytest

from psr_report import doctor, libraries
from psr_report.doctor import Finding, diagnose, pango_missing, pango_remedy, scripts_of
from psr_report.scripts import LANGUAGES, script_of

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "report_templates" / "fonts"
APT = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def without(monkeypatch: pytest.MonkeyPatch, *lacking: str) -> None:
    """Let the named libraries be missing from this machine."""
    load = libraries.load

    def load_others(library: str) -> CDLL | None:
        return None if library in lacking else load(library)

    monkeypatch.setattr(libraries, "load", load_others)


def with_only_our_fonts(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the machine have no font but the shipped ones."""
    (folder / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(folder / "fonts.conf"))


def found(name: str, findings: list[Finding]) -> Finding:
    """Return the one finding of that name."""
    [finding] = [finding for finding in findings if finding.name == name]
    return finding


@pytest.fixture(autouse=True)
def as_root_on_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "platform", "linux")


def test_a_machine_with_everything_has_no_remedies(tmp_path: Path) -> None:
    findings = diagnose(frozenset({"Latin", "Greek", "Cyrillic"}), tmp_path / "output")
    assert [finding for finding in findings if not finding.ok or finding.remedy] == []


def test_the_versions_of_what_the_pdf_is_made_with_are_named(tmp_path: Path) -> None:
    findings = diagnose(output=tmp_path)
    assert found("WeasyPrint", findings).found.startswith("70.")
    assert found("Pango", findings).found.startswith("1.")


def test_missing_pango_is_named_with_the_apt_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without(monkeypatch, "pango", "pangoft2")
    findings = diagnose(output=tmp_path)
    for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
        assert found(name, findings) == Finding(name, False, "does not load", APT)
    assert "Pango" not in [finding.name for finding in findings]


def test_without_any_library_the_doctor_still_speaks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without(monkeypatch, *libraries.NAMES)
    faults = [finding.name for finding in diagnose(frozenset({"Latin", "Thai"}), tmp_path) if not finding.ok]
    assert faults == [*pango_missing(), "libharfbuzz-subset.so.0", "font for Thai"]


def test_a_library_that_does_not_load_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(libraries.NAMES, "pango", ("libno-such-thing.so.9", "libno-such-thing.dylib"))
    assert libraries.load("pango") is None
    assert pango_missing() == ["libno-such-thing.so.9"]


def test_harfbuzz_subset_is_advised_and_not_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without(monkeypatch, "harfbuzz-subset")
    finding = found("libharfbuzz-subset.so.0", diagnose(output=tmp_path))
    assert (finding.ok, finding.needed, finding.remedy) == (False, False, APT)
    assert pango_missing() == []


def test_whoever_is_not_root_is_told_to_use_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert pango_remedy() == f"sudo {APT}"


def test_a_mac_installs_pango_with_brew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert pango_remedy() == "brew install pango"
    without(monkeypatch, "fontconfig")
    assert pango_missing() == ["libfontconfig.1.dylib"]


def test_an_old_pango_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "_pango_version", lambda: (1, 42, 3))
    finding = found("Pango", diagnose(output=tmp_path))
    assert (finding.ok, finding.found, finding.remedy) == (
        False,
        "1.42.3, too old: 1.44.0 or newer is needed",
        APT,
    )


def test_an_old_python_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    finding = found("Python", diagnose(output=tmp_path))
    assert (finding.ok, finding.found) == (False, "3.10.4, too old: 3.11 or newer is needed")


@pytest.mark.parametrize(
    ("version", "ok"), [("69.3", False), ("70.0", True), ("70.12", True), ("71.0", False)]
)
def test_weasyprint_must_be_a_version_that_was_tried(
    version: str, ok: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda _: version)
    finding = found("WeasyPrint", diagnose(output=tmp_path))
    assert finding.ok is ok
    assert finding.remedy == (None if ok else 'python3 -m pip install --force-reinstall "weasyprint>=70,<71"')


def test_the_versions_asked_for_are_those_of_setup_cfg() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    oldest = ".".join(map(str, doctor.OLDEST_PYTHON))
    assert setup["options"]["python_requires"] == f">={oldest}"
    wanted = f"weasyprint >= {doctor.WEASYPRINT.start}, < {doctor.WEASYPRINT.stop}"
    assert wanted in setup["options"]["install_requires"].splitlines()


def test_a_script_without_a_font_is_named_with_its_debian_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_only_our_fonts(monkeypatch, tmp_path)
    findings = diagnose(frozenset({"Thai", "Han", "Cyrillic"}), tmp_path)
    thai, han, cyrillic = (
        found(f"font for {name}", findings) for name in ("Thai", "Chinese characters", "Cyrillic")
    )
    assert (thai.ok, thai.found, thai.remedy) == (
        False,
        "cannot print ภาษาไทย",
        "apt-get install fonts-noto-core",
    )
    assert (han.ok, han.needed, han.remedy) == (False, True, "apt-get install fonts-noto-cjk")
    assert cyrillic.ok


def test_a_script_without_a_sample_word_is_tried_with_letters_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_only_our_fonts(monkeypatch, tmp_path)
    assert (
        found("font for Cherokee", diagnose(frozenset({"Cherokee"}), tmp_path)).found
        == "cannot print ᎠᎡᎢᎣᎤᎥᎦᎧ"
    )


@pytest.mark.parametrize("script", sorted(LANGUAGES))
def test_every_script_with_a_language_has_a_sample_word_of_its_own_letters(script: str) -> None:
    assert {script_of(char) for char in doctor._SAMPLES[script] if char.isalpha()} == {script}


def test_the_scripts_of_a_newsroom_are_those_of_its_yaml(tmp_path: Path) -> None:
    (tmp_path / "2025-11").mkdir()
    (tmp_path / "companies.yaml").write_text("byd: {native: 比亚迪}\n", encoding="utf-8")
    (tmp_path / "2025-11" / "story.yaml").write_text("headline: ไทย 5 Ω\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("Русский", encoding="utf-8")
    assert scripts_of(tmp_path) == {"Latin", "Han", "Thai"}


def test_a_newsroom_with_faulty_files_is_still_looked_at(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_bytes("a: [한국어".encode() + b"\xff\xfe")
    (tmp_path / "folder.yaml").mkdir()
    assert scripts_of(tmp_path) == {"Latin", "Hangul"}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the fonts folder of an installation of its own, to be damaged."""
    templates = tmp_path / "report_templates"
    shutil.copytree(FONTS, templates / "fonts")
    monkeypatch.setattr(doctor, "find_templates", lambda _: templates)
    return templates / "fonts"


def test_a_missing_and_a_damaged_font_of_the_report_are_named(installed: Path, tmp_path: Path) -> None:
    (installed / "Inter-Regular.ttf").unlink()
    (installed / "Inter-Italic.ttf").write_bytes(b"cut short")
    finding = found("fonts of the report", diagnose(output=tmp_path))
    assert finding.found == "missing or damaged: Inter-Italic.ttf, Inter-Regular.ttf"
    assert finding.remedy == "python3 -m pip install --force-reinstall psr-report"


def test_a_missing_list_of_fonts_is_a_fault(installed: Path, tmp_path: Path) -> None:
    (installed / "README.md").unlink()
    assert not found("fonts of the report", diagnose(output=tmp_path)).ok


def test_an_installation_without_templates_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "find_templates", lambda _: None)
    assert not found("fonts of the report", diagnose(output=tmp_path)).ok


def test_every_shipped_font_is_looked_at(tmp_path: Path) -> None:
    count = len([*FONTS.glob("*.ttf"), *FONTS.glob("*.woff2")])
    assert found("fonts of the report", diagnose(output=tmp_path)).found == f"{count} files, as shipped"


def test_an_output_folder_still_to_be_made_is_judged_by_its_parent(tmp_path: Path) -> None:
    assert found("output folder", diagnose(output=tmp_path / "new" / "output")).ok


def test_a_file_in_the_place_of_the_output_folder_is_moved_away(tmp_path: Path) -> None:
    (tmp_path / "my output").write_text("x", encoding="utf-8")
    finding = found("output folder", diagnose(output=tmp_path / "my output"))
    assert finding.remedy == f"mv '{tmp_path}/my output' '{tmp_path}/my output.old'"


def test_a_folder_that_may_not_be_written_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    finding = found("output folder", diagnose(output=tmp_path))
    assert (finding.ok, finding.remedy) == (False, f"chmod u+rwx {tmp_path}")
