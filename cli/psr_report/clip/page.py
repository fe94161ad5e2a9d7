"""A web page: its running text as trafilatura finds it, and what it declares about itself."""

from __future__ import annotations

import copy
import re
from typing import Any

from psr_report.clip import declared
from psr_report.clip.alphabet import decoded
from psr_report.clip.reading import Text, UnreadableError

_XML_HEAD = re.compile(r"\A\s{0,99}<\?xml[^>]{0,300}>")
_MARKER = re.compile(r"\A(?:[-*•]|\|)\s{1,9}")
_FETCHED = {"extensive_search": False, "original_date": True}


def read(data: bytes, url: str = "", charset: str = "") -> Text:
    """Return what a page says. Raises UnreadableError when it says nothing."""
    import lxml.etree
    import lxml.html

    text = _XML_HEAD.sub("", decoded(data, charset)).replace("\0", "")
    try:
        tree = lxml.html.document_fromstring(text)
    except (lxml.etree.LxmlError, ValueError):
        raise UnreadableError("is empty", "open the page, and save it when all of it is shown") from None
    address = declared.address(tree, url)
    found = _extracted(copy.deepcopy(tree), address)
    paragraphs = tuple(filter(None, (_MARKER.sub("", line).strip() for line in found["text"].splitlines())))
    title = found["title"]
    if not paragraphs and not title:
        raise UnreadableError("says nothing", "open the page, and save it when all of it is shown")
    return Text(
        paragraphs=tuple(each for each in paragraphs if each != title),
        title=title,
        publisher=declared.site(tree) or found["sitename"],
        author="" if "://" in found["author"] else found["author"],
        published=declared.published(tree, address),
        url=address,
        language=declared.language(tree),
    )


def _extracted(tree: Any, address: str) -> dict[str, str]:
    """Return the running text, a paragraph a line, and the title, author and site that were found."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        tree,
        url=address or None,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params=_FETCHED,
    )
    if found is None:
        found = trafilatura.extract_metadata(tree, default_url=address or None, date_config=_FETCHED)
    return {name: getattr(found, name, None) or "" for name in ("text", "title", "author", "sitename")}
