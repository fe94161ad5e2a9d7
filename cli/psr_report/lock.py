"""The file that keeps the words of published forecasts.

``forecasts.lock`` stands in the month's folder. It is read like any file of the newsroom and goes under
version control with it, so that a fresh clone knows what readers have seen.
"""

from __future__ import annotations

from pydantic import Field

from psr_report.shapes import Line, Shape, Slug, When

LOCK = "forecasts.lock"


class Frozen(Shape):
    """A forecast as it was published."""

    article: Slug = Field(description="The story that made it.")
    id: Slug = Field(description="Its name within the story.")
    statement: Line = Field(description="What was expected.")
    by: Line | None = Field(default=None, description="Who expected it.")
    value: Line | None = Field(default=None, description="The value expected, as typed.")
    due: Line | None = Field(default=None, description="When it can be checked, as typed.")


class Published(Shape):
    """What an issue forecast when it was published."""

    published: When = Field(description="The day on which the issue came out, or its month.")
    forecasts: tuple[Frozen, ...] = Field(default=(), description="Its forecasts.")
