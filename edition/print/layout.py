"""The layout of a printed edition: page, type area (版面), measure, notes' places.

The type area follows from the measure (字詰め, characters in a line) and the number of lines on a page
(行数); the margins are what the page leaves (JLReq 2.4). All lengths are in millimetres unless said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from edition.render.direction.forms import Forms

Writing = Literal["vertical", "horizontal"]
NotePlace = Literal["foot", "head", "side", "end", "inline"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What ``[layout]`` in edition.toml says, with every default filled in.

    ``page`` is (width, height) of the trimmed page in millimetres, ``size`` the body size in points,
    ``measure`` a line's length in characters, ``lines`` the number of lines on a page, ``leading`` the
    distance between lines in multiples of the body size. ``notes`` maps a series (author, translator,
    editor, …) to its place; a series that is not named stands where the source had it. ``forms`` has the rules
    for numerals, Latin and quotation marks in each direction.
    """

    writing: Writing = "vertical"
    page: tuple[float, float] = (148.0, 210.0)
    size: float = 9.5
    measure: int = 0
    lines: int = 0
    leading: float = 1.7
    notes: Mapping[str, NotePlace] = field(default_factory=dict)
    forms: Mapping[Writing, Forms] = field(
        default_factory=lambda: {"vertical": Forms(), "horizontal": Forms()}
    )
    line_numbers: int = 0
    profile: Literal["strict", "loose", "house"] = "strict"
