"""Print what the program costs beside what it must not exceed.

CPU times on a shared machine swing; ratios of runs made in pairs hold still. So each line is the median of
paired ratios: a build to WeasyPrint alone on the same print page, the rest to a Python that does nothing.
Nothing here fails for being slow.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import newsroom as generated
from measure import Command, paired_ratio, peak_memory
from print_html import print_html

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "content"
MONTH = "2025-11"
# A build takes seconds, a start milliseconds: the shorter the run, the more pairs.
BUILDS, STARTS = 5, 15
PLAIN = """
import sys
from weasyprint import HTML
HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a ratio and its goal, or an amount of memory."""

    what: str
    value: str
    goal: str = ""
    verdict: str = ""


def ratio_line(what: str, ratio: float, goal: float) -> Line:
    """Return the line of a ratio that should not exceed ``goal``."""
    return Line(what, f"{ratio:.2f}", f"≤ {goal:g}", "ok" if ratio <= goal else "over")


def lines(work: Path) -> list[Line]:
    """Return the whole table, measured in the folder ``work``."""
    nothing = constant(Command((sys.executable, "-c", "pass"), work))
    found = [
        ratio_line(
            f"{option} / python -c pass", paired_ratio(constant(report(work, option)), nothing, STARTS), goal
        )
        for option, goal in (("--version", 3), ("--help", 15))
    ]
    newsrooms = {"sample": SAMPLE, f"{generated.STORIES} stories": generated.write(work / "newsroom")}
    for name, folder in newsrooms.items():
        place = work / name.replace(" ", "-")
        place.mkdir()
        say(f"measuring: {name}")
        found += issue_lines(name, folder, place, nothing)
    return found


def issue_lines(name: str, folder: Path, place: Path, nothing: Callable[[], Command]) -> list[Line]:
    """Return the lines of one newsroom: a full build, one with nothing to do, the memory of both programs."""
    fresh = map(str, itertools.count())

    def build(output: str = "") -> Command:
        target = place / (output or next(fresh))
        options = ("-t", "pdf", "--newsroom", str(folder), "-o", str(target))
        return report(place, "build", MONTH, *options)

    page = print_html(folder, MONTH, place / "page")
    plain = constant(Command((sys.executable, "-c", PLAIN, str(page), str(place / "plain.pdf")), place))
    full = paired_ratio(build, plain, BUILDS)
    again = paired_ratio(lambda: build("same"), nothing, STARTS)
    ours, theirs = peak_memory(build()), peak_memory(plain())
    return [
        ratio_line(f"{name}: build -t pdf / WeasyPrint alone", full, 1.25),
        ratio_line(f"{name}: build, nothing changed / python -c pass", again, 8),
        Line(f"{name}: peak memory, MiB", f"{ours:.0f}", f"WeasyPrint alone: {theirs:.0f}"),
    ]


def report(place: Path, *arguments: str) -> Command:
    """Return a call of the program as a person makes it, through its console script."""
    return Command((str(Path(sys.executable).with_name("psr-report")), *arguments), place)


def constant(command: Command) -> Callable[[], Command]:
    """Return a function that returns the same command each time."""
    return lambda: command


def say(what: str) -> None:
    """Tell the person who waits; the table alone goes to standard output."""
    print(what, file=sys.stderr, flush=True)


def table(found: list[Line]) -> str:
    """Return the lines in columns."""
    rows = [
        ("what", "median", "goal", ""),
        *((line.what, line.value, line.goal, line.verdict) for line in found),
    ]
    first, second, third = (max(len(row[column]) for row in rows) for column in range(3))
    return "\n".join(
        f"{what:<{first}}  {value:>{second}}  {goal:<{third}}  {verdict}".rstrip()
        for what, value, goal, verdict in rows
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="psr-report-bench-") as folder:
        print(table(lines(Path(folder))))
