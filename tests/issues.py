"""A made-up issue with one of everything an edition can meet, for tests that need no newsroom."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

from PIL import Image

from psr_report.charts import Chart, Point, Row
from psr_report.issue import (
    Author,
    Change,
    Correction,
    CoverFigure,
    GlossaryEntry,
    IndexEntry,
    Issue,
    KeyFigure,
    NumberedSource,
    PlacedPicture,
    Prose,
    Quotation,
    Section,
    SignedAnalysis,
    Story,
    StoryLink,
    Takeaway,
    TrackedForecast,
    WatchedEvent,
)
from psr_report.periods import parse
from psr_report.quantities import pair, quantity
from psr_report.read.images import Picture
from psr_report.settings import Contact, Report

REPORT = Report(
    name="Alternative Power Report",
    publisher="Power Systems Research",
    end_mark="PSR",
    tagline="Analysts since 1976",
    site="https://example.org/reports",
    contact=Contact(
        email="desk@example.org", address="1 Sample Street, St. Paul, Minnesota, USA", phone="+1 555 0100"
    ),
    disclaimer="This is a **made-up issue** for tests. Nothing in it is advice.",
    method="A figure has a unit, a source and one of four kinds.\n\n*Claim* is what a maker says of itself.",
)
EDITOR = Author("Ada Sample", "Editor", "Power Systems Research")
ANALYST = Author("Guy Example", "Forecast Lead", "Power Systems Research")

CCTV = NumberedSource(
    1,
    "China Central Television (CCTV)",
    "Report on solid-state cells (全固态电池)",
    "https://example.org/cctv?a=1&b=2",
    parse("2025-10-16"),
    None,
    ("solid-state-1000-km",),
)
BNEF = NumberedSource(
    2,
    "Price Watchers",
    "Survey of battery prices",
    "https://example.org/prices",
    parse("2025-09"),
    None,
    ("solid-state-1000-km", "cell-prices"),
)
MINISTRY = NumberedSource(
    3,
    "Ministry of Energy, Thailand (กระทรวงพลังงาน)",
    "plan for charging points",
    None,
    None,
    "Bangkok Daily",
    ("bangkok-charging",),
)


def source_of(slug: str, number: int) -> NumberedSource:
    """Return a plain source for one story."""
    return NumberedSource(number, f"Publisher {number}", "its announcement", None, None, None, (slug,))


def figure(
    label: str,
    value: str,
    kind: str | None = "actual",
    *,
    slug: str = "solid-state-1000-km",
    source: NumberedSource | None = CCTV,
    also: str | None = None,
    change: Change | None = None,
) -> KeyFigure:
    """Return a figure; a partner in the house's other unit is converted unless the source printed one."""
    typed = quantity(value)
    converted = None if also else pair(typed, REPORT.house_pairs)
    return KeyFigure(
        slug=slug,
        id=label.casefold().replace(" ", "-"),
        label=label,
        value=typed,
        pair=quantity(also) if also else converted,
        pair_is_converted=converted is not None,
        kind=kind,
        by=source.publisher if source else None,
        source=source,
        as_of=parse("2025-10"),
        change=change,
    )


def point(value: str, kind: str = "estimate", series: str = "", forecaster: str = "") -> Point:
    """Return a point whose words are the value itself."""
    number = Decimal(value.strip("US$%").replace(",", "").replace("−", "-"))
    return Point(number, value, kind, series, forecaster=forecaster)  # type: ignore[arg-type]


RANGES = Chart(
    id="solid-state-1000-km-chart-1",
    kind="bar",
    title="The claim is far above what is on the road",
    measure="Range on one charge, km; test cycle as named",
    rows=(
        Row("All-solid-state", (point("1,000", "claim"),), "cycle not stated"),
        Row("Shenxing Pro", (point("758", "claim"),), "WLTP"),
        Row("Best seller of 2024", (point("542", "actual"),), "WLTP"),
        Row("Plan for 2030", (point("900", "forecast", forecaster="Price Watchers"),)),
    ),
    source="Hatched bars are makers’ claims. Sources: CCTV; Price Watchers. As of October 2025.",
    unit="km",
    rows_name="Cell",
)
PRICES = Chart(
    id="cell-prices-chart-1",
    kind="dumbbell",
    title="Down by 57% and 59% since 2022",
    measure="What carmakers pay for a battery cell, US$ per kWh, cell level",
    rows=(
        Row("LFP", (point("US$148", "actual", "2022"), point("US$63", "actual", "September 2025"))),
        Row("NMC", (point("US$164", "actual", "2022"), point("US$68", "actual", "September 2025"))),
    ),
    source="Source: Price Watchers. As of September 2025.",
    unit="US$",
)


