"""The child process: a page and its pictures in, a tagged PDF out. It alone knows WeasyPrint and pikepdf.

Started as ``python -m psr_report.editions.pdf.worker BYTES SECONDS``, the most memory and processor time it
may take, it reads a pickled job from standard input and writes the number of pages, a newline and the PDF.
What is wrong goes to standard error, with an exit code above zero: 3 when the PDF would lack something.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import pickle
import resource
import signal
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

INCOMPLETE = 3

# In WeasyPrint's warnings: something is not on the page. The others are about style sheets and libraries.
_LACKS = (
    "Failed to ",
    "Error while ",
    "cannot be loaded",
    ".notdef glyph",
    "Unknown image mode",
    "more columns than",
)


class Log(logging.Handler):
    """Keeps what WeasyPrint only logs: a missing picture, a link that leads nowhere, CSS it does not know."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lacking: list[str] = []
        self.ignored: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        message = " ".join(record.getMessage().split())
        is_lack = record.levelno >= logging.ERROR or any(words in message for words in _LACKS)
        (self.lacking if is_lack else self.ignored).append(message)


def main() -> int:
    """Render one job and return the exit code."""
    end_with_parent()
    limit(int(sys.argv[1]), int(sys.argv[2]))
    to = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get into the PDF
    log = prepare()
    raw = sys.stdin.buffer.read()
    return answer(pickle.loads(raw), log, to) if raw else 0


def answer(job: Mapping[str, Any], log: Log, to: BinaryIO) -> int:
    """Render a job, write its pages and the PDF, and return the exit code."""
    pages, pdf, refused = _render(job)
    for line in log.ignored:
        print(line, file=sys.stderr)
    if refused or log.lacking:
        print("; ".join([*refused, *log.lacking][:5]), file=sys.stderr)
        return INCOMPLETE
    with to:
        to.write(b"%d\n" % pages + _declare_ua(pdf, job["edition"]))
    return 0


def end_with_parent() -> None:
    """End this process when its parent is killed, where the system knows how: nobody would take the PDF."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def limit(memory: int, seconds: int) -> None:
    """Limit the bytes of address space and the processor time of this process."""
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CPU, seconds, grace=5)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(kind: int, most: int, grace: int = 0) -> None:
    """Lower a limit of this process, unless it is lower already or unknown to the system."""
    _, hard = resource.getrlimit(kind)
    highest = most + grace if hard == resource.RLIM_INFINITY else min(most + grace, hard)
    try:
        resource.setrlimit(kind, (min(most, highest), highest))
    except (ValueError, OSError):
        return


def prepare() -> Log:
    """Load everything while the parent still reads; return where WeasyPrint's complaints will be."""
    gc.disable()  # a document lives until it is written; collecting costs a tenth of the time
    from psr_report.editions.pdf.subsetting import load_later

    load_later()
    import pikepdf  # noqa: F401
    import weasyprint  # noqa: F401

    from psr_report.editions.pdf.linebreaks import mend_trailing_spaces
    from psr_report.editions.pdf.searchable import mark_reshaped_text

    mend_trailing_spaces()
    mark_reshaped_text()
    log = Log()
    for name in ("weasyprint", "fontTools"):
        logger = logging.getLogger(name)
        logger.handlers = [log]
        logger.propagate = False
    return log


def _render(job: Mapping[str, Any]) -> tuple[int, bytes, list[str]]:
    """Return the number of pages, the PDF, and what it asked for and did not get."""
    import weasyprint

    fetcher = _fetcher(weasyprint, job)
    html = weasyprint.HTML(string=job["html"], base_url=job["base"], url_fetcher=fetcher)
    fonts = _fonts(job)
    css = weasyprint.CSS(string=job["css"], base_url=job["base"], url_fetcher=fetcher, font_config=fonts)
    document = html.render(font_config=fonts, stylesheets=[css], pdf_variant="pdf/a-3a")
    if _shorten_long_lists(document):
        document = html.render(font_config=fonts, stylesheets=[css], pdf_variant="pdf/a-3a")
    _drop_repeated_pages(document)
    _link_anchors_only(document)
    pdf = document.write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_identifier=bytes.fromhex(job["identity"]),
        custom_metadata=False,
        attachments=_attachments(weasyprint, job),
    )
    return len(document.pages), pdf, fetcher.refused


