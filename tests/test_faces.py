"""An issue set in fonts of the newsroom's own."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from dataclasses import replace

import pikepdf
from fontTools.ttLib import TTFont

from psr_report import editions, faces, render
from psr_report.editions import html
from psr_report.editions.pdf.cover import measures
from psr_report.editions.pdf.page import job
from psr_report.faces import Face
from psr_report.resources import templates_dir
from tests.issues import sample_issue

FONTS = templates_dir() / "fonts"
WIDE = dict.fromkeys(map(chr, range(32, 127)), 1500.0)


def face(role: str, style: str, file: str = "Inter-Regular.ttf") -> Face:
    return Face(role, style, (FONTS / file).read_bytes(), WIDE)


DISPLAY = (face("display", "regular"), face("display", "semibold", "Inter-SemiBold.ttf"))
TEXT = (face("text", "regular"), face("text", "italic", "Inter-Italic.ttf"), face("text", "semibold"))


def test_without_fonts_of_its_own_an_issue_is_what_it_was() -> None:
    assert (
        faces.printed("p { font: 9pt Inter, sans-serif }", (), "psr:") == "p { font: 9pt Inter, sans-serif }"
    )
    assert faces.on_the_web(()) == ""


def test_a_role_on_paper_is_set_in_its_face_with_the_shipped_one_behind_it() -> None:
    css = faces.printed(
        'h1 { font: 600 9pt "Source Serif 4 Display", Inter, serif }', DISPLAY, "psr://issue/"
    )
    assert css.endswith('h1 { font: 600 9pt "Newsroom display", "Source Serif 4 Display", Inter, serif }')
    assert css.count("@font-face") == 2
    assert "font-weight:600;font-style:normal;src:url(psr://issue/fonts/display-semibold)" in css


def test_a_style_that_is_not_given_is_printed_in_a_face_that_is() -> None:
    css = faces.printed("", TEXT, "")
    assert "font-weight:600;font-style:italic;src:url(fonts/text-italic)" in css
    sans = faces.printed("", (face("sans", "regular"), face("sans", "semibold")), "")
    assert "font-weight:500;font-style:normal;src:url(fonts/sans-regular)" in sans


def test_the_web_file_holds_whole_fonts_and_none_that_they_replace() -> None:
    env = render.environment()
    [output] = html.render_issue(replace(sample_issue(), faces=DISPLAY), env)
    page = output.data.decode()
    assert ':root{--display:"Newsroom display", Display, Georgia' in page
    assert "font-family:Display;" not in page
    assert "font-family:Inter;" in page  # charts are drawn in it
    packed = re.search(r'font-family:"Newsroom display";[^}]*base64,([^)]*)\)', page)
    assert packed is not None
    with TTFont(io.BytesIO(b64decode(packed[1]))) as font, TTFont(FONTS / "Inter-Regular.ttf") as shipped:
        assert font.flavor == "woff2"
        assert font.getBestCmap() == shipped.getBestCmap()


def test_the_masthead_and_the_giant_number_shrink_for_a_wider_face() -> None:
    issue = sample_issue()
    own, house = measures(replace(issue, faces=DISPLAY)), measures(issue)
    assert own.masthead < house.masthead
    assert own.size < house.size
    assert own.masthead * 1.5 * len(issue.report.name) <= 500


def test_the_font_is_part_of_what_identifies_a_pdf() -> None:
    env = render.environment()
    other = (DISPLAY[0], face("display", "semibold"))
    made = [job(replace(sample_issue(), faces=each), env)["identity"] for each in ((), DISPLAY, other)]
    assert len(set(made)) == 3


def test_the_pdf_is_set_in_the_newsrooms_faces() -> None:
    with editions.edition("pdf") as edition:
        edition.begin(replace(sample_issue(), faces=(*DISPLAY, *TEXT)), render.environment())
        [output] = edition.outputs()
    with pikepdf.open(io.BytesIO(output.data)) as pdf:
        names = {
            str(font.BaseFont).partition("+")[2]
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
    assert {"Newsroom-display", "Newsroom-text"} <= names
    assert not {name for name in names if name.startswith("Source-Serif-4-Display")}
