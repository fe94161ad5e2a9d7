"""A picture is described for readers who cannot see it.

Whoever hears the report read aloud hears the description in place of the picture. "Image", the name of the
file or two words do not say what there is to see. An `alt:` that is left out is refused when the story is
read.

Fails:

    image:
      file: images/pack-front.png
      alt: pack-front.png
      credit: Ada Sample
      licence: CC BY 4.0

Fails, because after "photo of" too little is left:

    image:
      file: images/pack-front.png
      alt: Photo of a pack
      credit: Ada Sample
      licence: CC BY 4.0

Passes:

    image:
      file: images/pack-front.png
      alt: A battery pack on a test bench, its cover taken off
      credit: Ada Sample
      licence: CC BY 4.0

It is better not silenced: three words are soon written.
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

LEAST = 3  # words

_PICTURE_OF = re.compile(
    r"(?:an?|the|this)?\s*(?:photo(?:graph)?|picture|image|illustration|graphic|figure|drawing|screenshot)\b"
    r"\s*(?:of|showing|that shows|with|from)?\b[\s:–-]*",
    re.IGNORECASE,
)
# Chinese, Japanese, Korean and Thai put no spaces between words: a letter counts for one.
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w[\w'’./&-]*")
_NO_LETTERS = re.compile(r"[\W_]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}\Z")


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for a story's picture that is not described, at the words that stand there."""
    for path, image in images.of_story(story):
        yield from _problems(story, path, image)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield a problem for a cover picture that is not described, at the words that stand there."""
    for path, image in images.of_plan(desk.folder):
        yield from _problems(desk.folder, path, image)


def _problems(owner: Story | Folder, path: Path, image: Image) -> Iterator[Problem]:
    if why := _fault(image):
        hint = "say in a sentence what there is to see: A battery pack on a test bench"
        place = owner.place(*path, "alt")
        yield Problem("image-alt", Severity.ERROR, place, f'"{image.alt}" {why}', hint, len(image.alt))


def _fault(image: Image) -> str | None:
    if _letters(image.alt) in {_letters(name) for name in _names(image.file)}:
        return "is the name of the file, not a description"
    opening = _PICTURE_OF.match(image.alt)
    rest = image.alt[opening.end() :] if opening else image.alt
    if len(_WORD.findall(rest)) < LEAST:
        return "does not say what there is to see"
    return None


def _names(file: str) -> Iterator[str]:
    """Yield the ways in which a file may be named: with its folders and ending, or without."""
    name = file.rpartition("/")[2]
    yield from (file, name, _ENDING.sub("", name))


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()
