"""Strips of the page that are kept for notes: 頭注 above the lines, 脚注 below them, a column in the margin.

A strip runs beside the lines of the text and takes room from their length. In a vertical book it is a band at the head
or at the foot of the page; in a horizontal one a column at the outer side. Lengths are points unless said.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from edition.print.layout import NotePlace, Writing

#: Size of notes relative to the text.
NOTE_SIZE = 0.8
#: The characters of a note that stand in a line of the strip (typography, point 38), and its distance in em of the text.
CHARACTERS: Mapping[Writing, Mapping[NotePlace, int]] = {
    "vertical": {"foot": 17, "head": 12},
    "horizontal": {"side": 12},
}
GAP_EM: Mapping[NotePlace, float] = {"foot": 2, "head": 2, "side": 1.5}
#: The most that strips take of a line.
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip's ``extent`` along the lines, a whole number of characters of notes, and its ``gap`` to the text.

    ``kept`` is what it takes from the line in all, a whole number of characters of the text.
    """

    extent: float
    gap: float
    kept: float


@dataclass(frozen=True, slots=True)
class Bands:
    """The strips of a page, and the characters of the text that each takes from the line, gap and all."""

    strips: Mapping[NotePlace, Strip] = field(default_factory=dict)
    characters: Mapping[NotePlace, int] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        """How many characters of the text all strips take from the line."""
        return sum(self.characters.values())


def note_size(size: float) -> float:
    """The size of notes beside text of ``size``: a multiple of a quarter of a point."""
    return round(size * NOTE_SIZE * 4) / 4


def bands(writing: Writing, size: float, measure: int, places: Collection[NotePlace]) -> Bands:
    """The strips that notes at ``places`` need beside lines of ``measure`` characters of ``size``."""
    wanted = {place: count for place, count in CHARACTERS[writing].items() if place in places}
    # Two strips share what a line can spare.
    share = 0.5 if len(wanted) == 1 else _MOST / max(1, len(wanted))
    strips: dict[NotePlace, Strip] = {}
    characters: dict[NotePlace, int] = {}
    for place, count in wanted.items():
        gap = GAP_EM[place] * size
        kept = min(math.ceil((count * size * NOTE_SIZE + gap) / size), int(measure * share))
        notes = note_size(size)
        fitting = max(1, int((kept * size - gap) / notes))
        extent = fitting * notes
        # Notes at the head and in a margin begin where the type area does.
        strips[place] = Strip(extent, gap if place == "foot" else kept * size - extent, kept * size)
        characters[place] = kept
    return Bands(strips, characters)
