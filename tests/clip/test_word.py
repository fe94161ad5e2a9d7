from __future__ import annotations

import pytest

from psr_report.clip.reading import UnreadableError
from psr_report.clip.word import read
from tests.clip.pages import paragraph, word

RANGE = "CATL calls it the first LFP battery with a WLTP range of 758 km."
ITEM = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>{}</w:t></w:r></w:p>"
)


def test_a_file_gives_its_paragraphs_and_its_properties() -> None:
    text = read(word(paragraph("Shenxing Pro", "T") + paragraph(RANGE), title="A note", author="Ada Sample"))
    assert (text.title, text.author, text.paragraphs) == ("A note", "Ada Sample", (RANGE,))
    assert (text.published, text.publisher, text.url) == (
        "",
        "",
        "",
    )  # when it was typed is not when it appeared


def test_the_heading_is_the_title_where_the_properties_have_none() -> None:
    assert read(word(paragraph("Shenxing Pro", "T") + paragraph(RANGE))).title == "Shenxing Pro"


def test_lists_and_tables_are_read_too() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('81 kWh')}</w:tc></w:tr></w:tbl>"
    assert read(word(paragraph(RANGE) + ITEM.format("22%") + table)).paragraphs == (RANGE, "22%", "81 kWh")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no zip at all", "is no .docx, or a damaged one"),
        (b"PK\x03\x04 and then nothing", "is no .docx, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old .doc, or protected by a password"),
        (b"", "is no .docx, or a damaged one"),
        (word("")[:-40], "is no .docx, or a damaged one"),
        (word(""), "says nothing"),
        (word("<w:p>"), "is no .docx, or a damaged one"),
        (word("<w:p>" * 5000 + "</w:p>" * 5000), "is no .docx, or a damaged one"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_told_with_a_way_out(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert str(caught.value) == said
    assert caught.value.hint


def test_a_file_that_swells_up_is_refused_before_it_is_unpacked() -> None:
    swelling = word(paragraph(RANGE), more={"word/comments.xml": b"0" * (50 << 20)})
    assert len(swelling) < 100_000
    with pytest.raises(UnreadableError, match="too large once it is unpacked"):
        read(swelling)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    inner = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    plain = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{paragraph("&a;")}</w:body></w:document>'
    data = word("", more={"word/document.xml": (inner + plain).encode(encoding)})
    with pytest.raises(UnreadableError, match="holds XML that Word never writes"):
        read(data)
