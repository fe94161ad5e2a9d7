"""What a page says about itself in its head: when, by whom and where it was published.

Only what is declared counts. A date that merely stands somewhere in the page is none: a wrong one would be
printed beside a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from psr_report.shapes import address_fault

_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date",
    "citation_date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "date",
)  # fmt: skip
_SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name")
_ISO = re.compile(r"\s{0,9}([0-9]{4})[-/]([0-9]{2})(?:[-/]([0-9]{2})(?![0-9]))?(?![0-9/-])")
_IN_PATH = re.compile(r"/((?:19|20)[0-9]{2})/(0[1-9]|1[0-2])/(?:(0[1-9]|[12][0-9]|3[01])/)?")
_SAVED_FROM = re.compile(r"saved from url=\([0-9]{1,6}\)(\S{1,2000})")
_DEEPEST = 8  # levels of JSON-LD that are looked into


def published(tree: Any, url: str) -> str:
    """Return the day or the month on which the page says that it was published; "" when it does not say."""
    values = [
        *(str(each) for each in _in_json(tree, "datePublished") if isinstance(each, str)),
        *_in_meta(tree, _DATES),
        *tree.xpath('//time[@itemprop="datePublished" or @pubdate]/@datetime'),
        *tree.xpath(
            '//time[contains(@class, "published") or contains(@class, "entry-date")]'
            '[not(contains(@class, "updated"))]/@datetime'
        ),
    ]
    for value in values:
        if match := _ISO.match(value):
            return "-".join(filter(None, match.groups()))
    match = _IN_PATH.search(urlsplit(url).path)
    return "-".join(filter(None, match.groups())) if match else ""


def site(tree: Any) -> str:
    """Return the name of the site or the publisher; "" when the page gives none."""
    for each in _in_meta(tree, _SITES[:1]):
        return each
    for publisher in _in_json(tree, "publisher"):
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return name
    return next(_in_meta(tree, _SITES[1:]), "")


def address(tree: Any, fetched: str) -> str:
    """Return the page's own address.

    A page that was fetched keeps to its host: what it says of another one is not believed. A saved page is
    asked where it was saved from, then for its address.
    """
    said = [*tree.xpath('//link[@rel="canonical"]/@href'), *_in_meta(tree, ("og:url",))]
    if fetched:
        said = [urljoin(fetched, each.strip()) for each in said]
        return next((each for each in said if _is_sound(each) and _host(each) == _host(fetched)), fetched)
    comments = (_SAVED_FROM.search(str(each)) for each in tree.xpath("//comment() | /comment()"))
    said = [*(match[1] for match in comments if match), *(each.strip() for each in said)]
    return next((each for each in said if _is_sound(each)), "")


def language(tree: Any) -> str:
    """Return the language that the page is marked with; "" when it is not."""
    found = [*tree.xpath("/html/@lang"), *tree.xpath("/html/@*[name() = 'xml:lang']")]
    return str(found[0]).strip() if found else ""


def _is_sound(url: str) -> bool:
    return address_fault(url) is None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _in_meta(tree: Any, names: tuple[str, ...]) -> Iterator[str]:
    """Yield what the page's `meta` elements say under these names, in the order of the names."""
    said: dict[str, str] = {}
    for each in tree.iter("meta"):
        content = (each.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            name = (each.get(key) or "").strip().lower()
            if content and name:
                said.setdefault(name, content)
    yield from (said[name] for name in names if name in said)


def _in_json(tree: Any, key: str) -> Iterator[Any]:
    """Yield what stands under a key in the page's JSON-LD."""
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        try:
            said = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _under(said, key, 0)


def _under(value: Any, key: str, depth: int) -> Iterator[Any]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        if key in value:
            yield value[key]
        inner = [each for name, each in value.items() if name in ("@graph", "mainEntity", "itemListElement")]
    else:
        inner = value if isinstance(value, list) else []
    for each in inner:
        yield from _under(each, key, depth + 1)
