from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from psr_report.clip import fetch as fetching
from psr_report.clip.addresses import Endpoint
from psr_report.clip.fetch import Fetched, Limits, fetch
from psr_report.clip.wire import Deadline, connected
from psr_report.errors import ExitCode, ReportError, UnreachableError, UsageError
from tests.clip.pages import Answer, leads_to, page, served

PUBLIC = "93.184.216.34"
TIGHT = Limits(seconds=20, size=1 << 20)


def got(answer: Answer, path: str = "/", limits: Limits = TIGHT) -> Fetched:
    with served({path: answer}) as root:
        return fetch(root + path, allow_local=True, limits=limits)


def refused(answer: Answer, limits: Limits = TIGHT) -> ReportError:
    with pytest.raises(ReportError) as caught:
        got(answer, limits=limits)
    return caught.value


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Return the names of a made-up net with their addresses, to be filled; others are asked for as ever."""
    known: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def answer(host: str, port: int, **options: Any) -> Any:
        if host not in known:
            return real(host, port, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return known


def test_a_page_comes_with_its_address_its_type_and_its_charset() -> None:
    with served({"/a?b=c": page("Zelle", Content_Type="text/html; charset=UTF-8")}) as root:
        assert fetch(f"{root}/a?b=c#part", allow_local=True) == Fetched(
            f"{root}/a?b=c", "text/html", "utf-8", b"Zelle"
        )


def test_nothing_is_sent_that_tells_who_asks_or_where_from(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    asked: list[dict[str, str]] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append(dict(handler.headers))
        page(b"", 302, Location="/b", Set_Cookie="me=1")(handler)

    def second(handler: BaseHTTPRequestHandler) -> None:
        asked.append(dict(handler.headers))
        page()(handler)

    with served({"/a": answer, "/b": second}) as root:
        fetch(f"{root}/a", allow_local=True)
    wanted = {"Host", "User-Agent", "Accept", "Accept-Encoding", "Accept-Language", "Connection"}
    assert [each.keys() for each in asked] == [wanted, wanted]


def test_letters_beyond_ascii_are_asked_for_as_browsers_do() -> None:
    with served({"/%C3%A9?q=%E7%94%B5&a=%25": page("x")}) as root:
        assert fetch(f"{root}/é?q=电&a=%25", allow_local=True).data == b"x"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0", "[::ffff:127.0.0.1]", "10.0.0.1"]
)
def test_this_machine_and_private_networks_are_refused_however_they_are_written(host: str) -> None:
    with pytest.raises(UsageError) as caught:
        fetch(f"http://{host}/")
    assert "which is not fetched from" in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://page.example/",
        "http://me:secret@page.example/",
        "http://page.example/a b",
        "http://page.example/\x00",
        "http://page.example/\u202egpj",
        "http://page.example:0/",
        "http://page.example:99999/",
        "http://[::/",
        "http://" + "a" * 64 + ".example/",
    ],
)
def test_what_is_no_plain_web_address_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        fetch(url)
    assert caught.value.exit_code == ExitCode.USAGE


def test_the_connection_goes_to_the_address_that_was_checked(
    names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def once(host: str, port: int, **options: Any) -> Any:
        asked.append(host)
        return real(host, port, **options)

    hosts: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        hosts.append(handler.headers["Host"])
        page("x")(handler)

    names["page.example"] = ["127.0.0.1"]
    monkeypatch.setattr(socket, "getaddrinfo", once)
    with served({"/": answer}) as root:
        port = root.rpartition(":")[2]
        assert fetch(f"http://page.example:{port}/", allow_local=True).data == b"x"
    assert asked == ["page.example"]  # a second answer of the name server could be another one
    assert hosts == [f"page.example:{port}"]


def test_a_name_that_also_has_a_private_address_is_refused(names: dict[str, list[str]]) -> None:
    names["page.example"] = [PUBLIC, "192.168.0.1"]
    with pytest.raises(
        UsageError, match=r"page\.example \(192\.168\.0\.1\) is an address of a private network"
    ):
        fetch("https://page.example/")


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://inside.example/", "//169.254.169.254/latest"]
)
def test_a_public_page_cannot_lead_to_a_private_one(
    target: str, names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names |= {"page.example": [PUBLIC], "inside.example": ["10.0.0.1"]}
    with served({"/": leads_to(target)}) as root:
        here = Endpoint(socket.AF_INET, ("127.0.0.1", int(root.rpartition(":")[2])))
        reached: list[str] = []

        def on_this_machine(endpoints: list[Endpoint], deadline: Deadline) -> socket.socket:
            reached.append(endpoints[0].number)
            return connected([here], deadline)

        monkeypatch.setattr(fetching, "connected", on_this_machine)
        with pytest.raises(UsageError, match="which is not fetched from"):
            fetch("http://page.example/")
    assert reached == [PUBLIC]


def test_redirects_are_followed_to_the_address_that_is_kept() -> None:
    answers = {"/a": leads_to("/b?c=1"), "/b?c=1": leads_to("d#x"), "/d": page("there")}
    with served(answers) as root:
        fetched = fetch(f"{root}/a", allow_local=True)
    assert (fetched.url, fetched.data) == (f"{root}/d", b"there")


def test_redirects_end_somewhere() -> None:
    counted: list[int] = []

    def again(handler: BaseHTTPRequestHandler) -> None:
        counted.append(1)
        leads_to("/")(handler)

    error = refused(again)
    assert str(error) == "the page leads on more than 5 times"
    assert error.exit_code == ExitCode.CANNOT_RENDER
    assert len(counted) == 6


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "", "http://[::1"]
)
def test_redirects_lead_to_the_web_and_nowhere_else(target: str) -> None:
    assert str(refused(leads_to(target))) == "the page leads on to no web address"


def test_a_redirect_with_a_password_is_refused() -> None:
    assert "a user name or a password" in str(refused(leads_to("http://me:pw@page.example/")))


def test_a_protected_page_does_not_lead_to_an_unprotected_one() -> None:
    from email.message import Message

    headers = Message()
    headers["Location"] = "http://page.example/"
    with pytest.raises(UnreachableError) as caught:
        fetching._led_on("https://page.example/", headers)
    assert str(caught.value) == "the page leads on to an address that is not protected (http)"


@pytest.mark.parametrize(
    ("status", "hint"),
    [(404, "check the address: there is no such page"), (403, None), (500, None), (204, None)],
)
def test_another_status_is_told(status: int, hint: str | None) -> None:
    error = refused(page(b"", status))
    assert f"127.0.0.1 answers {status}" in str(error)
    assert hint is None or error.hint == hint


def test_a_page_that_is_too_large_is_given_up_before_its_end() -> None:
    sent: list[int] = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        page(b"")(handler)
        for _ in range(200):
            handler.wfile.write(b"x" * (1 << 20))
            sent.append(1)

    assert str(refused(endless)) == "the page is larger than 1 MiB"
    assert len(sent) < 100  # MiB: some wait in the buffers of the system


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_page_that_swells_up_when_it_is_unpacked_is_given_up(pack: Any) -> None:
    packed = pack(b"0" * (30 << 20))
    assert len(packed) < 100_000
    assert str(refused(page(packed, Content_Encoding="gzip"))) == "the page is larger than 1 MiB"


def test_a_packed_page_is_unpacked() -> None:
    assert got(page(gzip.compress(b"there"), Content_Encoding="gzip")).data == b"there"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page(b"xyz", Content_Encoding="gzip"), "the page is damaged: it cannot be unpacked"),
        (page(b"xyz", Content_Encoding="br"), "the page comes packed in a way that nobody asked for: br"),
        (page(gzip.compress(b"x" * 999)[:-9], Content_Encoding="gzip"), "the page breaks off before its end"),
        (page(b"xyz", Content_Length="100"), "the page breaks off before its end"),
        (
            page(b"-5\r\nfoo", Transfer_Encoding="chunked"),
            "127.0.0.1 does not answer: what it sends is no http",
        ),
    ],
)
def test_a_damaged_page_is_no_page(answer: Answer, said: str) -> None:
    assert str(refused(answer)) == said


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """Return what a server that would never end waits for."""
    event = threading.Event()
    yield event
    event.set()


@pytest.mark.parametrize(
    "begin", [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b""]
)
def test_a_server_that_speaks_a_letter_at_a_time_is_not_waited_for(
    begin: bytes, over: threading.Event
) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(begin)
        while not over.wait(0.02):
            handler.wfile.write(b"X")

    error = refused(drip, Limits(seconds=0.3))
    assert str(error) == "127.0.0.1 takes longer than 0.3 seconds"
    assert error.exit_code == ExitCode.CANNOT_RENDER


def test_a_name_server_that_does_not_answer_is_not_waited_for(
    over: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait() and [])
    with pytest.raises(UnreachableError, match=r"page\.example takes longer than 0\.2 seconds"):
        fetch("https://page.example/", limits=Limits(seconds=0.2))


def test_a_name_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnreachableError, match=r"no address is known for page\.example"):
        fetch("https://page.example/")


def test_a_machine_where_nobody_listens_is_told() -> None:
    with served({}) as root:
        pass
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1 does not answer: connection refused"):
        fetch(root, allow_local=True)


def test_the_second_address_of_a_name_is_tried_when_the_first_is_dead(names: dict[str, list[str]]) -> None:
    names["page.example"] = ["127.0.0.2", "127.0.0.1"]
    with served({"/": page("x")}) as root:
        url = root.replace("127.0.0.1", "page.example")
        assert fetch(f"{url}/", allow_local=True).data == b"x"


def test_a_certificate_that_nobody_vouches_for_is_refused(names: dict[str, list[str]]) -> None:
    names["page.example"] = ["127.0.0.1"]
    with served({"/": page()}, tls=True) as root, pytest.raises(UnreachableError) as caught:
        fetch(root.replace("127.0.0.1", "page.example"), allow_local=True)
    assert str(caught.value).startswith("page.example cannot prove that it is page.example: self")


def test_a_certificate_is_asked_for_the_name_in_the_address(
    names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    import ssl

    from tests.clip.pages import UNTRUSTED

    trusting = ssl.create_default_context(cafile=str(UNTRUSTED))
    monkeypatch.setattr(fetching, "_tls", lambda: trusting)
    names |= {"page.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    with served({"/": page("x")}, tls=True) as root:
        assert fetch(root.replace("127.0.0.1", "page.example") + "/", allow_local=True).data == b"x"
        with pytest.raises(UnreachableError, match="cannot prove that it is other"):
            fetch(root.replace("127.0.0.1", "other.example"), allow_local=True)


def test_a_server_without_protection_is_told() -> None:
    said = "comes to no protected connection"
    with served({"/": page()}) as root, pytest.raises(UnreachableError, match=said):
        fetch(root.replace("http:", "https:"), allow_local=True)
