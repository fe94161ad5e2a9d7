"""What is wrong in a template, for whoever wrote it: the file, the line, the variable, and what was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.environment import Environment, TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from psr_report.errors import Place, RenderError
from psr_report.read.discovery import shown
from psr_report.read.tree import nearest
from psr_report.resources import templates_dir

_SUFFIX = ".j2"
_SHIPPED = "shipped/"


class Unknown(UndefinedError):
    """A name that there is not. ``holder`` is what it was looked for in; None for a variable."""

    def __init__(self, holder: Any, name: str, message: str | None = None) -> None:
        super().__init__(message)
        self.holder = holder
        self.name = str(name)


class Named(StrictUndefined):
    """An undefined value that knows, when it is used, what it was looked for in."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None
    ) -> None:
        holder = None if obj is missing else obj
        made: Any = partial(Unknown, holder, name or "")  # called with the message, as the class would be
        super().__init__(hint, obj, name, exc or made)


def failure(env: Environment, template: str, values: Mapping[str, Any], error: Exception) -> RenderError:
    """Return what went wrong while ``template`` was filled with ``values``, and how to mend it."""
    file, line = _where(error)
    place = f"{shown(Path(file)) if file else template}{f', line {line}' if line else ''}"
    own = _overriding(env)
    if isinstance(error, Unknown) and isinstance(error.holder, TemplateModule):
        imported = error.holder.__name__
        if imported in own:
            return RenderError(
                f'template {shown(own[imported])} has no macro "{error.name}", which {place} calls',
                nearest(error.name, list(vars(error.holder)))
                or f"take it over: {{% from 'shipped/{imported}' import {error.name} with context %}}",
            )
    what, meant = _said(env, values, error)
    stands = Place(shown(Path(file)), line or 1) if file else None
    return RenderError(f"template {place}: {what}", meant or _hint(file, own), stands)


def _said(env: Environment, values: Mapping[str, Any], error: Exception) -> tuple[str, str | None]:
    """Return what is wrong, and what was probably meant where that can be told."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name}", nearest(str(error.name), _names(env))
    if isinstance(error, Unknown) and error.holder is None:
        return f"'{error.name}' is undefined", nearest(error.name, [*values, *env.globals])
    if isinstance(error, Unknown):
        kind = type(error.holder).__name__
        known = error.holder if isinstance(error.holder, Mapping) else _attributes(error.holder)
        meant = nearest(error.name, list(known))
        return f"'{error.name}' is undefined: {kind} has nothing of this name", meant
    if isinstance(error, TemplateSyntaxError) and (error.message or "").startswith("No filter named '"):
        name = str(error.message).split("'")[1]
        return f'there is no filter "{name}"', nearest(name, list(env.filters))
    if isinstance(error, RecursionError):
        return "it includes, extends or calls itself without end", None
    if isinstance(error, SecurityError):
        return f"a template may not do this: {error}", "templates print values; they run no program"
    return str(getattr(error, "message", None) or f"{type(error).__name__}: {error}"), None


def _attributes(holder: object) -> list[str]:
    return [name for name in dir(holder) if not name.startswith("_")]


def _names(env: Environment) -> list[str]:
    return env.list_templates() if env.loader is not None else []


def _overriding(env: Environment) -> dict[str, Path]:
    """Return the templates that stand in place of shipped ones, by their names."""
    found = {}
    for name in _names(env):
        if not name.startswith(_SHIPPED) and env.loader is not None:
            try:
                path = env.loader.get_source(env, name)[1]
            except Exception:  # it is the one that fails, or fails as well
                continue
            if path is not None and not Path(path).is_relative_to(templates_dir()):
                found[name] = Path(path)
    return found


def _hint(file: str | None, own: Collection[str]) -> str:
    if file is None or not Path(file).is_relative_to(templates_dir()):
        return "mend it, or delete it from templates/ to use the shipped one"
    if own:
        return f"it is a shipped template, filled with yours: look at {', '.join(sorted(own))} in templates/"
    return "this is a fault of psr-report; report it with this message"


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


def undecodable(path: Path, error: UnicodeDecodeError) -> RenderError:
    """Return what to say of a template or style sheet that is no text in UTF-8."""
    line = error.object[: error.start].count(b"\n") + 1
    what = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
    return RenderError(f"template {shown(path)}, line {line}: {what}", "save the file as UTF-8")