def picture(width: int = 1200, height: int = 675) -> PlacedPicture:
    """Return a plain picture with its rights."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), "#6b8ea0").save(data, "JPEG", quality=60)
    return PlacedPicture(
        "images/plant.jpg",
        Picture(data.getvalue(), "image/jpeg", width, height),
        "A cell plant seen from the air",
        "Photo: Ada Sample",
        "CC BY 4.0",
        "The pilot line in Hefei.",
    )


def story(slug: str, headline: str, **changes: object) -> Story:
    """Return a small story with one source; ``changes`` are its other fields."""
    plain = Story(
        slug=slug,
        size="standard",
        section="Batteries",
        headline=headline,
        short=headline,
        kicker=("China", "Batteries"),
        region="China",
        topic="Batteries",
        topic_id="batteries",
        date=parse("2025-10"),
        why=None,
        text=Prose("The plan is public. It names **two sites** and no date."),
        figures=(),
        charts=(),
        picture=None,
        quotes=(),
        analysis=None,
        sources=(source_of(slug, 4),),
        companies=(),
        corrections=(),
        follows=None,
        announce=None,
        is_draft=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


LEAD_TEXT = """\
Chinese researchers say that a 100 kg pack of all-solid-state cells could carry a car over 1,000 km
(620 miles), twice what such a pack does with liquid electrolyte.

Three problems are said to be solved: the contact between electrolyte and lithium metal, the brittleness of
the ceramic, and the voltage it stands. An iodine layer fills gaps of 20–25% of the surface by itself; a
polymer skeleton makes the film bend 20,000 times; fluorine keeps it whole at high voltage.

