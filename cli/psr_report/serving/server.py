"""The server: this machine alone, only what was rendered, and events as they come.

Nothing is looked up on the disk: an address is a key of the board or it is nothing. A page of another site
that the browser has open cannot read from here: the Host header must be ours, so that no name of theirs can
lead here, and every answer says that it is for pages of the same origin alone.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty
from typing import Any

from psr_report.errors import ReportError
from psr_report.serving import told
from psr_report.serving.board import Board
from psr_report.serving.desk import Asked, Inbox
from psr_report.serving.told import Page
from psr_report.serving.warm import views

LOOPBACK = "127.0.0.1"
LOOK = "/look/"
_NAMES = (LOOPBACK, "localhost", "[::1]")
_KEEP_ALIVE = 15.0  # seconds between two signs of life where nothing is saved
_PATIENCE = 30.0  # seconds for a request to arrive
_FOR_ALL = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_FRAMED = "frame-ancestors 'self'"  # beside the policy that a page brings itself


class Server(ThreadingHTTPServer):
    """Serves a board on a port of this machine. Raises OSError where the port is taken."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    # Another program's port is never taken over; ours can be had again at once after it was left.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, board: Board, inbox: Inbox, policy: str) -> None:
        self.board = board
        self.inbox = inbox
        self.policy = policy  # of the page around the views
        super().__init__((LOOPBACK, port), _Handler)
        self.hosts = frozenset(f"{name}:{self.port}" for name in _NAMES)
        if self.port == 80:
            self.hosts |= frozenset(_NAMES)

    @property
    def port(self) -> int:
        """The port that is served."""
        return int(self.server_address[1])

    def server_bind(self) -> None:
        """Take the port, without asking the network for a name of this machine."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(self.allow_reuse_address))
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away; anything else is a fault of the program and told."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE

    def do_GET(self) -> None:
        """Answer a browser that reads."""
        if not self._is_ours():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this server is 127.0.0.1 or localhost alone")
            return
        address = self.path.partition("?")[0]
        if address == "/events":
            self._events()
        elif address.startswith(LOOK):
            self._look(address.removeprefix(LOOK))
        elif (page := self.server.board.page(address)) is not None:
            policy = self.server.policy if address == "/" else _FRAMED
            self._send(HTTPStatus.OK, page, {"Content-Security-Policy": policy})
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "nothing was rendered for this address")

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Refuse whatever is no reading."""
        self.close_connection = True
        allowed = {"Allow": "GET, HEAD"}
        page = Page("text/plain; charset=utf-8", b"this server is read from, and nothing else\n")
        self._send(HTTPStatus.METHOD_NOT_ALLOWED, page, allowed)

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = do_POST

    def _is_ours(self) -> bool:
        hosts = self.headers.get_all("Host", [])
        return len(hosts) == 1 and hosts[0].strip().casefold() in self.server.hosts

    def _look(self, edition: str) -> None:
        """Have an edition rendered, and say where its files are, or what keeps it from being rendered."""
        if edition not in views():
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such edition")
            return
        if self.command == "HEAD":
            self._json({})
            return
        answer: Future[tuple[int, Any]] = Future()
        self.server.inbox.put(Asked(edition, answer))
        number, look = answer.result()
        found: dict[str, Any] = {"number": number, "files": [], "problems": []}
        try:
            if look is not None:
                outputs = look.outputs()
                self.server.board.put_edition(edition, outputs)
                found["files"] = told.files(edition, outputs)
        except ReportError as error:
            found["problems"] = told.failure(error)
        self._json(found)

    def _events(self) -> None:
        """Send events until the browser or the program goes away."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in {**_FOR_ALL, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self.server.board.listening() as heard:
            self.wfile.write(b"retry: 500\n\n")
            while True:
                try:
                    message = heard.get(timeout=_KEEP_ALIVE)
                except Empty:
                    message = b": still here\n\n"
                if message is None:
                    return
                self.wfile.write(message)

    def _json(self, data: Mapping[str, Any]) -> None:
        page = Page("application/json; charset=utf-8", json.dumps(data, ensure_ascii=False).encode())
        self._send(HTTPStatus.OK, page)

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self._send(status, Page("text/plain; charset=utf-8", f"{why}\n".encode()))

    def _send(self, status: HTTPStatus, page: Page, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        said = {**_FOR_ALL, "Content-Type": page.media_type, "Content-Length": str(len(page.data))}
        for name, value in {**said, **(more or {})}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is no request of ours, in plain words and without a word of what was sent."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        status = HTTPStatus(code)
        if status is HTTPStatus.NOT_IMPLEMENTED:
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self._refuse(status, status.phrase.lower())

    def version_string(self) -> str:
        """Return the name of the program, and no more."""
        return "psr-report"

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the terminal for what a person should know."""
