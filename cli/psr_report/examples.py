"""Invented files of every kind, in which each key stands at least once: the examples of the schema.

The tests read them as they read a newsroom.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# Of each kind the short one first; those after it show the keys that it leaves out.
_FILES: Mapping[str, Sequence[str]] = {
    "article": (
        """\
headline: A maker of cells claims 1,000 km for its new pack
topic: batteries
region: China
companies: [Example Cells]
date: 2025-10
why_it_matters: A light pack with a long range would cost less to carry.
summary: A pack of 100 kg could give a car over 1,000 km, the maker says.
figures:
  range:
    label: claimed for a pack of 100 kg
    value: over 1,000 km
    kind: claim
    source: maker
sources:
  maker:
    publisher: Example Cells
    title: statement on its new pack
    url: unknown
    published: 2025-10-16
analysis:
  by: [ada-example]
  text: Who builds it at a lower cost matters more than who was first.
""",
        """\
headline: Sales of electric trucks may double by 2026
topic: trucks
segment: heavy trucks
status: draft
embargo: 2025-11-28T09:00+07:00
size: brief
summary: The share was 26% in 2025 and could reach 50% in 2026.
figures:
  share:
    label: of all trucks sold in 2025
    value: 26%
    also: about a quarter
    kind: estimate
    of: electric trucks
    metric: share of sales
    period: 2025
    as_of: 2025-10
    source: agency
    by: Example Research
    level: pack
    cycle: WLTP
    supersedes: 2025-09/electric-trucks/share
chart:
  kind: bar
  title: The share would double in a year
  measure: Share of sales, in percent
  figures: [share]
  note: The forecast for 2026 is the agency's.
charts:
  - kind: dots
    title: One truck in four is electric
    measure: Share of sales, in percent
    rows:
      - {truck: electric, share: 26%, kind: forecast, by: Example Research, note: without buses}
    source: agency
sources:
  agency:
    publisher: Example Agency
    title: report on trucks
    url: https://example.org/trucks
    published: 2025-10-16
    accessed: 2025-10-20
    via: Example Daily
forecasts:
  - id: half-in-2026
    statement: Half of all trucks sold in 2026 will be electric.
    by: Example Research
    value: 50%
    due: 2026
    source: agency
    of: electric trucks
    metric: share of sales
    confidence: likely
    outcome:
      result: partial
      actual: 46%
      source: agency
      date: 2027-01-20
      note: The first number counts vans too.
quotes:
  - text: The turning point is behind us.
    speaker: Ada Example
    source: agency
image:
  file: images/truck.jpg
  alt: An electric truck at a charging station
  credit: Example Agency
  licence: CC BY 4.0
  caption: A truck takes 40 minutes to charge.
analysis:
  by: [ada-example]
  wording: paraphrase
  text: Cost decides.
corrections:
  - {date: 2025-11-12, was: 28%, now: 26%, reason: The first number included buses., figure: share}
follows: 2025-09/electric-trucks
announce: the rise of electric trucks
ignore: {unused: the report is the news itself}
""",
        """\
headline: Price parity is near
topic: batteries
summary: The title is all that is public.
chart:
  kind: table
  title: The gap is small in Exampleland
  measure: Gap between prices, in percent
  rows: [{country: Exampleland, gap: 8%, kind: forecast, by: Example Research, note: before tax}]
  source: daily
charts:
  - {kind: line, title: Prices meet, measure: Price in US$, figures: [price], note: without tax}
sources:
  daily: {publisher: Example Daily, title: Price parity is near}
analysis:
  none: not supplied
""",
    ),
    "issue": (
        """\
number: 11
closes: 2025-10-31
publishes: 2025-11-05
editor: ada-example
letter: Batteries lead this issue.
takeaways:
  - {text: A maker claims over 600 miles., article: new-pack}
watch:
  - {date: 2026-01-06, text: The fair opens., article: new-pack}
cover:
  figure: new-pack/range
sections:
  - {name: Batteries, articles: [new-pack]}
""",
        """\
cover:
  figure: new-pack/range
  text: the range that a maker claims for its new pack
announce: batteries and trucks
""",
        """\
cover:
  image:
    file: images/pack.jpg
    alt: A battery pack on a bench
    credit: Example Cells
    licence: CC BY 4.0
    caption: The pack weighs 100 kg.
""",
    ),
    "report": (
        """\
name: Example Report
publisher: Example House
end_mark: END
site: https://example.org
""",
        """\
name: Example Report
publisher: Example House
end_mark: END
tagline: Example House has followed engines since 1976.
frequency: Monthly
site: https://example.org
contact: {email: desk@example.org, address: 1 Example Street, phone: +1 555 0100}
language: en
page_size: A4
house_pairs: [km/miles]
colours: {ink: "#17212B"}
rules:
  headline_length_warning: 70
  headline_length_error: 95
  quote_long_words: 25
  quote_long_words_per_source: 50
  text_copied_words: 8
  duplicate_story_issues: 12
  duplicate_story_percent: 80
  opinion_in_summary_words: [staggering]
  opinion_in_summary_allowed: [dramatic]
  claim_unattributed_words: [unrivalled]
  range_cycle_names: [WLTP, CLTC, EPA, NEDC]
  relative_date_words: [the other day]
disclaimer: Nothing here is advice.
method: Every number is followed to its source.
""",
    ),
    "people": (
        """\
ada-example:
  name: Ada Example
  title: Analyst
  organisation: Example House
  aliases: [A. Example]
  email: ada@example.org
""",
    ),
    "companies": (
        """\
Example Cells:
  name: Example Cells
  native_name: 示例电池
  aliases: [ExampleCells]
""",
    ),
    "topics": (
        """\
topics:
  batteries:
    name: Batteries
    intro: Cells and packs, from what they cost to who makes them.
regions: [China, Europe]
segments: [passenger cars]
""",
    ),
    "terms": (
        """\
BEV:
  expansion: battery-electric vehicle
  definition: A vehicle that a battery alone drives.
""",
    ),
}


def example(kind: str) -> Any:
    """Return the short example of a kind, every value as text."""
    return next(every_example(kind))


def every_example(kind: str) -> Iterator[Any]:
    """Yield the examples of a kind; every key of it stands in one of them."""
    from psr_report.read.tree import load, plain

    for text in _FILES[kind]:
        document, _ = load(text.encode(), f"{kind}.yaml")
        yield plain(document.root) if document.root else {}
