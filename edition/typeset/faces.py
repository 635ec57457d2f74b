"""Fonts by family: which face a style asks for, and which faces to try for a character.

The defaults come from pip (Noto Serif JP and Noto Sans JP, OFL): no font of the system is needed.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from edition.typeset.harfbuzz import Face

#: What pip brings: CSS generic family → (package, file in it, family, has serifs). The Latin of Noto Serif JP
#: is Source Serif's, so its italic is the italic of that Latin; italic Japanese there is none.
_PACKAGED = {
    "serif": ("pylopdf_fonts_jp", "NotoSerifJP-Regular.otf", "Noto Serif JP", True),
    "sans-serif": ("pylopdf_fonts_jp", "NotoSansJP-Regular.otf", "Noto Sans JP", False),
    "serif italic": (
        "fontpkg_source_serif_4",
        "files/SourceSerif4-Italic[opsz,wght].ttf",
        "Source Serif 4",
        True,
    ),
}


def packaged_font(package: str, file: str) -> bytes:
    """A font file of a pip package. Raises FileNotFoundError when the package is not installed."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the Python package {package.replace('_', '-')} is not installed")
    return (Path(spec.origin).parent / file).read_bytes()


@lru_cache(maxsize=8)
def default_face(generic: str) -> Face:
    """The packaged face for ``serif``, ``sans-serif`` or ``serif italic``."""
    package, file, family, serif = _PACKAGED[generic]
    return Face(family, packaged_font(package, file), serif=serif, italic=generic.endswith(" italic"))


class Families:
    """The faces that a rendering may use, found by CSS family, weight and style."""

    def __init__(self, named: dict[str, Face] | None = None) -> None:
        self._named = {name.lower(): face for name, face in (named or {}).items()}

    def chain(self, families: tuple[str, ...], weight: int, italic: bool) -> tuple[Face, ...]:
        """The faces to try, in order. Strong is gothic (ゴシック): bold is never faked, nor is italic."""
        chosen: list[Face] = []
        if italic and "serif italic" not in families:
            families = ("serif italic", *families)
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
        if italic and family == "serif italic" and "serif" in self._named:
            return None  # another serif brings its own italic, or has none
        return default_face(family) if family in _PACKAGED else None
