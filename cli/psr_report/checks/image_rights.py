"""A picture says who made it and under which licence it is printed.

A picture without a right to print it can cost more than the issue earns. "Internet" or "unknown" is no
credit, and no licence either: it says only that nobody asked. A `credit:` or `licence:` that is left out is
refused when the story is read.

Fails:

    image:
      file: images/pack.png
      alt: A battery pack on a test bench
      credit: Google
      licence: unknown

Passes:

    image:
      file: images/pack.png
      alt: A battery pack on a test bench
      credit: Ada Sample
      licence: CC BY 4.0

It is better not silenced: where the rights are not known, take the picture out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from psr_report.checks import images
from psr_report.checks.passages import Path
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.model import Image
from psr_report.read.newsroom import Folder, Story

SEVERITY = Severity.ERROR
NEEDS = {"image", "cover"}

# Words around a name: "Photo: Google", "found on the internet".
_AROUND = re.compile(
    r"(?:(?:photo(?:graph)?|picture|image|source|credit|licen[cs]e|copyright|courtesy|found|taken|downloaded"
    r"|by|of|from|via|on|in|at|the|an?)\b\W*|[^\w?]+)+"
)
_SAYS_NOTHING = frozenset(
    {"", "?", "??", "???", "x", "xx", "xxx", "todo", "tba", "tbc", "tbd"}
    | {"none", "no", "n/a", "na", "nil", "null", "no licence", "no license", "no credit", "not applicable"}
    | {"unknown", "not known", "unclear", "unsure", "not sure", "anonymous", "unspecified", "not specified"}
    | {"not given", "not stated", "missing", "pending", "ask", "various", "to be confirmed"}
    | {"to be announced", "to be determined", "see above", "see file"}
    | {"internet", "web", "world wide web", "www", "website", "web site", "web search", "online", "net"}
    | {"google", "google images", "google image search", "google search", "image search", "bing"}
    | {"bing images", "pinterest", "facebook", "social media", "screenshot", "yes", "ok", "okay", "free"}
)
_HINTS = {
    "credit": "name the photographer, the agency or the company that gave the picture",
    "licence": "name the licence, such as CC BY 4.0, or who gave permission and for what",
}


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each right of a story's picture that is not told, at its words."""
    for path, image in images.of_story(story):
        yield from _problems(story, path, image)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each right of the cover's picture that is not told, at its words."""
    for path, image in images.of_plan(desk.folder):
        yield from _problems(desk.folder, path, image)


def _problems(owner: Story | Folder, path: Path, image: Image) -> Iterator[Problem]:
    for key, said in (("credit", image.credit), ("licence", image.licence)):
        if _core(said) in _SAYS_NOTHING:
            what = "who made the picture" if key == "credit" else "under which licence the picture is printed"
            message = f'"{said}" does not say {what}'
            place = owner.place(*path, key)
            yield Problem("image-rights", Severity.ERROR, place, message, _HINTS[key], len(said))


def _core(said: str) -> str:
    """Return what is said, folded, without the words and marks around it."""
    folded = said.casefold()
    around = _AROUND.match(folded)
    return (folded[around.end() :] if around else folded).strip(" .,;:!-–—()[]©/_")
