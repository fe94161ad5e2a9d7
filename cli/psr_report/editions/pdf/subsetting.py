"""A later import of fontTools' subsetter, which WeasyPrint loads at once and needs only without HarfBuzz's.

Loading it and what it pulls in costs as much processor time as a page or two. Where libharfbuzz-subset is
installed it is never called; where not, it is loaded at the first font.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_SUBSET = "fontTools.subset"
_INSTANCER = "fontTools.varLib.instancer"


def load_later() -> None:
    """Put stand-ins for the two modules where WeasyPrint will import them from."""
    for name in (_SUBSET, _INSTANCER):
        sys.modules.setdefault(name, _StandIn(name))


class _StandIn(ModuleType):
    """A module that is imported when something in it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__ == _INSTANCER:
            return _instantiate
        return getattr(_real(self.__name__), name)


def _instantiate(*fonts: Any, **options: Any) -> Any:
    return _real(_INSTANCER).instantiateVariableFont(*fonts, **options)


def _real(name: str) -> Any:
    if isinstance(sys.modules.get(name), _StandIn):
        del sys.modules[name]
    return import_module(name)
