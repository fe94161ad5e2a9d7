"""The one way from values to markup: the Jinja environment, and Markdown to sanitised HTML.

Autoescape is on for every template and undefined names are errors. Content is never a template. Templates are looked up in the
newsroom's ``templates/`` first, then among the shipped ones; ``shipped/…`` always names a shipped one, so that an override can
extend what it overrides.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateError
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from psr_report import periods, quantities, scripts
from psr_report.errors import RenderError
from psr_report.issue import Prose
from psr_report.resources import templates_dir

_NOTE_OPEN, _NOTE_CLOSE = "\ue000", "\ue001"  # private use: refused in content, so they can only be ours
_NOTE = re.compile(f"{_NOTE_OPEN}([0-9,]+){_NOTE_CLOSE}")
_TAG = re.compile(r"(<[^>]*>)")
_RANGE = re.compile(r"[0-9][0-9.,]*%?–[0-9][0-9.,]*%?")
_AFTER_NUMBER = re.compile(r"(?<=[0-9]) (?=[^\s])")
_TAGS = {
    "p", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "br",
    "table", "thead", "tbody", "tr", "th", "td", "sup", "section",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "id", "class"}, "li": {"id", "class"}, "sup": {"class"}, "section": {"class"}, "ol": {"class"}}
_NO_BREAK_SPACE = "\u00a0"


def environment(newsroom: Path | None = None) -> Environment:
    """Return the environment that renders every template, with the newsroom's own templates before the shipped ones."""
    shipped = FileSystemLoader(templates_dir())
    own = [FileSystemLoader(newsroom / "templates")] if newsroom else []
    made = Environment(
        loader=ChoiceLoader([*own, PrefixLoader({"shipped": shipped}), shipped]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        prose=prose,
        inline=inline,
        verbatim=verbatim,
        house=lambda quantity: inline(quantities.house(quantity)),
        parts=quantities.parts,
        spoken=periods.spoken,
        short=periods.short,
        breakable=breakable,
        number_word=number_word,
    )
    return made


def page(env: Environment, template: str, values: Mapping[str, Any]) -> str:
    """Return the template filled with ``values``. Raises RenderError that names the template's file and line."""
    try:
        return env.get_template(template).render(values)
    except TemplateError as error:
        line = getattr(error, "lineno", None) or _line_in_template(error)
        where = getattr(error, "name", None) or template
        raise RenderError(
            f"template {where}{f', line {line}' if line else ''}: {error.message or error}",
            "mend the template, or delete it from templates/ to use the shipped one",
        ) from error


def _line_in_template(error: BaseException) -> int | None:
    trace, line = error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def prose(text: Prose | str, end_mark: str = "", name: str = "", link: Callable[[int], str] | str = "#source-") -> Markup:
    """Return Markdown as safe HTML, source numbers as superscript links and the end mark after the last word.

    ``name`` keeps footnotes of several texts on one page apart; ``link`` is what a source's number is appended to.
    """
    value = text if isinstance(text, Prose) else Prose(text)
    source = value.text
    for offset, numbers in sorted(value.notes, reverse=True):
        mark = f"{_NOTE_OPEN}{','.join(map(str, numbers))}{_NOTE_CLOSE}"
        source = source[:offset] + mark + source[offset:]
    html = _sanitise(_markdown().render(source, {"docId": name})).strip()
    html = "".join(part if part.startswith("<") else _letters(part) for part in _TAG.split(html))
    html = _NOTE.sub(lambda match: _superscript(match[1], str(link)), html)
    return Markup(_close(html, end_mark))


def inline(text: str) -> Markup:
    """Return one line of plain text as HTML: escaped, with typographic quotes, unbroken ranges and marked languages."""
    return Markup(_letters(str(escape(_quotes(str(text))))))


def verbatim(text: str) -> Markup:
    """Return text for a file that is not HTML, as it is."""
    return Markup(text)


def breakable(address: str) -> Markup:
    """Return a web address without its scheme, with places where a narrow column may break it."""
    shown = re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
    return Markup(re.sub(r"([/._?=-]|&amp;)(?=.)", "\\1<wbr>", str(escape(shown))))


def number_word(number: int) -> str:
    """Return small numbers as words: six for 6."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[number] if 0 <= number < len(words) else str(number)


@functools.cache
def _markdown() -> MarkdownIt:
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"typographer": True, "html": False, "maxNesting": 20})
    parser.enable(["table", "strikethrough", "replacements", "smartquotes"])
    parser.disable(["heading", "lheading", "hr", "code", "fence", "image"])
    return parser.use(footnote_plugin, inline=False)


def _sanitise(html: str) -> str:
    import nh3

    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"}, link_rel="noopener")


def _letters(text: str) -> str:
    """Return escaped text with unbroken numbers and a language on every run of another script."""
    joined = list(text)
    for found in quantities.find(text):
        for gap in _AFTER_NUMBER.finditer(text, found.start, found.end):
            joined[gap.start()] = _NO_BREAK_SPACE
    text = "".join(joined)
    pieces = []
    for run in scripts.runs(text):
        pieces.append(f'<span lang="{run.lang}">{run.text}</span>' if run.lang else _unbroken(run.text))
    return "".join(pieces)


def _unbroken(text: str) -> str:
    return _RANGE.sub(lambda match: f'<span class="nb">{match[0]}</span>', text)


def _quotes(text: str) -> str:
    text = re.sub(r"(?<=\w)'|'(?=\d0s)", "’", text)
    text = re.sub(r'(^|(?<=[\s(\[–—]))"', "“", text)
    text = re.sub(r"(^|(?<=[\s(\[–—]))'", "‘", text)
    return text.replace('"', "”").replace("'", "’")


def _superscript(numbers: str, link: str) -> str:
    linked = ",".join(f'<a href="{escape(link)}{number}">{number}</a>' for number in numbers.split(","))
    return f'<sup class="note">{linked}</sup>'


def _close(html: str, end_mark: str) -> str:
    if not end_mark:
        return html
    mark = f'<span class="end">{escape(end_mark)}</span>'
    if html.endswith("</p>"):
        return f"{html[:-4]}\u00a0{mark}</p>"
    return f'{html}\n<p class="last">{mark}</p>'


def stylesheet(parts: Sequence[str]) -> str:
    """Return shipped style sheets as one text, in order."""
    return "\n".join((templates_dir() / part).read_text(encoding="utf-8").strip() for part in parts) + "\n"
