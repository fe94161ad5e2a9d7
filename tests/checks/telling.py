"""One house rule asked about a story of a few lines: what it points at, what it says, what its fixes make."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from psr_report.errors import Problem
from tests.checks.asking import asked
from tests.desk import MONTH, yaml


@dataclass(frozen=True)
class Told:
    """What a rule found in a file, with the file as it is and as the fixes make it."""

    problems: tuple[Problem, ...]
    text: str

    @property
    def words(self) -> list[str]:
        """The words that the problems point at."""
        lines = self.text.split("\n")
        return [
            lines[one.place.line - 1][one.place.column - 1 :][: one.width] for one in self.problems
        ]  # fmt: skip

    @property
    def hints(self) -> list[str]:
        return [one.hint or "" for one in self.problems]

    @property
    def messages(self) -> list[str]:
        return [one.message for one in self.problems]

    @property
    def severities(self) -> list[str]:
        return [str(one.severity) for one in self.problems]

    @property
    def mended(self) -> str:
        text = self.text
        for fix in sorted((one.fix for one in self.problems if one.fix), reverse=True):
            text = text[: fix.start] + fix.text + text[fix.end :]
        return text

    @property
    def changed(self) -> list[str]:
        """The lines that the fixes change, without their indent."""
        before = self.text.split("\n")
        return [line.strip() for line in self.mended.split("\n") if line not in before]


def ask(rule: str, folder: Path, summary: str = "It is so.", *more: str, headline: str = "A story") -> Told:
    """Return what a rule finds in a story."""
    return _asked(rule, folder, {f"{MONTH}/a.yaml": yaml(headline, *more, summary=summary)}, "", "a.yaml")


def ask_plan(rule: str, folder: Path, plan: str, *more: str) -> Told:
    """Return what a rule finds in issue.yaml; ``more`` are further lines of its one story."""
    return _asked(rule, folder, {f"{MONTH}/a.yaml": yaml("A story", *more)}, plan, "issue.yaml")


def _asked(rule: str, folder: Path, files: dict[str, str], plan: str, name: str) -> Told:
    files = files | ({f"{MONTH}/issue.yaml": plan} if plan else {})
    found = asked(folder, rule, files)
    kept = tuple(one for one in found if Path(one.place.file).name == name)
    return Told(kept, files[f"{MONTH}/{name}"])
