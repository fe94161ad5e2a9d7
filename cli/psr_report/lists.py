"""What the lists of a newsroom say, as frozen models: people, companies, topics and terms."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from psr_report.shapes import (
    Label,
    Line,
    Shape,
)


class Person(Shape):
    """Somebody who signs."""

    name: Line = Field(description="The name as printed.")
    title: Line = Field(description="What the person is.")
    organisation: Line = Field(description="For whom.")
    aliases: tuple[Line, ...] = Field(default=(), description="Other spellings, to be corrected.")
    email: Line | None = Field(default=None, description="The address that a commit or a mail would carry.")


class Company(Shape):
    """A company as the house writes it."""

    name: Label = Field(description="The name as printed.")
    native_name: Label | None = Field(default=None, description="The name in its own script.")
    aliases: tuple[Line, ...] = Field(default=(), description="Other spellings, to be corrected.")


class Topic(Shape):
    """A subject the report follows."""

    name: Label = Field(description="The name as printed.")
    intro: Line | None = Field(default=None, description="The line that opens its page.")


class Topics(Shape):
    """The newsroom's lists."""

    topics: Mapping[Label, Topic] = Field(
        description="The topics, each under the name that articles use, in order."
    )
    regions: tuple[Label, ...] = Field(default=(), description="The regions.")
    segments: tuple[Label, ...] = Field(default=(), description="The segments.")


class Term(Shape):
    """An acronym or a word of the trade."""

    expansion: Line | None = Field(default=None, description="What the letters stand for.")
    definition: Line = Field(description="One sentence.")
