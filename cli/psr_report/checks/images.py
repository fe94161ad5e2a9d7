"""The pictures that an issue shows, each with the path to it."""

from __future__ import annotations

from psr_report.checks.passages import Path
from psr_report.model import Image
from psr_report.read.newsroom import Folder, Story


def of_story(story: Story) -> list[tuple[Path, Image]]:
    """Return the picture of a story, if it has one."""
    image = story.article.image
    return [(("image",), image)] if image else []


def of_plan(folder: Folder) -> list[tuple[Path, Image]]:
    """Return the picture of the cover, if it has one."""
    image = folder.plan.cover.image if folder.plan.cover else None
    return [(("cover", "image"), image)] if image else []
