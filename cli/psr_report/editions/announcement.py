"""The announcement of an issue: a paragraph as Markdown and as plain text, and a line for a short message.

The paragraph names three or four stories, each in its own words for the announcement (``announce:``) or else
in those of its headline. A headline stands inside the sentence, so its first letter is made small, unless

- the word has another capital or a digit (GM, BEVs, Q3) or is a letter before a hyphen (U-turn; not e-bikes);
- the headline opens with a name the issue knows: company, region, person, publication, publisher;
- it opens with a country or continent, the adjective of one, a month or a chemical symbol;
- the issue's texts write the word with a capital inside a sentence, and never with a small letter;
- the headline is set with a capital on every long word, or opens with a figure or a quotation mark.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from psr_report import render
from psr_report.columns import columns
from psr_report.editions import Immediate
from psr_report.errors import RenderError
from psr_report.output import Output

if TYPE_CHECKING:
    from jinja2 import Environment

    from psr_report.issue import Issue, Story

LINE_LIMIT = 280  # code points of the short line's file, its line end among them
TEXT_WIDTH = 72  # columns of the plain text
_FOLDER = "announcement"
_MOST, _FEWEST = 4, 3  # stories named; briefs are called in only to reach the fewest

_NO_BREAK_SPACE = "\u00a0"
_MARKDOWN = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_IN_ADDRESS = re.compile(r"[\\()]|&(?=#?\w+;)")

# Names that neither the newsroom's lists nor CLDR's territories hold.
_LISTED = """
African, American, Argentine, Asian, Australian, Austrian, Belgian, Brazilian, Britain, British, Canadian,
Chilean, Chinese, Czech, Danish, Dutch, Egyptian, European, Finnish, French, German, Greek, Hong Kong,
Hungarian, Indian, Indonesian, Irish, Israeli, Italian, Japanese, Korea, Korean, Latin American,
Malaysian, Mexican, Middle East, North American, Norwegian, Portuguese, Romanian, Russian, Saudi,
Scandinavia, Scandinavian, Sino, South African, South American, Southeast Asian, Spanish, Swedish, Swiss,
Taiwanese, Thai, Turkey, Turkish, Ukrainian, Vietnamese, Li, Na
"""
# A region of the newsroom that is no name.
_NOT_NAMES = frozenset({"Global"})


@dataclass(frozen=True, slots=True)
class _Context:
    """What tells a name from an ordinary word in this issue."""

    names: frozenset[str]
    prose: str


def edition() -> Immediate:
    """Return the edition that announces an issue."""
    return Immediate(announcement)


def announcement(issue: Issue, templates: Environment) -> list[Output]:
    """Return the paragraph as Markdown and as text, and the line; nothing for an issue without stories.

    Raises RenderError when a template is wrong, or one of the newsroom's own leaves no room in the line.
    """
    subjects = _subjects(issue)
    if not subjects:
        return []
    link = issue.report.site or ""
    dressed = _values(issue, subjects, _address(link), _escaped)
    paragraph = render.page(templates, f"{_FOLDER}/announcement.md.j2", dressed)
    text = render.page(templates, f"{_FOLDER}/announcement.txt.j2", _values(issue, subjects, link))
    return [
        _output(issue, "announcement.md", paragraph.strip() + "\n"),
        _output(issue, "announcement.txt", _wrapped(text)),
        _output(issue, "announcement-line.txt", _line(issue, subjects, templates)),
    ]


def _output(issue: Issue, ending: str, text: str) -> Output:
    return Output(f"{issue.file_stem}-{ending}", text.replace(_NO_BREAK_SPACE, " ").encode())


def _line(issue: Issue, subjects: Sequence[str], templates: Environment) -> str:
    """Return the fullest line within the limit.

    Stories give way from the end, the link only when even the bare line has no room for it.
    """
    for link in dict.fromkeys((issue.report.site or "", "")):
        for count in range(len(subjects), -1, -1):
            values = _values(issue, subjects[:count], link)
            text = render.page(templates, f"{_FOLDER}/announcement-line.txt.j2", values)
            line = " ".join(text.split()) + "\n"
            if len(line) <= LINE_LIMIT:
                return line
    raise RenderError(
        f"template {_FOLDER}/announcement-line.txt.j2 writes over {LINE_LIMIT} characters but names no story",
        "shorten it: the stories and the link come on top",
    )


def _values(
    issue: Issue, subjects: Sequence[str], link: str, dress: Callable[[str], str] = str
) -> dict[str, str]:
    """Return what the templates print, as plain text that ``dress`` makes safe in the kind of file.

    What the issue lacks is an empty text.
    """
    stories = _joined(subjects)
    name = issue.report.name
    is_one = len(subjects) == 1 and (not issue.announce or len(issue.stories) == 1)
    values = {
        "title": _plain(issue.title),
        "report": _plain(name if re.match(r"the\s", name, re.IGNORECASE) else f"the {name}"),
        "editor": _plain(issue.editor.name) if issue.editor else "",
        "articles": "an article on" if is_one else "articles on",
        "stories": stories,
        "stop": "" if re.search(r"[.!?…][”’)\]]*\Z", stories) else ".",
        "end_mark": _plain(issue.report.end_mark),
        "sign_off": _plain(issue.editor.sign_off) if issue.editor else "",
    }
    dressed = {key: render.verbatim(dress(value)) for key, value in values.items()}
    return {**dressed, "link": render.verbatim(link)}


def _plain(text: str) -> str:
    """Return one line as the house prints it, without markup, invisible characters or runs of spaces."""
    line = " ".join(text.split())
    visible = "".join(char for char in line if unicodedata.category(char) not in ("Cc", "Cf"))
    return html.unescape(re.sub(r"<[^>]*>", "", render.inline(visible))).strip()


def _escaped(text: str) -> str:
    """Return plain text in which Markdown, inside a line, finds no markup."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _address(link: str) -> str:
    """Return a web address for the round brackets of a Markdown link."""
    return _IN_ADDRESS.sub(r"\\\g<0>", link)


