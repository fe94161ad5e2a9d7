"""A connection that ends at a set instant, however slowly the other side speaks."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Sequence

from psr_report.clip.addresses import Endpoint

_CONNECT = 8.0  # seconds for one of several addresses, so that the next is tried too


class Deadline:
    """The instant by which everything has to be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raise TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Wire(io.RawIOBase):
    """A socket as ``http.client`` reads it. Each wait is as long as the deadline allows, and no longer."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._socket = connected
        self._deadline = deadline

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read what there is into the buffer and return how much that was."""
        self._socket.settimeout(self._deadline.left())
        return self._socket.recv_into(buffer)  # type: ignore[arg-type]

    def send(self, data: bytes) -> None:
        """Send all of the data."""
        self._socket.settimeout(self._deadline.left())
        self._socket.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return the reading end, as a socket does."""
        return io.BufferedReader(self)

    def close(self) -> None:
        """Close the socket too."""
        self._socket.close()
        super().close()


def resolved(host: str, port: int, deadline: Deadline) -> list[Endpoint]:
    """Return the addresses of a host. Raises OSError where there are none, TimeoutError after the deadline.

    The system's resolver knows no limit of time; it is waited for in a thread that may be left behind.
    """
    found: list[Endpoint] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            for family, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append(Endpoint(family, address))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(deadline.left())
    if asking.is_alive():
        raise TimeoutError
    if failed:
        raise failed[0] if isinstance(failed[0], OSError) else OSError(str(failed[0]))
    if not found:
        raise OSError("it has no address")
    return found


def connected(endpoints: Sequence[Endpoint], deadline: Deadline) -> socket.socket:
    """Return a socket that is connected to the first of the addresses that answers; raise OSError if none."""
    failed: OSError | None = None
    for endpoint in endpoints:
        one = socket.socket(endpoint.family, socket.SOCK_STREAM)
        try:
            one.settimeout(min(deadline.left(), _CONNECT))
            one.connect(endpoint.address)
        except BaseException as error:
            one.close()
            if not isinstance(error, OSError):
                raise
            deadline.left()
            failed = error
        else:
            return one
    raise failed or OSError("it has no address")
