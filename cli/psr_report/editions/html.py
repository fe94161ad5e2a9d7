"""The web issue: one file that asks nobody for anything: fonts, pictures, style and script are inside it.

A content security policy of the page says so once more: nothing may be loaded, and of scripts only the
shipped one, by its hash, may run. Without the script every story is shown and every link works.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from markupsafe import Markup, escape

from psr_report import charts, periods, render
from psr_report.charts.palette import STROKED
from psr_report.charts.templates import drawn_with
from psr_report.editions import Immediate, sourced
from psr_report.editions.structured import structured
from psr_report.faces import on_the_web, replaces
from psr_report.memory import Memory
from psr_report.output import Output
from psr_report.resources import templates_dir
from psr_report.settings import COLOURS

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

    from psr_report.charts import Chart
    from psr_report.editions import Edition
    from psr_report.faces import Face
    from psr_report.issue import Change, Issue, PlacedPicture, Section, Story
    from psr_report.quantities import Part

# By importance: a browser slants and thickens the text face well enough when a large issue has no room left.
_FONTS = (
    ("Read", 400, "normal", "SourceSerif4-Regular.ttf.woff2"),
    ("Display", 400, "normal", "SourceSerif4Display-Regular.ttf.woff2"),
    ("Display", 600, "normal", "SourceSerif4Display-Semibold.ttf.woff2"),
    ("Inter", 400, "normal", "Inter-Regular.woff2"),
    ("Inter", 600, "normal", "Inter-SemiBold.woff2"),
    ("Read", 400, "italic", "SourceSerif4-It.ttf.woff2"),
    ("Read", 600, "normal", "SourceSerif4-Semibold.ttf.woff2"),
)
_NEEDED = 5
_LIMIT = 1_000_000  # bytes of the file before its pictures
_FONTS_HERE = "\ue002"  # private use: refused in content
_FRAMES = {"wide": charts.WEB_WIDE, "narrow": charts.WEB_NARROW}
_SMALL = ("currency", "percent", "scale", "unit")  # beside the cover's number
_DESCRIPTION = 200  # characters: what search engines and messengers show of it

# What a story is set by.
_OF_A_STORY = (
    "html/story.html.j2", "html/brief.html.j2", "html/parts.html.j2", sourced.TEMPLATE,
    "charts/chart.svg.j2", "charts/table.html.j2",
)  # fmt: skip
_SET: Memory[tuple[Markup, int]] = Memory(512)

# A thousand dots: 50 across, 20 down, ten units apart. Up to three stand out in their row, as on paper.
_ACROSS, _DOWN, _PITCH = 50, 20, 10
_FEW, _FEW_ROW, _FEW_COLUMN = 3, 18, 36


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring stories of a section: full ones below each other, or briefs abreast."""

    briefs: bool
    stories: tuple[Story, ...]

    @property
    def columns(self) -> str:
        """The class of the grid: two columns where three would leave one brief alone in the last row."""
        return " two" if len(self.stories) in (2, 4) else ""


@dataclass(frozen=True, slots=True)
class Dots:
    """The field of dots as two paths of zero-length dashes: all of them, and the lit ones, ``width`` wide."""

    dim: str
    lit: str
    width: str


def edition() -> Edition:
    """Return the edition that prints the issue as one HTML file."""
    return Immediate(render_issue)


def render_issue(issue: Issue, templates: Environment) -> list[Output]:
    """Return the issue as one self-contained HTML file. Raises RenderError when a template is wrong."""
    own = templates.overlay()
    # The other editions keep their environment.
    numbering = sourced.Numbering()
    own.filters = {**templates.filters, **_FILTERS, **sourced.filters(own, numbering)}
    own.globals = {**templates.globals, "set": _setter(issue.report.end_mark, own, numbering)}
    with drawn_with(templates):
        page = render.page(own, "html/issue.html.j2", _values(issue, own))
    room = _LIMIT - len(page.encode()) + sum(len(_data_uri(placed)) for placed in _pictures(issue))
    return [
        Output(
            f"{issue.file_stem}.html", page.replace(_FONTS_HERE, _font_faces(room, issue.faces), 1).encode()
        )
    ]