def _subjects(issue: Issue) -> list[str]:
    """Return what the announcement names, as plain text: in the issue's own words, else in its stories'."""
    if not issue.stories:
        return []
    return list(_own_subjects(issue.announce or "")) or [words for words in _story_subjects(issue) if words]


def _own_subjects(text: str) -> Iterator[str]:
    """Yield what semicolons part in the issue's own words, without the words that the sentence adds."""
    text = re.sub(r"\A(?:an )?articles? on\s+", "", _plain(text), flags=re.IGNORECASE)
    for number, part in enumerate(text.split(";")):
        words = _without_stop(part.strip())
        words = re.sub(r"\Aand\b\s*", "", words) if number else words
        if words:
            yield words


def _story_subjects(issue: Issue) -> Iterator[str]:
    prose = " ".join(" ".join(_texts(issue)).split())
    context = _Context(frozenset(_known_names(issue)), prose)
    for story in _named(issue.stories):
        own = _without_stop(_plain(story.announce or ""))
        yield own or _inside_sentence(_without_stop(_plain(story.headline)), context)


def _named(stories: Sequence[Story]) -> list[Story]:
    larger = [story for story in stories if story.size != "brief"][:_MOST]
    briefs = [story for story in stories if story.size == "brief"]
    return larger + briefs[: max(0, _FEWEST - len(larger))]


def _known_names(issue: Issue) -> Iterator[str]:
    yield from (issue.report.name, issue.report.publisher)
    for entry in (*issue.companies, *issue.regions):
        if entry.name not in _NOT_NAMES:
            yield _plain(entry.name)
    for story in issue.stories:
        yield from map(_plain, story.companies)
    for author in issue.authors:
        yield author.name


def _texts(issue: Issue) -> Iterator[str]:
    """Yield the running texts of the issue, without headlines, whose capitals prove nothing."""
    for story in issue.stories:
        yield story.text.text
        yield story.why or ""
        if story.analysis:
            yield story.analysis.text.text


def _inside_sentence(headline: str, context: _Context) -> str:
    """Return the headline with a small first letter, unless its first word has a capital everywhere."""
    return headline if _keeps_capital(headline, context) else headline[:1].lower() + headline[1:]


def _keeps_capital(headline: str, context: _Context) -> bool:
    if not headline[:1].isupper() or _is_title_case(headline):
        return True
    word, *others = headline.split()
    first, *compound = re.split(r"[-–/]", word, maxsplit=1)
    is_acronym = any(char.isupper() or char.isdigit() for char in first[1:])
    is_letter = bool(compound) and len(first) == 1 and first != "E"
    return (
        is_acronym
        or is_letter
        or any(_opens_with(headline, name) for name in context.names)
        or _is_written_as_name(word, others[0] if others else "", context.prose)
        or any(_opens_with(headline, name) for name in _general_names())
    )


@cache
def _general_names() -> frozenset[str]:
    """Return territories and months, as CLDR has them, and what is named after them."""
    from babel import Locale

    english = Locale("en")
    territories = {name for name in english.territories.values() if name[:1].isupper()}
    months = set(english.months["format"]["wide"].values())
    return frozenset(territories | months | set(" ".join(_LISTED.split()).split(", ")))


def _is_title_case(headline: str) -> bool:
    long_words = [word for word in headline.split() if len(word) > 3]
    return len(long_words) > 2 and not any(word[0].islower() for word in long_words)


def _opens_with(headline: str, name: str) -> bool:
    return bool(name) and headline.startswith(name) and not headline[len(name) : len(name) + 1].isalnum()


def _is_written_as_name(word: str, following: str, prose: str) -> bool:
    """Tell whether the prose has the word, or it and a capitalised one after it, inside a sentence."""
    stem = re.match(r"[^\W\d_]+", word)
    if stem is None:
        return False
    pair = re.escape(f"{word} {following}")
    if following[:1].isupper() and re.search(rf"[a-z,] {pair}(?!\w)", prose):
        return True
    is_ordinary = re.search(rf"\b{re.escape(stem[0].lower())}\b", prose)
    return not is_ordinary and bool(re.search(rf"[a-z,] {re.escape(stem[0])}\b", prose))


def _without_stop(text: str) -> str:
    """Return the text without the stop that ends it; that of an abbreviation (U.S.) stays."""
    text = text.rstrip(" ,;:")
    return text[:-1].rstrip() if text.endswith(".") and "." not in text.split()[-1][:-1] else text


def _joined(subjects: Sequence[str]) -> str:
    """Return the subjects as one list, parted by semicolons; two short ones have only "and" between them."""
    if len(subjects) == 2 and not any(re.search(r"[,;]|\b(?:and|or)\b|&", subject) for subject in subjects):
        return " and ".join(subjects)
    *others, last = subjects or [""]
    return "; ".join([*others, f"and {last}"]) if others else last


def _wrapped(text: str) -> str:
    """Return text in lines of at most TEXT_WIDTH columns; paragraphs stay, a longer word has its own line."""
    paragraphs = (re.findall(r"[^ \t\n]+", part) for part in re.split(r"\n[ \t]*\n", text))
    return "\n\n".join("\n".join(_lines(words)) for words in paragraphs if words) + "\n"


def _lines(words: Iterable[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if line and columns(line) + 1 + columns(word) > TEXT_WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
