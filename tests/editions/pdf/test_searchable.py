"""Names in other scripts are printed with their own glyphs, and the PDF gives their text back."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest

from psr_report import fonts
from psr_report.editions.pdf.searchable import is_reshaped
from psr_report.scripts import runs

NAMES = {
    "th": "บริษัท ปตท. จำกัด (มหาชน) น้ำมัน",
    "zh-Hans": "比亚迪直骨",
    "ja": "トヨタ自動車直骨",
    "ko": "현대자동차",
    "ru": "АвтоВАЗ",
    "el": "Ελληνικά Ναυπηγεία",
    "hi": "टाटा मोटर्स लिमिटेड",
}
NOTO = {"th": "Noto-Serif-Thai", "zh-Hans": "Noto-Serif-CJK-SC", "ja": "Noto-Serif-CJK-JP"} | {
    "ko": "Noto-Serif-CJK-KR",
    "hi": "Noto-Serif-Devanagari",
}
OURS = ("ru", "el")
PAGES = list(NAMES)
RENDER = """
import logging, sys
logging.basicConfig(level=logging.WARNING, format="%(message)s")
from weasyprint import HTML
from psr_report.editions.pdf.searchable import mark_reshaped_text
if sys.argv[3] == "marked":
    mark_reshaped_text()
    mark_reshaped_text()
HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""
PAGE = """<html lang="en"><meta charset="utf-8"><title>Names</title><style>
@page { size: 90mm 40mm; margin: 4mm }
p { font: 14pt/20pt "Source Serif 4 SmText", Inter, serif; margin: 0; break-after: page }
</style>"""

pytestmark = pytest.mark.skipif(
    bool(fonts.missing(NAMES.values())),
    reason="needs fonts-noto-core and fonts-noto-cjk, as `make test` installs",
)


@dataclass(frozen=True)
class Printed:
    """A PDF of one name a page, and what was said on the way."""

    path: Path
    said: str

    def text(self, lang: str) -> str:
        """Return the text of the page of a name, as a reader copies it."""
        page = str(PAGES.index(lang) + 1)
        command = ["pdftotext", "-enc", "UTF-8", "-f", page, "-l", page, str(self.path), "-"]
        return " ".join(subprocess.run(command, capture_output=True, check=True).stdout.decode().split())

    def picture(self, lang: str) -> bytes:
        """Return the page of a name as a bitmap."""
        page = str(PAGES.index(lang) + 1)
        command = ["pdftoppm", "-gray", "-r", "90", "-f", page, "-l", page, str(self.path)]
        return subprocess.run(command, capture_output=True, check=True).stdout

    def fonts(self, lang: str) -> set[str]:
        """Return the names of the fonts on the page of a name, each without the tag of its subset."""
        page = str(PAGES.index(lang) + 1)
        command = ["pdffonts", "-f", page, "-l", page, str(self.path)]
        rows = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[2:]
        return {row.split()[0].partition("+")[2] for row in rows}


def printed(folder: Path, settings: str, marked: str = "marked") -> Printed:
    """Print the names in a process of its own that knows the fonts of the settings."""
    (folder / "fonts.conf").write_text(settings, encoding="utf-8")
    lines = [
        "".join(_marked_up(run.text, run.lang) for run in runs(f"Name {NAMES[lang]} Ltd")) for lang in PAGES
    ]
    (folder / "names.html").write_text(PAGE + "".join(f"<p>{line}</p>" for line in lines), encoding="utf-8")
    environment = fonts.child_environment(
        folder / "fonts.conf", os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    command = [sys.executable, "-c", RENDER, str(folder / "names.html"), str(folder / "names.pdf"), marked]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return Printed(folder / "names.pdf", done.stderr)


def _marked_up(text: str, lang: str | None) -> str:
    return f'<span lang="{lang}">{escape(text)}</span>' if lang else escape(text)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The names printed with the fonts of this machine."""
    return printed(tmp_path_factory.mktemp("names"), fonts.fontconfig_file())


@pytest.fixture(scope="module")
def boxes(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The names printed with our fonts only: boxes for most."""
    folder = tmp_path_factory.mktemp("boxes")
    settings = fonts.fontconfig_file()
    lines = [line for line in settings.splitlines() if "<dir>" not in line or "report_templates" in line]
    return printed(folder, "\n".join(lines), "unmarked")


@pytest.mark.parametrize("lang", PAGES)
def test_a_name_is_found_and_copied_as_it_was_written(lang: str, names: Printed) -> None:
    assert names.text(lang) == f"Name {NAMES[lang]} Ltd"


@pytest.mark.parametrize("lang", NOTO)
def test_a_name_is_drawn_in_the_font_of_its_language(lang: str, names: Printed) -> None:
    assert names.fonts(lang) >= {NOTO[lang]}


@pytest.mark.parametrize("lang", OURS)
def test_cyrillic_and_greek_are_drawn_in_the_face_of_the_report(
    lang: str, names: Printed, boxes: Printed
) -> None:
    assert names.picture(lang) == boxes.picture(lang)


@pytest.mark.parametrize("lang", NOTO)
def test_no_box_is_drawn_for_a_name(lang: str, names: Printed, boxes: Printed) -> None:
    assert ".notdef" not in names.said
    assert ".notdef" in boxes.said
    assert names.picture(lang) != boxes.picture(lang)


def test_marking_the_text_changes_nothing_to_see(names: Printed, tmp_path: Path) -> None:
    unmarked = printed(tmp_path, fonts.fontconfig_file(), "unmarked")
    assert [names.picture(lang) for lang in PAGES] == [unmarked.picture(lang) for lang in PAGES]
    assert unmarked.text("th") != names.text("th")


@pytest.mark.parametrize(
    ("text", "reshaped"), [("ไทย", True), ("हिन्दी", True), ("比亚迪 Лада é", False), ("a", False)]
)
def test_only_scripts_whose_glyphs_lose_the_text_are_marked(text: str, reshaped: bool) -> None:
    assert is_reshaped(text) is reshaped