def _setter(end_mark: str, templates: Environment, numbering: sourced.Numbering) -> Callable[..., Markup]:
    """Return what sets a story by a template, or as it was set before from all the same.

    The shipped templates make a story from itself, the end mark and the numbers before it. What a newsroom's
    own make it from is not known: they are asked each time.
    """
    sources = [_source(templates, name) for name in _OF_A_STORY]
    is_shipped = all(Path(file).is_relative_to(templates_dir()) for _, file in sources)

    @pass_context
    def set_story(context: Context, template: str, story: Story) -> Markup:
        before = numbering.given

        def made() -> tuple[Markup, int]:
            html = templates.get_template(template).render({**context.get_all(), "story": story})
            return Markup(html), numbering.given - before

        if not is_shipped:
            return made()[0]
        key = (template, story, end_mark, before, *(text for text, _ in sources))
        html, numbers = _SET.of(key, made)
        numbering.given = before + numbers
        return html

    return set_story


def _source(templates: Environment, name: str) -> tuple[str, str]:
    assert templates.loader is not None
    text, file, _ = templates.loader.get_source(templates, name)
    return text, file or ""


def _pictures(issue: Issue) -> list[PlacedPicture]:
    placed = [issue.cover_picture, *(story.picture for story in issue.stories)]
    return [picture for picture in placed if picture is not None]


def _values(issue: Issue, templates: Environment) -> dict[str, Any]:
    script = render.stylesheet(templates, ["html/web.js"])
    colours = {
        "roles": {**COLOURS, **issue.report.colours},
        "chart_light": charts.LIGHT,
        "chart_dark": charts.DARK,
        "stroked": STROKED,
    }
    has_kinds = any(story.figures or story.charts for story in issue.stories)
    contact = issue.report.contact
    ways = (contact.email, contact.address, contact.phone)
    about = bool(issue.report.method or has_kinds or issue.authors or any(ways))
    style = render.page(templates, "html/colours.css.j2", colours)
    style += render.stylesheet(templates, ["html/web.css"])
    return {
        "issue": issue,
        "report": issue.report,
        "titles": {story.slug: story.short for story in issue.stories},
        "month_name": periods.month_name(int(issue.month[5:])),
        "parts_of_issue": [(section, tuple(_runs(section))) for section in issue.sections],
        "front": _present(
            ("Takeaways", "60 seconds", issue.takeaways),
            ("Figures", "In figures", issue.dashboard),
            ("Letter", "Letter", issue.letter),
        ),
        "back": _present(
            ("Forecasts", "Forecast tracker", issue.forecasts),
            ("Watch", "What to watch", issue.watch),
            ("Index", "Index", issue.companies or issue.regions),
            ("Glossary", "Terms used here", issue.glossary),
            ("Corrections", "Corrections", issue.corrections),
            ("Sources", "All sources", issue.sources),
            ("About", "About this issue", about),
        ),
        "about": about,
        "has_kinds": has_kinds,
        "regions": _once((story.region, story.region) for story in issue.stories if story.region),
        "topics": _once((story.topic_id, story.topic) for story in issue.stories),
        "dots": dots(issue.cover.dots) if issue.cover and issue.cover.dots else None,
        "dots_said": _dots_said(issue.cover.dots) if issue.cover and issue.cover.dots else "",
        "description": _description(issue),
        "structured": structured(issue),
        "policy": _policy(script),
        "style": Markup(style),
        "fonts": Markup(_FONTS_HERE),
        "script": Markup(script),
    }


def _present(*entries: tuple[str, str, object]) -> list[tuple[str, str]]:
    return [(anchor, name) for anchor, name, content in entries if content]


def _once(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pairs))


def _runs(section: Section) -> Iterator[Run]:
    """Yield the stories in runs; a brief alone, or with a chart or picture, is set like the others."""
    waiting: list[Story] = []
    for story in (*section.stories, None):
        if story is not None and story.size == "brief" and not story.charts and story.picture is None:
            waiting.append(story)
            continue
        if waiting:
            yield Run(len(waiting) > 1, tuple(waiting))
            waiting = []
        if story is not None:
            yield Run(False, (story,))


def dots(count: int) -> Dots:
    """Return a thousand dots, ``count`` of them lit as a run from the bottom left; a few stand alone."""
    dim = "".join(_row(row) for row in range(_DOWN))
    if count <= _FEW:
        return Dots(dim, _row(_FEW_ROW, _FEW_COLUMN, count), "8.2")
    whole, rest = divmod(count, _ACROSS)
    lit = "".join(_row(_DOWN - 1 - at) for at in range(whole))
    return Dots(dim, lit + (_row(_DOWN - 1 - whole, 0, rest) if rest else ""), "6.8")


