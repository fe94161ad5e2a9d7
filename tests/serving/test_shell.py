from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from psr_report.editions import EDITIONS
from psr_report.serving import shell


def test_there_is_a_view_for_every_edition_the_web_issue_first() -> None:
    page = shell.pages("November 2025")[0]["/"].data.decode()
    names = re.findall(r'name="view" value="([^"]+)"', page)
    assert names[0] == "html"
    assert sorted(names) == sorted(EDITIONS)
    assert "<title>November 2025 · preview</title>" in page


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_no_others() -> None:
    pages, policy = shell.pages("November 2025")
    page = pages["/"].data.decode()
    for element in ("style", "script"):
        ((text,),) = [re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)]
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in policy


def test_the_page_asks_for_fonts_that_are_served() -> None:
    pages, _ = shell.pages("November 2025")
    asked = set(re.findall(r'url\("([^"]+)"\)', pages["/"].data.decode()))
    assert asked == set(pages) - {"/"}
    assert all(pages[address].data[:4] == b"wOF2" for address in asked)


def test_a_title_is_text() -> None:
    assert '<b id="title">&lt;b&gt;</b>' in shell.pages("<b>")[0]["/"].data.decode()
