"""The shipped templates and style sheets, and what a newsroom has put in their place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from psr_report import __version__
from psr_report.errors import RenderError, UsageError
from psr_report.read.tree import closest, nearest
from psr_report.resources import templates_dir

FOLDER = "templates"

State = Literal["shipped", "yours", "outdated"]

# What stands in a style sheet or script is printed: it cannot say all that a list should.
_SHEETS = {
    "html/web.css": "The style sheet of the web issue",
    "html/web.js": "The script of the web issue, which it can do without",
    "pdf/a4.css": "The page of the printed issue on A4: size, margins, running heads",
    "pdf/letter.css": "The page of the printed issue on US Letter",
    "pdf/print.css": "The style sheet of the printed issue",
}
_OF_THE_PROGRAM = ("newsroom", "preview")  # what a new newsroom begins with, and the bar around a preview
_ENDINGS = (".j2", ".css", ".js")
_ABOUT = re.compile(r"\{#\s*(.+?)\s*#\}", re.DOTALL)
_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)")
_STAMP = re.compile(r"(?:\{#|/\*) (?:copied from|extends) psr-report (\S+), ([0-9a-f]{12})\b")


@dataclass(frozen=True, slots=True)
class Template:
    """A shipped template: its name below ``templates/``, what it is, its blocks, and the newsroom's own.

    ``own`` is the file in its place, ``copied_from`` the version that this was taken from, where it says so.
    """

    name: str
    about: str
    blocks: tuple[str, ...]
    state: State
    own: Path | None = None
    copied_from: str | None = None


def every(newsroom: Path | None) -> list[Template]:
    """Return the shipped templates by name, as they are in a newsroom, or without one."""
    return [_template(name, newsroom) for name in _names()]


def stray(newsroom: Path) -> list[Path]:
    """Return the files in a newsroom's ``templates/`` that stand in place of no shipped one, by name.

    They may be parts that its other templates include, or misspelt.
    """
    folder = newsroom / FOLDER
    known = set(_names())
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return [path for path in found if path.relative_to(folder).as_posix() not in known]


def named(asked: str) -> str:
    """Return the template's full name; its ending may be missing, and the folder where only one has it.

    Raises UsageError with the nearest name where there is none.
    """
    text = asked.strip().removeprefix("shipped/").removeprefix("./")
    names = _names()
    fits = [name for name in names if text in _short(name)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise UsageError(f'"{asked[:60]}" may be {" or ".join(fits)}', "name the folder as well")
    near = closest(text, [each for name in names for each in _short(name)])
    meant = next((name for name in names if near in _short(name)), None)
    listed = "psr-report templates lists them"
    raise UsageError(
        f'there is no template "{asked[:60]}"', f'did you mean "{meant}"? {listed}' if meant else listed
    )


def copy(name: str, newsroom: Path, *, extend: bool = False) -> tuple[Path, str]:
    """Return where a shipped template goes in a newsroom, and the text of the copy.

    With ``extend`` the text is a template that prints what the shipped one does, with all its blocks to be
    filled. Raises UsageError when the newsroom has it already, or it cannot be extended.
    """
    target = newsroom / FOLDER / name
    if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(newsroom)):
        from psr_report.read.discovery import shown

        raise UsageError(
            f"{shown(target.parent)} leads out of the newsroom", "put a folder there, not a link"
        )
    if target.exists() or target.is_symlink():
        from psr_report.read.discovery import shown

        raise UsageError(f"{shown(target)} is there already", "delete it first, to begin anew")
    text = _text(templates_dir() / name)
    mark = f"psr-report {__version__}, {_digest(text)}"
    if not extend:
        return target, f"{_comment(name, f'copied from {mark}')}\n{text}"
    blocks = _blocks(text)
    if not blocks:
        hint = f"copy it whole: psr-report templates copy {name}"
        raise UsageError(f"{name} has no blocks that could be filled", hint)
    parts = [f"{{% block {block} %}}\n{{{{ super() -}}}}\n{{% endblock %}}\n" for block in blocks]
    head = f'{_comment(name, f"extends {mark}")}\n{{% extends "shipped/{name}" %}}\n'
    return target, head + "".join(parts)


def _names() -> list[str]:
    folder = templates_dir()
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.name.endswith(_ENDINGS))
    return sorted(path.as_posix() for path in found if path.parts[0] not in _OF_THE_PROGRAM)


def _short(name: str) -> set[str]:
    """Return what a template may be called: with and without folder and endings."""
    file = name.rpartition("/")[2]
    return {
        each for full in (name, file) for each in (full, full.removesuffix(".j2"), full.partition(".")[0])
    }


def _template(name: str, newsroom: Path | None) -> Template:
    text = _text(templates_dir() / name)
    own = newsroom / FOLDER / name if newsroom else None
    if own is None or not own.is_file():
        return Template(name, _about(name, text), _blocks(text), "shipped")
    stamp = _STAMP.match(_head(own))
    is_outdated = stamp is not None and stamp[2] != _digest(text)
    state: State = "outdated" if is_outdated else "yours"
    return Template(name, _about(name, text), _blocks(text), state, own, stamp[1] if stamp else None)


def _about(name: str, text: str) -> str:
    found = _ABOUT.match(text)
    return _SHEETS.get(name) or (" ".join(found[1].split()).split(". ")[0].rstrip(".") if found else "")


def _blocks(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_BLOCK.findall(text)))


def _comment(name: str, words: str) -> str:
    return f"{{# {words} #}}" if name.endswith(".j2") else f"/* {words} */"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _head(path: Path) -> str:
    """Return the first line of a newsroom's template, as far as it can be read."""
    try:
        with path.open("rb") as file:
            return file.readline(400).decode("utf-8", "replace")
    except OSError:
        return ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise RenderError(
            f"{path}: {error.strerror or error}", "install psr-report again, with pip"
        ) from None


def notes(newsroom: Path) -> Iterator[str]:
    """Yield what a person should know of the newsroom's own templates."""
    from psr_report.read.discovery import shown

    for template in every(newsroom):
        if template.state == "outdated" and template.own is not None:
            yield (
                f"{shown(template.own)} was taken from psr-report {template.copied_from}; the shipped "
                f"{template.name} has changed since"
            )
    for path in stray(newsroom):
        name = path.relative_to(newsroom / FOLDER).as_posix()
        near = nearest(name, _names(), least=0.8)  # a part of one's own may have a name not unlike
        meant = f"; {near}" if near else " itself"
        yield f"{shown(path)} stands in place of no shipped template{meant}"
