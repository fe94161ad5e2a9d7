"""`preview --web` as a process: its address, its ports, its end."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from psr_report.serving import serve
from tests.desk import write, yaml
from tests.program import PROGRAM, environment, run

WAIT = 60  # seconds: the end of a test that hangs, not a measure


@pytest.fixture
def room(tmp_path: Path) -> Path:
    return write(tmp_path / "content", {"2025-11/story.yaml": yaml("A first headline")})


@contextmanager
def previewed(room: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Give the running preview and its port; end it when it has not been ended."""
    words = [*PROGRAM, "preview", "--web", "--no-open", "--newsroom", str(room), *options]
    process = subprocess.Popen(
        words, cwd=room.parent, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://127.0.0.1:"), process.stderr.read()
        yield process, int(address.rstrip("/").rpartition(":")[2])
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def asked(port: int, path: str) -> bytes:
    with closing(HTTPConnection("127.0.0.1", port, timeout=WAIT)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read()


def test_a_saved_file_reaches_the_browser(room: Path) -> None:
    with (
        previewed(room, "--port", str(free())) as (_, port),
        closing(HTTPConnection("127.0.0.1", port, timeout=WAIT)) as connection,
    ):
        connection.request("GET", "/events")
        with connection.getresponse() as stream:
            assert next_page(stream) == 1
            assert b"A first headline" in asked(port, "/view/html/sample-report-2025-11.html")
            (room / "2025-11" / "story.yaml").write_text(yaml("A second headline"), "utf-8")
            assert next_page(stream) == 2
            assert b"A second headline" in asked(port, "/view/html/sample-report-2025-11.html")


def next_page(stream: HTTPResponse) -> int:
    """Return the number of the next rendering that a stream tells of."""
    while (line := stream.readline()) and not line.startswith(b"event: page"):
        pass
    number: int = json.loads(stream.readline().removeprefix(b"data: "))["number"]
    return number


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_with_what_it_has_started(room: Path, number: int, code: int) -> None:
    with previewed(room, "--port", str(free())) as (process, port):
        assert json.loads(asked(port, "/look/pdf"))["files"][0]["pages"]
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert children
        process.send_signal(number)
        assert process.wait(WAIT) == code
        assert process.stderr is not None
        said = process.stderr.read().decode()
        assert said.endswith("stopped; nothing is half-written\n")
        assert "Traceback" not in said
        assert not [child for child in children if Path(f"/proc/{child}").exists()]


def test_it_ends_while_a_view_is_being_made(room: Path) -> None:
    with previewed(room, "--port", str(free())) as (process, port):
        with closing(HTTPConnection("127.0.0.1", port, timeout=WAIT)) as connection:
            connection.request("GET", "/look/pdf")
            while not Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            assert process.wait(WAIT) == 130
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read().decode()


def test_the_next_free_port_is_taken_and_said(room: Path) -> None:
    with previewed(room) as (_, first), previewed(room) as (other, second):
        assert first != second
        other.send_signal(signal.SIGINT)
        other.wait(WAIT)
        assert other.stderr is not None
        assert f"notice: port 8000 is taken, this is port {second}\n" in other.stderr.read().decode()


def test_a_port_that_was_named_and_is_taken_is_an_error_with_a_way_out(room: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("preview", "--web", "--no-open", "--port", str(port), "--newsroom", room, cwd=room)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[-2:] == [
        f"error: port {port} is taken",
        "  hint: leave --port out for the next free one, or name another",
    ]


@pytest.mark.parametrize("port", ["0", "65536", "eight"])
def test_a_port_that_there_is_not_is_wrong_usage(room: Path, port: str) -> None:
    assert run("preview", "--web", "--port", port, cwd=room).code == 2


def test_an_issue_that_there_is_not_is_wrong_usage(room: Path) -> None:
    ended = run("preview", "march", "--web", "--no-open", cwd=room)
    assert (ended.code, ended.out) == (2, "")
    assert "there is 2025-11" in ended.err


@pytest.mark.parametrize(
    ("changes", "is_a_terminal", "expected"),
    [
        ({"DISPLAY": ":0"}, True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, True),
        ({"DISPLAY": ":0"}, False, False),
        ({"DISPLAY": ":0", "CI": "true"}, True, False),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, True, False),
        ({}, True, False),
    ],
)
def test_a_browser_opens_where_there_is_a_screen_before_the_person(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], is_a_terminal: bool, expected: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "CI", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in changes.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_a_terminal)
    assert serve.has_a_screen() is expected


def test_nothing_but_this_machine_reaches_it(room: Path) -> None:
    with previewed(room, "--port", str(free())) as (process, port):
        inodes = {str(path.readlink()) for path in Path(f"/proc/{process.pid}/fd").iterdir() if path.exists()}
        listening = [
            line.split()
            for table in ("tcp", "tcp6")
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
            if line.split()[3] == "0A" and f"socket:[{line.split()[9]}]" in inodes
        ]
        assert [line[1] for line in listening] == [f"0100007F:{port:04X}"]