def _fonts(job: Mapping[str, Any]) -> Any:
    """Return where the fonts of the style sheet go; None where it brings none, and the shipped ones do."""
    if not job["fonts"]:
        return None
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _fetcher(weasyprint: Any, job: Mapping[str, Any]) -> Any:
    """Return the one fetcher: it serves what the job holds and data: addresses, and remembers refusals."""
    from weasyprint.urls import URLFetcherResponse

    class Fetcher(weasyprint.URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(f"{job['base']}pictures/")
            if name != url and (data := job["pictures"].get(_unquoted(name))) is not None:
                return URLFetcherResponse(
                    url, data, {"Content-Type": "image/png" if data[:1] == b"\x89" else "image/jpeg"}
                )
            if (font := job["fonts"].get(url.removeprefix(job["base"]))) is not None:
                return URLFetcherResponse(url, font[1], {"Content-Type": font[0]})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            self.refused.append(f"refused to load {url[:120]}")
            raise ValueError(f"refused to load {url[:120]}")

    return Fetcher()


def _unquoted(name: str) -> str:
    from urllib.parse import unquote

    return unquote(name)


def _attachments(weasyprint: Any, job: Mapping[str, Any]) -> list[Any]:
    moment = datetime.fromisoformat(job["date"])
    return [
        weasyprint.Attachment(
            string=data,
            name=name,
            description="The figures of this issue" if name.endswith(".csv") else "The source of this issue",
            created=moment,
            modified=moment,
            relationship="Data" if name.endswith(".csv") else "Source",
        )
        for name, data in job["attachments"].items()
    ]


def _shorten_long_lists(document: Any) -> bool:
    """Take repeated page numbers out of lists of them (class ``refs``) that filled more than a line.

    Returns whether there were any: the page has to be laid out again, with less height for these lists. They
    stand behind all that they refer to, so the numbers stay right.
    """
    pages = _pages_of(document)
    boxes = [
        box for page in document.pages for box in _boxes(page._page_box, "refs") if len(box.children) > 1
    ]
    is_shorter = False
    for element in {id(box.element): box.element for box in boxes}.values():
        seen: set[int | None] = set()
        for link in list(element):
            target = pages.get(link.get("href", "").removeprefix("#"))
            if target in seen:
                element.remove(link)
                is_shorter = True
            seen.add(target)
    return is_shorter


def _pages_of(document: Any) -> dict[str, int]:
    """Return the index of the page on which each anchor stands first."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def _drop_repeated_pages(document: Any) -> None:
    """Take a page number out of a list of them (class ``refs``) when the number before it is the same.

    Page numbers are known only after layout: repeated ones are removed, and those before them moved right.
    """
    pages = _pages_of(document)
    for number, page in enumerate(document.pages):
        lines = [line for refs in _boxes(page._page_box, "refs") for line in refs.children]
        if sum(_drop_in_line(line, pages) for line in lines):
            # Its links are gathered anew: each of them must have a box.
            document.pages[number] = type(page)(page._page_box)


def _link_anchors_only(document: Any) -> None:
    """Take out the second link that WeasyPrint makes of an element inside a link.

    It has no tag, which PDF/UA forbids; the link around it covers the same letters.
    """
    for page in document.pages:
        page.links = [link for link in page.links if link[3].element is None or link[3].element.tag == "a"]


def _drop_in_line(line: Any, pages: Mapping[str, int]) -> bool:
    """Drop the repeated page numbers of one line of boxes; return whether there were any."""
    seen: set[int | None] = set()
    kept: list[tuple[Any, float]] = []
    removed = 0.0
    for box in line.children:
        href = box.element.get("href", "") if getattr(box, "element", None) is not None else ""
        target = pages.get(href.removeprefix("#"))
        if href and target in seen:
            removed += box.margin_width()
            continue
        seen.add(target)
        kept.append((box, removed))
    for box, removed_before in kept:
        box.translate(dx=removed - removed_before)
    line.children = [box for box, _ in kept]
    return removed > 0


def _boxes(box: Any, name: str) -> Iterator[Any]:
    if (
        getattr(box, "element", None) is not None
        and name in (box.element.get("class") or "").split()
        and box.children
    ):
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _boxes(getattr(child, "_box", child), name)


_UA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


_VERSION = """<rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<xmpMM:VersionID>{}</xmpMM:VersionID></rdf:Description>
"""


def _declare_ua(pdf: bytes, edition: int) -> bytes:
    """Return the PDF/A with PDF/UA-1 declared beside it: one file for both, always the same bytes.

    From the second edition on its number stands there too.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.Root.Metadata.read_bytes()
        if metadata.count(b"</rdf:RDF>") != 1:
            raise RuntimeError("the PDF's metadata have an unexpected form")
        declared = (_VERSION.format(edition) if edition > 1 else "") + _UA
        document.Root.Metadata.write(metadata.replace(b"</rdf:RDF>", declared.encode()))
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # the answer is given: taking a document apart again costs a fifth of making it
