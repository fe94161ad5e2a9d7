"""What issue.yaml says of a month, as frozen models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from psr_report.model import Image
from psr_report.shapes import (
    Count,
    Day,
    Label,
    Line,
    Prose,
    Shape,
    Slug,
    When,
    refuse,
)


class Takeaway(Shape):
    """One of the sentences that give the issue in a minute."""

    text: Line = Field(description="At most 25 words.")
    article: Slug = Field(description="The story it comes from.")


class Watch(Shape):
    """A dated event worth waiting for."""

    date: When = Field(description="When: a day, a month, a quarter or a year.")
    text: Line = Field(description="What happens then.")
    article: Slug | None = Field(default=None, description="The story it comes from.")


class Cover(Shape):
    """What the first page shows: one figure or one picture."""

    figure: Line | None = Field(default=None, description="A figure of this issue: slug/id.")
    text: Line | None = Field(
        default=None, description="The sentence below the figure; without it, its label."
    )
    image: Image | None = Field(default=None, description="A picture.")

    @model_validator(mode="after")
    def _shows_one_thing(self) -> Cover:
        if (self.figure is None) == (self.image is None):
            refuse(
                "value-wrong",
                "the cover shows either a figure or an image",
                "keep one of `figure:` and `image:`",
            )
        return self


class Section(Shape):
    """A part of the issue."""

    name: Label = Field(description="What stands in the running head.")
    articles: tuple[Slug, ...] = Field(description="Its stories, in order.")


def _no_story_twice(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    seen: set[str] = set()
    for place, section in enumerate(sections):
        for at, slug in enumerate(section.articles):
            if slug in seen:
                refuse(
                    "value-wrong",
                    f'"{slug}" stands in the issue twice',
                    "keep one",
                    path=(place, "articles", at),
                )
            seen.add(slug)
    return sections


class IssuePlan(Shape):
    """What issue.yaml says of a month."""

    number: Count | None = Field(default=None, description="The number of the issue, if it has one.")
    closes: Day | None = Field(default=None, description="Nothing later may be reported as having happened.")
    publishes: Day | None = Field(default=None, description="The day the issue comes out.")
    editor: Slug | None = Field(
        default=None, description="Who answers for the issue, by the name in people.yaml."
    )
    letter: Prose | None = Field(default=None, description="The opening page, in Markdown.")
    takeaways: tuple[Takeaway, ...] = Field(
        default=(), description="The issue in 60 seconds: up to five sentences."
    )
    watch: tuple[Watch, ...] = Field(default=(), description="Dated events worth waiting for.")
    cover: Cover | None = Field(default=None, description="One figure or one picture.")
    sections: Annotated[tuple[Section, ...], AfterValidator(_no_story_twice)] = Field(
        default=(), description="The order; without it, topics in their order and stories by date."
    )
    announce: Prose | None = Field(
        default=None,
        description="The announcement's words after “articles on”, if not made from the stories.",
    )
    ignore: Mapping[Label, Line] = Field(
        default={}, description="House rules set aside for issue.yaml, each with its reason."
    )
