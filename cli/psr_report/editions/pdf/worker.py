"""The child process: a page and its pictures in, a tagged PDF out. The only module that knows WeasyPrint and pikepdf.

Started as ``python -m psr_report.editions.pdf.worker``; reads a pickled job from standard input, writes the number of pages, a
newline and the PDF. Whatever is wrong goes to standard error, with an exit code above zero.
"""

from __future__ import annotations

import gc
import io
import logging
import pickle
import resource
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

_MEMORY = 3 << 30
_CPU_SECONDS = 240


class _Refused(logging.Handler):
    """Keeps what WeasyPrint only logs: a picture that is missing, an address that is not served."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno >= logging.ERROR or not message.startswith(("Ignored `", "Unsupported")):
            self.messages.append(message)


def main() -> int:
    """Render one job and return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.disable()  # a document lives until it is written; collecting costs a tenth of the time
    import pikepdf  # noqa: F401 - both are loaded while the parent still reads
    import weasyprint

    from psr_report.editions.pdf.linebreaks import mend_trailing_spaces
    from psr_report.searchable import mark_reshaped_text

    mend_trailing_spaces()
    mark_reshaped_text()
    log = _Refused()
    for name in ("weasyprint", "fontTools"):
        logger = logging.getLogger(name)
        logger.handlers = [log]
        logger.propagate = False
    raw = sys.stdin.buffer.read()
    if not raw:
        return 0
    job = pickle.loads(raw)
    fetcher = _fetcher(weasyprint, job)
    html = weasyprint.HTML(string=job["html"], base_url=job["base"], url_fetcher=fetcher)
    css = weasyprint.CSS(string=job["css"], base_url=job["base"], url_fetcher=fetcher)
    document = html.render(stylesheets=[css], pdf_variant="pdf/a-3a")
    _drop_repeated_pages(document)
    pdf = document.write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_identifier=bytes.fromhex(job["identity"]),
        custom_metadata=False,
        attachments=_attachments(weasyprint, job),
    )
    if fetcher.refused or log.messages:
        print("; ".join([*fetcher.refused, *log.messages][:5]), file=sys.stderr)
        return 3
    finished = _declare_ua(pdf, job)
    sys.stdout.buffer.write(f"{len(document.pages)}\n".encode() + finished)
    sys.stdout.buffer.flush()
    return 0


def _fetcher(weasyprint: Any, job: Mapping[str, Any]) -> Any:
    """Return the one resource fetcher: it serves the pictures of the job and data: addresses, and remembers refusals."""
    from weasyprint.urls import URLFetcherResponse

    class Fetcher(weasyprint.URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(f"{job['base']}pictures/")
            if name != url and (data := job["pictures"].get(_unquoted(name))) is not None:
                return URLFetcherResponse(url, data, {"Content-Type": "image/png" if data[:1] == b"\x89" else "image/jpeg"})
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


def _drop_repeated_pages(document: Any) -> None:
    """Take a page number out of a list of them (class ``refs``) when the number before it is the same.

    Page numbers are known only after layout. The boxes of the repeated ones are removed and those before them moved right.
    """
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            pages.setdefault(name, number)
    for page in document.pages:
        for refs in _boxes(page._page_box, "refs"):
            for line in refs.children:
                _drop_in_line(line, pages)


def _drop_in_line(line: Any, pages: Mapping[str, int]) -> None:
    seen: set[int | None] = set()
    kept: list[Any] = []
    removed = 0.0
    for box in line.children:
        href = box.element.get("href", "") if getattr(box, "element", None) is not None else ""
        target = pages.get(href.removeprefix("#"))
        if href and target in seen:
            removed += box.margin_width()
            continue
        seen.add(target)
        kept.append(box)
    if not removed:
        return
    line.children = kept
    shift = 0.0
    for box in kept:
        box.translate(dx=removed - shift if box is not None else 0)


def _boxes(box: Any, name: str) -> Iterator[Any]:
    if getattr(box, "element", None) is not None and name in (box.element.get("class") or "").split() and box.children:
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


def _declare_ua(pdf: bytes, job: Mapping[str, Any]) -> bytes:
    """Return the PDF/A with PDF/UA-1 declared beside it: one file for both, identical bytes for identical input."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.Root.Metadata.read_bytes()
        if metadata.count(b"</rdf:RDF>") != 1:
            raise RuntimeError("the PDF's metadata have an unexpected form")
        document.Root.Metadata.write(metadata.replace(b"</rdf:RDF>", _UA.encode()))
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
