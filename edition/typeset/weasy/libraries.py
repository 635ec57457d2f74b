"""Libraries that WeasyPrint loads for what our pages hardly ever need: they are loaded when somebody needs them.

Our lines are composed without Pango, fonts are embedded by HarfBuzz (:mod:`edition.typeset.embed`), and most books
have no pictures. But to import WeasyPrint is to parse the C declarations of Pango and fontconfig, to look for
fonts, and to load fontTools and Pillow: a quarter of the time in which a short book is made. So while it is
imported, stand-ins take the places of these modules. The first use of anything in one loads it, and puts it where
its stand-ins are: from there on, WeasyPrint is as it comes.

When Pango is loaded, its libraries are found by the names that Linux gives them. WeasyPrint tries other systems'
names first, and for each of them cffi asks ``ctypes.util.find_library``, which starts the linker and the compiler:
several processes, a quarter of a second. Where a name is not right after all, everything goes the usual way.
"""

from __future__ import annotations

import ctypes.util
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

#: Modules out of which names are taken when WeasyPrint is imported. Nothing but calling the names, or asking
#: them for something, may happen before the module is loaded.
_TAKEN_FROM = (
    "PIL.ImageCms",
    "weasyprint.pdf.fonts",
    "weasyprint.text.constants",
    "weasyprint.text.ffi",
    "weasyprint.text.fonts",
    "weasyprint.text.line_break",
)
#: Modules that are taken as a whole, out of their package.
_NAMED = ("PIL.EpsImagePlugin", "PIL.Image", "PIL.ImageFile", "PIL.ImageOps")


class _Later:
    """Something in a module that is not loaded yet: loaded by the first call of it, or question to it."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return _loaded(self._module, self._name)(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(_loaded(self._module, self._name), name)


class _StandIn(ModuleType):
    """A module that is not loaded yet, to take names from."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, name)


def _loaded(module: str, name: str) -> Any:
    """What ``name`` is in ``module``, which is now loaded, and what its stand-ins become wherever they are."""
    with _known_to_linux():
        real = importlib.import_module(module)
    for holder in list(sys.modules.values()):
        if getattr(holder, "__name__", "").startswith("weasyprint"):
            for own, value in list(vars(holder).items()):
                if isinstance(value, _Later) and value._module == module:
                    setattr(holder, own, getattr(real, value._name))
    return getattr(real, name)


@contextmanager
def _known_to_linux() -> Iterator[None]:
    """While this holds, nobody looks for a library whose name the dynamic loader does not know."""
    if sys.platform != "linux":
        yield
        return
    asking = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = asking


def load() -> None:
    """Import WeasyPrint; one that is already there is left as it is."""
    if "weasyprint" in sys.modules:
        return
    for name in _NAMED:
        if name not in sys.modules:
            _import_lazily(name)
    absent = [name for name in _TAKEN_FROM if name not in sys.modules]
    for name in absent:
        sys.modules[name] = _StandIn(name)
    try:
        importlib.import_module("weasyprint")
    finally:
        for name in absent:
            del sys.modules[name]


def _import_lazily(name: str) -> None:
    """Import a module that is loaded when something of it is asked for (the recipe of importlib's manual)."""
    specification = importlib.util.find_spec(name)
    if specification is None or specification.loader is None:
        return
    specification.loader = importlib.util.LazyLoader(specification.loader)
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    specification.loader.exec_module(module)
    parent, _, child = name.rpartition(".")
    setattr(sys.modules[parent], child, module)


load()