CATL (宁德时代) and BYD have announced pilot lines for 2027. Neither has named a price, and the test cycle
behind the range is not stated."""

LEAD = story(
    "solid-state-1000-km",
    "Solid-state cells promise 1,000 km from a 100 kg pack",
    size="lead",
    short="Solid-state cells",
    kicker=("China", "Batteries", "Passenger cars"),
    why="If the claim holds outside the laboratory, a pack of half today’s weight would do.",
    text=Prose(LEAD_TEXT, ((LEAD_TEXT.index(", twice"), (1,)), (LEAD_TEXT.index(" Neither"), (1, 2)))),
    figures=(
        figure(
            "Claimed range of a car with a 100 kg pack, test cycle not stated",
            "over 1,000 km",
            "claim",
            also="620 miles",
        ),
        figure("bends of the electrolyte film without a crack", "20,000", "claim"),
        figure("weight of the pack", "100 kg", "estimate"),
    ),
    charts=(RANGES,),
    quotes=(
        Quotation("The film heals itself, which is what nobody had managed before.", "Huang Xuejie", CCTV),
    ),
    analysis=SignedAnalysis(
        Prose(
            "A laboratory cell is not a production line. Yields decide, and nobody has shown any. "
            "Carmakers should plan for liquid cells until 2030 and treat each announcement as what it is."
        ),
        (ANALYST.name,),
        (ANALYST.sign_off,),
        is_paraphrase=True,
    ),
    sources=(CCTV, BNEF),
    companies=("CATL", "BYD"),
)
CELLS = story(
    "cell-prices",
    "Cell prices more than halved in three years",
    short="Cell prices",
    kicker=("Global", "Batteries"),
    region="Global",
    why="The pack of a small car now costs its maker about US$5,500.",
    text=Prose(
        "Carmakers paid US$63 per kWh for iron phosphate cells in September 2025, after US$148 in 2022.\n\n"
        "| Cell | 2022 | 2025 |\n|---|---|---|\n| LFP | US$148 | US$63 |\n| NMC | US$164 | US$68 |\n\n"
        "- Imports from China are over 20% cheaper.\n- Packs add a third."
    ),
    figures=(
        figure(
            "paid for an LFP cell",
            "US$63/kWh",
            slug="cell-prices",
            source=BNEF,
            change=Change(-57.432, parse("2022"), "2025-09"),
        ),
        figure(
            "is the price of the 81 kWh pack of a small car",
            "US$5,500",
            "estimate",
            slug="cell-prices",
            source=BNEF,
            also="€4,700",
        ),
        figure(
            "of cars sold have such cells",
            "42%",
            "forecast",
            slug="cell-prices",
            source=BNEF,
            change=Change(2.25, parse("H1 2025"), None),
        ),
    ),
    charts=(PRICES,),
    picture=picture(),
    sources=(BNEF,),
    corrections=(Correction(parse("2025-11-12"), "US$65", "US$63", "The source had corrected its table"),),
    follows=StoryLink("Cells get cheaper", "September 2025", "2025-09", "cells-get-cheaper"),
)
BANGKOK = story(
    "bangkok-charging",
    "Bangkok plans 12,000 charging points",
    size="brief",
    section="Charging",
    short="Bangkok’s charging points",
    kicker=("Southeast Asia", "Charging"),
    region="Southeast Asia",
    topic="Charging",
    topic_id="charging",
    text=Prose("The ministry (กระทรวงพลังงาน) plans 12,000 charging points by 2030, most at petrol stations."),
    figures=(
        figure(
            "charging points planned by 2030", "12,000", "forecast", slug="bangkok-charging", source=MINISTRY
        ),
    ),
    sources=(MINISTRY,),
)
DEPOTS = story(
    "depot-chargers",
    "Depots get chargers before they get trucks",
    size="brief",
    section="Charging",
    kicker=("Europe", "Charging", "Heavy trucks"),
    region="Europe",
    topic="Charging",
    topic_id="charging",
    analysis=SignedAnalysis(
        Prose("Grid connections are the bottleneck, not chargers."),
        (ANALYST.name,),
        (ANALYST.sign_off,),
        False,
    ),
    sources=(source_of("depot-chargers", 5),),
)
SWAPS = story(
    "battery-swaps",
    "Truck drivers swap batteries in five minutes",
    size="brief",
    section="Charging",
    kicker=("China", "Charging"),
    topic="Charging",
    topic_id="charging",
    sources=(source_of("battery-swaps", 6),),
)


def sample_issue(**changes: object) -> Issue:
    """Return the issue of November 2025; ``changes`` are fields of the issue."""
    sources = (CCTV, BNEF, MINISTRY, *DEPOTS.sources, *SWAPS.sources)
    issue = Issue(
        report=REPORT,
        month="2025-11",
        title="November 2025",
        number=11,
        closes=parse("2025-10-31"),
        publishes=parse("2025-11-05"),
        editor=EDITOR,
        authors=(EDITOR, ANALYST),
        cover=CoverFigure(
            figure("EV penetration of motorcycles in India", "0.1%", "estimate"),
            "of India’s motorcycles are electric.",
            1,
        ),
        cover_picture=None,
        cover_stories=(LEAD, CELLS, BANGKOK, DEPOTS),
        letter=Prose(
            "Batteries share this issue with the plugs that fill them.\n\nThe lead reports a claim."
        ),
        takeaways=(
            Takeaway("A 100 kg pack of solid-state cells is said to carry a car over 1,000 km.", LEAD.slug),
            Takeaway("LFP cells cost US$63 per kWh in September 2025; in 2022 it was US$148.", CELLS.slug),
            Takeaway("Bangkok plans 12,000 charging points by 2030.", BANGKOK.slug),
        ),
        dashboard=(*CELLS.figures, *LEAD.figures[:2], *BANGKOK.figures),
        sections=(
            Section("section-1", "Batteries", (LEAD, CELLS)),
            Section("section-2", "Charging", (BANGKOK, DEPOTS, SWAPS)),
        ),
        sources=sources,
        forecasts=(
            TrackedForecast(
                "Share of cars with LFP cells",
                "Price Watchers",
                quantity("42%"),
                parse("2026"),
                None,
                None,
                "open",
                CELLS.slug,
                "November 2025",
                True,
            ),
            TrackedForecast(
                "Price of an LFP cell",
                "Price Watchers",
                quantity("US$60/kWh"),
                parse("H1 2025"),
                CELLS.figures[0],
                None,
                "due",
                "an-earlier-story",
                "September 2025",
                False,
            ),
            TrackedForecast(
                "Pilot lines start",
                None,
                None,
                parse("2027"),
                None,
                None,
                "open",
                LEAD.slug,
                "November 2025",
                True,
            ),
        ),
        watch=(
            WatchedEvent(parse("2026-01-06"), "The show in Las Vegas opens.", None),
            WatchedEvent(parse("Q1 2026"), "The ministry chooses the first sites.", BANGKOK.slug),
        ),
        companies=(
            IndexEntry("BYD", "比亚迪", (LEAD.slug,)),
            IndexEntry("CATL", "宁德时代", (LEAD.slug, CELLS.slug)),
        ),
        regions=(
            IndexEntry("China", None, (LEAD.slug, SWAPS.slug)),
            IndexEntry("Europe", None, (DEPOTS.slug,)),
            IndexEntry("Southeast Asia", None, (BANGKOK.slug,)),
        ),
        glossary=(
            GlossaryEntry("LFP", "lithium iron phosphate", "A cathode without nickel or cobalt."),
            GlossaryEntry("Pack", None, "Cells with housing, cooling and electronics."),
        ),
        corrections=((CELLS.headline, CELLS.corrections[0]),),
        announce=None,
        withheld=(),
        attachments={"figures.csv": b"id,value\n"},
    )
    return replace(issue, **changes)  # type: ignore[arg-type]


def bare_issue(*stories: Story) -> Issue:
    """Return an issue that has nothing but the given stories: everything that may be missing is."""
    sources = {}
    for source in (source for one in stories for source in one.sources):
        users = tuple(one.slug for one in stories if source.number in [each.number for each in one.sources])
        sources[source.number] = replace(source, stories=users)
    return sample_issue(
        report=Report(name="Alternative Power Report", publisher="Power Systems Research"),
        number=None,
        closes=None,
        publishes=None,
        editor=None,
        authors=(),
        cover=None,
        cover_stories=stories[:4],
        letter=None,
        takeaways=(),
        dashboard=(),
        sections=(Section("section-1", "Batteries", stories),),
        sources=tuple(sources.values()),
        forecasts=(),
        watch=(),
        companies=(),
        regions=(),
        glossary=(),
        corrections=(),
        attachments={},
    )
