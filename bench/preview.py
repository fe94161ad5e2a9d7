"""Print what a save costs until a browser has it, in a preview of twenty stories that is open.

Times here are of the clock: somebody waits for them. They are medians of saves of one story, each with
another number in its headline. Without Chromium, Node and the audit's modules the time to the screen is
left out.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import median

import newsroom as generated
from measure import ENVIRONMENT, Command, cpu

SAVES, PRINTS = 25, 3
HERE = Path(__file__).resolve().parent
SCREEN = HERE / "screen.mjs"
MODULES = HERE.parent / "audit" / "node_modules" / "playwright-core"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Save:
    """How long a save took, in milliseconds: to the event, and from the watcher's notice to the event."""

    whole: float
    after_notice: float


@dataclass(frozen=True, slots=True)
class Open:
    """A preview that runs, its newsroom and the story that is saved."""

    pid: int
    address: str
    story: Path

    def save(self, number: int) -> float:
        """Save the story with a number in its headline; return the moment."""
        text = self.story.read_text("utf-8")
        text = re.sub(
            r"^headline: .*$", f"headline: Saved as number {number}", text, count=1, flags=re.MULTILINE
        )
        now = time.perf_counter()
        self.story.write_text(text, "utf-8")
        return now

    def saves(self) -> Sequence[Save]:
        """Return what each save took to the event."""
        connection = HTTPConnection(self.address, timeout=60)
        connection.request("GET", "/events")
        stream = connection.getresponse()
        _page(stream)
        found = []
        for number in range(SAVES + 3):
            time.sleep(0.5)  # the rules are asked meanwhile, as while a person types
            begun = self.save(number)
            took = _page(stream)["took"]
            found.append(Save((time.perf_counter() - begun) * 1000, took))
        return found[3:]

    def print_again(self) -> float:
        """Return the seconds of CPU from a save to the printed issue, of the preview and its children."""
        self.save(10_000 + int(time.time()))
        time.sleep(1.5)
        before = self._cpu()
        self.look("pdf")
        return self._cpu() - before

    def look(self, edition: str) -> None:
        """Have an edition made."""
        connection = HTTPConnection(self.address, timeout=300)
        connection.request("GET", f"/look/{edition}")
        assert json.loads(connection.getresponse().read())["files"]

    def _cpu(self) -> float:
        """Return the CPU seconds of the preview and all it has started, those that have ended too."""
        pids = [self.pid]
        for pid in pids:
            for task in Path(f"/proc/{pid}/task").iterdir():
                pids += map(int, (task / "children").read_text("ascii").split())
        return sum(map(_spent, pids)) / TICKS


def _spent(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))


def _page(stream: HTTPResponse) -> dict[str, float]:
    while (line := stream.readline()) and not line.startswith(b"event: page"):
        pass
    found: dict[str, float] = json.loads(stream.readline().removeprefix(b"data: "))
    return found


@contextmanager
def opened(program: Path, room: Path) -> Iterator[Open]:
    """Give a preview of a newsroom that has shown its first page."""
    words = [str(program), "preview", generated.MONTH, "--web", "--no-open", "--newsroom", str(room)]
    process = subprocess.Popen(words, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    try:
        address = process.stdout.readline().decode().strip().removeprefix("http://").rstrip("/")
        story = sorted((room / generated.MONTH).glob("[!i]*.yaml"))[0]
        yield Open(process.pid, address, story)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def screen(preview: Open) -> float | None:
    """Return the median of milliseconds from a save to the text on the screen; None without a browser."""
    if not MODULES.is_dir():
        return None
    words = ["node", str(SCREEN), f"http://{preview.address}/", str(preview.story), str(SAVES)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return None
    took: list[float] = json.loads(done.stdout)
    return median(took)


def build(program: Path, room: Path, work: Path) -> float:
    """Return the CPU seconds of a full build of all editions."""
    costs = []
    for number in range(PRINTS):
        words = (str(program), "build", generated.MONTH, "--drafts", "--newsroom", str(room))
        costs.append(cpu(Command((*words, "-o", str(work / f"built-{number}")), work)))
    return median(costs)


@dataclass(frozen=True, slots=True)
class Costs:
    """What was measured: milliseconds, and the share of a full build's CPU that printing again takes."""

    event: float
    after_notice: float
    screen: float | None
    printing: float


def costs(program: Path, work: Path) -> Costs:
    """Return what a save costs in a newsroom of twenty stories, made below ``work``."""
    room = generated.write(work / "previewed")
    whole = build(program, room, work)
    with opened(program, room) as preview:
        saves = preview.saves()
        seen = screen(preview)
        preview.look("pdf")  # the child starts, and loads what it needs
        printed = median(preview.print_again() for _ in range(PRINTS))
    return Costs(
        median(one.whole for one in saves), median(one.after_notice for one in saves), seen, printed / whole
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="psr-report-bench-") as folder:
        print(costs(Path(sys.executable).with_name("psr-report"), Path(folder)))
