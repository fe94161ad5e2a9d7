"""What the server gives, and what it keeps to itself."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPResponse
from queue import SimpleQueue

import pytest

from psr_report.errors import Place, RenderError
from psr_report.output import Output
from psr_report.serving.board import Board
from psr_report.serving.desk import Inbox, Look
from psr_report.serving.server import Server
from psr_report.serving.told import Page

PAGE = Page("text/html; charset=utf-8", "<p>Größe</p>".encode())
WAIT = 30  # seconds: the end of a test that hangs, not a measure


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Running:
    """A server that runs, and the board and the inbox it was given."""

    server: Server
    board: Board
    inbox: Inbox

    open: ExitStack

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Return an answer that was read to its end."""
        with closing(HTTPConnection("127.0.0.1", self.server.port, timeout=WAIT)) as connection:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            return Answer(answer.status, answer.headers, body)

    def stream(self) -> HTTPResponse:
        """Return an answer that goes on until the end of the test."""
        connection = self.open.enter_context(
            closing(HTTPConnection("127.0.0.1", self.server.port, timeout=WAIT))
        )
        connection.request("GET", "/events")
        return self.open.enter_context(connection.getresponse())

    def send(self, raw: bytes) -> bytes:
        """Return all that comes back for these bytes."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=WAIT) as wire:
            wire.sendall(raw)
            answer = b""
            while part := wire.recv(65536):
                answer += part
        return answer


@pytest.fixture
def running() -> Iterator[Running]:
    board, inbox = Board(), SimpleQueue()  # type: ignore[var-annotated]
    board.put("/", Page("text/html; charset=utf-8", b"<h1>Preview</h1>"))
    board.put("/view/html/issue.html", PAGE)
    server = Server(0, board, inbox, "default-src 'none'")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    with ExitStack() as streams:
        yield Running(server, board, inbox, streams)
    board.close()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_that_was_rendered_is_served_with_its_very_bytes(running: Running) -> None:
    answer = running.ask("/view/html/issue.html?7")
    assert (answer.status, answer.body) == (200, PAGE.data)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_every_answer_says_that_it_is_for_this_origin_alone(running: Running) -> None:
    for path in ("/", "/view/html/issue.html", "/none"):
        headers = running.ask(path).headers
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in headers
    assert running.ask("/").headers["Content-Security-Policy"] == "default-src 'none'"
    assert running.ask("/view/html/issue.html").headers["Content-Security-Policy"] == "frame-ancestors 'self'"


@pytest.mark.parametrize(
    "path",
    [
        "/view",
        "/view/html/",
        "/view/html/issue.html/",
        "/view/html/../html/issue.html",
        "/view/html/%69ssue.html",
        "/../../etc/passwd",
        "//etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/content/report.yaml",
        "/look/none",
        "/look/../html",
        "*",
    ],
)
def test_nothing_else_has_an_address(running: Running, path: str) -> None:
    answer = running.ask(path)
    assert answer.status == 404
    assert answer.body in (b"nothing was rendered for this address\n", b"there is no such edition\n")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LocalHost", "[::1]"])
def test_the_names_of_this_machine_with_our_port_are_answered(running: Running, name: str) -> None:
    assert running.ask("/", Host=f"{name}:{running.server.port}").status == 200


@pytest.mark.parametrize("path", ["/", "/events", "/look/html", "/view/html/issue.html"])
def test_a_name_that_leads_here_from_elsewhere_is_not_answered(running: Running, path: str) -> None:
    port = running.server.port
    for name in ("news.example", f"news.example:{port}", "127.0.0.1", f"127.0.0.1.example:{port}", ""):
        answer = running.ask(path, Host=name)
        assert answer.status == 421
        assert b"Preview" not in answer.body


def test_a_request_with_two_names_or_none_is_not_answered(running: Running) -> None:
    ours = b"Host: 127.0.0.1:%d\r\n" % running.server.port
    for hosts in (b"", ours + b"Host: news.example\r\n"):
        answer = running.send(b"GET / HTTP/1.1\r\n" + hosts + b"Connection: close\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
def test_whatever_is_no_reading_is_refused(running: Running, method: str) -> None:
    assert running.ask("/", method).status == 405


def test_a_request_for_the_head_has_no_body(running: Running) -> None:
    answer = running.ask("/view/html/issue.html", "HEAD")
    assert (answer.status, answer.headers["Content-Length"]) == (200, str(len(PAGE.data)))
    assert answer.body == b""
    assert running.ask("/events", "HEAD").status == 200
    assert running.ask("/look/html", "HEAD").status == 200
    assert running.inbox.empty()


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n", b" 414 "),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", b" 431 "),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", b" 431 "),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b" 400 "),
        (b"GET / HTTP/9.9\r\n\r\n", b" 505 "),
        (b"GET\r\n\r\n", b" 400 "),
        (b"GET / x y HTTP/1.1\r\n\r\n", b" 400 "),
    ],
)
def test_an_odd_request_gets_a_refusal_and_the_server_goes_on(
    running: Running, raw: bytes, status: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        answer = running.send(raw)
    except ConnectionResetError:  # it did not read all of it before it answered
        answer = status
    assert status in answer[:40] or (status in (b" 400 ", b" 505 ") and answer)
    assert running.ask("/").status == 200
    assert capfd.readouterr() == ("", "")


def test_a_browser_hears_what_was_said_last_and_then_all_that_is_said(running: Running) -> None:
    running.board.say("page", {"number": 1})
    running.board.say("page", {"number": 2})
    answer = running.stream()
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert heard(answer) == ("page", {"number": 2})
    running.board.say("problems", {"message": "Größe\nzwei"})
    assert heard(answer) == ("problems", {"message": "Größe\nzwei"})


def heard(answer: HTTPResponse) -> tuple[str, object]:
    """Return the next event of a stream."""
    event = ""
    while True:
        line = answer.readline().decode().rstrip("\n")
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: "):
            return event, json.loads(line.removeprefix("data: "))


def test_many_browsers_listen_and_the_server_still_answers(running: Running) -> None:
    running.board.say("page", {"number": 1})
    streams = [running.stream() for _ in range(40)]
    assert [heard(stream) for stream in streams] == [("page", {"number": 1})] * 40
    assert running.ask("/").status == 200
    running.board.say("page", {"number": 2})
    assert [heard(stream) for stream in streams] == [("page", {"number": 2})] * 40


def test_a_browser_that_goes_away_is_forgotten_without_a_word(
    running: Running, capfd: pytest.CaptureFixture[str]
) -> None:
    stream = running.stream()
    running.board.say("page", {"number": 1})
    heard(stream)
    stream.close()
    for number in range(200):
        running.board.say("page", {"number": number, "filler": "x" * 10_000})
    assert running.ask("/").status == 200
    assert capfd.readouterr() == ("", "")


def test_streams_end_when_the_board_is_closed(running: Running) -> None:
    stream = running.stream()
    running.board.close()
    assert stream.read() == b"retry: 500\n\n"
    assert running.ask("/events").body == b"retry: 500\n\n"


def test_an_edition_is_asked_for_and_its_files_are_served(running: Running) -> None:
    answers: list[Answer] = []
    asking = threading.Thread(target=lambda: answers.append(running.ask("/look/announcement")))
    asking.start()
    asked = running.inbox.get(timeout=WAIT)
    assert asked.edition == "announcement"  # type: ignore[union-attr]
    asked.answer.set_result((3, Look(lambda: [Output("a.txt", b"Read it.")])))  # type: ignore[union-attr]
    asking.join(WAIT)
    assert json.loads(answers[0].body) == {
        "number": 3,
        "files": [{"name": "a.txt", "address": "/view/announcement/a.txt", "kind": "text", "pages": None}],
        "problems": [],
    }
    served = running.ask("/view/announcement/a.txt")
    assert (served.body, served.headers["Content-Type"]) == (b"Read it.", "text/plain; charset=utf-8")


def test_an_edition_that_cannot_be_made_says_why_and_where(running: Running) -> None:
    def fail() -> list[Output]:
        raise RenderError("no such filter", "mend it", Place("templates/a.j2", 7))

    answers: list[Answer] = []
    asking = threading.Thread(target=lambda: answers.append(running.ask("/look/pdf")))
    asking.start()
    asked = running.inbox.get(timeout=WAIT)
    asked.answer.set_result((1, Look(fail)))  # type: ignore[union-attr]
    asking.join(WAIT)
    (problem,) = json.loads(answers[0].body)["problems"]
    assert (problem["file"], problem["line"], problem["message"]) == ("templates/a.j2", 7, "no such filter")


def test_the_server_listens_on_this_machine_alone(running: Running) -> None:
    assert running.server.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_not_taken_over(running: Running) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(running.server.port, running.board, running.inbox, "")
