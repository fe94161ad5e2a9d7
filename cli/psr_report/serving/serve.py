"""`preview --web`: everything started, the address told, and all of it ended again."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from psr_report.errors import UsageError
from psr_report.read.months import spoken
from psr_report.resources import templates_dir
from psr_report.serving import shell
from psr_report.serving.board import Board
from psr_report.serving.desk import Desk, Inbox, Saved
from psr_report.serving.server import LOOPBACK, Server
from psr_report.serving.warm import Warm
from psr_report.watch import Watcher

FIRST = 8000
TRIED = 20  # ports, where none is named


def serve(folder: Path, month: str, port: int | None, tell: Callable[[str, int], None]) -> None:
    """Serve an issue until a signal ends the program.

    ``tell`` hears of the address and its port as soon as a browser can open it. Raises UsageError when the
    port, or each of those tried, is taken.
    """
    board = Board()
    inbox: Inbox = SimpleQueue()
    around, policy = shell.pages(spoken(month))
    for address, page in around.items():
        board.put(address, page)
    # What is kept warm is left last: the worker that prints belongs to this thread.
    with (
        Warm(folder, month) as warm,
        _serving(port, board, inbox, policy) as server,
        Watcher(folder, templates_dir(), lambda at: inbox.put(Saved(at))),
    ):
        tell(f"http://{LOOPBACK}:{server.port}/", server.port)
        Desk(warm, board, inbox).run()


@contextmanager
def _serving(port: int | None, board: Board, inbox: Inbox, policy: str) -> Iterator[Server]:
    server = _bound(port, board, inbox, policy)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        board.close()
        server.shutdown()
        server.server_close()
        thread.join()


def _bound(port: int | None, board: Board, inbox: Inbox, policy: str) -> Server:
    """Return a server on the port asked for, or on the first free one of those that are tried."""
    for each in [port] if port is not None else range(FIRST, FIRST + TRIED):
        try:
            return Server(each, board, inbox, policy)
        except OSError as error:
            if error.errno == errno.EACCES:
                raise UsageError(
                    f"port {each} may not be used", "name one from 1024 up: --port 8000"
                ) from None
            if error.errno != errno.EADDRINUSE:
                raise
    if port is not None:
        raise UsageError(f"port {port} is taken", "leave --port out for the next free one, or name another")
    last = FIRST + TRIED - 1
    raise UsageError(f"the ports {FIRST} to {last} are all taken", "name a free one with --port")


def has_a_screen() -> bool:
    """Return whether a browser can be expected to open before the person: not over ssh, nor in CI."""
    from psr_report.terminal import is_set

    if not sys.stderr.isatty() or is_set("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
