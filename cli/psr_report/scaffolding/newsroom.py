"""A new newsroom: files that build at once, with one story to overwrite."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from psr_report.errors import UsageError
from psr_report.output import Output
from psr_report.read import months
from psr_report.read.discovery import shown
from psr_report.read.text import hidden_in
from psr_report.scaffolding import issue, signer, slugs
from psr_report.scaffolding.quoting import date as dated
from psr_report.shapes import MAX_LABEL, MAX_LINE, as_line
from psr_report.write import is_left_over

STORY = "how-a-story-is-written"

_EDITOR = "The Editor"
_NAME, _PUBLISHER = "Monthly Report", "Our Publisher"
_MAY_BE_THERE = frozenset({".git"})  # a folder that was made for it, at home or by a host of repositories
# Each file with its template; report.yaml comes last, and makes a newsroom of them.
_FILES = {
    ".gitignore": "gitignore",
    ".vscode/extensions.json": "extensions.json",
    ".vscode/settings.json": "settings.json",
    "README.md": "README.md",
    "people.yaml": "people.yaml",
    "terms.yaml": "terms.yaml",
    "topics.yaml": "topics.yaml",
    "{month}/issue.yaml": "issue.yaml",
    f"{{month}}/{STORY}.yaml": "story.yaml",
    "report.yaml": "report.yaml",
}


@dataclass(frozen=True, slots=True)
class Someone:
    """The first person of a newsroom: whom git knows, or nobody in particular."""

    key: str = "the-editor"
    name: str = _EDITOR
    email: str | None = None


def place(typed: str) -> Path:
    """Return the folder that a new newsroom gets; raises UsageError when it cannot be there.

    It is a new one, or one that is empty but for a repository, and in no other newsroom.
    """
    if not typed.strip():
        raise UsageError("the folder has no name", "write psr-report init my-report, or psr-report init .")
    folder = Path(typed)
    real = Path(os.path.realpath(folder))
    for above in (real, *real.parents):
        if (above / "report.yaml").is_file():
            inside = "is a newsroom already" if above == real else f"is inside the newsroom {shown(above)}"
            raise UsageError(f"{shown(folder)} {inside}", "name a folder outside it that is not there yet")
    if os.path.lexists(folder) and not folder.is_dir():
        what = "a file" if folder.exists() else "a link that leads nowhere"
        raise UsageError(f"{shown(folder)} is {what}", "name a folder that is not there yet")
    there = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    if others := [name for name in there if name not in _MAY_BE_THERE and not is_left_over(name)]:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        raise UsageError(
            f"{shown(folder)} is not empty: there is {', '.join(others[:3])}{more}",
            "name a folder that is not there yet",
        )
    return folder


def at_work(folder: Path) -> Someone:
    """Return the person whom git knows in the nearest folder that exists; else nobody in particular."""
    near = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    name, email = signer.name(near), signer.address(near)
    if not name or not _is_fit(name, MAX_LINE):
        return Someone()
    key = slugs.slug(name) or "analyst"
    return Someone(key, as_line(name), email if email and _is_fit(email, MAX_LINE) else None)


def label(typed: str | None, option: str) -> str | None:
    """Return a name for the masthead as typed in an option; raises UsageError for one that cannot be."""
    if typed is None:
        return None
    if not typed.strip():
        raise UsageError(f"{option} is empty", "leave it out to write it into report.yaml later")
    if not _is_fit(typed, MAX_LABEL):
        hint = f"it has at most {MAX_LABEL} characters, all of which a reader can see"
        raise UsageError(f"{option} cannot be {as_line(typed)[:60]}", hint)
    return as_line(typed)


def files(name: str | None, publisher: str | None, person: Someone, today: date) -> list[Output]:
    """Return the files of a newsroom whose first issue is of this month, by their names below its folder.

    A name that is None is a placeholder and marked as a gap.
    """
    month = f"{today.year}-{today.month:02}"
    values = {
        "name": name or _NAME,
        "is_named": name is not None,
        "publisher": publisher or _PUBLISHER,
        "is_published": publisher is not None,
        "person": person,
        "month": month,
        "spoken": months.spoken(month),
        "today": today.isoformat(),
        "slug": STORY,
        **issue.usual(month),
        **_counts(),
    }
    return [Output(path.format(month=month), _filled(template, values)) for path, template in _FILES.items()]


def _is_fit(text: str, limit: int) -> bool:
    line = as_line(text)
    return hidden_in(line) is None and "\ufffd" not in line and 0 < len(line) <= limit


def _counts() -> dict[str, int]:
    """Return how many keys a story needs and may have, and the percentage: what the sample story tells."""
    from psr_report.model import Article

    fields = Article.model_fields.values()
    needed, possible = sum(each.is_required() for each in fields), len(fields)
    return {"needed": needed, "possible": possible, "percent": round(100 * needed / possible)}


def _filled(template: str, values: dict[str, Any]) -> bytes:
    """Return a file: in YAML every value is put in as YAML, in Markdown as words that mean nothing there."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from psr_report.resources import templates_dir

    made = Environment(
        loader=FileSystemLoader(templates_dir() / "newsroom"),
        undefined=StrictUndefined,
        autoescape=False,  # no page; what finalize does instead
        finalize=_as_yaml if template.endswith(".yaml") else _as_markdown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return made.get_template(f"{template}.j2").render(values).encode()


def _as_yaml(value: object) -> str:
    return str(value) if isinstance(value, int) else dated(str(value))


def _as_markdown(value: object) -> str:
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|&" else each for each in str(value))


def next_steps(folder: Path, today: date) -> dict[str, str]:
    """Return the commands that come next, each with what it does."""
    month = f"{today.year}-{today.month:02}"
    go = (
        {}
        if os.path.realpath(folder) == os.path.realpath(".")
        else {f"cd {shlex.quote(os.fspath(folder))}": "your newsroom"}
    )
    return {
        **go,
        "psr-report build": "its first issue, in output/",
        f'psr-report new article {month} "Your headline"': "your first story",
        "psr-report check": "what is left to write",
    }
