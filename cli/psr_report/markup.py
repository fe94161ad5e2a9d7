"""The one function that makes markup, and its little siblings for single lines: text in, safe HTML out.

Whatever an analyst types is content: Markdown without HTML, then sanitised, or escaped. Typography happens
here as well, so that no template has to think of it: quotation marks, unbroken numbers, the language of
foreign names.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from psr_report import marking, periods, quantities, scripts
from psr_report.issue import Prose, Traced

# A source number on its way through Markdown: private use is refused in content, so the marks can only be
# ours. The bracket before them counts as punctuation, so that emphasis and quotation marks just before it
# still close.
_MARK_OPEN, _MARK_CLOSE = "\u2045\ue000", "\ue001"
_MARK = re.compile(f"{_MARK_OPEN}([0-9,]+){_MARK_CLOSE}")
_MARK_IN_LINK = re.compile(f"<a [^>]*>(?:(?!</a>).)*{_MARK_OPEN}", re.DOTALL)
_OURS = dict.fromkeys((0xE000, 0xE001, *map(ord, marking.SIGNS)), "\ufffd")

_TAG = re.compile(r"(<[^>]*>)")
_MONEY = r"(?:[A-Z]{0,3}\$|[€£¥₹₩฿])?"
_RANGE = re.compile(rf"[0-9][0-9.,]*%?–{_MONEY}[0-9][0-9.,]*%?")
_MONTHS = "|".join(periods.MONTHS)
_MONTH_RANGE = re.compile(rf"(?:{_MONTHS})–(?:{_MONTHS})")
_DAY = re.compile(rf"(?<![\w.,])([0-9]{{1,2}})[ \t\n]+(?=(?:{_MONTHS})\b)")
_JOINED = "\u2060"  # no line ends between a word and the number of its source
_AFTER_NUMBER = re.compile(r"(?<=[0-9])[ \t\n]+(?=\S)")
_NO_BREAK_SPACE = "\u00a0"

_TAGS = {
    "p", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "br",
    "table", "thead", "tbody", "tr", "th", "td", "sup", "section",
}  # fmt: skip
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # else titles and languages would be allowed everywhere
    "a": {"href", "id", "class"},
    "li": {"id", "class"},
    "sup": {"class"},
    "section": {"class"},
    "ol": {"class", "start"},
}

_FOOTNOTES = re.compile(r'\s*<section class="footnotes">.*\Z', re.DOTALL)
_CLOSERS = re.compile(r"(?:\s*</(?:p|li|ul|ol|blockquote)>)+\Z")
# The last word with its source numbers: a short one is kept on one line with the end mark.
_LAST_WORD = re.compile(
    r"(?:(?<=\s)|(?<=<p>)|(?<=<li>))[^\s<>]{1,30}"
    r'(?:<sup class="note">\u2060(?:<a [^>]*>[0-9]+</a>,?)+</sup>)?\Z'
)


def prose(
    text: Prose | str,
    end_mark: str = "",
    name: str = "",
    link: str = "#source-",
    shown: marking.Shown | None = None,
) -> Markup:
    """Return Markdown as safe HTML, source numbers as superscript links and the end mark after the last word.

    ``name`` keeps the footnotes of several texts on one page apart; a source's number is appended to
    ``link``. The end mark stands before the footnotes, and after a table on a line of its own, where nobody
    takes it for data. ``shown`` gives the markup of a number that stands on figures; without it such a
    number is printed like any other.
    """
    value = text if isinstance(text, Prose) else Prose(text)
    clean = _noted(value, name, with_numbers=shown is not None)
    parts = (part if part.startswith("<") else _typeset(_plain(part)) for part in _TAG.split(clean))
    made = _MARK.sub(lambda match: _superscript(match[1], link), "".join(parts))
    made = _close(made, end_mark) if end_mark else made
    return Markup(marking.resolved(made, shown) if shown else made)


def inline(text: str) -> Markup:
    """Return one line of plain text as HTML: escaped, typeset, with marked languages."""
    return Markup(_typeset(_quotes(str(text))))


def inline_with(text: str, numbers: Sequence[Traced], shown: marking.Shown) -> Markup:
    """Return one line of plain text as ``inline`` does, its numbers as ``shown`` has them."""
    plain = str(text).translate(_OURS)
    marked = marking.inserted(plain, marking.around(numbers))
    return Markup(marking.resolved(_typeset(_quotes(marked)), shown))


def verbatim(text: str) -> Markup:
    """Return text for a file that is not HTML, as it is."""
    return Markup(text)


def breakable(address: str) -> Markup:
    """Return a web address without its scheme, with places where a narrow column may break it."""
    shown = re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
    return Markup(re.sub(r"([/._?=-]|&amp;)(?=.)", "\\1\u200b", str(escape(shown))))


def _noted(value: Prose, name: str, *, with_numbers: bool = False) -> str:
    """Return clean HTML with marks for the source numbers, which change nothing in the markup around them.

    Where they would, as behind an asterisk that closes nothing, all stand after the first paragraph. With
    ``with_numbers`` the numbers that stand on figures have their marks too.
    """
    source = value.text.translate(_OURS)
    made = plain = _sanitised(source, name)
    notes = [(offset, marking.NOTE, _mark(numbers)) for offset, numbers in value.notes]
    if notes:
        made = _sanitised(marking.inserted(source, notes), name)
    is_kept = _MARK.sub("", made) == plain and not _MARK_IN_LINK.search(made)
    if not is_kept:
        made, notes = plain, []
    if with_numbers and value.numbers:
        made = marking.marked(
            made, value.numbers, lambda more: _sanitised(marking.inserted(source, [*notes, *more]), name)
        )
    if is_kept:
        return made
    every = sorted({number for _, numbers in value.notes for number in numbers})
    return made.replace("</p>", f"{_mark(every)}</p>", 1)


def _mark(numbers: Iterable[int]) -> str:
    return f"{_MARK_OPEN}{','.join(map(str, numbers))}{_MARK_CLOSE}"


class _WebMarkdown(MarkdownIt):
    """Markdown whose links lead to the web and nowhere else."""

    def validateLink(self, url: str) -> bool:
        """Return whether this is a whole http(s) address without a user name; else it is printed as typed."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


