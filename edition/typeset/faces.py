"""Fonts by family: which face a style asks for, and which faces to try for a character.

The defaults come from pip (Noto Serif JP and Noto Sans JP, OFL): no font of the system is needed.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from edition.typeset.harfbuzz import Face

#: CSS generic families and our own names → (file of the pip package, has serifs).
_PACKAGED = {
    "serif": ("NotoSerifJP-Regular.otf", "Noto Serif JP", True),
    "sans-serif": ("NotoSansJP-Regular.otf", "Noto Sans JP", False),
}


def packaged_font(file: str) -> bytes:
    """A font file of the pip package. Raises FileNotFoundError when the package is not installed."""
    spec = importlib.util.find_spec("pylopdf_fonts_jp")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the Python package pylopdf-fonts-jp is not installed")
    return Path(spec.origin).with_name(file).read_bytes()


@lru_cache(maxsize=8)
def default_face(generic: str) -> Face:
    """The packaged face for ``serif`` or ``sans-serif``."""
    file, family, serif = _PACKAGED[generic]
    return Face(family, packaged_font(file), serif=serif)


class Families:
    """The faces that a rendering may use, found by CSS family, weight and style."""

    def __init__(self, named: dict[str, Face] | None = None) -> None:
        self._named = {name.lower(): face for name, face in (named or {}).items()}

    def chain(self, families: tuple[str, ...], weight: int, italic: bool) -> tuple[Face, ...]:
        """The faces to try, in order. Strong is gothic (ゴシック): bold is never faked."""
        chosen: list[Face] = []
        for family in families:
            face = self._find(family.lower(), italic)
            if face is not None and face not in chosen:
                chosen.append(face)
        heavy = weight >= 600
        for generic in ("sans-serif", "serif") if heavy else ("serif", "sans-serif"):
            face = self._named.get(generic) or default_face(generic)
            if face not in chosen:
                chosen.append(face)
        if heavy:
            chosen.sort(key=lambda face: face.serif)
        return tuple(chosen)

    def _find(self, family: str, italic: bool) -> Face | None:
        if italic and (face := self._named.get(f"{family} italic")):
            return face
        if face := self._named.get(family):
            return face
        return default_face(family) if family in _PACKAGED else None
