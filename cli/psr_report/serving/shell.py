"""The page around the views: its bar, its list of problems and the script that changes the issue in place."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from markupsafe import Markup

from psr_report import charts, render
from psr_report.resources import templates_dir
from psr_report.serving.told import Page
from psr_report.serving.warm import WEB, views
from psr_report.settings import COLOURS

_FONTS = ("Inter-Regular.woff2", "Inter-SemiBold.woff2", "SourceSerif4Display-Semibold.ttf.woff2")
_NAMES = {"html": "Web", "pdf": "Print"}  # the others are called what they are called on the command line


def pages(title: str) -> tuple[Mapping[str, Page], str]:
    """Return the page and its fonts by address, and the content security policy of the page.

    A newsroom's own templates have no part in it: it shows what is wrong with them.
    """
    templates = render.environment()
    script = render.stylesheet(templates, ["preview/shell.js"])
    style = render.page(templates, "html/colours.css.j2", _colours())
    style += render.stylesheet(templates, ["preview/shell.css"])
    values = {
        "title": title,
        "web": WEB,
        "views": [(name, _NAMES.get(name, name.capitalize())) for name in views()],
        "style": Markup(style),
        "script": Markup(script),
    }
    html = render.page(templates, "preview/shell.html.j2", values).encode()
    fonts = {f"/fonts/{name}": _font(name) for name in _FONTS}
    return {"/": Page("text/html; charset=utf-8", html), **fonts}, _policy(style, script)


def _colours() -> Mapping[str, object]:
    return {"roles": COLOURS, "chart_light": charts.LIGHT, "chart_dark": charts.DARK, "stroked": ()}


def _font(name: str) -> Page:
    return Page("font/woff2", (templates_dir() / "fonts" / name).read_bytes())


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; font-src 'self'; "
        "connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"
