"""The publication: every option of report.yaml, its default and its one-line description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema

from psr_report import quantities
from psr_report.shapes import Address, Colour, Count, Label, Line, Prose, Shape, refuse

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


def _role(value: Any) -> str:
    from psr_report.read.tree import nearest

    if value not in COLOURS:
        hint = nearest(str(value), list(COLOURS)) or f"the roles are {', '.join(COLOURS)}"
        refuse("key-unknown", f'"{str(value)[:60]}" is not a role of a colour', hint)
    return str(value)


def _pair(name: str) -> str:
    try:
        quantities.partner(quantities.unit("km"), [name])
    except quantities.QuantityError as error:
        refuse("value-wrong", error.message, error.hint)
    return name


def _by_role(schema: dict[str, Any]) -> None:
    """Have an editor offer the roles, each with the colour of the house."""
    colour = schema.pop("additionalProperties")
    schema["properties"] = {
        role: {**colour, "description": f"The colour of {role}.", "examples": [value]}
        for role, value in COLOURS.items()
    }
    schema["additionalProperties"] = False


Role = Annotated[str, PlainValidator(_role), WithJsonSchema({"enum": list(COLOURS)})]
Pair = Annotated[Label, AfterValidator(_pair)]


class Contact(Shape):
    """How to reach the publisher."""

    email: Line | None = Field(default=None, description="E-mail address.")
    address: Line | None = Field(default=None, description="Postal address.")
    phone: Line | None = Field(default=None, description="Telephone.")


def _font(description: str, example: str, *, is_needed: bool = True) -> Any:
    examples: dict[str, Any] = {"examples": [f"fonts/{example}.ttf"]}
    if is_needed:
        return Field(description=description, json_schema_extra=examples)
    return Field(default=None, description=description, json_schema_extra=examples)


class TextFonts(Shape):
    """The fonts of running text, on paper those of decks and small headlines as well."""

    regular: Line = _font("The text, a TTF or OTF file.", "Text-Regular")
    italic: Line = _font("Emphasis.", "Text-Italic")
    semibold: Line = _font("Strong words.", "Text-SemiBold")
    semibold_italic: Line | None = _font(
        "Both; without it, the italic.", "Text-SemiBoldItalic", is_needed=False
    )


class DisplayFonts(Shape):
    """The fonts of headlines and large figures."""

    regular: Line = _font("Large figures, a TTF or OTF file.", "Display-Regular")
    semibold: Line = _font("Headlines.", "Display-SemiBold")


class SansFonts(Shape):
    """The fonts of labels, rails and tables; charts keep the shipped one."""

    regular: Line = _font("Labels, a TTF or OTF file.", "Sans-Regular")
    semibold: Line = _font("Heads of tables, kickers.", "Sans-SemiBold")
    italic: Line | None = _font("Notes; without it, the regular.", "Sans-Italic", is_needed=False)
    medium: Line | None = _font("Dates; without it, the regular.", "Sans-Medium", is_needed=False)


class Fonts(Shape):
    """Fonts of the newsroom's own, by role."""

    text: TextFonts | None = Field(default=None, description="Running text.")
    display: DisplayFonts | None = Field(default=None, description="Headlines and large figures.")
    sans: SansFonts | None = Field(default=None, description="Labels, rails and tables.")


Words = tuple[Label, ...]


class Rules(Shape):
    """The options of the house rules, each beginning with the name of its rule."""

    headline_length_warning: Count = Field(
        default=70, description="Characters of a headline beyond which headline-length warns."
    )
    headline_length_error: Count = Field(
        default=95, description="Characters of a headline beyond which headline-length is an error."
    )
    quote_long_words: Count = Field(default=25, description="The most words of one quotation.")
    quote_long_words_per_source: Count = Field(
        default=50, description="The most words quoted from one source in a story."
    )
    text_copied_words: Count = Field(
        default=8, description="From how many words in a row on text-copied speaks of a copy."
    )
    duplicate_story_issues: Count = Field(
        default=12, description="How many issues back duplicate-story and text-copied look."
    )
    duplicate_story_percent: Count = Field(
        default=80, description="How alike two stories must be, in percent, to count as the same."
    )
    opinion_in_summary_words: Words = Field(
        default=(), description="Words of opinion beside the house's own, for opinion-in-summary."
    )
    opinion_in_summary_allowed: Words = Field(
        default=(), description="Words that opinion-in-summary lets pass."
    )
    claim_unattributed_words: Words = Field(
        default=(), description="Words of a claim beside the house's own, for claim-unattributed."
    )
    range_cycle_names: Words = Field(
        default=("WLTP", "CLTC", "EPA", "NEDC"), description="The test cycles that range-cycle knows."
    )
    relative_date_words: Words = Field(
        default=(), description="Words that count from today beside the house's own, for relative-date."
    )


class Report(Shape):
    """The publication."""

    name: Label = Field(description="The name on the masthead.")
    publisher: Label = Field(description="Who publishes it.")
    end_mark: Label = Field(default="", description="The mark that closes a story.")
    tagline: Line | None = Field(default=None, description="A line about the publisher, on the last page.")
    frequency: Label = Field(default="Monthly", description="How often it appears.")
    site: Address = Field(default=None, description="The address of the publisher's site.")
    contact: Contact = Field(default=Contact(), description="E-mail, postal address, telephone.")
    language: Literal["en", "en-GB", "en-US"] = Field(default="en", description="The language of the texts.")
    page_size: Literal["A4", "Letter"] = Field(default="A4", description="The paper.")
    house_pairs: tuple[Pair, ...] = Field(
        default=("km/miles", "US$/€", "kg/lb", "kW/hp"), description="Units printed in pairs."
    )
    colours: Mapping[Role, Colour] = Field(
        default={},
        description="Colours by role, where they differ from the house's.",
        json_schema_extra=_by_role,
    )
    fonts: Fonts = Field(default=Fonts(), description="Fonts by role, where they differ from the house's.")
    rules: Rules = Field(default=Rules(), description="Options of the house rules.")
    disclaimer: Prose | None = Field(
        default=None, description="The small print of the last page, in Markdown."
    )
    method: Prose | None = Field(default=None, description="How the numbers are gathered, in Markdown.")
