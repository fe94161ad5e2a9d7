"""A page from the web: the one that was asked for, from an address that was looked at, within limits.

No cookies, no referrer, no proxy: the address that was checked is the one that is connected to. Redirects
are followed a few times, and each is held to the same rules.
"""

from __future__ import annotations

import socket
import ssl
import zlib
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from psr_report import __version__
from psr_report.clip import addresses
from psr_report.clip.wire import Deadline, Wire, connected, resolved
from psr_report.errors import UnreachableError, UsageError
from psr_report.read.text import hidden_in
from psr_report.shapes import address_fault

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BY_HAND = "open it in a browser, save the page and give that file"
_PORTS = {"http": 80, "https": 443}
_ACCEPTED = "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.8, */*;q=0.5"
_KEPT = "%/?:@!$&'()*+,;=~-._"  # what a path and a query may hold without being encoded


@dataclass(frozen=True, slots=True)
class Limits:
    """How long all of it may take, how large a page may be once unpacked, how often it may lead on."""

    seconds: float = 20
    size: int = 25 << 20
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was found in the end, what it is said to be, and its bytes."""

    url: str
    media_type: str
    charset: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class _Target:
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as it is asked for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def fetch(url: str, *, allow_local: bool = False, limits: Limits | None = None) -> Fetched:
    """Return what stands at a web address.

    Raises UsageError for an address that is not fetched from, UnreachableError where there is no answer, an
    answer of another kind, or more than the limits allow.
    """
    limits = limits or Limits()
    deadline = Deadline(limits.seconds)
    host = ""
    try:
        for _ in range(limits.redirects + 1):
            target = _target(url)
            host = target.host
            with _asked(target, allow_local=allow_local, deadline=deadline) as response:
                if response.status not in _REDIRECTS:
                    return _taken(url, response, limits.size)
                url = _led_on(url, response.headers)
    except TimeoutError:
        message = f"{host} takes longer than {limits.seconds:g} seconds"
        raise UnreachableError(message, f"try again later, or {_BY_HAND}") from None
    except ssl.SSLCertVerificationError as error:
        message = f"{host} cannot prove that it is {host}: {error.verify_message}"
        raise UnreachableError(message, f"{_BY_HAND}, if you trust it") from None
    except ssl.SSLError as error:
        message = f"{host} comes to no protected connection: {(error.reason or 'no reason given').lower()}"
        raise UnreachableError(message.replace("_", " "), _BY_HAND) from None
    except socket.gaierror:
        raise UnreachableError(
            f"no address is known for {host}", "check its spelling, and whether this machine is online"
        ) from None
    except (OSError, HTTPException) as error:
        said = (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
        raise UnreachableError(f"{host} does not answer: {said[:200]}", _BY_HAND) from None
    raise UnreachableError(f"the page leads on more than {limits.redirects} times", _BY_HAND)


def _target(url: str) -> _Target:
    if hidden_in(url) is not None:
        raise UsageError(
            "the address holds a character that cannot be seen", "copy it again from the browser"
        )
    if fault := address_fault(url):
        raise UsageError(
            f"{url[:100]} cannot be fetched: {fault[0]}", fault[1].replace(", or say `unknown`", "")
        )
    parts = urlsplit(url)
    try:
        host = parts.hostname or ""
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise UsageError(f"{parts.hostname} cannot be the name of a host", "check its spelling") from None
    path = quote(parts.path or "/", safe=_KEPT) + (
        f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    )
    return _Target(parts.scheme, host, parts.port or _PORTS[parts.scheme], path)


def _asked(target: _Target, *, allow_local: bool, deadline: Deadline) -> HTTPResponse:
    """Return the answer, its head read. The connection goes to an address that was checked, by number."""
    endpoints = resolved(target.host, target.port, deadline)
    if not allow_local:
        addresses.refuse_local(target.host, endpoints)
    plain = connected(endpoints, deadline)
    try:
        plain.settimeout(deadline.left())
        channel = plain if target.scheme == "http" else _tls().wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise
    wire = Wire(channel, deadline)
    response = HTTPResponse(wire, method="GET")  # type: ignore[arg-type]
    try:
        wire.send(_request(target))
        response.begin()
    except BaseException:
        response.close()
        raise
    return response


def _tls() -> ssl.SSLContext:
    """Return what checks certificates: by the system's authorities, and by those that Mozilla trusts."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _request(target: _Target) -> bytes:
    lines = (
        f"GET {target.path} HTTP/1.1",
        f"Host: {target.authority}",
        f"User-Agent: psr-report/{__version__}",
        f"Accept: {_ACCEPTED}",
        "Accept-Encoding: gzip, identity",
        "Accept-Language: en, *;q=0.5",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _led_on(url: str, headers: Message) -> str:
    """Return where a redirect leads."""
    # http.client reads headers as Latin-1; what is not ASCII in them is UTF-8 in fact.
    location = (headers.get("Location") or "").strip()
    try:
        further = urljoin(url, quote(location.encode("latin-1", "replace"), safe=f"{_KEPT}#[]"))
        scheme = urlsplit(further).scheme
    except ValueError:  # brackets that hold no address
        scheme = ""
    if not location or scheme not in _PORTS:
        raise UnreachableError("the page leads on to no web address", _BY_HAND)
    if urlsplit(url).scheme == "https" and urlsplit(further).scheme == "http":
        hint = f"if that is meant, give the address it leads to: {further[:200]}"
        raise UnreachableError("the page leads on to an address that is not protected (http)", hint)
    return further


def _taken(url: str, response: HTTPResponse, size: int) -> Fetched:
    if response.status != 200:
        raise _refused(url, response)
    data = _unpacked(response, size)
    declared = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
    charset = response.headers.get_content_charset()
    return Fetched(urlunsplit(urlsplit(url)._replace(fragment="")), declared, charset, data)


def _refused(url: str, response: HTTPResponse) -> UnreachableError:
    host = urlsplit(url).hostname
    said = " ".join(response.reason.split())[:60]
    message = f"{host} answers {response.status}{f' ({said})' if said else ''}"
    if response.status in (404, 410):
        return UnreachableError(message, "check the address: there is no such page")
    return UnreachableError(message, _BY_HAND)


def _part(response: HTTPResponse) -> bytes:
    """Return what comes next; what is no HTTP, such as a piece of less than no length, is HTTPException."""
    try:
        return response.read(1 << 16)
    except ValueError:
        raise HTTPException("what it sends is no HTTP") from None


def _unpacked(response: HTTPResponse, size: int) -> bytes:
    """Return the body, unpacked if it was packed; it is given up as soon as it proves too large."""
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", "deflate"):
        raise UnreachableError(
            f"the page comes packed in a way that nobody asked for: {packing[:40]}", _BY_HAND
        )
    unpacking = None if packing == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 32)
    data = bytearray()
    received = 0
    while part := _part(response):
        received += len(part)
        try:
            data += part if unpacking is None else unpacking.decompress(part, size + 1 - len(data))
        except zlib.error:
            raise UnreachableError("the page is damaged: it cannot be unpacked", _BY_HAND) from None
        if max(len(data), received) > size or (unpacking is not None and unpacking.unconsumed_tail):
            message = f"the page is larger than {size / (1 << 20):g} MiB"
            raise UnreachableError(message, "copy the part that matters into a Markdown file and give that")
    if response.length or (unpacking is not None and received and not unpacking.eof):
        raise UnreachableError("the page breaks off before its end", f"try again, or {_BY_HAND}")
    return bytes(data)
