"""The texts that an issue prints, each knowing where it stands, with what the rules ask of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from psr_report import quantities
from psr_report import sentences as split
from psr_report.errors import Fix, Place, Problem, Severity
from psr_report.model import Chart
from psr_report.quantities import Found
from psr_report.read.newsroom import Folder, Story

Role: TypeAlias = Literal[
    "headline", "why", "summary", "analysis", "label", "chart-title", "chart-measure", "chart-note",
    "letter", "takeaway", "watch", "cover",
]  # fmt: skip
Path: TypeAlias = tuple[str | int, ...]

PROSE: frozenset[Role] = frozenset({"headline", "why", "summary", "analysis", "letter", "takeaway", "watch"})
"""Running text, as opposed to the words at figures and charts."""

# What is typed but not read as words: code, addresses, the targets of links, footnote marks, emphasis.
_NO_WORDS = re.compile(
    r"`[^`]*`|<[^<>\s]+>|(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)|\[\^[^\]\s]+\]"
    r"|(?<!\w)[a-z]+://\S+|(?<!\\)(?:\*{1,3}|~~|(?<!\w)_{1,3}|_{1,3}(?!\w))|[\[\]]"
)
_QUOTATION = re.compile(r"“[^”]*”|(?<!\w)\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)", re.DOTALL)


@dataclass(frozen=True)
class Passage:
    """One printed text of a story or of the month's plan, as the model has it."""

    role: Role
    text: str
    path: Path
    owner: Story | Folder

    @cached_property
    def words(self) -> str:
        """The text as it is read: of the same length, with blanks for markup, addresses and code."""
        return _NO_WORDS.sub(lambda match: " " * len(match[0]), self.text)

    @cached_property
    def unquoted(self) -> str:
        """The words that are the house's own: of the same length, with blanks for quotations."""
        return _QUOTATION.sub(lambda match: " " * len(match[0]), self.words)

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Where the quotations begin and end, marks included."""
        return tuple(match.span() for match in _QUOTATION.finditer(self.words))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where the sentences begin and end."""
        return tuple(split.every(self.text))

    @cached_property
    def numbers(self) -> tuple[Found, ...]:
        """The quantities in the words, in order."""
        return tuple(quantities.find(self.words))

    @cached_property
    def own(self) -> tuple[Found, ...]:
        """The quantities in the words that are the house's own: none of a quotation."""
        quoted = iter([*self.quotations, (len(self.text), len(self.text))])
        start, end = next(quoted)
        kept = []
        for number in self.numbers:
            while end <= number.start < len(self.text):
                start, end = next(quoted)
            if number.end <= start:
                kept.append(number)
        return tuple(kept)

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the sentence that the character ``at`` stands in; the whole text when it stands in none."""
        return next(((start, end) for start, end in self.sentences if start <= at < end), (0, len(self.text)))

    def sentence_words(self, at: int) -> str:
        """Return the words of the sentence around ``at``, on one line."""
        start, end = self.sentence(at)
        return " ".join(self.words[start:end].split())

    def place(self, offset: int = 0) -> Place:
        """Return where the character ``offset`` of the text stands in its file."""
        return self.owner.place(*self.path, offset=offset)

    def fix(self, start: int, end: int, text: str) -> Fix | None:
        """Return the change that puts ``text`` in place of some characters; None where it cannot be made."""
        return self.owner.fix(*self.path, start=start, end=end, text=text)

    def problem(
        self,
        rule: str,
        severity: Severity,
        span: tuple[int, int],
        message: str,
        hint: str,
        *,
        becomes: str | None = None,
    ) -> Problem:
        """Return a problem with the characters ``span``; ``becomes`` is what would mend them."""
        start, end = span
        line_end = self.text.find("\n", start)
        width = max(1, (min(end, line_end) if line_end >= 0 else end) - start)
        fix = self.fix(start, end, becomes) if becomes is not None else None
        return Problem(rule, severity, self.place(start), message, hint, width, fix)


def of_story(story: Story) -> Iterator[Passage]:
    """Yield the texts that a story prints, in the order they are read."""
    article = story.article

    def passage(role: Role, text: str | None, *path: str | int) -> Iterator[Passage]:
        if text:
            yield Passage(role, text, path, story)

    yield from passage("headline", article.headline, "headline")
    yield from passage("why", article.why_it_matters, "why_it_matters")
    yield from passage("summary", article.summary, "summary")
    for name, figure in article.figures.items():
        yield from passage("label", figure.label, "figures", name, "label")
    for path, chart in charts_of(story):
        yield from passage("chart-title", chart.title, *path, "title")
        yield from passage("chart-measure", chart.measure, *path, "measure")
        yield from passage("chart-note", chart.note, *path, "note")
    if article.analysis is not None:
        yield from passage("analysis", article.analysis.text, "analysis", "text")


def charts_of(story: Story) -> list[tuple[Path, Chart]]:
    """Return the charts of a story, each with its path."""
    one = [(("chart",), story.article.chart)] if story.article.chart else []
    return [*one, *((("charts", number), chart) for number, chart in enumerate(story.article.charts))]


def of_plan(folder: Folder) -> Iterator[Passage]:
    """Yield the texts that the month's issue.yaml adds, in the order they are read."""
    plan = folder.plan
    if plan.cover and plan.cover.text:
        yield Passage("cover", plan.cover.text, ("cover", "text"), folder)
    for number, takeaway in enumerate(plan.takeaways):
        yield Passage("takeaway", takeaway.text, ("takeaways", number, "text"), folder)
    if plan.letter:
        yield Passage("letter", plan.letter, ("letter",), folder)
    for number, watch in enumerate(plan.watch):
        yield Passage("watch", watch.text, ("watch", number, "text"), folder)
