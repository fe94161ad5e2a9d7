"""The rules that reading itself holds the files to. None can be set aside: what breaks them cannot be used.

House rules that reading finds (an unknown topic, a note that nobody signs) have modules of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

from psr_report.checks.rule import Rule
from psr_report.errors import Severity

_PAGES = {
    "article-unknown": """\
        A story that is named must exist.

        `follows:` names an earlier story as 2025-10/its-slug; sections, takeaways and dates to watch name a
        story of the month by its slug, which is its file's name.
        """,
    "control-character": """\
        No character may stand in a file that nobody can see.

        Such characters hide text, turn its direction or mean nothing outside the program they were copied
        from. Delete them; a private sign of some font is replaced by the letter that is meant.
        """,
    "date-wrong": """\
        A date is a day, a month, a quarter, a half year or a year that exists.

        Write 2025-11-05, 2025-11, Q3 2025, H1 2025 or 2025; where a source may be undated, `unknown`.
        """,
    "empty-file": """\
        A file says something.

        Fill it, or delete it.
        """,
    "encoding": """\
        Files are UTF-8 text.

        Any other encoding turns letters into other letters on somebody's machine. Save the file as UTF-8.
        """,
    "figure-unknown": """\
        A figure that is named must exist.

        Charts name figures of their own story; the cover names one of the issue as slug/name; `supersedes:`
        names an earlier one as 2025-09/slug/name.
        """,
    "file-name": """\
        A story's file is named in small letters, digits and single hyphens, and ends in .yaml.

        The name becomes part of web addresses, and other files name the story by it.
        """,
    "file-too-large": """\
        A file is no larger than one MiB.

        A story takes a hundredth of that. Split the file; pictures stand in files of their own.
        """,
    "file-unreadable": """\
        A file can be read.

        It is there, it is a file and not a folder or a link that leads nowhere, and its permissions allow it.
        """,
    "image-unusable": """\
        A picture is a JPEG, PNG or WebP below the newsroom's folder, of a size that can be printed.

        A picture that cannot be used would leave a hole on the page.
        """,
    "key-duplicate": """\
        A key stands once.

        Of two equal keys one would be lost without a word. Keep one, or give the other its own name.
        """,
    "key-missing": """\
        What a file cannot do without is there.

        A story needs a headline, a topic, a summary and a source; a figure its label and its value.
        """,
    "key-unknown": """\
        Every key is one that the program knows.

        A key with a slip in it would be passed over, and what stands behind it with it. The nearest known key
        is named.
        """,
    "quantity-wrong": """\
        A value is a number, with its unit where it has one, as it would be written in the text.

        Write over 1,000 km, US$63/kWh, 20–25%, nearly 46% or about 120,000 units.
        """,
    "source-unknown": """\
        A source that is named is among the story's sources.

        A number whose source leads nowhere cannot be followed.
        """,
    "too-many": """\
        A file has fewer than a hundred problems.

        The rest is not listed: it mostly comes from the same mistake. Mend the first ones and check again.
        """,
    "value-wrong": """\
        A value is of the kind that its key asks for.

        A text where a text belongs, a list where a list belongs, one of the words where there is a choice.
        """,
    "yaml-limits": """\
        A file keeps to plain YAML of a moderate size.

        No anchors, aliases and tags, one document in a file, nothing nested more than sixteen deep, no word
        of more than two thousand letters.
        """,
    "yaml-syntax": """\
        A file is YAML.

        Most often a text with a colon, a bracket or a quotation mark in it needs quotation marks around it,
        or a line is indented otherwise than its neighbours.
        """,
}

READING: Mapping[str, Rule] = {
    name: Rule(name, Severity.ERROR, page, yields=False) for name, page in _PAGES.items()
}
