"""The one way from values to markup: the Jinja environment and its filters.

Autoescape is on for every template and undefined names are errors. Content is never a template. Templates
are looked up in the newsroom's ``templates/`` first, then among the shipped ones; ``shipped/…`` always
names a shipped one, so that an override can extend what it overrides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from psr_report import periods, quantities
from psr_report.errors import Place, RenderError, ReportError
from psr_report.markup import breakable, inline, prose, verbatim
from psr_report.read.discovery import shown
from psr_report.resources import template_cache, templates_dir

__all__ = ["breakable", "environment", "inline", "number_word", "page", "prose", "stylesheet", "verbatim"]

_SUFFIX = ".j2"
_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def compiled() -> FileSystemBytecodeCache | None:
    """Return where compiled templates are kept: compiling them costs more than filling them."""
    folder = template_cache()
    return FileSystemBytecodeCache(str(folder)) if folder else None


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
    shipped = FileSystemLoader(templates_dir())
    own = [FileSystemLoader(newsroom / "templates")] if newsroom else []
    made = Environment(
        loader=ChoiceLoader([*own, PrefixLoader({"shipped": shipped}), shipped]),
        autoescape=True,
        undefined=StrictUndefined,
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
        raise _failure(template, error) from error


def _failure(template: str, error: Exception) -> RenderError:
    file, line = _where(error)
    where = f"{shown(Path(file)) if file else template}{f', line {line}' if line else ''}"
    if isinstance(error, TemplateNotFound):
        what = f"there is no template {error.name}"
    else:
        what = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
    if file is not None and Path(file).is_relative_to(templates_dir()):
        hint = "this is a fault of psr-report; report it with this message"
    else:
        hint = "mend it, or delete it from templates/ to use the shipped one"
    place = Place(shown(Path(file)), line or 1) if file else None
    return RenderError(f"template {where}: {what}", hint, place)


def _where(error: Exception) -> tuple[str | None, int | None]:
    """Return file and line of the template that was running last."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename, error.lineno
    return next(reversed(list(_template_frames(error))), (None, None))


def _template_frames(error: BaseException) -> Iterator[tuple[str | None, int | None]]:
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(_SUFFIX):
            yield file, trace.tb_lineno
        trace = trace.tb_next


def number_word(number: int) -> str:
    """Return small numbers as words: six for 6."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


def stylesheet(env: Environment, parts: Sequence[str]) -> str:
    """Return style sheets or scripts as one text, in order; a newsroom's own replace shipped ones."""
    if env.loader is None:
        raise RenderError("there are no templates", "install psr-report again, with pip")
    return "\n".join(env.loader.get_source(env, part)[0].strip() for part in parts) + "\n"
