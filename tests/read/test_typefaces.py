"""Fonts of a newsroom's own: which are taken, and what is said of the others."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from psr_report.read.newsroom import newsroom
from psr_report.resources import templates_dir
from tests.read.rooms import FILES, MONTH, lines, write

REGULAR = templates_dir() / "fonts" / "Inter-Regular.ttf"
SEMIBOLD = templates_dir() / "fonts" / "Inter-SemiBold.ttf"


def named(regular: str = "fonts/r.ttf", semibold: str = "fonts/s.ttf", role: str = "display") -> str:
    fonts = f"fonts:\n  {role}: {{regular: {regular}, semibold: {semibold}}}\n"
    return FILES["report.yaml"] + fonts


def said(folder: Path, regular: bytes, report: str | None = None) -> list[str]:
    """Return what is objected to when this is the regular face."""
    files = {"fonts/r.ttf": regular, "fonts/s.ttf": SEMIBOLD.read_bytes()}
    return lines(folder, {**files, "report.yaml": report or named()})


def changed(change: Callable[[Any], object]) -> bytes:
    """Return the regular face with a change."""
    out = io.BytesIO()
    with TTFont(REGULAR) as font:
        change(font)
        font.save(out)
    return out.getvalue()


def test_fonts_are_read_by_role_and_style(tmp_path: Path) -> None:
    files = {
        "fonts/r.ttf": REGULAR.read_bytes(),
        "fonts/s.ttf": SEMIBOLD.read_bytes(),
        "report.yaml": named(),
    }
    faces = newsroom(write(tmp_path, files), MONTH).newsroom.faces
    assert [(face.role, face.style) for face in faces] == [("display", "regular"), ("display", "semibold")]
    assert faces[0].data == REGULAR.read_bytes()
    assert round(faces[0].widths["A"]) == round(1000 * 1413 / 2048)


def test_a_font_that_may_be_used_is_not_objected_to(tmp_path: Path) -> None:
    assert said(tmp_path, REGULAR.read_bytes()) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this file is not a TrueType or OpenType font"),
        (b"hello", "this file is not a TrueType or OpenType font"),
        (b"wOF2....", "this is a packed font (WOFF2)"),
        (b"ttcf....", "this is a collection of fonts"),
        (REGULAR.read_bytes()[:20_000], "this font is damaged"),
        (b"\0\1\0\0" + bytes(200), "this font has no outlines"),
        (b"\0\1\0\0" + b"\xff" * 200, "this font is damaged"),
        (REGULAR.read_bytes() + bytes(2 << 20), "this font has more than 2 MiB, the limit"),
    ],
)
def test_what_is_no_whole_font_is_refused_at_its_line(tmp_path: Path, data: bytes, message: str) -> None:
    assert said(tmp_path, data) == [f"report.yaml:4:22: {message} [font-unusable]"]


def _restrict(font: Any) -> None:
    font["OS/2"].fsType = 0x0002


def _forbid_subsets(font: Any) -> None:
    font["OS/2"].fsType = 0x0100


def _vary(font: Any) -> None:
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])


def _slice(font: Any) -> None:
    subsetter = Subsetter()
    subsetter.populate(text="ABCabc ")
    subsetter.subset(font)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_restrict, "the licence in this font forbids to embed it in a document"),
        (_forbid_subsets, "the licence in this font forbids to embed a part of its outlines"),
        (_vary, "this is a variable font, which prints wrong weights on paper"),
        (_slice, """this font lacks ! " # $ % & …"""),
    ],
)
def test_a_font_that_must_not_be_used_is_refused(
    tmp_path: Path, change: Callable[[Any], object], message: str
) -> None:
    assert said(tmp_path, changed(change)) == [f"report.yaml:4:22: {message} [font-unusable]"]


def test_a_licence_for_print_and_preview_will_do(tmp_path: Path) -> None:
    def permit(font: Any) -> None:
        font["OS/2"].fsType = 0x0004

    assert said(tmp_path, changed(permit)) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fonts/none.ttf", 'there is no file "fonts/none.ttf" in the newsroom'),
        ("../r.ttf", '"../r.ttf" leads out of the newsroom'),
        ("/etc/passwd", '"/etc/passwd" leads out of the newsroom'),
        ("https://example.org/r.ttf", "a font is a file, not a web address"),
    ],
)
def test_a_font_is_a_file_of_the_newsroom(tmp_path: Path, name: str, message: str) -> None:
    found = said(tmp_path, b"", named(regular=f'"{name}"'))
    assert found == [f"report.yaml:4:22: {message} [font-unusable]"]


def test_a_link_out_of_the_newsroom_is_no_font_of_it(tmp_path: Path) -> None:
    write(tmp_path, {"report.yaml": named(), "fonts/s.ttf": SEMIBOLD.read_bytes()})
    (tmp_path / "fonts" / "r.ttf").symlink_to(REGULAR)
    assert lines(tmp_path, {"report.yaml": named()}) == [
        'report.yaml:4:22: "fonts/r.ttf" leads out of the newsroom [font-unusable]'
    ]


def test_the_styles_that_a_role_needs_are_asked_for(tmp_path: Path) -> None:
    [missing] = said(tmp_path, REGULAR.read_bytes(), named(role="text"))
    assert missing.startswith("report.yaml:4:")
    assert '"italic"' in missing
    assert missing.endswith("[key-missing]")
