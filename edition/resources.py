"""Where the program's own data stand: stylesheets, the schema, the cache.

An installed wheel carries the stylesheets as ``edition/styles``; a checkout has them as ``styles/`` beside
the package. No other module knows the difference. Nothing here reads what belongs to an edition.
"""

from __future__ import annotations

import os
from functools import cache as remember
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@remember
def styles() -> Path:
    """The folder of stylesheets. Raises FileNotFoundError when the installation is incomplete."""
    for folder in (_PACKAGE / "styles", _PACKAGE.parent / "styles"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the installation is incomplete: the folder of stylesheets is missing")


@remember
def style(name: str) -> str:
    """The text of one stylesheet (``text.css``). Raises FileNotFoundError for a name that is not there."""
    if Path(name).name != name:
        raise FileNotFoundError(f"{name}: a stylesheet is named without a folder")
    return (styles() / name).read_text(encoding="utf-8")


@remember
def themes() -> tuple[str, ...]:
    """The names of the themes that the program brings."""
    return tuple(sorted(path.parent.name for path in styles().glob("themes/*/theme.toml")))


@remember
def theme(name: str, file: str) -> bytes:
    """A file of a theme of :func:`themes`; empty where the theme has none."""
    path = styles() / "themes" / name / file
    return path.read_bytes() if path.is_file() else b""


@remember
def data(room: str, name: str) -> bytes:
    """A data file that stands beside the modules of a room: ``data("tei", "profile.rng")``."""
    return (_PACKAGE / room / name).read_bytes()


def schema() -> bytes:
    """The RELAX NG of the profile (XML syntax)."""
    return data("tei", "profile.rng")


def cache(*parts: str) -> Path:
    """A path in the user's cache (``$XDG_CACHE_HOME/edition``, else ``~/.cache/edition``).

    Its folder is made, the last part is not: ``cache("fonts", "serif.otf")`` makes ``…/edition/fonts``.
    A relative XDG_CACHE_HOME is ignored, as the XDG base directory specification asks.
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(named) if named and Path(named).is_absolute() else Path.home() / ".cache"
    path = (root / "edition").joinpath(*parts)
    (path.parent if parts else path).mkdir(parents=True, exist_ok=True)
    return path
