"""The examples of a rule's page as newsrooms: what an example leaves out is taken from one correct story."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from psr_report import checks
from psr_report.checks import pages
from psr_report.errors import Problem
from psr_report.read.newsroom import newsroom

MONTH = "2025-11"
NOW = datetime(2025, 12, 1, tzinfo=UTC)
LISTS = {
    "report.yaml": "name: Sample Report\npublisher: Sample House\nend_mark: END\n",
    "people.yaml": "ada: {name: Ada Sample, title: Editor, organisation: Sample House}\n",
    "companies.yaml": "CATL: {name: CATL}\nKia: {name: Kia}\n",
    "topics.yaml": "topics: {batteries: {name: Batteries}}\nregions: [China]\nsegments: [trucks]\n",
    "terms.yaml": "",
}
STORY = {
    "headline": "A maker shows a pack",
    "topic": "batteries",
    "summary": "|\n  A maker has shown a pack, the desk reports.",
    "sources": "{desk: {publisher: Desk, title: notes, url: unknown, published: unknown}}",
    "analysis": "{none: not supplied}",
}


def written(folder: Path, example: str) -> Path:
    """Return the folder with the newsroom that an example stands for."""
    given = pages.files(example)
    stories = {name for name in given if re.match(r"[0-9]{4}-[0-9]{2}/(?!issue\.yaml).*\.yaml", name)}
    stories |= set() if any(name.startswith(MONTH) for name in stories) else {pages.STORY}
    texts: Mapping[str, str] = LISTS | given | {name: _whole(given.get(name, "")) for name in stories}
    for name, text in texts.items():
        if text:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        for picture in re.findall(r"images/[\w-]+\.png", text):
            (folder / "images").mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (800, 600)).save(folder / picture)
    return folder


def told(folder: Path, example: str, month: str = MONTH) -> list[Problem]:
    """Return everything that reading and the rules object to in an example."""
    reading = newsroom(written(folder, example), month)
    return [*reading.problems, *checks.run(reading.newsroom, month, NOW)]


def _whole(story: str) -> str:
    """Return a story with the keys it leaves out added below it, so that its own lines keep their numbers.

    A file of comments alone stays as it is.
    """
    if story and not re.search(r"(?m)^[^#\s]", story):
        return story
    missing = [f"{key}: {text}" for key, text in STORY.items() if not re.search(rf"(?m)^{key}:", story)]
    return story + "\n".join(missing) + "\n"
