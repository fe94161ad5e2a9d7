"""The one way from values to markup: the Jinja environment and its filters.

Autoescape is on for every template and undefined names are errors. Content is never a template, and a
template is no program: it may come with a contribution, so it runs in a sandbox. Templates are looked up
in the newsroom's ``templates/`` first, then among the shipped ones; ``shipped/…`` always names a shipped
one, so that an override can extend what it overrides.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from psr_report import periods, quantities
from psr_report.charts.templates import number
from psr_report.errors import RenderError, ReportError
from psr_report.markup import breakable, inline, prose, verbatim
from psr_report.read.discovery import shown
from psr_report.resources import template_cache, templates_dir
from psr_report.template_faults import Named, failure, undecodable

__all__ = ["breakable", "environment", "inline", "number_word", "page", "prose", "stylesheet", "verbatim"]

_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def compiled() -> FileSystemBytecodeCache | None:
    """Return where compiled templates are kept: compiling them costs more than filling them."""
    folder = template_cache()
    # Of their own name: what an environment without a sandbox has compiled must not run in this one.
    return FileSystemBytecodeCache(str(folder), "sandboxed-%s.cache") if folder else None


class _Folder(FileSystemLoader):
    """A folder of templates that says which file is no text, and follows no link out of ``home``."""

    def __init__(self, folder: Path, home: Path) -> None:
        super().__init__(folder)
        self._home = Path(os.path.realpath(home))

    def get_source(self, env: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            found = super().get_source(env, template)
        except TemplateNotFound:
            raise
        except UnicodeDecodeError as error:
            raise undecodable(Path(self.searchpath[0]) / template, error) from error
        except OSError as error:
            said = (error.strerror or str(error)).lower()
            path = shown(Path(self.searchpath[0]) / template)
            raise RenderError(f"template {path} cannot be read: {said}", "check its permissions") from error
        if not Path(os.path.realpath(found[1] or "")).is_relative_to(self._home):
            path = shown(Path(found[1] or ""))
            raise RenderError(f"template {path} leads out of the newsroom", "put the file itself there")
        return found


class InMemory(BytecodeCache):
    """Compiled templates of a process that renders again and again, by their text."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it has been compiled before."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


def environment(newsroom: Path | None = None, kept: BytecodeCache | None = None) -> Environment:
    """Return the environment that renders every template, the newsroom's own before the shipped ones.

    ``kept`` is where compiled templates are; without it in the person's cache folder.
    """
    shipped = _Folder(templates_dir(), templates_dir())
    own = [_Folder(newsroom / "templates", newsroom)] if newsroom else []
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, PrefixLoader({"shipped": shipped}), shipped]),
        autoescape=True,
        undefined=Named,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=kept or compiled(),
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
        n=number,
    )
    return made


def page(env: Environment, template: str, values: Mapping[str, Any]) -> str:
    """Return the template filled with ``values``.

    Raises RenderError that names the template's file and line, whatever went wrong in it; errors that
    already say what to do (ReportError) pass through.
    """
    try:
        return env.get_template(template).render(values)
    except ReportError:
        raise
    except Exception as error:
        raise failure(env, template, values, error) from error


def number_word(number: int) -> str:
    """Return small numbers as words: six for 6."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


def stylesheet(env: Environment, parts: Sequence[str]) -> str:
    """Return style sheets or scripts as one text, in order; a newsroom's own replace shipped ones."""
    if env.loader is None:
        raise RenderError("there are no templates", "install psr-report again, with pip")
    return "\n".join(env.loader.get_source(env, part)[0].strip() for part in parts) + "\n"
