"""Messages between this program and its worker: eight bytes that say how long each is, then the message."""

from __future__ import annotations

from typing import IO


def write(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(len(message).to_bytes(8, "big"))
    stream.write(message)


def read(stream: IO[bytes]) -> bytes | None:
    """Return the next message; None when the other side has gone, in the middle of one too."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    length = int.from_bytes(head, "big")
    message = stream.read(length)
    return message if len(message) == length else None