@functools.cache
def _markdown() -> MarkdownIt:
    from mdit_py_plugins.footnote import footnote_plugin

    parser = _WebMarkdown("commonmark", {"typographer": True, "html": False, "maxNesting": 20})
    # Not "replacements": it would turn the third item of (a), (b), (c) into a copyright sign.
    parser.enable(["table", "strikethrough", "smartquotes"])
    parser.disable(["heading", "lheading", "hr", "code", "fence", "image"])
    return parser.use(footnote_plugin, inline=False)


@functools.lru_cache(maxsize=4096)
def _sanitised(source: str, name: str) -> str:
    import nh3

    made = _markdown().render(source, {"docId": name})
    schemes = {"http", "https"}
    return nh3.clean(
        made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=schemes, link_rel="noopener"
    ).strip()


def _plain(escaped: str) -> str:
    """Return the text of a piece of HTML; what the smart quotes left straight is an apostrophe."""
    return html.unescape(escaped).replace("'", "’")


@functools.lru_cache(maxsize=8192)
def _typeset(text: str) -> str:
    """Return plain text as HTML with unbroken numbers and a language on every run of another script."""
    pieces, at = [], 0
    for found in quantities.find(text):
        pieces += [text[at : found.start], _AFTER_NUMBER.sub(_NO_BREAK_SPACE, text[found.start : found.end])]
        at = found.end
    runs = scripts.runs("".join([*pieces, text[at:]]))
    return "".join(
        f'<span lang="{run.lang}">{escape(run.text)}</span>' if run.lang else _unbroken(run.text)
        for run in runs
    )


def _unbroken(plain: str) -> str:
    text = str(escape(plain))
    text = _DAY.sub(rf"\1{_NO_BREAK_SPACE}", text)
    for ranges in (_RANGE, _MONTH_RANGE):
        text = ranges.sub(lambda match: f'<span class="nb">{match[0]}</span>', text)
    return text


def _quotes(text: str) -> str:
    text = re.sub(r"(?<=\w)'|'(?=\d0s)", "’", text)
    text = re.sub(r"(^|(?<=[\s(\[–—/“‘'\"]))\"(?=\S)", "“", text)
    text = re.sub(r"(^|(?<=[\s(\[–—/“‘]))'(?=\S)", "‘", text)
    return text.replace('"', "”").replace("'", "’")


def _superscript(numbers: str, link: str) -> str:
    linked = ",".join(f'<a href="{escape(link)}{number}">{number}</a>' for number in numbers.split(","))
    return f'<sup class="note">{_JOINED}{linked}</sup>'


def _close(made: str, end_mark: str) -> str:
    mark = f'<span class="end">{escape(end_mark)}</span>'
    footnotes = _FOOTNOTES.search(made)
    body, after = (made[: footnotes.start()], footnotes[0]) if footnotes else (made, "")
    closers = _CLOSERS.search(body)
    if closers is None:
        return f'{body}\n<p class="last">{mark}</p>{after}'
    told = body[: closers.start()]
    last = _LAST_WORD.search(told)
    at = marking.outside(told, last.start() if last else len(told))
    return f'{told[:at]}<span class="nb">{told[at:]}{_NO_BREAK_SPACE}{mark}</span>{closers[0]}{after}'
