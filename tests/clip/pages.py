"""A web server on this machine for one test, and pages about facts of the sample newsroom."""

from __future__ import annotations

import io
import ssl
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Answer = Callable[[BaseHTTPRequestHandler], None]
UNTRUSTED = Path(__file__).with_name("untrusted.pem")  # a certificate for page.example that signs itself

CELLS = """<!doctype html>
<html lang="en">
<head>
<title>When battery prices fall | Sample Wire</title>
<meta property="og:site_name" content="Sample Wire">
<meta name="author" content="Ada Sample">
<meta property="article:published_time" content="2025-09-30T23:30:00-07:00">
<link rel="canonical" href="/cells">
</head>
<body>
<nav>All 500 GWh of our menu</nav>
<article>
<h1>When battery prices fall</h1>
<p>Carmakers pay about US$63 (€54) per kWh for LFP cells and US$68 (€58) for NMC cells.</p>
<p>Lithium was short three years earlier, and supply chains were strained.</p>
<p>The 81 kWh pack of a Kia EV3 then costs its maker US$5,500 (€4,700).</p>
<p>A further fall of 10% to 15% by 2030 is expected, from plant expansion, process and chemistry.</p>
</article>
<footer>© 2019 Sample Wire, 12 March 2019</footer>
</body>
</html>
"""


def page(body: bytes | str = CELLS, status: int = 200, **headers: str) -> Answer:
    """Return an answer with this body; a header's name is written with underscores."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Type": "text/html", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def leads_to(location: str) -> Answer:
    """Return an answer that leads on."""
    return page(b"", 302, Location=location)


@contextmanager
def served(answers: Mapping[str, Answer], *, tls: bool = False) -> Iterator[str]:
    """Serve answers by their paths, and give the address of the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answers[self.path](self)
            except OSError:
                return  # the other side has heard enough

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(UNTRUSTED)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of a Word file."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word(
    body: str, *, title: str = "", author: str = "", head: str = "", more: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a .docx with this body and these properties; ``head`` stands before its root."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{head}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"><w:style w:type="paragraph" w:styleId="T">'
        '<w:name w:val="Title"/></w:style></w:styles>',
        "docProps/core.xml": f'<p:coreProperties xmlns:p="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></p:coreProperties>",
        **(more or {}),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return data.getvalue()
