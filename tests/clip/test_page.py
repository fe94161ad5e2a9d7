from __future__ import annotations

import pytest

from psr_report.clip.page import read
from psr_report.clip.reading import UnreadableError
from tests.clip.pages import CELLS

LINKED = '<script type="application/ld+json">{}</script>'
HERE = "https://wire.example/2025/cells?utm_source=x"


def with_head(head: str, url: str = HERE) -> dict[str, str]:
    text = read(f"<html><head>{head}</head><body><p>The pack stores 81 kWh.</p></body></html>".encode(), url)
    return {name: getattr(text, name) for name in ("title", "publisher", "author", "published", "url")}


def test_a_page_gives_its_running_text_and_what_it_says_of_itself() -> None:
    text = read(CELLS.encode(), HERE)
    assert (text.title, text.publisher, text.author) == (
        "When battery prices fall",
        "Sample Wire",
        "Ada Sample",
    )
    assert (text.published, text.url, text.language) == ("2025-09-30", "https://wire.example/cells", "en")
    assert len(text.paragraphs) == 4
    assert text.paragraphs[0].startswith("Carmakers pay about US$63 (€54) per kWh")
    assert "menu" not in " ".join(text.paragraphs)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2025-10-13T23:30:00-07:00">', "2025-10-13"),
        ('<meta name="dc.date" content="2025-10">', "2025-10"),
        ('<meta name="citation_publication_date" content="2025/10/13">', "2025-10-13"),
        (LINKED.format('{"@type":"NewsArticle","datePublished":"2025-10-13"}'), "2025-10-13"),
        (LINKED.format('{"@graph":[{"datePublished":"2025-10-13T08:00"}]}'), "2025-10-13"),
        (LINKED.format('{"datePublished": nonsense'), ""),
        ('<meta name="date" content="03.11.2025">', ""),  # 3 November or 11 March
        ('<meta property="article:modified_time" content="2025-10-13">', ""),
        ("<title>Report of 13 October 2025</title>", ""),
    ],
)  # fmt: skip
def test_a_date_counts_where_it_is_declared_and_cannot_be_mistaken(head: str, day: str) -> None:
    assert with_head(head)["published"] == day


def test_a_date_in_the_text_is_none() -> None:
    page = "<html><body><p>On 12 May 2021 the plant opened.</p><footer>© 2019-03-04</footer></body></html>"
    assert read(page.encode()).published == ""


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2025/09/when-prices-fall", "2025-09"),
        ("/2025/09/30/x", "2025-09-30"),
        ("/a-2025-09", ""),
        ("/2025/13/x", ""),
    ],
)
def test_a_date_in_the_address_counts_when_nothing_else_does(path: str, day: str) -> None:
    assert with_head("", f"https://wire.example{path}")["published"] == day


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/cells", "https://wire.example/cells"),
        ("https://www.wire.example/cells", "https://www.wire.example/cells"),
        ("https://evil.example/cells", HERE),
        ("javascript:alert(1)", HERE),
        ("https://wire.example/a b", HERE),
        ("", HERE),
    ],
)
def test_a_page_may_name_its_own_address_and_no_other_host(link: str, url: str) -> None:
    assert with_head(f'<link rel="canonical" href="{link}">')["url"] == url


def test_a_saved_page_says_where_it_was_saved_from() -> None:
    page = "<!-- saved from url=(0030)https://wire.example/saved/1 -->\n" + CELLS
    assert read(page.encode()).url == "https://wire.example/saved/1"
    other = CELLS.replace('href="/cells"', 'href="https://wire.example/cells"')
    assert read(other.encode()).url == "https://wire.example/cells"
    assert read(CELLS.encode()).url == ""  # /cells of which site?


def test_a_site_without_a_name_goes_by_its_host_and_a_file_by_none() -> None:
    assert with_head("<title>The pack stores energy</title>")["publisher"] == "wire.example"
    assert with_head("<title>The pack stores energy</title>", "")["publisher"] == ""
    named = '<script type="application/ld+json">{"publisher": {"name": "theDesk"}}</script>'
    assert with_head(named)["publisher"] == "theDesk"


@pytest.mark.parametrize(
    ("head", "encoding", "declared"),
    [
        ("", "utf-8", ""),
        ("", "utf-8-sig", "iso-8859-1"),
        ("", "utf-8", "iso-8859-1"),  # what servers say out of habit
        ('<meta charset="windows-874">', "cp874", ""),
        ('<meta http-equiv="Content-Type" content="text/html; charset=tis-620">', "cp874", ""),
        ("", "cp874", "windows-874"),
        ("", "utf-16", ""),
        ('<meta charset="utf-16">', "utf-8", ""),
        ('<meta charset="no-such-thing">', "utf-8", ""),
    ],
)
def test_thai_is_read_however_it_is_encoded(head: str, encoding: str, declared: str) -> None:
    page = f"<html><head>{head}<title>ข่าวแบตเตอรี่</title></head><body><p>โรงงาน 500 คัน</p></body></html>"
    text = read(page.encode(encoding), "", declared)
    assert (text.title, text.paragraphs) == ("ข่าวแบตเตอรี่", ("โรงงาน 500 คัน",))


@pytest.mark.parametrize(
    "encoding", ["gb2312", "gbk", "big5", "shift_jis", "euc-kr", "windows-1252", "koi8-r"]
)
def test_the_encodings_of_other_scripts_are_known(encoding: str) -> None:
    words = {"euc-kr": "한국 배터리", "windows-1252": "Größe „81“", "koi8-r": "Завод"}.get(encoding, "大工程")
    page = f'<meta charset="{encoding}"><title>{words}</title><p>{words} 81 kWh</p>'
    assert read(page.encode(encoding)).paragraphs == (f"{words} 81 kWh",)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "   ",
        "\0",
        "<html></html>",
        "<script>alert(1)</script>",
        "<title></title><body></body>",
        "<!-- -->",
    ],
)
def test_a_page_that_says_nothing_is_refused_with_a_way_out(page: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(page.encode())
    assert caught.value.hint


def test_what_xhtml_and_entities_would_bring_in_is_not_brought_in() -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>The pack &a; stores 81 kWh.</p></body></html>'
    )
    assert "root:" not in " ".join(read(page.encode()).paragraphs)
