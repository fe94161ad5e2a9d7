"""A newsroom of one issue with twenty stories, the same on every machine.

The bench builds it beside the sample. Makers and numbers are invented. The shape is that of a full month:
leads, standard stories and briefs, two or three figures each, bar, dumbbell and dot charts, signed notes,
forecasts, a letter, takeaways and dates to watch.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

MONTH = "2025-11"
STORIES = 20
MAKERS = (
    *("Aldermoor", "Bexhill Motors", "Corvane", "Dunmore Power", "Elsworth", "Farrow Cells", "Gransden"),
    *("Halcyon Marine", "Ivelle", "Jarrow Trucks", "Kestrel Drive", "Lindholm", "Marston Energy", "Norlake"),
    *("Oakhaven", "Penrose Power", "Quillon", "Ravensby", "Stellan", "Thornbury"),
)
TOPICS: Mapping[str, tuple[str, str, str]] = {
    "batteries": ("Batteries", "battery packs", "packs"),
    "trucks": ("Trucks", "electric trucks", "trucks"),
    "construction": ("Construction & off-highway", "electric wheel loaders", "machines"),
    "marine": ("Marine", "hybrid ferry drives", "drives"),
    "stationary": ("Stationary power", "standby fuel-cell sets", "sets"),
}
REGIONS = ("China", "Europe", "India", "Japan", "North America")
SEGMENTS = ("passenger cars", "heavy trucks", "wheel loaders", "ferries", "standby power")
PLACES = ("Qingdao", "Rotterdam", "Pune", "Nagoya", "Ohio")
SIZES = ("lead", "standard", "standard", "brief")
OPENINGS = (
    "{maker} delivered {units} {what} in {half}, the company says in its report for the six months.",
    "In {half} the order book of {maker} grew to {units} {what}, according to its half-year report.",
    "Customers in {region} took {units} {what} from {maker} in {half}, the maker reports.",
    "The plant of {maker} near {place} made {units} {what} in {half}, by the company’s own count.",
)
MIDDLES = (
    "Of these, {share} went to operators who had run none before 2024. Most had compared running costs"
    " for a season, and they named quiet work at night, simpler service and steadier bills as their"
    " reasons to change.",
    "Buyers outside the home market account for {share}. They ordered through dealers in {place}, where a"
    " service depot with a stock of parts opened in 2024 and mechanics have been trained on high-voltage"
    " systems since.",
    "A share of {share} replaced diesel one for one. The rest joined existing fleets, which keep their"
    " engines for the long routes and send the newcomers wherever the yard, the mine or the harbour has a"
    " charger.",
)
ENDINGS = (
    "The average price was {price} for the complete unit. {maker} names cheaper cells as the cause of the"
    " difference to 2024 and gives no number for the effect of its longer production runs.",
    "Each unit sold for {price} on average. The report puts the difference to 2024 down to fewer"
    " variants, to a common frame and to contracts for cells that were signed before metal prices turned.",
    "At {price}, the average unit now costs what {maker} had aimed for in its plan of 2022. The plan"
    " assumed larger volumes, so the company credits its suppliers and a design with fewer parts.",
)
NOTES = (
    "{maker} has done the dull work first: service, parts and training. That is what fleets pay for, and"
    " it explains the orders better than any data sheet. The test comes when the first {what} change hands"
    " and a second owner asks how much life is left in them.",
    "A price that falls because a design has fewer parts stays down; one that falls with the metal does"
    " not. Ask {maker} which of the two it has. For {region} the answer decides whether these {what}"
    " remain a niche or become the usual choice at the next renewal.",
)


def write(folder: Path, stories: int = STORIES) -> Path:
    """Return ``folder``, made and filled with the newsroom."""
    slugs = [f"{_slug(_maker(number))}-{number + 1}" for number in range(stories)]
    _dump(folder / "report.yaml", _report())
    _dump(
        folder / "people.yaml",
        {"ada-marsh": {"name": "Ada Marsh", "title": "Analyst", "organisation": "Bench & Co"}},
    )
    _dump(folder / "companies.yaml", {maker: {"name": maker} for maker in MAKERS})
    _dump(folder / "topics.yaml", _topics())
    _dump(
        folder / "terms.yaml",
        {"FCEV": {"expansion": "fuel-cell electric vehicle", "definition": "A vehicle."}},
    )
    for number, slug in enumerate(slugs):
        _dump(folder / MONTH / f"{slug}.yaml", _story(number))
    _dump(folder / MONTH / "issue.yaml", _issue(slugs))
    return folder


def _report() -> dict[str, Any]:
    return {
        "name": "Bench Report",
        "publisher": "Bench & Co",
        "end_mark": "BC",
        "language": "en",
        "page_size": "A4",
        "house_pairs": ["km/miles", "kg/lb"],  # prices are in one currency
        "rules": {"duplicate_story_percent": "100"},
        "disclaimer": "Everything in this issue is invented.",
        "method": "Every figure was made by a program. *Claims* are what the invented makers say.",
    }


def _topics() -> dict[str, Any]:
    return {
        "topics": {
            key: {"name": name, "intro": f"All about {what}."} for key, (name, what, _) in TOPICS.items()
        },
        "regions": list(REGIONS),
        "segments": list(SEGMENTS),
    }


def _issue(slugs: list[str]) -> dict[str, Any]:
    keys = list(TOPICS)
    return {
        "closes": "2025-10-31",
        "publishes": "2025-11-05",
        "editor": "ada-marsh",
        "letter": "\n\n".join(
            f"{count} stories come from {place}, where makers count deliveries and say what a unit costs."
            for count, place in zip(("Two", "Three", "Four"), PLACES, strict=False)
        ),
        "takeaways": [
            {"text": f"{_maker(number)} sells more {_what(number)} than a year before.", "article": slug}
            for number, slug in list(enumerate(slugs))[:5]
        ],
        "watch": [
            {
                "date": str(2026 + number),
                "text": f"The next count of {_maker(number)} is due.",
                "article": slug,
            }
            for number, slug in list(enumerate(slugs))[:4]
        ],
        "cover": {"figure": f"{slugs[0]}/units"},
        "sections": [
            {"name": TOPICS[key][0], "articles": articles}
            for place, key in enumerate(keys)
            if (articles := [slug for number, slug in enumerate(slugs) if number % len(keys) == place])
        ],
    }


def _story(number: int) -> dict[str, Any]:
    size = SIZES[number // len(TOPICS) % len(SIZES)]
    words = _words(number)
    paragraphs = [texts[number % len(texts)].format(**words) for texts in (OPENINGS, MIDDLES, ENDINGS)]
    story: dict[str, Any] = {
        "headline": f"{_maker(number)} counts more {_what(number)} in {words['region']}",
        "topic": list(TOPICS)[number % len(TOPICS)],
        "region": words["region"],
        "segment": SEGMENTS[number % len(SEGMENTS)],
        "companies": [_maker(number)],
        "date": words["half"],
        "status": "ready",
        "size": size,
        "why_it_matters": f"Deliveries show whether operators of {_what(number)} pay for what makers"
        " promise.",
        "summary": "\n\n".join(paragraphs if size != "brief" else paragraphs[:2]) + "\n",
        "figures": _figures(number, words, with_price=size != "brief"),
        "sources": {
            "maker": {
                "publisher": _maker(number),
                "title": "half-year report",
                "url": f"https://example.org/{_slug(_maker(number))}/2025-h1",
                "published": f"2025-09-{number % 28 + 1:02}",
                "accessed": "2025-10-20",
            }
        },
        "analysis": {"by": ["ada-marsh"], "text": NOTES[number % len(NOTES)].format(**words) + "\n"},
        "ignore": {
            "text-copied": "twenty stories are made from a dozen sentences",
        },
    }
    if size != "brief":
        story["chart"] = _chart(number)
    if size == "lead":
        story["forecasts"] = [
            {
                "statement": f"Sales of {_what(number)} double",
                "by": _maker(number),
                "value": f"{2 * _units(number):,} units",
                "due": "2027",
                "source": "maker",
            }
        ]
    return story


def _figures(number: int, words: Mapping[str, str], *, with_price: bool) -> dict[str, Any]:
    common = {
        "kind": "claim",
        "period": words["half"],
        "as_of": "2025-09",
        "source": "maker",
        "of": _maker(number),
    }
    figures = {
        "units": {
            "label": f"{_what(number)} in {words['half']}",
            "value": f"{words['units']} units",
            "metric": "units",
            **common,
        },
        "share": {
            "label": "share of buyers of that kind",
            "value": words["share"],
            "metric": "share",
            **common,
        },
    }
    if with_price:
        figures["price"] = {"label": "average price", "value": words["price"], "metric": "price", **common}
    return figures


def _chart(number: int) -> dict[str, Any]:
    kind = ("bar", "dumbbell", "dots")[number % 3]
    rows = [
        {"place": place, **_cells(kind, 40 + (number * 7 + step * 13) % 50, 10 + step * 3)}
        for step, place in enumerate(PLACES)
    ]
    return {
        "kind": kind,
        "title": f"{PLACES[number % len(PLACES)]} is not alone in ordering from {_maker(number)}",
        "measure": "Orders by plant, units, H1 2025"
        if kind != "dumbbell"
        else "Orders by plant, units, 2024 and 2025",
        "rows": rows,
        "source": "maker",
    }


def _cells(kind: str, value: int, change: int) -> dict[str, str]:
    if kind == "dumbbell":
        return {"2024": f"{value} units", "2025": f"{value + change} units"}
    return {"orders": f"{value} units", "kind": "actual"}


def _words(number: int) -> dict[str, str]:
    return {
        "maker": _maker(number),
        "what": _what(number),
        "place": PLACES[number % len(PLACES)],
        "region": REGIONS[(number + number // 5) % len(REGIONS)],
        "half": "H1 2025",
        "units": f"{_units(number):,}",
        "share": f"{21 + number * 3 % 37}%",
        "price": f"US${101 + number * 17 % 83},000",
    }


def _maker(number: int) -> str:
    return MAKERS[number % len(MAKERS)]


def _what(number: int) -> str:
    return list(TOPICS.values())[number % len(TOPICS)][1]


def _units(number: int) -> int:
    return 1_100 + number * 173 % 4_000


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _dump(path: Path, value: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
