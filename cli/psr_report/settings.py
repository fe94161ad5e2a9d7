"""The publication: every option of report.yaml, its default and its one-line description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from psr_report.shapes import Address, Colour, Label, Line, Prose, Shape, refuse

# The roles and their light values; a newsroom may set any of them.
COLOURS: Mapping[str, str] = {
    "ink": "#17212B",
    "muted": "#4A5662",
    "paper": "#FFFFFF",
    "navy": "#0B4F6C",
    "rust": "#A34A00",
    "note": "#FFF6E5",
    "alert": "#B42318",
    "tint": "#EEF2F5",
}


def _known_roles(colours: Mapping[str, str]) -> Mapping[str, str]:
    from psr_report.read.tree import nearest

    for role in colours:
        if role not in COLOURS:
            hint = nearest(role, list(COLOURS)) or f"the roles are {', '.join(COLOURS)}"
            refuse("key-unknown", f'"{role}" is not a role of a colour', hint, path=(role,))
    return colours


class Contact(Shape):
    """How to reach the publisher."""

    email: Line | None = Field(None, description="E-mail address.")
    address: Line | None = Field(None, description="Postal address.")
    phone: Line | None = Field(None, description="Telephone.")


class Report(Shape):
    """The publication."""

    name: Label = Field(description="The name on the masthead.")
    publisher: Label = Field(description="Who publishes it.")
    end_mark: Label = Field("", description="The mark that closes a story.")
    tagline: Line | None = Field(None, description="A line about the publisher, on the last page.")
    frequency: Label = Field("Monthly", description="How often it appears.")
    site: Address = Field(None, description="The address of the publisher's site.")
    contact: Contact = Field(Contact(), description="E-mail, postal address, telephone.")
    language: Literal["en", "en-GB", "en-US"] = Field("en", description="The language of the texts.")
    page_size: Literal["A4", "Letter"] = Field("A4", description="The paper.")
    house_pairs: tuple[Label, ...] = Field(
        ("km/miles", "US$/€", "kg/lb", "kW/hp"), description="Units printed in pairs."
    )
    colours: Annotated[Mapping[str, Colour], AfterValidator(_known_roles)] = Field(
        {}, description="Colours by role, where they differ from the house's."
    )
    disclaimer: Prose | None = Field(None, description="The small print of the last page, in Markdown.")
    method: Prose | None = Field(None, description="How the numbers are gathered, in Markdown.")
