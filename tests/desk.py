"""Newsrooms of a few lines, read and assembled, for tests of what stands between reading and rendering."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from psr_report import assemble
from psr_report.issue import Issue
from psr_report.model import Article
from psr_report.read import tree
from psr_report.read.newsroom import Newsroom, Story, newsroom

NOW = datetime(2025, 12, 1, tzinfo=UTC)
MONTH = "2025-11"
CONTENT = Path(__file__).parents[1] / "content"
LISTS = {
    "report.yaml": "name: Sample Report\npublisher: Sample House\nend_mark: END\n",
    "people.yaml": "ada: {name: Ada Sample, title: Editor, organisation: Sample House}\n",
    "companies.yaml": (
        "CATL: {name: CATL, native_name: 宁德时代, aliases: [Catl]}\nVolvo: {name: Volvo}\n"
        "Volvo Cars: {name: Volvo Cars}\nKia: {name: Kia}\nSiam Motors: {name: Siam Motors}\n"
    ),
    "topics.yaml": (
        "topics: {batteries: {name: Batteries}, trucks: {name: Trucks}}\nregions: [China, Europe]\n"
        "segments: [passenger cars]\n"
    ),
    "terms.yaml": "BEV: {definition: A car.}\nEV: {definition: A vehicle.}\nkWh: {definition: Energy.}\n",
}
SOURCES = "sources: {desk: {publisher: Desk, title: notes, url: unknown, published: unknown}}\n"


def yaml(headline: str = "A story", *more: str, topic: str = "batteries", summary: str = "It is so.") -> str:
    """Return an article; ``more`` are further lines.

    Without `sources:` among them there is one source called desk, without `analysis:` none is supplied.
    """
    text = f'headline: "{headline}"\ntopic: {topic}\nsummary: |\n'
    text += "".join(f"  {line}\n" for line in summary.split("\n"))
    lines = "".join(f"{each.rstrip()}\n" for each in more)
    note = "" if "analysis:" in lines else "analysis: {none: not supplied}\n"
    return text + lines + ("" if "sources:" in lines else SOURCES) + note


def article(*more: str, summary: str = "It is so.") -> Article:
    """Return an article as the model has it."""
    document, problems = tree.load(yaml("A story", *more, summary=summary).encode(), "story.yaml")
    assert problems == []
    assert document.root is not None
    return Article.model_validate(tree.plain(document.root))


def story(text: str, slug: str = "story", month: str = MONTH) -> Story:
    """Return a story that was never on a disk."""
    document, problems = tree.load(text.encode(), f"{month}/{slug}.yaml")
    assert problems == []
    assert document.root is not None
    return Story(slug, month, Article.model_validate(tree.plain(document.root)), document)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Return the folder with the lists of the house and these files in it; a file left "
    "empty is not written."""
    for name, text in {**LISTS, **files}.items():
        if text:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    return folder


def room(folder: Path, files: Mapping[str, str], month: str = MONTH) -> Newsroom:
    """Return the newsroom of these files, problems or not."""
    reading = newsroom(write(folder, files), month)
    return reading.newsroom


def issue(
    folder: Path, files: Mapping[str, str], month: str = MONTH, *, now: datetime = NOW, drafts: bool = False
) -> Issue:
    """Return the issue that these files make."""
    read = room(folder, files, month)
    return assemble.issue(read, month, assemble.selection(read, month, now, drafts=drafts))
