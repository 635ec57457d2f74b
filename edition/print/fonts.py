"""The faces of an edition: those that it names, in place of those that the program brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from edition.diagnostics import Findings, Place

if TYPE_CHECKING:
    from edition.typeset.faces import Families


def families(fonts: Mapping[str, bytes], findings: Findings) -> Families:
    """The faces of the edition's own font files; PRT-004 for one that is no font."""
    from edition.typeset.faces import Families
    from edition.typeset.harfbuzz import Face

    named: dict[str, Face] = {}
    for role, data in fonts.items():
        try:
            face = Face.read(data, serif=role != "sans-serif", italic=role == "italic")
        except ValueError as fault:
            raise findings.fatal(
                "PRT-004",
                f"the file of [fonts] {role} is {fault}",
                Place("edition.toml"),
                "name an OpenType or TrueType font (.otf, .ttf) with outlines",
            ) from None
        named["serif italic" if role == "italic" else role] = face
    return Families(named)
