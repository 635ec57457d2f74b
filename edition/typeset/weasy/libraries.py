"""Load the libraries that WeasyPrint binds to by the names that Linux gives them.

WeasyPrint tries other systems' names first, and for each of them cffi asks ``ctypes.util.find_library``, which
starts the linker and the compiler: several processes, a quarter of a second, before a page is set. The dynamic
loader knows the right name by itself. Where it does not, everything goes the usual way.
"""

from __future__ import annotations

import ctypes.util
import importlib
import io
import sys
from contextlib import redirect_stdout, suppress


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
        with suppress(Exception), redirect_stdout(io.StringIO()):
            importlib.import_module(name)
    finally:
        ctypes.util.find_library = asking


load()
