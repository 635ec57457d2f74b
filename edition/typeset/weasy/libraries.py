"""Load what WeasyPrint binds to: the libraries by the names that Linux gives them, font tools when they are used.

WeasyPrint tries other systems' names first, and for each of them cffi asks ``ctypes.util.find_library``, which
starts the linker and the compiler: several processes, a quarter of a second, before a page is set. The dynamic
loader knows the right name by itself. Where it does not, everything goes the usual way.

It also imports the whole of fontTools for fonts that it embeds itself. Ours are embedded by HarfBuzz
(:mod:`edition.typeset.embed`), so these modules are loaded when somebody calls them, and most books never do.
"""

from __future__ import annotations

import ctypes.util
import importlib
import importlib.util
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from types import ModuleType
from typing import Any

#: Modules of fontTools that WeasyPrint imports and hardly ever uses.
_SELDOM = ("fontTools.subset", "fontTools.ttLib.woff2")
_INSTANCER = "fontTools.varLib.instancer"


def _not_asked(name: str) -> str | None:
    """No path: the next name is tried."""
    return None


def load() -> None:
    """Import WeasyPrint's bindings. Raises nothing: importing WeasyPrint says what is missing."""
    name = "weasyprint.text.ffi"
    if sys.platform != "linux" or name in sys.modules:
        return
    asking = ctypes.util.find_library
    ctypes.util.find_library = _not_asked
    try:
        with suppress(Exception), redirect_stdout(io.StringIO()), _font_tools_later():
            importlib.import_module(name)
    finally:
        ctypes.util.find_library = asking


@contextmanager
def _font_tools_later() -> Iterator[None]:
    """While this holds, the seldom used parts of fontTools are imported without being loaded."""
    for name in _SELDOM:
        if name not in sys.modules:
            _import_lazily(name)
    stands_in = _INSTANCER not in sys.modules
    if stands_in:
        # WeasyPrint takes a function out of this module at once, which would load it.
        module = ModuleType(_INSTANCER)
        module.instantiateVariableFont = _instantiate  # type: ignore[attr-defined]
        sys.modules[_INSTANCER] = module
    try:
        yield
    finally:
        if stands_in:
            del sys.modules[_INSTANCER]


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


def _instantiate(*arguments: Any, **options: Any) -> Any:
    """``fontTools.varLib.instancer.instantiateVariableFont``, imported now."""
    return importlib.import_module(_INSTANCER).instantiateVariableFont(*arguments, **options)


load()
