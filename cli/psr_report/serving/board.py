"""What the worker hands to the server's threads: pages by address, and what the browsers hear of."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any, TypeAlias

from psr_report.output import Output
from psr_report.serving import told
from psr_report.serving.told import Page

Heard: TypeAlias = "SimpleQueue[bytes | None]"


class Board:
    """The pages that have been rendered, and the last word of each kind of event."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[str, Page] = {}
        self._last: dict[str, bytes] = {}
        self._listeners: list[Heard] = []
        self._is_closed = False

    def page(self, address: str) -> Page | None:
        """Return what is served under an address; None when nothing was rendered for it."""
        with self._lock:
            return self._pages.get(address)

    def put(self, address: str, page: Page) -> None:
        """Serve a page under an address."""
        with self._lock:
            self._pages[address] = page

    def put_edition(self, edition: str, outputs: Sequence[Output]) -> None:
        """Serve the files of an edition, and nothing else of it."""
        pages = {told.address(edition, output): told.page(output) for output in outputs}
        with self._lock:
            others = {
                address: page
                for address, page in self._pages.items()
                if not address.startswith(f"/view/{edition}/")
            }
            self._pages = {**others, **pages}

    def say(self, event: str, data: Mapping[str, Any]) -> None:
        """Tell every browser that listens, and each that will."""
        message = f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
        with self._lock:
            self._last[event] = message
            for heard in self._listeners:
                heard.put(message)

    @contextmanager
    def listening(self) -> Iterator[Heard]:
        """Give a queue of messages: first what was said last, then all that is said; None is the end."""
        heard: Heard = SimpleQueue()
        with self._lock:
            for message in self._last.values():
                heard.put(message)
            if self._is_closed:
                heard.put(None)
            self._listeners.append(heard)
        try:
            yield heard
        finally:
            with self._lock:
                self._listeners.remove(heard)

    def close(self) -> None:
        """Let every listener go."""
        with self._lock:
            self._is_closed = True
            for heard in self._listeners:
                heard.put(None)
