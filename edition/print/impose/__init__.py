"""Imposition (面付け): the pages of a finished PDF on sheets that are printed, folded and cut.

This module knows what can be wished for; :func:`impose` loads what does it. docs/imposition.md is the manual.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from edition.diagnostics import Findings, Place
    from edition.print.impose.recipe import Imposed

__all__ = ["SIGNATURES", "Binding", "Scheme", "Sheets", "impose", "scheme"]

Binding = Literal["left", "right"]
#: Pages of a signature (折丁) that can be asked for.
SIGNATURES = (4, 8, 12, 16, 32)


@dataclass(frozen=True, slots=True)
class Scheme:
    """How pages come onto sheets.

    ``booklet``: all sheets folded once, one in the other, stapled through the fold (中綴じ). ``2up``: two
    consecutive pages side by side, nothing folded. ``signatures``: folded sheets of ``pages`` pages each,
    gathered one behind the other (丁合).
    """

    kind: Literal["booklet", "2up", "signatures"]
    pages: int = 0

    def __str__(self) -> str:
        """As it stands in the name of a file."""
        return f"{self.kind}-{self.pages}" if self.pages else self.kind


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is wished of them: ``[imposition]`` in edition.toml, the options of ``edition impose``.

    ``sheet`` is a size that :func:`edition.print.impose.paper.paper` knows, "" one that follows from the
    pages; ``thickness`` the paper's in millimetres, for creep; ``nested`` makes signatures of sheets folded
    once instead of one sheet folded several times; ``fit`` makes pages smaller where the sheet asks for it;
    ``binding`` None is the PDF's own.
    """

    sheet: str = ""
    thickness: float = 0.0
    nested: bool = False
    fit: bool = False
    marks: bool = True
    binding: Binding | None = None


def scheme(text: str) -> Scheme:
    """``booklet``, ``2up``, ``signatures:16``. Raises ValueError with a sentence an editor can use."""
    plain = text.strip()
    if plain == "booklet":
        return Scheme("booklet")
    if plain == "2up":
        return Scheme("2up")
    found = re.fullmatch(r"signatures:([0-9]{1,2})", plain)
    if found is None or int(found[1]) not in SIGNATURES:
        known = ", ".join(["booklet", "2up", *(f"signatures:{pages}" for pages in SIGNATURES)])
        raise ValueError(f"{text!r} is no scheme; known: {known}")
    return Scheme("signatures", int(found[1]))


def impose(
    data: bytes, scheme: Scheme, sheets: Sheets, findings: Findings, where: Place | None = None
) -> Imposed:
    """The pages of a PDF on sheets; see :func:`edition.print.impose.recipe.impose`."""
    from edition.print.impose import recipe

    return recipe.impose(data, scheme, sheets, findings, where)
