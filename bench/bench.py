"""Print what the program costs beside what it must not exceed.

CPU times on a shared machine swing; ratios of runs made in pairs hold still. So each line is the median of
paired ratios: a build to WeasyPrint alone on the same print page, the rest to a Python that does nothing.
The times of a preview are of the clock, because a person waits for them. Nothing here fails for being slow.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import newsroom as generated
import preview
import side_by_side
from install import ROOT, install
from measure import Command, paired_ratio, peak_memory
from print_html import fonts, print_html

SAMPLE = ROOT / "content"
MONTH = "2025-11"
# A build takes seconds, a start milliseconds: the shorter the run, the more pairs.
BUILDS, STARTS = 5, 15
MANY, MANY_PAIRS = (500, 1000), 3  # stories of one month, to see that each costs the same
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


def time_line(what: str, milliseconds: float, goal: float) -> Line:
    """Return the line of a time that should not exceed ``goal``."""
    return Line(what, f"{milliseconds:.0f}", f"≤ {goal:g}", "ok" if milliseconds <= goal else "over")


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the programs are, and the folder to work in."""

    programs: Path
    work: Path

    def lines(self) -> list[Line]:
        """Return the whole table."""
        found = [
            ratio_line(f"{option} / python -c pass", self.start(self.report(self.work, option)), goal)
            for option, goal in (("--version", 3), ("--help", 15))
        ]
        generated_newsroom = generated.write(self.work / "newsroom")
        newsrooms = {"sample": SAMPLE, f"{generated.STORIES} stories": generated_newsroom}
        for name, folder in newsrooms.items():
            place = self.work / name.replace(" ", "-")
            place.mkdir()
            say(f"measuring: {name}")
            found += self.issue_lines(name, folder, place)
        say("measuring: check")
        found += self.check_lines(generated_newsroom)
        say("measuring: preview")
        return found + self.preview_lines()

    def preview_lines(self) -> list[Line]:
        """Return the lines of `preview --web`: times that somebody waits for, by the clock."""
        costs = preview.costs(self.programs / "psr-report", self.work)
        stories = f"{generated.STORIES} stories"
        return [
            time_line(f"{stories}: save to the browser's event, ms", costs.event, 150),
            time_line(f"{stories}: watcher's notice to the event, ms", costs.after_notice, 60),
            Line(f"{stories}: save to the text on the screen, ms", f"{costs.screen:.0f}")
            if costs.screen is not None
            else Line(f"{stories}: save to the text on the screen, ms", "-", "make audit brings the browser"),
            ratio_line(f"{stories}: printed again in a preview / full build", costs.printing, 0.5),
        ]

    def check_lines(self, folder: Path) -> list[Line]:
        """Return the lines of `check`: its share of a full build, and whether more stories cost more each."""
        fresh = map(str, itertools.count())

        def build() -> Command:
            options = ("--newsroom", str(folder), "-o", str(self.work / "checked" / next(fresh)))
            return self.report(self.work, "build", MONTH, *options)

        few, many = (generated.write(self.work / str(count), count) for count in MANY)
        share = paired_ratio(self.check(folder), build, BUILDS)
        growth = paired_ratio(self.check(many), self.check(few), MANY_PAIRS)
        more = MANY[1] / MANY[0]
        return [
            ratio_line(f"{generated.STORIES} stories: check / build, all editions", share, 0.1),
            ratio_line(f"check, {MANY[1]} stories / {MANY[0]} stories", growth, 1.1 * more),
        ]

    def check(self, folder: Path) -> Callable[[], Command]:
        """Return a function that returns the command to check a newsroom, whatever the report says."""
        words = ("check", MONTH, "--newsroom", str(folder), "--format", "json")
        return constant(replace(self.report(self.work, *words), may_fail=True))

    def issue_lines(self, name: str, folder: Path, place: Path) -> list[Line]:
        """Return the lines of one newsroom: a full build, one with nothing to do, both programs' memory."""
        fresh = map(str, itertools.count())

        def build(output: str = "") -> Command:
            target = place / (output or next(fresh))
            options = ("-t", "pdf", "--newsroom", str(folder), "-o", str(target))
            return self.report(place, "build", MONTH, *options)

        page = print_html(folder, MONTH, place / "page")
        words = ("-c", PLAIN, str(page), str(place / "plain.pdf"))
        plain = constant(self.python(place, *words, environment=fonts(place / "page")))
        full = paired_ratio(build, plain, BUILDS)
        again = self.start(build("same"))
        ours, theirs = peak_memory(build()), peak_memory(plain())
        return [
            ratio_line(f"{name}: build -t pdf / WeasyPrint alone", full, 1.25),
            ratio_line(f"{name}: build, nothing changed / python -c pass", again, 8),
            Line(f"{name}: peak memory, MiB", f"{ours:.0f}", f"WeasyPrint alone: {theirs:.0f}"),
        ]

    def start(self, command: Command) -> float:
        """Return the ratio of a short command to a Python that does nothing."""
        return paired_ratio(constant(command), constant(self.python(self.work, "-c", "pass")), STARTS)

    def report(self, place: Path, *arguments: str) -> Command:
        """Return a call of the program as a person makes it, through its console script."""
        return Command((str(self.programs / "psr-report"), *arguments), place)

    def python(self, place: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Command:
        """Return a call of the interpreter that runs the program."""
        return Command((str(self.programs / "python"), *arguments), place, environment or {})


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
        work = Path(folder)
        print(table(Bench(install(work), work).lines()))
    say("measuring: the same four charts by Vega-Lite")
    print(f"\n{side_by_side.table()}")
