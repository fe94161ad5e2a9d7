"""What is found while the files are read, before any house rule is asked: a page each.

None of it can be set aside: a file that cannot be read says nothing that could be printed.
"""

from __future__ import annotations

from psr_report.checks.rule import Rule
from psr_report.errors import INTERNAL, Severity

_PAGES = {
    "article-unknown": """A story that is named exists.

Sections, takeaways and dates to watch name stories of their own month by the name of the file;
`follows:` names an earlier one with its month. A name that leads nowhere is offered the nearest that
does.

Fails:

    # 2025-11/issue.yaml
    takeaways:
      - {text: A maker shows a pack., article: storry}

Passes:

    # 2025-11/issue.yaml
    takeaways:
      - {text: A maker shows a pack., article: story}
""",
    "chart-file": """A Vega-Lite file lies in the newsroom, holds its own data and fetches nothing.

It draws what our own kinds of chart cannot: `chart: {vega: charts/x.vl.json, title: …, measure: …}`. Its
data stand in it as data: {values: […]}, at most 500 rows, so that the table beside the chart and the CSV
show them too. Its title is that of the story.

Fails:

    chart: {vega: charts/none.vl.json, title: One pack, measure: "Energy, kWh"}

Passes:

    figures:
      pack: {label: in the pack, value: 81 kWh, kind: actual, level: pack, as_of: 2025-09, source: desk}
    chart: {kind: bar, title: One pack, measure: "Energy, kWh", figures: [pack]}
""",
    "control-character": """A file holds nothing that a reader cannot see.

Control characters, and marks that hide or reorder text, come along with what is copied from elsewhere.
They break a line, a search or a terminal. Delete them; if one is a letter or sign that is meant, type
it.

Fails:

    headline: "A maker shows\\u202e a pack"

Passes:

    headline: A maker shows a pack
""",
    "date-wrong": """A date is written so that it can be read in one way only.

Write 2025, H1 2025, Q3 2025, 2025-09, 2025-09-03, or an interval such as 2025-01/2025-07. 03.09.2025 may
be March or September; “last month” means something else in every issue.

Fails:

    date: 03.09.2025

Passes:

    date: 2025-09-03
""",
    "empty-file": """A file says something.

A file that was made and never filled is as good as forgotten. Fill it, or delete it.

Fails:

    # 2025-11/other.yaml
    # to be written

    # 2025-11/story.yaml
    headline: A maker shows a pack

Passes:

    # 2025-11/other.yaml
    headline: Ferries in the north try batteries
    summary: |
      Two ferries cross the fjord without diesel, the desk reports.

    # 2025-11/story.yaml
    headline: A maker shows a pack
""",
    "encoding": """A file is UTF-8 text.

In any other encoding an accent, a dash or a € becomes another sign. Save the file as UTF-8: every editor
can. A letter that was lost when somebody else converted the text has to be typed again.

Fails, with the sign that stands for a lost letter:

    headline: A maker shows a caf\ufffd

Passes:

    headline: A maker shows a café
""",
    "figure-unknown": """A figure that is named exists.

A chart names figures of its own story, the cover `story/figure` of its issue, `supersedes:` the figure
of an earlier issue as `2025-09/story/figure`.

Fails:

    figures:
      pack: {label: in the pack, value: 81 kWh, kind: actual, level: pack, as_of: 2025-09, source: desk}
    chart: {kind: bar, title: One pack, measure: "Energy, kWh", figures: [pak]}

Passes:

    figures:
      pack: {label: in the pack, value: 81 kWh, kind: actual, level: pack, as_of: 2025-09, source: desk}
    chart: {kind: bar, title: One pack, measure: "Energy, kWh", figures: [pack]}
""",
    "file-name": """A file has a name that can be part of a web address, and ends in .yaml.

The name of a story's file is its slug: small letters, digits and single hyphens. Rename the file;
nothing is typed twice, so nothing else has to change but the places that name the story.

Fails:

    # 2025-11/a--pack.yaml
    headline: A maker shows a pack

Passes:

    # 2025-11/a-pack.yaml
    headline: A maker shows a pack
""",
    "file-too-large": """A file has at most one MiB.

A story has a few kilobytes. What is larger was not typed; pictures stand in files of their own.
""",
    "file-unreadable": """A file can be opened.

Its permissions, or a link that leads nowhere, keep it from being read. The message says which.
""",
    "font-unusable": """A font of the newsroom's own is a whole static font that may be embedded.

`fonts:` in report.yaml names TTF or OTF files in the newsroom, by role and style, of at most 2 MiB. Slices
made for the web print wrong letters on paper, a variable font prints wrong weights, and what the licence in
a font forbids must not go out to readers.

Fails:

    # report.yaml
    name: A report
    publisher: A house
    fonts: {display: {regular: fonts/none.ttf, semibold: fonts/none.ttf}}

Passes:

    # report.yaml
    name: A report
    publisher: A house
""",
    "image-unusable": """A picture is a JPEG, PNG or WebP file in the newsroom, of a reasonable size.

Its path starts at the folder of report.yaml: images/x.jpg. It is read once and made anew, so that
nothing but pixels reaches an issue.

Fails:

    image: {file: images/none.jpg, alt: A pack on a bench, credit: Ada Sample, licence: CC BY 4.0}

Passes:

    headline: A maker shows a pack, without a picture
""",
    INTERNAL: """A rule of the program broke.

This is a fault of psr-report, not of the text. All other rules were asked; the program ends with exit
code 3. Report it with the file that is named.
""",
    "key-duplicate": """A key stands once.

Of two equal keys YAML programs keep one, and not always the same one. Keep the one that is meant.

Fails:

    status: ready
    status: draft

Passes:

    status: ready
""",
    "key-missing": """What a story cannot do without is there.

A story needs a headline, a topic, a summary and sources; a figure a label and a value; a chart its kind,
title and measure. A key with nothing behind it counts as left out.

Fails:

    figures:
      pack: {value: 81 kWh, kind: actual, level: pack, as_of: 2025-09, source: desk}

Passes:

    summary: |
      The pack stores 81 kWh, the desk reports.
    figures:
      pack: {label: in the pack, value: 81 kWh, kind: actual, level: pack, as_of: 2025-09, source: desk}
""",
    "key-unknown": """Each key is one that belongs where it stands.

A key that nobody reads says nothing, and its author believes that it does. The nearest known key is
offered.

Fails:

    headlin: A maker shows a pack

Passes:

    headline: A maker shows a pack
""",
    "quantity-wrong": """A figure's value is a number with its unit.

Write it as the source gives it: over 1,000 km, US$63/kWh, 20–25%, about 120,000 units. Commas separate
thousands, a point the decimals.

Fails:

    figures:
      pack: {label: in the pack, value: 8.1.2 kWh, kind: actual, level: pack, as_of: 2025-09, source: desk}

Passes:

    summary: |
      The pack stores 81.2 kWh, the desk reports.
    figures:
      pack: {label: in the pack, value: 81.2 kWh, kind: actual, level: pack, as_of: 2025-09, source: desk}
""",
    "source-unknown": """A source that is named is among the story's sources.

Fails:

    figures:
      pack: {label: in the pack, value: 81 kWh, kind: actual, level: pack, as_of: 2025-09, source: dsk}

Passes:

    summary: |
      The pack stores 81 kWh, the desk reports.
    figures:
      pack: {label: in the pack, value: 81 kWh, kind: actual, level: pack, as_of: 2025-09, source: desk}

Each number is followed to its source; a name that leads nowhere breaks the way.
""",
    "too-many": """A file with more than a hundred problems is listed up to the hundredth.

Mend those first: many of the others usually go with them.
""",
    "value-wrong": """A value has the form that its key asks for.

A status is draft or ready, a kind one of four words, a list begins each entry with a dash. The message
says what belongs there.

Fails:

    status: finished

Passes:

    status: ready
""",
    "yaml-limits": """A file stays within what a newsroom needs.

No anchors, aliases or tags, no more than sixteen levels, no word of thousands of letters: they make
programs slow or say one thing to one reader and another to the next.

Fails:

    headline: &title A maker shows a pack

Passes:

    headline: A maker shows a pack
""",
    "yaml-syntax": """A file is YAML.

Most often a value needs quotation marks: one with a colon and a space in it, one that begins with a
bracket, a quotation mark, @, % or &. Or a line is indented with a tab, or not as far as its siblings.

Fails:

    headline: A pack: what it costs

Passes:

    headline: "A pack: what it costs"
""",
}

READING: dict[str, Rule] = {
    name: Rule(name, Severity.ERROR, page, yields=False) for name, page in sorted(_PAGES.items())
}
"""The names under which reading reports, each with its page."""