def _row(row: int, column: int = 0, count: int = _ACROSS) -> str:
    """Return a path along ``count`` dots, one unit longer so that the last dash begins inside it."""
    return f"M{_at(column)} {_at(row)}h{_PITCH * (count - 1) + 1}"


def _at(place: int) -> int:
    return place * _PITCH + _PITCH // 2


def _dots_said(count: int) -> str:
    lit = "all" if count == _ACROSS * _DOWN else render.number_word(count)
    return f"One thousand dots, {lit} of them lit"


def _number(parts: Iterable[Part], place: str = "rail") -> Markup:
    """Return a value with small currency and unit; on the cover the words before it stand on a line above."""
    html, last = "", ""
    for part in parts:
        text = str(escape(part.text))
        if place == "cover" and part.role == "qualifier":
            html += f'<span class="before">{text} </span>'
            continue
        tight = last in ("", "currency") or part.role == "percent" or part.text.startswith("/")
        small = part.role in _SMALL if place == "cover" else part.role in ("currency", "unit")
        html += "" if tight else " " if part.role == "unit" or last == "qualifier" else "\u00a0"
        html += f"<small>{text}</small>" if small else text
        last = part.role
    return Markup(html)


def _giant(parts: Iterable[Part]) -> str:
    """Return the class of the cover's number, so that a long one still fits beside the dots."""
    shown = [part for part in parts if part.role != "qualifier"]
    width = sum(len(part.text) * (1 if part.role == "number" else 0.54) for part in shown)
    return "" if width <= 4.6 else " wider" if width <= 7 else " widest"


def _moved(change: Change) -> Markup:
    """Return "▼ down 57%": the arrow is also a word."""
    size = abs(change.percent)
    shown = f"{size:.1f}".removesuffix(".0") if size < 10 else f"{size:,.0f}"
    arrow, word = ("▼", "down") if change.percent < 0 else ("▲", "up")
    return Markup(f'<i aria-hidden="true">{arrow}</i> {word} {shown}%')


def _scrolling(html: Markup) -> Markup:
    """Return prose whose tables scroll in a region of their own, reachable by keyboard."""
    opened = '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>'
    return Markup(str(html).replace("<table>", opened).replace("</table>", "</table></div>"))


def _drawn(chart: Chart, size: str) -> Markup:
    return charts.draw(chart, _FRAMES[size])


def _data_uri(placed: PlacedPicture) -> str:
    return _inlined(placed.picture.media_type, placed.picture.data)


def _inlined(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"


def _length_in_print(parts: Iterable[Part]) -> int:
    return sum(len(part.text) for part in parts)


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "number": _number,
    "giant": _giant,
    "moved": _moved,
    "scrolling": _scrolling,
    "drawn": _drawn,
    "as_table": charts.table,
    "data_uri": _data_uri,
    "length_in_print": _length_in_print,
}


def _policy(script: str) -> str:
    digest = b64encode(sha256(script.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _font_faces(room: int, own: Sequence[Face] = ()) -> str:
    """Return the fonts as CSS: those that every page needs, then those that still fit into ``room`` bytes.

    The newsroom's ``own`` come first, and those they take the place of are left out.
    """
    css = on_the_web(own)
    for at, font in enumerate(_FONTS):
        if replaces(own, font[0]):
            continue
        face = _font_face(*font)
        if at < _NEEDED or len(css) + len(face) <= room:
            css += face
    return css


@lru_cache
def _font_face(family: str, weight: int, style: str, name: str) -> str:
    data = (templates_dir() / "fonts" / name).read_bytes()
    return (
        f"@font-face{{font-family:{family};font-weight:{weight};font-style:{style};"
        f"src:url({_inlined('font/woff2', data)}) format('woff2')}}\n"
    )


def _description(issue: Issue) -> str:
    """Return what the issue is about in at most two hundred characters, without cutting a sentence."""
    told = [item.text for item in issue.takeaways] or [f"{story.headline}." for story in issue.stories]
    text = f"{issue.report.name}, {issue.title}."
    for sentence in told:
        if len(text) + 1 + len(sentence) > _DESCRIPTION:
            break
        text += f" {sentence}"
    return text
